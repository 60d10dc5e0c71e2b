//! The limit: OpenSSL with the same key and nothing around it, on as many threads as issuing takes.

use crate::Done;
use openssl::{
    error::ErrorStack,
    hash::MessageDigest,
    pkey::{PKeyRef, Private},
    sign::Signer,
    x509::X509Req,
};
use std::{
    num::NonZero,
    thread,
    time::{Duration, Instant},
};

const SPAN: Duration = Duration::from_millis(1500);

pub(super) fn threads() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Signatures per second over a message of that length.
pub(super) fn signing(key: &PKeyRef<Private>, message: &[u8]) -> Done<f64> {
    per_second(|| sign(key, message))
}

/// Requests per second that are decoded, found to be signed by their applicant, and answered with a signature. Whoever
/// certifies a request has to do these three.
pub(super) fn checking_and_signing(key: &PKeyRef<Private>, request: &[u8], message: &[u8]) -> Done<f64> {
    per_second(|| {
        let request = X509Req::from_der(request)?;
        let holds = request.verify(&*request.public_key()?)?;
        if holds { sign(key, message) } else { Err(ErrorStack::get()) }
    })
}

fn sign(key: &PKeyRef<Private>, message: &[u8]) -> Result<(), ErrorStack> {
    Signer::new(MessageDigest::sha256(), key)?.sign_oneshot_to_vec(message).map(drop)
}

fn per_second(work: impl Fn() -> Result<(), ErrorStack> + Sync) -> Done<f64> {
    let start = Instant::now();
    let run = || {
        let mut count = 0_u64;
        while start.elapsed() < SPAN {
            work()?;
            count += 1;
        }
        Ok(count)
    };
    let counts: Vec<Result<u64, ErrorStack>> = thread::scope(|scope| {
        let running: Vec<_> = (0..threads()).map(|_| scope.spawn(run)).collect();
        running.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(ErrorStack::get()))).collect()
    });
    let total = counts.into_iter().sum::<Result<u64, ErrorStack>>()?;
    Ok(total as f64 / start.elapsed().as_secs_f64())
}
