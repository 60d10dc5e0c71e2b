use super::text::issued_rows;
use crate::{answer::Answer, arguments::ca::CaSerial, process::Session};
use orgkey_core::{
    Access,
    ca::{RevokeCertificate, release_certificate, revoke_certificate},
};
use orgkey_types::{Code, Expiry, Failure, Outcome, Timestamp};
use orgkey_wire::{RevocationReason, RevokeReceiptView};

pub fn revoke(
    session: &Session,
    which: &CaSerial,
    reason: RevocationReason,
    invalid_since: Option<&str>,
) -> Outcome<Answer> {
    let invalid_since = invalid_since.map(day).transpose()?;
    let mut vault = session.open(Access::Write)?;
    let request = RevokeCertificate { ca: Some(&which.name), serial: &which.serial, reason, invalid_since };
    let receipt = revoke_certificate(&mut vault, &request, session.now)?;
    session.machine.saw(vault.id(), vault.counter()?);
    Ok(answer(&RevokeReceiptView::from(&receipt), which))
}

pub fn release(session: &Session, which: &CaSerial) -> Outcome<Answer> {
    let mut vault = session.open(Access::Write)?;
    let receipt = release_certificate(&mut vault, Some(&which.name), &which.serial, session.now)?;
    session.machine.saw(vault.id(), vault.counter()?);
    Ok(answer(&RevokeReceiptView::from(&receipt), which))
}

fn answer(view: &RevokeReceiptView, which: &CaSerial) -> Answer {
    let text = format!(
        "{}\nNobody else knows before revocation list {} is published: orgkey ca crl \"{}\" --to FILE\n",
        issued_rows(std::slice::from_ref(&view.row)),
        view.next_crl_number,
        which.name
    );
    Answer::new(view, text)
}

/// A date, as an expiry is written.
fn day(text: &str) -> Outcome<Timestamp> {
    match text.parse::<Expiry>() {
        Ok(Expiry::On(day)) => Ok(day),
        _ => Err(Failure::about(Code::InvalidArgument, format!("--invalid-since {text}"))),
    }
}
