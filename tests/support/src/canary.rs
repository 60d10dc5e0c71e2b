use std::{
    fs,
    path::{Path, PathBuf},
};

/// A secret that a test plants and must not find again.
pub struct Canary {
    name: String,
    forms: Vec<Vec<u8>>,
}

impl Canary {
    /// The bytes as they are and as lower-case hexadecimal.
    pub fn new(name: &str, secret: &[u8]) -> Self {
        let hex: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
        Self { name: name.to_owned(), forms: vec![secret.to_vec(), hex.into_bytes()] }
    }

    /// What was planted.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it stands somewhere in those bytes.
    pub fn is_in(&self, bytes: &[u8]) -> bool {
        self.forms.iter().any(|form| bytes.windows(form.len()).any(|window| window == form))
    }
}

/// Files below that folder in which the canary stands.
///
/// # Panics
/// When a file cannot be read.
pub fn files_with(folder: &Path, canary: &Canary) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_with(&path, canary));
        } else if canary.is_in(&fs::read(&path).unwrap()) {
            found.push(path);
        }
    }
    found
}
