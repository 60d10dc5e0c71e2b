//! Create: a CA that stands alone, and one that asks a superior CA.

use super::{days, new_ca, openssl, with_ca};
use orgkey_core::{
    Access, Silent, Stage,
    ca::{CaState, CreateCa, KeyKind, LintSeverity, ca_details, create_ca, find_ca, plan_create_ca, write_ca_request},
};
use orgkey_test_support::{Held, Meddler, NOW, PASSPHRASE, Place, StopsAfter, refusal};
use orgkey_types::Code;
use std::cell::Cell;

#[test]
fn a_ca_has_one_key_and_two_certificates_that_openssl_accepts() {
    let (place, vault, receipt) = with_ca();
    let (own, anchor) = (receipt.certificates.public_key.unwrap(), receipt.certificates.self_signed.unwrap());
    assert_ne!(own.serial(), anchor.serial());
    assert_eq!((own.subject(), own.public_key()), (anchor.subject(), anchor.public_key()));
    assert!(own.is_self_issued() && own.is_signed_by(anchor.public_key()) && anchor.is_self_signed());
    assert!(own.validity().not_after <= anchor.validity().not_after);
    for certificate in [&own, &anchor] {
        assert!(super::accepted_by_openssl(&place, &certificate.pem(), "", &certificate.pem()));
    }
    assert_eq!((receipt.ca.state, receipt.ca.ends), (CaState::Active, Some(own.validity().not_after)));
    assert!(receipt.ca.stored.identity.born_with.starts_with("OrgKey Console "));
    let details = ca_details(&vault, None, NOW).unwrap();
    let errors: Vec<_> = details.findings.iter().filter(|found| found.severity == LintSeverity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert!(details.export_refused.is_none());
    assert_eq!(details.history.len(), 2);
    assert_eq!(Held::last_entries(&vault, 2), ["create-ca intent", "create-ca settled done"]);
}

#[test]
fn every_kind_of_key_makes_a_ca_that_is_there_after_a_restart() {
    for key in KeyKind::ALL.iter().copied().filter(|key| *key != KeyKind::Rsa4096) {
        let (place, mut vault) = Place::with_vault();
        let request = CreateCa { key, ..new_ca("Tree CA") };
        let made = create_ca(&mut vault, &request, &Silent, NOW).unwrap();
        let vault = place.reopen(vault);
        let found = ca_details(&vault, Some("tree ca"), NOW).unwrap();
        assert_eq!(found.ca.stored, made.ca.stored, "{key:?}");
        assert_eq!(found.certificates.own(), made.certificates.own(), "{key:?}");
        assert!(!vault.ca_secrets(&found.ca.stored.id).unwrap().is_empty());
    }
}

#[test]
fn a_subordinate_ca_writes_a_request_that_openssl_reads_and_awaits_its_certificate() {
    let (place, mut vault) = Place::with_vault();
    let target = place.path("tree.csr");
    let request = CreateCa { subordinate: true, request_target: Some(&target), ..new_ca("Tree CA") };
    let watcher = StopsAfter::never();
    let receipt = create_ca(&mut vault, &request, &watcher, NOW).unwrap();
    assert_eq!((receipt.ca.state, receipt.ca.ends), (CaState::AwaitingCertificate, None));
    assert!(receipt.certificates.public_key.is_none() && receipt.certificates.self_signed.is_some());
    assert_eq!(receipt.request.unwrap().path, target);
    let shown = openssl(&["req", "-in", target.to_str().unwrap(), "-noout", "-verify", "-subject"]);
    assert!(String::from_utf8_lossy(&shown.stdout).contains("Example Tree CA"), "{shown:?}");
    assert!(shown.status.success());
    assert_eq!(watcher.begun(), [Stage::Generating, Stage::Writing, Stage::ReadingBack, Stage::Storing]);
}

#[test]
fn the_plan_tells_what_would_be_made_and_writes_nothing() {
    let (_place, vault) = Place::with_vault();
    let held = Held::in_vault(&vault, NOW);
    let plan = plan_create_ca(&vault, &CreateCa { name: " Tree CA ", ..new_ca("") }, NOW).unwrap();
    assert_eq!(
        (plan.name.as_str(), plan.subject.to_string().as_str()),
        ("Tree CA", "CN=Example Tree CA,O=Example Org,C=DE")
    );
    assert_eq!((plan.valid.not_before, plan.valid.not_after.date().as_str()), (NOW, "2036-11-22"));
    assert_eq!((Held::in_vault(&vault, NOW), vault.audit_count().unwrap()), (held, 1));
}

#[test]
fn what_cannot_be_made_is_refused_without_a_trace() {
    let (place, mut vault, _) = with_ca();
    let (missing, taken) = (place.path("no/such/folder.csr"), place.path("taken.csr"));
    std::fs::write(&taken, "mine").unwrap();
    let subordinate = |target| CreateCa { subordinate: true, request_target: target, ..new_ca("Second CA") };
    let cases = [
        (new_ca("Tree CA"), Code::CaExists),
        (new_ca("TREE CA"), Code::CaExists),
        (new_ca(""), Code::InvalidArgument),
        (new_ca("Tree\u{202e}CA"), Code::InvalidArgument),
        (CreateCa { subject: "", ..new_ca("Second CA") }, Code::NameInvalid),
        (CreateCa { subject: "Tree CA", ..new_ca("Second CA") }, Code::NameInvalid),
        (CreateCa { subject: "C=Germany", ..new_ca("Second CA") }, Code::NameInvalid),
        (CreateCa { valid: "never", ..new_ca("Second CA") }, Code::InvalidExpiry),
        (CreateCa { valid: "2020-01-01", ..new_ca("Second CA") }, Code::InvalidExpiry),
        (CreateCa { crl_points: vec!["ldap".to_owned()], ..new_ca("Second CA") }, Code::InvalidArgument),
        (subordinate(None), Code::InvalidArgument),
        (subordinate(Some(missing.as_path())), Code::FileNotFound),
        (subordinate(Some(taken.as_path())), Code::FileExists),
    ];
    for (request, code) in cases {
        let (held, names) = (Held::in_vault(&vault, NOW), place.names());
        assert_eq!(refusal(create_ca(&mut vault, &request, &Silent, NOW)).code, code, "{request:?}");
        assert_eq!((Held::in_vault(&vault, NOW), place.names()), (held, names), "{request:?}");
    }
    assert_eq!(std::fs::read(taken).unwrap(), b"mine");
}

#[test]
fn a_creation_that_is_stopped_leaves_neither_ca_nor_request() {
    for (subordinate, stages) in [(false, 0..2_usize), (true, 0..4)] {
        for stage in stages {
            let (place, mut vault) = Place::with_vault();
            let target = place.path("tree.csr");
            let request = CreateCa { subordinate, request_target: Some(&target), ..new_ca("Tree CA") };
            let (held, names) = (Held::in_vault(&vault, NOW), place.names());
            let code = refusal(create_ca(&mut vault, &request, &StopsAfter::stages(stage), NOW)).code;
            assert_eq!(code, Code::Cancelled, "{subordinate} {stage}");
            assert_eq!((Held::in_vault(&vault, NOW), place.names()), (held, names), "{subordinate} {stage}");
        }
    }
}

#[test]
fn the_request_gets_its_name_after_its_key_is_stored_and_is_written_again_where_the_medium_is_lost() {
    for lost in [false, true] {
        let (place, mut vault) = Place::with_vault();
        let folder = place.path("stick");
        std::fs::create_dir(&folder).unwrap();
        let (target, stood) = (folder.join("tree.csr"), Cell::new(true));
        let act = || {
            stood.set(target.exists());
            if lost {
                std::fs::remove_dir_all(&folder).unwrap();
            }
        };
        let request = CreateCa { subordinate: true, request_target: Some(&target), ..new_ca("Tree CA") };
        let made = create_ca(&mut vault, &request, &Meddler { at: Stage::Storing, act: &act }, NOW);
        assert_eq!((stood.get(), made.is_ok(), target.exists()), (false, !lost, !lost));
        assert_eq!(find_ca(&vault, None, NOW).unwrap().state, CaState::AwaitingCertificate);
        write_ca_request(&mut vault, None, &place.path("again.csr"), false, &Silent, NOW).unwrap();
    }
}

#[test]
fn a_vault_that_is_open_for_reading_makes_no_ca() {
    let (place, vault, _) = with_ca();
    drop(vault);
    let mut vault = place.unlock(PASSPHRASE, Access::Read).unwrap();
    assert_eq!(refusal(create_ca(&mut vault, &new_ca("Second CA"), &Silent, NOW)).code, Code::VaultReadOnly);
}

#[test]
fn a_ca_that_ends_is_told_in_time() {
    let (_place, vault, _) = with_ca();
    for (at, state) in [(days(0), CaState::Active), (days(3_600), CaState::Ending), (days(3_653), CaState::Expired)] {
        assert_eq!(ca_details(&vault, None, at).unwrap().ca.state, state, "{at}");
    }
}
