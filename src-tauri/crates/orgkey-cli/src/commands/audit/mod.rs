//! `orgkey audit …`.

mod export;
mod verify;

use crate::{
    answer::Answer,
    arguments::audit::AuditVerb,
    process::Session,
    show::{counted, table},
};
use orgkey_core::{Access, AuditQuery, audit_page};
use orgkey_types::Outcome;
use orgkey_wire::AuditPageView;
use serde_json::Value;

/// Leads a call to its use case.
pub fn run(verb: AuditVerb, session: &Session) -> Outcome<Answer> {
    match verb {
        AuditVerb::List { limit, before, since, filter } => {
            list(session, &AuditQuery { before, since, limit, text: filter })
        }
        AuditVerb::Export(wanted) => export::export(session, &wanted),
        AuditVerb::Verify { file: Some(file), .. } => verify::verify_file(session, &file),
        AuditVerb::Verify { file: None, head } => verify::verify(session, head.as_ref()),
    }
}

fn list(session: &Session, query: &AuditQuery) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let view = AuditPageView::from(&audit_page(&vault, query)?);
    let rows: Vec<Vec<String>> = view
        .entries
        .iter()
        .map(|entry| {
            let who = entry.administrator.clone();
            vec![
                entry.seq.to_string(),
                entry.at.to_string(),
                who,
                entry.action.clone(),
                outcome(&entry.phase, &entry.detail),
                on(&entry.subject, &entry.detail),
            ]
        })
        .collect();
    let text = format!(
        "{}\n{}; head {}",
        table(&["Seq", "At", "Who", "What", "Outcome", "On"], &rows),
        counted(view.total, "entry", "entries"),
        view.head.hash
    );
    Ok(Answer::new(&view, text))
}

/// What it was about, with those details that tell one certificate, file or reason from another.
fn on(subject: &str, detail: &str) -> String {
    let detail: Value = serde_json::from_str(detail).unwrap_or_default();
    let told = ["name", "serial", "reason", "file"].into_iter().filter_map(|key| detail.get(key)?.as_str());
    [subject].into_iter().chain(told).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// How an operation ended: a settlement carries it (`{"outcome":"failed","code":"disk-full"}`).
fn outcome(phase: &str, detail: &str) -> String {
    let detail: Value = serde_json::from_str(detail).unwrap_or_default();
    let word = |name: &str| detail.get(name).and_then(Value::as_str).map(str::to_owned);
    match (phase, word("outcome"), word("code")) {
        ("settled", Some(outcome), Some(code)) => format!("{outcome}: {code}"),
        ("settled", Some(outcome), None) => outcome,
        _ => phase.to_owned(),
    }
}
