use crate::support::{PASSPHRASE, Place, refusal};
use orgkey_types::Code;
use orgkey_vault::{Access, LockedVault};
use std::fs;

/// Everything but a changed white space must be noticed before a passphrase is asked for.
#[test]
fn a_hundred_flipped_bits_of_the_file_are_refused_or_harmless() {
    let place = Place::with_vault();
    let path = place.file("keyslots.json");
    let whole = fs::read(&path).unwrap();
    for round in 0..100 {
        let bit = round * whole.len() * 8 / 100 + round % 8;
        let mut flipped = whole.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        fs::write(&path, flipped).unwrap();
        if let Ok(locked) = LockedVault::open(&place.folder) {
            assert_eq!(locked.slots()[0].administrator, "Ada");
            place.open(PASSPHRASE, Access::Write).unwrap();
        }
    }
}

#[test]
fn a_key_slot_file_of_another_kind_size_or_version_has_its_own_code() {
    let place = Place::with_vault();
    let path = place.file("keyslots.json");
    let whole = fs::read_to_string(&path).unwrap();
    let cases = [
        (String::new(), Code::KeySlotsDamaged),
        ("{}".to_owned(), Code::KeySlotsDamaged),
        ("[".repeat(10_000), Code::KeySlotsDamaged),
        (" ".repeat(300_000), Code::KeySlotsDamaged),
        (whole.replacen("\"version\": 2", "\"version\": 3", 1), Code::VaultNewer),
        (whole.replacen("\"version\": 2", "\"version\": 3, \"later\": true", 1), Code::VaultNewer),
        (whole.replacen("\"version\": 2", "\"version\": 1", 1), Code::KeySlotsDamaged),
        (whole.replacen("\"version\": 2", "\"version\": 0", 1), Code::KeySlotsDamaged),
        (whole.replacen("\"version\": 2", "\"version\": 2, \"more\": true", 1), Code::KeySlotsDamaged),
        (whole.replacen("\"version\": 2", "\"version\": 2, \"version\": 2", 1), Code::KeySlotsDamaged),
        (format!("{whole}x"), Code::KeySlotsDamaged),
    ];
    for (text, code) in cases {
        fs::write(&path, &text).unwrap();
        assert_eq!(refusal(LockedVault::open(&place.folder)).code, code, "{}", text.get(..60).unwrap_or(&text));
    }
    fs::write(&path, whole).unwrap();
    place.open(PASSPHRASE, Access::Write).unwrap();
}
