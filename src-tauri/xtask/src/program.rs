//! The console's binaries. Cargo keeps one file per name, whatever the features: each kind is linked to a name of
//! its own, so that a test never meets a program of the other kind.

use crate::{Done, process};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The console as it is shipped, but for the profile.
pub(crate) fn console(release: bool) -> Done<PathBuf> {
    build("console", release, &[])
}

/// The console that tests drive: automation and scripted dialogs (feature `e2e`).
pub(crate) fn driven_console() -> Done<PathBuf> {
    build("console-e2e", false, &["--features", "orgkey-console/e2e"])
}

/// The release console that tells when its first frame stood (feature `bench`).
pub(crate) fn measured_console() -> Done<PathBuf> {
    build("console-bench", true, &["--features", "orgkey-console/bench"])
}

/// The command line, for journeys that prepare a vault before the window opens.
pub(crate) fn command_line() -> Done<PathBuf> {
    process::run(&mut process::cargo(&["build", "--workspace", "--bin", "orgkey"]))?;
    Ok(built("orgkey", false))
}

/// The window with nothing in it that the bench compares with.
pub(crate) fn bare_window() -> Done<PathBuf> {
    process::run(&mut process::cargo(&["build", "--release", "--workspace", "--bin", "bare-window"]))?;
    Ok(built("bare-window", true))
}

/// The program that measures the core beside its peers.
pub(crate) fn measure() -> Done<PathBuf> {
    process::run(&mut process::cargo(&["build", "--release", "--workspace", "--bin", "orgkey-measure"]))?;
    Ok(built("orgkey-measure", true))
}

/// Writes the TypeScript shapes of the wire. The whole workspace is selected for the reason given at [`build`].
pub(crate) fn write_bindings() -> Done {
    process::run(process::cargo(&["test", "--quiet", "--workspace", "--lib", "bindings"]).env("ORGKEY_BINDINGS", "1"))
}

fn build(kind: &str, release: bool, features: &[&str]) -> Done<PathBuf> {
    // The whole workspace is selected, as by the tests: for one package alone cargo would choose other features of
    // shared parts, and build OpenSSL and Sequoia once more.
    let mut words = vec!["build", "--workspace", "--bin", "orgkey-console"];
    words.extend(release.then_some("--release"));
    words.extend(features);
    process::run(&mut process::cargo(&words))?;
    let own_name = target().join("xtask").join(format!("{kind}{}", std::env::consts::EXE_SUFFIX));
    link(&built("orgkey-console", release), &own_name).map_err(|error| format!("{}: {error}", own_name.display()))?;
    Ok(own_name)
}

fn link(from: &Path, to: &Path) -> std::io::Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    if to.exists() {
        fs::remove_file(to)?;
    }
    fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(|_| ()))
}

/// Where cargo leaves a program of that name.
pub(crate) fn built(name: &str, release: bool) -> PathBuf {
    let profile = if release { "release" } else { "debug" };
    target().join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    let root = process::root();
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder))
}
