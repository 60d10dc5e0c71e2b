//! What the program creates belongs to its owner alone, and what stands in its way is left as it is.

use orgkey_hardening::{
    place::{CREATE, EXPORT_KEYPAIR, GENERATE, PASSWD, Place, Prepared, walk},
    program::binary,
};
use std::{
    fs,
    os::unix::fs::{FileTypeExt, PermissionsExt, symlink},
    path::{Path, PathBuf},
    process::Command,
};

#[test]
fn everything_is_private_under_an_open_umask() {
    let place = Place::prepared(Prepared::Nothing);
    for line in [CREATE, GENERATE, EXPORT_KEYPAIR, PASSWD] {
        let mut shell = Command::new("sh");
        shell.args(["-c", "umask 000 && exec \"$0\" \"$@\""]).arg(binary());
        let output = place.call(line).prepared(shell).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let mut made = vec![place.path("out/key.asc"), place.vault(), place.path("state")];
    walk(&place.vault(), &mut made);
    walk(&place.path("state"), &mut made);
    assert!(made.len() > 8, "{made:?}");
    for path in made {
        let found = path.metadata().unwrap();
        let expected = if found.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(found.permissions().mode() & 0o7777, expected, "{}", path.display());
    }
}

/// What stands under the name of the file, how it gets there, and the word for it without and with `--overwrite`.
struct Obstacle {
    name: &'static str,
    put: fn(&Path),
    plain: &'static str,
    overwriting: &'static str,
}

const OBSTACLES: &[Obstacle] = &[
    Obstacle {
        name: "a link to a file",
        put: |path| symlink(outside(path), path).unwrap(),
        plain: "not-a-file",
        overwriting: "not-a-file",
    },
    Obstacle {
        name: "a link to nothing",
        put: |path| symlink(path.with_file_name("nowhere"), path).unwrap(),
        plain: "not-a-file",
        overwriting: "not-a-file",
    },
    Obstacle { name: "a pipe", put: pipe, plain: "not-a-file", overwriting: "not-a-file" },
    Obstacle {
        name: "a folder",
        put: |path| fs::create_dir(path).unwrap(),
        plain: "not-a-file",
        overwriting: "not-a-file",
    },
    Obstacle {
        name: "a device",
        put: |path| symlink("/dev/full", path).unwrap(),
        plain: "not-a-file",
        overwriting: "not-a-file",
    },
    Obstacle { name: "a file", put: |path| fs::write(path, "kept").unwrap(), plain: "file-exists", overwriting: "" },
];

/// A file beside the folder, which nothing may touch.
fn outside(path: &Path) -> PathBuf {
    path.parent().unwrap().with_file_name("outside")
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn an_export_refuses_whatever_is_not_a_file_and_touches_nothing() {
    let prepared = Place::prepared(Prepared::Key);
    for Obstacle { name, put, plain, overwriting } in OBSTACLES {
        for (line, word) in [(EXPORT_KEYPAIR.to_owned(), plain), (format!("{EXPORT_KEYPAIR} --overwrite"), overwriting)]
        {
            let (place, target) = with_obstacle(&prepared, *put);
            let before = kind(&target);
            let ended = place.run(&line);
            if word.is_empty() {
                let _ = ended.expect(0);
                assert!(fs::read_to_string(&target).unwrap().starts_with("-----BEGIN PGP"), "{name}");
            } else {
                assert_eq!(ended.expect(1).failure().0, *word, "{name}: {line}");
                assert_eq!(kind(&target), before, "{name}");
            }
            assert_eq!(fs::read_to_string(place.path("outside")).unwrap(), "untouched", "{name}");
            assert_eq!(place.below("out"), [target], "{name}: nothing beside it");
        }
    }
}

#[test]
fn a_device_as_target_is_refused_and_stays_a_device() {
    let place = Place::prepared(Prepared::Key);
    for line in [EXPORT_KEYPAIR.replace("out/key.asc", "/dev/full"), EXPORT_KEYPAIR.replace("out/key.asc", "/dev/null")]
    {
        for more in ["", " --overwrite"] {
            assert_eq!(place.run(&format!("{line}{more}")).expect(1).failure().0, "not-a-file");
        }
    }
    assert!(fs::metadata("/dev/full").unwrap().file_type().is_char_device());
}

#[test]
fn a_vault_is_made_neither_through_a_link_nor_over_a_file() {
    let rows: &[fn(&Path)] = &[
        |path| symlink(path.with_file_name("out"), path).unwrap(),
        |path| symlink(path.with_file_name("nowhere"), path).unwrap(),
        |path| fs::write(path, "kept").unwrap(),
        pipe,
    ];
    for put in rows {
        let place = Place::prepared(Prepared::Nothing);
        put(&place.vault());
        let before = kind(&place.vault());
        assert_eq!(place.run(CREATE).expect(1).failure().0, "vault-exists", "{before}");
        assert_eq!(kind(&place.vault()), before);
        assert!(place.below("out").is_empty() && !place.path("nowhere").exists());
    }
}

fn with_obstacle(prepared: &Place, put: fn(&Path)) -> (Place, PathBuf) {
    let place = prepared.copy();
    fs::write(place.path("outside"), "untouched").unwrap();
    let target = place.path("out/key.asc");
    put(&target);
    (place, target)
}

/// What stands there, with the length of a file and the goal of a link.
fn kind(path: &Path) -> String {
    let found = path.symlink_metadata().unwrap();
    let length = if found.is_file() { found.len() } else { 0 };
    format!("{:?} {length} {:?}", found.file_type(), fs::read_link(path).ok())
}
