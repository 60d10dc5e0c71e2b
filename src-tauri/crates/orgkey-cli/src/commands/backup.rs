//! `orgkey backup …`: backups of the whole vault.

use super::{create::cost_of, whole};
use crate::{
    answer::Answer,
    arguments::backup::{BackupCreate, BackupRestore, BackupSchedule, BackupVerb},
    process::{PROGRAM, Session},
    show::{counted, pairs, replaces, table, written},
    watch::Watch,
};
use orgkey_core::{
    Access,
    backup::{self as core, CreateBackup, RestoreBackup, RestoredFor, Retention},
};
use orgkey_types::{Outcome, Passphrase};
use orgkey_wire::{
    BackedUpAuthorityView, BackedUpKeyView, BackupScheduleView, RestorePlanView, RestoreReceiptView,
    ScheduledBackupReceiptView, ServerBackupContentsView, ServerBackupPlanView, ServerBackupReceiptView,
    ServerBackupView, VerifiedBackupView,
};
use serde_json::json;
use std::path::Path;

/// Leads a call to its use case.
pub fn run(verb: BackupVerb, session: &Session) -> Outcome<Answer> {
    match verb {
        BackupVerb::Create(wanted) if wanted.scheduled => scheduled(session),
        BackupVerb::Create(wanted) => create(session, &wanted),
        BackupVerb::List => list(session),
        BackupVerb::Verify { file } => verify(session, &whole(&file)),
        BackupVerb::Schedule(wanted) => schedule(session, &wanted),
        BackupVerb::Restore(wanted) => restore(session, &wanted),
    }
}

