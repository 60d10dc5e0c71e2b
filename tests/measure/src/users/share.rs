//! Parts of the bench in a process of their own: what was measured before would hide their memory.

use super::{crowd, list, run::run};
use crate::{Done, memory, opened, processor, raw::Worked};
use orgkey_types::{Algorithm, Profile};
use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

/// What such a process tells in one line: users, times, and its most memory in megabytes.
pub struct Share {
    pub worked: Worked,
    pub megabytes: f64,
}

impl Share {
    /// A new vault with so many users.
    pub fn store(folder: &Path, users: usize) -> Done<Self> {
        Self::of(&["store", &folder.to_string_lossy(), &users.to_string()])
    }

    /// A maintenance run on that day; no more than `limit` users, 0 is everybody.
    pub fn maintain(folder: &Path, day: i64, limit: u64) -> Done<Self> {
        Self::of(&["maintain", &folder.to_string_lossy(), &day.to_string(), &limit.to_string()])
    }

    fn of(words: &[&str]) -> Done<Self> {
        let output = own_process(words).output()?;
        let told = String::from_utf8(output.stdout)?;
        let fields: Vec<&str> = told.split_whitespace().collect();
        let [count, seconds, processor, megabytes] = fields.as_slice() else {
            return Err(String::from_utf8_lossy(&output.stderr).into());
        };
        let time = |seconds: &str| seconds.parse().map(Duration::from_secs_f64);
        let worked = Worked { count: count.parse()?, time: time(seconds)?, processor: time(processor).ok() };
        Ok(Self { worked, megabytes: megabytes.parse()? })
    }
}

/// The same program once more.
pub fn own_process(words: &[&str]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap_or_default());
    command.arg("share").args(words);
    command
}

/// What such a process does.
pub fn share(words: &[&str]) -> Done {
    match words {
        ["store", folder, users] => tell(store(Path::new(folder), users.parse()?)?),
        ["maintain", folder, day, limit] => tell(maintain(Path::new(folder), day.parse()?, limit.parse()?)?),
        ["list", small, large] => return list::ask_both(Path::new(small), Path::new(large)),
        _ => return Err("share store FOLDER USERS | maintain FOLDER DAY LIMIT | list SMALL LARGE".into()),
    }
    Ok(())
}

fn store(folder: &Path, users: usize) -> Done<Worked> {
    let mut vault = crowd::empty(folder, Algorithm::Curve25519, Profile::V4)?;
    memory::forget_peak();
    let (start, before) = (Instant::now(), processor::used());
    crowd::add(&mut vault, users)?;
    Ok(Worked { count: users as u64, time: start.elapsed(), processor: processor::since(before) })
}

fn maintain(folder: &Path, day: i64, limit: u64) -> Done<Worked> {
    let mut vault = opened(folder)?;
    memory::forget_peak();
    run(&mut vault, day, (limit > 0).then_some(limit))
}

fn tell(worked: Worked) {
    let processor = worked.processor.map_or_else(|| "untold".to_owned(), |time| time.as_secs_f64().to_string());
    let megabytes = memory::peak().unwrap_or(f64::NAN);
    println!("{} {} {processor} {megabytes}", worked.count, worked.time.as_secs_f64());
}
