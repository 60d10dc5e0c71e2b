use crate::{AuditHeadView, IssuedRowView};
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
    /// Nobody else knows before the next revocation list is published: its number.
    #[ts(type = "number")]
    pub next_crl_number: u64,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}
