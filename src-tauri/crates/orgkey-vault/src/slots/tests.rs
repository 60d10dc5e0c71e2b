use super::*;
use crate::{
    KdfCost,
    identity::make,
    slots::{AreaKeys, Person, Slot},
};
use orgkey_types::{Area, Passphrase, Role, Timestamp};
use serde_json::Value;

/// A file with one slot, and the key that its passphrase derives to.
fn made() -> (KeySlots, Key) {
    let (rights, (identity, seed)) = (Role::KeyManager.rights(), make().unwrap());
    let keys = Opened::new(rights).unwrap();
    let (passphrase, now) = (Passphrase::new("passphrase".into()), Timestamp::from_seconds(1_795_000_000));
    let id = crate::keys::new_id().unwrap();
    let person = Person { administrator: "Ada", role: "Key Manager", rights };
    let slot = Slot::wrap(&id, &person, (&keys, &identity), &passphrase, KdfCost::floor(), now).unwrap();
    let wrapping = slot.derive(&passphrase).unwrap();
    let by = Endorsing { page: &keys.page, seed: &seed };
    (KeySlots::new(&id, 1, vec![AnySlot::Present(slot)], &by).unwrap(), wrapping)
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
        let authentic = opened.and_then(|keys| forged.authenticate_for(&keys));
        assert!(authentic.is_err(), "bit {bit}");
    }
    // About 7,000; the exact number varies with the random bytes in the file.
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
        ("/slots/0/public_key", other["slots"][0]["public_key"].clone()),
        ("/slots/0/private_key", other["slots"][0]["private_key"].clone()),
        ("/slots/0/page_key", other["slots"][0]["page_key"].clone()),
        ("/slots/0/area_keys/users", other["slots"][0]["area_keys"]["users"].clone()),
        ("/slots/0", other["slots"][0].clone()),
        ("/mac", other["mac"].clone()),
        ("/signature", other["signature"].clone()),
    ];
    for (place, value) in exchanges {
        let mut document = serde_json::to_value(&file).unwrap();
        *document.pointer_mut(place).unwrap() = value;
        let mut forged: KeySlots = serde_json::from_value(document).unwrap();
        forged.checksum = forged.sum();
        forged.refuse_malformed().unwrap();
        let opened = forged.slots[0].unwrap_with(&forged.vault_id, &wrapping);
        assert!(opened.and_then(|keys| forged.authenticate_for(&keys)).is_err(), "{place}");
    }
}

/// Rights, and keys that lie in another's place.
#[test]
fn a_slot_with_other_rights_or_with_keys_in_the_wrong_place_opens_nothing() {
    let (file, wrapping) = made();
    let good = serde_json::to_value(&file).unwrap();
    let keys = |name: &str| good["slots"][0]["area_keys"][name].clone();
    let mut robbed = good.clone();
    robbed["slots"][0]["rights"].as_array_mut().unwrap().retain(|right| right != "users:export-secret");
    robbed["slots"][0]["area_keys"].as_object_mut().unwrap().remove("users");
    let mut raised = good.clone();
    let rights = raised["slots"][0]["rights"].as_array_mut().unwrap();
    rights
        .insert(rights.iter().position(|right| right == "certificates:read").unwrap() + 1, "certificates:write".into());
    let mut given = good.clone();
    given["slots"][0]["rights"] = serde_json::to_value(Role::Supervisor.rights()).unwrap();
    given["slots"][0]["area_keys"]["certificates"] = keys("users");
    let mut swapped = good.clone();
    swapped["slots"][0]["area_keys"]["users"] = keys("organization-keys");
    swapped["slots"][0]["area_keys"]["organization-keys"] = keys("users");
    let mut page = good.clone();
    page["slots"][0]["page_key"] = keys("users");
    for (name, document) in
        [("robbed", robbed), ("raised", raised), ("given", given), ("swapped", swapped), ("page", page)]
    {
        let mut forged: KeySlots = serde_json::from_value(document).unwrap();
        forged.checksum = forged.sum();
        forged.refuse_malformed().unwrap();
        assert!(forged.slots[0].unwrap_with(&forged.vault_id, &wrapping).is_err(), "{name}");
    }
}

/// Everybody can seal keys to a public half. So whoever can write to the folder could lead a passphrase to a vault of his
/// own: there the vault's signature is missing, which only the private half knows how to look for.
#[test]
fn keys_that_somebody_else_has_sealed_to_a_slot_are_not_taken_for_those_of_the_vault() {
    let (file, wrapping) = made();
    let AnySlot::Present(slot) = &file.slots[0] else { panic!("of the present version") };
    let (mine, (_, seed)) = (Opened::new(slot.rights()).unwrap(), make().unwrap());
    let planted = slot.given(&file.vault_id, slot.rights(), &mine.page, &mine.areas).unwrap();
    let by = Endorsing { page: &mine.page, seed: &seed };
    let forged = KeySlots::new(&file.vault_id, 2, vec![AnySlot::Present(planted)], &by).unwrap();
    let opened = forged.slots[0].unwrap_with(&forged.vault_id, &wrapping).unwrap();
    assert!(forged.authenticate(&opened.page).is_ok(), "its own page key has authenticated it");
    assert_eq!(forged.authenticate_for(&opened).unwrap_err().code, Code::KeySlotsDamaged);
}

/// The bare slot in hand, and this very code: there is no key of that area in it.
#[test]
fn a_slot_without_a_right_to_secrets_holds_no_key_of_the_area_and_cannot_be_given_one_without_it() {
    let (file, wrapping) = made();
    let AnySlot::Present(slot) = &file.slots[0] else { panic!("of the present version") };
    let opened = slot.unwrap_with(&file.vault_id, &wrapping).unwrap();
    let held: Vec<Area> = Area::WITH_SECRETS.into_iter().filter(|area| opened.areas.get(*area).is_some()).collect();
    assert_eq!(held, [Area::OrganizationKeys, Area::EncryptionKeys, Area::Users]);
    let document = serde_json::to_string(&file).unwrap();
    assert!(!document.contains(r#""certificates":"#), "{document}");
    let more = Role::Supervisor.rights();
    let refused = slot.given(&file.vault_id, more, &opened.page, &AreaKeys::default()).map(|_| ()).unwrap_err();
    assert_eq!((refused.code, refused.subject.as_deref()), (Code::NotPermitted, Some("Certificates: Export secret")));
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
