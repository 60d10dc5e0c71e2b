//! The limit: OpenSSL with the same key and nothing around it.

use crate::{Done, processor};
use openssl::{
    error::ErrorStack,
    hash::MessageDigest,
    pkey::{Id, PKeyRef, Private},
    sign::Signer,
};
use std::{
    num::NonZero,
    thread,
    time::{Duration, Instant},
};

const SPAN: Duration = Duration::from_millis(1500);

/// As many as our own stages start.
pub fn threads() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// What was done, in which time, and with how much processor time.
pub struct Worked {
    pub count: u64,
    pub time: Duration,
    pub processor: Option<Duration>,
}

impl Worked {
    pub fn per_second(&self) -> f64 {
        self.count as f64 / self.time.as_secs_f64().max(1e-9)
    }

    /// By the second of processor time.
    pub fn per_processor_second(&self) -> Option<f64> {
        self.processor.map(|time| self.count as f64 / time.as_secs_f64().max(1e-9))
    }
}

/// How often in a second so many threads do something. `begin` gives each thread what is its own.
pub fn per_second<W: FnMut() -> Result<(), ErrorStack>>(
    threads: usize,
    begin: impl Fn() -> Result<W, ErrorStack> + Sync,
) -> Done<f64> {
    work(threads, begin).map(|worked| worked.per_second())
}

/// Some time of it.
pub fn work<W: FnMut() -> Result<(), ErrorStack>>(
    threads: usize,
    begin: impl Fn() -> Result<W, ErrorStack> + Sync,
) -> Done<Worked> {
    let (start, before) = (Instant::now(), processor::used());
    let run = || {
        let (mut work, mut count) = (begin()?, 0_u64);
        while start.elapsed() < SPAN {
            work()?;
            count += 1;
        }
        Ok(count)
    };
    let counts: Vec<Result<u64, ErrorStack>> = thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
        running.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(ErrorStack::get()))).collect()
    });
    let count = counts.into_iter().sum::<Result<u64, ErrorStack>>()?;
    Ok(Worked { count, time: start.elapsed(), processor: processor::since(before) })
}

/// One signature.
pub fn sign(key: &PKeyRef<Private>, digest: MessageDigest, message: &[u8]) -> Result<(), ErrorStack> {
    let mut signer = if hashes(key) { Signer::new(digest, key)? } else { Signer::new_without_digest(key)? };
    signer.sign_oneshot_to_vec(message).map(drop)
}

/// Whether such a key is told of a digest; the others have their own.
pub fn hashes(key: &PKeyRef<Private>) -> bool {
    matches!(key.id(), Id::RSA | Id::EC)
}
