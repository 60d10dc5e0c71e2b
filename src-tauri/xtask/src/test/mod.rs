//! `cargo xtask test`: every part in the order in which it can run, all of them even when one fails, and a table at
//! the end. Only what others are built from (the page, the Rust tests) stops the parts that need it.

mod parts;
mod table;

use crate::{Done, process, setup};
use parts::{PARTS, Part};
use std::time::Instant;
use table::{Ended, Row};

/// Crates whose tests need neither page nor window nor another program.
const DOMAIN: &[&str] =
    &["orgkey-types", "orgkey-files", "orgkey-openpgp", "orgkey-x509", "orgkey-vault", "orgkey-core", "orgkey-wire"];

/// Runs the parts that the options name; all without options.
pub(crate) fn test(options: &[&str]) -> Done {
    let chosen: Vec<&Part> = match options {
        [] => PARTS.iter().collect(),
        ["--domain"] => return domain(),
        ["--only", names] => parts::named(names)?,
        _ => return Err(format!("`test` knows --only PART,PART and --domain, not: {}", options.join(" "))),
    };
    setup::setup(setup::EVERYTHING)?;
    let rows = all(&chosen);
    print!("{}", table::table(&rows));
    match rows.iter().filter(|row| row.ended.is_bad()).count() {
        0 => Ok(()),
        bad => Err(format!("{bad} of {} parts did not pass", rows.len())),
    }
}

fn all(chosen: &[&Part]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for part in chosen {
        println!("\n── {}: {}", part.name, part.about);
        let start = Instant::now();
        let broken = rows.iter().find(|row| row.ended.is_bad() && part.needs.contains(&row.name));
        let ended = match broken {
            Some(row) => Ended::NotRun(row.name),
            None => Ended::from((part.run)()),
        };
        if let Ended::Failed(reason) = &ended {
            eprintln!("{}: {reason}", part.name);
        }
        rows.push(Row { name: part.name, seconds: start.elapsed().as_secs_f64(), ended });
    }
    rows
}

fn domain() -> Done {
    let packages: Vec<&str> = DOMAIN.iter().flat_map(|name| ["-p", name]).collect();
    parts::cargo_test(&packages)
}

impl From<Done> for Ended {
    fn from(done: Done) -> Self {
        done.map_or_else(Ended::Failed, |()| Ended::Ok)
    }
}

/// Whether cargo-nextest is there: each test in a process of its own, and a summary that ends the log.
fn has_nextest() -> bool {
    process::on_path("cargo-nextest").is_some()
}
