use crate::{name_of, place_of};
use orgkey_core::Written;
use serde::Serialize;
use std::path::Path;
use ts_rs::TS;

/// Where a file would be written.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TargetView {
    /// File name.
    pub file_name: String,
    /// Folder or drive.
    pub place: String,
    /// Something stands there and would be replaced.
    pub replaces: bool,
}

/// A file that was written and read back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WrittenFileView {
    /// File name.
    pub file_name: String,
    /// Folder or drive.
    pub place: String,
    /// Size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
}

impl TargetView {
    /// A target, without the way to it.
    pub fn new(target: &Path, replaces: bool) -> Self {
        Self { file_name: name_of(target), place: folder_of(target), replaces }
    }
}

impl From<&Written> for WrittenFileView {
    fn from(file: &Written) -> Self {
        Self {
            file_name: name_of(&file.path),
            place: folder_of(&file.path),
            bytes: file.bytes,
            sha256: file.sha256.clone(),
        }
    }
}

fn folder_of(path: &Path) -> String {
    path.parent().map(place_of).unwrap_or_default()
}
