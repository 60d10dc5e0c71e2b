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

    /// The same answer where the plan that it shows is refused: `error` and the exit code are those of the attempt.
    #[must_use]
    pub fn refused(self, refusal: Option<&Failure>) -> Self {
        match refusal {
            Some(failure) => self.with("error", error(failure)).exiting(crate::exit_code(failure.code)),
            None => self,
        }
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
    if as_json {
        let answer = json!({ "error": error(failure) });
        say(std::io::stdout(), &serde_json::to_string_pretty(&answer).unwrap_or_default());
    } else {
        let (fact, advice) = message(failure.code, failure.subject.as_deref(), Language::En);
        say(std::io::stderr(), &format!("orgkey: {}\n        {}", plain(&fact), plain(&advice)));
    }
}

/// The one shape of a failure in JSON.
fn error(failure: &Failure) -> Value {
    let (fact, advice) = message(failure.code, failure.subject.as_deref(), Language::En);
    json!({ "code": failure.code, "subject": failure.subject, "fact": fact, "advice": advice, "cause": failure.cause })
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
        let fact = first_paragraph(&error.to_string());
        let advice = "See orgkey --help, or --help behind the verb.";
        let error = json!({ "error": { "code": Code::InvalidArgument, "subject": null, "fact": fact, "advice": advice, "cause": null } });
        say(std::io::stdout(), &serde_json::to_string_pretty(&error).unwrap_or_default());
    } else {
        let _ = error.print();
    }
    2
}

/// What is wrong as a sentence, without the usage that follows: the names of missing arguments stand on lines of their own.
fn first_paragraph(text: &str) -> String {
    let lines = text.lines().map(str::trim).take_while(|line| !line.is_empty());
    let words = lines.collect::<Vec<_>>().join(" ");
    let mut letters = words.trim_start_matches("error: ").chars();
    letters.next().map(|first| format!("{}{}.", first.to_uppercase(), letters.as_str())).unwrap_or_default()
}

/// Prints a line beside the answer.
pub fn print_note(text: &str) {
    say(std::io::stderr(), &format!("orgkey: note: {}", plain(text)));
}
