use super::{day, plan, run, set_lead};
use crate::{export::keypair_to, import::file_of};
use orgkey_core::{
    GenerateKey, ImportKey, KeyRow, Silent, Vault, export_key, find_key, generate_key, import_key,
    maintenance::{RunMaintenance, run_maintenance},
    organization_key, plan_renew_key, renew_key,
};
use orgkey_test_support::{
    DAY, FILE_PASSPHRASE, FIXTURE_PASSPHRASE, Held, NOW, Place, fixture, new_key, refusal, words,
};
use orgkey_types::{Code, Timestamp};

fn in_use(vault: &Vault, now: Timestamp) -> KeyRow {
    find_key(vault, None, now).unwrap()
}

fn with_key_that_ends(expires: &str) -> (Place, Vault) {
    let (place, mut vault) = Place::with_vault();
    let request = GenerateKey { expires: expires.to_owned(), ..new_key() };
    generate_key(&mut vault, &request, &Silent, NOW).unwrap();
    (place, vault)
}

#[test]
fn a_run_renews_the_organization_key_when_its_lead_has_come_and_not_a_second_before() {
    for lead in [1, 31] {
        let (_place, mut vault, key) = Place::with_key();
        set_lead(&mut vault, lead);
        let end = key.stored.summary.expires.unwrap();
        let due = end.plus_seconds(-i64::from(lead) * DAY);
        let details = organization_key(&vault, &key.stored.id, NOW).unwrap();
        assert_eq!(details.renews, Some(due), "{lead} days");
        assert_eq!(run(&mut vault, due.plus_seconds(-1)).organization_key, None, "{lead} days");
        let renewal = run(&mut vault, due).organization_key.unwrap();
        let renewed = in_use(&vault, due).stored;
        let next = due.after("1y".parse().unwrap()).unwrap();
        assert_eq!((renewal.ended, renewal.ends), (end, next), "the same period, counted from the renewal");
        assert_eq!((renewed.summary.expires, renewed.expiry_rule.as_str()), (Some(next), "1y"));
        assert_eq!(renewed.summary.fingerprint, key.stored.summary.fingerprint);
    }
}

#[test]
fn a_renewed_key_has_the_same_settings_its_old_packets_and_later_ends_in_every_part() {
    let (_place, mut vault, key) = Place::with_key();
    let before = key.stored;
    let plan = plan_renew_key(&vault, day(100)).unwrap();
    let receipt = renew_key(&mut vault, &Silent, day(100)).unwrap();
    let after = in_use(&vault, day(100)).stored;
    assert_eq!((receipt.ended, receipt.ends), (plan.ends, plan.would_end));
    assert_eq!(plan.ends, before.summary.expires.unwrap());
    for (old, new) in before.summary.components.iter().zip(&after.summary.components) {
        assert_eq!((&new.fingerprint, &new.uses, &new.algorithm), (&old.fingerprint, &old.uses, &old.algorithm));
        assert_eq!(new.expires, Some(receipt.ends));
    }
    assert_eq!((&after.summary.user_ids, after.generation), (&before.summary.user_ids, 1));
    // Merging the old one in brings nothing that is not there.
    let merged = orgkey_openpgp::merge_public(&after.public, &before.public, day(100)).unwrap();
    assert_eq!(merged.added_packets, 0, "every old packet is kept");
    let entries = ["renew-organization-key intent", "renew-organization-key settled done"];
    assert_eq!(Held::last_entries(&vault, 2), entries);
}

#[test]
fn a_copy_from_before_the_renewal_is_told_as_stale_and_still_proven() {
    let (place, mut vault, _) = Place::with_key();
    let passphrase = words(FILE_PASSPHRASE);
    export_key(&mut vault, &keypair_to(&place.path("a.asc"), &passphrase), &Silent, NOW).unwrap();
    let coverage = renew_key(&mut vault, &Silent, day(1)).unwrap().key.coverage;
    assert_eq!((coverage.copies, coverage.public_part_stale), (1, true));
    export_key(&mut vault, &keypair_to(&place.path("b.asc"), &passphrase), &Silent, day(1)).unwrap();
    assert!(!in_use(&vault, day(1)).coverage.public_part_stale);
}

