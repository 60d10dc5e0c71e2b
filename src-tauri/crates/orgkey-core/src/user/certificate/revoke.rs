use super::{
    issue::{IssueUserCertificates, UserCertificate, UserCertificates, issue_user_certificates, named},
    issuing::Issuing,
};
use crate::{
    administrator::{Operation, approved},
    ca::{Ca, next_number},
    org_cert,
    permit::{UseCase, permit},
    progress::Progress,
};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{AuditHead, Revocation, Standing, UserCertificateRow, UserRow, Vault};
use orgkey_x509::RevocationReason;
use serde_json::json;

/// What the administrator asks for.
#[derive(Debug, Clone, Copy)]
pub struct RevokeUserCertificates<'a> {
    /// Addresses.
    pub emails: &'a [String],
    /// Why (RFC 5280 §5.3.1).
    pub reason: RevocationReason,
    /// Issue a new certificate to each in the same step.
    pub reissue: bool,
}

/// What was revoked.
#[derive(Debug)]
pub struct RevokedUserCertificates {
    /// Certificates that were revoked.
    pub revoked: u64,
    /// Each of them; a user without a live one is refused.
    pub rows: Vec<UserCertificate>,
    /// What was issued in the same step.
    pub reissued: Option<UserCertificates>,
    /// Nobody else knows before the next revocation list: its number, were it made now.
    pub next_crl_number: Option<u64>,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

/// Live certificates of one user, at most: the maintenance run leaves one, and each forced one adds to it.
const MOST: u32 = 1_000;
/// Addresses that stand in the log beside their count.
const LOGGED: usize = 64;

/// Revokes all live certificates of each user, whichever Organization Certificate has signed them, in one transaction.
/// There is no hold: who is to have no certificate for a while gets a new one after it.
///
/// # Errors
/// [`Code::NotPermitted`]; [`Code::UserNotFound`] before anything is revoked; [`Code::InvalidArgument`] when nobody is
/// named, and for a reason that only a CA's own certificates have; [`Code::UserCertificateMissing`] when none of them has
/// a live certificate; [`Code::VaultReadOnly`]; with a reissue those of
/// [`issue_user_certificates`], of which a missing or ended issuer is told before anything is revoked.
pub fn revoke_user_certificates(
    vault: &mut Vault,
    request: &RevokeUserCertificates<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<RevokedUserCertificates> {
    let found = check(vault, request, now)?;
    let users: Vec<&UserRow> = found.iter().filter(|(_, live)| !live.is_empty()).map(|(user, _)| user).collect();
    let [first, ..] = users.as_slice() else {
        let email = found.first().map(|(user, _)| user.email.clone()).unwrap_or_default();
        return Err(Failure::about(Code::UserCertificateMissing, email));
    };
    let emails: Vec<&str> = users.iter().take(LOGGED).map(|user| user.email.as_str()).collect();
    let detail = json!({ "users": users.len(), "emails": emails, "reason": request.reason.name() });
    let detail = approved(vault, Operation::RevokeUserCertificates, detail, now)?;
    let about = if users.len() == 1 { first.email.clone() } else { "users".to_owned() };
    let intent = vault.begin("revoke-user-certificates", &about, detail, now)?;
    let compromised = request.reason == RevocationReason::KeyCompromise;
    let revocation = Revocation { at: now, reason: request.reason.name().to_owned(), invalid_since: None };
    let rows = vault.change_cas(intent, now, |change| {
        let mut rows = Vec::new();
        for (user, live) in &found {
            for one in live {
                let row = change.set_issued(one.issued.id, Standing::Revoked, Some(&revocation))?;
                rows.push(UserCertificate::issued(user.email.clone(), row, now));
            }
            change.user_certificate_revoked(user.id, compromised)?;
        }
        Ok(rows)
    })?;
    receipt(vault, request, &found, rows, (progress, now))
}

type Found = Vec<(UserRow, Vec<UserCertificateRow>)>;

fn check(vault: &Vault, request: &RevokeUserCertificates<'_>, now: Timestamp) -> Outcome<Found> {
    permit(vault, UseCase::RevokeUserCertificate)?;
    if request.emails.is_empty() {
        return Err(Failure::about(Code::InvalidArgument, "email"));
    }
    use RevocationReason::{AaCompromise, CaCompromise, CertificateHold, RemoveFromCrl};
    if [CertificateHold, RemoveFromCrl, CaCompromise, AaCompromise].contains(&request.reason) {
        return Err(Failure::about(Code::InvalidArgument, "reason"));
    }
    if request.reissue {
        // Who is to get a new one keeps the old one where nothing issues it.
        permit(vault, UseCase::IssueUserCertificate)?;
        Issuing::open(vault, now)?.ok_or(Code::OrgCertMissing)?;
    }
    let live = |user: UserRow| {
        let mut rows = vault.user_certificates(user.id, MOST)?;
        rows.retain(|row| row.issued.standing == Standing::Valid && row.issued.not_after > now);
        Ok((user, rows))
    };
    named(vault, request.emails)?.into_iter().map(live).collect()
}

fn receipt(
    vault: &mut Vault,
    request: &RevokeUserCertificates<'_>,
    found: &Found,
    mut rows: Vec<UserCertificate>,
    (progress, now): (&dyn Progress, Timestamp),
) -> Outcome<RevokedUserCertificates> {
    let revoked = rows.len() as u64;
    for (user, _) in found.iter().filter(|(_, live)| live.is_empty()) {
        let refusal = Some(Failure::about(Code::UserCertificateMissing, &user.email));
        rows.push(UserCertificate { email: user.email.clone(), issued: None, refusal });
    }
    let again = IssueUserCertificates { emails: request.emails, all: false };
    let reissued = request.reissue.then(|| issue_user_certificates(vault, &again, progress, now)).transpose()?;
    let number = |ca: Ca| next_number(&ca, now);
    let next_crl_number = org_cert::in_use(vault, now)?.map(number);
    Ok(RevokedUserCertificates { revoked, rows, reissued, next_crl_number, audit_head: vault.audit_head()? })
}
