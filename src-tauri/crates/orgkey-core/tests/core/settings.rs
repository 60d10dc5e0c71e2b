//! Settings.

use orgkey_core::{Access, Settings, change_settings, settings};
use orgkey_test_support::{Held, NOW, PASSPHRASE, Place, refusal};
use orgkey_types::Code;

#[test]
fn the_vault_locks_itself_after_four_minutes_until_somebody_says_otherwise() {
    let (place, mut vault) = Place::with_vault();
    assert_eq!(settings(&vault).unwrap(), Settings { auto_lock_minutes: 4 });
    for auto_lock_minutes in [1, 15, 7] {
        let wanted = Settings { auto_lock_minutes };
        assert_eq!(change_settings(&mut vault, wanted, NOW).unwrap(), wanted);
    }
    let vault = place.reopen(vault);
    assert_eq!(settings(&vault).unwrap(), Settings { auto_lock_minutes: 7 });
}

#[test]
fn minutes_outside_the_range_are_refused_and_what_was_stays() {
    let (_place, mut vault) = Place::with_vault();
    for auto_lock_minutes in [0, 16, u32::MAX] {
        let refused = refusal(change_settings(&mut vault, Settings { auto_lock_minutes }, NOW));
        assert_eq!(refused.code, Code::InvalidArgument, "{auto_lock_minutes}");
        assert_eq!(settings(&vault).unwrap().auto_lock_minutes, 4);
    }
}

#[test]
fn a_change_is_in_the_log_and_the_same_again_is_not() {
    let (_place, mut vault) = Place::with_vault();
    change_settings(&mut vault, Settings { auto_lock_minutes: 9 }, NOW).unwrap();
    assert_eq!(Held::last_entries(&vault, 2), ["change-settings intent", "change-settings settled done"]);
    let entries = vault.audit_count().unwrap();
    change_settings(&mut vault, Settings { auto_lock_minutes: 9 }, NOW).unwrap();
    assert_eq!(vault.audit_count().unwrap(), entries);
}

#[test]
fn a_reader_changes_nothing() {
    let (place, vault) = Place::with_vault();
    drop(vault);
    let mut vault = place.unlock(PASSPHRASE, Access::Read).unwrap();
    assert_eq!(refusal(change_settings(&mut vault, Settings { auto_lock_minutes: 9 }, NOW)).code, Code::VaultReadOnly);
}
