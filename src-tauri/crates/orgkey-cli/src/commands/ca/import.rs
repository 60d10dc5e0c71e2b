use super::text::{ca_row, certificate};
use crate::{
    answer::Answer,
    arguments::ca::CaIntake,
    process::Session,
    show::{counted, pairs, refusal, word, would},
    watch::Watch,
};
use orgkey_core::ca::{CaFile, ImportCa, import_ca, plan_import_ca};
use orgkey_types::{Outcome, Passphrase};
use orgkey_wire::{CaImportPlanView, CaImportReceiptView, CaImportRelation, CaNote, Language};
use std::path::PathBuf;

pub fn import(session: &Session, files: &[PathBuf], how: &CaIntake) -> Outcome<Answer> {
    let read = super::read_all(files)?;
    let files = super::borrowed(&read);
    let mut vault = session.open_for(how.dry_run)?;
    if how.dry_run {
        let passphrase = session.passphrases.file_if_named()?;
        let plan = plan_import_ca(&vault, &request(&files, how, passphrase.as_ref()), session.now)?;
        let view = CaImportPlanView::new(&plan, Language::En, session.now);
        let text = plan_text(&view);
        return Ok(Answer::new(view, text).refused(plan.refusal.as_ref()));
    }
    // Everything that can be refused is refused before a password is asked for.
    let plan = plan_import_ca(&vault, &request(&files, how, None), session.now)?;
    if let Some(refusal) = plan.refusal {
        return Err(refusal);
    }
    let passphrase = if plan.needs_passphrase { Some(session.passphrases.file()?) } else { None };
    let receipt = import_ca(&mut vault, &request(&files, how, passphrase.as_ref()), &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let view = CaImportReceiptView::from(&receipt);
    let text = receipt_text(&view);
    Ok(Answer::new(view, text))
}

fn request<'a>(files: &'a [CaFile<'a>], how: &'a CaIntake, passphrase: Option<&'a Passphrase>) -> ImportCa<'a> {
    ImportCa {
        files,
        passphrase,
        name: how.name.as_deref(),
        born_with: how.born_with.as_deref(),
        exportable: !how.not_exportable,
        accept_missing_mac: how.accept_missing_mac,
    }
}

fn plan_text(plan: &CaImportPlanView) -> String {
    let files: String =
        plan.files.iter().map(|file| format!("{}: {}\n", file.file_name, file.kinds.join(", "))).collect();
    let words = match plan.relation {
        CaImportRelation::Sealed => "be told when the password is known",
        CaImportRelation::New => "become a CA of this vault",
        CaImportRelation::Same => "change nothing: the vault has all of it",
        CaImportRelation::Newer => "add to the CA in the vault",
        CaImportRelation::Replaces => "take the place of another CA, which is kept as retired",
    };
    let keeps = plan.keeps.map(|keeps| {
        format!("{} issued, {} revoked or held, revocation list {}", keeps.issued, keeps.revoked, keeps.crl_number)
    });
    let text = pairs(&[
        ("Name", plan.name.clone().unwrap_or_default()),
        ("Key", plan.key_algorithm.clone().unwrap_or_default()),
        ("Would", would(words, plan.refusal.as_ref())),
        ("The vault keeps", keeps.unwrap_or_default()),
        (
            "Password",
            if plan.needs_passphrase { "needed; --file-passphrase-file F tries one".to_owned() } else { String::new() },
        ),
        ("Refused", refusal(plan.refusal.as_ref())),
        ("Issued before", if plan.issued > 0 { format!("{} new", plan.issued) } else { String::new() }),
        ("Revocations", if plan.revocations > 0 { format!("{} new", plan.revocations) } else { String::new() }),
        ("Noticed", plan.notes.iter().map(|note| note_words(*note)).collect::<Vec<_>>().join("; ")),
    ]);
    let chain: String = plan.chain.iter().map(|one| certificate("Certificate above it", Some(one))).collect();
    [
        files,
        text,
        certificate("Self-Signed Certificate", plan.self_signed.as_ref()),
        certificate("Public Key Certificate", plan.public_key.as_ref()),
        chain,
    ]
    .concat()
}

fn note_words(note: CaNote) -> &'static str {
    match note {
        CaNote::Unrelated => "certificates or lists that belong to nothing",
        CaNote::SpareKeys => "private keys that fit no certificate",
        CaNote::OtherBags => "parts that this program has no use for",
        CaNote::RevocationsUnknown => "nothing tells what it has revoked: bring its last revocation list along",
        CaNote::ListOverdue => "the revocation list is overdue: there may be a later one",
        CaNote::Ended => "it has ended",
    }
}

fn receipt_text(view: &CaImportReceiptView) -> String {
    let retired = view.retired.as_ref().map(|ca| format!("{} is kept as retired.\n", ca.name)).unwrap_or_default();
    let probed = if view.probed { "A probe signature of the key was verified with its certificates.\n" } else { "" };
    let new = [
        (view.issued, "certificate that it had issued was", "certificates that it had issued were"),
        (view.revocations, "revocation was", "revocations were"),
    ];
    let new: String = new
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, several)| format!("{} new.\n", counted(count, one, several)))
        .collect();
    format!("Imported ({}).\n{probed}{new}{retired}\n{}", word(view.relation), ca_row(&view.ca))
}
