//! Users in any number: the caller's thread asks the vault who is due and stores what was made, all cores make it. The
//! caller's thread never waits while there is something to store, and no more than some thousand users are in memory.

use crate::user::desk::Desk;
use orgkey_types::{Code, Outcome};
use orgkey_vault::Vault;
use std::{
    num::NonZero,
    sync::{
        Mutex,
        mpsc::{Receiver, Sender, SyncSender, channel, sync_channel},
    },
    thread,
};

/// Users that a thread takes at a time.
pub(super) const HANDFUL: u32 = 128;
/// Users that are stored in one transaction.
const TOGETHER: usize = 4_096;
/// Handfuls that are read ahead, besides one for each thread: enough for the length of a transaction.
const AHEAD: usize = 32;

/// Where a stage over users stands.
pub(super) struct Walk<M> {
    /// The last one that was read.
    pub last: Option<M>,
    /// How many more may be read; none is all.
    left: Option<u64>,
}

impl<M> Walk<M> {
    pub fn new(left: Option<u64>) -> Self {
        Self { last: None, left }
    }

    /// A handful, or less where fewer are left.
    pub fn take(&self, handful: u32) -> u32 {
        self.left.and_then(|left| u32::try_from(left).ok()).map_or(handful, |left| left.min(handful))
    }

    pub fn passed(&mut self, users: usize) {
        let users = u64::try_from(users).unwrap_or(u64::MAX);
        self.left = self.left.map(|left| left.saturating_sub(users));
    }
}

/// A stage over users: who is due, what is made for one of them, and how that is stored.
pub(super) trait OverUsers: Sync {
    /// A user who is due.
    type User: Send;
    /// What was made.
    type Made: Send;
    /// A place among those who are due.
    type Mark;

    /// The next handful; an empty one ends the stage.
    fn next(&self, vault: &Vault, walk: &mut Walk<Self::Mark>) -> Outcome<Vec<Self::User>>;

    /// Makes it. On any thread.
    fn make(&self, desk: &mut Desk, user: Self::User) -> Self::Made;
}

/// Runs a stage. `store` has one transaction for what it is handed.
pub(super) fn run<S: OverUsers>(
    stage: &S,
    desk: &Desk,
    vault: &mut Vault,
    walk: &mut Walk<S::Mark>,
    store: &mut dyn FnMut(&mut Vault, Vec<S::Made>) -> Outcome<()>,
) -> Outcome<()> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let (todo, handfuls) = sync_channel(threads + AHEAD);
    let (done, results) = channel();
    let handfuls = Mutex::new(handfuls);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (desk, done, handfuls) = (desk.clone(), done.clone(), &handfuls);
            scope.spawn(move || make(stage, desk, handfuls, &done));
        }
        drop(done);
        let mut flow = Flow { todo: Some(todo), results, under_way: 0, made: Vec::new() };
        while flow.feed(stage, vault, walk, threads + AHEAD)? {
            flow.collect()?;
            if flow.is_full() {
                store(vault, std::mem::take(&mut flow.made))?;
            }
        }
        Ok(())
    })
}

fn make<S: OverUsers>(
    stage: &S,
    mut desk: Desk,
    handfuls: &Mutex<Receiver<Vec<S::User>>>,
    done: &Sender<Vec<S::Made>>,
) {
    loop {
        let next = handfuls.lock().ok().and_then(|handfuls| handfuls.recv().ok());
        let Some(users) = next else { return };
        let made = users.into_iter().map(|user| stage.make(&mut desk, user)).collect();
        if done.send(made).is_err() {
            return;
        }
    }
}

struct Flow<S: OverUsers> {
    /// Closed when nobody is due any more.
    todo: Option<SyncSender<Vec<S::User>>>,
    results: Receiver<Vec<S::Made>>,
    under_way: usize,
    made: Vec<S::Made>,
}

impl<S: OverUsers> Flow<S> {
    /// Keeps the threads at work; false when nothing is under way any more.
    fn feed(&mut self, stage: &S, vault: &Vault, walk: &mut Walk<S::Mark>, most: usize) -> Outcome<bool> {
        while let Some(todo) = self.todo.as_ref().filter(|_| self.under_way < most) {
            let users = stage.next(vault, walk)?;
            if users.is_empty() {
                self.todo = None;
            } else if todo.send(users).is_err() {
                return Err(Code::Internal.into());
            } else {
                self.under_way += 1;
            }
        }
        Ok(self.under_way > 0)
    }

    /// Waits for one handful, and takes those that are ready with it.
    fn collect(&mut self) -> Outcome<()> {
        // A thread that has ended in a panic sends nothing any more.
        let first = self.results.recv().map_err(|_| Code::Internal)?;
        for made in std::iter::once(first).chain(self.results.try_iter()) {
            self.under_way -= 1;
            self.made.extend(made);
        }
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.made.len() >= TOGETHER || (self.todo.is_none() && self.under_way == 0)
    }
}
