use super::craft::*;
use crate::{OpenPolicy, hash::Hash, inspect, limits, oids, open};
use orgkey_types::{Code, Passphrase};
use std::time::Duration;

const MILLION: i64 = 1_000_000;
const MOST: i64 = 0x7fff_ffff;

fn classic_with(rounds: &[u8]) -> Vec<u8> {
    pfx(&[plain(&[])], |_| mac_data(&sequence(&[&oid(oids::SHA1), &[5, 0]]), &[0; 20], b"saltsalt", rounds))
}

fn pbmac1_with(rounds: &[u8], key_bytes: &[u8]) -> Vec<u8> {
    pfx(&[plain(&[])], |_| pbmac1(rounds, key_bytes))
}

fn shrouded_with(algorithm: &[u8], count: usize) -> Vec<u8> {
    pfx(&vec![plain(&[shrouded(algorithm)]); count], no_mac)
}

/// One element in another, with lengths or without.
fn nested(count: usize, endless: bool) -> Vec<u8> {
    let (mut inside, mut length) = (vec![0, 5], 2_usize);
    for _ in 0..count {
        let header = if endless { vec![0x80, 0x30] } else { [&length.to_le_bytes()[..4], &[0x84, 0x30]].concat() };
        length += header.len();
        inside.extend(header);
    }
    inside.reverse();
    [&[0x30, 0x80, 2, 1, 3][..], &inside].concat()
}

fn truncated_by_length() -> Vec<u8> {
    [&[0x30, 0x84, 0x7f, 0xff, 0xff, 0xff][..], &[2, 1, 3, 0x30, 0]].concat()
}

fn length_past_its_element() -> Vec<u8> {
    let file = pfx(&[plain(&[certificate_bag(&[1; 40])])], no_mac);
    // The length of the version's neighbour, which now reaches past the file's end.
    let mut file = file;
    let at = file.windows(2).position(|pair| pair == [3, 0x30]).unwrap() + 2;
    file[at] = 0x7f;
    file
}

fn bags_in_bags(depth: usize) -> Vec<u8> {
    let mut inner = sequence(&[]);
    for _ in 0..depth {
        inner = sequence(&[&bag(oids::SAFE_CONTENTS_BAG, &inner)]);
    }
    pfx(&[data(&inner)], no_mac)
}

fn empty_bags(count: usize) -> Vec<u8> {
    pfx(&[plain(&vec![bag(oids::SAFE_CONTENTS_BAG, &sequence(&[])); count])], no_mac)
}

/// File and the code it is refused with before any password.
fn rows() -> Vec<(&'static str, Vec<u8>, Code)> {
    let classic_key = |rounds: &[u8]| classic(oids::PBE_DES_3, rounds);
    vec![
        ("MAC of 2^31-1 rounds", classic_with(&number(MOST)), Code::TooExpensive),
        ("MAC of 2^63-1 rounds", classic_with(&number(i64::MAX)), Code::TooExpensive),
        ("MAC rounds of 20 octets", classic_with(&tlv(2, &[&[0x7f; 20]])), Code::TooExpensive),
        ("PBMAC1 of 2^31-1 rounds", pbmac1_with(&number(MOST), &number(32)), Code::TooExpensive),
        ("PBMAC1 key of 2^31 bytes", pbmac1_with(&number(1), &number(MOST + 1)), Code::TooExpensive),
        ("PBMAC1 key of 19 bytes", pbmac1_with(&number(1), &number(19)), Code::MacKeyShort),
        ("PBMAC1 key of 1 byte", pbmac1_with(&number(1), &number(1)), Code::MacKeyShort),
        ("PBMAC1 key of no bytes", pbmac1_with(&number(1), &number(0)), Code::MacKeyShort),
        ("PBMAC1 key of -1 bytes", pbmac1_with(&number(1), &number(-1)), Code::MacKeyShort),
        ("PBMAC1 without key length", pbmac1_with(&number(1), &[]), Code::MacKeyShort),
        ("key of 2^31-1 rounds", shrouded_with(&classic_key(&number(MOST)), 1), Code::TooExpensive),
        ("key of 2^31-1 rounds, PBKDF2", shrouded_with(&pbes2(&number(MOST), &[]), 1), Code::TooExpensive),
        ("twenty keys of a million", shrouded_with(&classic_key(&number(MILLION)), 20), Code::TooExpensive),
        ("no rounds", classic_with(&number(0)), Code::FileDamaged),
        ("negative rounds", classic_with(&number(-5)), Code::FileDamaged),
        ("padded rounds", classic_with(&[2, 2, 0, 1]), Code::FileDamaged),
        ("rounds without octets", classic_with(&[2, 0]), Code::FileDamaged),
        ("no rounds of a key", shrouded_with(&pbes2(&number(0), &[]), 1), Code::FileDamaged),
        (
            "a salt of 2,000 bytes",
            pfx(&[plain(&[])], |_| mac_data(&sequence(&[&oid(oids::SHA1)]), &[0; 20], &[1; 2_000], &number(1))),
            Code::FileDamaged,
        ),
        ("nesting of 100,000", nested(100_000, false), Code::TooComplex),
        ("nesting of 100,000 without lengths", nested(100_000, true), Code::TooComplex),
        ("a length past the file", truncated_by_length(), Code::FileTruncated),
        ("a length past its element", length_past_its_element(), Code::FileDamaged),
        ("bags in bags", bags_in_bags(10), Code::TooComplex),
        ("10,000 empty bags", empty_bags(10_000), Code::TooComplex),
        ("300 parts", pfx(&vec![plain(&[]); 300], no_mac), Code::TooComplex),
        ("a million elements", pfx(&[data(&sequence(&[&[5, 0].repeat(1_000_000)]))], no_mac), Code::TooComplex),
        ("65 MiB", vec![0x30; limits::FILE_BYTES + 1], Code::FileTooLarge),
        ("nothing", Vec::new(), Code::NotPkcs12),
        ("one byte", vec![0x30], Code::NotPkcs12),
        ("text", b"-----BEGIN CERTIFICATE-----".to_vec(), Code::NotPkcs12),
        ("version 4", sequence(&[&number(4), &data(&[])]), Code::NotPkcs12),
        (
            "signed",
            sequence(&[&number(3), &sequence(&[&oid(oids::SIGNED_DATA), &explicit(&[5, 0])])]),
            Code::AlgorithmUnsupported,
        ),
        (
            "parts of unknown kind",
            pfx(&[sequence(&[&oid(oids::SIGNED_DATA), &explicit(&[5, 0])])], no_mac),
            Code::FileDamaged,
        ),
    ]
}

