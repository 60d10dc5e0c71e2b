use super::names;
use orgkey_files::{Overwrite, PrivateFile, create_private_dir, exposed, sha256, sweep_leftovers, withdraw};
use orgkey_types::Code;
use rustix::{fs::Mode, process::umask};
use std::{
    fs,
    os::unix::{fs::PermissionsExt, fs::symlink, net::UnixListener},
    path::Path,
};

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
}

fn fifo(path: &Path) {
    rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
}

#[test]
fn files_and_folders_are_private_from_the_first_moment_whatever_the_umask_says() {
    let folder = tempfile::tempdir().unwrap();
    umask(Mode::empty());
    let target = folder.path().join("key.asc");
    let file = PrivateFile::create(&target, Overwrite::Refuse).unwrap();
    let part = folder.path().join(names(folder.path()).pop().unwrap());
    assert_eq!(mode(&part), 0o600);
    file.commit().unwrap();
    assert_eq!(mode(&target), 0o600);
    create_private_dir(&folder.path().join("vault")).unwrap();
    assert_eq!(mode(&folder.path().join("vault")), 0o700);
    assert!(!exposed(&target).unwrap());
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    assert!(exposed(&target).unwrap());
}

#[test]
fn a_committed_file_is_whole_and_alone_in_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("key.asc");
    let mut file = PrivateFile::create(&target, Overwrite::Refuse).unwrap();
    file.write(b"first ").unwrap();
    file.write(b"second").unwrap();
    let written = file.commit().unwrap();
    assert_eq!((written.bytes, written.sha256), (12, sha256(b"first second")));
    assert_eq!(fs::read(&target).unwrap(), b"first second");
    assert_eq!(names(folder.path()), ["key.asc"]);
}

#[test]
fn a_dropped_file_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = PrivateFile::create(&folder.path().join("key.asc"), Overwrite::Refuse).unwrap();
    file.write(b"half of it").unwrap();
    let parts = names(folder.path());
    assert!(parts.len() == 1 && parts[0].starts_with(".key.asc.") && parts[0].ends_with(".part"), "{parts:?}");
    drop(file);
    assert!(names(folder.path()).is_empty());
}

#[test]
fn an_existing_file_is_refused_at_the_start_and_again_at_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("key.asc");
    let mut late = PrivateFile::create(&target, Overwrite::Refuse).unwrap();
    late.write(b"ours").unwrap();
    fs::write(&target, "theirs").unwrap();
    let early = PrivateFile::create(&target, Overwrite::Refuse).map(|_| ()).unwrap_err();
    assert_eq!(early.code, Code::FileExists);
    assert_eq!(late.commit().unwrap_err().code, Code::FileExists);
    assert_eq!(fs::read(&target).unwrap(), b"theirs");
    assert_eq!(names(folder.path()), ["key.asc"]);
}

#[test]
fn replacing_keeps_the_old_file_until_the_commit() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("key.asc");
    fs::write(&target, "old").unwrap();
    let mut file = PrivateFile::create(&target, Overwrite::Replace).unwrap();
    file.write(b"new").unwrap();
    assert_eq!(fs::read(&target).unwrap(), b"old");
    file.commit().unwrap();
    assert_eq!((fs::read(&target).unwrap().as_slice(), mode(&target)), (b"new".as_slice(), 0o600));
}

#[test]
fn what_is_not_a_regular_file_is_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let outside = tempfile::tempdir().unwrap();
    let victim = outside.path().join("victim");
    fs::write(&victim, "untouched").unwrap();
    let at = |name: &str| folder.path().join(name);
    symlink(&victim, at("link")).unwrap();
    symlink(outside.path().join("absent"), at("dangling")).unwrap();
    fs::create_dir(at("folder")).unwrap();
    fifo(&at("pipe"));
    let _socket = UnixListener::bind(at("socket")).unwrap();
    for name in ["link", "dangling", "folder", "pipe", "socket"] {
        for (overwrite, code) in [(Overwrite::Replace, Code::NotAFile), (Overwrite::Refuse, Code::FileExists)] {
            let refused = PrivateFile::create(&at(name), overwrite).map(|_| ()).unwrap_err();
            assert_eq!(refused.code, code, "{name}");
        }
    }
    assert_eq!(fs::read(&victim).unwrap(), b"untouched");
    assert_eq!(names(outside.path()), ["victim"]);
    assert_eq!(names(folder.path()), ["dangling", "folder", "link", "pipe", "socket"]);
}

#[test]
fn a_folder_swapped_for_a_link_between_start_and_commit_leads_nowhere() {
    let root = tempfile::tempdir().unwrap();
    let (folder, outside) = (root.path().join("folder"), root.path().join("outside"));
    fs::create_dir(&folder).unwrap();
    fs::create_dir(&outside).unwrap();
    let mut file = PrivateFile::create(&folder.join("key.asc"), Overwrite::Refuse).unwrap();
    file.write(b"bytes").unwrap();
    fs::rename(&folder, root.path().join("moved")).unwrap();
    symlink(&outside, &folder).unwrap();
    file.commit().unwrap();
    assert!(names(&outside).is_empty());
    assert_eq!(names(&root.path().join("moved")), ["key.asc"]);
}

