//! Auto-lock: a thread that looks once a second at the monotonic clock and at the time asleep.

use crate::{Console, clock};
use orgkey_wire::SessionEvent;
use std::{thread, time::Duration};

/// The page is warned so long before.
const WARNING: Duration = Duration::from_secs(30);
/// A suspend is at least so long; shorter jumps are clock noise.
const SUSPEND: Duration = Duration::from_secs(5);

/// Starts the watch.
pub fn watch(console: Console) {
    let _ = thread::Builder::new().name("idle".into()).spawn(move || {
        let mut asleep = clock::asleep();
        let mut warned = false;
        loop {
            thread::sleep(Duration::from_secs(1));
            let slept = clock::asleep();
            let suspended = slept.saturating_sub(asleep) >= SUSPEND;
            asleep = slept;
            let Some((idle, limit)) = console.idle() else {
                warned = false;
                continue;
            };
            match reason_to_lock(idle, limit, suspended) {
                Some(reason) => {
                    console.lock(Some(reason));
                    console.tell(&SessionEvent::Changed(Box::new(console.view())));
                    warned = false;
                }
                None => warned = warn(&console, limit.saturating_sub(idle), warned),
            }
        }
    });
}

fn reason_to_lock(idle: Duration, limit: Duration, suspended: bool) -> Option<&'static str> {
    match (suspended, idle >= limit) {
        (true, _) => Some("suspend"),
        (false, true) => Some("idle"),
        (false, false) => None,
    }
}

fn warn(console: &Console, left: Duration, warned: bool) -> bool {
    let soon = left <= WARNING;
    if soon && !warned {
        console.tell(&SessionEvent::LocksSoon { seconds: u32::try_from(left.as_secs()).unwrap_or(0) });
    }
    soon
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idle_time_and_suspend_lock_and_nothing_else_does() {
        let limit = Duration::from_secs(240);
        let cases = [
            (0, false, None),
            (239, false, None),
            (240, false, Some("idle")),
            (9_999, false, Some("idle")),
            (0, true, Some("suspend")),
        ];
        for (idle, suspended, expected) in cases {
            assert_eq!(
                reason_to_lock(Duration::from_secs(idle), limit, suspended),
                expected,
                "{idle} s, suspended: {suspended}"
            );
        }
    }
}
