//! New self-signatures on the same key.

use crate::craft::{NOW, PASSPHRASE, cheap_s2k, cheaply_protected, fixture, key, passphrase, split};
use orgkey_openpgp::{AdkChange, Keypair, extend, inspect, prove_keypair, renew_self_signatures, unlock};
use orgkey_types::{Algorithm, Code, Legacy, Profile};

fn opened(name: &str) -> Keypair {
    let found = inspect(&fixture(name), NOW).unwrap().keys.pop().unwrap();
    unlock(found, Some(&passphrase(PASSPHRASE)), NOW).unwrap()
}

#[test]
fn an_old_hash_gives_way_and_the_key_stays() {
    let old = opened("sha1.asc");
    assert!(old.summary().legacy.contains(&Legacy::WeakHash));
    let new = renew_self_signatures(&old, None, NOW).unwrap();
    assert!(!new.summary().legacy.contains(&Legacy::WeakHash));
    assert_eq!(new.summary().fingerprint, old.summary().fingerprint);
    assert_eq!(new.summary().user_ids, old.summary().user_ids);
    let uses = |key: &Keypair| key.summary().components.iter().map(|part| part.uses.clone()).collect::<Vec<_>>();
    assert_eq!(uses(&new), uses(&old));
    assert_eq!(split(new.public()).len(), split(old.public()).len() + 2);
}

#[test]
fn an_ended_key_lives_again() {
    let old = opened("expired.asc");
    let end = NOW.plus_seconds(86_400 * 365);
    let new = renew_self_signatures(&old, Some(end), NOW).unwrap();
    assert_eq!(new.summary().expires, Some(end));
    assert!(new.summary().components.iter().all(|part| part.expires == Some(end)));
}

#[test]
fn every_kind_of_key_renews_and_is_proven_after() {
    let kinds = [
        (Algorithm::Curve25519, Profile::V4),
        (Algorithm::Curve25519, Profile::V6),
        (Algorithm::Rsa2048, Profile::V4),
        (Algorithm::MlDsa65Ed25519, Profile::V6),
    ];
    for (algorithm, profile) in kinds {
        let old = key(algorithm, profile);
        let end = NOW.plus_seconds(86_400);
        // In the very second of its making, and again.
        let new = renew_self_signatures(&old, Some(end), NOW).unwrap();
        let newer = renew_self_signatures(&new, None, NOW).unwrap();
        assert_eq!((new.summary().expires, newer.summary().expires), (Some(end), None), "{algorithm:?}");
        let file = cheaply_protected(&newer, cheap_s2k(), None);
        prove_keypair(&file, &passphrase(PASSPHRASE), newer.public(), NOW, &mut |_| {}).unwrap();
    }
}

#[test]
fn a_signing_subkey_signs_its_own_renewal() {
    let old = opened("signing-subkey.asc");
    let new = renew_self_signatures(&old, None, NOW).unwrap();
    assert_eq!(new.summary().components[1].uses, old.summary().components[1].uses);
    assert!(!new.summary().components[1].uses.is_empty());
    assert_eq!(split(new.public()).len(), split(old.public()).len() + 2);
}

#[test]
fn a_revoked_key_stays_revoked() {
    let new = renew_self_signatures(&opened("revoked.asc"), None, NOW).unwrap();
    assert!(new.summary().revoked);
}

#[test]
fn an_end_in_the_past_is_refused() {
    let old = opened("ed25519.asc");
    let code = renew_self_signatures(&old, Some(NOW), NOW).err().map(|failure| failure.code);
    assert_eq!(code, Some(Code::InvalidExpiry));
}

#[test]
fn a_later_end_reaches_every_part_and_leaves_the_rest_as_it_was() {
    let end = NOW.plus_seconds(86_400 * 365);
    for name in ["ed25519.asc", "signing-subkey.asc", "expired.asc", "rsa2048.asc"] {
        let old = opened(name);
        let new = extend(&old, end, AdkChange::Keep, NOW).unwrap();
        assert_eq!(new.summary().expires, Some(end), "{name}");
        for (before, after) in old.summary().components.iter().zip(&new.summary().components) {
            assert_eq!((after.expires, &after.uses), (Some(end), &before.uses), "{name}");
        }
        let kept = orgkey_openpgp::merge_public(new.public(), old.public(), NOW).unwrap();
        assert_eq!(kept.added_packets, 0, "{name}: every old packet is still there");
    }
}
