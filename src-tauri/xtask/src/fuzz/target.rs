use crate::program;
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

/// Memory that a target may use, in MiB: the bound that the product promises.
const MEMORY: &str = "-rss_limit_mb=256";
/// Seconds that one input may take.
const TIMEOUT: &str = "-timeout=2";

/// How a target ended.
pub(super) struct Ran {
    name: &'static str,
    /// libFuzzer's last count: runs, coverage, corpus.
    summary: String,
    /// What broke, with the input that did it.
    pub(super) found: Option<String>,
}

impl Ran {
    /// Its thread did not come back.
    pub(super) fn lost(name: &'static str) -> Self {
        Self { name, summary: String::new(), found: Some("the task itself broke".to_owned()) }
    }

    pub(super) fn show(&self) {
        println!("{:<26} {}", self.name, self.summary);
        if let Some(found) = &self.found {
            eprintln!("{}: {found}", self.name);
        }
    }
}

/// Runs a target from its own seeds, in folders that are made anew.
pub(super) fn run(name: &'static str, program: &Path, seconds: u32) -> Ran {
    let folder = program::target().join("fuzz").join(name);
    let (corpus, broken) = (folder.join("corpus"), folder.join("broken"));
    let _ = fs::remove_dir_all(&folder);
    let made = [&corpus, &broken].into_iter().try_for_each(fs::create_dir_all);
    if let Err(error) = made {
        return Ran { found: Some(format!("{}: {error}", folder.display())), ..Ran::lost(name) };
    }
    let mut fuzzer = Command::new(program);
    fuzzer.arg(&corpus).args([MEMORY, TIMEOUT]).arg(format!("-max_total_time={seconds}"));
    fuzzer.arg(format!("-artifact_prefix={}/", broken.display()));
    match fuzzer.stdin(Stdio::null()).output() {
        Err(error) => Ran { found: Some(format!("{} did not start: {error}", program.display())), ..Ran::lost(name) },
        Ok(output) => {
            let log = String::from_utf8_lossy(&output.stderr).into_owned();
            let found = (!output.status.success()).then(|| what_broke(&log, &broken));
            match summary(&log) {
                Some(summary) => Ran { name, summary, found },
                None => Ran { found: found.or(Some("it ended before its first run".to_owned())), ..Ran::lost(name) },
            }
        }
    }
}

/// The last line that counts: `#4567 DONE cov: 812 ft: 2048 corp: 230/31Kb …`, without what varies with the machine.
fn summary(log: &str) -> Option<String> {
    let counts = log.lines().rev().find(|line| line.starts_with('#') && line.contains(" cov: "))?;
    let words: Vec<&str> = counts.split_whitespace().collect();
    let value = |name: &str| words.get(words.iter().position(|word| *word == name)? + 1).copied();
    let runs = words.first()?.trim_start_matches('#');
    Some(format!("{runs} runs, coverage {}, corpus {}", value("cov:")?, value("corp:")?))
}

fn what_broke(log: &str, broken: &Path) -> String {
    let told: Vec<&str> =
        log.lines().filter(|line| line.contains("panicked at") || line.starts_with("SUMMARY:")).collect();
    let after = log.lines().skip_while(|line| !line.contains("panicked at")).nth(1).unwrap_or_default();
    let inputs = fs::read_dir(broken).into_iter().flatten().flatten().map(|entry| entry.path());
    let shown = inputs.map(|path| format!("\n{}\n{}", path.display(), hex(&fs::read(&path).unwrap_or_default())));
    format!("{}\n{after}{}", told.join("\n"), shown.collect::<String>())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_count_is_told_where_there_is_one() {
        let log =
            "#2\tINITED cov: 5 ft: 5 corp: 1/1b\n#7\tDONE   cov: 81 ft: 90 corp: 12/3Kb lim: 4 rss: 40Mb\nDone 7 runs";
        assert_eq!(summary(log).as_deref(), Some("7 runs, coverage 81, corpus 12/3Kb"));
        assert_eq!(summary("nothing"), None);
    }
}
