use crate::{Language, messages::message};
use orgkey_types::{Code, Failure};
use serde::Serialize;
use std::path::Path;
use ts_rs::TS;

/// A failure as it is shown: what happened and what to do.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FailureView {
    /// The closed code.
    pub code: Code,
    /// What it is about; a path is cut to its file name.
    pub subject: Option<String>,
    /// What happened.
    pub fact: String,
    /// What to do.
    pub advice: String,
}

impl FailureView {
    /// The words of a failure in that language. A subject that is a path keeps its last part only: the page
    /// receives no paths.
    pub fn new(failure: &Failure, language: Language) -> Self {
        let subject = failure.subject.as_deref().map(without_folders);
        let (fact, advice) = message(failure.code, subject.as_deref(), language);
        Self { code: failure.code, subject, fact, advice }
    }
}

fn without_folders(subject: &str) -> String {
    let path = Path::new(subject);
    match path.file_name() {
        Some(name) if path.is_absolute() || subject.contains(std::path::MAIN_SEPARATOR) => {
            name.to_string_lossy().into_owned()
        }
        _ => subject.to_owned(),
    }
}
