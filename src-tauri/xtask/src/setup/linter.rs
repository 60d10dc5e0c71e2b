use crate::{Done, process};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The linter and what it needs, each with its version: another version may find something else.
const PACKAGES: &str = include_str!("../../../../tests/interop/pkilint.txt");

/// Installs the linter of certificates into a Python environment of its own under `target/`, by package name. Where its
/// packages come from is for pip's own settings to say.
pub(super) fn install() -> Done {
    let folder = process::root().join("target/pkilint");
    let note = folder.join("installed.txt");
    if is_installed(&note) {
        return Ok(());
    }
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let packages: PathBuf = process::root().join("tests/interop/pkilint.txt");
    let [folder, packages] = [folder, packages].map(|path| path.display().to_string());
    process::run(&mut process::command("python3", &["-m", "venv", "--clear", &folder]))?;
    let words = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", &packages];
    process::run(&mut process::command(python, &words))?;
    fs::write(&note, PACKAGES).map_err(|error| format!("{}: {error}", note.display()))
}

/// The note is written last: it says which packages are whole.
fn is_installed(note: &Path) -> bool {
    fs::read_to_string(note).is_ok_and(|installed| installed == PACKAGES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_package_has_one_version_and_none_a_place() {
        for line in PACKAGES.lines().filter(|line| !line.starts_with('#')) {
            assert_eq!(line.split("==").count(), 2, "{line}");
            assert!(!line.contains([':', '/', ' ']), "{line}");
        }
        assert!(PACKAGES.contains("pkilint==0.13.3\n"));
    }

    #[test]
    fn other_packages_than_those_that_were_noted_are_installed_anew() {
        let note = std::env::temp_dir().join(format!("orgkey-linter-{}", std::process::id()));
        assert!(!is_installed(&note));
        fs::write(&note, PACKAGES).unwrap();
        assert!(is_installed(&note));
        fs::write(&note, "pkilint==0.13.2\n").unwrap();
        assert!(!is_installed(&note));
        fs::remove_file(&note).unwrap();
    }
}
