use crate::{
    answer::Answer,
    process::Session,
    show::{pairs, table},
};
use orgkey_core::{Access, AuditQuery, audit_page, verify_audit};
use orgkey_types::Outcome;
use orgkey_wire::{AuditHeadView, AuditPageView};

pub fn list(session: Session, limit: u32, before: Option<u64>, text: Option<String>) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let view = AuditPageView::from(&audit_page(&vault, &AuditQuery { before, limit, text })?);
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
                entry.phase.clone(),
                entry.subject.clone(),
            ]
        })
        .collect();
    let text = format!(
        "{}\n{} entries; head {}",
        table(&["Seq", "At", "Who", "What", "Phase", "On"], &rows),
        view.total,
        view.head.hash
    );
    Ok(Answer::new(&view, text))
}

pub fn verify(session: Session) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let head = AuditHeadView::from(&verify_audit(&vault)?);
    let text = pairs(&[
        ("Audit log", "the chain holds from the first entry to the last".to_owned()),
        ("Head", format!("{} {}", head.seq, head.hash)),
        ("Counter", head.counter.to_string()),
    ]);
    Ok(Answer::new(head, text))
}
