//! `cargo xtask tidy`: the rules of the house that no compiler knows. Each rule is a function over texts, so that a
//! broken sample proves that it fails.

mod crates;
mod imports;
mod length;
mod places;
mod stems;
mod words;

use crate::{Done, process, tree};

/// Checks every rule and prints all findings, not only the first.
pub(crate) fn tidy() -> Done {
    let sources = tree::sources()?;
    let metadata = process::output(&mut process::cargo(&["metadata", "--no-deps", "--format-version", "1"]))?;
    let findings: Vec<String> = [
        crates::findings(&metadata)?,
        imports::findings(&sources),
        words::findings(&sources),
        length::findings(&sources),
        places::findings(&sources, &places::here()),
        stems::findings(&sources),
    ]
    .concat();
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => Ok(()),
        count => Err(format!("tidy found {count} thing{}", if count == 1 { "" } else { "s" })),
    }
}
