//! Memory of this process in megabytes (10^6 bytes); told by Linux only.

/// What it has now.
pub fn resident() -> Option<f64> {
    told("VmRSS:")
}

/// The most that it had at once since its start, or since [`forget_peak`].
pub fn peak() -> Option<f64> {
    told("VmHWM:")
}

/// From now on the peak is that of what follows (proc(5), `clear_refs`): the key derivation of an unlock alone takes more
/// than most of what is measured after it.
pub fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

fn told(field: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kib = status.lines().find_map(|line| line.strip_prefix(field))?.split_whitespace().next()?;
    kib.parse::<f64>().ok().map(|kib| kib * 1024.0 / 1e6)
}
