//! Processor time of this process, all threads together. On a machine that others use too it says more than the clock.

use std::time::Duration;

/// Ticks in a second, for every program on Linux (proc(5), `sysconf(_SC_CLK_TCK)`).
const TICKS: f64 = 100.0;

/// What was used until now; told by Linux only.
pub fn used() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // Behind the name, which may hold spaces, `utime` and `stime` are the twelfth and thirteenth field.
    let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some(Duration::from_secs_f64((ticks(11)? + ticks(12)?) / TICKS))
}

/// What was used since; none where nothing is told.
pub fn since(before: Option<Duration>) -> Option<Duration> {
    Some(used()?.saturating_sub(before?))
}
