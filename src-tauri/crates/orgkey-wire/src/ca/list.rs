use crate::{
    AuditEntryView, BackupState, BackupView, CaPresetView, CertificateView, CrlView, FailureView, Language, LintView,
    ca::create::key_label,
};
use orgkey_core::ca as core;
use orgkey_types::Timestamp;
use serde::Serialize;
use ts_rs::TS;

pub use orgkey_core::ca::CaState;

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

impl From<&core::Ca> for CaRowView {
    fn from(ca: &core::Ca) -> Self {
        let (stored, coverage) = (&ca.stored, ca.coverage);
        Self {
            id: stored.id.clone(),
            name: stored.name.clone(),
            subject: stored.identity.subject_text.clone(),
            state: ca.state,
            key_algorithm: key_label(&stored.identity.key_algorithm),
            key_id: stored.identity.key_id.clone(),
            exportable: stored.identity.exportable,
            born_with: stored.identity.born_with.clone(),
            created: stored.created,
            ends: ca.ends,
            backup: BackupState {
                proven: coverage.copies > 0,
                copies: coverage.copies,
                last_proven: coverage.last_proven,
                public_part_stale: coverage.stale,
            },
            issued: stored.issued,
            held: stored.held,
            revoked: stored.revoked,
            revocations_known: stored.revocations_known,
        }
    }
}

impl CaView {
    /// The page, as of a moment.
    pub fn new(details: &core::CaDetails, language: Language, now: Timestamp) -> Self {
        let (stored, certificates) = (&details.ca.stored, &details.certificates);
        let certificate = |one: &core::Certificate| CertificateView::new(&one.summary(), now);
        Self {
            row: (&details.ca).into(),
            self_signed: certificates.self_signed.as_ref().map(certificate),
            public_key: certificates.public_key.as_ref().map(certificate),
            chain: CertificateView::all(&certificates.chain, now),
            cross: CertificateView::all(&certificates.cross, now),
            former: CertificateView::all(&certificates.former, now),
            findings: details.findings.iter().map(Into::into).collect(),
            last_crl: details.last_list.as_ref().map(Into::into),
            crl_days: stored.crl_days,
            crl_points: stored.crl_points.clone(),
            export_refused: details.export_refused.as_ref().map(|failure| FailureView::new(failure, language)),
            presets: CaPresetView::all(&stored.identity.key_algorithm),
            backups: details.backups.iter().map(Into::into).collect(),
            history: details.history.iter().map(Into::into).collect(),
        }
    }
}
