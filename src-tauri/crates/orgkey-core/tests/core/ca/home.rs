//! What the Home page says about CAs, with a clock that a test turns.

use super::{backup, crl::publish_to, days, import::Foreign, import::import, issue, new_ca, with_ca};
use orgkey_core::{
    AttentionKind::{self, *},
    SecretKind,
    SecretStanding::{self, *},
    Severity::{self, *},
    Silent, Vault, backup_register,
    ca::{
        CreateCa, PublishCrl, RenewCa, ReplaceCa, RevocationReason, RevokeCertificate, ToRevoke, create_ca,
        publish_crl, renew_ca, replace_ca, revoke_certificate,
    },
    home,
};
use orgkey_test_support::{NOW, Place};
use orgkey_types::Timestamp;

/// Without what it says about the Organization Key, which these vaults do not have.
fn attention(vault: &Vault, now: Timestamp) -> Vec<(AttentionKind, Severity)> {
    let items = home(vault, now).unwrap().attention;
    assert!(items.iter().all(|item| item.ca.is_some() == (item.kind != NoOrganizationKey)));
    items.iter().map(|item| (item.kind, item.severity)).filter(|(kind, _)| *kind != NoOrganizationKey).collect()
}

#[test]
fn a_revocation_is_told_until_a_list_says_it() {
    let (place, mut vault, _) = with_ca();
    backup(&place, &mut vault, "tree.pfx");
    let serial = issue(&mut vault, "mail.example.org").row.serial;
    assert_eq!(attention(&vault, NOW), []);
    let revoke = RevokeCertificate {
        ca: None,
        which: ToRevoke::Serial(&serial),
        reason: RevocationReason::KeyCompromise,
        invalid_since: None,
    };
    revoke_certificate(&mut vault, &revoke, NOW).unwrap();
    assert_eq!(attention(&vault, NOW), [(RevocationsUnpublished, Warning)]);
    publish_crl(&mut vault, &publish_to(&place.path("tree.crl")), &Silent, NOW).unwrap();
    assert_eq!(attention(&vault, NOW), []);
}

#[test]
fn backup_end_and_list_of_a_ca_are_watched() {
    let (place, mut vault, _) = with_ca();
    assert_eq!(attention(&vault, NOW), [(CaNeverBackedUp, Bad)]);
    backup(&place, &mut vault, "tree.pfx");
    assert_eq!(attention(&vault, NOW), []);
    assert_eq!(attention(&vault, days(91)), [(CaProofOld, Warning)]);
    let target = place.path("tree.crl");
    publish_crl(&mut vault, &PublishCrl { days: Some(10), ..publish_to(&target) }, &Silent, NOW).unwrap();
    let cases = [(0, vec![]), (4, vec![(CrlEnding, Warning)]), (11, vec![(CrlExpired, Bad)])];
    for (day, expected) in cases {
        assert_eq!(attention(&vault, days(day)), expected, "day {day}");
    }
    for (day, kind) in [(3_620, CaEnding), (3_660, CaExpired)] {
        assert!(attention(&vault, days(day)).iter().any(|(found, _)| *found == kind), "day {day}");
    }
    renew_ca(&mut vault, &RenewCa { ca: None, valid: "20y" }, &Silent, days(1)).unwrap();
    assert_eq!(attention(&vault, days(1)), [(CaCopyStale, Warning)]);
}

#[test]
fn a_renewal_asks_for_a_fresh_export_and_home_is_quiet_after_it() {
    let (place, mut vault, ca) = with_ca();
    backup(&place, &mut vault, "before.pfx");
    assert_eq!(attention(&vault, NOW), []);
    // In the second in which the copy was made: what is in it tells, not its date.
    renew_ca(&mut vault, &RenewCa { ca: None, valid: "20y" }, &Silent, NOW).unwrap();
    assert_eq!(attention(&vault, NOW), [(CaCopyStale, Warning)]);
    assert_eq!(attention(&vault, days(91)), [(CaCopyStale, Warning)], "an old proof is cured by the same export");
    let outdated = |vault: &Vault| -> Vec<bool> {
        backup_register(vault, Some(&ca.ca.stored.id)).unwrap().iter().map(|copy| copy.outdated).collect()
    };
    assert_eq!(outdated(&vault), [true]);
    backup(&place, &mut vault, "after.pfx");
    assert_eq!(attention(&vault, NOW), []);
    let mut copies = outdated(&vault);
    copies.sort();
    assert_eq!(copies, [false, true], "the first copy stays what it is");
}

