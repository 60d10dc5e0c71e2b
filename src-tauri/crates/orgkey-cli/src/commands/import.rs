use crate::{
    answer::Answer,
    process::Session,
    show::{key_row, pairs, summary},
    watch::Watch,
};
use orgkey_core::{Access, ImportKey, ImportPlan, Relation, import_key, plan_import, read_key_file};
use orgkey_types::{Fingerprint, Outcome, Passphrase};
use orgkey_wire::{ImportPlanView, ImportReceiptView, Language, name_of};
use std::path::PathBuf;

/// What was typed.
pub struct Wanted {
    pub file: PathBuf,
    pub dry_run: bool,
    pub fingerprint: Option<Fingerprint>,
    pub accept_expired: bool,
    pub accept_revoked: bool,
    pub renew_self_signatures: bool,
}

pub fn import(session: Session, wanted: &Wanted) -> Outcome<Answer> {
    let file = read_key_file(&wanted.file)?;
    let name = name_of(&wanted.file);
    let mut vault = session.open(if wanted.dry_run { Access::WriteOrRead } else { Access::Write })?;
    if wanted.dry_run {
        let passphrase = session.passphrases.file_if_named()?;
        let plan = plan_import(&vault, &request(wanted, &file, &name, passphrase.as_ref()), session.now)?;
        let refused = plan.refusal.is_some();
        return Ok(plan_answer(&plan).exiting(u8::from(refused)));
    }
    // Everything that can be refused is refused before a passphrase is asked for.
    let plan = plan_import(&vault, &request(wanted, &file, &name, None), session.now)?;
    if let Some(refusal) = plan.refusal {
        return Err(refusal);
    }
    let passphrase = if plan.key.needs_passphrase() { Some(session.passphrases.file()?) } else { None };
    let receipt =
        import_key(&mut vault, &request(wanted, &file, &name, passphrase.as_ref()), &Watch::new(), session.now)?;
    session.machine.saw(vault.id(), vault.counter()?);
    let view = ImportReceiptView::from(&receipt);
    let done = match receipt.relation {
        Relation::Same => "Nothing in the file was new; the vault is as it was.".to_owned(),
        Relation::Newer => format!("{} packets were added to the key.", receipt.added_packets),
        Relation::New | Relation::Conflict => "The keypair is the Organization Key of this vault now.".to_owned(),
    };
    Ok(Answer::new(&view, format!("{done}\n\n{}", key_row(&view.key))))
}

fn request<'a>(
    wanted: &'a Wanted,
    file: &'a [u8],
    file_name: &'a str,
    passphrase: Option<&'a Passphrase>,
) -> ImportKey<'a> {
    ImportKey {
        file,
        file_name,
        passphrase,
        fingerprint: wanted.fingerprint.as_ref(),
        accept_expired: wanted.accept_expired,
        accept_revoked: wanted.accept_revoked,
        renew_self_signatures: wanted.renew_self_signatures,
    }
}

fn plan_answer(plan: &ImportPlan) -> Answer {
    let view = ImportPlanView::new(plan, Language::En);
    let would = match plan.relation {
        Relation::New => "become the Organization Key of this vault".to_owned(),
        Relation::Same => "change nothing: the vault has all of it".to_owned(),
        Relation::Newer => format!("add {} packets to the key in the vault", plan.added_packets),
        Relation::Conflict => "be refused: another Organization Key stands there".to_owned(),
    };
    let refusal =
        view.refusal.as_ref().map(|refusal| format!("{} {}", refusal.fact, refusal.advice)).unwrap_or_default();
    let text = format!(
        "{}\n{}",
        summary(&plan.key),
        pairs(&[("Would", would), ("Refused", refusal), ("Noticed", view.notes.join("; "))])
    );
    Answer::new(view, text)
}
