//! `orgkey register …`: where each copy lies, and whether it still restores.

use crate::{
    answer::Answer,
    arguments::register::{Drill, RegisterVerb},
    process::Session,
    show::{pairs, table, word},
    watch::Watch,
};
use orgkey_core::{
    Access, Vault, backup_register,
    register::{DrillCopy, RetireCopy, Verdict, drill_copy, find_copy, plan_drill, retire_copy, would_restore},
};
use orgkey_types::{Code, Outcome, Passphrase};
use orgkey_wire::{
    BackupView, DrillPlanView, DrillReceiptView, FailureView, Language, RecoverabilityView, RestorationView,
    RetireReceiptView,
};
use serde_json::json;
use std::path::Path;

/// Leads a call to its use case.
pub fn run(verb: RegisterVerb, session: &Session) -> Outcome<Answer> {
    match verb {
        RegisterVerb::List => list(session),
        RegisterVerb::Drill(wanted) => drill(session, &wanted),
        RegisterVerb::Retire { copy, reason } => retire(session, &RetireCopy { copy: &copy, reason: &reason }),
        RegisterVerb::WouldRestore => restoration(session),
    }
}

fn list(session: &Session) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let copies: Vec<BackupView> = backup_register(&vault, None)?.iter().map(Into::into).collect();
    let rows: Vec<Vec<String>> = copies.iter().map(row).collect();
    let text = match rows.is_empty() {
        true => "The register is empty: no copy was ever written.\n".to_owned(),
        false => table(&["Id", "File", "Place", "Contents", "Made", "Proven", "State"], &rows),
    };
    Ok(Answer::new(json!({ "copies": copies }), text))
}

/// The beginning of an id names a copy: eight digits tell some thousand copies apart.
fn row(copy: &BackupView) -> Vec<String> {
    let id = copy.id.get(..8).unwrap_or(&copy.id).to_owned();
    let proven = copy.proven_at.map(|at| at.date()).unwrap_or_default();
    vec![id, copy.file_name.clone(), copy.place.clone(), copy.kind.clone(), copy.made_at.date(), proven, state(copy)]
}

fn state(copy: &BackupView) -> String {
    match (&copy.retired, &copy.failed) {
        (Some(retired), _) => format!("retired {}: {}", retired.at.date(), retired.reason),
        (None, Some(failed)) => format!("DRILL FAILED {}: {}", failed.at.date(), failed.code),
        (None, None) if copy.outdated => "from before a renewal".to_owned(),
        (None, None) => String::new(),
    }
}

fn drill(session: &Session, wanted: &Drill) -> Outcome<Answer> {
    let medium = wanted.medium.as_deref();
    let mut vault = session.open_for(wanted.dry_run)?;
    match &wanted.copy {
        None => drill_all(session, &mut vault, medium, wanted.dry_run),
        Some(copy) if wanted.dry_run => {
            let plan = plan_drill(&vault, &DrillCopy { copy, folder: medium, file: None, passphrase: None })?;
            let text = format!("It is there and unchanged: {}\n", plan.file.display());
            Ok(Answer::new(DrillPlanView::from(&plan), text).with("path", plan.file))
        }
        Some(copy) => {
            let outcome = drill_one(session, &mut vault, copy, medium);
            session.saw(&vault)?;
            let (view, text) = outcome.map(|view| (view.clone(), receipt_text(&view)))?;
            Ok(Answer::new(view, text))
        }
    }
}

/// Nobody is asked for the passphrase of a file that is not there, or not the one that was proven.
fn drill_one(session: &Session, vault: &mut Vault, copy: &str, folder: Option<&Path>) -> Outcome<DrillReceiptView> {
    let request = |passphrase| DrillCopy { copy, folder, file: None, passphrase };
    let passphrase: Option<Passphrase> = match plan_drill(vault, &request(None)) {
        Ok(plan) if plan.needs_passphrase => Some(session.passphrases.file()?),
        // The drill itself notes that the file is another one.
        Err(failure) if failure.code != Code::CopyChanged => return Err(failure),
        _ => None,
    };
    let receipt = drill_copy(vault, &request(passphrase.as_ref()), &Watch::new(), session.now)?;
    Ok((&receipt).into())
}

