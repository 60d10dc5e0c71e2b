use crate::Code;
use serde::Serialize;
use std::fmt;

/// The result of everything that can be refused.
pub type Outcome<T> = Result<T, Failure>;

/// A refusal or fault: a closed code, and what it is about. The words are made from the code where they are shown
/// (`orgkey-wire`), so neither of the two fields may ever hold a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// What kind of failure this is.
    pub code: Code,
    /// The file, key, algorithm or administrator that the message names; shown to people.
    pub subject: Option<String>,
    /// What the layer below said; for the log and `--json`, never for the page.
    pub cause: Option<String>,
}

impl Failure {
    /// A failure about the named thing.
    pub fn about(code: Code, subject: impl fmt::Display) -> Self {
        Self { code, subject: Some(subject.to_string()), cause: None }
    }

    /// The same failure with what the layer below said.
    #[must_use]
    pub fn because(mut self, cause: impl fmt::Display) -> Self {
        self.cause = Some(cause.to_string());
        self
    }
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Self { code, subject: None, cause: None }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code.name())?;
        if let Some(subject) = &self.subject {
            write!(f, " ({subject})")?;
        }
        match &self.cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Failure {}
