//! Import into an empty vault: what is stored, and what stays as it was when the administrator stops or mistypes.

use crate::export::keypair_to;
use base64::{Engine, engine::general_purpose::STANDARD};
use orgkey_core::{
    Access, ExportKey, ImportKey, ImportReceipt, KeyState, Preset, Relation, Silent, Stage, Vault, export_key,
    import_key, plan_import,
};
use orgkey_test_support::{
    FILE_PASSPHRASE, FIXTURE_PASSPHRASE, Held, NOW, PASSPHRASE, Place, StopsAfter, WRONG_PASSPHRASE, fixture, refusal,
    words,
};
use orgkey_types::{Code, Passphrase, Timestamp};

pub fn file_of<'a>(file: &'a [u8], passphrase: Option<&'a Passphrase>) -> ImportKey<'a> {
    ImportKey {
        file,
        file_name: "org-key.asc",
        passphrase,
        fingerprint: None,
        accept_expired: false,
        accept_revoked: false,
        renew_self_signatures: false,
    }
}

/// Imports a file that is protected like the fixtures, or not at all.
#[track_caller]
pub fn bring_in(vault: &mut Vault, file: &[u8], now: Timestamp) -> ImportReceipt {
    import_key(vault, &file_of(file, Some(&words(FIXTURE_PASSPHRASE))), &Silent, now)
        .unwrap_or_else(|failure| panic!("{failure}"))
}

/// The bytes inside of ASCII armor.
pub fn without_armor(armored: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(armored).unwrap();
    let lines = text.lines().skip_while(|line| !line.is_empty()).skip(1);
    let body: String = lines.take_while(|line| !line.starts_with('=') && !line.starts_with('-')).collect();
    STANDARD.decode(body).unwrap()
}

/// Our own keypair file.
pub fn exported(place: &Place, vault: &mut Vault, preset: Preset) -> Vec<u8> {
    let target = place.path(&format!("{}.asc", preset.name()));
    export_key(
        vault,
        &ExportKey { preset, overwrite: true, ..keypair_to(&target, &words(FILE_PASSPHRASE)) },
        &Silent,
        NOW,
    )
    .unwrap();
    std::fs::read(target).unwrap()
}

#[test]
fn our_own_exports_come_back_whole_from_both_presets_armored_and_binary() {
    let (place, mut vault, key) = Place::with_key();
    let secret = Held::in_vault(&vault, NOW);
    for preset in [Preset::Modern, Preset::Compatible] {
        let armored = exported(&place, &mut vault, preset);
        for file in [armored.clone(), without_armor(&armored)] {
            let (_other, mut second) = Place::with_vault();
            let passphrase = words(FILE_PASSPHRASE);
            let request = file_of(&file, Some(&passphrase));
            let plan = plan_import(&second, &request, NOW).unwrap();
            assert_eq!((plan.relation, plan.refusal, plan.added_packets), (Relation::New, None, 0));
            let watcher = StopsAfter::never();
            let receipt = import_key(&mut second, &request, &watcher, NOW).unwrap();
            let stored = &receipt.key.stored;
            assert_eq!((receipt.relation, receipt.key.state), (Relation::New, KeyState::Active));
            assert_eq!((&stored.public, &stored.summary), (&key.stored.public, &key.stored.summary));
            assert_eq!((stored.origin.as_str(), stored.expiry_rule.as_str()), ("imported", "1y"));
            assert!(stored.has_secrets && Held::in_vault(&second, NOW).same_secrets(&secret));
            assert_eq!(watcher.begun(), [Stage::Opening, Stage::Comparing, Stage::Storing]);
            assert_eq!(Held::last_entries(&second, 2), ["import-keypair intent", "import-keypair settled done"]);
            assert_eq!(receipt.audit_head, second.audit_head().unwrap());
        }
    }
}

#[test]
fn a_wrong_or_missing_passphrase_stores_nothing() {
    let (place, mut vault, _) = Place::with_key();
    let (wrong, right) = (words(WRONG_PASSPHRASE), words(FILE_PASSPHRASE));
    for preset in [Preset::Modern, Preset::Compatible] {
        let file = exported(&place, &mut vault, preset);
        for (passphrase, code) in [(Some(&wrong), Code::WrongPassphrase), (None, Code::PassphraseMissing)] {
            let (_other, mut second) = Place::with_vault();
            let held = Held::in_vault(&second, NOW);
            assert_eq!(refusal(import_key(&mut second, &file_of(&file, passphrase), &Silent, NOW)).code, code);
            assert_eq!(Held::in_vault(&second, NOW), held);
            let entries =
                ["import-keypair intent".to_owned(), format!("import-keypair settled failed {}", code.name())];
            assert_eq!(Held::last_entries(&second, 2), entries);
            import_key(&mut second, &file_of(&file, Some(&right)), &Silent, NOW).unwrap();
        }
    }
}

#[test]
fn the_preview_tries_a_passphrase_that_it_is_given_and_writes_nothing() {
    let (_place, vault) = Place::with_vault();
    let (file, right, wrong) = (fixture("rsa2048.asc"), words(FIXTURE_PASSPHRASE), words(WRONG_PASSPHRASE));
    let entries = vault.audit_count().unwrap();
    for (passphrase, code) in [(None, None), (Some(&right), None), (Some(&wrong), Some(Code::WrongPassphrase))] {
        let planned = plan_import(&vault, &file_of(&file, passphrase), NOW);
        assert_eq!(planned.err().map(|failure| failure.code), code);
    }
    assert_eq!(vault.audit_count().unwrap(), entries);
}

#[test]
fn stopped_after_any_stage_nothing_is_stored_and_the_log_says_so() {
    let cases = [("rsa2048.asc", false, 3), ("sha1.asc", true, 4)];
    for (name, renew_self_signatures, stages) in cases {
        for stage in 0..stages {
            let (place, mut vault) = Place::with_vault();
            let held = Held::in_vault(&vault, NOW);
            let (file, passphrase) = (fixture(name), words(FIXTURE_PASSPHRASE));
            let request = ImportKey { renew_self_signatures, ..file_of(&file, Some(&passphrase)) };
            let stopped = import_key(&mut vault, &request, &StopsAfter::stages(stage), NOW);
            assert_eq!(refusal(stopped).code, Code::Cancelled, "{name} after {stage}");
            let vault = place.reopen(vault);
            assert_eq!(Held::in_vault(&vault, NOW), held, "{name} after {stage}");
            let entries = ["import-keypair intent", "import-keypair settled failed cancelled", "unlock event"];
            assert_eq!(Held::last_entries(&vault, 3), entries, "{name} after {stage}");
        }
    }
}

#[test]
fn a_vault_that_is_open_for_reading_shows_the_plan_and_takes_nothing() {
    let (place, vault) = Place::with_vault();
    drop(vault);
    let mut reader = place.unlock(PASSPHRASE, Access::Read).unwrap();
    let (file, passphrase) = (fixture("rsa2048.asc"), words(FIXTURE_PASSPHRASE));
    let request = file_of(&file, Some(&passphrase));
    assert_eq!(plan_import(&reader, &request, NOW).unwrap().refusal, None);
    assert_eq!(refusal(import_key(&mut reader, &request, &Silent, NOW)).code, Code::VaultReadOnly);
}
