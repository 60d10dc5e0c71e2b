use super::{certificates::CaCertificates, list::Ca, rules};
use orgkey_types::{Code, Expiry, Failure, Outcome, Timestamp};
use orgkey_vault::Vault;
use orgkey_x509::{Certificate, Issuer, PrivateKey};

/// A CA with its private key out of the vault, for the length of one operation.
pub(super) struct Authority {
    pub(super) certificate: Certificate,
    pub(super) key: PrivateKey,
}

impl Authority {
    /// # Errors
    /// `not-permitted`, `public-only`, `ca-awaits-certificate` without any certificate.
    pub(super) fn open(vault: &Vault, ca: &Ca, certificates: &CaCertificates) -> Outcome<Self> {
        rules::supervisor(vault)?;
        let certificate = certificates
            .issuing()
            .cloned()
            .ok_or_else(|| Failure::about(Code::CaAwaitsCertificate, &ca.stored.name))?;
        Ok(Self { certificate, key: open_key(vault, &ca.stored.id)? })
    }

    pub(super) fn issuer(&self) -> Outcome<Issuer<'_>> {
        Issuer::new(&self.certificate, &self.key)
    }
}

pub(super) fn open_key(vault: &Vault, ca: &str) -> Outcome<PrivateKey> {
    PrivateKey::from_pkcs8(&vault.ca_secrets(ca)?)
}

/// The end that an administrator asks for. A certificate has one: `never` is none.
pub(super) fn end(valid: &str, now: Timestamp) -> Outcome<Timestamp> {
    valid.parse::<Expiry>()?.from(now)?.ok_or_else(|| Failure::about(Code::InvalidExpiry, valid))
}
