use super::names;
use orgkey_files::{create_private_dir, move_folder, remove_folder};
use orgkey_types::Code;
use std::{fs, os::unix::fs::symlink};

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
