//! The rules of the Home page, with a clock that a test turns.

use crate::{
    export::{keypair_to, public_to},
    import::{bring_in, file_of},
};
use orgkey_core::{
    AttentionKind::{self, *},
    GenerateKey, ImportKey, SecretStanding, Severity, Silent, Vault, export_key, generate_key, home, import_key,
};
use orgkey_test_support::{DAY, FILE_PASSPHRASE, NOW, Place, fixture, new_key, words};
use orgkey_types::Timestamp;

fn attention(vault: &Vault, now: Timestamp) -> Vec<(AttentionKind, Severity)> {
    home(vault, now).unwrap().attention.iter().map(|item| (item.kind, item.severity)).collect()
}

fn copies(place: &Place, vault: &mut Vault, at: &[i64]) {
    for (number, day) in at.iter().enumerate() {
        let target = place.path(&format!("copy-{number}.asc"));
        export_key(vault, &keypair_to(&target, &words(FILE_PASSPHRASE)), &Silent, NOW.plus_seconds(day * DAY)).unwrap();
    }
}

#[test]
fn a_vault_without_a_key_says_that_first() {
    let (_place, vault) = Place::with_vault();
    let page = home(&vault, NOW).unwrap();
    assert_eq!(attention(&vault, NOW), [(NoOrganizationKey, Severity::Bad)]);
    assert!(page.recoverability.is_empty() && page.endings.is_empty());
    assert_eq!(page.events.len(), 1);
}

/// A key for a year, made on day 0, with copies made on those days, looked at on that day.
#[test]
fn what_needs_somebody_follows_copies_and_clock() {
    let (bad, warning, note) = (Severity::Bad, Severity::Warning, Severity::Note);
    let cases: [(&[i64], i64, &[(AttentionKind, Severity)]); 11] = [
        (&[], 0, &[(NeverBackedUp, bad)]),
        (&[], 400, &[(NeverBackedUp, bad), (KeyExpired, bad)]),
        (&[0], 0, &[(SingleCopy, note)]),
        (&[0], 90, &[(SingleCopy, note)]),
        (&[0], 91, &[(ProofOld, warning)]),
        (&[0, 1], 1, &[]),
        (&[0, 50], 140, &[]),
        (&[0, 50], 141, &[(ProofOld, warning)]),
        (&[300, 301], 304, &[]),
        (&[300, 301], 305, &[(KeyEnding, warning)]),
        (&[300, 301], 365, &[(KeyExpired, bad)]),
    ];
    for (made, today, expected) in cases {
        let (place, mut vault, _) = Place::with_key();
        copies(&place, &mut vault, made);
        assert_eq!(attention(&vault, NOW.plus_seconds(today * DAY)), expected, "copies {made:?}, day {today}");
    }
}

#[test]
fn the_date_beside_a_matter_is_the_one_that_it_is_about() {
    let (place, mut vault, key) = Place::with_key();
    let dates = |vault: &Vault, days: i64| -> Vec<_> {
        home(vault, NOW.plus_seconds(days * DAY))
            .unwrap()
            .attention
            .into_iter()
            .map(|item| (item.key, item.date))
            .collect()
    };
    let (id, end) = (Some(key.stored.id), key.stored.summary.expires);
    assert_eq!(dates(&vault, 0), [(id.clone(), Some(NOW))]);
    copies(&place, &mut vault, &[2]);
    assert_eq!(dates(&vault, 2), [(id.clone(), None)]);
    assert_eq!(dates(&vault, 200), [(id.clone(), Some(NOW.plus_seconds(2 * DAY)))]);
    assert_eq!(dates(&vault, 365), [(id.clone(), end), (id, Some(NOW.plus_seconds(2 * DAY)))]);
}

#[test]
fn a_public_export_is_not_a_backup() {
    let (place, mut vault, _) = Place::with_key();
    export_key(&mut vault, &public_to(&place.path("public.asc")), &Silent, NOW).unwrap();
    assert_eq!(attention(&vault, NOW), [(NeverBackedUp, Severity::Bad)]);
}

#[test]
fn recoverability_is_told_for_each_secret_also_when_it_stands_well() {
    let (place, mut vault, _) = Place::with_key();
    let standing = |vault: &Vault, days: i64| {
        let page = home(vault, NOW.plus_seconds(days * DAY)).unwrap();
        page.recoverability.iter().map(|item| (item.standing, item.copies)).collect::<Vec<_>>()
    };
    assert_eq!(standing(&vault, 0), [(SecretStanding::Missing, 0)]);
    copies(&place, &mut vault, &[0]);
    assert_eq!(standing(&vault, 0), [(SecretStanding::Proven, 1)]);
    assert_eq!(standing(&vault, 91), [(SecretStanding::Old, 1)]);
}

#[test]
fn endings_are_those_of_the_next_twelve_months() {
    for (expires, today, listed) in
        [("1y", 0, true), ("1y", 365, false), ("2y", 0, false), ("2y", 400, true), ("never", 0, false)]
    {
        let (_place, mut vault) = Place::with_vault();
        let request = GenerateKey { expires: expires.to_owned(), ..new_key() };
        let end = generate_key(&mut vault, &request, &Silent, NOW).unwrap().key.stored.summary.expires;
        let endings = home(&vault, NOW.plus_seconds(today * DAY)).unwrap().endings;
        let expected: Vec<_> = end.filter(|_| listed).into_iter().collect();
        assert_eq!(endings.iter().map(|ending| ending.at).collect::<Vec<_>>(), expected, "{expires} on day {today}");
    }
}

#[test]
fn keys_that_came_from_outside_bring_their_matters_along() {
    let cases: [(&str, &[AttentionKind]); 4] = [
        ("revoked.asc", &[NeverBackedUp, KeyRevoked]),
        ("expired.asc", &[NeverBackedUp, KeyExpired]),
        ("sha1.asc", &[NeverBackedUp, LegacyKey]),
        ("rsa2048.asc", &[NeverBackedUp]),
    ];
    for (name, expected) in cases {
        let (_place, mut vault) = Place::with_vault();
        let (file, passphrase) = (fixture(name), words(orgkey_test_support::FIXTURE_PASSPHRASE));
        let request = ImportKey { accept_expired: true, accept_revoked: true, ..file_of(&file, Some(&passphrase)) };
        import_key(&mut vault, &request, &Silent, NOW).unwrap();
        let kinds: Vec<_> = attention(&vault, NOW).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, expected, "{name}");
    }
}

#[test]
fn a_public_part_that_grew_makes_earlier_copies_stale_until_the_next_one() {
    let (place, mut vault, _) = Place::with_key();
    copies(&place, &mut vault, &[0, 1]);
    let later = NOW.plus_seconds(2 * DAY);
    let renewed = crate::import_known::renewed_elsewhere(&vault, later);
    bring_in(&mut vault, &renewed, later);
    assert_eq!(attention(&vault, later), [(CopyStale, Severity::Note)]);
    export_key(&mut vault, &keypair_to(&place.path("third.asc"), &words(FILE_PASSPHRASE)), &Silent, later).unwrap();
    assert_eq!(attention(&vault, later), []);
}
