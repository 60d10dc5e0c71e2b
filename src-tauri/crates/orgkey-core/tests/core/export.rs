//! Export: what leaves the vault, what is refused, and what the receipt and the register say.

use orgkey_core::{
    Access, ExportKey, ExportPart, Preset, ProofMeans, Reauthentication, Silent, Stage, Vault, backup_register,
    export_key, find_key, inspect_file, plan_export,
};
use orgkey_test_support::{
    FILE_PASSPHRASE, Held, NOW, PASSPHRASE, Place, StopsAfter, WRONG_PASSPHRASE, refusal, words,
};
use orgkey_types::{Code, Outcome, Passphrase};
use std::path::Path;

pub fn keypair_to<'a>(target: &'a Path, passphrase: &'a Passphrase) -> ExportKey<'a> {
    ExportKey {
        key: None,
        part: ExportPart::Keypair,
        preset: Preset::Modern,
        passphrase: Some(passphrase),
        reauthentication: Reauthentication::JustUnlocked,
        target,
        overwrite: false,
    }
}

pub fn public_to(target: &Path) -> ExportKey<'_> {
    ExportKey {
        key: None,
        part: ExportPart::Public,
        preset: Preset::Modern,
        passphrase: None,
        reauthentication: Reauthentication::JustUnlocked,
        target,
        overwrite: false,
    }
}

fn sha256(file: &Path) -> String {
    inspect_file(file, NOW).unwrap().sha256
}

#[test]
fn both_presets_are_proven_and_receipt_register_file_and_log_agree() {
    for preset in [Preset::Modern, Preset::Compatible] {
        let (place, mut vault, key) = Place::with_key();
        let (target, passphrase) = (place.path("org-key.asc"), words(FILE_PASSPHRASE));
        let request = ExportKey { preset, ..keypair_to(&target, &passphrase) };
        let watcher = StopsAfter::never();
        let receipt = export_key(&mut vault, &request, &watcher, NOW).unwrap();
        assert_eq!(
            (receipt.file.path.as_path(), &receipt.fingerprint),
            (target.as_path(), &key.stored.summary.fingerprint)
        );
        assert_eq!(receipt.file.bytes, std::fs::metadata(&target).unwrap().len());
        assert_eq!(receipt.file.sha256, sha256(&target));
        let means: Vec<_> = receipt.proof.iter().map(|proven| proven.means).collect();
        assert_eq!(means, [ProofMeans::MessageDecrypted, ProofMeans::SignatureVerified]);
        assert_eq!(receipt.audit_head, vault.audit_head().unwrap());
        let copy = backup_register(&vault, None).unwrap().remove(0);
        assert_eq!((copy.stored.sha256, copy.stored.bytes), (receipt.file.sha256, receipt.file.bytes));
        assert_eq!((copy.stored.kind.as_str(), copy.stored.preset.as_str()), ("keypair", preset.name()));
        assert_eq!(
            (copy.stored.file_name.as_str(), Path::new(&copy.stored.place)),
            ("org-key.asc", target.parent().unwrap())
        );
        assert_eq!(
            (copy.stored.made_by.as_str(), copy.stored.proven_at, copy.proof),
            ("alice", Some(NOW), receipt.proof)
        );
        assert_eq!(Held::last_entries(&vault, 2), ["export-keypair intent", "export-keypair settled done"]);
        assert_eq!(watcher.begun().len(), 8);
        assert_eq!(watcher.begun().last(), Some(&Stage::Registering));
    }
}

#[test]
fn a_public_export_is_registered_but_is_no_backup() {
    let (place, mut vault, _) = Place::with_key();
    let target = place.path("public.asc");
    let receipt = export_key(&mut vault, &public_to(&target), &Silent, NOW).unwrap();
    assert!(receipt.proof.is_empty() && receipt.preset.is_none());
    assert!(std::fs::read_to_string(&target).unwrap().starts_with("-----BEGIN PGP PUBLIC KEY BLOCK-----"));
    let copy = backup_register(&vault, None).unwrap().remove(0);
    assert_eq!((copy.stored.kind.as_str(), copy.stored.preset.as_str()), ("public", "none"));
    assert_eq!(find_key(&vault, None, NOW).unwrap().coverage.copies, 0);
    assert_eq!(Held::last_entries(&vault, 2), ["export-public-key intent", "export-public-key settled done"]);
}