fn create(session: &Session, wanted: &BackupCreate) -> Outcome<Answer> {
    let target = whole(wanted.to.as_deref().unwrap_or(Path::new(".")));
    let request = CreateBackup { target: &target, preset: wanted.preset, overwrite: wanted.writing.overwrite };
    let mut vault = session.open_for(wanted.writing.dry_run)?;
    if wanted.writing.dry_run {
        let plan = core::plan_backup(&vault, &request, session.now)?;
        let view = ServerBackupPlanView::from(&plan);
        let text = plan_text(&view, &plan.target);
        return Ok(Answer::new(view, text).with("path", &plan.target));
    }
    let receipt = core::create_backup(&mut vault, &request, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let view = ServerBackupReceiptView::from(&receipt);
    let text = receipt_text(&view, &receipt.file.path);
    Ok(Answer::new(view, text).with("path", &receipt.file.path))
}

fn plan_text(plan: &ServerBackupPlanView, target: &Path) -> String {
    let text = pairs(&[
        ("Would write", target.display().to_string()),
        ("Encrypted to", format!("generation {}, {}", plan.generation, plan.fingerprint)),
        ("Users", plan.users.to_string()),
        ("Replaces", replaces(plan.target.replaces)),
    ]);
    format!("{text}{}", openers(plan.proven_copies))
}

fn receipt_text(receipt: &ServerBackupReceiptView, target: &Path) -> String {
    let header = &receipt.contents.header;
    let more = [
        ("Organisation", header.organization.clone()),
        ("Encrypted to", format!("generation {}, {}", header.generation, header.fingerprint)),
        ("Users", receipt.contents.users.to_string()),
        ("Audit head", format!("{} {}", receipt.audit_head.seq, receipt.audit_head.hash)),
    ];
    let head = written(&receipt.file, target, &more);
    let proven =
        "Proven: read back from the medium, opened with the Organization Key, signature and contents the same.";
    format!("{head}\n{proven}\n{}", openers(receipt.proven_copies))
}

/// The one thing that makes such a backup worthless.
fn openers(proven_copies: u32) -> String {
    match proven_copies {
        0 => "\nNO PROVEN COPY of that keypair exists: on another machine nobody opens this backup.\nExport it now: orgkey org-key export --keypair --to FILE\n".to_owned(),
        count => format!("\nIt opens with {} of that keypair.\n", counted(count.into(), "proven copy", "proven copies")),
    }
}

fn scheduled(session: &Session) -> Outcome<Answer> {
    let mut vault = session.open(Access::Write)?;
    let receipt = core::run_scheduled_backup(&mut vault, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let Some(receipt) = receipt else {
        let next = core::next_backup(&vault)?;
        let text = next.map_or("There is no schedule.\n".to_owned(), |next| format!("Nothing is due before {next}.\n"));
        return Ok(Answer::new(json!({ "backup": null, "removed": [], "next": next }), text));
    };
    let view = ScheduledBackupReceiptView::from(&receipt);
    let path = &receipt.backup.file.path;
    let removed: String = view.removed.iter().map(|file| format!("Removed by the rotation: {file}\n")).collect();
    let text = format!("{}{removed}", receipt_text(&view.backup, path));
    Ok(Answer::new(view, text).with("path", path).with("next", core::next_backup(&vault)?))
}

fn list(session: &Session) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let backups: Vec<ServerBackupView> = core::server_backups(&vault)?.iter().map(Into::into).collect();
    let rows: Vec<Vec<String>> = backups.iter().map(row).collect();
    let text = match rows.is_empty() {
        true => "No server backup was ever made.\n".to_owned(),
        false => table(&["Id", "File", "Place", "Made", "Key", "Size", "Proven", "State"], &rows),
    };
    Ok(Answer::new(json!({ "backups": backups }), text))
}

fn row(backup: &ServerBackupView) -> Vec<String> {
    let copy = &backup.copy;
    let state = match (&copy.failed, backup.is_there, backup.proven_copies) {
        (Some(failed), ..) => format!("DRILL FAILED {}: {}", failed.at.date(), failed.code),
        (_, false, _) => "not at its place".to_owned(),
        (_, _, 0) => "NO COPY of its keypair".to_owned(),
        _ => String::new(),
    };
    vec![
        copy.id.get(..8).unwrap_or(&copy.id).to_owned(),
        copy.file_name.clone(),
        copy.place.clone(),
        copy.made_at.to_string(),
        format!("generation {}", copy.generation),
        counted(copy.bytes, "byte", "bytes"),
        copy.proven_at.map(|at| at.date()).unwrap_or_default(),
        state,
    ]
}

fn verify(session: &Session, file: &Path) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let view = VerifiedBackupView::from(&core::verify_backup(&vault, file, &Watch::new(), session.now)?);
    let text = format!(
        "{}\nIt opens, all of it is there, and the Organization Key has signed it.\n",
        contents(&view.contents)
    );
    Ok(Answer::new(view, text).with("path", file))
}

fn contents(contents: &ServerBackupContentsView) -> String {
    let header = &contents.header;
    let key = |key: &BackedUpKeyView| format!("{} {} ({})", key.generation, key.fingerprint, key.state);
    let authority = |ca: &BackedUpAuthorityView| format!("{} ({}, last list {})", ca.name, ca.state, ca.crl_number);
    pairs(&[
        ("Organisation", header.organization.clone()),
        ("Vault", header.vault.clone()),
        ("Made", format!("{} by {}", header.made, contents.made_by)),
        ("Opens with", format!("generation {}, {}", header.generation, header.fingerprint)),
        ("Organization Keys", contents.organization_keys.iter().map(key).collect::<Vec<_>>().join(", ")),
        ("CAs", contents.authorities.iter().map(authority).collect::<Vec<_>>().join(", ")),
        ("Users", contents.users.to_string()),
        ("Administrators", contents.administrators.join(", ")),
        ("Database", counted(contents.database_bytes, "byte", "bytes")),
        ("Counter", contents.counter.to_string()),
        ("Audit head", format!("{} {}", contents.audit_seq, contents.audit_hash)),
    ])
}

