use super::text::issued_rows;
use crate::{answer::Answer, arguments::ca::CaSerial, process::Session};
use orgkey_core::{
    Access,
    ca::{RevokeCertificate, release_certificate, revoke_certificate},
};
use orgkey_types::{Outcome, Timestamp};
use orgkey_wire::{RevocationReason, RevokeReceiptView};

pub fn revoke(
    session: &Session,
    which: &CaSerial,
    reason: RevocationReason,
    invalid_since: Option<Timestamp>,
) -> Outcome<Answer> {
    let mut vault = session.open(Access::Write)?;
    let request =
        RevokeCertificate { ca: Some(&which.name), serial: &which.serial, reason: reason.into(), invalid_since };
    let receipt = revoke_certificate(&mut vault, &request, session.now)?;
    session.machine.saw(vault.id(), vault.counter()?);
    Ok(answer(session, &RevokeReceiptView::from(&receipt), which))
}

pub fn release(session: &Session, which: &CaSerial) -> Outcome<Answer> {
    let mut vault = session.open(Access::Write)?;
    let receipt = release_certificate(&mut vault, Some(&which.name), &which.serial, session.now)?;
    session.machine.saw(vault.id(), vault.counter()?);
    Ok(answer(session, &RevokeReceiptView::from(&receipt), which))
}

fn answer(session: &Session, view: &RevokeReceiptView, which: &CaSerial) -> Answer {
    let text = format!(
        "{}\nNobody else knows before revocation list {} is published: {}\n",
        issued_rows(std::slice::from_ref(&view.row)),
        view.next_crl_number,
        session.next(&format!("ca crl \"{}\" --to FILE", which.name))
    );
    Answer::new(view, text)
}
