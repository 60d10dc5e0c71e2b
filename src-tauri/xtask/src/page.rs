//! The page's packages and its built form. `ui/dist` is compiled into the program, so it comes first.

use crate::{Done, process};
use std::{fs, path::Path, time::SystemTime};

/// What the built page is made of, relative to `ui/`.
const SOURCES: &[&str] =
    &["src", "index.html", "package-lock.json", "vite.config.ts", "svelte.config.js", "tsconfig.json", "public"];

/// Installs the page's packages when the lock file is newer than what is installed. Install scripts of packages do
/// not run: nothing here needs one, and they may load from a network.
pub(crate) fn install() -> Done {
    let ui = process::root().join("ui");
    if modified(&ui.join("node_modules/.package-lock.json")) >= modified(&ui.join("package-lock.json")) {
        return Ok(());
    }
    process::run(&mut process::npm(&["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
}

/// Builds the page unless the built one is newer than every source.
pub(crate) fn build() -> Done {
    let ui = process::root().join("ui");
    let newest = SOURCES.iter().map(|source| newest_below(&ui.join(source))).max().flatten();
    if modified(&ui.join("dist/index.html")) > newest {
        return Ok(());
    }
    process::run(&mut process::npm(&["run", "--silent", "build"]))
}

fn modified(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|found| found.modified()).ok()
}

/// The latest change in a file or a whole folder; a removed file shows in its folder's own time.
fn newest_below(path: &Path) -> Option<SystemTime> {
    let inside = fs::read_dir(path).into_iter().flatten().flatten().map(|entry| newest_below(&entry.path()));
    inside.chain([modified(path)]).max().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_removed_source_makes_its_folder_newer() {
        let folder = std::env::temp_dir().join(format!("xtask-newest-{}", std::process::id()));
        fs::create_dir_all(folder.join("inner")).unwrap();
        fs::write(folder.join("inner/a"), "a").unwrap();
        let before = newest_below(&folder);
        std::thread::sleep(std::time::Duration::from_millis(20));
        fs::remove_file(folder.join("inner/a")).unwrap();
        let after = newest_below(&folder);
        fs::remove_dir_all(&folder).unwrap();
        assert!(after > before);
        assert_eq!(newest_below(&folder), None);
    }
}
