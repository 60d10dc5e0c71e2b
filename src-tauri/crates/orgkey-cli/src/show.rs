//! Text forms of the views: aligned pairs and rows.

use orgkey_types::{KeySummary, Legacy, SecretPart, Timestamp, Usability, Use};
use orgkey_wire::{BackupState, FailureView, KeyRowView, ProofMeans, ProofView, WrittenFileView};
use std::path::Path;

/// Text that stays in its line and does nothing to a terminal: names in a file are somebody else's words, and an escape
/// sequence, a line end or a change of direction in them could pass for words of ours.
pub fn plain(text: &str) -> String {
    let harmful = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars()
        .map(|letter| if harmful(letter) { letter.escape_unicode().to_string() } else { letter.to_string() })
        .collect()
}

/// Aligned `name  value` lines; pairs without a value are left out.
pub fn pairs(rows: &[(&str, String)]) -> String {
    let shown: Vec<_> = rows.iter().filter(|(_, value)| !value.is_empty()).collect();
    let width = shown.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    shown.iter().map(|(name, value)| format!("{name:width$}  {}\n", plain(value))).collect()
}

/// Aligned columns with a head line.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let rows = rows.iter().map(|row| row.iter().map(|cell| plain(cell)).collect());
    let all: Vec<Vec<String>> =
        std::iter::once(head.iter().map(|cell| (*cell).to_owned()).collect()).chain(rows).collect();
    let width = |column: usize| {
        all.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let line = |row: &Vec<String>| {
        let cells: Vec<String> =
            row.iter().enumerate().map(|(column, cell)| format!("{cell:0$}", width(column))).collect();
        format!("{}\n", cells.join("  ").trim_end())
    };
    all.iter().map(line).collect()
}

/// `never`, or the day.
pub fn end(expires: Option<Timestamp>) -> String {
    expires.map_or_else(|| "never".to_owned(), Timestamp::date)
}

