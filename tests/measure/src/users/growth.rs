//! From a few users to a million: as many by the second, in as much memory.

use super::{FEW, SOME, list, run::DAYS, share::Share};
use crate::{Done, goal, rate_row};
use std::path::{Path, PathBuf};

/// The share of the rate that is left where growth is called linear.
const LINEAR: f64 = 0.8;
/// How many times the memory of ten times fewer is called as much.
const FLAT: f64 = 1.2;

/// Stores each number of users, asks lists of the last beside the first, and certifies everybody.
pub fn measure(folder: &Path, rows: usize) -> Done {
    let sizes: Vec<usize> = [FEW, SOME].into_iter().filter(|size| *size < rows).chain([rows]).collect();
    let vaults: Vec<PathBuf> = sizes.iter().map(|size| folder.join(format!("users-{size}.orgvault"))).collect();
    let stored = sizes.iter().zip(&vaults).map(|(size, vault)| Share::store(vault, *size)).collect::<Done<Vec<_>>>()?;
    grown("store", &stored);
    let (Some(small), Some(large)) = (vaults.first(), vaults.last()) else { return Err("no vault".into()) };
    list::measure(small, large)?;
    // A part of those who are due first: what is due is counted and found among all of them.
    let part = |vault| Share::maintain(vault, DAYS[0], FEW as u64 / 2);
    let (few, of_many) = (part(small)?, part(large)?);
    let what = format!("maintenance run limited, {} of {rows} users", of_many.worked.count);
    compare(&what, &of_many, &few, &format!("{} of {FEW} users", few.worked.count));
    let whole = vaults.iter().map(|vault| Share::maintain(vault, DAYS[1], 0)).collect::<Done<Vec<_>>>()?;
    grown("maintenance run,", &whole);
    Ok(())
}

/// Rates beside that of the fewest, memory beside that of the next fewer: a page cache has to fill first.
fn grown(what: &str, shares: &[Share]) {
    for (fewer, many) in shares.iter().zip(shares.iter().skip(1)) {
        let few = shares.first().unwrap_or(fewer);
        let what = format!("{what} {} users", many.worked.count);
        compare(&what, many, few, &label(few));
        goal("linear", many.worked.per_second() >= LINEAR * few.worked.per_second());
        let (what, ratio) = (format!("{what}, most memory, MB"), many.megabytes / fewer.megabytes);
        println!(
            "{what:<52} {:>9.1}      {:>9.1}    {:<34} {ratio:>6.2}",
            many.megabytes,
            fewer.megabytes,
            label(fewer)
        );
        goal("flat", ratio <= FLAT);
    }
}

fn label(few: &Share) -> String {
    format!("the same with {} users", few.worked.count)
}

/// By the clock, and by processor time where that is told.
fn compare(what: &str, many: &Share, few: &Share, label: &str) {
    rate_row(what, many.worked.per_second(), label, few.worked.per_second());
    if let Some((many, few)) = many.worked.per_processor_second().zip(few.worked.per_processor_second()) {
        rate_row("    the same by the second of processor time", many, label, few);
    }
}
