//! Text forms of the views: aligned pairs and rows.

use orgkey_types::{KeySummary, SecretPart, Timestamp, Use};
use orgkey_wire::{KeyRowView, ProofMeans, ProofView};

/// Aligned `name  value` lines; pairs without a value are left out.
pub fn pairs(rows: &[(&str, String)]) -> String {
    let shown: Vec<_> = rows.iter().filter(|(_, value)| !value.is_empty()).collect();
    let width = shown.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    shown.iter().map(|(name, value)| format!("{name:width$}  {value}\n")).collect()
}

/// Aligned columns with a head line.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let all: Vec<Vec<String>> =
        std::iter::once(head.iter().map(|cell| (*cell).to_owned()).collect()).chain(rows.iter().cloned()).collect();
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

/// A key row as pairs.
pub fn key_row(row: &KeyRowView) -> String {
    let backup = match (row.backup.proven, row.backup.last_proven) {
        (true, Some(proven)) => format!("proven, {} copies, last on {}", row.backup.copies, proven.date()),
        _ => "not backed up".to_owned(),
    };
    pairs(&[
        ("Name", row.name.clone()),
        ("Fingerprint", row.fingerprint.grouped()),
        ("Key ID", row.fingerprint.key_id().to_owned()),
        ("Algorithm", format!("{}, version {}", row.algorithm, row.version)),
        ("Generation", row.generation.to_string()),
        ("State", format!("{:?}", row.state).to_lowercase()),
        ("Created", row.created.to_string()),
        ("Expires", end(row.expires)),
        ("Backup", backup),
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
    let legacy: Vec<String> = key.legacy.iter().map(|reason| format!("{reason:?}")).collect();
    let state = match (key.revoked, key.self_signed) {
        (true, _) => "revoked",
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
        ("Legacy", legacy.join(", ")),
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
