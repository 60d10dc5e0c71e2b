//! Every kind of key: made, written, proven, read back.

use crate::craft::{NOW, key, passphrase};
use orgkey_openpgp::{
    KeySettings, Keypair, Preset, ProofMeans, generate, inspect, keypair_file, prove_keypair, prove_public,
    public_file, unlock,
};
use orgkey_types::{Algorithm, Code, Profile, SecretPart, Timestamp, Usability, Use};

fn goes_there_and_back(keypair: &Keypair, preset: Preset) {
    let words = passphrase("a passphrase of the administrator");
    let file = keypair_file(keypair, preset, &words).unwrap();
    let proof = prove_keypair(&file, &words, keypair.public(), NOW, &mut |_| {}).unwrap();
    let means: Vec<_> = proof.keys.iter().map(|key| key.means).collect();
    assert_eq!(means, [ProofMeans::MessageDecrypted, ProofMeans::SignatureVerified]);
    let mut found = inspect(&file, NOW).unwrap();
    assert!(found.armored);
    let found = found.keys.pop().unwrap();
    assert!(found.summary.components.iter().all(|part| match &part.secret {
        SecretPart::Protected(protection) => !protection.weak,
        _ => false,
    }));
    assert_eq!(found.public(), keypair.public());
    let opened = unlock(found, Some(&words), NOW).unwrap();
    assert_eq!(opened.summary(), keypair.summary());
    assert_eq!(opened.secrets().expose(), keypair.secrets().expose());
}

fn is_whole(algorithm: Algorithm, profile: Profile) {
    let keypair = key(algorithm, profile);
    let summary = keypair.summary();
    let uses: Vec<_> = summary.components.iter().map(|part| part.uses.clone()).collect();
    assert_eq!(uses, [vec![Use::Certify, Use::Sign], vec![Use::Encrypt]]);
    assert!(summary.components.iter().all(|part| part.usability == Usability::Full));
    assert_eq!(summary.version, if profile == Profile::V4 { 4 } else { 6 });
    assert_eq!(summary.user_ids, ["Example Corp <keys@example.org>"]);
    assert!(summary.self_signed && summary.is_keypair() && !summary.revoked && summary.legacy.is_empty());
    for preset in [Preset::Modern, Preset::Compatible] {
        goes_there_and_back(&keypair, preset);
    }
    let public = public_file(keypair.public()).unwrap();
    prove_public(&public, keypair.public()).unwrap();
}

macro_rules! kinds {
    ($($test:ident: $algorithm:ident in $($profile:ident),+;)+) => {$(
        #[test]
        fn $test() {
            $(is_whole(Algorithm::$algorithm, Profile::$profile);)+
        }
    )+};
}

kinds! {
    curve_25519_keys_are_whole_in_both_versions: Curve25519 in V4, V6;
    curve_448_keys_are_whole_in_version_6: Curve448 in V6;
    p_256_keys_are_whole_in_both_versions: P256 in V4, V6;
    p_384_keys_are_whole_in_both_versions: P384 in V4, V6;
    p_521_keys_are_whole_in_both_versions: P521 in V4, V6;
    rsa_2048_keys_are_whole_in_both_versions: Rsa2048 in V4, V6;
    rsa_3072_keys_are_whole_in_both_versions: Rsa3072 in V4, V6;
    rsa_4096_keys_are_whole_in_version_4: Rsa4096 in V4;
    rsa_4096_keys_are_whole_in_version_6: Rsa4096 in V6;
    ml_dsa_65_keys_are_whole_in_version_6: MlDsa65Ed25519 in V6;
    ml_dsa_87_keys_are_whole_in_version_6: MlDsa87Ed448 in V6;
}

#[test]
fn every_pair_that_exists_is_made_and_every_other_is_refused() {
    for (algorithm, profile) in Algorithm::ALL.iter().flat_map(|a| [(*a, Profile::V4), (*a, Profile::V6)]) {
        if algorithm.exists_in(profile) {
            continue; // each has its test above
        }
        let settings = KeySettings { user_id: "a".into(), algorithm, profile, expires: None };
        assert_eq!(generate(&settings, NOW).err().map(|f| f.code), Some(Code::AlgorithmNotInProfile), "{algorithm:?}");
    }
}

#[test]
fn a_chosen_end_is_the_end_of_primary_key_and_subkey() {
    for profile in [Profile::V4, Profile::V6] {
        let end = NOW.plus_seconds(365 * 86_400);
        let user_id = "Example".to_owned();
        let settings = KeySettings { user_id, algorithm: Algorithm::Curve25519, profile, expires: Some(end) };
        let made = generate(&settings, NOW).unwrap();
        assert_eq!(made.summary().expires, Some(end));
        assert!(made.summary().components.iter().all(|part| part.expires == Some(end)));
        assert!(made.summary().has_ended(end) && !made.summary().has_ended(NOW));
    }
}

#[test]
fn ends_that_openpgp_cannot_say_are_refused() {
    for end in [NOW, NOW.plus_seconds(-1), Timestamp::LATEST.plus_seconds(1)] {
        let user_id = "Example".to_owned();
        let settings =
            KeySettings { user_id, algorithm: Algorithm::Curve25519, profile: Profile::V4, expires: Some(end) };
        assert_eq!(generate(&settings, NOW).err().map(|f| f.code), Some(Code::InvalidExpiry), "{end}");
    }
}

#[test]
fn user_ids_that_deceive_are_refused() {
    let long = "x".repeat(257);
    let cases = ["", "  ", "a\nb", "a\0", "Bob \u{202e}gro.elpmaxe@", "zero\u{200b}width", "\u{feff}mark", &long];
    for user_id in cases {
        let settings = KeySettings {
            user_id: user_id.into(),
            algorithm: Algorithm::Curve25519,
            profile: Profile::V4,
            expires: None,
        };
        assert_eq!(generate(&settings, NOW).err().map(|f| f.code), Some(Code::InvalidUserId), "{user_id:?}");
    }
    let settings = KeySettings {
        user_id: "Žluťoučký kůň 株式会社 <k@example.org>".into(),
        algorithm: Algorithm::Curve25519,
        profile: Profile::V4,
        expires: None,
    };
    assert_eq!(generate(&settings, NOW).unwrap().summary().user_ids, [settings.user_id]);
}

#[test]
fn the_backend_is_named_with_its_versions() {
    let backend = orgkey_openpgp::backend();
    assert!(backend.starts_with("Sequoia 2.") && backend.contains(" on OpenSSL 3."), "{backend}");
}

#[test]
fn a_key_from_the_vault_is_the_key_that_went_in() {
    let keypair = key(Algorithm::Curve25519, Profile::V6);
    let again = Keypair::from_parts(keypair.public().to_vec(), keypair.secrets().duplicate(), NOW).unwrap();
    assert_eq!(again.summary(), keypair.summary());
    let other = key(Algorithm::Curve25519, Profile::V6);
    let wrong = Keypair::from_parts(keypair.public().to_vec(), other.secrets().duplicate(), NOW);
    assert_eq!(wrong.err().map(|f| f.code), Some(Code::KeyMismatch));
}
