//! What ends, as a calendar (RFC 5545). Nothing in it is secret: names of keys, and days.

use super::dates::HealthDate;
use crate::{
    progress::{Silent, Stage, Steps},
    target::{Proven, check_target},
};
use orgkey_files::Written;
use orgkey_types::{Outcome, Timestamp};
use orgkey_vault::Vault;
use std::path::Path;

/// Longest line in octets, without its end (RFC 5545 §3.1).
const LONGEST: usize = 75;

const STAGES: &[Stage] = &[Stage::Writing, Stage::ReadingBack];

/// What the administrator asks for.
pub struct WriteCalendar<'a> {
    /// Where the file goes.
    pub target: &'a Path,
    /// Replace the file that stands there.
    pub overwrite: bool,
    /// Title and text of an event: the words are the caller's.
    pub words: &'a dyn Fn(&HealthDate) -> (String, String),
}

/// What was written.
#[derive(Debug, Clone)]
pub struct CalendarReceipt {
    /// The file.
    pub file: Written,
    /// Events in it.
    pub events: usize,
}

/// Writes a calendar with an event for each date, which reminds ahead by the threshold of its check. An event keeps its
/// identifier, so that a later calendar moves it instead of adding a second one. The file is read back from the medium
/// before it gets its name.
///
/// # Errors
/// [`orgkey_types::Code::FileExists`] and its like for the target; [`orgkey_types::Code::NotProven`]; what the medium
/// says.
pub fn write_calendar(
    vault: &Vault,
    request: &WriteCalendar<'_>,
    dates: &[HealthDate],
    now: Timestamp,
) -> Outcome<CalendarReceipt> {
    check_target(request.target, request.overwrite)?;
    let (name, counter) = (vault.organization()?.name, vault.counter()?);
    let event = |date: &HealthDate| event(date, (request.words)(date), vault.id(), counter, now);
    let head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//OrgKey Console//orgkey//EN", "CALSCALE:GREGORIAN"];
    let lines = head.map(str::to_owned).into_iter().chain([format!("X-WR-CALNAME:{}", text(&name))]);
    let lines = lines.chain(dates.iter().flat_map(event)).chain(["END:VCALENDAR".to_owned()]);
    let bytes: String = lines.map(|line| folded(&line)).collect();
    let steps = Steps::new(&Silent, STAGES);
    let (file, ()) = Proven::write(request.target, request.overwrite, bytes.as_bytes(), &steps, |_| Ok(()))?;
    Ok(CalendarReceipt { file: file.commit()?, events: dates.len() })
}

/// The counter of the vault only grows, which is what a revision number must do (RFC 5545 §3.8.7.4).
fn event(date: &HealthDate, words: (String, String), vault: &str, counter: u64, now: Timestamp) -> Vec<String> {
    let (title, advice) = (text(&words.0), text(&words.1));
    vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}-{}@{vault}.orgkey", date.kind.name(), text(&date.id)),
        format!("DTSTAMP:{}", moment(now)),
        format!("SEQUENCE:{}", counter.min(i32::MAX as u64)),
        format!("DTSTART:{}", moment(date.at)),
        format!("SUMMARY:{title}"),
        format!("DESCRIPTION:{advice}"),
        "TRANSP:TRANSPARENT".to_owned(),
        "BEGIN:VALARM".to_owned(),
        "ACTION:DISPLAY".to_owned(),
        format!("DESCRIPTION:{title}"),
        format!("TRIGGER:-P{}D", date.kind.days_ahead()),
        "END:VALARM".to_owned(),
        "END:VEVENT".to_owned(),
    ]
}

/// `20270501T120000Z`.
fn moment(at: Timestamp) -> String {
    at.to_string().replace(['-', ':'], "")
}

/// Text of somebody else that stays in its value (RFC 5545 §3.3.11).
fn text(words: &str) -> String {
    let escaped = |letter: char| match letter {
        '\\' | ';' | ',' => format!("\\{letter}"),
        '\n' => "\\n".to_owned(),
        letter if letter.is_control() => String::new(),
        letter => letter.to_string(),
    };
    words.chars().map(escaped).collect()
}

/// Lines of at most 75 octets; what goes on begins with a space. No letter is cut in two.
fn folded(line: &str) -> String {
    let (mut folded, mut length) = (String::new(), 0);
    for letter in line.chars() {
        if length + letter.len_utf8() > LONGEST {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(letter);
        length += letter.len_utf8();
    }
    folded + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_at_75_octets_and_no_letter_is_cut() {
        for letter in ["a", "ü", "密", "🔑"] {
            let line = letter.repeat(200);
            let folded = folded(&line);
            assert!(folded.split("\r\n").all(|part| part.len() <= 75), "{letter}");
            assert_eq!(folded.replace("\r\n ", ""), format!("{line}\r\n"), "{letter}");
        }
        assert_eq!(folded(&"a".repeat(75)), "a".repeat(75) + "\r\n");
    }

    #[test]
    fn words_of_a_name_stay_in_their_value() {
        let forged = "a;b,c\\d\r\nEND:VCALENDAR\u{0}\u{7f}";
        assert_eq!(text(forged), "a\\;b\\,c\\\\d\\nEND:VCALENDAR");
    }
}
