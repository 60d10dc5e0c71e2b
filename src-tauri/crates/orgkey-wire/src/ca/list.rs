use crate::{AuditEntryView, BackupState, BackupView, CaPresetView, CertificateView, CrlView, FailureView, LintView};
use orgkey_types::Timestamp;
use serde::Serialize;
use ts_rs::TS;

/// A CA as a row.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaRowView {
    /// Id in the vault.
    pub id: String,
    /// Name in the vault: `Tree CA`.
    pub name: String,
    /// Subject, as RFC 4514 writes names.
    pub subject: String,
    /// How it stands.
    pub state: CaState,
    /// `RSA 3072`, `P-256`.
    pub key_algorithm: String,
    /// Subject key identifier, hexadecimal: the same in both certificates.
    pub key_id: String,
    /// Whether the private key may ever leave the vault. Fixed when the key was made.
    pub exportable: bool,
    /// Version of the program that it was made with: `2.20` cannot be backed up.
    pub born_with: String,
    /// When it was made or imported.
    pub created: Timestamp,
    /// End of the certificate that it issues with; none while it awaits one.
    pub ends: Option<Timestamp>,
    /// How its backups stand.
    pub backup: BackupState,
    /// Certificates that it has issued, as far as the vault knows.
    #[ts(type = "number")]
    pub issued: u64,
    /// Those of them that are on hold.
    #[ts(type = "number")]
    pub held: u64,
    /// Those of them that are revoked for good.
    #[ts(type = "number")]
    pub revoked: u64,
    /// Whether the vault knows everything that this CA has revoked: not so after a restore without its last list.
    pub revocations_known: bool,
}

/// How a CA stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CaState {
    /// Issues certificates.
    Active,
    /// Active, and ends within 60 days.
    Ending,
    /// Past its end.
    Expired,
    /// A subordinate CA whose request the superior CA has not answered yet.
    AwaitingCertificate,
    /// Replaced: validates and publishes revocation lists, and issues no more.
    Retired,
}

/// The page Certificates ▸ Organizational CA.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaView {
    /// The row.
    pub row: CaRowView,
    /// The Self-Signed Certificate; a subordinate CA that was imported may have none.
    pub self_signed: Option<CertificateView>,
    /// The Public Key Certificate; none while it is awaited.
    pub public_key: Option<CertificateView>,
    /// Certificates of the CAs above it, the nearest first.
    pub chain: Vec<CertificateView>,
    /// Certificates over its key by the CA that it replaced, or that replaces it.
    pub cross: Vec<CertificateView>,
    /// Certificates of the same key from before a renewal.
    pub former: Vec<CertificateView>,
    /// What the lint says of its certificates.
    pub findings: Vec<LintView>,
    /// The last revocation list.
    pub last_crl: Option<CrlView>,
    /// Days from one revocation list to the next.
    #[ts(type = "number")]
    pub crl_days: u32,
    /// Addresses of its revocation list, as they go into what it issues.
    pub crl_points: Vec<String>,
    /// Why the private key cannot be exported; none when it can.
    pub export_refused: Option<FailureView>,
    /// The forms of a backup file with the programs that open each.
    pub presets: Vec<CaPresetView>,
    /// Copies of it in the register.
    pub backups: Vec<BackupView>,
    /// What happened to it, newest first.
    pub history: Vec<AuditEntryView>,
}
