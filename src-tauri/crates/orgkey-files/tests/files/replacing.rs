use super::names;
use orgkey_files::{create_private_dir, move_folder, remove_folder, replace_keeping_previous};
use orgkey_types::Code;
use std::{fs, os::unix::fs::symlink};

#[test]
fn the_new_content_stands_and_the_old_is_kept_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let (path, previous) = (folder.path().join("slots.json"), folder.path().join("slots.previous.json"));
    replace_keeping_previous(&path, &previous, b"one").unwrap();
    assert_eq!(names(folder.path()), ["slots.json"], "nothing came before the first");
    for (new, old) in [("two", "one"), ("three", "two")] {
        replace_keeping_previous(&path, &previous, new.as_bytes()).unwrap();
        assert_eq!(
            (fs::read_to_string(&path).unwrap(), fs::read_to_string(&previous).unwrap()),
            (new.into(), old.into())
        );
    }
    assert_eq!(names(folder.path()), ["slots.json", "slots.previous.json"]);
}

#[test]
fn when_the_predecessor_cannot_be_kept_nothing_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let (path, previous) = (folder.path().join("slots.json"), folder.path().join("slots.previous.json"));
    fs::write(&path, "one").unwrap();
    fs::create_dir(&previous).unwrap();
    assert_eq!(replace_keeping_previous(&path, &previous, b"two").unwrap_err().code, Code::NotAFile);
    assert_eq!(fs::read_to_string(&path).unwrap(), "one");
    assert_eq!(names(folder.path()), ["slots.json", "slots.previous.json"]);
}

#[test]
fn a_folder_moves_to_a_free_name_only() {
    let root = tempfile::tempdir().unwrap();
    let (from, to) = (root.path().join("a.part"), root.path().join("a"));
    create_private_dir(&from).unwrap();
    create_private_dir(&to).unwrap();
    assert_eq!(move_folder(&from, &to).unwrap_err().code, Code::FileExists);
    fs::remove_dir(&to).unwrap();
    move_folder(&from, &to).unwrap();
    assert_eq!(names(root.path()), ["a"]);
}

#[test]
fn removing_a_folder_does_not_follow_links_out_of_it() {
    let root = tempfile::tempdir().unwrap();
    let (folder, outside) = (root.path().join("folder"), root.path().join("outside"));
    fs::create_dir(&folder).unwrap();
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("kept"), "x").unwrap();
    symlink(&outside, folder.join("link")).unwrap();
    remove_folder(&folder).unwrap();
    remove_folder(&folder).unwrap();
    assert_eq!(names(&outside), ["kept"]);
}
