use crate::Done;
use std::{fs, path::PathBuf};

/// Megabytes (10^6 bytes) of proportional memory of every process of a group: the program and its web processes.
pub(super) fn of_group(group: u32) -> Done<f64> {
    let members = members(group);
    let mut kib = 0;
    for process in &members {
        let file = process.join("smaps_rollup");
        let text = fs::read_to_string(&file)
            .map_err(|error| format!("{}: {error}; the console lets only root look at it", file.display()))?;
        kib += pss_kib(&text).ok_or_else(|| format!("{}: tells no Pss", file.display()))?;
    }
    if members.is_empty() { Err("the window has ended".into()) } else { Ok(kib as f64 * 1024.0 / 1e6) }
}

fn members(group: u32) -> Vec<PathBuf> {
    let all = fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.path());
    all.filter(|process| fs::read_to_string(process.join("stat")).ok().and_then(|stat| group_of(&stat)) == Some(group))
        .collect()
}

/// Fifth field of `/proc/PID/stat` (proc(5)); the second, the name, may hold spaces and brackets.
fn group_of(stat: &str) -> Option<u32> {
    stat.rsplit_once(") ")?.1.split(' ').nth(2)?.parse().ok()
}

fn pss_kib(rollup: &str) -> Option<u64> {
    rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_group_is_found_behind_a_name_with_brackets() {
        assert_eq!(group_of("12 (a) b (c) S 1 77 77 0 -1"), Some(77));
        assert_eq!(group_of("nonsense"), None);
    }

    #[test]
    fn the_proportional_size_is_read_from_the_summary() {
        assert_eq!(pss_kib("00400000-7fff [rollup]\nRss:  5000 kB\nPss:   1234 kB\nPss_Anon: 9 kB\n"), Some(1234));
        assert_eq!(pss_kib("Rss: 1 kB"), None);
    }
}
