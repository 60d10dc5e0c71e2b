//! Export: the backup of a CA, and its certificates without the key.

use super::{backup_to, new_ca, openssl, with_ca};
use orgkey_core::{
    Access, Reauthentication, Silent, Stage, backup_register,
    ca::{
        CaPart, CaProofMeans, CertificateChoice, CertificateFormat, CertificateRole, CreateCa, ExportCa, FileEntryKind,
        ImportCa, KeyKind, Preset, RenewCa, ReplaceCa, ca_details, create_ca, export_ca, import_ca, plan_export_ca,
        renew_ca, replace_ca,
    },
};
use orgkey_test_support::{
    FILE_PASSPHRASE, Held, NOW, PASSPHRASE, Place, StopsAfter, WRONG_PASSPHRASE, refusal, words,
};
use orgkey_types::{Code, Passphrase};
use std::path::Path;

fn certificate_to(target: &Path, role: CertificateRole, format: CertificateFormat) -> ExportCa<'_> {
    let which = CertificateChoice::Own { role, serial: None };
    ExportCa {
        ca: None,
        part: CaPart::Certificate { which, format },
        reauthentication: Reauthentication::Typed(None),
        target,
        overwrite: false,
    }
}

fn with_preset<'a>(target: &'a Path, preset: Preset, password: &'a Passphrase, vendor: bool) -> ExportCa<'a> {
    let part = CaPart::Backup { preset, vendor_compatible: vendor, password: Some(password) };
    ExportCa { part, ..backup_to(target, password) }
}

#[test]
fn every_preset_is_proven_and_receipt_register_file_and_log_agree() {
    for preset in Preset::ALL {
        let (place, mut vault, ca) = with_ca();
        let (target, password) = (place.path("tree.pfx"), words(FILE_PASSPHRASE));
        let watcher = StopsAfter::never();
        let receipt = export_ca(&mut vault, &with_preset(&target, preset, &password, false), &watcher, NOW).unwrap();
        let kinds: Vec<_> = receipt.contents.iter().map(|entry| entry.kind).collect();
        assert_eq!(kinds, [FileEntryKind::PrivateKey, FileEntryKind::PublicKey, FileEntryKind::SelfSigned]);
        let means: Vec<_> = receipt.proof.iter().map(|step| step.means).collect();
        let signed = CaProofMeans::SignatureVerified;
        assert_eq!(means, [CaProofMeans::Opened, signed, signed, CaProofMeans::ChainVerified]);
        let copy = backup_register(&vault, Some(&ca.ca.stored.id)).unwrap().remove(0).stored;
        assert_eq!((&copy.sha256, copy.bytes), (&receipt.file.sha256, receipt.file.bytes));
        assert_eq!(copy.sha256, orgkey_files::sha256(&std::fs::read(&target).unwrap()));
        assert_eq!((copy.kind.as_str(), copy.preset.as_str(), copy.proven_at), ("ca", preset.name(), Some(NOW)));
        assert_eq!(copy.subject_fingerprint.as_str().to_lowercase(), ca.ca.stored.identity.spki_sha256);
        assert_eq!((receipt.ca.coverage.copies, receipt.ca.coverage.stale), (1, false));
        assert_eq!(Held::last_entries(&vault, 2), ["export-ca intent", "export-ca settled done"]);
        assert_eq!(watcher.begun().last(), Some(&Stage::Registering));
    }
}

#[test]
fn openssl_shows_the_key_and_both_certificates_in_the_file() {
    let (place, mut vault, ca) = with_ca();
    let (target, password) = (place.path("tree.pfx"), words(FILE_PASSPHRASE));
    export_ca(&mut vault, &backup_to(&target, &password), &Silent, NOW).unwrap();
    let pass = format!("pass:{FILE_PASSPHRASE}");
    let shown = openssl(&["pkcs12", "-in", target.to_str().unwrap(), "-passin", &pass, "-nodes"]);
    let text = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.status.success(), "{shown:?}");
    assert_eq!(text.matches("BEGIN CERTIFICATE").count(), 2);
    assert_eq!(text.matches("BEGIN PRIVATE KEY").count(), 1);
    for certificate in ca.certificates.own() {
        assert!(text.contains(certificate.pem().lines().nth(1).unwrap()));
    }
    assert!(text.contains("Tree CA - Self-Signed Certificate"), "{text}");
}

