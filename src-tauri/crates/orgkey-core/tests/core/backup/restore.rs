use super::{FILE, KEYPAIR, backed_up, later, to};
use crate::{
    export::{keypair_to, public_to},
    replace::request,
};
use orgkey_core::{
    KdfCost, Machine, Preset, Silent, Vault,
    backup::{RestoreBackup, RestoreReceipt, RestoredFor, create_backup, plan_restore, restore_backup},
    export_key, find_key, replace_key,
};
use orgkey_test_support::{FILE_PASSPHRASE, Held, NOW, Place, StopsAfter, WRONG_PASSPHRASE, refusal, words};
use orgkey_types::{Code, Outcome, Passphrase};
use std::{fs, path::Path};

const NEW: &str = "seven herons over marsh water";

struct Asked<'a> {
    file: &'a Path,
    keypair: &'a Path,
    passphrase: Passphrase,
    into: &'a Path,
}

impl Asked<'_> {
    fn request(&self) -> RestoreBackup<'_> {
        let Self { file, keypair, into, .. } = *self;
        RestoreBackup { file, keypair, keypair_passphrase: Some(&self.passphrase), into }
    }
}

fn restore(asked: &Asked<'_>, machine: &Machine) -> Outcome<(Vault, RestoreReceipt)> {
    let passphrase = words(NEW);
    let owner = RestoredFor { administrator: "Nina", passphrase: &passphrase, cost: KdfCost::floor(), program: "test" };
    restore_backup(&asked.request(), &owner, machine, &Silent, later(2))
}

fn nowhere() -> Machine {
    Machine::at(None)
}

#[test]
fn what_was_backed_up_comes_back_on_an_empty_machine_with_all_its_secrets() {
    for preset in [Preset::Modern, Preset::Compatible] {
        let (place, vault, made) = backed_up(preset);
        let (file, keypair, into) = (place.path(FILE), place.path(KEYPAIR), place.path("back.orgvault"));
        let asked = Asked { file: &file, keypair: &keypair, passphrase: words(FILE_PASSPHRASE), into: &into };
        let plan = plan_restore(&asked.request(), &nowhere(), &Silent, later(2)).unwrap();
        assert_eq!((&plan.manifest, into.exists()), (&made.manifest, false));
        let (restored, receipt) = restore(&asked, &nowhere()).unwrap();
        assert_eq!((receipt.manifest, receipt.later_changes), (made.manifest, 0));
        assert_eq!((restored.administrator(), restored.id()), ("Nina", vault.id()));
        assert!(restored.notices().is_empty(), "{:?}", restored.notices());
        assert!(Held::in_vault(&restored, NOW).same_secrets(&Held::in_vault(&vault, NOW)));
        assert_eq!(Held::last_entries(&restored, 1), ["restore-vault event"]);
        let locked = restored.lock();
        let names: Vec<String> = locked.slots().into_iter().map(|slot| slot.administrator).collect();
        assert_eq!(names, ["Nina"], "the administrators of then are added again by hand");
    }
}

#[test]
fn a_restored_vault_makes_backups_and_exports_again() {
    let (place, _, _) = backed_up(Preset::Modern);
    let (file, keypair, into) = (place.path(FILE), place.path(KEYPAIR), place.path("back.orgvault"));
    let asked = Asked { file: &file, keypair: &keypair, passphrase: words(FILE_PASSPHRASE), into: &into };
    let (mut restored, _) = restore(&asked, &nowhere()).unwrap();
    create_backup(&mut restored, &to(&place.path("second"), Preset::Modern), &Silent, later(3)).unwrap();
    export_key(&mut restored, &keypair_to(&place.path("again.asc"), &words(FILE_PASSPHRASE)), &Silent, later(3))
        .unwrap();
}

#[test]
fn a_machine_that_has_seen_more_says_how_much_is_missing() {
    let (place, vault, made) = backed_up(Preset::Modern);
    let machine = Machine::at(Some(&place.path("state")));
    machine.saw(vault.id(), made.manifest.counter + 7);
    let (file, keypair, into) = (place.path(FILE), place.path(KEYPAIR), place.path("back.orgvault"));
    let asked = Asked { file: &file, keypair: &keypair, passphrase: words(FILE_PASSPHRASE), into: &into };
    assert_eq!(plan_restore(&asked.request(), &machine, &Silent, NOW).unwrap().later_changes, 7);
    assert_eq!(restore(&asked, &machine).unwrap().1.later_changes, 7);
}

