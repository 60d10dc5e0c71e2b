//! What a path has in it for an import: a key file or keyring, a list in CSV, or a folder of both. Nothing larger than
//! one key, or one small file, is in memory.

use orgkey_openpgp::Keyring;
use orgkey_types::{Code, Failure, KeyMode, Outcome, Secret};
use std::{
    ffi::OsStr,
    fs::{self, File},
    io::BufReader,
    path::{Path, PathBuf},
};

/// A file up to this size, in bytes, is looked at as a whole, so that the blocks in it that are about one key are joined;
/// a larger one is read key by key.
const WHOLE: u64 = 1 << 20;
/// Folders inside folders, at most.
const DEPTH: u32 = 8;

/// One thing to import, and where it was found.
pub(super) struct Candidate {
    /// File name, and the line of a CSV file.
    pub source: String,
    pub what: Outcome<What>,
}

pub(super) enum What {
    /// A whole small file, or the packets of one key.
    Keys(Secret),
    /// A line of a CSV file.
    Person { email: String, name: String, mode: Option<KeyMode> },
}

/// Hands out what is found until `take` says that it wants no more.
pub(super) fn gather(path: &Path, take: &mut dyn FnMut(Candidate) -> bool) {
    walk(path, 0, take);
}

fn walk(path: &Path, depth: u32, take: &mut dyn FnMut(Candidate) -> bool) -> bool {
    let refused = |failure: Failure| Candidate { source: source_of(path), what: Err(failure) };
    if !path.is_dir() {
        return file(path, take).unwrap_or_else(|failure| take(refused(failure)));
    }
    if depth == DEPTH {
        return take(refused(Failure::about(Code::TooComplex, "folders")));
    }
    match entries(path) {
        Ok(paths) => paths.iter().all(|inner| walk(inner, depth + 1, take)),
        Err(failure) => take(refused(failure)),
    }
}

/// In the order of their names; hidden files are passed over, and links, so that nothing is walked twice.
fn entries(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let unreadable = |error: std::io::Error| Failure::about(Code::FileUnreadable, folder.display()).because(error);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let is_link = entry.file_type().map_err(unreadable)?.is_symlink();
        if !is_link && !entry.file_name().to_string_lossy().starts_with('.') {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

fn file(path: &Path, take: &mut dyn FnMut(Candidate) -> bool) -> Outcome<bool> {
    let source = source_of(path);
    let open = orgkey_files::open_regular(path)?;
    if path.extension().and_then(OsStr::to_str).is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) {
        return people(&source, open, take);
    }
    let length = open.metadata().map_or(u64::MAX, |found| found.len());
    if length <= WHOLE {
        let keys = orgkey_files::read_secret(path, WHOLE)?;
        return Ok(take(Candidate { source, what: Ok(What::Keys(keys)) }));
    }
    for key in Keyring::new(BufReader::new(open))? {
        if !take(Candidate { source: source.clone(), what: key.map(What::Keys) }) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Columns are found by the names in the first line: `email`, `name`, and `mode` where it is there. Commas or semicolons
/// part them.
fn people(source: &str, open: File, take: &mut dyn FnMut(Candidate) -> bool) -> Outcome<bool> {
    let damaged = |line: u64| Failure::about(Code::FileDamaged, format!("line {line}"));
    let mut reader = reader(open)?;
    let head = reader.headers().map_err(|_| damaged(1))?.clone();
    let column =
        |name: &str| head.iter().position(|cell| cell.trim_start_matches('\u{feff}').eq_ignore_ascii_case(name));
    let (Some(email), Some(name)) = (column("email"), column("name")) else {
        return Err(Failure::about(Code::InvalidArgument, "columns email and name"));
    };
    let mode = column("mode");
    let mut record = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        let what = match reader.read_record(&mut record) {
            Ok(false) => return Ok(true),
            Ok(true) => person(&record, (email, name, mode)),
            Err(_) => Err(damaged(line)),
        };
        let ends = what.is_err() && reader.is_done();
        if !take(Candidate { source: format!("{source}:{line}"), what }) {
            return Ok(false);
        }
        if ends {
            return Ok(true);
        }
    }
}

fn person(record: &csv::StringRecord, (email, name, mode): (usize, usize, Option<usize>)) -> Outcome<What> {
    let cell = |column: usize| record.get(column).unwrap_or_default();
    let mode = mode.map(cell).filter(|mode| !mode.is_empty()).map(str::parse).transpose()?;
    Ok(What::Person { email: cell(email).to_owned(), name: cell(name).to_owned(), mode })
}

fn reader(mut open: File) -> Outcome<csv::Reader<File>> {
    use std::io::{Read, Seek};
    let unreadable = |error: std::io::Error| Failure::from(Code::FileUnreadable).because(error);
    let mut start = vec![0; 4096];
    let length = open.read(&mut start).map_err(unreadable)?;
    open.rewind().map_err(unreadable)?;
    let first = start.get(..length).unwrap_or_default().split(|byte| *byte == b'\n').next().unwrap_or_default();
    let delimiter = if first.contains(&b';') && !first.contains(&b',') { b';' } else { b',' };
    Ok(csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(open))
}

fn source_of(path: &Path) -> String {
    crate::target::file_name(path)
}
