//! The log as a table for a spreadsheet (RFC 4180).

use orgkey_types::{Code, Failure, Outcome};
use orgkey_vault::AuditRecord;

const COLUMNS: [&str; 11] =
    ["seq", "at", "administrator", "action", "phase", "subject", "detail", "intent", "counter", "prevHash", "hash"];

/// The line of column names.
pub(super) fn head() -> Outcome<Vec<u8>> {
    table([COLUMNS.map(str::to_owned)])
}

/// A line for each entry.
pub(super) fn rows(records: &[AuditRecord]) -> Outcome<Vec<u8>> {
    table(records.iter().map(row))
}

fn table(rows: impl IntoIterator<Item = [String; 11]>) -> Outcome<Vec<u8>> {
    let fault = |error: &dyn std::fmt::Display| Failure::from(Code::Internal).because(error);
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(|error| fault(&error))?;
    }
    writer.into_inner().map_err(|error| fault(&error))
}

fn row(record: &AuditRecord) -> [String; 11] {
    [
        record.seq.to_string(),
        record.at.to_string(),
        harmless(&record.administrator),
        harmless(&record.action),
        harmless(&record.phase),
        harmless(&record.subject),
        harmless(&record.detail),
        record.intent.map(|intent| intent.to_string()).unwrap_or_default(),
        record.counter.to_string(),
        hex::encode(&record.prev_hash),
        hex::encode(&record.hash),
    ]
}

/// Names in the log are somebody else's words, and a spreadsheet runs a cell that begins like a formula. An apostrophe
/// makes it text; it is the reason why this form of the log cannot be verified.
fn harmless(text: &str) -> String {
    match text.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
        || text.starts_with(['\t', '\r', '\n'])
    {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_becomes_text() {
        for text in ["=1+1", "+1", "-1", "@sum(a1)", "  =1", "\t=1", "\r=1", "\n=1", "\u{ff1d}1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["", "Ada", "a=1", "{\"a\":\"=1\"}", "keys@example.org", "1-2"] {
            assert_eq!(harmless(text), text);
        }
    }
}
