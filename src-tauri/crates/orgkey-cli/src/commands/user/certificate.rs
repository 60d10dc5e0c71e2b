use crate::{
    answer::Answer,
    process::Session,
    show::{pairs, refusal, table},
    watch::Watch,
};
use orgkey_core::{
    Access,
    user::{IssueUserCertificates, RevokeUserCertificates, issue_user_certificates, revoke_user_certificates},
};
use orgkey_types::Outcome;
use orgkey_wire::{
    Language, RevocationReason, RevokedUserCertificatesView, UserCertificateRowView, UserCertificatesReceiptView,
};

pub fn issue(session: &Session, emails: &[String], all: bool) -> Outcome<Answer> {
    let mut vault = session.open(Access::Write)?;
    let request = IssueUserCertificates { emails, all };
    let receipt = issue_user_certificates(&mut vault, &request, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let view = UserCertificatesReceiptView::new(&receipt, Language::En);
    let (text, refused) = (issued_text(&view), view.refused > 0);
    Ok(Answer::new(view, text).exiting(u8::from(refused)))
}

pub fn revoke(session: &Session, emails: &[String], reason: RevocationReason, reissue: bool) -> Outcome<Answer> {
    let mut vault = session.open(Access::Write)?;
    let request = RevokeUserCertificates { emails, reason, reissue };
    let receipt = revoke_user_certificates(&mut vault, &request, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let view = RevokedUserCertificatesView::new(&receipt, Language::En);
    let next = view.next_crl_number.map(|number| number.to_string()).unwrap_or_default();
    let head = pairs(&[("Revoked", view.revoked.to_string()), ("Next list", next)]);
    let again = view.reissued.as_ref().map(issued_text).unwrap_or_default();
    let refused = view.rows.iter().any(|row| row.refusal.is_some())
        || view.reissued.as_ref().is_some_and(|issued| issued.refused > 0);
    let text = format!("{head}\n{}{again}", rows(&view.rows));
    Ok(Answer::new(view, text).exiting(u8::from(refused)))
}

fn issued_text(view: &UserCertificatesReceiptView) -> String {
    let head = pairs(&[("Issued", view.issued.to_string()), ("Refused", view.refused.to_string())]);
    format!("{head}\n{}", rows(&view.rows))
}

fn rows(rows: &[UserCertificateRowView]) -> String {
    let row = |row: &UserCertificateRowView| {
        let certificate = row.certificate.as_ref();
        vec![
            row.email.clone(),
            certificate.map(|one| one.serial.clone()).unwrap_or_default(),
            certificate.map(|one| one.not_after.to_string()).unwrap_or_default(),
            refusal(row.refusal.as_ref()),
        ]
    };
    if rows.is_empty() {
        return String::new();
    }
    table(&["User", "Serial", "Ends", "Why not"], &rows.iter().map(row).collect::<Vec<_>>())
}
