use super::{
    certificates::{CaCertificates, damaged},
    crl::next_number,
    issued::{IssuedEntry, find},
    list::{Ca, find_ca, subject},
    register::{enter, is_issued_by},
};
use crate::permit::{UseCase, permit};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{AuditHead, IssuedRow, Revocation, Standing, Vault};
use orgkey_x509::{Certificate, Found, RevocationReason, Serial};
use serde_json::json;

/// Which certificate is to be revoked.
#[derive(Clone, Copy)]
pub enum ToRevoke<'a> {
    /// The one with that serial number, hexadecimal.
    Serial(&'a str),
    /// The one in a file. One that the CA has issued before it came into this vault is entered as issued first.
    File(&'a [u8]),
}

/// What the administrator asks for.
#[derive(Clone, Copy)]
pub struct RevokeCertificate<'a> {
    /// The CA, as [`find_ca`] finds it.
    pub ca: Option<&'a str>,
    /// Which one.
    pub which: ToRevoke<'a>,
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
    /// The vault did not know the certificate before, or its serial number only.
    pub entered: bool,
    /// Nobody else knows before the next revocation list: its number, were it made now.
    pub next_crl_number: u64,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

/// Revokes a certificate for good, or puts it on hold. One on hold can be revoked; what is revoked stays so.
///
/// # Errors
/// [`Code::NotPermitted`], [`Code::CaNotFound`], [`Code::SerialNotFound`], [`Code::AlreadyRevoked`],
/// [`Code::InvalidArgument`] for a reason that only foreign lists give, or a date that is to come; of a file
/// [`Code::NotIssuedByCa`], [`Code::NotX509`] without a certificate, [`Code::TooComplex`] with several of this CA;
/// [`Code::VaultReadOnly`].
pub fn revoke_certificate(
    vault: &mut Vault,
    request: &RevokeCertificate<'_>,
    now: Timestamp,
) -> Outcome<RevokeReceipt> {
    permit(vault, UseCase::RevokeCertificate)?;
    let ca = find_ca(vault, request.ca, now)?;
    let subject = Subject::of(vault, &ca, request.which)?;
    if !request.reason.is_given_here() {
        return Err(Failure::about(Code::InvalidArgument, "reason"));
    }
    if request.invalid_since.is_some_and(|since| since > now) {
        return Err(Failure::about(Code::InvalidArgument, "invalid-since"));
    }
    let (standing, action) = match request.reason {
        RevocationReason::CertificateHold => (Standing::Held, "hold-certificate"),
        _ => (Standing::Revoked, "revoke-certificate"),
    };
    if subject.standing == Standing::Revoked || subject.standing == standing {
        return Err(Failure::about(Code::AlreadyRevoked, subject.serial));
    }
    let reason = request.reason.name().to_owned();
    let revocation = Revocation { at: now, reason, invalid_since: request.invalid_since };
    change(vault, &ca, &subject, action, (standing, Some(revocation)), now)
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
    permit(vault, UseCase::RevokeCertificate)?;
    let ca = find_ca(vault, ca, now)?;
    let subject = Subject::of(vault, &ca, ToRevoke::Serial(serial))?;
    match subject.standing {
        Standing::Held => change(vault, &ca, &subject, "release-certificate", (Standing::Valid, None), now),
        Standing::Revoked => Err(Failure::about(Code::AlreadyRevoked, serial)),
        Standing::Valid => Err(Failure::about(Code::NotOnHold, serial)),
    }
}

/// The certificate that it is about, as it stands now.
struct Subject {
    serial: Serial,
    name: String,
    standing: Standing,
    /// The register does not have it yet.
    enters: Option<Certificate>,
}

impl Subject {
    fn of(vault: &Vault, ca: &Ca, which: ToRevoke<'_>) -> Outcome<Self> {
        let certificate = match which {
            ToRevoke::Serial(serial) => return Self::known(find(vault, ca, serial)?, None),
            ToRevoke::File(bytes) => of_file(vault, ca, bytes)?,
        };
        match vault.issued(&ca.stored.id, certificate.serial().octets())? {
            Some(row) => {
                let enters = row.sha256.is_none().then_some(certificate);
                Self::known(row, enters)
            }
            None => Ok(Self {
                serial: certificate.serial().clone(),
                name: certificate.subject().to_string(),
                standing: Standing::Valid,
                enters: Some(certificate),
            }),
        }
    }

    fn known(row: IssuedRow, enters: Option<Certificate>) -> Outcome<Self> {
        let serial = Serial::from_octets(&row.serial).map_err(damaged)?;
        Ok(Self { serial, name: row.name, standing: row.standing, enters })
    }
}

/// The certificate of this CA in a file; those of the CAs above may stand beside it.
fn of_file(vault: &Vault, ca: &Ca, bytes: &[u8]) -> Outcome<Certificate> {
    let own = CaCertificates::of(vault, &ca.stored.id)?;
    let found = orgkey_x509::read_any(bytes)?.into_iter().filter_map(|found| match found {
        Found::Certificate(certificate) => Some(certificate),
        _ => None,
    });
    let found: Vec<Certificate> = found.collect();
    let first = found.first().ok_or_else(|| Failure::about(Code::NotX509, "certificate"))?.subject().to_string();
    let mut issued = found.into_iter().filter(|one| is_issued_by(one, &own));
    match (issued.next(), issued.next()) {
        (Some(certificate), None) => Ok(certificate),
        (Some(_), Some(_)) => Err(Failure::about(Code::TooComplex, "certificates")),
        (None, _) => Err(Failure::about(Code::NotIssuedByCa, first)),
    }
}

fn change(
    vault: &mut Vault,
    ca: &Ca,
    about: &Subject,
    action: &str,
    (standing, revocation): (Standing, Option<Revocation>),
    now: Timestamp,
) -> Outcome<RevokeReceipt> {
    let reason = revocation.as_ref().map(|revocation| revocation.reason.as_str());
    let detail = json!({ "serial": about.serial.hex(), "name": about.name, "reason": reason,
        "entered": about.enters.is_some() });
    let id = ca.stored.id.as_str();
    let intent = vault.begin(action, &subject(&ca.stored.name, id), detail, now)?;
    let row = vault.change_cas(intent, now, |change| {
        if let Some(certificate) = &about.enters {
            enter(change, id, certificate)?;
        }
        let row = change.issued(id, about.serial.octets())?;
        change.set_issued(row.id, standing, revocation.as_ref())
    })?;
    let ca = find_ca(vault, Some(id), now)?;
    let (next_crl_number, audit_head) = (next_number(&ca, now), vault.audit_head()?);
    Ok(RevokeReceipt { row: IssuedEntry::of(row, now), entered: about.enters.is_some(), next_crl_number, audit_head })
}
