use super::{certificates::CaCertificates, list::Ca};
use orgkey_openpgp::Keypair;
use orgkey_types::{Code, Expiry, Failure, Outcome, Timestamp};
use orgkey_vault::{OrganizationKeyRow, Vault};
use orgkey_x509::{Certificate, Issuer, PrivateKey, PublicKey};

/// A CA with its private key out of the vault, for the length of one operation.
pub(crate) struct Authority {
    pub(crate) certificate: Certificate,
    pub(crate) key: PrivateKey,
}

impl Authority {
    /// # Errors
    /// [`Code::NotPermitted`], [`Code::PublicOnly`], [`Code::CaAwaitsCertificate`] without any certificate.
    pub(crate) fn open(vault: &Vault, ca: &Ca, certificates: &CaCertificates) -> Outcome<Self> {
        let certificate = certificates
            .issuing()
            .cloned()
            .ok_or_else(|| Failure::about(Code::CaAwaitsCertificate, &ca.stored.name))?;
        Ok(Self { certificate, key: open_key(vault, &ca.stored.id)? })
    }

    pub(crate) fn issuer(&self) -> Outcome<Issuer<'_>> {
        Issuer::new(&self.certificate, &self.key)
    }
}

/// Its own private key, or that of the Organization Key which it signs with: this is opened from where it lies, and not
/// kept a second time.
pub(crate) fn open_key(vault: &Vault, ca: &str) -> Outcome<PrivateKey> {
    match vault.ca(ca)?.organization_key {
        Some(key) => organization_key(vault, &key),
        None => PrivateKey::from_pkcs8(&vault.ca_secrets(ca)?),
    }
}

/// The private key of an Organization Key, as certificates use it.
///
/// # Errors
/// [`Code::NotPermitted`], [`Code::KeyNotFound`]; [`Code::OrgCertKeyUnfit`] for a kind that no certificate carries.
pub(crate) fn organization_key(vault: &Vault, id: &str) -> Outcome<PrivateKey> {
    let row = vault.organization_key(id)?;
    let secrets = vault.organization_key_secrets(id)?;
    // The moment only dates the summary, which nobody asks here.
    let keypair = Keypair::from_parts(row.public, secrets, row.added)?;
    let pkcs8 = orgkey_openpgp::bare_private(&keypair, &row.summary.fingerprint).map_err(unfit)?;
    PrivateKey::from_pkcs8(&pkcs8)
}

/// The public half of it.
///
/// # Errors
/// [`Code::OrgCertKeyUnfit`].
pub(crate) fn organization_public_key(row: &OrganizationKeyRow) -> Outcome<PublicKey> {
    PublicKey::from_spki(&orgkey_openpgp::bare_public(&row.public, &row.summary.fingerprint).map_err(unfit)?)
}

fn unfit(failure: Failure) -> Failure {
    match failure.code {
        Code::AlgorithmUnsupported => Failure { code: Code::OrgCertKeyUnfit, ..failure },
        _ => failure,
    }
}

/// The end that an administrator asks for. A certificate has one: `never` is none.
pub(super) fn end(valid: &str, now: Timestamp) -> Outcome<Timestamp> {
    valid.parse::<Expiry>()?.from(now)?.ok_or_else(|| Failure::about(Code::InvalidExpiry, valid))
}
