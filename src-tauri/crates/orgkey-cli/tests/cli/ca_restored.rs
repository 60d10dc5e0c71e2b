//! A CA that was restored where nobody knows what it has issued and revoked.

use crate::{Desk, ca::OPEN};
use serde_json::Value;
use std::fs;

/// A vault `lost` of which a backup, a certificate that is revoked, one that is not, and the last list are left; and the
/// CA restored from its backup in the vault `v`.
fn restored_without_its_list() -> Desk {
    let desk = Desk::with_ca("p256");
    let gone = desk.issue(OPEN, "gone");
    desk.issue(OPEN, "mail");
    desk.done(&format!("{OPEN} ca revoke Tree --serial {gone} --reason key-compromise"));
    desk.done(&format!("{OPEN} ca crl Tree --to last.crl"));
    desk.done(&format!("{OPEN} --export-passphrase-file export ca export Tree --private-key yes --to tree.pfx"));
    fs::rename(desk.path("v"), desk.path("lost")).unwrap();
    desk.done("vault create v --organization Example --domain example.org --admin bob --passphrase-file admin --derivation floor");
    desk.done(&format!("{OPEN} --file-passphrase-file export ca restore tree.pfx"));
    desk
}

#[test]
fn a_restored_ca_publishes_nothing_before_its_last_list_and_all_that_was_revoked_stays_so() {
    let desk = restored_without_its_list();
    for line in ["ca crl Tree --to new.crl", "ca crl Tree --dry-run"] {
        let (ended, answer) = desk.json(&format!("{OPEN} {line}"));
        assert_eq!((ended, answer["error"]["code"].as_str()), (1, Some("earlier-lists-unknown")), "{line}");
        let advice = answer["error"]["advice"].as_str().unwrap();
        assert!(advice.contains("ca import") && advice.contains("--first-list"), "{advice}");
    }
    assert!(!desk.path("new.crl").exists());
    desk.done(&format!("{OPEN} ca import last.crl"));
    desk.done(&format!("{OPEN} ca crl Tree --to new.crl --format pem"));
    let (content, said) = desk.openssl("verify -crl_check -CAfile root.pem -CRLfile new.crl gone.pem");
    assert!(!content && said.contains("certificate revoked"), "{said}");
    desk.openssl_accepts("verify -crl_check -CAfile root.pem -CRLfile new.crl mail.pem");
}

#[test]
fn that_no_list_was_ever_published_is_said_once_and_logged() {
    let desk = restored_without_its_list();
    desk.done(&format!("{OPEN} ca crl Tree --to new.crl --first-list"));
    desk.done(&format!("{OPEN} ca crl Tree --to new.crl --overwrite"));
    let (_, log) = desk.json(&format!("{OPEN} audit list --filter publish-crl"));
    let said = |entry: &Value| entry["detail"].as_str().is_some_and(|detail| detail.contains("\"firstList\":true"));
    assert!(log["entries"].as_array().unwrap().iter().any(said), "{log}");
    let (ended, answer) = desk.json(&format!("{OPEN} ca crl Tree --to new.crl --overwrite --first-list"));
    assert_eq!((ended, answer["error"]["code"].as_str()), (2, Some("invalid-argument")), "{answer}");
}

#[test]
fn certificates_from_before_the_restore_are_entered_and_revoked() {
    let desk = restored_without_its_list();
    let (_, shown) = desk.json("inspect mail.pem");
    let serial = shown["certificates"][0]["serial"].as_str().unwrap().to_owned();
    let (_, refused) = desk.json(&format!("{OPEN} ca revoke Tree --serial {serial}"));
    assert_eq!(refused["error"]["code"], "serial-not-found");
    assert!(refused["error"]["advice"].as_str().unwrap().contains("--certificate"), "{refused}");
    let (ended, receipt) = desk.json(&format!("{OPEN} ca revoke Tree --certificate mail.pem --reason superseded"));
    assert_eq!(
        (ended, &receipt["entered"], receipt["row"]["state"].as_str()),
        (0, &Value::Bool(true), Some("revoked"))
    );
    let (ended, foreign) = desk.json(&format!("{OPEN} ca hold Tree --certificate root.pem"));
    assert_eq!((ended, foreign["error"]["code"].as_str()), (1, Some("not-issued-by-ca")));
    let (_, import) = desk.json(&format!("{OPEN} ca import gone.pem mail.pem last.crl"));
    assert_eq!((&import["issued"], &import["revocations"]), (&serde_json::json!(1), &serde_json::json!(1)), "{import}");
    desk.done(&format!("{OPEN} ca crl Tree --to new.crl --format pem"));
    for name in ["gone", "mail"] {
        let (content, said) = desk.openssl(&format!("verify -crl_check -CAfile root.pem -CRLfile new.crl {name}.pem"));
        assert!(!content && said.contains("certificate revoked"), "{said}");
    }
}
