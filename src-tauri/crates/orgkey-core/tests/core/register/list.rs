//! The register of backups.

use crate::export::{keypair_to, public_to};
use orgkey_core::{Coverage, Silent, backup_register, export_key, find_key, organization_key};
use orgkey_test_support::{DAY, FILE_PASSPHRASE, NOW, Place, words};

#[test]
fn copies_are_listed_newest_first_and_only_keypairs_count() {
    let (place, mut vault, key) = Place::with_key();
    assert_eq!(key.coverage, Coverage::default());
    let passphrase = words(FILE_PASSPHRASE);
    let later = |days: i64| NOW.plus_seconds(days * DAY);
    export_key(&mut vault, &keypair_to(&place.path("first.asc"), &passphrase), &Silent, NOW).unwrap();
    export_key(&mut vault, &public_to(&place.path("public.asc")), &Silent, later(1)).unwrap();
    export_key(&mut vault, &keypair_to(&place.path("second.asc"), &passphrase), &Silent, later(2)).unwrap();
    let names: Vec<_> = backup_register(&vault, None).unwrap().into_iter().map(|copy| copy.stored.file_name).collect();
    assert_eq!(names, ["second.asc", "public.asc", "first.asc"]);
    let row = find_key(&vault, None, later(2)).unwrap();
    assert_eq!(row.coverage, Coverage { copies: 2, last_proven: Some(later(2)), public_part_stale: false });
    let details = organization_key(&vault, &row.stored.id, later(2)).unwrap();
    assert_eq!((details.backups.len(), details.history.len()), (3, 6));
    assert!(backup_register(&vault, Some("another key")).unwrap().is_empty());
}

#[test]
fn the_register_survives_the_end_of_the_program() {
    let (place, mut vault, _) = Place::with_key();
    export_key(&mut vault, &keypair_to(&place.path("org-key.asc"), &words(FILE_PASSPHRASE)), &Silent, NOW).unwrap();
    let before = format!("{:?}", backup_register(&vault, None).unwrap());
    let vault = place.reopen(vault);
    assert_eq!(format!("{:?}", backup_register(&vault, None).unwrap()), before);
}
