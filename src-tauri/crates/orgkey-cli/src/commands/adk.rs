//! `orgkey adk …`: the Additional Decryption Key.

use crate::{
    answer::Answer,
    arguments::adk::AdkVerb,
    process::Session,
    show::{end, pairs, table},
};
use orgkey_core::{Access, adk_coverage, adk_in_use, plan_adk, read_key_file, remove_adk, set_adk};
use orgkey_types::Outcome;
use orgkey_wire::{AdkCoverageView, AdkPlanView, AdkReceiptView, AdkUsersView, AdkView};
use serde_json::json;
use std::path::Path;

/// Leads a call to its use case.
pub fn run(verb: AdkVerb, session: &Session) -> Outcome<Answer> {
    match verb {
        AdkVerb::Set { file, dry_run } => set(session, &file, dry_run),
        AdkVerb::Show => show(session),
        AdkVerb::Coverage => coverage(session),
        AdkVerb::Remove { confirm } => remove(session, &confirm),
    }
}

fn set(session: &Session, file: &Path, dry_run: bool) -> Outcome<Answer> {
    let bytes = read_key_file(file)?;
    let mut vault = session.open_for(dry_run)?;
    if dry_run {
        let view = AdkPlanView::from(&plan_adk(&vault, &bytes, session.now)?);
        let text = pairs(&[
            ("Would attach", view.key.fingerprint.grouped()),
            ("Expires", end(view.key.expires)),
            ("In the place of", view.replaces.as_ref().map(|adk| adk.fingerprint.grouped()).unwrap_or_default()),
            ("Users' keys to roll over", view.users_to_roll_over.to_string()),
        ]);
        return Ok(Answer::new(view, text));
    }
    let view = AdkReceiptView::from(&set_adk(&mut vault, &bytes, session.now)?);
    session.saw(&vault)?;
    let text = receipt_text(session, &view);
    Ok(Answer::new(view, text))
}

fn remove(session: &Session, confirm: &str) -> Outcome<Answer> {
    let mut vault = session.open(Access::Write)?;
    let view = AdkReceiptView::from(&remove_adk(&mut vault, confirm, session.now)?);
    session.saw(&vault)?;
    let text = receipt_text(session, &view);
    Ok(Answer::new(view, text))
}

fn receipt_text(session: &Session, view: &AdkReceiptView) -> String {
    let next = match view.users_to_roll_over {
        0 => String::new(),
        users => format!("\n{users} keys of users name an earlier one: {}\n", session.next("maintenance run")),
    };
    format!("{}{next}", adk_text(view.adk.as_ref()))
}

fn adk_text(adk: Option<&AdkView>) -> String {
    let Some(adk) = adk else { return "No Additional Decryption Key is attached.\n".to_owned() };
    pairs(&[
        ("Name", adk.name.clone()),
        ("Fingerprint", adk.fingerprint.grouped()),
        ("Created", adk.created.to_string()),
        ("Expires", end(adk.expires)),
        ("In use since", adk.since.to_string()),
    ])
}

fn show(session: &Session) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let adk = adk_in_use(&vault)?.as_ref().map(AdkView::from);
    let text = adk_text(adk.as_ref());
    Ok(Answer::new(json!({ "adk": adk }), text))
}

fn coverage(session: &Session) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let view = AdkCoverageView::from(&adk_coverage(&vault, session.now)?);
    let row = |row: &AdkUsersView| {
        let fingerprint = row.fingerprint.as_ref().map_or_else(|| "none".to_owned(), |named| named.grouped());
        let name = row.name.clone().unwrap_or_default();
        vec![fingerprint, name, row.users.to_string(), if row.in_use { "in use" } else { "" }.to_owned()]
    };
    let rows: Vec<Vec<String>> = view.rows.iter().map(row).collect();
    let text = format!(
        "{}\n{} keys of users name an earlier one and are changed by the maintenance run.\n",
        table(&["Additional Decryption Key", "Name", "Users", ""], &rows),
        view.users_to_roll_over
    );
    Ok(Answer::new(view, text))
}
