//! The only place of the shell that reads clocks.
#![expect(clippy::disallowed_methods, reason = "this is the entry point that hands the time to everything else")]

use orgkey_types::Timestamp;
use std::time::{Duration, Instant, SystemTime};

/// The wall clock.
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_seconds(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// The monotonic clock, for idle time: moving the wall clock changes nothing.
pub fn monotonic() -> Instant {
    Instant::now()
}

/// Time that the machine has spent asleep since it was started: it grows only across a suspend.
#[cfg(target_os = "linux")]
pub fn asleep() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    let read = |clock| {
        let time = clock_gettime(clock);
        Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
    };
    read(ClockId::Boottime).saturating_sub(read(ClockId::Monotonic))
}

/// Elsewhere the wall clock runs on while the monotonic clock stands still.
#[cfg(not(target_os = "linux"))]
pub fn asleep() -> Duration {
    use std::sync::OnceLock;
    static START: OnceLock<(Instant, SystemTime)> = OnceLock::new();
    let (instant, wall) = *START.get_or_init(|| (Instant::now(), SystemTime::now()));
    SystemTime::now().duration_since(wall).unwrap_or_default().saturating_sub(instant.elapsed())
}
