//! A user's certificate and key for mail programs.

use super::{add, made_elsewhere};
use crate::{ca::openssl, org_cert::with_org_cert};
use orgkey_core::{
    Reauthentication, Silent, Vault,
    ca::{CaProofMeans, FileEntryKind, Preset},
    user::{ExportUserBundle, ImportUsers, KeyModeExport, export_user_bundle, import_users, plan_user_bundle},
};
use orgkey_test_support::{FILE_PASSPHRASE, NOW, Place, WRONG_PASSPHRASE, refusal, words};
use orgkey_types::{Code, KeyMode, Passphrase};
use std::{fs, path::Path};

fn ask<'a>(target: &'a Path, password: Option<&'a Passphrase>) -> ExportUserBundle<'a> {
    ExportUserBundle {
        email: "ada@example.org",
        preset: Preset::Modern,
        password,
        reauthentication: Reauthentication::JustUnlocked,
        target,
        overwrite: false,
    }
}

fn with_ada() -> (Place, Vault) {
    let (place, mut vault) = with_org_cert();
    add(&mut vault, "ada@example.org", "Ada", NOW);
    (place, vault)
}

#[test]
fn certificate_key_and_chain_leave_proven_and_openssl_opens_them() {
    let (place, mut vault) = with_ada();
    let (target, password) = (place.path("ada.p12"), words(FILE_PASSPHRASE));
    let plan = plan_user_bundle(&vault, &ask(&target, None), NOW).unwrap();
    assert!(plan.refusal.is_none());
    let receipt = export_user_bundle(&mut vault, &ask(&target, Some(&password)), &Silent, NOW).unwrap();
    let kinds: Vec<_> = receipt.contents.iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, [FileEntryKind::PrivateKey, FileEntryKind::Issued, FileEntryKind::Chain]);
    let means: Vec<_> = receipt.proof.iter().map(|step| step.means).collect();
    assert_eq!(means, [CaProofMeans::Opened, CaProofMeans::SignatureVerified, CaProofMeans::ChainVerified]);
    let (file, secret) = (target.display().to_string(), format!("pass:{FILE_PASSPHRASE}"));
    let shown = openssl(&["pkcs12", "-in", &file, "-passin", &secret, "-nodes"]);
    let text = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert_eq!((text.matches("BEGIN CERTIFICATE").count(), text.matches("PRIVATE KEY-----\n").count()), (2, 2));
}

#[test]
fn what_may_not_leave_is_refused_and_no_file_appears() {
    let (place, mut vault) = with_ada();
    let eve = place.path("eve.pgp");
    fs::write(&eve, made_elsewhere("Eve <eve@example.org>").public()).unwrap();
    import_users(&mut vault, &ImportUsers { path: &eve, mode: None, passphrase: None }, &Silent, NOW).unwrap();
    let (target, good, weak) = (place.path("ada.p12"), words(FILE_PASSPHRASE), words("12345"));
    let wrong = words(WRONG_PASSPHRASE);
    let typed = Reauthentication::Typed(Some(&wrong));
    let cases = [
        (ExportUserBundle { email: "nobody@example.org", ..ask(&target, Some(&good)) }, Code::UserNotFound),
        (ExportUserBundle { email: "eve@example.org", ..ask(&target, Some(&good)) }, Code::UserCertificateMissing),
        (ask(&target, None), Code::PassphraseMissing),
        (ask(&target, Some(&weak)), Code::PassphraseWeak),
        (ExportUserBundle { reauthentication: typed, ..ask(&target, Some(&good)) }, Code::WrongPassphrase),
        (ask(&eve, Some(&good)), Code::FileExists),
    ];
    for (request, code) in cases {
        assert_eq!(refusal(export_user_bundle(&mut vault, &request, &Silent, NOW)).code, code);
    }
    assert!(!target.exists());
}

#[test]
fn only_of_users_in_server_key_mode_the_vault_holds_every_key() {
    let whole: Vec<KeyMode> =
        KeyModeExport::ALL.iter().filter(|row| row.keypair && row.bundle).map(|row| row.mode).collect();
    assert_eq!(whole, [KeyMode::Skm]);
    assert!(KeyModeExport::ALL.iter().all(|row| row.public_key));
}
