use super::{add, made_elsewhere};
use orgkey_core::{
    Preset, Reauthentication, Silent, Vault,
    user::{
        ExportAllUsers, ExportUser, ImportUsers, delete_user, export_all_users, export_user, import_users, user_details,
    },
};
use orgkey_openpgp::{Keyring, inspect, unlock};
use orgkey_test_support::{DAY, FILE_PASSPHRASE, NOW, Place, WRONG_PASSPHRASE, refusal, words};
use orgkey_types::{Code, Passphrase};
use std::{fs, path::Path};

fn request<'a>(target: &'a Path, part: orgkey_core::ExportPart, passphrase: Option<&'a Passphrase>) -> ExportUser<'a> {
    ExportUser {
        email: "ada@example.org",
        part,
        preset: Preset::Compatible,
        passphrase,
        reauthentication: Reauthentication::JustUnlocked,
        target,
        overwrite: false,
    }
}

fn with_ada() -> (Place, Vault) {
    let (place, mut vault, _) = Place::with_key();
    add(&mut vault, "ada@example.org", "Ada", NOW);
    (place, vault)
}

#[test]
fn a_public_key_leaves_with_its_certification_while_that_lives() {
    let (place, mut vault) = with_ada();
    let stored = user_details(&vault, "ada@example.org", NOW).unwrap().stored_key;
    let signature = stored.certification.unwrap().signature;
    for (day, expected) in [(0, signature.len()), (15, 0)] {
        let target = place.path(&format!("{day}.asc"));
        let ask = request(&target, orgkey_core::ExportPart::Public, None);
        let receipt = export_user(&mut vault, &ask, &Silent, NOW.plus_seconds(day * DAY)).unwrap();
        let file = fs::read(&target).unwrap();
        assert_eq!(receipt.file.bytes, file.len() as u64);
        let found = inspect(&file, NOW).unwrap().keys.remove(0);
        assert_eq!(found.public().len() - stored.public.len(), expected, "day {day}");
    }
}

#[test]
fn a_keypair_leaves_proven_and_opens_with_its_passphrase_only() {
    let (place, mut vault) = with_ada();
    let (target, passphrase) = (place.path("ada.asc"), words(FILE_PASSPHRASE));
    let receipt =
        export_user(&mut vault, &request(&target, orgkey_core::ExportPart::Keypair, Some(&passphrase)), &Silent, NOW)
            .unwrap();
    assert_eq!(receipt.proof.len(), 2, "primary key and subkey");
    let open = |words: &Passphrase| {
        unlock(inspect(&fs::read(&target).unwrap(), NOW).unwrap().keys.remove(0), Some(words), NOW)
    };
    assert_eq!(open(&words(WRONG_PASSPHRASE)).err().map(|failure| failure.code), Some(Code::WrongPassphrase));
    let row = user_details(&vault, "ada@example.org", NOW).unwrap().user.stored;
    assert_eq!(open(&passphrase).unwrap().secrets().expose(), vault.user_secrets(&row).unwrap().expose());
}

#[test]
fn what_may_not_leave_is_refused_and_no_file_appears() {
    let (place, mut vault) = with_ada();
    let bob = place.path("bob.pgp");
    fs::write(&bob, made_elsewhere("Bob <bob@example.org>").public()).unwrap();
    import_users(&mut vault, &ImportUsers { path: &bob, mode: None, passphrase: None }, &Silent, NOW).unwrap();
    let (target, good, weak) = (place.path("out.asc"), words(FILE_PASSPHRASE), words("12345"));
    let wrong = words(WRONG_PASSPHRASE);
    let (keypair, entries) = (orgkey_core::ExportPart::Keypair, vault.audit_count().unwrap());
    let ask = |passphrase| request(&target, keypair, passphrase);
    let typed = Reauthentication::Typed(Some(&wrong));
    let cases = [
        (ExportUser { email: "nobody@example.org", ..ask(Some(&good)) }, Code::UserNotFound),
        (ExportUser { email: "bob@example.org", ..ask(Some(&good)) }, Code::UserKeyElsewhere),
        (ask(None), Code::PassphraseMissing),
        (ask(Some(&weak)), Code::PassphraseWeak),
        (ExportUser { reauthentication: typed, ..ask(Some(&good)) }, Code::WrongPassphrase),
        (ExportUser { target: &bob, ..ask(Some(&good)) }, Code::FileExists),
    ];
    for (ask, code) in cases {
        assert_eq!(refusal(export_user(&mut vault, &ask, &Silent, NOW)).code, code);
    }
    assert!(!target.exists());
    assert_eq!(vault.audit_count().unwrap(), entries);
}

#[test]
fn all_public_keys_leave_in_one_file_without_those_of_deleted_users() {
    let (place, mut vault) = with_ada();
    add(&mut vault, "bob@example.org", "Bob", NOW);
    add(&mut vault, "cyd@example.org", "Cyd", NOW);
    delete_user(&mut vault, "bob@example.org", "bob@example.org", NOW).unwrap();
    for name in ["all.pgp", "all.asc"] {
        let target = place.path(name);
        let ask = ExportAllUsers { target: &target, overwrite: false };
        assert_eq!(export_all_users(&mut vault, &ask, &Silent, NOW).unwrap().keys, 2);
        let file = fs::read(&target).unwrap();
        let keys: Vec<_> = Keyring::new(&file[..]).unwrap().collect::<Result<_, _>>().unwrap();
        let names: Vec<_> =
            keys.iter().map(|key| inspect(key.expose(), NOW).unwrap().keys[0].summary.user_ids[0].clone()).collect();
        assert_eq!(names, ["Ada <ada@example.org>", "Cyd <cyd@example.org>"], "{name}");
        assert_eq!(refusal(export_all_users(&mut vault, &ask, &Silent, NOW)).code, Code::FileExists);
    }
}
