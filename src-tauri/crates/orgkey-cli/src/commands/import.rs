use crate::{
    answer::Answer,
    arguments::KeyImport,
    process::Session,
    show::{counted, key_row, pairs, refusal, summary, would},
    watch::Watch,
};
use orgkey_core::{ImportKey, ImportPlan, Relation, import_key, plan_import, read_key_file};
use orgkey_types::{Outcome, Passphrase};
use orgkey_wire::{ImportPlanView, ImportReceiptView, Language, name_of};

pub fn import(session: &Session, wanted: &KeyImport) -> Outcome<Answer> {
    let file = read_key_file(&wanted.file)?;
    let name = name_of(&wanted.file);
    let mut vault = session.open_for(wanted.dry_run)?;
    if wanted.dry_run {
        let passphrase = session.passphrases.file_if_named()?;
        let plan = plan_import(&vault, &request(wanted, &file, &name, passphrase.as_ref()), session.now)?;
        return Ok(plan_answer(&plan));
    }
    // Everything that can be refused is refused before a passphrase is asked for.
    let plan = plan_import(&vault, &request(wanted, &file, &name, None), session.now)?;
    if let Some(refusal) = plan.refusal {
        return Err(refusal);
    }
    let passphrase = if plan.key.needs_passphrase() { Some(session.passphrases.file()?) } else { None };
    let receipt =
        import_key(&mut vault, &request(wanted, &file, &name, passphrase.as_ref()), &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let view = ImportReceiptView::from(&receipt);
    let done = match receipt.relation {
        Relation::Same => "Nothing in the file was new; the vault is as it was.".to_owned(),
        Relation::Newer => {
            let packets = counted(receipt.added_packets.into(), "packet was", "packets were");
            format!("{packets} added to the key.")
        }
        Relation::New | Relation::Conflict => "The keypair is the Organization Key of this vault now.".to_owned(),
    };
    Ok(Answer::new(&view, format!("{done}\n\n{}", key_row(&view.key))))
}

fn request<'a>(
    wanted: &'a KeyImport,
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
    let words = match plan.relation {
        Relation::New => "become the Organization Key of this vault".to_owned(),
        Relation::Same => "change nothing: the vault has all of it".to_owned(),
        Relation::Newer => {
            format!("add {} to the key in the vault", counted(plan.added_packets.into(), "packet", "packets"))
        }
        Relation::Conflict => "be refused: another Organization Key stands there".to_owned(),
    };
    let text = format!(
        "{}\n{}",
        summary(&plan.key),
        pairs(&[
            ("Would", would(&words, view.refusal.as_ref())),
            ("Refused", refusal(view.refusal.as_ref())),
            ("Noticed", view.notes.join("; "))
        ])
    );
    Answer::new(view, text).refused(plan.refusal.as_ref())
}
