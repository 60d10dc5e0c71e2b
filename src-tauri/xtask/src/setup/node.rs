use crate::{Done, process};
use std::process::Command;

/// The oldest Node that Vite 8 runs on.
const OLDEST: (u32, u32) = (20, 19);

/// Node is asked for, never installed: whoever works here has a version of their own.
pub(super) fn check() -> Done {
    let Ok(answer) = process::output(Command::new("node").arg("--version")) else {
        return Err(format!(
            "Node is not installed. Install Node {}.{} or newer (nodejs.org or your system's packages), then start again.",
            OLDEST.0, OLDEST.1
        ));
    };
    match version(&answer) {
        Some(found) if found >= OLDEST => Ok(()),
        _ => Err(format!("Node {} is too old: {}.{} or newer is needed.", answer.trim(), OLDEST.0, OLDEST.1)),
    }
}

fn version(answer: &str) -> Option<(u32, u32)> {
    let mut parts = answer.trim().strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_number_and_not_by_letter() {
        let rows =
            [("v20.19.0\n", true), ("v20.9.0", false), ("v18.20.1", false), ("v100.0.0", true), ("nonsense", false)];
        for (answer, enough) in rows {
            assert_eq!(version(answer).is_some_and(|found| found >= OLDEST), enough, "{answer}");
        }
    }
}