#[test]
fn targets_without_a_folder_or_a_name_are_refused_with_their_own_code() {
    let folder = tempfile::tempdir().unwrap();
    let cases = [
        (folder.path().join("absent/key.asc"), Code::FileNotFound),
        (folder.path().join(".."), Code::NotAFile),
        (Path::new("/").to_owned(), Code::NotAFile),
        (Path::new("/dev/full/key.asc").to_owned(), Code::FileNotFound),
    ];
    for (target, code) in cases {
        let refused = PrivateFile::create(&target, Overwrite::Refuse).map(|_| ()).unwrap_err();
        assert_eq!(refused.code, code, "{}", target.display());
    }
}

#[test]
fn the_longest_possible_name_still_has_room_for_its_part() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["n".repeat(255), "ü".repeat(127)] {
        let target = folder.path().join(&name);
        PrivateFile::create(&target, Overwrite::Refuse).unwrap().commit().unwrap();
        assert!(target.is_file());
    }
}

#[test]
fn the_bytes_can_be_read_from_the_medium_before_the_name_stands() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("key.asc");
    for length in [0usize, 1, 4095, 4096, 4097, 100_000] {
        let bytes: Vec<u8> = (0..length).map(|i| (i % 251) as u8).collect();
        let mut file = PrivateFile::create(&target, Overwrite::Replace).unwrap();
        file.write(&bytes).unwrap();
        assert_eq!(file.sync_and_read_back(1 << 20).unwrap(), bytes, "{length}");
        assert!(!target.exists(), "unproven bytes have no name");
        assert_eq!(file.sync_and_read_back(length as u64).unwrap(), bytes);
        if length > 0 {
            assert_eq!(file.sync_and_read_back(length as u64 - 1).unwrap_err().code, Code::FileTooLarge);
        }
    }
}

#[test]
fn a_part_that_was_exchanged_does_not_pass_for_ours() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = PrivateFile::create(&folder.path().join("key.asc"), Overwrite::Refuse).unwrap();
    file.write(b"ours").unwrap();
    let part = folder.path().join(names(folder.path()).pop().unwrap());
    fs::rename(&part, folder.path().join("kept")).unwrap();
    fs::write(&part, "ours").unwrap();
    assert!(file.sync_and_read_back(100).is_err());
}

/// A name that the program has given to a part.
fn left_by_a_dead_process(target: &std::path::Path) -> std::path::PathBuf {
    let apart = tempfile::tempdir().unwrap();
    let name = target.file_name().unwrap();
    let part = PrivateFile::create(&apart.path().join(name), Overwrite::Refuse).unwrap();
    let left = target.with_file_name(names(apart.path()).pop().unwrap());
    drop(part);
    left
}

#[test]
fn sweeping_takes_parts_of_dead_processes_only() {
    let folder = tempfile::tempdir().unwrap();
    let alive = PrivateFile::create(&folder.path().join("key.asc"), Overwrite::Refuse).unwrap();
    let dead = left_by_a_dead_process(&folder.path().join("vault.json"));
    for name in [".vault.json.0123abcd.part", "notes.part", ".vault.json.0123abcd01234567.part"] {
        fs::write(folder.path().join(name), "x").unwrap();
    }
    let renamed = dead.to_str().unwrap().replace("vault.json", "other.json");
    fs::create_dir(left_by_a_dead_process(&folder.path().join("folder"))).unwrap();
    fs::write(folder.path().join(renamed), "x").unwrap();
    fs::write(&dead, "x").unwrap();
    assert_eq!(sweep_leftovers(folder.path()).unwrap(), 1);
    assert!(!dead.exists());
    assert_eq!(names(folder.path()).len(), 6);
    alive.commit().unwrap();
}

#[test]
fn a_new_file_takes_away_what_dead_processes_left_of_the_same_file_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("key.asc");
    let alive = PrivateFile::create(&target, Overwrite::Refuse).unwrap();
    let working = names(folder.path()).pop().unwrap();
    let others = [".key.asc.part", ".key.asc.12345678.part", ".key.asc.1a2b3c4d1a2b3c4d.part"];
    for name in others {
        fs::write(folder.path().join(name), "left").unwrap();
    }
    let other = left_by_a_dead_process(&folder.path().join("other.asc"));
    for path in [&other, &left_by_a_dead_process(&target), &left_by_a_dead_process(&target)] {
        fs::write(path, "left").unwrap();
    }
    let other = other.file_name().unwrap().to_str().unwrap();
    PrivateFile::create(&target, Overwrite::Refuse).unwrap().commit().unwrap();
    let mut expected: Vec<&str> = others.iter().copied().chain(["key.asc", &working, other]).collect();
    expected.sort_unstable();
    assert_eq!(names(folder.path()), expected);
    drop(alive);
}

#[test]
fn files_of_one_name_started_at_once_do_not_sweep_each_other_away() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("notes.json");
    let replace = |_| -> Vec<_> {
        let one = || PrivateFile::create(&target, Overwrite::Replace).and_then(PrivateFile::commit);
        (0..200).filter_map(|_| one().err()).collect()
    };
    let failures: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|number| scope.spawn(move || replace(number))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(failures.is_empty(), "{failures:?}");
    assert_eq!(names(folder.path()), ["notes.json"]);
}

#[test]
fn a_withdrawn_file_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("key.asc");
    let written = PrivateFile::create(&target, Overwrite::Refuse).unwrap().commit().unwrap();
    withdraw(&written.path).unwrap();
    assert!(names(folder.path()).is_empty());
    assert_eq!(withdraw(&target).unwrap_err().code, Code::FileNotFound);
}