#[test]
fn the_end_of_a_ca_stands_among_the_endings() {
    let (_place, mut vault) = Place::with_vault();
    create_ca(&mut vault, &CreateCa { valid: "6m", ..new_ca("Short CA") }, &Silent, NOW).unwrap();
    let kinds: Vec<_> = home(&vault, NOW).unwrap().endings.iter().map(|ending| ending.kind).collect();
    assert_eq!(kinds, [SecretKind::OrganizationalCa]);
}

#[test]
fn a_ca_whose_key_must_not_leave_is_not_told_to_be_backed_up_and_neither_is_a_retired_one() {
    let (_place, mut vault) = Place::with_vault();
    create_ca(&mut vault, &CreateCa { exportable: false, ..new_ca("Tree CA") }, &Silent, NOW).unwrap();
    assert_eq!(attention(&vault, NOW), []);
    let (key, valid) = (orgkey_core::ca::KeyKind::P256, "10y");
    let replace = ReplaceCa { ca: None, name: None, subject: None, key, valid, exportable: true };
    replace_ca(&mut vault, &replace, &Silent, NOW).unwrap();
    assert_eq!(attention(&vault, NOW), [(CaNeverBackedUp, Bad)], "the new one only");
}

/// How each secret stands; these vaults have CAs alone.
fn standing(vault: &Vault, now: Timestamp) -> Vec<(String, bool, SecretStanding)> {
    let secrets = home(vault, now).unwrap().recoverability;
    assert!(secrets.iter().all(|secret| secret.kind == SecretKind::OrganizationalCa));
    secrets.into_iter().map(|secret| (secret.name.unwrap(), secret.retired, secret.standing)).collect()
}

#[test]
fn whether_a_ca_could_be_restored_is_told_as_the_checks_see_it() {
    let (place, mut vault, _) = with_ca();
    let tree = |standing| ("Tree CA".to_owned(), false, standing);
    assert_eq!(standing(&vault, NOW), [tree(Missing)]);
    backup(&place, &mut vault, "tree.pfx");
    assert_eq!(standing(&vault, NOW), [tree(Proven)]);
    assert_eq!(standing(&vault, days(91)), [tree(Old)]);
    // A copy from before the renewal is stale, and as old as it is.
    renew_ca(&mut vault, &RenewCa { ca: None, valid: "20y" }, &Silent, NOW).unwrap();
    assert_eq!((standing(&vault, NOW), standing(&vault, days(91))), (vec![tree(Proven)], vec![tree(Old)]));
    let (key, valid) = (orgkey_core::ca::KeyKind::P256, "10y");
    let replace = ReplaceCa { ca: None, name: Some("Next CA"), subject: None, key, valid, exportable: false };
    replace_ca(&mut vault, &replace, &Silent, NOW).unwrap();
    let next = ("Next CA".to_owned(), false, Fixed);
    let retired = ("Tree CA".to_owned(), true, Proven);
    assert_eq!(standing(&vault, days(91)), [next, retired], "nobody asks for a fresh proof of a retired one");
}

#[test]
fn a_retired_ca_without_a_copy_is_no_secret_that_anybody_misses() {
    let (_place, mut vault, _) = with_ca();
    let (key, valid) = (orgkey_core::ca::KeyKind::P256, "10y");
    let replace = ReplaceCa { ca: None, name: Some("Next CA"), subject: None, key, valid, exportable: true };
    replace_ca(&mut vault, &replace, &Silent, NOW).unwrap();
    assert_eq!(standing(&vault, NOW), [("Next CA".to_owned(), false, Missing)]);
}

#[test]
fn a_ca_that_waits_or_came_without_its_list_is_mentioned() {
    let (place, mut vault) = Place::with_vault();
    let target = place.path("tree.csr");
    let request = CreateCa { subordinate: true, request_target: Some(&target), ..new_ca("Tree CA") };
    create_ca(&mut vault, &request, &Silent, NOW).unwrap();
    assert_eq!(attention(&vault, NOW), [(CaNeverBackedUp, Bad), (CaAwaitingCertificate, Note)]);
    let foreign = Foreign::new("/CN=Foreign CA");
    let (_place, mut vault) = Place::with_vault();
    import(&mut vault, &[&foreign.key, &foreign.certificate], None).unwrap();
    assert_eq!(attention(&vault, NOW), [(CaNeverBackedUp, Bad), (CaRevocationsUnknown, Warning)]);
}
