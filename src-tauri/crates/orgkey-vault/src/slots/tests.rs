use super::*;
use crate::{
    KdfCost,
    keys::{Key, PageKey, SecretsKey},
    slots::Opened,
};
use orgkey_types::{Passphrase, Timestamp};
use serde_json::Value;

/// A file with one slot, and the key that its passphrase derives to.
fn made() -> (KeySlots, Key) {
    let keys = Opened { page: PageKey(Key::random().unwrap()), secrets: Some(SecretsKey(Key::random().unwrap())) };
    let (passphrase, now) = (Passphrase::new("passphrase".into()), Timestamp::from_seconds(1_795_000_000));
    let id = crate::keys::new_id().unwrap();
    let slot = Slot::wrap(&id, ("Ada", "Supervisor"), &keys, &passphrase, KdfCost::floor(), now).unwrap();
    let wrapping = slot.derive(&passphrase).unwrap();
    (KeySlots::new(&id, 1, vec![slot], &keys.page).unwrap(), wrapping)
}

#[test]
fn every_flipped_bit_and_every_truncation_is_refused_or_changes_nothing() {
    let (file, _) = made();
    let bytes = file.to_bytes().unwrap();
    for bit in 0..bytes.len() * 8 {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        if let Ok(read) = KeySlots::parse(&flipped) {
            assert!(read == file, "bit {bit}");
        }
    }
    for length in 0..bytes.len() {
        if let Ok(read) = KeySlots::parse(&bytes[..length]) {
            assert!(read == file && length == bytes.len() - 1, "only the last line end may be missing: {length}");
        }
    }
}

/// The checksum stops accidents; an attacker writes a new one. Then the slot or the code over the file must refuse,
/// even where the attacker had the same wrapping key derived.
#[test]
fn a_flipped_bit_under_a_fresh_checksum_opens_nothing_that_authenticates() {
    let (file, wrapping) = made();
    let bytes = file.to_bytes().unwrap();
    let mut reached = 0;
    for bit in 0..bytes.len() * 8 {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let Ok(mut forged) = serde_json::from_slice::<KeySlots>(&flipped) else { continue };
        if forged == file {
            continue;
        }
        forged.checksum = forged.sum();
        if forged == file || forged.refuse_malformed().is_err() {
            continue;
        }
        reached += 1;
        let opened = forged.slots[0].unwrap_with(&forged.vault_id, &wrapping);
        let authentic = opened.and_then(|keys| forged.authenticate(&keys.page));
        assert!(authentic.is_err(), "bit {bit}");
    }
    // About 1,960; the exact number varies with the random bytes in the file.
    assert!(reached > 1_000, "the slot and the code were really asked: {reached}");
}

/// The same for what takes more than a bit: each value of the file exchanged for another good one.
#[test]
fn an_exchanged_value_under_a_fresh_checksum_opens_nothing_that_authenticates() {
    let (file, wrapping) = made();
    let (other, _) = made();
    let other = serde_json::to_value(&other).unwrap();
    let exchanges: Vec<(&str, Value)> = vec![
        ("/vault_id", other["vault_id"].clone()),
        ("/generation", 7.into()),
        ("/slots/0/id", other["slots"][0]["id"].clone()),
        ("/slots/0/administrator", "Grace".into()),
        ("/slots/0/role", "Auditor".into()),
        ("/slots/0/created", "2030-01-01T00:00:00Z".into()),
        ("/slots/0/kdf/memory_kib", 131_072.into()),
        ("/slots/0/kdf/passes", 4.into()),
        ("/slots/0/kdf/lanes", 1.into()),
        ("/slots/0/salt", other["slots"][0]["salt"].clone()),
        ("/slots/0/page_key", other["slots"][0]["page_key"].clone()),
        ("/slots/0/secrets_key", other["slots"][0]["secrets_key"].clone()),
        ("/slots/0", other["slots"][0].clone()),
        ("/mac", other["mac"].clone()),
    ];
    for (place, value) in exchanges {
        let mut document = serde_json::to_value(&file).unwrap();
        *document.pointer_mut(place).unwrap() = value;
        let mut forged: KeySlots = serde_json::from_value(document).unwrap();
        forged.checksum = forged.sum();
        forged.refuse_malformed().unwrap();
        let opened = forged.slots[0].unwrap_with(&forged.vault_id, &wrapping);
        assert!(opened.and_then(|keys| forged.authenticate(&keys.page)).is_err(), "{place}");
    }
}

#[test]
fn a_slot_robbed_of_its_right_or_swapped_in_its_two_keys_opens_nothing() {
    let (file, wrapping) = made();
    let mut robbed = serde_json::to_value(&file).unwrap();
    robbed["slots"][0]["may_use_secrets"] = false.into();
    robbed["slots"][0]["secrets_key"] = "".into();
    let mut swapped = serde_json::to_value(&file).unwrap();
    swapped["slots"][0]["page_key"] = robbed_key(&file, "secrets_key");
    swapped["slots"][0]["secrets_key"] = robbed_key(&file, "page_key");
    for document in [robbed, swapped] {
        let mut forged: KeySlots = serde_json::from_value(document).unwrap();
        forged.checksum = forged.sum();
        forged.refuse_malformed().unwrap();
        assert!(forged.slots[0].unwrap_with(&forged.vault_id, &wrapping).is_err());
    }
}

fn robbed_key(file: &KeySlots, name: &str) -> Value {
    serde_json::to_value(file).unwrap()["slots"][0][name].clone()
}

#[test]
fn too_little_and_too_much_key_derivation_are_refused_before_a_passphrase_is_asked_for() {
    let (file, _) = made();
    let gib = 1024 * 1024;
    let cases = [
        (64 * 1024 - 1, 3, 4, Code::KeySlotsWeak),
        (64 * 1024, 2, 4, Code::KeySlotsWeak),
        (64 * 1024, 3, 0, Code::KeySlotsWeak),
        (2 * gib + 1, 3, 4, Code::TooExpensive),
        (u32::MAX, u32::MAX, u32::MAX, Code::TooExpensive),
        (64 * 1024, 65, 4, Code::TooExpensive),
        (64 * 1024, 3, 17, Code::TooExpensive),
    ];
    for (memory, passes, lanes, code) in cases {
        let mut document = serde_json::to_value(&file).unwrap();
        document["slots"][0]["kdf"] = serde_json::json!({ "memory_kib": memory, "passes": passes, "lanes": lanes });
        let mut forged: KeySlots = serde_json::from_value(document).unwrap();
        forged.checksum = forged.sum();
        let refused = KeySlots::parse(&forged.to_bytes().unwrap()).map(|_| ()).unwrap_err();
        assert_eq!((refused.code, refused.subject.as_deref()), (code, Some("Ada")), "{memory} {passes} {lanes}");
    }
}

#[test]
fn two_slots_of_one_name_no_slot_and_too_many_are_refused() {
    let (file, _) = made();
    for count in [0, 2, 65] {
        let mut forged = file.clone();
        forged.slots = vec![file.slots[0].clone(); count];
        forged.checksum = forged.sum();
        let refused = KeySlots::parse(&forged.to_bytes().unwrap()).map(|_| ()).unwrap_err();
        assert_eq!(refused.code, Code::KeySlotsDamaged, "{count}");
    }
}
