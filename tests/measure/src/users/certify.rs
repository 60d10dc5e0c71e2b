//! Certifications per second of the whole maintenance run, storage included, beside signatures per second of OpenSSL with
//! the same key and nothing around it.

use super::{
    crowd,
    primitive::Primitive,
    run::{DAYS, run},
};
use crate::{
    Done, goal, rate_row,
    raw::{self, Worked},
};
use orgkey_types::{Algorithm, Profile};
use std::{path::Path, time::Duration};

/// What a run has to reach of what OpenSSL signs.
#[derive(Clone, Copy)]
enum Goal {
    OfOneCore(f64),
    OfAllCores(f64),
    None,
}

/// Organization Keys, users who make a run of some seconds, and what is wished.
const KINDS: &[(Algorithm, Profile, usize, Goal)] = &[
    (Algorithm::Curve25519, Profile::V4, 100_000, Goal::OfOneCore(0.6)),
    (Algorithm::Rsa2048, Profile::V4, 20_000, Goal::OfAllCores(0.8)),
    (Algorithm::Rsa4096, Profile::V4, 3_000, Goal::OfAllCores(0.8)),
    (Algorithm::MlDsa65Ed25519, Profile::V6, 10_000, Goal::None),
    (Algorithm::MlDsa87Ed448, Profile::V6, 5_000, Goal::None),
];

/// Medians of what was done by the second: the run, and OpenSSL on one core and on all.
struct Rates {
    run: f64,
    one: f64,
    all: f64,
    /// By the second of processor time: the run and OpenSSL.
    processor: Option<(f64, f64)>,
}

/// Every kind of Organization Key, none with more users than that; what a user takes with the first kind.
pub fn measure(folder: &Path, most: usize) -> Done<Duration> {
    let mut of_one = None;
    for (algorithm, profile, users, wished) in KINDS {
        let (label, users) = (algorithm.name(), most.min(*users));
        let rates = rates(&folder.join(format!("certify-{label}.orgvault")), *algorithm, *profile, users)?;
        let what = format!("maintenance run, {label}, {users} users");
        rate_row(&what, rates.run, "OpenSSL, signing only, 1 core", rates.one);
        rate_row(&what, rates.run, &format!("OpenSSL, signing only, {} cores", raw::threads()), rates.all);
        if let Some((ours, theirs)) = rates.processor {
            rate_row("    the same by the second of processor time", ours, "OpenSSL, signing only", theirs);
        }
        rates.judge(*wished);
        of_one.get_or_insert_with(|| Duration::from_secs_f64(1.0 / rates.run));
    }
    of_one.ok_or_else(|| "no kind of key".into())
}

/// In each round all three are measured, so that a busy moment meets all.
fn rates(folder: &Path, algorithm: Algorithm, profile: Profile, users: usize) -> Done<Rates> {
    let mut vault = crowd::empty(folder, algorithm, profile)?;
    crowd::add(&mut vault, users)?;
    let primitive = Primitive::of(&vault, algorithm)?;
    let (mut runs, mut ones, mut alls) = (Vec::new(), Vec::new(), Vec::new());
    for day in DAYS {
        runs.push(run(&mut vault, day, None)?);
        ones.push(primitive.certifications(1)?);
        alls.push(primitive.certifications(raw::threads())?);
    }
    let of = |rounds: &[Worked]| middle(rounds.iter().map(Worked::per_second).collect());
    let processor = processor(&runs).zip(processor(&alls));
    Ok(Rates { run: of(&runs)?, one: of(&ones)?, all: of(&alls)?, processor })
}

fn processor(rounds: &[Worked]) -> Option<f64> {
    middle(rounds.iter().filter_map(Worked::per_processor_second).collect()).ok()
}

/// The median.
pub fn middle(mut rates: Vec<f64>) -> Done<f64> {
    rates.sort_by(f64::total_cmp);
    rates.get(rates.len() / 2).copied().ok_or_else(|| "no run".into())
}

impl Rates {
    fn judge(&self, wished: Goal) {
        match wished {
            Goal::OfOneCore(share) => goal(&format!("{share} of one core's"), self.run >= share * self.one),
            Goal::OfAllCores(share) => goal(&format!("{share} of all cores'"), self.run >= share * self.all),
            Goal::None => (),
        }
    }
}
