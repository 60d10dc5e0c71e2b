//! Many users at once: one thread reads, all cores make, open and certify keys, and the caller's thread stores. In order,
//! so that of two lines about one user the first always wins; no more than a few keys are in memory.

use super::{
    desk::{Desk, Prepared},
    gather::{Candidate, What, gather},
};
use orgkey_openpgp::{Keyring, inspect};
use orgkey_types::{Code, Failure, Fingerprint, KeyMode, Outcome, Passphrase, Timestamp};
use std::{
    collections::BTreeMap,
    num::NonZero,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

/// Keys that wait in front of a thread.
const WAITING: usize = 8;

/// What is done with what is found.
#[derive(Clone, Copy)]
pub(super) struct Work<'a> {
    pub path: &'a Path,
    pub mode: Option<KeyMode>,
    pub passphrase: Option<&'a Passphrase>,
    /// Makes no keys for lines of CSV.
    pub only_look: bool,
    pub now: Timestamp,
}

/// One user, found and made ready, or refused.
pub(super) struct Ready {
    pub source: String,
    pub email: Option<String>,
    pub fingerprint: Option<Fingerprint>,
    pub made: Outcome<Made>,
}

pub(super) enum Made {
    Prepared(Box<Prepared>),
    /// Only looked at: a key would be generated.
    WouldGenerate,
}

/// Runs everything, and hands the results to `store` in the order of the file.
pub(super) fn run(desk: &Desk, work: Work<'_>, store: &mut dyn FnMut(Ready) -> Outcome<()>) -> Outcome<()> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let (found, candidates) = sync_channel(threads * WAITING);
    let (done, results) = sync_channel(threads * WAITING);
    let (candidates, stop) = (Mutex::new(candidates), AtomicBool::new(false));
    thread::scope(|scope| {
        let (candidates, stop) = (&candidates, &stop);
        scope.spawn(move || read(work.path, &found, stop));
        for _ in 0..threads {
            let (desk, done) = (desk.clone(), done.clone());
            scope.spawn(move || make(desk, work, candidates, &done));
        }
        drop(done);
        let outcome = in_order(&results, store);
        drop(results);
        // A reader that waits to hand something over is released.
        stop.store(true, Ordering::Relaxed);
        drain(candidates);
        outcome
    })
}

fn read(path: &Path, found: &SyncSender<(u64, Candidate)>, stop: &AtomicBool) {
    let mut number = 0;
    gather(path, &mut |candidate| {
        number += 1;
        !stop.load(Ordering::Relaxed) && found.send((number - 1, candidate)).is_ok()
    });
}

fn make(
    mut desk: Desk,
    work: Work<'_>,
    candidates: &Mutex<Receiver<(u64, Candidate)>>,
    done: &SyncSender<(u64, Vec<Ready>)>,
) {
    loop {
        let next = candidates.lock().ok().and_then(|candidates| candidates.recv().ok());
        let Some((number, candidate)) = next else { return };
        if done.send((number, desk.ready(candidate, work))).is_err() {
            return;
        }
    }
}

fn drain(candidates: &Mutex<Receiver<(u64, Candidate)>>) {
    if let Ok(candidates) = candidates.lock() {
        while candidates.recv().is_ok() {}
    }
}

fn in_order(results: &Receiver<(u64, Vec<Ready>)>, store: &mut dyn FnMut(Ready) -> Outcome<()>) -> Outcome<()> {
    let (mut early, mut next) = (BTreeMap::new(), 0);
    for (number, ready) in results {
        early.insert(number, ready);
        while let Some(ready) = early.remove(&next) {
            next += 1;
            ready.into_iter().try_for_each(&mut *store)?;
        }
    }
    Ok(())
}

impl Desk {
    fn ready(&mut self, candidate: Candidate, work: Work<'_>) -> Vec<Ready> {
        let Candidate { source, what } = candidate;
        match what {
            Err(failure) => vec![Ready::refused(source, failure)],
            Ok(What::Person { email, name, mode }) => {
                let made = self.person(&email, &name, mode.or(work.mode), work.only_look);
                vec![Ready { source, email: Some(email), fingerprint: made.1, made: made.0 }]
            }
            Ok(What::Keys(bytes)) => match inspect(bytes.expose(), work.now) {
                Ok(contents) if !contents.keys.is_empty() => {
                    contents.keys.into_iter().map(|found| self.found(&source, found, work)).collect()
                }
                Ok(contents) => vec![Ready::refused(source, Failure::about(Code::NotAKey, contents.kind.words()))],
                Err(failure) => self.one_by_one(&source, bytes.expose(), failure, work),
            },
        }
    }

    /// One damaged key does not keep out the others of its file.
    fn one_by_one(&mut self, source: &str, bytes: &[u8], whole: Failure, work: Work<'_>) -> Vec<Ready> {
        let keys: Vec<_> = Keyring::new(bytes).into_iter().flatten().collect();
        if keys.len() < 2 {
            return vec![Ready::refused(source.to_owned(), whole)];
        }
        let mut ready = Vec::new();
        for key in keys {
            let found = key.and_then(|key| inspect(key.expose(), work.now));
            match found.map(|contents| contents.keys) {
                Ok(keys) => ready.extend(keys.into_iter().map(|found| self.found(source, found, work))),
                Err(failure) => ready.push(Ready::refused(source.to_owned(), failure)),
            }
        }
        ready
    }

    fn found(&mut self, source: &str, found: orgkey_openpgp::FoundKey, work: Work<'_>) -> Ready {
        let fingerprint = Some(found.summary.fingerprint.clone());
        let shown = found.summary.user_ids.first().cloned();
        let made = self.take(found, work.mode, work.passphrase);
        let email = made.as_ref().map(|made| made.email.clone()).ok().or(shown);
        Ready { source: source.to_owned(), email, fingerprint, made: made.map(|made| Made::Prepared(Box::new(made))) }
    }

    fn person(
        &mut self,
        email: &str,
        name: &str,
        mode: Option<KeyMode>,
        only_look: bool,
    ) -> (Outcome<Made>, Option<Fingerprint>) {
        if let Some(mode) = mode.filter(|mode| *mode != KeyMode::Skm) {
            return (Err(Failure::about(Code::UserKeyMadeByClient, mode.name().to_uppercase())), None);
        }
        if only_look {
            return (self.could_generate(email, name).map(|()| Made::WouldGenerate), None);
        }
        let made = self.generate(email, name);
        let fingerprint = made.as_ref().ok().map(|made| made.key.summary.fingerprint.clone());
        (made.map(|made| Made::Prepared(Box::new(made))), fingerprint)
    }
}

impl Ready {
    fn refused(source: String, failure: Failure) -> Self {
        Self { source, email: None, fingerprint: None, made: Err(failure) }
    }
}
