//! The one place that prints: text or JSON on standard output, notes on standard error.

use crate::show::plain;
use orgkey_types::{Code, Failure};
use orgkey_wire::{Language, messages::message};
use serde::Serialize;
use serde_json::{Value, json};
use std::io::Write;

/// What a verb answers, in both forms.
pub struct Answer {
    text: String,
    json: Value,
    /// Exit code; 0 but where a check found something.
    pub exit: u8,
}

impl Answer {
    /// From a view and its lines of text.
    pub fn new(view: impl Serialize, text: impl Into<String>) -> Self {
        Self { text: text.into(), json: serde_json::to_value(view).unwrap_or(Value::Null), exit: 0 }
    }

    /// The same answer with one more JSON field: what only the command line may know, such as a path.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Serialize) -> Self {
        if let Some(fields) = self.json.as_object_mut() {
            fields.insert(name.to_owned(), serde_json::to_value(value).unwrap_or(Value::Null));
        }
        self
    }

    /// The same answer with another exit code.
    #[must_use]
    pub fn exiting(mut self, exit: u8) -> Self {
        self.exit = exit;
        self
    }

    /// Prints it.
    pub fn print(&self, as_json: bool) {
        let text = if as_json {
            serde_json::to_string_pretty(&self.json).unwrap_or_default()
        } else {
            self.text.trim_end().lines().map(plain).collect::<Vec<_>>().join("\n")
        };
        say(std::io::stdout(), &text);
    }
}

/// Absent on purpose: an error. A closed pipe (`orgkey … | head`) is the reader's wish, and a log on a full disk may not
/// change how the operation ends: the exit code tells.
fn say(mut to: impl Write, text: &str) {
    let _ = writeln!(to, "{text}");
}

/// Prints a failure: what happened and what to do.
pub fn print_failure(failure: &Failure, as_json: bool) {
    let (fact, advice) = message(failure.code, failure.subject.as_deref(), Language::En);
    if as_json {
        let error = json!({ "error": { "code": failure.code, "subject": failure.subject, "fact": fact, "advice": advice, "cause": failure.cause } });
        say(std::io::stdout(), &serde_json::to_string_pretty(&error).unwrap_or_default());
    } else {
        say(std::io::stderr(), &format!("orgkey: {}\n        {}", plain(&fact), plain(&advice)));
    }
}

/// Prints what an opened vault found on the way.
pub fn print_notice(failure: &Failure) {
    let (fact, advice) = message(failure.code, failure.subject.as_deref(), Language::En);
    print_note(&format!("{fact} {advice}"));
}

/// Prints what the parser of the arguments found, and gives the exit code: help and version are answers.
pub fn print_usage(error: &clap::Error, as_json: bool) -> u8 {
    if !error.use_stderr() {
        let _ = error.print();
        return 0;
    }
    if as_json {
        let text = error.to_string();
        let fact = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
        let advice = "See orgkey --help, or --help behind the verb.";
        let error = json!({ "error": { "code": Code::InvalidArgument, "subject": null, "fact": fact, "advice": advice, "cause": null } });
        say(std::io::stdout(), &serde_json::to_string_pretty(&error).unwrap_or_default());
    } else {
        let _ = error.print();
    }
    2
}

/// Prints a line beside the answer.
pub fn print_note(text: &str) {
    say(std::io::stderr(), &format!("orgkey: note: {}", plain(text)));
}