#[test]
fn hostile_files_are_refused_each_with_its_own_code_before_a_password_is_asked_for() {
    for (what, file, code) in rows() {
        let start = cpu_time();
        let refused = inspect(&file).map_err(|failure| failure.code);
        assert_eq!(refused.err(), Some(code), "{what}");
        let opened = open(&file, &Passphrase::new("x".into()), OpenPolicy { accept_missing_mac: true });
        assert_eq!(opened.err().map(|failure| failure.code), Some(code), "{what}");
        assert!(cpu_time() - start < Duration::from_secs(2), "{what} took {:?}", cpu_time() - start);
    }
    if let Some(peak) = peak_memory() {
        assert!(peak < 256 << 20, "{} MiB at most", peak >> 20);
    }
}

#[test]
fn what_hides_under_the_encryption_is_bounded_too() {
    let rows = [
        ("a key of 2^31-1 rounds", sequence(&[&shrouded(&pbes2(&number(MOST), &[]))]), Code::TooExpensive),
        (
            "eleven keys of a million",
            sequence(&[&shrouded(&pbes2(&number(MILLION), &[])).repeat(11)]),
            Code::TooExpensive,
        ),
        ("3,000 bags", sequence(&[&certificate_bag(&[1]).repeat(3_000)]), Code::TooComplex),
        ("elements without end", sequence(&[&[5, 0].repeat(250_000)]), Code::WrongPassphrase),
    ];
    for (what, content, code) in rows {
        let file = pfx(&[encrypted(&content)], no_mac);
        assert!(inspect(&file).is_ok(), "{what}");
        let start = cpu_time();
        let opened = open(&file, &Passphrase::new("x".into()), OpenPolicy { accept_missing_mac: true });
        assert_eq!(opened.err().map(|failure| failure.code), Some(code), "{what}");
        assert!(cpu_time() - start < Duration::from_secs(2), "{what}");
    }
}

#[test]
fn a_file_cut_anywhere_is_refused_and_never_opened_in_part() {
    let content = sequence(&[&certificate_bag(&[9; 300])]);
    let file = pfx(&[encrypted(&content), plain(&[certificate_bag(&[8; 30])])], |safes| {
        classic_mac(Hash::Sha256, &[0, b'x', 0, 0], safes)
    });
    let password = Passphrase::new("x".into());
    assert_eq!(open(&file, &password, OpenPolicy::default()).unwrap().certificates.len(), 2);
    for length in 0..file.len() {
        let refused = open(&file[..length], &password, OpenPolicy { accept_missing_mac: true }).map_err(|f| f.code);
        let expected = if length < 8 { Code::NotPkcs12 } else { Code::FileTruncated };
        assert_eq!(refused.err(), Some(expected), "after {length} bytes");
    }
}

/// Of this process, so that a busy machine fails no test.
fn cpu_time() -> Duration {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(spent.tv_sec.unsigned_abs(), u32::try_from(spent.tv_nsec).unwrap())
}

/// Highest resident memory so far, in bytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib << 10)
}
