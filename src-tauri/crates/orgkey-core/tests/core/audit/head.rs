//! A vault against what was noted outside of it.

use super::{export, request, told, with_entries};
use orgkey_core::{Access, compare_audit_file, compare_audit_head, verify_audit_file};
use orgkey_test_support::{NOW, PASSPHRASE, Place, refusal};
use orgkey_types::Code;
use serde_json::json;
use std::fs;

#[test]
fn a_vault_that_was_rolled_back_does_not_lead_to_what_was_exported_or_noted() {
    let (place, vault) = with_entries(5);
    let folder = vault.folder().to_owned();
    let database = folder.join("vault.db");
    vault.lock();
    let earlier = fs::read(&database).unwrap();
    let mut vault = place.unlock(PASSPHRASE, Access::Write).unwrap();
    let target = place.path("audit.jsonl");
    let noted = export(&mut vault, &request(&target)).audit_head;
    let report = verify_audit_file(&target).unwrap();
    compare_audit_file(&vault, &report).unwrap();
    for digits in [16, 40, 64] {
        compare_audit_head(&vault, noted.seq, &noted.hash[..digits]).unwrap();
    }
    vault.lock();
    fs::write(&database, earlier).unwrap();
    let mut vault = place.unlock(PASSPHRASE, Access::Write).unwrap();
    let rolled_back = (Code::AuditRolledBack, Some(noted.seq.to_string()));
    // First the log is too short, and then it is another one.
    for _ in 0..3 {
        assert_eq!(told(refusal(compare_audit_head(&vault, noted.seq, &noted.hash))), rolled_back);
        assert_eq!(told(refusal(compare_audit_file(&vault, &report))), rolled_back);
        vault.record("note", "something else", json!({}), NOW).unwrap();
    }
    assert_eq!(refusal(compare_audit_head(&vault, 0, "")).code, Code::AuditRolledBack);
    let (_elsewhere, other) = Place::with_vault();
    assert_eq!(refusal(compare_audit_file(&other, &report)).code, Code::AuditOfOtherVault);
}