fn schedule(session: &Session, wanted: &BackupSchedule) -> Outcome<Answer> {
    let changes = wanted.off || wanted.to.is_some();
    let mut vault = session.open(if changes { Access::Write } else { Access::WriteOrRead })?;
    if changes {
        let new = wanted.to.as_deref().map(|folder| core::BackupSchedule {
            folder: whole(folder),
            every_hours: wanted.every,
            preset: wanted.preset,
            keep: Retention {
                hourly: wanted.keep_hourly,
                daily: wanted.keep_daily,
                weekly: wanted.keep_weekly,
                monthly: wanted.keep_monthly,
            },
        });
        core::set_backup_schedule(&mut vault, new.as_ref(), session.now)?;
        session.saw(&vault)?;
    }
    let next = core::next_backup(&vault)?;
    let view = core::backup_schedule(&vault)?.map(|schedule| BackupScheduleView::new(&schedule, next));
    let text = view
        .as_ref()
        .map_or("There is no schedule: backups are made on demand.\n".to_owned(), |view| schedule_text(view, session));
    Ok(Answer::new(json!({ "schedule": view }), text))
}

fn schedule_text(view: &BackupScheduleView, session: &Session) -> String {
    let keep = view.keep;
    let next = view.next.filter(|next| *next > session.now).map_or("now".to_owned(), |next| next.to_string());
    pairs(&[
        ("To", view.folder.clone()),
        ("Every", counted(view.every_hours.into(), "hour", "hours")),
        ("Preset", view.preset.name().to_owned()),
        (
            "Keeps",
            format!("{} hourly, {} daily, {} weekly, {} monthly", keep.hourly, keep.daily, keep.weekly, keep.monthly),
        ),
        ("Next due", next),
        ("By the system's scheduler", session.next("--passphrase-file F backup create --scheduled")),
    ])
}

/// The passphrase of the keypair is asked for only where the file has one, and after everything that needs none.
fn restore(session: &Session, wanted: &BackupRestore) -> Outcome<Answer> {
    let (file, keypair, into) = (whole(&wanted.file), whole(&wanted.keypair), whole(&wanted.into));
    let request =
        |keypair_passphrase| RestoreBackup { file: &file, keypair: &keypair, keypair_passphrase, into: &into };
    core::check_restore(&request(None))?;
    let needed = core::keypair_needs_passphrase(&keypair, session.now)?;
    let passphrase: Option<Passphrase> = if needed { Some(session.passphrases.file()?) } else { None };
    let request = request(passphrase.as_ref());
    if wanted.dry_run {
        let view = RestorePlanView::from(&core::plan_restore(&request, &session.machine, &Watch::new(), session.now)?);
        let text = format!("{}{}\nNothing was written.\n", contents(&view.contents), later(view.later_changes));
        return Ok(Answer::new(view, text).with("path", &into));
    }
    let administrator = session.global.admin.clone().unwrap_or_default();
    let new = session.passphrases.new_administrator()?;
    let cost = cost_of(wanted.derivation);
    let owner = RestoredFor { administrator: &administrator, passphrase: &new, cost, program: PROGRAM };
    let (_vault, receipt) = core::restore_backup(&request, &owner, &session.machine, &Watch::new(), session.now)?;
    let view = RestoreReceiptView::from(&receipt);
    let text = restored_text(&view, &into, &administrator);
    Ok(Answer::new(view, text).with("path", &into))
}

fn restored_text(view: &RestoreReceiptView, into: &Path, administrator: &str) -> String {
    let others: Vec<&str> =
        view.administrators.iter().map(String::as_str).filter(|name| *name != administrator).collect();
    let text = pairs(&[
        ("Restored", into.display().to_string()),
        ("Opens for", format!("{administrator}, and nobody else")),
        ("To be added again", others.join(", ")),
        ("Last list to be imported", view.awaiting_lists.join(", ")),
        ("Audit head", format!("{} {}", view.audit_head.seq, view.audit_head.hash)),
    ]);
    format!("{}\n{text}{}", contents(&view.contents), later(view.later_changes))
}

fn later(changes: u64) -> String {
    match changes {
        0 => String::new(),
        count => format!(
            "\nThis machine has seen that vault {} later than this backup: they are not in it.\n",
            counted(count, "change", "changes")
        ),
    }
}
