use std::path::Path;

/// Name of the folder or drive that a path lies in, for showing.
pub fn place_of(folder: &Path) -> String {
    folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned()
}

/// Name of a file or folder, for showing.
pub fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
