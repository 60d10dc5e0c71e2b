//! The named checks with those that found nothing, and the calendar of what ends.

use crate::export::keypair_to;
use orgkey_core::{
    Access, AttentionKind, Health, HealthDateKind, HealthState, Silent, Vault, WriteCalendar, export_key, health,
    write_calendar,
};
use orgkey_test_support::{DAY, FILE_PASSPHRASE, NOW, PASSPHRASE, Place, refusal, words};
use orgkey_types::{Code, Timestamp};
use std::{collections::BTreeSet, fs};

fn state_of(health: &Health, kind: AttentionKind) -> HealthState {
    health.checks.iter().find(|check| check.kind == kind).unwrap().state
}

fn backed_up(place: &Place, vault: &mut Vault, copies: i64) {
    for number in 0..copies {
        let target = place.path(&format!("copy-{number}.asc"));
        export_key(vault, &keypair_to(&target, &words(FILE_PASSPHRASE)), &Silent, NOW).unwrap();
    }
}

#[test]
fn every_check_has_its_row_and_the_worst_comes_first() {
    let (_place, vault) = Place::with_vault();
    let found = health(&vault, NOW).unwrap();
    assert_eq!(found.state, HealthState::Bad);
    assert_eq!(found.checks[0].kind, AttentionKind::NoOrganizationKey);
    assert!(found.checks.windows(2).all(|pair| pair[0].state >= pair[1].state));
    let kinds: BTreeSet<String> = found.checks.iter().map(|check| format!("{:?}", check.kind)).collect();
    assert_eq!(kinds.len(), AttentionKind::ALL.len());
    assert!(found.vault.len() == 5 && found.notices.is_empty() && found.dates.is_empty());
}

/// The days that a check tells are the days by which it judges.
#[test]
fn a_check_speaks_from_its_threshold_on() {
    let (place, mut vault, key) = Place::with_key();
    backed_up(&place, &mut vault, 2);
    let end = key.stored.summary.expires.unwrap();
    let (proven, before) =
        (NOW.plus_seconds(1), |kind: AttentionKind| end.plus_seconds(-DAY * i64::from(kind.threshold_days().unwrap())));
    let cases = [
        (NOW, AttentionKind::ProofOld, HealthState::Ok),
        (proven.plus_seconds(90 * DAY), AttentionKind::ProofOld, HealthState::Warning),
        (before(AttentionKind::KeyEnding).plus_seconds(-1), AttentionKind::KeyEnding, HealthState::Ok),
        (before(AttentionKind::KeyEnding), AttentionKind::KeyEnding, HealthState::Warning),
        (before(AttentionKind::KeyExpired), AttentionKind::KeyExpired, HealthState::Bad),
    ];
    for (now, kind, state) in cases {
        let found = health(&vault, now).unwrap();
        assert_eq!(state_of(&found, kind), state, "{kind:?} at {now}");
        assert!(found.state >= state);
    }
    assert_eq!(health(&vault, NOW).unwrap().state, HealthState::Ok);
}

#[test]
fn what_ends_has_a_date_with_the_same_name_in_every_calendar() {
    let (place, mut vault, key) = Place::with_key();
    backed_up(&place, &mut vault, 1);
    let dates = |now: Timestamp| health(&vault, now).unwrap().dates;
    let found: Vec<_> = dates(NOW).into_iter().map(|date| (date.kind, date.id, date.at)).collect();
    let (id, end) = (key.stored.id, key.stored.summary.expires.unwrap());
    let expected =
        [(HealthDateKind::KeyProofDue, id.clone(), NOW.plus_seconds(90 * DAY)), (HealthDateKind::KeyEnds, id, end)];
    assert_eq!(found, expected);
    assert_eq!(dates(NOW.plus_seconds(500 * DAY)), dates(NOW));
}

fn ask<'a>(
    target: &'a std::path::Path,
    overwrite: bool,
    words: &'a dyn Fn(&orgkey_core::HealthDate) -> (String, String),
) -> WriteCalendar<'a> {
    WriteCalendar { target, overwrite, words }
}

#[test]
fn a_calendar_holds_an_event_with_a_reminder_for_each_date_and_nothing_secret() {
    let (place, mut vault, _) = Place::with_key();
    backed_up(&place, &mut vault, 1);
    let target = place.path("ends.ics");
    let words = |date: &orgkey_core::HealthDate| (format!("{} ends; soon,\nreally", date.name), "Renew it".to_owned());
    let dates = health(&vault, NOW).unwrap().dates;
    let receipt = write_calendar(&vault, &ask(&target, false, &words), &dates, NOW).unwrap();
    let text = fs::read_to_string(&target).unwrap();
    let count = |line: &str| text.split("\r\n").filter(|found| *found == line).count();
    assert_eq!((receipt.events, count("BEGIN:VEVENT"), count("END:VEVENT"), count("BEGIN:VALARM")), (2, 2, 2, 2));
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    for line in ["TRIGGER:-P60D", "TRIGGER:-P14D", "DTSTART:20271122T120000Z", "DTSTAMP:20261122T120000Z"] {
        assert_eq!(count(line), if line.starts_with("DTSTAMP") { 2 } else { 1 }, "{line}: {text}");
    }
    let unfolded = text.replace("\r\n ", "");
    assert!(unfolded.contains("ends\\; soon\\,\\nreally\r\n"), "{unfolded}");
    assert!(!unfolded.contains(PASSPHRASE) && !unfolded.contains(FILE_PASSPHRASE));
    let names = |text: &str| -> Vec<String> {
        text.replace("\r\n ", "").lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect()
    };
    let refused = refusal(write_calendar(&vault, &ask(&target, false, &words), &dates, NOW));
    assert_eq!(refused.code, Code::FileExists);
    write_calendar(&vault, &ask(&target, true, &words), &dates, NOW.plus_seconds(DAY)).unwrap();
    assert_eq!(names(&fs::read_to_string(&target).unwrap()), names(&text), "the same events");
    let inside = vault.folder().join("ends.ics");
    assert_eq!(refusal(write_calendar(&vault, &ask(&inside, false, &words), &dates, NOW)).code, Code::TargetInVault);
}

#[test]
fn a_vault_that_was_put_back_is_in_bad_health_for_whom_saw_the_later_one() {
    let (place, mut vault, _) = Place::with_key();
    backed_up(&place, &mut vault, 2);
    let database = vault.folder().join("vault.db");
    vault.lock();
    let earlier = fs::read(&database).unwrap();
    for _ in 0..2 {
        place.unlock(PASSPHRASE, Access::Write).unwrap().lock();
    }
    fs::write(&database, earlier).unwrap();
    let found = health(&place.unlock(PASSPHRASE, Access::Write).unwrap(), NOW).unwrap();
    assert_eq!((found.state, found.notices[0].code), (HealthState::Bad, Code::VaultRolledBack));
}
