//! Managed Keys: the maintenance run beside what OpenSSL signs and what GnuPG certifies, users' certificates for S/MIME
//! beside OpenSSL, and lists and runs of a large vault beside the same of a small one.

mod certificates;
mod certify;
mod crowd;
mod growth;
mod key;
mod list;
mod primitive;
mod ring;
mod run;
mod share;

use crate::Done;
use std::path::Path;

pub use share::share;

/// Users of the small vault.
const FEW: usize = 10_000;
/// Users of the one between.
const SOME: usize = 100_000;

/// Everything about users; lists and the longest run with so many of them.
pub fn measure(folder: &Path, rows: usize) -> Done {
    let of_one = certify::measure(folder, rows)?;
    ring::measure(of_one)?;
    certificates::measure(folder, rows)?;
    growth::measure(folder, rows)
}
