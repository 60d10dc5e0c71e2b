use orgkey_files::{LockedFile, read_back, read_bounded, read_secret};
use orgkey_types::Code;
use std::{
    fs,
    os::unix::{fs::symlink, net::UnixListener},
    path::Path,
};

#[test]
fn only_regular_files_within_the_limit_are_read_and_nothing_blocks() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("file"), [7; 100]).unwrap();
    symlink(at("file"), at("link")).unwrap();
    symlink(at("loop"), at("loop")).unwrap();
    fs::create_dir(at("folder")).unwrap();
    let pipe = rustix::fs::FileType::Fifo;
    rustix::fs::mknodat(rustix::fs::CWD, at("pipe"), pipe, rustix::fs::Mode::RUSR, 0).unwrap();
    let _socket = UnixListener::bind(at("socket")).unwrap();
    let cases: &[(&Path, u64, Result<usize, Code>)] = &[
        (&at("file"), 100, Ok(100)),
        (&at("link"), 100, Ok(100)),
        (&at("file"), 99, Err(Code::FileTooLarge)),
        (&at("absent"), 100, Err(Code::FileNotFound)),
        (&at("loop"), 100, Err(Code::NotAFile)),
        (&at("folder"), 100, Err(Code::NotAFile)),
        (&at("pipe"), 100, Err(Code::NotAFile)),
        (&at("socket"), 100, Err(Code::NotAFile)),
        (Path::new("/dev/zero"), 100, Err(Code::NotAFile)),
    ];
    for (path, limit, expected) in cases {
        let read = read_bounded(path, *limit).map(|bytes| bytes.len()).map_err(|failure| failure.code);
        assert_eq!(&read, expected, "{}", path.display());
        let read = read_secret(path, *limit).map(|bytes| bytes.len()).map_err(|failure| failure.code);
        assert_eq!(&read, expected, "secret {}", path.display());
    }
}

#[test]
fn reading_back_returns_the_bytes_of_the_medium_at_every_length_around_a_sector() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    for length in [0usize, 1, 511, 512, 4095, 4096, 4097, 8192, 1_000_003] {
        let bytes: Vec<u8> = (0..length).map(|i| (i % 253) as u8).collect();
        fs::write(&path, &bytes).unwrap();
        assert!(read_back(&path, 2_000_000).unwrap() == bytes, "{length}");
    }
    assert_eq!(read_back(&path, 1_000_002).unwrap_err().code, Code::FileTooLarge);
    assert_eq!(read_back(folder.path(), 100).unwrap_err().code, Code::NotAFile);
}

#[test]
fn a_lock_is_seen_and_ends_with_its_value() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("writer.lock");
    assert!(!LockedFile::is_taken(&path).unwrap(), "a missing file is held by nobody");
    let held = LockedFile::take(&path).unwrap().unwrap();
    assert!(LockedFile::is_taken(&path).unwrap());
    assert!(LockedFile::take(&path).unwrap().is_none());
    drop(held);
    assert!(!LockedFile::is_taken(&path).unwrap());
    assert!(LockedFile::take(&path).unwrap().is_some());
}