#[test]
fn the_plan_tells_what_would_be_replaced_and_writes_nothing() {
    let (place, mut vault, key) = Place::with_key();
    let (target, passphrase) = (place.path("org-key.asc"), words(FILE_PASSPHRASE));
    let entries = vault.audit_count().unwrap();
    let plan = plan_export(&vault, &keypair_to(&target, &passphrase), NOW).unwrap();
    assert_eq!((plan.key.stored, plan.replaces, plan.preset), (key.stored, false, Some(Preset::Modern)));
    assert!(!target.exists() && vault.audit_count().unwrap() == entries);
    export_key(&mut vault, &keypair_to(&target, &passphrase), &Silent, NOW).unwrap();
    let first = sha256(&target);
    let again = ExportKey { overwrite: true, ..keypair_to(&target, &passphrase) };
    assert!(plan_export(&vault, &again, NOW).unwrap().replaces);
    let second = export_key(&mut vault, &again, &Silent, NOW).unwrap();
    assert_ne!(second.file.sha256, first);
    assert_eq!(sha256(&target), second.file.sha256);
    // The first one is gone: another file stands in its place.
    assert_eq!(find_key(&vault, None, NOW).unwrap().coverage.copies, 1);
    let listed: Vec<_> = vault.backups(None).unwrap().into_iter().map(|copy| copy.sha256).collect();
    assert_eq!(listed, [second.file.sha256]);
}

/// Tries it and compares: nothing in the vault but at most a failed attempt in its log, and nothing beside it.
#[track_caller]
fn refused_without_a_trace(place: &Place, vault: &mut Vault, request: &ExportKey<'_>) -> Code {
    let (held, names) = (Held::in_vault(vault, NOW), place.names());
    let code = refusal(export_key(vault, request, &Silent, NOW)).code;
    assert_eq!((Held::in_vault(vault, NOW), place.names()), (held, names), "{code:?}");
    let last = Held::last_entries(vault, 1).remove(0);
    assert!(!last.contains("intent"), "{code:?} left {last}");
    code
}

#[test]
fn passphrases_that_are_wrong_weak_or_missing_are_refused() {
    let (place, mut vault, _) = Place::with_key();
    let target = place.path("org-key.asc");
    let (good, weak, own, wrong) = (words(FILE_PASSPHRASE), words("12345"), words(PASSPHRASE), words(WRONG_PASSPHRASE));
    let base = keypair_to(&target, &good);
    let entries = vault.audit_count().unwrap();
    let cases = [
        (Some(&weak), Reauthentication::JustUnlocked, Code::PassphraseWeak),
        (None, Reauthentication::JustUnlocked, Code::PassphraseMissing),
        (Some(&good), Reauthentication::Typed(None), Code::PassphraseMissing),
        (Some(&good), Reauthentication::Typed(Some(&wrong)), Code::WrongPassphrase),
        (Some(&good), Reauthentication::Typed(Some(&good)), Code::WrongPassphrase),
    ];
    for (passphrase, reauthentication, code) in cases {
        let request = ExportKey { passphrase, reauthentication, ..keypair_to(&target, &good) };
        assert_eq!(refused_without_a_trace(&place, &mut vault, &request), code);
    }
    assert_eq!(vault.audit_count().unwrap(), entries, "nothing had begun");
    export_key(&mut vault, &ExportKey { reauthentication: Reauthentication::Typed(Some(&own)), ..base }, &Silent, NOW)
        .unwrap();
}

#[test]
fn targets_that_cannot_be_are_refused_and_stay_as_they_are() {
    let (place, mut vault, _) = Place::with_key();
    let passphrase = words(FILE_PASSPHRASE);
    let (taken, folder, link, nowhere) =
        (place.path("taken"), place.path("folder"), place.path("link"), place.path("no/where"));
    std::fs::write(&taken, "mine").unwrap();
    std::fs::create_dir(&folder).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&taken, &link).unwrap();
    let cases = [
        (&taken, false, Code::FileExists),
        (&folder, true, Code::NotAFile),
        #[cfg(unix)]
        (&link, true, Code::NotAFile),
        (&nowhere, false, Code::FileNotFound),
        (&nowhere, true, Code::FileNotFound),
    ];
    for (target, overwrite, code) in cases {
        let keypair = ExportKey { overwrite, ..keypair_to(target, &passphrase) };
        assert_eq!(refusal(plan_export(&vault, &keypair, NOW)).code, code, "the plan says so already: {target:?}");
        assert_eq!(refused_without_a_trace(&place, &mut vault, &keypair), code, "{target:?}");
        let public = ExportKey { overwrite, ..public_to(target) };
        assert_eq!(refused_without_a_trace(&place, &mut vault, &public), code, "{target:?}");
    }
    assert_eq!(std::fs::read(&taken).unwrap(), b"mine");
}

