//! What a path has in it for an import: a key file or keyring, a list in CSV, or a folder of both. Nothing larger than
//! one key, or one small file, is in memory.

use super::user_list::UserList;
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

/// Columns are found by the names in the first line: `email`, `name`, and `mode` where it is there.
fn people(source: &str, open: File, take: &mut dyn FnMut(Candidate) -> bool) -> Outcome<bool> {
    let mut list = UserList::new(open);
    let head = match list.next() {
        Some((line, cells)) => cells.map_err(|why| unreadable(line, &why))?,
        None => Vec::new(),
    };
    let column = |name: &str| head.iter().position(|cell| cell.eq_ignore_ascii_case(name));
    let (Some(email), Some(name)) = (column("email"), column("name")) else {
        return Err(Failure::about(Code::UserListUnreadable, "no columns email and name in its first line"));
    };
    let columns = (email, name, column("mode"));
    for (line, cells) in list {
        let what = cells.and_then(|cells| person(&cells, head.len(), columns)).map_err(|why| unreadable(line, &why));
        if !take(Candidate { source: format!("{source}:{line}"), what }) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn unreadable(line: u64, why: &str) -> Failure {
    Failure::about(Code::UserListUnreadable, format!("line {line}: {why}"))
}

fn person(cells: &[String], wanted: usize, columns: (usize, usize, Option<usize>)) -> Result<What, String> {
    if cells.len() != wanted {
        return Err(format!("{} cells instead of {wanted}", cells.len()));
    }
    let cell = |column: usize| cells.get(column).map(String::as_str).unwrap_or_default();
    let (email, name, mode) = columns;
    let mode = mode.map(cell).filter(|mode| !mode.is_empty());
    let mode = mode.map(|mode| mode.parse().map_err(|_| format!("no key mode is called {mode}"))).transpose()?;
    Ok(What::Person { email: cell(email).to_owned(), name: cell(name).to_owned(), mode })
}

fn source_of(path: &Path) -> String {
    crate::target::file_name(path)
}