/// `1 copy`, `2 copies`.
pub fn counted(number: u64, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

/// How many proven copies there are, and since when.
pub fn backup(state: &BackupState) -> String {
    let copies = counted(state.copies.into(), "copy", "copies");
    match (state.proven, state.last_proven) {
        (true, Some(last)) if state.public_part_stale => {
            format!("proven, before the renewal (last on {}): export it again", last.date())
        }
        (true, Some(proven)) => format!("proven, {copies}, last on {}", proven.date()),
        _ => "not backed up".to_owned(),
    }
}

/// The word of a value as it stands in JSON: `key-compromise`.
pub fn word(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// A refusal that a plan tells.
pub fn refusal(refusal: Option<&FailureView>) -> String {
    refusal.map(|failure| format!("{} {}", failure.fact, failure.advice)).unwrap_or_default()
}

/// What a plan would do, where it is not refused.
pub fn would(words: &str, refusal: Option<&FailureView>) -> String {
    if refusal.is_some() { String::new() } else { words.to_owned() }
}

/// Whether a plan would replace a file.
pub fn replaces(replaces: bool) -> String {
    if replaces { "the file that stands there".to_owned() } else { String::new() }
}

/// A file that was written, and what else is to be said of it.
pub fn written(file: &WrittenFileView, path: &Path, more: &[(&str, String)]) -> String {
    let rows = [
        ("Written", path.display().to_string()),
        ("Size", counted(file.bytes, "byte", "bytes")),
        ("SHA-256", file.sha256.clone()),
    ];
    pairs(&[&rows, more].concat())
}

/// A key row as pairs.
pub fn key_row(row: &KeyRowView) -> String {
    pairs(&[
        ("Name", row.name.clone()),
        ("Fingerprint", row.fingerprint.grouped()),
        ("Key ID", row.fingerprint.key_id().to_owned()),
        ("Algorithm", format!("{}, version {}", row.algorithm, row.version)),
        ("Generation", row.generation.to_string()),
        ("State", format!("{:?}", row.state).to_lowercase()),
        ("Created", row.created.to_string()),
        ("Expires", end(row.expires)),
        ("Backup", backup(&row.backup)),
        ("Id", row.id.clone()),
    ])
}

/// The parts of a key, one line each.
pub fn components(summary: &KeySummary) -> String {
    let rows: Vec<Vec<String>> = summary
        .components
        .iter()
        .map(|part| {
            let uses: Vec<&str> = part.uses.iter().map(|usage| use_words(*usage)).collect();
            vec![
                part.fingerprint.key_id().to_owned(),
                part.algorithm.clone(),
                uses.join(", "),
                end(part.expires),
                secret_words(&part.secret),
            ]
        })
        .collect();
    table(&["Key ID", "Algorithm", "Use", "Expires", "Secret part"], &rows)
}

/// A key of a file.
pub fn summary(key: &KeySummary) -> String {
    let legacy: Vec<&str> = key.legacy.iter().map(|reason| legacy_words(*reason)).collect();
    let unknown = key.primary().is_some_and(|part| part.usability == Usability::KeptOnly);
    let state = match (key.revoked, key.self_signed) {
        (true, _) => "revoked",
        (false, false) if unknown => "of an algorithm or version that cannot be checked here",
        (false, false) => "without self-signatures",
        (false, true) => "",
    };
    let head = pairs(&[
        ("Key", key.user_ids.join("; ")),
        ("Fingerprint", key.fingerprint.grouped()),
        ("Version", key.version.to_string()),
        ("Created", key.created.to_string()),
        ("Expires", end(key.expires)),
        ("State", state.to_owned()),
        ("Weak", legacy.join("; ")),
    ]);
    format!("{head}{}", components(key))
}

/// One line per proven key.
pub fn proof(proof: &[ProofView]) -> String {
    let line = |key: &ProofView| {
        let means = match key.means {
            ProofMeans::MessageDecrypted => "a probe message was decrypted with the file",
            ProofMeans::SignatureVerified => "a probe signature of the file was verified",
            ProofMeans::MatchedByArithmetic => {
                "secret and public part match by arithmetic (this program has no such algorithm)"
            }
        };
        format!("  {} {}: {means}\n", key.fingerprint.key_id(), key.algorithm)
    };
    proof.iter().map(line).collect()
}

/// Why today's programs would refuse such a key.
fn legacy_words(reason: Legacy) -> &'static str {
    match reason {
        Legacy::WeakHash => "its self-signatures use SHA-1 or MD5 (--renew-self-signatures makes new ones)",
        Legacy::ShortKey => "under 2048 bits: replace it soon",
        Legacy::RetiredAlgorithm => "an algorithm that RFC 9580 retires",
        Legacy::OldVersion => "version 3",
    }
}

fn use_words(usage: Use) -> &'static str {
    match usage {
        Use::Certify => "certify",
        Use::Sign => "sign",
        Use::Encrypt => "encrypt",
        Use::Authenticate => "authenticate",
    }
}

fn secret_words(secret: &SecretPart) -> String {
    match secret {
        SecretPart::Absent => "absent".to_owned(),
        SecretPart::Elsewhere => "elsewhere".to_owned(),
        SecretPart::Open => "present".to_owned(),
        SecretPart::Protected(how) => format!("{}; {}", how.derivation, how.cipher),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_file_cannot_pass_for_words_of_ours() {
        let forged = "Good <g@example.org>\nFingerprint  0000\u{1b}[2J\u{202e}x".to_owned();
        let text = pairs(&[("Key", forged.clone())]) + &table(&["Key"], &[vec![forged]]);
        assert_eq!(text.lines().count(), 3);
        assert!(text.chars().all(|letter| letter == '\n' || !letter.is_control()), "{text:?}");
        assert!(!text.contains('\u{202e}'));
        assert_eq!(plain("Müller 密码"), "Müller 密码");
    }
}
