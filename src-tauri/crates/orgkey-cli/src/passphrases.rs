//! Where passphrases come from: a file's first line, standard input, or the terminal. Never an argument, never the
//! environment.

use crate::arguments::Global;
use orgkey_types::{Code, Failure, Outcome, Passphrase, Secret};
use std::{
    io::{BufRead, IsTerminal},
    path::{Path, PathBuf},
};

/// Largest passphrase file, in bytes.
const LARGEST: u64 = 64 << 10;

/// The passphrases of one call.
pub struct Passphrases {
    administrator: Option<PathBuf>,
    export: Option<PathBuf>,
    file: Option<PathBuf>,
    second: Option<PathBuf>,
}

impl Passphrases {
    pub fn new(global: &Global) -> Self {
        Self {
            administrator: global.passphrase_file.clone(),
            export: global.export_passphrase_file.clone(),
            file: global.file_passphrase_file.clone(),
            second: global.second_passphrase_file.clone(),
        }
    }

    /// The administrator's.
    pub fn administrator(&self) -> Outcome<Passphrase> {
        one(self.administrator.as_deref(), &ADMINISTRATOR)
    }

    /// The administrator's first one: a terminal is asked twice.
    pub fn new_administrator(&self) -> Outcome<Passphrase> {
        twice(self.administrator.as_deref(), &ADMINISTRATOR)
    }

    /// The administrator's next one.
    pub fn next_administrator(&self, file: Option<&Path>) -> Outcome<Passphrase> {
        twice(file, &Wanted { words: "New passphrase", option: "--new-passphrase-file F" })
    }

    /// The first one of an administrator who is being added.
    pub fn added_administrator(&self, file: Option<&Path>) -> Outcome<Passphrase> {
        twice(file, &Wanted { words: "Passphrase of the new administrator", option: "--new-passphrase-file F" })
    }

    /// The second administrator's.
    pub fn second(&self) -> Outcome<Passphrase> {
        one(
            self.second.as_deref(),
            &Wanted { words: "Passphrase of the second administrator", option: "--second-passphrase-file F" },
        )
    }

    /// For the file that is written.
    pub fn export(&self) -> Outcome<Passphrase> {
        twice(
            self.export.as_deref(),
            &Wanted { words: "Passphrase for the exported file", option: "--export-passphrase-file F" },
        )
    }

    /// Of the file that is read.
    pub fn file(&self) -> Outcome<Passphrase> {
        one(self.file.as_deref(), &Wanted { words: "Passphrase of the file", option: "--file-passphrase-file F" })
    }

    /// Of the file that is read, where one was named; nobody is asked.
    pub fn file_if_named(&self) -> Outcome<Option<Passphrase>> {
        self.file.as_deref().map(from_file).transpose()
    }
}

/// A passphrase as a terminal is asked for it, and the option that names a file with it.
struct Wanted {
    words: &'static str,
    option: &'static str,
}

const ADMINISTRATOR: Wanted = Wanted { words: "Passphrase of the administrator", option: "--passphrase-file F" };

impl Wanted {
    fn missing(&self) -> Failure {
        Failure::about(Code::PassphraseMissing, format!("{} ({})", self.words.to_lowercase(), self.option))
    }
}

fn one(file: Option<&Path>, wanted: &Wanted) -> Outcome<Passphrase> {
    match file {
        Some(file) => from_file(file),
        None => ask(wanted, wanted.words),
    }
}

fn twice(file: Option<&Path>, wanted: &Wanted) -> Outcome<Passphrase> {
    let Some(file) = file else {
        let first = ask(wanted, wanted.words)?;
        let again = ask(wanted, &format!("{}, again", wanted.words))?;
        return if first.same_as(&again) { Ok(first) } else { Err(Code::PassphrasesDiffer.into()) };
    };
    from_file(file)
}

fn from_file(file: &Path) -> Outcome<Passphrase> {
    if file.as_os_str() == "-" {
        return from_standard_input();
    }
    let secret = orgkey_core::read_passphrase_file(file, LARGEST)?;
    Passphrase::first_line(&secret).map_err(|failure| Failure { subject: Some(file.display().to_string()), ..failure })
}

/// One line for each use of `-`, in the order of use.
fn from_standard_input() -> Outcome<Passphrase> {
    let mut line = Vec::with_capacity(Passphrase::LONGEST + 2);
    let mut input = std::io::stdin().lock();
    loop {
        let chunk = input.fill_buf().map_err(|_| Code::PassphraseUnreadable)?;
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let taken = end.map_or(chunk.len(), |position| position + 1);
        line.extend_from_slice(&chunk[..taken]);
        input.consume(taken);
        if end.is_some() || taken == 0 || line.len() > Passphrase::LONGEST + 2 {
            break;
        }
    }
    Passphrase::first_line(&Secret::new(line))
        .map_err(|failure| Failure { subject: Some("standard input".into()), ..failure })
}

fn ask(wanted: &Wanted, prompt: &str) -> Outcome<Passphrase> {
    if !std::io::stdin().is_terminal() {
        return Err(wanted.missing());
    }
    crate::terminal::restore_when_interrupted();
    let typed = rpassword::prompt_password(format!("{prompt}: ")).map_err(|_| wanted.missing())?;
    if typed.is_empty() {
        return Err(wanted.missing());
    }
    Ok(Passphrase::new(typed))
}
