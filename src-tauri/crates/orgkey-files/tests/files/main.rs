//! What `orgkey-files` promises, tried on a real file system.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

#[cfg(unix)]
mod private;
#[cfg(unix)]
mod reading;
#[cfg(unix)]
mod replacing;

use std::{fs, path::Path};

/// Names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
