use super::text::issued_rows;
use crate::{
    answer::Answer,
    arguments::ca::{CaIssuedOne, CaSerial},
    process::Session,
};
use orgkey_core::{
    Access,
    ca::{RevokeCertificate, ToRevoke, release_certificate, revoke_certificate},
    read_key_file,
};
use orgkey_types::{Outcome, Timestamp};
use orgkey_wire::{RevocationReason, RevokeReceiptView};

pub fn revoke(
    session: &Session,
    wanted: &CaIssuedOne,
    reason: RevocationReason,
    invalid_since: Option<Timestamp>,
) -> Outcome<Answer> {
    let file = wanted.certificate.as_deref().map(read_key_file).transpose()?;
    let which = match &file {
        Some(bytes) => ToRevoke::File(bytes),
        None => ToRevoke::Serial(wanted.serial.as_deref().unwrap_or_default()),
    };
    let mut vault = session.open(Access::Write)?;
    let request = RevokeCertificate { ca: Some(&wanted.name), which, reason, invalid_since };
    let receipt = revoke_certificate(&mut vault, &request, session.now)?;
    session.saw(&vault)?;
    Ok(answer(session, &RevokeReceiptView::from(&receipt), &wanted.name))
}

pub fn release(session: &Session, which: &CaSerial) -> Outcome<Answer> {
    let mut vault = session.open(Access::Write)?;
    let receipt = release_certificate(&mut vault, Some(&which.name), &which.serial, session.now)?;
    session.saw(&vault)?;
    Ok(answer(session, &RevokeReceiptView::from(&receipt), &which.name))
}

fn answer(session: &Session, view: &RevokeReceiptView, ca: &str) -> Answer {
    let entered = if view.entered { "Entered in the list of issued certificates.\n" } else { "" };
    let text = format!(
        "{entered}{}\nNobody else knows before the next revocation list is published: {}\n",
        issued_rows(std::slice::from_ref(&view.row)),
        session.next(&format!("ca crl \"{ca}\" --to FILE"))
    );
    Answer::new(view, text)
}
