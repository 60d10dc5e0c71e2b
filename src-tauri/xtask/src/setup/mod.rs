//! What a machine needs beside Rust, Node and git, and how it gets there. Looked for by what is used (a program, a
//! pkg-config module), not by package name, so that a differently named package counts too.

mod linter;
mod needs;
mod node;

use crate::{Done, page, process};
use needs::{NEEDS, Need, System};
use std::process::Command;

/// What the missing part is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    /// Compiling page and program.
    Build,
    /// Running every test.
    Test,
}

/// All groups.
pub(crate) const EVERYTHING: &[Group] = &[Group::Build, Group::Test];

/// Installs what is missing, the page's packages and the linter of certificates.
pub(crate) fn setup(groups: &[Group]) -> Done {
    node::check()?;
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| need.applies(groups) && !need.present()).collect();
    if !missing.is_empty() {
        install(&missing)?;
    }
    page::install()?;
    // It has needs that are looked for on Linux only.
    if groups.contains(&Group::Test) && cfg!(target_os = "linux") {
        linter::install()?;
    }
    if groups.contains(&Group::Test) && process::on_path("cargo-nextest").is_none() {
        println!("cargo-nextest is not installed: the tests run with `cargo test`, one binary after the other.");
    }
    Ok(())
}

fn install(missing: &[&Need]) -> Done {
    let names: Vec<&str> = missing.iter().map(|need| need.name).collect();
    println!("Missing: {}", names.join(", "));
    match System::here() {
        System::Apt => apt(missing),
        system => Err(match system.by_hand(missing) {
            Some(line) => format!("install what is missing, then start again:\n    {line}"),
            None => format!("install by the means of this system, then start again: {}", names.join(", ")),
        }),
    }
}

fn apt(missing: &[&Need]) -> Done {
    let packages = System::Apt.packages(missing);
    let by_hand = format!("sudo apt-get install --no-install-recommends {}", packages.join(" "));
    let Some(prefix) = privilege() else {
        return Err(format!(
            "this needs root, and sudo would ask for a password. Run it yourself, then start again:\n    {by_hand}"
        ));
    };
    process::run(&mut privileged(prefix, &["apt-get", "update", "-qq"]))?;
    let mut words = vec!["apt-get", "install", "-y", "-qq", "--no-install-recommends"];
    words.extend(packages);
    process::run(&mut privileged(prefix, &words))?;
    match missing.iter().find(|need| !need.present()) {
        Some(need) => Err(format!("{} is still missing after the installation", need.name)),
        None => Ok(()),
    }
}

/// What to put before a command that needs root; none when root cannot be had without asking.
fn privilege() -> Option<&'static [&'static str]> {
    let user = process::output(Command::new("id").arg("-u")).unwrap_or_default();
    if user.trim() == "0" {
        return Some(&[]);
    }
    process::succeeds(Command::new("sudo").args(["-n", "true"])).then_some(&["sudo", "-n"])
}

fn privileged(prefix: &[&str], words: &[&str]) -> Command {
    let mut all = prefix.iter().chain(words);
    let mut command = Command::new(all.next().copied().unwrap_or("apt-get"));
    command.args(all).env("DEBIAN_FRONTEND", "noninteractive");
    command
}
