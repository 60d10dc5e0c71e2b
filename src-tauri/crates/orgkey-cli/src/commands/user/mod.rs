//! `orgkey user …`: Managed Keys.

mod bundle;
mod certificate;

use crate::{
    answer::Answer,
    arguments::user::{UserExport, UserListing, UserVerb},
    process::Session,
    show::{counted, end, pairs, proof, summary, table},
    watch::Watch,
};
use orgkey_core::{
    Access, ExportPart, Reauthentication,
    user::{self, AddUser, ExportAllUsers, ExportUser, ImportUsers, UserList},
};
use orgkey_types::{Code, Failure, KeyMode, Outcome, Timestamp};
use orgkey_wire::{
    AddUserReceiptView, ImportedUserView, Language, UserDetailsView, UserExportReceiptView, UserImportView,
    UserPageView, UserRelation, UserRowView, UserState,
};
use std::path::Path;

/// Leads a call to its use case.
pub fn run(verb: UserVerb, session: &Session) -> Outcome<Answer> {
    match verb {
        UserVerb::Add { email, name, mode } => add(session, &AddUser { email: &email, name: &name, mode }),
        UserVerb::Import { path, mode, dry_run } => import(session, &path, mode, dry_run),
        UserVerb::List(wanted) => list(session, &wanted),
        UserVerb::Show { email } => show(session, &email),
        UserVerb::Contact { email, at } => contact(session, &email, at),
        UserVerb::Export(wanted) if wanted.pkcs12 => bundle::export(session, &wanted),
        UserVerb::Export(wanted) => export(session, &wanted),
        UserVerb::IssueCertificate { emails, all } => certificate::issue(session, &emails, all),
        UserVerb::RevokeCertificate { emails, reason, reissue } => {
            certificate::revoke(session, &emails, reason, reissue)
        }
        UserVerb::Delete { email, confirm } => delete(session, &email, &confirm),
    }
}

fn add(session: &Session, wanted: &AddUser<'_>) -> Outcome<Answer> {
    let mut vault = session.open(Access::Write)?;
    let receipt = user::add_user(&mut vault, wanted, &Watch::new(), session.now)?;
    session.machine.saw(vault.id(), vault.counter()?);
    let view = AddUserReceiptView::from(&receipt);
    Ok(Answer::new(&view, row_text(&view.user)))
}

fn import(session: &Session, path: &Path, mode: Option<KeyMode>, dry_run: bool) -> Outcome<Answer> {
    let mut vault = session.open(if dry_run { Access::WriteOrRead } else { Access::Write })?;
    // Nobody is asked for a passphrase: whether one is needed is known only key by key.
    let passphrase = session.passphrases.file_if_named()?;
    let request = ImportUsers { path, mode, passphrase: passphrase.as_ref() };
    let receipt = if dry_run {
        user::plan_user_import(&vault, &request, &Watch::new(), session.now)?
    } else {
        let receipt = user::import_users(&mut vault, &request, &Watch::new(), session.now)?;
        session.machine.saw(vault.id(), vault.counter()?);
        receipt
    };
    let view = UserImportView::new(&receipt, Language::En);
    let (text, refused) = (import_text(&view, dry_run), view.refused > 0);
    Ok(Answer::new(view, text).exiting(u8::from(refused)))
}

fn import_text(view: &UserImportView, dry_run: bool) -> String {
    let shown = |row: &&ImportedUserView| dry_run || row.relation == UserRelation::Refused;
    let rows: Vec<Vec<String>> = view
        .rows
        .iter()
        .filter(shown)
        .map(|row| {
            let refusal = row.refusal.as_ref().map(|refusal| format!("{} {}", refusal.fact, refusal.advice));
            vec![
                row.source.clone(),
                row.email.clone().unwrap_or_default(),
                row.fingerprint.as_ref().map(|fingerprint| fingerprint.key_id().to_owned()).unwrap_or_default(),
                format!("{:?}", row.relation).to_lowercase(),
                refusal.unwrap_or_default(),
            ]
        })
        .collect();
    let verb = if dry_run { "Would be taken" } else { "Taken" };
    let counts = pairs(&[
        (verb, (view.new + view.newer).to_string()),
        ("New users", view.new.to_string()),
        ("Keys that grow", view.newer.to_string()),
        ("Nothing new", view.same.to_string()),
        ("Refused", view.refused.to_string()),
    ]);
    if rows.is_empty() {
        return counts;
    }
    format!("{counts}\n{}", table(&["Found in", "User", "Key ID", "Outcome", "Why"], &rows))
}

