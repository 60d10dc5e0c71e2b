//! The page's commands, one file per use case. Each takes the console, does its part of the border (tickets, thread,
//! time) and calls the core.

pub(crate) mod adk;
pub(crate) mod administrator;
pub(crate) mod audit;
pub mod backup;
pub(crate) mod ca;
pub(crate) mod create;
pub(crate) mod export;
pub(crate) mod generate;
pub(crate) mod health;
pub(crate) mod home;
pub(crate) mod import;
pub(crate) mod inspect;
pub(crate) mod keys;
pub(crate) mod maintenance;
pub(crate) mod org_cert;
pub(crate) mod passphrase;
pub(crate) mod progress;
pub(crate) mod register;
pub(crate) mod renew;
pub(crate) mod replace;
pub(crate) mod session;
pub(crate) mod settings;
pub(crate) mod user;

use crate::Console;
use orgkey_wire::FailureView;
use tauri::State;

/// The managed console.
pub(crate) type App<'a> = State<'a, Console>;
/// What every command answers.
pub(crate) type Answer<T> = Result<T, FailureView>;

/// A file name to offer: a name without what a file system may refuse.
fn file_name(name: &str, ending: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '-' };
    let stem: String = name.trim().chars().take(80).map(kept).collect();
    let stem = stem.trim_matches(|c| matches!(c, '-' | '.'));
    format!("{}.{ending}", if stem.is_empty() { "certificate" } else { stem })
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_name_becomes_a_file_name_that_every_system_takes() {
        let rows = [
            ("Tree CA", "pem", "Tree-CA.pem"),
            ("mail.example.test", "pem", "mail.example.test.pem"),
            ("../../etc/passwd", "crl", "etc-passwd.crl"),
            ("Zürich", "der", "Zürich.der"),
            ("  ", "pem", "certificate.pem"),
            ("a\0b", "pem", "a-b.pem"),
        ];
        for (name, ending, expected) in rows {
            assert_eq!(file_name(name, ending), expected, "{name:?}");
        }
    }
}
