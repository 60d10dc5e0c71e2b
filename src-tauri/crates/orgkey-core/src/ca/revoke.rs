use super::{
    crl::next_number,
    issued::{IssuedEntry, find},
    list::{Ca, find_ca, subject},
    rules::supervisor,
};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{AuditHead, IssuedRow, Revocation, Standing, Vault};
use orgkey_x509::RevocationReason;
use serde_json::json;

/// What the administrator asks for.
#[derive(Debug, Clone, Copy)]
pub struct RevokeCertificate<'a> {
    /// The CA, as [`find_ca`] finds it.
    pub ca: Option<&'a str>,
    /// Serial number, hexadecimal.
    pub serial: &'a str,
    /// Why; `certificate-hold` puts it on hold.
    pub reason: RevocationReason,
    /// Since when the key may have been in wrong hands.
    pub invalid_since: Option<Timestamp>,
}

/// What was revoked, held or released.
#[derive(Debug, Clone)]
pub struct RevokeReceipt {
    /// The certificate as it stands now.
    pub row: IssuedEntry,
    /// Nobody else knows before the next revocation list: its number, were it made now.
    pub next_crl_number: u64,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

/// Revokes a certificate for good, or puts it on hold. One on hold can be revoked; what is revoked stays so.
///
/// # Errors
/// [`Code::NotPermitted`], [`Code::CaNotFound`], [`Code::SerialNotFound`], [`Code::AlreadyRevoked`],
/// [`Code::InvalidArgument`] for a reason that no full list can give, or a date that is to come;
/// [`Code::VaultReadOnly`].
pub fn revoke_certificate(
    vault: &mut Vault,
    request: &RevokeCertificate<'_>,
    now: Timestamp,
) -> Outcome<RevokeReceipt> {
    supervisor(vault)?;
    let ca = find_ca(vault, request.ca, now)?;
    let row = find(vault, &ca, request.serial)?;
    if request.reason == RevocationReason::RemoveFromCrl {
        return Err(Failure::about(Code::InvalidArgument, "reason"));
    }
    if request.invalid_since.is_some_and(|since| since > now) {
        return Err(Failure::about(Code::InvalidArgument, "invalid-since"));
    }
    let (standing, action) = match request.reason {
        RevocationReason::CertificateHold => (Standing::Held, "hold-certificate"),
        _ => (Standing::Revoked, "revoke-certificate"),
    };
    if row.standing == Standing::Revoked || row.standing == standing {
        return Err(Failure::about(Code::AlreadyRevoked, request.serial));
    }
    let reason = request.reason.name().to_owned();
    let revocation = Revocation { at: now, reason, invalid_since: request.invalid_since };
    change(vault, &ca, &row, action, (standing, Some(revocation)), now)
}

/// Takes a certificate off hold.
///
/// # Errors
/// [`Code::NotPermitted`], [`Code::CaNotFound`], [`Code::SerialNotFound`]; [`Code::AlreadyRevoked`] for one that is
/// revoked for good, [`Code::NotOnHold`] for any other; [`Code::VaultReadOnly`].
pub fn release_certificate(
    vault: &mut Vault,
    ca: Option<&str>,
    serial: &str,
    now: Timestamp,
) -> Outcome<RevokeReceipt> {
    supervisor(vault)?;
    let ca = find_ca(vault, ca, now)?;
    let row = find(vault, &ca, serial)?;
    match row.standing {
        Standing::Held => change(vault, &ca, &row, "release-certificate", (Standing::Valid, None), now),
        Standing::Revoked => Err(Failure::about(Code::AlreadyRevoked, serial)),
        Standing::Valid => Err(Failure::about(Code::NotOnHold, serial)),
    }
}

fn change(
    vault: &mut Vault,
    ca: &Ca,
    row: &IssuedRow,
    action: &str,
    (standing, revocation): (Standing, Option<Revocation>),
    now: Timestamp,
) -> Outcome<RevokeReceipt> {
    let reason = revocation.as_ref().map(|revocation| revocation.reason.as_str());
    let detail = json!({ "serial": hex::encode(&row.serial), "name": row.name, "reason": reason });
    let intent = vault.begin(action, &subject(&ca.stored.name, &ca.stored.id), detail, now)?;
    let row = vault.change_cas(intent, now, |change| change.set_issued(row.id, standing, revocation.as_ref()))?;
    let ca = find_ca(vault, Some(&ca.stored.id), now)?;
    let next_crl_number = next_number(&ca, now);
    Ok(RevokeReceipt { row: IssuedEntry::of(row, now), next_crl_number, audit_head: vault.audit_head()? })
}