fn list(session: &Session, wanted: &UserListing) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let (order, descending) = wanted.order.to_core();
    let list = UserList {
        filter: wanted.filter.as_deref(),
        state: wanted.state,
        order,
        descending,
        after: wanted.after.as_deref(),
        limit: wanted.limit,
    };
    let view = UserPageView::from(&user::users_page(&vault, &list, session.now)?);
    let rows: Vec<Vec<String>> = view
        .rows
        .iter()
        .map(|row| {
            vec![
                row.email.clone(),
                row.name.clone(),
                row.mode.name().to_uppercase(),
                state(row.state).to_owned(),
                row.fingerprint.key_id().to_owned(),
                end(row.expires),
                row.last_contact.date(),
            ]
        })
        .collect();
    let head = ["Address", "Name", "Mode", "State", "Key ID", "Expires", "Last contact"];
    let next = view.next.as_ref().map(|mark| format!("\nMore: --after {mark}\n")).unwrap_or_default();
    let text = match (view.total, rows.len()) {
        (0, 0) => "No users yet. Next: orgkey user add, or orgkey user import.\n".to_owned(),
        (total, shown) => {
            let total = counted(total, "user", "users");
            format!("{}\n{shown} shown; {total} in the vault\n{next}", table(&head, &rows))
        }
    };
    Ok(Answer::new(&view, text))
}

fn show(session: &Session, email: &str) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let view = UserDetailsView::new(&user::user_details(&vault, email, session.now)?, Language::En);
    let text = format!("{}\n{}", row_text(&view.row), summary(&view.key));
    Ok(Answer::new(&view, text))
}

fn contact(session: &Session, email: &str, at: Option<Timestamp>) -> Outcome<Answer> {
    let mut vault = session.open(Access::Write)?;
    let changed = user::contact_user(&mut vault, email, at.unwrap_or(session.now), session.now)?;
    session.machine.saw(vault.id(), vault.counter()?);
    let view = UserRowView::from(&changed);
    Ok(Answer::new(&view, row_text(&view)))
}

fn delete(session: &Session, email: &str, confirm: &str) -> Outcome<Answer> {
    let mut vault = session.open(Access::Write)?;
    let deleted = user::delete_user(&mut vault, email, confirm, session.now)?;
    session.machine.saw(vault.id(), vault.counter()?);
    let view = UserRowView::from(&deleted);
    Ok(Answer::new(&view, format!("Deleted; the keys are kept in the vault.\n\n{}", row_text(&view))))
}

fn export(session: &Session, wanted: &UserExport) -> Outcome<Answer> {
    let to = std::path::absolute(&wanted.to).map_err(|_| Failure::about(Code::NotAFile, wanted.to.display()))?;
    let mut vault = session.open(Access::Write)?;
    let receipt = match &wanted.email {
        None => {
            let request = ExportAllUsers { target: &to, overwrite: wanted.overwrite };
            user::export_all_users(&mut vault, &request, &Watch::new(), session.now)?
        }
        Some(email) => {
            // Who is not there is told before a passphrase is asked for.
            user::find_user(&vault, email, session.now)?;
            let passphrase = if wanted.openpgp { Some(session.passphrases.export()?) } else { None };
            let request = ExportUser {
                email,
                part: if wanted.openpgp { ExportPart::Keypair } else { ExportPart::Public },
                preset: wanted.preset,
                passphrase: passphrase.as_ref(),
                reauthentication: Reauthentication::JustUnlocked,
                target: &to,
                overwrite: wanted.overwrite,
            };
            user::export_user(&mut vault, &request, &Watch::new(), session.now)?
        }
    };
    session.machine.saw(vault.id(), vault.counter()?);
    let (path, view) = (receipt.file.path.clone(), UserExportReceiptView::from(&receipt));
    Ok(Answer::new(&view, export_text(&view, &path)).with("path", path))
}

fn export_text(view: &UserExportReceiptView, path: &Path) -> String {
    let head = pairs(&[
        ("Written", path.display().to_string()),
        ("Keys", view.keys.to_string()),
        ("Size", format!("{} bytes", view.file.bytes)),
        ("SHA-256", view.file.sha256.clone()),
        ("Protection", view.protection.clone().unwrap_or_default()),
    ]);
    if view.proof.is_empty() {
        return format!("{head}\nRead back from the medium: passed.\n");
    }
    let proven = "Proven: read back from the medium, opened with the passphrase, all fingerprints the same.";
    format!("{head}\n{proven}\n{}", proof(&view.proof))
}

fn row_text(row: &UserRowView) -> String {
    let certified = match (row.certified_by, row.certified_until) {
        (Some(generation), Some(until)) => format!("by generation {generation}, until {until}"),
        _ => "not by the Organization Key".to_owned(),
    };
    pairs(&[
        ("User", format!("{} <{}>", row.name, row.email)),
        ("Key mode", row.mode.name().to_uppercase()),
        ("State", state(row.state).to_owned()),
        ("Fingerprint", row.fingerprint.grouped()),
        ("Algorithm", row.algorithm.clone()),
        ("Expires", end(row.expires)),
        ("Certified", certified),
        ("Certificate", row.certificate_until.map(|until| format!("until {until}")).unwrap_or_default()),
        ("Last contact", row.last_contact.to_string()),
        ("Added", row.added.to_string()),
    ])
}

fn state(state: UserState) -> &'static str {
    match state {
        UserState::Verified => "verified",
        UserState::Unverified => "unverified",
        UserState::WaitingForContact => "waiting for contact",
        UserState::Deleted => "deleted",
    }
}
