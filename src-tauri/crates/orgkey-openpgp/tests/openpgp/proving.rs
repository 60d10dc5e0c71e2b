//! A proof fails for every reason that it is there to find.

use crate::craft::{
    NOW, PASSPHRASE, body, cheap_s2k, cheaply_protected, fixture, packet, passphrase, small_key, split,
};
use orgkey_openpgp::{Preset, ProofStage, inspect, keypair_file, prove_keypair, prove_public, public_file};
use orgkey_types::{Code, Outcome};

fn step<T>(outcome: Outcome<T>) -> (Code, String) {
    let failure = outcome.err().unwrap();
    (failure.code, failure.subject.unwrap_or_default())
}

#[test]
fn the_stages_come_in_order() {
    let keypair = small_key();
    let file = cheaply_protected(&keypair, cheap_s2k(), None);
    let mut stages = Vec::new();
    prove_keypair(&file, &passphrase(PASSPHRASE), keypair.public(), NOW, &mut |stage| stages.push(stage)).unwrap();
    assert_eq!(stages, [ProofStage::Opened, ProofStage::Compared, ProofStage::Decrypted, ProofStage::Verified]);
}

#[test]
fn each_failing_step_is_named() {
    let (mine, other) = (small_key(), small_key());
    let words = passphrase(PASSPHRASE);
    let file = cheaply_protected(&mine, cheap_s2k(), None);
    let public = public_file(mine.public()).unwrap();
    let prove = |file: &[u8], words: &str, expected: &[u8]| {
        step(prove_keypair(file, &passphrase(words), expected, NOW, &mut |_| {}))
    };
    let named = |step: &str| (Code::NotProven, step.to_owned());
    assert_eq!(prove(&file, "wrong", mine.public()), named("opening it with the passphrase"));
    assert_eq!(prove(&file, PASSPHRASE, other.public()), named("comparing the fingerprints"));
    assert_eq!(prove(&public, PASSPHRASE, mine.public()), named("opening it with the passphrase"));
    assert_eq!(prove(b"", PASSPHRASE, mine.public()), named("reading the file"));
    assert_eq!(prove(&file[..file.len() / 2], PASSPHRASE, mine.public()), named("reading the file"));
    let both = [file.clone(), cheaply_protected(&other, cheap_s2k(), None)].concat();
    assert_eq!(prove(&both, PASSPHRASE, mine.public()), named("reading the file"));
    prove_keypair(&file, &words, mine.public(), NOW, &mut |_| {}).unwrap();
}

#[test]
fn a_file_without_the_subkey_is_not_proven() {
    let keypair = small_key();
    let packets = split(&cheaply_protected(&keypair, cheap_s2k(), None));
    let at = packets.iter().position(|(tag, _)| *tag == 7).unwrap();
    let file: Vec<u8> = packets[..at].iter().flat_map(|(_, raw)| raw.clone()).collect();
    let failed = step(prove_keypair(&file, &passphrase(PASSPHRASE), keypair.public(), NOW, &mut |_| {}));
    assert_eq!(failed, (Code::NotProven, "comparing the fingerprints".into()));
}

#[test]
fn a_file_with_a_foreign_user_id_is_not_proven() {
    let keypair = small_key();
    let packets = split(&cheaply_protected(&keypair, cheap_s2k(), None));
    let mut raw: Vec<Vec<u8>> = packets.into_iter().map(|(_, raw)| raw).collect();
    raw.insert(1, packet(13, b"Mallory <mallory@example.net>"));
    let failed = step(prove_keypair(&raw.concat(), &passphrase(PASSPHRASE), keypair.public(), NOW, &mut |_| {}));
    assert_eq!(failed, (Code::NotProven, "comparing the fingerprints".into()));
}

#[test]
fn an_older_public_part_proves_because_its_secret_does() {
    let keypair = small_key();
    let file = keypair_file(&keypair, Preset::Compatible, &passphrase(PASSPHRASE)).unwrap();
    let renewed = orgkey_openpgp::renew_self_signatures(&keypair, None, NOW.plus_seconds(60)).unwrap();
    prove_keypair(&file, &passphrase(PASSPHRASE), renewed.public(), NOW, &mut |_| {}).unwrap();
}

#[test]
fn a_public_file_is_proven_packet_by_packet() {
    let keypair = small_key();
    let file = public_file(keypair.public()).unwrap();
    prove_public(&file, keypair.public()).unwrap();
    prove_public(&fixture("rsa2048-public.pgp"), &fixture("rsa2048-public.pgp")).unwrap();
    let renewed = orgkey_openpgp::renew_self_signatures(&keypair, None, NOW.plus_seconds(60)).unwrap();
    assert_eq!(step(prove_public(&file, renewed.public())).0, Code::NotProven);
    let secret = cheaply_protected(&keypair, cheap_s2k(), None);
    assert_eq!(step(prove_public(&secret, keypair.public())).0, Code::NotProven);
}

#[test]
fn the_compatible_file_has_both_blocks_and_the_modern_one_a_secret_block() {
    let keypair = small_key();
    for (preset, blocks) in [
        (Preset::Modern, &["PGP PRIVATE KEY BLOCK"][..]),
        (Preset::Compatible, &["PGP PRIVATE KEY BLOCK", "PGP PUBLIC KEY BLOCK"]),
    ] {
        let file = keypair_file(&keypair, preset, &passphrase(PASSPHRASE)).unwrap();
        assert_eq!(inspect(&file, NOW).unwrap().blocks, blocks);
        assert!(!body(&split(keypair.secrets().expose())[0].1).is_empty());
    }
}