#[test]
fn a_key_that_has_ended_is_renewed_by_hand_and_by_a_run() {
    for by_hand in [true, false] {
        let (_place, mut vault, _) = Place::with_key();
        let late = day(400);
        let ends = if by_hand {
            renew_key(&mut vault, &Silent, late).unwrap().ends
        } else {
            run(&mut vault, late).organization_key.unwrap().ends
        };
        assert_eq!(ends, late.after("1y".parse().unwrap()).unwrap());
        assert!(!in_use(&vault, late).stored.summary.has_ended(late));
    }
}

#[test]
fn a_key_that_never_ends_is_not_renewed() {
    let (_place, mut vault) = with_key_that_ends("never");
    assert_eq!(refusal(renew_key(&mut vault, &Silent, NOW)).code, Code::KeyNeverEnds);
    for now in [day(0), day(365), day(3_650)] {
        assert_eq!(run(&mut vault, now).organization_key, None);
    }
    assert_eq!(in_use(&vault, NOW).stored.summary.expires, None);
}

#[test]
fn a_key_of_a_day_on_the_calendar_is_renewed_for_as_long_as_it_was_made_for() {
    let (_place, mut vault) = with_key_that_ends("2026-12-22");
    let end = in_use(&vault, NOW).stored.summary.expires.unwrap();
    let due = end.plus_seconds(-DAY);
    let renewal = run(&mut vault, due).organization_key.unwrap();
    assert_eq!(renewal.ends.seconds() - due.seconds(), end.seconds() - NOW.seconds());
}

#[test]
fn a_lead_that_is_longer_than_the_key_lives_does_not_renew_it_at_every_run() {
    let (_place, mut vault) = with_key_that_ends("30d");
    set_lead(&mut vault, 31);
    assert_eq!(run(&mut vault, day(14)).organization_key, None, "not before half of its life is over");
    assert!(run(&mut vault, day(15)).organization_key.is_some());
    assert_eq!(run(&mut vault, day(16)).organization_key, None);
}

#[test]
fn what_cannot_be_renewed_is_refused_and_the_key_stays_as_it_was() {
    let (_place, mut vault) = Place::with_vault();
    assert_eq!(refusal(renew_key(&mut vault, &Silent, NOW)).code, Code::OrganizationKeyMissing);
    let (file, passphrase) = (fixture("revoked.asc"), words(FIXTURE_PASSPHRASE));
    let request = ImportKey { accept_revoked: true, ..file_of(&file, Some(&passphrase)) };
    import_key(&mut vault, &request, &Silent, NOW).unwrap();
    let before = Held::in_vault(&vault, NOW);
    let refused = [
        refusal(renew_key(&mut vault, &Silent, NOW)).code,
        refusal(run_maintenance(&mut vault, &RunMaintenance::default(), &Silent, NOW)).code,
    ];
    assert_eq!(refused, [Code::KeyRevoked, Code::KeyRevoked]);
    assert_eq!(Held::in_vault(&vault, NOW), before);
    // A key that lives longer than a renewal would give it is not shortened.
    let (_place, mut vault) = with_key_that_ends("5y");
    renew_key(&mut vault, &Silent, day(1)).unwrap();
    assert_eq!(refusal(renew_key(&mut vault, &Silent, day(1))).code, Code::EndNotLater);
}

#[test]
fn a_clock_that_was_put_back_renews_and_certifies_nothing() {
    let (_place, mut vault, _) = Place::with_key();
    crate::user::add(&mut vault, "ada@example.org", "Ada", NOW);
    run(&mut vault, day(13));
    let before = super::everything(&vault, day(13));
    for now in [day(13).plus_seconds(-1), day(1), day(-400)] {
        let refused = [
            refusal(run_maintenance(&mut vault, &RunMaintenance::default(), &Silent, now)),
            refusal(renew_key(&mut vault, &Silent, now)),
        ];
        for failure in refused {
            assert_eq!((failure.code, failure.subject), (Code::ClockBehind, Some(day(13).to_string())), "{now}");
        }
    }
    assert_eq!(super::everything(&vault, day(13)), before);
    assert_eq!(plan(&vault, day(13)).users_certified, 0);
}
