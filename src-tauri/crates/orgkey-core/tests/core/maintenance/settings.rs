use orgkey_core::maintenance::{MaintenanceSettings, change_maintenance_settings, maintenance_settings};
use orgkey_test_support::{Held, NOW, Place, refusal};
use orgkey_types::Code;

fn of(renew_lead_days: u32, user_signature_days: u32) -> MaintenanceSettings {
    MaintenanceSettings { renew_lead_days, user_signature_days }
}

#[test]
fn the_documented_day_and_two_weeks_hold_until_somebody_changes_them() {
    let (place, mut vault) = Place::with_vault();
    assert_eq!(maintenance_settings(&vault).unwrap(), of(1, 14));
    assert_eq!(change_maintenance_settings(&mut vault, of(31, 30), NOW).unwrap(), of(31, 30));
    let entries = ["change-maintenance-settings intent", "change-maintenance-settings settled done"].map(str::to_owned);
    assert_eq!(Held::last_entries(&vault, 2), entries);
    change_maintenance_settings(&mut vault, of(31, 30), NOW).unwrap();
    assert_eq!(Held::last_entries(&vault, 2), entries, "nothing to change is nothing to note");
    assert_eq!(maintenance_settings(&place.reopen(vault)).unwrap(), of(31, 30));
}

#[test]
fn settings_out_of_range_are_refused() {
    let (_place, mut vault) = Place::with_vault();
    for (lead, signature) in [(0, 14), (91, 14), (1, 1), (1, 367)] {
        let refused = change_maintenance_settings(&mut vault, of(lead, signature), NOW);
        assert_eq!(refusal(refused).code, Code::InvalidArgument, "{lead} {signature}");
    }
    for (lead, signature) in [(90, 2), (1, 366)] {
        change_maintenance_settings(&mut vault, of(lead, signature), NOW).unwrap();
    }
}