#[test]
fn a_certificate_leaves_without_the_key_and_is_no_backup() {
    let formats = [CertificateFormat::Der, CertificateFormat::Pem, CertificateFormat::P7b];
    for which in [CertificateRole::SelfSigned, CertificateRole::PublicKey] {
        for format in formats {
            let (place, mut vault, ca) = with_ca();
            let target = place.path("tree.cer");
            let receipt = export_ca(&mut vault, &certificate_to(&target, which, format), &Silent, NOW).unwrap();
            let wanted = match which {
                CertificateRole::SelfSigned => ca.certificates.self_signed,
                _ => ca.certificates.public_key,
            };
            let found = orgkey_x509::read_any(&std::fs::read(&target).unwrap()).unwrap();
            let [orgkey_x509::Found::Certificate(found)] = found.as_slice() else { panic!("{found:?}") };
            assert_eq!(Some(found), wanted.as_ref(), "{which:?} {format:?}");
            assert!(receipt.proof.is_empty() && receipt.preset.is_none());
            assert!(backup_register(&vault, None).unwrap().is_empty());
        }
    }
}

#[test]
fn cross_superior_and_former_certificates_leave_alone_and_by_their_serial_numbers() {
    let (place, mut vault, old) = with_ca();
    let old_anchor = old.certificates.self_signed.unwrap();
    renew_ca(&mut vault, &RenewCa { ca: None, valid: "20y" }, &Silent, NOW).unwrap();
    let (key, valid) = (KeyKind::P384, "10y");
    let replace = ReplaceCa { ca: None, name: None, subject: None, key, valid, exportable: true };
    let cross = replace_ca(&mut vault, &replace, &Silent, NOW).unwrap().cross;
    let (serial, target) = (old_anchor.serial().hex(), place.path("one.cer"));
    let wanted = [
        ("Tree CA 2", CertificateRole::Cross, None, Ok(&cross)),
        ("Tree CA", CertificateRole::Former, Some(serial.as_str()), Ok(&old_anchor)),
        ("Tree CA", CertificateRole::Cross, None, Err((Code::CertificateMissing, "cross"))),
        ("Tree CA 2", CertificateRole::Chain, None, Err((Code::CertificateMissing, "chain"))),
        ("Tree CA", CertificateRole::Former, Some("0102"), Err((Code::CertificateMissing, "0102"))),
    ];
    for (ca, role, serial, expected) in wanted {
        let which = CertificateChoice::Own { role, serial };
        let part = CaPart::Certificate { which, format: CertificateFormat::Der };
        let plain = certificate_to(&target, role, CertificateFormat::Der);
        let made = export_ca(&mut vault, &ExportCa { ca: Some(ca), part, overwrite: true, ..plain }, &Silent, NOW);
        match expected {
            Ok(certificate) => {
                made.unwrap();
                assert_eq!(std::fs::read(&target).unwrap(), certificate.der(), "{ca} {role:?}");
            }
            Err((code, subject)) => {
                let refused = refusal(made);
                assert_eq!((refused.code, refused.subject.as_deref()), (code, Some(subject)), "{ca} {role:?}");
            }
        }
    }
}

#[test]
fn the_plan_lists_the_contents_and_writes_nothing() {
    let (place, vault, _) = with_ca();
    let (target, password) = (place.path("tree.pfx"), words(FILE_PASSPHRASE));
    let entries = vault.audit_count().unwrap();
    let plan = plan_export_ca(&vault, &backup_to(&target, &password), NOW).unwrap();
    let names: Vec<_> = plan.contents.iter().filter_map(|entry| entry.friendly_name.as_deref()).collect();
    assert_eq!(names, ["Tree CA", "Tree CA - Public Key Certificate", "Tree CA - Self-Signed Certificate"]);
    assert!(!target.exists() && vault.audit_count().unwrap() == entries);
}

/// Tries it and compares: nothing in the vault but at most a failed attempt in its log, and nothing beside it.
#[track_caller]
pub fn refused_without_a_trace(place: &Place, vault: &mut orgkey_core::Vault, request: &ExportCa<'_>) -> Code {
    let (held, names) = (Held::in_vault(vault, NOW), place.names());
    let code = refusal(export_ca(vault, request, &Silent, NOW)).code;
    assert_eq!((Held::in_vault(vault, NOW), place.names()), (held, names), "{code:?}");
    assert!(!Held::last_entries(vault, 1)[0].ends_with("intent"), "{code:?}");
    code
}

#[test]
fn passwords_are_judged_by_the_mode() {
    let (place, mut vault, _) = with_ca();
    let target = place.path("tree.pfx");
    let cases = [
        ("abc12", true, Some(Code::PasswordNotAlphanumeric)),
        ("abc12", false, Some(Code::PassphraseWeak)),
        ("abc 123", true, Some(Code::PasswordNotAlphanumeric)),
        ("abc123", false, Some(Code::PassphraseWeak)),
        ("abc123", true, None),
    ];
    for (text, vendor, code) in cases {
        let password = words(text);
        let request = with_preset(&target, Preset::Legacy, &password, vendor);
        match code {
            Some(code) => assert_eq!(refused_without_a_trace(&place, &mut vault, &request), code, "{text} {vendor}"),
            None => assert!(export_ca(&mut vault, &request, &Silent, NOW).is_ok()),
        }
    }
}

