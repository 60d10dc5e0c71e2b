use super::{
    authority::open_key,
    certificates::CaCertificates,
    gather::{CaFile, Gathered, Reading},
    list::{Ca, find_ca, subject},
};
use crate::permit::{UseCase, permit};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{AuditHead, CaState as Stands, CertificateRole, Vault};
use orgkey_x509::Certificate;
use serde_json::json;

/// What was installed.
#[derive(Debug, Clone)]
pub struct InstallCaReceipt {
    /// The CA; it issues now.
    pub ca: Ca,
    /// Its Public Key Certificate.
    pub public_key: Certificate,
    /// Those above it, the nearest first.
    pub chain: Vec<Certificate>,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

/// Installs the superior CA's answer to the request: the certificate over this CA's key and, in any order, those above
/// it up to a trust anchor. Also for a CA in use, whose Public Key Certificate was renewed by its superior.
///
/// # Errors
/// [`Code::NotPermitted`], [`Code::CaNotFound`], [`Code::CaRetired`]; [`Code::CertificateMismatch`] when none of the
/// certificates is over this CA's key, [`Code::NameMismatch`], [`Code::IssuerNotCa`], [`Code::CertificateExpired`],
/// [`Code::ChainIncomplete`] with the issuer that is missing; what a file turned out to be.
pub fn install_ca_certificate(
    vault: &mut Vault,
    ca: Option<&str>,
    files: &[CaFile<'_>],
    now: Timestamp,
) -> Outcome<InstallCaReceipt> {
    permit(vault, UseCase::InstallCa)?;
    let ca = find_ca(vault, ca, now)?;
    if ca.stored.state == Stands::Retired {
        return Err(Failure::about(Code::CaRetired, &ca.stored.name));
    }
    let gathered = Gathered::from(files, Reading { passphrase: None, accept_missing_mac: false })?;
    let stored = CaCertificates::of(vault, &ca.stored.id)?;
    let public_key = answer(&ca, &gathered, now)?;
    let candidates: Vec<Certificate> = gathered.all().into_iter().chain(stored.all().cloned()).collect();
    let chain: Vec<Certificate> = orgkey_x509::chain(&public_key, &candidates)?.into_iter().skip(1).collect();
    orgkey_x509::probe(&open_key(vault, &ca.stored.id)?, &public_key)?;
    let detail = json!({ "issuer": public_key.issuer().to_string(), "serial": public_key.serial().hex() });
    let id = ca.stored.id.clone();
    let intent = vault.begin("install-ca-certificate", &subject(&ca.stored.name, &id), detail, now)?;
    vault.change_cas(intent, now, |change| {
        change.put_certificate(&id, CertificateRole::PublicKey, public_key.der())?;
        for superior in &chain {
            change.put_certificate(&id, CertificateRole::Chain, superior.der())?;
        }
        change.set_standing(&id, &ca.stored.name, Stands::Active)
    })?;
    let ca = find_ca(vault, Some(&id), now)?;
    Ok(InstallCaReceipt { ca, public_key, chain, audit_head: vault.audit_head()? })
}

/// The certificate over this CA's key that another CA has signed; of several the one that lasts longest.
fn answer(ca: &Ca, gathered: &Gathered, now: Timestamp) -> Outcome<Certificate> {
    let name = &ca.stored.name;
    let over_key = |one: &&Certificate| hex::encode(one.public_key().sha256()) == ca.stored.identity.spki_sha256;
    let all = gathered.all();
    let answers = all.iter().filter(over_key).filter(|one| !one.is_self_signed());
    let found = answers.max_by_key(|one| one.validity().not_after);
    let found = found.ok_or_else(|| Failure::about(Code::CertificateMismatch, name))?;
    if found.subject().to_string() != ca.stored.identity.subject_text {
        return Err(Failure::about(Code::NameMismatch, found.subject()));
    }
    if !found.is_ca() {
        return Err(Failure::about(Code::IssuerNotCa, found.subject()));
    }
    let end = found.validity().not_after;
    if end <= now {
        return Err(Failure::about(Code::CertificateExpired, format!("{}, {}", found.subject(), end.date())));
    }
    Ok(found.clone())
}
