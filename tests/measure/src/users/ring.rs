//! GnuPG, which certifies one key after the other of a ring, each in a process of its own.

use super::{
    crowd::DAY,
    key::{real, user_id},
};
use crate::{Done, USER_ID, gnupg::Gnupg, goal, median, now, row, told};
use orgkey_openpgp::{Certifier, inspect, unlock, with_certification};
use orgkey_types::{Fingerprint, Outcome, Timestamp};
use std::time::Duration;

/// Keys in the ring.
const KEYS: usize = 800;
/// Of them so many are certified already: GnuPG looks at all certifications after each one, and so the middle one of all
/// is measured without waiting for those before it.
const CERTIFIED: usize = KEYS / 2;
const RUNS: usize = 21;
/// How many times as long GnuPG is to take.
const TIMES: f64 = 1_000.0;

/// What a user takes in a maintenance run with an Organization Key of the same kind, beside `gpg --quick-sign-key`. The
/// key of GnuPG has no passphrase: unlocking it is not a part of certifying.
pub fn measure(ours: Duration) -> Done {
    let gnupg = Gnupg::with_key(USER_ID, "ed25519", "cv25519", "")?;
    let (ring, fingerprints) = ring(&gnupg, now()?)?;
    gnupg.import(&ring)?;
    let mut next = fingerprints.iter().skip(CERTIFIED);
    let theirs = median(RUNS, || gnupg.certify(next.next().ok_or("too few keys")?.as_str()))?;
    let peer = format!("gpg --quick-sign-key, ring of {KEYS}");
    row("certify a user, of a whole maintenance run", ours, &peer, theirs);
    let times = theirs.as_secs_f64() / ours.as_secs_f64();
    println!("    {:.1} µs beside {:.1} ms: {times:.0} times", ours.as_secs_f64() * 1e6, theirs.as_secs_f64() * 1e3);
    goal(&format!("{TIMES} times"), times >= TIMES);
    Ok(())
}

/// Public keys as one file, and whose they are.
fn ring(gnupg: &Gnupg, now: Timestamp) -> Done<(Vec<u8>, Vec<Fingerprint>)> {
    let found = inspect(&gnupg.export()?, now).map_err(told)?.keys.pop().ok_or("gpg exported no key")?;
    let mut certifier = Certifier::new(&unlock(found, None, now).map_err(told)?).map_err(told)?;
    let (mut file, mut fingerprints) = (Vec::new(), Vec::new());
    for number in 0..KEYS {
        let key = real(number, None, now).map_err(told)?;
        let mut certified = || certified(&mut certifier, key.public(), &user_id(number), now);
        file.extend(if number < CERTIFIED { certified().map_err(told)? } else { key.public().to_vec() });
        fingerprints.push(key.summary().fingerprint.clone());
    }
    Ok((file, fingerprints))
}

fn certified(certifier: &mut Certifier, public: &[u8], user_id: &str, now: Timestamp) -> Outcome<Vec<u8>> {
    let user_id = user_id.as_bytes();
    let certification = certifier.certify(public, user_id, now.plus_seconds(300 * DAY), now)?;
    with_certification(public, user_id, &certification)
}
