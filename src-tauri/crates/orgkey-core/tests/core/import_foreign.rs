//! Import of keypairs that other programs wrote.

use crate::{
    export::keypair_to,
    import::{bring_in, file_of},
};
use orgkey_core::{
    AttentionKind, ImportKey, KeyState, Note, ProofMeans, Relation, Silent, Stage, export_key, home, import_key,
    plan_import,
};
use orgkey_test_support::{FILE_PASSPHRASE, FIXTURE_PASSPHRASE, NOW, Place, StopsAfter, fixture, words};
use orgkey_types::{Legacy, Usability};

/// Imports, exports with proof, and imports that again: a keypair of another program is as good as one of ours.
fn is_as_good_as_ours(name: &str, algorithm: &str) {
    let (place, mut vault) = Place::with_vault();
    let receipt = bring_in(&mut vault, &fixture(name), NOW);
    assert_eq!((receipt.relation, receipt.key.algorithm().as_str()), (Relation::New, algorithm), "{name}");
    let (target, passphrase) = (place.path("again.asc"), words(FILE_PASSPHRASE));
    let exported = export_key(&mut vault, &keypair_to(&target, &passphrase), &Silent, NOW).unwrap();
    assert_eq!(exported.proof.len(), receipt.key.stored.summary.components.len(), "{name}");
    let (_other, mut second) = Place::with_vault();
    let file = std::fs::read(&target).unwrap();
    let again = import_key(&mut second, &file_of(&file, Some(&passphrase)), &Silent, NOW).unwrap();
    assert_eq!(again.key.stored.public, receipt.key.stored.public, "{name}");
}

macro_rules! made_elsewhere {
    ($($test:ident: $name:literal, $algorithm:literal;)+) => {$(
        #[test]
        fn $test() {
            is_as_good_as_ours($name, $algorithm);
        }
    )+};
}

made_elsewhere! {
    a_curve_25519_keypair_of_gnupg: "ed25519.asc", "Ed25519 · X25519";
    a_binary_keypair_of_gnupg: "ed25519.pgp", "Ed25519 · X25519";
    an_rsa_keypair_of_gnupg: "rsa2048.asc", "RSA 2048";
    a_p_256_keypair_of_gnupg: "p256.asc", "ECDSA P-256 · ECDH P-256";
    a_dsa_and_elgamal_keypair_of_gnupg: "dsa-elgamal.asc", "DSA 2048 · ElGamal 2048";
    a_keypair_of_sq: "sq.asc", "Ed25519 · X25519";
    an_export_in_the_shape_of_pgp_desktop: "desktop.asc", "RSA 2048";
    an_export_in_the_shape_of_pgp_desktop_the_other_way_round: "desktop-public-first.asc", "RSA 2048";
}

#[test]
fn both_block_orders_of_pgp_desktop_are_one_key_and_the_preview_says_so() {
    for name in ["desktop.asc", "desktop-public-first.asc"] {
        let (_place, vault) = Place::with_vault();
        let plan = plan_import(&vault, &file_of(&fixture(name), None), NOW).unwrap();
        assert_eq!((plan.refusal, plan.others.len()), (None, 0), "{name}");
        assert!(plan.notes.contains(&Note::BlocksMerged), "{name}: {:?}", plan.notes);
        assert!(plan.key.self_signed && plan.key.is_keypair(), "{name}");
    }
}

#[test]
fn elgamal_is_kept_and_what_was_not_tried_is_told() {
    let (place, mut vault) = Place::with_vault();
    let receipt = bring_in(&mut vault, &fixture("dsa-elgamal.asc"), NOW);
    assert_eq!(receipt.key.stored.summary.components[1].usability, Usability::KeptOnly);
    assert_eq!(receipt.key.stored.summary.legacy, [Legacy::RetiredAlgorithm]);
    let (target, passphrase) = (place.path("dsa.asc"), words(FILE_PASSPHRASE));
    let proof = export_key(&mut vault, &keypair_to(&target, &passphrase), &Silent, NOW).unwrap().proof;
    let means: Vec<_> = proof.iter().map(|proven| proven.means).collect();
    assert_eq!(means, [ProofMeans::SignatureVerified, ProofMeans::MatchedByArithmetic]);
}

#[test]
fn an_ended_and_a_revoked_key_are_taken_when_that_was_asked_for() {
    for (name, state) in [("expired.asc", KeyState::Expired), ("revoked.asc", KeyState::Revoked)] {
        let (_place, mut vault) = Place::with_vault();
        let (file, passphrase) = (fixture(name), words(FIXTURE_PASSPHRASE));
        let expired = state == KeyState::Expired;
        let request =
            ImportKey { accept_expired: expired, accept_revoked: !expired, ..file_of(&file, Some(&passphrase)) };
        let receipt = import_key(&mut vault, &request, &Silent, NOW).unwrap();
        assert_eq!((receipt.key.state, receipt.key.stored.has_secrets), (state, true), "{name}");
    }
}

#[test]
fn a_legacy_key_gets_new_self_signatures_only_when_that_was_asked_for() {
    let (file, passphrase) = (fixture("sha1.asc"), words(FIXTURE_PASSPHRASE));
    let cases: [(bool, &[Legacy]); 2] = [(false, &[Legacy::WeakHash, Legacy::ShortKey]), (true, &[Legacy::ShortKey])];
    for (renew_self_signatures, legacy) in cases {
        let (_place, mut vault) = Place::with_vault();
        let request = ImportKey { renew_self_signatures, ..file_of(&file, Some(&passphrase)) };
        let watcher = StopsAfter::never();
        let receipt = import_key(&mut vault, &request, &watcher, NOW).unwrap();
        assert_eq!(
            (receipt.key.stored.summary.legacy.as_slice(), receipt.self_signatures_renewed),
            (legacy, renew_self_signatures)
        );
        assert_eq!(watcher.begun().contains(&Stage::Certifying), renew_self_signatures);
        let kinds: Vec<_> = home(&vault, NOW).unwrap().attention.into_iter().map(|item| item.kind).collect();
        assert!(kinds.contains(&AttentionKind::LegacyKey));
    }
}

#[test]
fn a_modern_key_is_not_signed_anew_though_it_was_asked_for() {
    let (_place, mut vault) = Place::with_vault();
    let (file, passphrase) = (fixture("ed25519.asc"), words(FIXTURE_PASSPHRASE));
    let request = ImportKey { renew_self_signatures: true, ..file_of(&file, Some(&passphrase)) };
    let receipt = import_key(&mut vault, &request, &Silent, NOW).unwrap();
    assert!(!receipt.self_signatures_renewed);
    let public = orgkey_openpgp::inspect(&fixture("ed25519-public.asc"), NOW).unwrap().keys.remove(0);
    assert_eq!(receipt.key.stored.public, public.public());
}
