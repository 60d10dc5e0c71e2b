use crate::{AuditHeadView, IssuedRowView};
use orgkey_core::ca as core;
use orgkey_types::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a certificate is revoked (RFC 5280 §5.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RevocationReason {
    /// No reason given: the list then carries none.
    Unspecified,
    /// The private key is in wrong hands.
    KeyCompromise,
    /// The private key of the CA is in wrong hands.
    CaCompromise,
    /// The holder is no longer what the subject says.
    AffiliationChanged,
    /// Replaced by another certificate.
    Superseded,
    /// No longer needed.
    CessationOfOperation,
    /// On hold: can be released.
    CertificateHold,
    /// The holder no longer has the right that the certificate states.
    PrivilegeWithdrawn,
    /// Taken back. Only foreign lists say so; nothing is revoked with it here.
    RemoveFromCrl,
    /// The key of an attribute authority is in wrong hands. Only foreign lists say so.
    AaCompromise,
}

/// Revokes a certificate, or puts it on hold.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevokeCertificateRequest {
    /// Id of the CA.
    pub ca: String,
    /// Serial number, hexadecimal.
    pub serial: String,
    /// Why.
    pub reason: RevocationReason,
    /// Since when the key may have been in wrong hands.
    pub invalid_since: Option<Timestamp>,
}

/// What was revoked, held or released.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevokeReceiptView {
    /// The certificate as it stands now.
    pub row: IssuedRowView,
    /// The vault did not know the certificate before, or its serial number only.
    pub entered: bool,
    /// Nobody else knows before the next revocation list is published: its number.
    #[ts(type = "number")]
    pub next_crl_number: u64,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl From<RevocationReason> for core::RevocationReason {
    fn from(reason: RevocationReason) -> Self {
        match reason {
            RevocationReason::Unspecified => Self::Unspecified,
            RevocationReason::KeyCompromise => Self::KeyCompromise,
            RevocationReason::CaCompromise => Self::CaCompromise,
            RevocationReason::AffiliationChanged => Self::AffiliationChanged,
            RevocationReason::Superseded => Self::Superseded,
            RevocationReason::CessationOfOperation => Self::CessationOfOperation,
            RevocationReason::CertificateHold => Self::CertificateHold,
            RevocationReason::PrivilegeWithdrawn => Self::PrivilegeWithdrawn,
            RevocationReason::RemoveFromCrl => Self::RemoveFromCrl,
            RevocationReason::AaCompromise => Self::AaCompromise,
        }
    }
}

impl RevocationReason {
    /// The reason of a stored word; `unspecified` for everything that is not there.
    pub(crate) fn of_word(word: &str) -> Self {
        serde_json::from_value(word.into()).unwrap_or(Self::Unspecified)
    }
}

impl RevokeCertificateRequest {
    /// The request of the core.
    pub fn to_core(&self) -> core::RevokeCertificate<'_> {
        core::RevokeCertificate {
            ca: Some(&self.ca),
            which: core::ToRevoke::Serial(&self.serial),
            reason: self.reason.into(),
            invalid_since: self.invalid_since,
        }
    }
}

impl From<&core::RevokeReceipt> for RevokeReceiptView {
    fn from(receipt: &core::RevokeReceipt) -> Self {
        Self {
            row: (&receipt.row).into(),
            entered: receipt.entered,
            next_crl_number: receipt.next_crl_number,
            audit_head: (&receipt.audit_head).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_vault_are_those_of_the_page() {
        for reason in core::RevocationReason::ALL {
            let read = RevocationReason::of_word(reason.name());
            assert_eq!(core::RevocationReason::from(read), *reason);
        }
    }
}
