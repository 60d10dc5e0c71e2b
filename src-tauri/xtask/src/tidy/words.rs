use crate::tree::Source;

/// What must not be committed in code, by ending of the file, and why. Split so that this file does not find itself.
const WORDS: &[(&str, &str, &str)] = &[
    ("rs", concat!("todo", "!("), "is not finished"),
    ("rs", concat!("unimplemented", "!("), "is not finished"),
    ("rs", concat!("dbg", "!("), "prints what may be a secret"),
    ("rs", concat!("#[ig", "nore"), "is a test that never runs"),
    ("ts svelte mjs js", concat!("console", ".log"), "prints what may be a secret"),
    ("ts svelte mjs js", concat!("debug", "ger;"), "stops the page"),
    ("ts mjs js", concat!("it.t", "odo"), "is not finished"),
    ("ts mjs js", concat!(".sk", "ip("), "is a test that never runs"),
    ("ts mjs js", concat!(".on", "ly("), "hides every other test"),
    ("ts svelte mjs js", concat!("@ts-ig", "nore"), "hides what the compiler sees"),
];

/// Words in code that were meant to leave again, and addresses in npm's lock file.
pub(super) fn findings(sources: &[Source]) -> Vec<String> {
    sources.iter().flat_map(|source| [of_code(source), of_lock(source)].concat()).collect()
}

fn of_code(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        for (endings, word, why) in WORDS {
            if endings.split(' ').any(|ending| ending == source.ending()) && line.contains(word) {
                found.push(format!("{}:{}: `{word}` {why}", source.path, number + 1));
            }
        }
    }
    found
}

/// A download address pins the registry of whoever wrote the lock; the integrity hash stays.
fn of_lock(source: &Source) -> Vec<String> {
    let lock = source.path.ends_with("package-lock.json") && source.text.contains("\"resolved\":");
    lock.then(|| format!("{}: holds download addresses (`resolved`)", source.path)).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_was_meant_to_leave_is_found_where_it_is_code() {
        let rows = [
            ("a.rs", WORDS[0].1, true),
            ("a.rs", "fn done() {}", false),
            ("a.ts", concat!("console", ".log(1)"), true),
            ("a.md", concat!("console", ".log(1)"), false),
            ("a.svelte", concat!("console", ".log(1)"), true),
            ("ui/package-lock.json", r#"{"resolved": "https://example.test/a.tgz"}"#, true),
            ("ui/package-lock.json", r#"{"integrity": "sha512-"}"#, false),
        ];
        for (path, text, bad) in rows {
            assert_eq!(!findings(&[Source::new(path, text)]).is_empty(), bad, "{path}: {text}");
        }
    }
}
