use crate::support::{NOW, Place, names, refusal, words};
use orgkey_types::Code;
use orgkey_vault::{KdfCost, NewVault};
use std::fs;

#[test]
fn a_new_vault_says_whose_it_is_and_passes_its_own_check() {
    let place = Place::empty();
    let vault = place.create().unwrap();
    let organization = vault.organization().unwrap();
    assert_eq!((organization.name.as_str(), organization.language.as_str()), ("Example Org", "en"));
    assert_eq!(organization.domains, ["example.org", "example.com"]);
    assert_eq!((vault.administrator(), vault.role()), ("Ada", "Supervisor"));
    assert!(vault.writable() && vault.rights() == orgkey_types::Rights::all() && vault.notices().is_empty());
    assert_eq!(vault.counter().unwrap(), 1);
    let report = vault.check().unwrap();
    assert!(report.items.iter().all(|item| item.state == orgkey_vault::CheckState::Ok), "{report:?}");
    assert_eq!(report.items.len(), 10);
}

#[test]
fn nobody_else_can_read_a_file_of_the_vault() {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        rustix::process::umask(rustix::fs::Mode::empty());
        let place = Place::empty();
        let mut vault = place.create().unwrap();
        vault.set_setting("colour", "dark", NOW).unwrap();
        vault.take_generation("test", NOW).unwrap();
        let mut folders = vec![place.folder.clone()];
        let mut seen = 0;
        while let Some(folder) = folders.pop() {
            assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700, "{}", folder.display());
            for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                } else {
                    seen += 1;
                    assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", entry.path());
                }
            }
        }
        assert!(seen >= 8, "database, log, index, slots, lock, card, and a generation: {seen}");
    }
}

#[test]
fn a_folder_with_anything_in_it_is_not_taken_and_an_empty_one_is() {
    let place = Place::empty();
    fs::create_dir(&place.folder).unwrap();
    place.create().unwrap().lock();
    assert_eq!(refusal(place.create()).code, Code::VaultExists);
    let other = Place::empty();
    fs::create_dir(&other.folder).unwrap();
    fs::write(other.file("letter.txt"), "mine").unwrap();
    assert_eq!(refusal(other.create()).code, Code::VaultExists);
    fs::remove_dir_all(&other.folder).unwrap();
    fs::write(&other.folder, "a file").unwrap();
    assert_eq!(refusal(other.create()).code, Code::VaultExists);
    assert_eq!(names(other.root.path()), ["example.orgvault"]);
}

#[test]
fn what_an_interrupted_attempt_left_is_cleared_by_the_next() {
    let place = Place::empty();
    for (digits, mark) in [("deadbeef", true), ("0badf00d", false)] {
        let name = format!("example.orgvault.part-{digits}");
        let left = place.root.path().join(&name);
        fs::create_dir(&left).unwrap();
        fs::write(left.join("writer.lock"), "").unwrap();
        if mark {
            fs::create_dir(left.join("generations")).unwrap();
            fs::write(left.join("vault.db"), "half").unwrap();
            fs::write(left.join("unfinished"), &name).unwrap();
        }
    }
    fs::create_dir(place.root.path().join("example.orgvault.part-00000000")).unwrap();
    place.create().unwrap().lock();
    assert_eq!(names(place.root.path()), ["example.orgvault"]);
    assert!(!place.file("unfinished").exists());
}

#[test]
fn a_folder_that_an_attempt_did_not_provably_leave_stays() {
    let (place, vault) = (Place::empty(), Place::with_vault());
    let copy = |name: &str, mark: Option<&str>, more: Option<&str>| {
        let folder = place.root.path().join(format!("example.orgvault.part-{name}"));
        fs::create_dir(&folder).unwrap();
        for file in ["vault.db", "keyslots.json", "writer.lock"] {
            fs::copy(vault.file(file), folder.join(file)).unwrap();
        }
        for (file, content) in [("unfinished", mark), ("letter.txt", more)] {
            if let Some(content) = content {
                fs::write(folder.join(file), content).unwrap();
            }
        }
    };
    copy("old", None, None);
    copy("deadbee", Some("example.orgvault.part-deadbee"), None);
    copy("DEADBEEF", Some("example.orgvault.part-DEADBEEF"), None);
    copy("deadbee0", None, None);
    copy("deadbee1", Some("example.orgvault.part-deadbeef"), None);
    copy("deadbee2", Some("example.orgvault.part-deadbee2"), Some("mine"));
    fs::create_dir(place.root.path().join("example.orgvault.part-deadbee3")).unwrap();
    fs::write(place.root.path().join("example.orgvault.part-deadbee3/letter.txt"), "mine").unwrap();
    place.create().unwrap().lock();
    assert_eq!(names(place.root.path()).len(), 8);
    let kept = place.root.path().join("example.orgvault.part-deadbee2");
    assert_eq!(names(&kept), ["keyslots.json", "letter.txt", "unfinished", "vault.db", "writer.lock"]);
}

#[test]
fn of_creations_at_once_one_makes_the_vault_and_the_others_are_told_that_it_exists() {
    let place = Place::empty();
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| place.create().map(|vault| drop(vault.lock())))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let refused: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).collect();
    assert!(refused.len() == 3 && refused.iter().all(|failure| failure.code == Code::VaultExists), "{refused:?}");
    assert_eq!(names(place.root.path()), ["example.orgvault"]);
}

#[test]
fn a_refused_creation_leaves_nothing_behind() {
    let cost = |memory_kib, passes| KdfCost { memory_kib, passes, lanes: 4 };
    let long = "n".repeat(201);
    let cases = [
        ("Ada", cost(32 * 1024, 3), Code::KeySlotsWeak),
        ("Ada", cost(64 * 1024, 2), Code::KeySlotsWeak),
        ("Ada", cost(4 * 1024 * 1024, 3), Code::TooExpensive),
        ("Ada", cost(64 * 1024, 65), Code::TooExpensive),
        ("", KdfCost::floor(), Code::InvalidArgument),
        (&long, KdfCost::floor(), Code::InvalidArgument),
    ];
    let place = Place::empty();
    for (administrator, cost, expected) in cases {
        let (organization, language) = ("Example Org".to_owned(), "en".to_owned());
        let new = NewVault { organization, domains: Vec::new(), administrator: administrator.to_owned(), language };
        let refused = refusal(orgkey_vault::create(&place.folder, &new, &words("passphrase"), cost, "test", NOW));
        assert_eq!(refused.code, expected, "{administrator} {cost:?}");
    }
    assert!(names(place.root.path()).is_empty());
}

#[test]
fn calibration_never_goes_under_the_floor_and_stays_openable() {
    let (floor, found) = (KdfCost::floor(), KdfCost::calibrated());
    assert!(found.memory_kib >= floor.memory_kib && found.passes >= floor.passes, "{found:?}");
    assert!(found.memory_kib <= 512 * 1024 && found.passes <= 64, "{found:?}");
}
