use super::create::cost_of;
use crate::{
    answer::Answer,
    arguments::Derivation,
    process::Session,
    show::{pairs, table},
};
use orgkey_core::{Access, CheckState, change_passphrase, check_vault};
use orgkey_types::Outcome;
use orgkey_wire::{AdministratorView, HolderView};
use serde_json::json;
use std::path::Path;

pub fn status(session: &Session) -> Outcome<Answer> {
    let (dir, locked) = (session.folder()?, session.locked()?);
    let administrators: Vec<AdministratorView> = locked.slots().iter().map(Into::into).collect();
    let holder = locked.holder()?.as_ref().map(HolderView::from);
    let rows: Vec<Vec<String>> = administrators
        .iter()
        .map(|slot| vec![slot.name.clone(), slot.role.clone(), slot.created.date(), slot.derivation.clone()])
        .collect();
    let text = pairs(&[
        ("Vault", dir.display().to_string()),
        ("Id", locked.id().to_owned()),
        ("Format", locked.format().to_string()),
        ("Written by", holder.as_ref().map_or_else(|| "nobody".to_owned(), holder_words)),
    ]);
    let text = format!("{text}\n{}", table(&["Administrator", "Role", "Since", "Key derivation"], &rows));
    Ok(Answer::new(
        json!({ "vault": dir, "id": locked.id(), "format": locked.format(), "administrators": administrators, "holder": holder }),
        text,
    ))
}

pub fn lock_info(session: &Session) -> Outcome<Answer> {
    let holder = session.locked()?.holder()?.as_ref().map(HolderView::from);
    let text = holder.as_ref().map_or_else(|| "Nobody writes to this vault.".to_owned(), holder_words);
    Ok(Answer::new(json!({ "holder": holder }), text))
}

pub fn check(session: &Session) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let report = check_vault(&vault)?;
    let words = |state: CheckState| match state {
        CheckState::Ok => "ok",
        CheckState::Warning => "warning",
        CheckState::Failed => "FAILED",
    };
    let rows: Vec<Vec<String>> = report
        .items
        .iter()
        .map(|item| vec![words(item.state).to_owned(), item.name.clone(), item.detail.clone()])
        .collect();
    let failed = report.items.iter().any(|item| item.state == CheckState::Failed);
    Ok(Answer::new(&report, table(&["", "Check", "Finding"], &rows)).exiting(u8::from(failed)))
}

pub fn passwd(session: &Session, new_file: Option<&Path>, derivation: Derivation) -> Outcome<Answer> {
    // What the folder is, is told before a passphrase is asked for.
    session.locked()?;
    let current = session.passphrases.administrator()?;
    let mut vault = session.open_with(Access::Write, &current)?;
    let next = session.passphrases.next_administrator(new_file)?;
    change_passphrase(&mut vault, &current, &next, cost_of(derivation), session.now)?;
    session.saw(&vault)?;
    let text = format!(
        "The passphrase of {} was changed. Copies of the folder from before, and its earlier generations, still open with the old one.",
        vault.administrator()
    );
    Ok(Answer::new(json!({ "administrator": vault.administrator(), "changed": true }), text))
}

fn holder_words(holder: &HolderView) -> String {
    format!("{} {} on {} since {} ({})", holder.program, holder.pid, holder.host, holder.since, holder.administrator)
}
