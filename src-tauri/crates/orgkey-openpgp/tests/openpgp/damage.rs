//! Every bit flip and every truncation of a small keypair file: an error, or the same secrets. Where a file loses its
//! last packets, or a packet its tag, what opens is less of the key (nothing in the format could tell); a proof, which
//! knows the key, passes only for all of it.

use crate::craft::{NOW, PASSPHRASE, cheap_argon2, cheap_s2k, cheaply_protected, key, passphrase, small_key};
use openpgp::{
    armor::{Kind, Writer},
    types::AEADAlgorithm,
};
use orgkey_openpgp::{Keypair, inspect, prove_keypair, unlock};
use orgkey_types::{Algorithm, Code, Profile, SecretPart};
use sequoia_openpgp as openpgp;
use std::io::Write;

/// What came of one damaged file.
#[derive(Default, Clone, Copy)]
struct Tally {
    refused: usize,
    opened: usize,
    proven: usize,
}

impl Tally {
    fn plus(self, other: Tally) -> Tally {
        Tally {
            refused: self.refused + other.refused,
            opened: self.opened + other.opened,
            proven: self.proven + other.proven,
        }
    }
}

/// Opens and proves a damaged file. What opens has only components of the original with their old secrets; what is
/// proven has all of them and the old user IDs.
fn judge(file: &[u8], original: &Keypair) -> Tally {
    let words = passphrase(PASSPHRASE);
    let mut tally = Tally::default();
    let Ok(contents) = inspect(file, NOW) else { return Tally { refused: 1, ..tally } };
    for found in contents.keys {
        let Ok(opened) = unlock(found, Some(&words), NOW) else { continue };
        let parts = &original.summary().components;
        assert_eq!(opened.summary().components[0].fingerprint, parts[0].fingerprint);
        assert!(opened.summary().components.iter().all(|part| parts.iter().any(|p| p.fingerprint == part.fingerprint)));
        assert!(original.secrets().expose().starts_with(opened.secrets().expose()));
        tally.opened += 1;
    }
    if tally.opened == 0 {
        return Tally { refused: 1, ..tally };
    }
    if let Ok(proof) = prove_keypair(file, &words, original.public(), NOW, &mut |_| {}) {
        assert_eq!(proof.keys.len(), original.summary().components.len());
        let shown = inspect(file, NOW).unwrap().keys.pop().unwrap().summary;
        assert_eq!(shown.user_ids, original.summary().user_ids);
        assert!(shown.components.iter().all(|part| matches!(part.secret, SecretPart::Protected(_))));
        tally.proven += 1;
    }
    tally
}

fn in_two_threads(cases: usize, judge: impl Fn(usize) -> Tally + Sync) -> Tally {
    let half = |start: usize| {
        let judge = &judge;
        move || (start..cases).step_by(2).fold(Tally::default(), |sum, case| sum.plus(judge(case)))
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(half(1));
        half(0)().plus(other.join().unwrap())
    })
}

fn flip_every_bit(file: &[u8], original: &Keypair) -> Tally {
    in_two_threads(file.len() * 8, |bit| {
        let mut damaged = file.to_vec();
        damaged[bit / 8] ^= 1 << (bit % 8);
        judge(&damaged, original)
    })
}

/// For a binary file: no flip is proven, and none in the body of a secret packet opens. (A flip in the tag of the subkey
/// makes it an unknown packet, one in a signature takes a voice away while others still vouch: less of the key opens.)
fn flip_every_bit_of_binary(file: &[u8], original: &Keypair) {
    let mut at = 0;
    let mut bodies = Vec::new();
    for (tag, raw) in crate::craft::split(file) {
        if matches!(tag, 5 | 7) {
            bodies.push(at + raw.len() - crate::craft::body(&raw).len()..at + raw.len());
        }
        at += raw.len();
    }
    assert_eq!(bodies.len(), 2);
    let tally = in_two_threads(file.len() * 8, |bit| {
        let mut damaged = file.to_vec();
        damaged[bit / 8] ^= 1 << (bit % 8);
        let tally = judge(&damaged, original);
        let is_secret = bodies.iter().any(|body| body.contains(&(bit / 8)));
        assert!(!is_secret || tally.opened == 0, "bit {bit} of a secret packet");
        tally
    });
    assert_eq!((tally.proven, tally.refused + tally.opened), (0, file.len() * 8));
}

fn armored(bytes: &[u8]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), Kind::SecretKey).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finalize().unwrap()
}

#[test]
fn every_bit_of_a_binary_compatible_file() {
    let original = small_key();
    flip_every_bit_of_binary(&cheaply_protected(&original, cheap_s2k(), None), &original);
}

#[test]
fn every_bit_of_a_binary_modern_file() {
    let original = small_key();
    let file = cheaply_protected(&original, cheap_argon2(), Some(AEADAlgorithm::OCB));
    flip_every_bit_of_binary(&file, &original);
}

#[test]
fn every_bit_of_a_version_6_file() {
    let original = key(Algorithm::Curve25519, Profile::V6);
    let file = cheaply_protected(&original, cheap_argon2(), Some(AEADAlgorithm::OCB));
    flip_every_bit_of_binary(&file, &original);
}

#[test]
fn every_bit_of_an_armored_file_is_caught_by_its_checksum() {
    let original = small_key();
    let file = armored(&cheaply_protected(&original, cheap_s2k(), None));
    let tally = flip_every_bit(&file, &original);
    // What is left are letters that the armor does not count: line ends, and the mark of the checksum line.
    assert!(tally.opened < 400, "{} flips opened", tally.opened);
}

#[test]
fn every_truncation_is_noticed() {
    let original = small_key();
    let binary = cheaply_protected(&original, cheap_s2k(), None);
    for file in [armored(&binary), binary] {
        let ends: Vec<usize> = (0..file.len()).collect();
        let tally = in_two_threads(ends.len(), |at| judge(&file[..ends[at]], &original));
        // The line end behind an armor may be missing. A binary file may end between the packets behind the primary key,
        // as long as a signature vouches for what is left.
        assert!(tally.opened <= 3 && tally.proven <= 1, "{} opened, {} proven", tally.opened, tally.proven);
    }
}

#[test]
fn a_packet_that_does_not_open_beside_one_that_does_is_damage_and_no_wrong_passphrase() {
    let original = small_key();
    let file = cheaply_protected(&original, cheap_s2k(), None);
    let packets = crate::craft::split(&file);
    let at = packets.iter().position(|(tag, _)| *tag == 7).unwrap();
    let mut raw: Vec<Vec<u8>> = packets.into_iter().map(|(_, raw)| raw).collect();
    *raw[at].last_mut().unwrap() ^= 1;
    let found = inspect(&raw.concat(), NOW).unwrap().keys.pop().unwrap();
    let failure = unlock(found, Some(&passphrase(PASSPHRASE)), NOW).unwrap_err();
    assert_eq!(failure.code, Code::FileDamaged);
    assert_eq!(failure.subject.as_deref(), Some(original.summary().components[1].fingerprint.as_str()));
}
