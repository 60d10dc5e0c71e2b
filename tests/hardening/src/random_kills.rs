//! kill -9 at random moments of a long run, each time from where the one before was killed.

use crate::place::Place;
use std::{
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How long a call takes when nobody disturbs it.
pub fn unbroken(place: &Place, line: &str) -> Duration {
    let start = Instant::now();
    let _ = place.run(line).expect(0);
    start.elapsed()
}

/// Starts the call and kills it after that time; false when it had ended before.
pub fn killed_after(place: &Place, line: &str, time: Duration) -> bool {
    let mut command = place.call(line).prepared(Command::new(crate::program::binary()));
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    thread::sleep(time);
    let ended = child.try_wait().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    ended.is_none()
}

/// Anything from nothing to `most`, each as likely.
pub fn at_most(most: Duration) -> Duration {
    let share = f64::from(getrandom::u32().unwrap()) / f64::from(u32::MAX);
    most.mul_f64(share)
}
