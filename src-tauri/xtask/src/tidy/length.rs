use crate::tree::Source;

/// Longer is two things under one roof.
const LINES: usize = 400;

/// Files that are longer for a reason. A row whose file is short again, or gone, is a finding itself.
const REASONS: &[(&str, &str)] = &[];

/// Code files over the bound, but for those with a reason.
pub(super) fn findings(sources: &[Source]) -> Vec<String> {
    over(sources, REASONS)
}

fn over(sources: &[Source], reasons: &[(&str, &str)]) -> Vec<String> {
    let long: Vec<(&str, usize)> = sources
        .iter()
        .filter(|source| is_written_by_hand(source))
        .map(|source| (source.path.as_str(), source.text.lines().count()))
        .filter(|(_, lines)| *lines > LINES)
        .collect();
    let unexplained = long.iter().filter(|(path, _)| !reasons.iter().any(|(known, _)| known == path));
    let stale = reasons.iter().filter(|(known, _)| !long.iter().any(|(path, _)| path == known));
    let unexplained = unexplained
        .map(|(path, lines)| format!("{path}: {lines} lines, more than {LINES}: two things under one roof?"));
    unexplained
        .chain(
            stale.map(|(path, _)| {
                format!("{path}: no longer over {LINES} lines: take its reason out of tidy/length.rs")
            }),
        )
        .collect()
}

fn is_written_by_hand(source: &Source) -> bool {
    let generated = ["/bindings/", "/fixtures/", "/gen/"].iter().any(|part| source.path.contains(part));
    !generated && matches!(source.ending(), "rs" | "ts" | "svelte" | "mjs" | "js" | "css")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_needs_a_reason_and_a_reason_needs_a_long_file() {
        let (long, short) = ("line\n".repeat(LINES + 1), "line\n".repeat(LINES));
        let because = [("a.rs", "a table")];
        let rows: [(&str, &str, &[(&str, &str)], usize); 6] = [
            ("a.rs", &long, &[], 1),
            ("a.rs", &short, &[], 0),
            ("a.rs", &long, &because, 0),
            ("a.rs", &short, &because, 1),
            ("ui/src/bindings/a.ts", &long, &[], 0),
            ("seed.md", &long, &[], 0),
        ];
        for (path, text, reasons, count) in rows {
            assert_eq!(
                over(&[Source::new(path, text)], reasons).len(),
                count,
                "{path}, {} lines",
                text.lines().count()
            );
        }
    }
}