fn receipt_text(view: &DrillReceiptView) -> String {
    pairs(&[
        ("Proven", view.copy.file_name.clone()),
        ("SHA-256", view.copy.sha256.clone()),
        ("Made", view.copy.made_at.to_string()),
        ("At", view.at.to_string()),
        ("Audit head", format!("{} {}", view.audit_head.seq, view.audit_head.hash)),
    ])
}

/// One that fails does not keep the others from their drill; the exit code is that of the first failure.
fn drill_all(session: &Session, vault: &mut Vault, folder: Option<&Path>, dry_run: bool) -> Outcome<Answer> {
    let (mut views, mut rows, mut first) = (Vec::new(), Vec::new(), None);
    for copy in backup_register(vault, None)?.into_iter().filter(|copy| copy.stored.retired.is_none()) {
        let id = &copy.stored.id;
        let outcome = match dry_run {
            true => plan_drill(vault, &DrillCopy { copy: id, folder, file: None, passphrase: None }).map(drop),
            false => drill_one(session, vault, id, folder).map(drop),
        };
        let told = outcome.as_ref().err().map(|failure| FailureView::new(failure, Language::En));
        rows.push(vec![copy.stored.file_name.clone(), told.as_ref().map_or_else(|| passed(dry_run), words)]);
        views.push(json!({ "copy": BackupView::from(&find_copy(vault, id)?), "error": told }));
        first = first.or(outcome.err());
    }
    session.saw(vault)?;
    let exit = first.as_ref().map_or(0, |failure| crate::exit_code(failure.code));
    Ok(Answer::new(json!({ "drills": views }), table(&["File", "Drill"], &rows)).exiting(exit))
}

fn passed(dry_run: bool) -> String {
    if dry_run { "there and unchanged" } else { "proven" }.to_owned()
}

fn words(failure: &FailureView) -> String {
    format!("{} {}", failure.fact, failure.advice)
}

fn retire(session: &Session, request: &RetireCopy<'_>) -> Outcome<Answer> {
    let mut vault = session.open(Access::Write)?;
    let view = RetireReceiptView::from(&retire_copy(&mut vault, request, session.now)?);
    session.saw(&vault)?;
    let text = pairs(&[
        ("Retired", view.copy.file_name.clone()),
        ("Proven copies left", view.left.to_string()),
        ("Audit head", format!("{} {}", view.audit_head.seq, view.audit_head.hash)),
    ]);
    Ok(Answer::new(view, text))
}

fn restoration(session: &Session) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let view = RestorationView::from(&would_restore(&vault, session.now)?);
    let (words, exit) = match view.verdict {
        Verdict::Yes => ("Yes: today's copies would bring everything back.", 0),
        Verdict::Nothing => ("There is nothing to bring back yet.", 0),
        Verdict::Old => ("Yes, but a proof is older than 90 days: drill it.", 1),
        Verdict::No => ("No: a secret has no proven copy.", 1),
    };
    let row = |secret: &RecoverabilityView| {
        let name = secret.name.clone().unwrap_or_else(|| format!("generation {}", secret.generation));
        let proven = secret.last_proven.map(|at| at.date()).unwrap_or_default();
        vec![word(secret.kind), name, secret.copies.to_string(), proven, word(secret.standing)]
    };
    let rows: Vec<Vec<String>> = view.secrets.iter().map(row).collect();
    let secrets = table(&["Secret", "Name", "Copies", "Last proven", "Standing"], &rows);
    let text = if rows.is_empty() { format!("{words}\n") } else { format!("{words}\n\n{secrets}") };
    Ok(Answer::new(view, text).exiting(exit))
}
