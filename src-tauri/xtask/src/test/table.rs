use std::fmt::Write;

/// How a part ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ended {
    Ok,
    Failed(String),
    /// Not started: it needs that part, which did not pass.
    NotRun(&'static str),
}

impl Ended {
    pub(super) fn is_bad(&self) -> bool {
        *self != Self::Ok
    }
}

/// A line of the table.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) seconds: f64,
    pub(super) ended: Ended,
}

/// The last thing in the log: each part, how long it took, how it ended.
pub(super) fn table(rows: &[Row]) -> String {
    let mut text = String::from("\npart        seconds  ended\n");
    for row in rows {
        let word = match &row.ended {
            Ended::Ok => "ok".to_owned(),
            Ended::Failed(reason) => format!("FAILED: {}", reason.lines().next().unwrap_or_default()),
            Ended::NotRun(need) => format!("NOT RUN: needs {need}"),
        };
        let _ = writeln!(text, "{:<10} {:>8.1}  {word}", row.name, row.seconds);
    }
    let total: f64 = rows.iter().map(|row| row.seconds).sum();
    let _ = writeln!(text, "{:<10} {total:>8.1}", "all");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_did_not_run_is_as_bad_as_one_that_failed() {
        let rows = [
            Row { name: "page", seconds: 1.0, ended: Ended::Failed("`npm` ended\nlong".into()) },
            Row { name: "rust", seconds: 0.0, ended: Ended::NotRun("page") },
            Row { name: "tidy", seconds: 0.25, ended: Ended::Ok },
        ];
        assert_eq!(rows.iter().filter(|row| row.ended.is_bad()).count(), 2);
        let text = table(&rows);
        for line in [
            "page            1.0  FAILED: `npm` ended\n",
            "rust            0.0  NOT RUN: needs page\n",
            "tidy            0.2  ok\n",
            "all             1.2\n",
        ] {
            assert!(text.contains(line), "{line:?} is not in {text}");
        }
    }
}