#[test]
fn whoever_is_not_the_administrator_or_gives_no_password_gets_nothing() {
    let (place, mut vault, _) = with_ca();
    let (target, password) = (place.path("tree.pfx"), words(FILE_PASSPHRASE));
    let (right, wrong) = (words(PASSPHRASE), words(WRONG_PASSPHRASE));
    let typed = |typed| ExportCa { reauthentication: Reauthentication::Typed(typed), ..backup_to(&target, &password) };
    assert_eq!(refused_without_a_trace(&place, &mut vault, &typed(None)), Code::PassphraseMissing);
    assert_eq!(refused_without_a_trace(&place, &mut vault, &typed(Some(&wrong))), Code::WrongPassphrase);
    let part = CaPart::Backup { preset: Preset::Modern, vendor_compatible: false, password: None };
    let without = ExportCa { part, ..backup_to(&target, &password) };
    assert_eq!(refused_without_a_trace(&place, &mut vault, &without), Code::PassphraseMissing);
    export_ca(&mut vault, &typed(Some(&right)), &Silent, NOW).unwrap();
    assert_eq!(refused_without_a_trace(&place, &mut vault, &typed(Some(&right))), Code::FileExists);
    let nowhere = place.path("no/folder.pfx");
    assert_eq!(refused_without_a_trace(&place, &mut vault, &backup_to(&nowhere, &password)), Code::FileNotFound);
}

#[test]
fn a_key_that_may_not_leave_stays_and_the_reason_is_told() {
    let (source, mut vault, _) = with_ca();
    let bytes = super::backup(&source, &mut vault, "old.pfx");
    let password = words(FILE_PASSPHRASE);
    let files = [orgkey_core::ca::CaFile { name: "old.pfx", bytes: &bytes }];
    let cases = [
        (Some("2.20"), true, Some("born-with 2.20")),
        (Some("2.0"), true, Some("born-with 2.0")),
        (Some("2.21"), true, None),
        (Some("3.3"), true, None),
        (None, true, None),
        (None, false, Some("not-exportable")),
        (Some("2.21"), false, Some("not-exportable")),
    ];
    for (born_with, exportable, reason) in cases {
        let (place, mut vault) = Place::with_vault();
        let request = ImportCa {
            files: &files,
            passphrase: Some(&password),
            name: None,
            born_with,
            exportable,
            accept_missing_mac: false,
        };
        import_ca(&mut vault, &request, &Silent, NOW).unwrap();
        let target = place.path("tree.pfx");
        let details = ca_details(&vault, None, NOW).unwrap();
        match reason {
            None => assert!(export_ca(&mut vault, &backup_to(&target, &password), &Silent, NOW).is_ok()),
            Some(reason) => {
                let told = details.export_refused.unwrap();
                assert_eq!((told.code, told.subject.as_deref()), (Code::KeyNotExportable, Some(reason)));
                let code = refused_without_a_trace(&place, &mut vault, &backup_to(&target, &password));
                assert_eq!(code, Code::KeyNotExportable);
                let public = certificate_to(&target, CertificateRole::SelfSigned, CertificateFormat::Pem);
                export_ca(&mut vault, &public, &Silent, NOW).unwrap();
            }
        }
    }
}

#[test]
fn a_backup_can_be_made_by_a_reader_of_the_vault_no_more_than_anything_else() {
    let (place, vault, _) = with_ca();
    drop(vault);
    let mut vault = place.unlock(PASSPHRASE, Access::Read).unwrap();
    let (target, password) = (place.path("tree.pfx"), words(FILE_PASSPHRASE));
    let code = refusal(export_ca(&mut vault, &backup_to(&target, &password), &Silent, NOW)).code;
    assert_eq!((code, target.exists()), (Code::VaultReadOnly, false));
}

#[test]
fn a_public_key_certificate_that_is_awaited_cannot_be_exported() {
    let (place, mut vault) = Place::with_vault();
    let (csr, target) = (place.path("tree.csr"), place.path("tree.cer"));
    let request = CreateCa { subordinate: true, request_target: Some(&csr), ..new_ca("Tree CA") };
    create_ca(&mut vault, &request, &Silent, NOW).unwrap();
    let request = certificate_to(&target, CertificateRole::PublicKey, CertificateFormat::Pem);
    assert_eq!(refused_without_a_trace(&place, &mut vault, &request), Code::CaAwaitsCertificate);
}