#[test]
fn nothing_is_exported_into_the_folder_of_a_vault() {
    let (place, mut vault, _) = Place::with_key();
    let other = place.path("other.orgvault");
    std::fs::create_dir(&other).unwrap();
    for name in ["keyslots.json", "writer.lock"] {
        std::fs::write(other.join(name), "of a vault whose database is lost").unwrap();
    }
    std::os::unix::fs::symlink(place.vault(), place.path("way")).unwrap();
    let passphrase = words(FILE_PASSPHRASE);
    let names = ["vault.db", "keyslots.json", "writer.lock", "x.asc", "generations/x.asc"];
    let mut targets: Vec<_> = names.iter().map(|name| place.vault().join(name)).collect();
    targets.extend([other.join("keyslots.json"), place.path("way/vault.db"), place.path("way/../way/x.asc")]);
    for target in &targets {
        let before = std::fs::read(target).ok();
        for request in [keypair_to(target, &passphrase), public_to(target)] {
            let request = ExportKey { overwrite: true, ..request };
            assert_eq!(refused_without_a_trace(&place, &mut vault, &request), Code::TargetInVault, "{target:?}");
        }
        assert_eq!(std::fs::read(target).ok(), before, "{target:?}");
    }
    export_key(&mut vault, &public_to(&place.path("beside.asc")), &Silent, NOW).unwrap();
}

#[test]
fn keys_that_are_not_there_and_vaults_that_are_only_read_export_nothing() {
    let passphrase = words(FILE_PASSPHRASE);
    let (place, mut vault) = Place::with_vault();
    let target = place.path("org-key.asc");
    let code = |outcome: Outcome<_>| refusal(outcome).code;
    assert_eq!(
        code(export_key(&mut vault, &keypair_to(&target, &passphrase), &Silent, NOW)),
        Code::OrganizationKeyMissing
    );
    drop((place, vault));
    let (place, mut vault, _) = Place::with_key();
    let target = place.path("org-key.asc");
    let other = ExportKey { key: Some("7"), ..keypair_to(&target, &passphrase) };
    assert_eq!(refused_without_a_trace(&place, &mut vault, &other), Code::KeyNotFound);
    drop(vault);
    let mut reader = place.unlock(PASSPHRASE, Access::Read).unwrap();
    assert_eq!(refused_without_a_trace(&place, &mut reader, &keypair_to(&target, &passphrase)), Code::VaultReadOnly);
    assert_eq!(refused_without_a_trace(&place, &mut reader, &public_to(&target)), Code::VaultReadOnly);
}

#[test]
fn stopped_after_any_stage_there_is_no_file_and_the_log_says_so() {
    let cases = [(ExportPart::Keypair, 4, "export-keypair"), (ExportPart::Public, 3, "export-public-key")];
    let passphrase = words(FILE_PASSPHRASE);
    for (part, stages, action) in cases {
        for stage in 0..stages {
            let (place, mut vault, _) = Place::with_key();
            let target = place.path("org-key.asc");
            let (held, names) = (Held::in_vault(&vault, NOW), place.names());
            let request = ExportKey { part, ..keypair_to(&target, &passphrase) };
            let stopped = export_key(&mut vault, &request, &StopsAfter::stages(stage), NOW);
            assert_eq!(refusal(stopped).code, Code::Cancelled, "{action} after {stage}");
            assert_eq!((Held::in_vault(&vault, NOW), place.names()), (held, names), "{action} after {stage}");
            let entries = [format!("{action} intent"), format!("{action} settled failed cancelled")];
            assert_eq!(Held::last_entries(&vault, 2), entries, "after {stage}");
        }
    }
}

#[test]
fn a_stop_that_comes_during_the_proof_is_too_late_and_the_export_is_whole() {
    let (place, mut vault, _) = Place::with_key();
    let (target, passphrase) = (place.path("org-key.asc"), words(FILE_PASSPHRASE));
    let receipt = export_key(&mut vault, &keypair_to(&target, &passphrase), &StopsAfter::stages(5), NOW).unwrap();
    assert_eq!((receipt.proof.len(), receipt.file.sha256), (2, sha256(&target)));
}
