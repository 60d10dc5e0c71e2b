//! The memory of another process, as a debugger or a thief with root's rights reads it.

use crate::search::{Needle, positions};
use std::{
    fs::{self, File},
    os::unix::fs::FileExt,
};

/// One writable range of addresses with what it holds.
struct Range {
    name: String,
    bytes: Vec<u8>,
}

/// The needles that stand in the memory of a process, each with form, number of places and the names of the ranges.
/// Pages that were never touched hold nothing and cannot be read.
pub fn in_memory(pid: u32, needles: &[Needle]) -> Vec<String> {
    let ranges = writable(pid);
    let mut found = Vec::new();
    for needle in needles {
        for (form, bytes) in &needle.forms {
            let places = ranges.iter().map(|range| (range, positions(&range.bytes, bytes, 100)));
            found.extend(
                places
                    .filter(|(_, at)| !at.is_empty())
                    .map(|(range, at)| format!("{} ({form}) {} times in {}", needle.name, at.len(), range.name)),
            );
        }
    }
    found
}

/// What stands around the first place of each hit, for finding where it comes from.
pub fn surroundings(pid: u32, needle: &Needle) -> Vec<String> {
    let mut told = Vec::new();
    for range in writable(pid) {
        for (form, bytes) in &needle.forms {
            for at in positions(&range.bytes, bytes, 3) {
                let around = &range.bytes[at.saturating_sub(64)..(at + bytes.len() + 64).min(range.bytes.len())];
                told.push(format!("{} ({form}) in {} at {at:#x}: {}", needle.name, range.name, around.escape_ascii()));
            }
        }
    }
    told
}

fn writable(pid: u32) -> Vec<Range> {
    let maps = fs::read_to_string(format!("/proc/{pid}/maps")).unwrap();
    let memory = File::open(format!("/proc/{pid}/mem")).unwrap();
    let ranges = maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|mode| mode.starts_with("rw")));
    ranges.filter_map(|line| read(&memory, line)).collect()
}

fn read(memory: &File, line: &str) -> Option<Range> {
    let (start, end) = line.split(' ').next()?.split_once('-')?;
    let (start, end) = (u64::from_str_radix(start, 16).ok()?, u64::from_str_radix(end, 16).ok()?);
    let mut bytes = vec![0; usize::try_from(end - start).ok()?];
    let name = line.split_whitespace().nth(5).unwrap_or("an unnamed range").to_owned();
    memory.read_exact_at(&mut bytes, start).ok().map(|()| Range { name, bytes })
}
