//! What a power cut leaves, modelled: see [`crate::tracer`] for how the program is followed. What was synced stays. Of the
//! rest, names and contents stay or go on their own, and a content may be half there, page by page, as on a disk with a
//! journal for its names only. A content that was never synced is empty.
//!
//! Names are kept or lost together: journals keep the order of renames, and a rename is whole or not at all.

use crate::{
    cuts::{Cut, Run},
    place::Place,
    tracer::{Moment, Traced, trace},
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs::{self, Metadata},
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    time::SystemTime,
};

const PAGE: usize = 4096;

/// The number of a file is given again when the file is gone; with the time of its birth it is not.
type Inode = (u64, Option<SystemTime>);

/// A name in a folder.
#[derive(Clone, Copy)]
struct Entry {
    inode: Inode,
    mode: u32,
    folder: bool,
}

/// Files and folders by what they are, not by their names.
#[derive(Clone, Default)]
struct Disk {
    files: HashMap<Inode, Vec<u8>>,
    folders: HashMap<Inode, BTreeMap<PathBuf, Entry>>,
}

/// What stays of that which was not synced.
#[derive(Debug, Clone, Copy)]
struct Stays {
    names: bool,
    contents: Contents,
}

#[derive(Debug, Clone, Copy)]
enum Contents {
    Synced,
    Written,
    Pages(u64),
}

/// Runs the call in the place. Of each state that it goes through are told: all that was synced and nothing else; names
/// without contents; contents without names; and names with some pages of the contents. Each outcome once.
///
/// # Panics
/// When the system refuses to trace.
pub fn run(place: &Place, line: &str) -> Run {
    let (mut synced, mut calls, mut cuts, mut seen) = (Disk::of(place.root()), 0, Vec::new(), HashSet::new());
    let ended = trace(&place.call(line), |call, moment| match moment {
        Moment::After => synced.keep(call),
        Moment::Before => {
            calls += 1;
            let written = Disk::of(place.root());
            for stays in outcomes(calls) {
                let left = written.after_a_cut(&synced, inode_of(place.root()), stays);
                if seen.insert(left.digest()) {
                    cuts.push(Cut { before: format!("{} number {calls}, {stays:?}", call.name), place: left });
                }
            }
        }
    });
    let left = Disk::of(place.root()).after_a_cut(&synced, inode_of(place.root()), SYNCED);
    cuts.push(Cut { before: "the end, and only what was synced".to_owned(), place: left });
    Run { ended, calls: calls as usize, cuts }
}

const SYNCED: Stays = Stays { names: false, contents: Contents::Synced };

fn outcomes(seed: u64) -> [Stays; 4] {
    let some = |names, contents| Stays { names, contents };
    [SYNCED, some(true, Contents::Synced), some(false, Contents::Written), some(true, Contents::Pages(seed))]
}

fn inode_of(path: &Path) -> Inode {
    inode(&path.symlink_metadata().unwrap())
}

fn inode(about: &Metadata) -> Inode {
    (about.ino(), about.created().ok())
}

impl Disk {
    /// Everything below a folder as it stands.
    fn of(root: &Path) -> Self {
        let mut disk = Self::default();
        disk.read(root);
        disk
    }

    fn read(&mut self, folder: &Path) {
        let entries = listing(folder);
        for (name, entry) in &entries {
            match entry.folder {
                true => self.read(&folder.join(name)),
                false => drop(self.files.insert(entry.inode, fs::read(folder.join(name)).unwrap())),
            }
        }
        self.folders.insert(inode_of(folder), entries);
    }

    /// A sync makes the content of a file last, or the names in a folder.
    fn keep(&mut self, call: &Traced) {
        let Some(path) = call.path.as_deref().filter(|_| matches!(call.name, "fsync" | "fdatasync")) else { return };
        let Ok(about) = path.symlink_metadata() else { return };
        match about.is_dir() {
            true => drop(self.folders.insert(inode(&about), listing(path))),
            false => drop(self.files.insert(inode(&about), fs::read(path).unwrap())),
        }
    }

    fn after_a_cut(&self, synced: &Self, root: Inode, stays: Stays) -> Place {
        let place = Place::empty();
        self.lay(synced, root, stays, place.root());
        place
    }

    fn lay(&self, synced: &Self, folder: Inode, stays: Stays, target: &Path) {
        let names = if stays.names { self } else { synced };
        for (name, entry) in names.folders.get(&folder).into_iter().flatten() {
            let path = target.join(name);
            if entry.folder {
                fs::create_dir(&path).unwrap();
                self.lay(synced, entry.inode, stays, &path);
            } else {
                fs::write(&path, self.content(synced, entry.inode, stays.contents)).unwrap();
            }
            fs::set_permissions(&path, fs::Permissions::from_mode(entry.mode)).unwrap();
        }
    }

    /// A file that has lost its name while the names of an earlier moment stay is as it was synced.
    fn content(&self, synced: &Self, file: Inode, contents: Contents) -> Vec<u8> {
        let old = synced.files.get(&file).cloned().unwrap_or_default();
        match (self.files.get(&file), contents) {
            (None, _) | (_, Contents::Synced) => old,
            (Some(new), Contents::Written) => new.clone(),
            (Some(new), Contents::Pages(seed)) => some_pages(&old, new, seed),
        }
    }
}

fn listing(folder: &Path) -> BTreeMap<PathBuf, Entry> {
    let named = |entry: fs::DirEntry| {
        let about = entry.metadata().unwrap();
        let entry_of = Entry { inode: inode(&about), mode: about.permissions().mode(), folder: about.is_dir() };
        (PathBuf::from(entry.file_name()), entry_of)
    };
    fs::read_dir(folder).unwrap().map(|entry| named(entry.unwrap())).collect()
}

/// The new content, but for every page that a coin of that seed leaves as it was.
fn some_pages(old: &[u8], new: &[u8], seed: u64) -> Vec<u8> {
    let mut mixed = new.to_vec();
    for (number, page) in mixed.chunks_mut(PAGE).enumerate() {
        let coin = (seed ^ number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 63;
        let start = number * PAGE;
        for (at, byte) in page.iter_mut().enumerate().filter(|_| coin == 0) {
            *byte = old.get(start + at).copied().unwrap_or_default();
        }
    }
    mixed
}