#[test]
fn a_restore_is_refused_with_its_reason_and_leaves_nothing() {
    let (place, mut vault, _) = backed_up(Preset::Modern);
    export_key(&mut vault, &public_to(&place.path("public.asc")), &Silent, NOW).unwrap();
    let (_other_place, other, _) = Place::with_key();
    let stranger = place.path("stranger.asc");
    let mut other = other;
    export_key(&mut other, &keypair_to(&stranger, &words(FILE_PASSPHRASE)), &Silent, NOW).unwrap();
    let whole = fs::read(place.path(FILE)).unwrap();
    fs::write(place.path("cut"), &whole[..whole.len() / 2]).unwrap();
    fs::write(place.path("text"), "no backup").unwrap();
    let newer = String::from_utf8(whole).unwrap().replacen("server backup 1", "server backup 2", 1);
    fs::write(place.path("newer"), &newer).unwrap();
    fs::write(
        place.path("renamed"),
        newer.replacen("server backup 2", "server backup 1", 1).replacen("Example", "Exemple", 1),
    )
    .unwrap();
    fs::create_dir(place.path("full")).unwrap();
    fs::write(place.path("full/file"), "").unwrap();
    let cases = [
        (FILE, KEYPAIR, WRONG_PASSPHRASE, "back.orgvault", Code::WrongPassphrase),
        (FILE, "public.asc", FILE_PASSPHRASE, "back.orgvault", Code::PublicOnly),
        (FILE, "stranger.asc", FILE_PASSPHRASE, "back.orgvault", Code::MessageForAnotherKey),
        ("cut", KEYPAIR, FILE_PASSPHRASE, "back.orgvault", Code::MessageDamaged),
        ("text", KEYPAIR, FILE_PASSPHRASE, "back.orgvault", Code::NotABackup),
        (KEYPAIR, KEYPAIR, FILE_PASSPHRASE, "back.orgvault", Code::NotABackup),
        ("newer", KEYPAIR, FILE_PASSPHRASE, "back.orgvault", Code::BackupNewer),
        ("renamed", KEYPAIR, FILE_PASSPHRASE, "back.orgvault", Code::BackupDamaged),
        ("missing", KEYPAIR, FILE_PASSPHRASE, "back.orgvault", Code::FileNotFound),
        (FILE, KEYPAIR, FILE_PASSPHRASE, "full", Code::VaultExists),
        (FILE, KEYPAIR, FILE_PASSPHRASE, "no/where", Code::FileNotFound),
    ];
    let names = place.names();
    for (file, keypair, passphrase, into, code) in cases {
        let (file, keypair, into) = (place.path(file), place.path(keypair), place.path(into));
        let asked = Asked { file: &file, keypair: &keypair, passphrase: words(passphrase), into: &into };
        let failure = refusal(restore(&asked, &nowhere()));
        assert_eq!((failure.code, place.names()), (code, names.clone()), "{failure}");
    }
}

#[test]
fn whoever_stops_a_restore_leaves_nothing() {
    let (place, _, _) = backed_up(Preset::Modern);
    let (file, keypair, into) = (place.path(FILE), place.path(KEYPAIR), place.path("back.orgvault"));
    let asked = Asked { file: &file, keypair: &keypair, passphrase: words(FILE_PASSPHRASE), into: &into };
    let names = place.names();
    for stages in 0..3 {
        let passphrase = words(NEW);
        let (administrator, cost) = ("Nina", KdfCost::floor());
        let owner = RestoredFor { administrator, passphrase: &passphrase, cost, program: "test" };
        let stopped = restore_backup(&asked.request(), &owner, &nowhere(), &StopsAfter::stages(stages), NOW);
        assert_eq!((refusal(stopped).code, place.names()), (Code::Cancelled, names.clone()), "{stages}");
    }
}

/// Four backups with a replaced key between each, restored by a machine whose clock is behind the last of them.
#[test]
fn each_backup_of_a_chain_of_replaced_keys_comes_back_as_its_plan_said() {
    let (place, mut vault, _) = Place::with_key();
    let mut made = Vec::new();
    for link in 0..4 {
        let (keypair, file) = (place.path(&format!("key-{link}.asc")), place.path(&format!("backup-{link}")));
        export_key(&mut vault, &keypair_to(&keypair, &words(FILE_PASSPHRASE)), &Silent, later(link)).unwrap();
        made.push((create_backup(&mut vault, &to(&file, Preset::Modern), &Silent, later(link)).unwrap(), keypair));
        replace_key(&mut vault, &request(), &Silent, later(link)).unwrap();
    }
    for (link, (receipt, keypair)) in made.iter().enumerate() {
        let into = place.path(&format!("back-{link}.orgvault"));
        let passphrase = words(FILE_PASSPHRASE);
        let asked = Asked { file: &receipt.file.path, keypair, passphrase, into: &into };
        let (restored, told) = restore(&asked, &nowhere()).unwrap();
        assert_eq!(told.manifest, receipt.manifest);
        let active = find_key(&restored, None, later(20)).unwrap().stored;
        assert_eq!(
            (active.generation, active.summary.fingerprint),
            (link as u64 + 1, receipt.manifest.header.fingerprint.clone())
        );
    }
}
