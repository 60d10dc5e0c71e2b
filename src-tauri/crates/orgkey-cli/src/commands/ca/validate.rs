use super::text::validation;
use crate::{answer::Answer, process::Session};
use orgkey_core::{
    Access,
    ca::{ToValidate, validate_certificate},
    read_key_file,
};
use orgkey_types::Outcome;
use orgkey_wire::{Language, ValidationView};
use std::path::Path;

pub fn validate(session: &Session, name: Option<&str>, file: Option<&Path>, serial: Option<&str>) -> Outcome<Answer> {
    let bytes = file.map(read_key_file).transpose()?;
    let vault = session.open(Access::WriteOrRead)?;
    let what = match (&bytes, serial) {
        (Some(bytes), _) => ToValidate::File(bytes),
        (None, Some(serial)) => ToValidate::Issued(name, serial),
        (None, None) => ToValidate::Ca(name),
    };
    let report = validate_certificate(&vault, what, session.now)?;
    let views = ValidationView::all(&report, Language::En);
    let text: Vec<String> = views.iter().map(validation).collect();
    Ok(Answer::new(&views, text.join("\n")).exiting(u8::from(!report.is_valid())))
}
