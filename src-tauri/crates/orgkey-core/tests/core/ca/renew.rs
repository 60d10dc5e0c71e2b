//! Renew: the same key for longer.

use super::{accepted_by_openssl, backup, days, issue, with_ca};
use orgkey_core::{
    Silent,
    ca::{RenewCa, plan_renew, renew_ca},
};
use orgkey_test_support::{Held, NOW, StopsAfter, refusal};
use orgkey_types::Code;

#[test]
fn name_key_and_extensions_stay_and_what_was_issued_is_good_under_the_new_anchor() {
    let (place, mut vault, old) = with_ca();
    let leaf = issue(&mut vault, "mail.example.org").certificate;
    backup(&place, &mut vault, "tree.pfx");
    let plan = plan_renew(&vault, &RenewCa { ca: None, valid: "20y" }, NOW).unwrap();
    assert!(plan.would_end > plan.ends && !plan.superior_signs);
    let receipt = renew_ca(&mut vault, &RenewCa { ca: None, valid: "20y" }, &Silent, days(1)).unwrap();
    let (new, old) = (receipt.certificates, old.certificates);
    let (anchor, before) = (new.self_signed.unwrap(), old.self_signed.unwrap());
    assert_eq!((anchor.subject(), anchor.public_key()), (before.subject(), before.public_key()));
    assert_ne!(anchor.serial(), before.serial());
    assert_eq!(anchor.summary().key_usage, before.summary().key_usage);
    assert_ne!(new.public_key, old.public_key);
    assert_eq!(new.former.len(), 2, "the earlier ones are kept");
    assert!(receipt.ca.coverage.stale, "the backup has the earlier certificates");
    assert!(leaf.is_signed_by(anchor.public_key()));
    assert!(accepted_by_openssl(&place, &before.pem(), "", &leaf.pem()));
    assert!(place.vault().join("generations/0001-renew-ca").is_dir());
}

#[test]
fn an_old_backup_does_not_take_the_renewal_back() {
    let (place, mut vault, _) = with_ca();
    let bytes = backup(&place, &mut vault, "tree.pfx");
    let renewed = renew_ca(&mut vault, &RenewCa { ca: None, valid: "20y" }, &Silent, days(1)).unwrap();
    let files = [orgkey_core::ca::CaFile { name: "tree.pfx", bytes: &bytes }];
    let password = orgkey_test_support::words(orgkey_test_support::FILE_PASSPHRASE);
    let receipt = orgkey_core::ca::import_ca(&mut vault, &super::import::of(&files, Some(&password)), &Silent, days(2));
    let id = receipt.unwrap().ca.stored.id;
    let held = orgkey_core::ca::ca_details(&vault, Some(&id), days(2)).unwrap().certificates;
    assert_eq!(
        (held.self_signed, held.public_key),
        (renewed.certificates.self_signed, renewed.certificates.public_key)
    );
}

#[test]
fn an_end_that_is_no_gain_or_a_stop_changes_nothing() {
    let (_place, mut vault, _) = with_ca();
    let held = Held::in_vault(&vault, NOW);
    let cases = [
        ("1y", Code::EndNotLater),
        ("10y", Code::EndNotLater),
        ("2030-01-01", Code::EndNotLater),
        ("2020-01-01", Code::InvalidExpiry),
        ("never", Code::InvalidExpiry),
        ("200y", Code::ExpiryTooLate),
    ];
    for (valid, code) in cases {
        let refused = refusal(renew_ca(&mut vault, &RenewCa { ca: None, valid }, &Silent, NOW));
        assert_eq!(refused.code, code, "{valid}");
    }
    let refused = refusal(plan_renew(&vault, &RenewCa { ca: None, valid: "2030-01-01" }, NOW));
    assert_eq!(refused.subject.as_deref(), Some("2030-01-01 ≤ 2036-11-22"), "both days");
    for stages in 0..2 {
        let request = RenewCa { ca: None, valid: "20y" };
        assert_eq!(refusal(renew_ca(&mut vault, &request, &StopsAfter::stages(stages), NOW)).code, Code::Cancelled);
    }
    assert_eq!(Held::in_vault(&vault, NOW), held);
}
