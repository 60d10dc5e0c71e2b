//! Core failures to what the page gets: code, words, no path. What the layer below said stays here, in one line of
//! the log with a reference.

use orgkey_types::{Code, Failure};
use orgkey_wire::{FailureView, Language};

/// The failure as the page gets it.
pub fn view(failure: Failure, language: Language) -> FailureView {
    let failure = match failure.code {
        Code::Internal => with_reference(failure),
        _ => failure,
    };
    FailureView::new(&failure, language)
}

/// A fault of ours gets a number; the log line carries what the layer below said.
fn with_reference(failure: Failure) -> Failure {
    let mut random = [0; 4];
    let _ = getrandom::fill(&mut random);
    let reference = hex::encode(random);
    crate::process::say(&format!("orgkey-console: fault {reference}: {failure}"));
    Failure::about(Code::Internal, reference)
}
