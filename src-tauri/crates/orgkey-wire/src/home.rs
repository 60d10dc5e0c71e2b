use crate::AuditEntryView;
use orgkey_core as core;
use orgkey_types::Timestamp;
use serde::Serialize;
use ts_rs::TS;

/// The Home page.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HomeView {
    /// What needs somebody, worst first.
    pub attention: Vec<AttentionView>,
    /// Whether today's copies would bring everything back, per secret.
    pub recoverability: Vec<RecoverabilityView>,
    /// What ends in the next twelve months.
    pub endings: Vec<EndingView>,
    /// The last events.
    pub events: Vec<AuditEntryView>,
    /// The time that all of this was computed for.
    pub now: Timestamp,
}

/// One thing that needs somebody. The page has the words for each kind.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttentionView {
    /// Which check.
    pub kind: AttentionKind,
    /// How bad.
    pub severity: Severity,
    /// Id of the key that it is about.
    pub key: Option<String>,
    /// Id of the CA that it is about.
    pub ca: Option<String>,
    /// A date that the words need: since when, until when.
    pub date: Option<Timestamp>,
}

/// Named checks of the Home page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum AttentionKind {
    /// The vault has no Organization Key.
    NoOrganizationKey,
    /// No copy of the keypair was ever proven.
    NeverBackedUp,
    /// The last proof is older than 90 days.
    ProofOld,
    /// The key ends within 60 days.
    KeyEnding,
    /// The key has ended.
    KeyExpired,
    /// The key is revoked.
    KeyRevoked,
    /// The public part changed since the last copy.
    CopyStale,
    /// A legacy key without modern self-signatures.
    LegacyKey,
    /// Only one proven copy exists.
    SingleCopy,
    /// No backup of the CA was ever proven.
    CaNeverBackedUp,
    /// The last proof of a backup of the CA is older than 90 days.
    CaProofOld,
    /// The certificates of the CA have changed since its last backup.
    CaCopyStale,
    /// The CA ends within 60 days.
    CaEnding,
    /// The CA has ended.
    CaExpired,
    /// The superior CA has not answered the request yet.
    CaAwaitingCertificate,
    /// Nothing tells what the CA has revoked: it was restored without its last revocation list.
    CaRevocationsUnknown,
    /// The revocation list is due within seven days.
    CrlEnding,
    /// The revocation list is overdue: programs refuse it.
    CrlExpired,
}

/// How bad something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something can be lost today.
    Bad,
    /// Something will go wrong.
    Warning,
    /// Good to know.
    Note,
}

/// Whether a secret could be restored from its copies.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecoverabilityView {
    /// Id of the key.
    pub key: String,
    /// Generation of the Organization Key.
    #[ts(type = "number")]
    pub generation: u64,
    /// An earlier generation.
    pub retired: bool,
    /// Proven copies.
    #[ts(type = "number")]
    pub copies: u32,
    /// The last proof.
    pub last_proven: Option<Timestamp>,
    /// How bad it stands; note is good.
    pub severity: Severity,
}

/// Something that ends.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EndingView {
    /// `organization-key` or `organizational-ca`.
    pub kind: String,
    /// When.
    pub at: Timestamp,
}

impl HomeView {
    /// The page, for the moment that it was computed for.
    pub fn new(home: &core::Home, now: Timestamp) -> Self {
        Self {
            attention: home.attention.iter().map(Into::into).collect(),
            recoverability: home.recoverability.iter().map(Into::into).collect(),
            endings: home
                .endings
                .iter()
                .map(|ending| EndingView { kind: ending.kind.to_owned(), at: ending.at })
                .collect(),
            events: home.events.iter().map(Into::into).collect(),
            now,
        }
    }
}

impl From<&core::Attention> for AttentionView {
    fn from(item: &core::Attention) -> Self {
        let (key, ca) = (item.key.clone(), item.ca.clone());
        Self { kind: item.kind.into(), severity: item.severity.into(), key, ca, date: item.date }
    }
}

impl From<core::AttentionKind> for AttentionKind {
    fn from(kind: core::AttentionKind) -> Self {
        match kind {
            core::AttentionKind::NoOrganizationKey => Self::NoOrganizationKey,
            core::AttentionKind::NeverBackedUp => Self::NeverBackedUp,
            core::AttentionKind::ProofOld => Self::ProofOld,
            core::AttentionKind::KeyEnding => Self::KeyEnding,
            core::AttentionKind::KeyExpired => Self::KeyExpired,
            core::AttentionKind::KeyRevoked => Self::KeyRevoked,
            core::AttentionKind::CopyStale => Self::CopyStale,
            core::AttentionKind::LegacyKey => Self::LegacyKey,
            core::AttentionKind::SingleCopy => Self::SingleCopy,
            core::AttentionKind::CaNeverBackedUp => Self::CaNeverBackedUp,
            core::AttentionKind::CaProofOld => Self::CaProofOld,
            core::AttentionKind::CaCopyStale => Self::CaCopyStale,
            core::AttentionKind::CaEnding => Self::CaEnding,
            core::AttentionKind::CaExpired => Self::CaExpired,
            core::AttentionKind::CaAwaitingCertificate => Self::CaAwaitingCertificate,
            core::AttentionKind::CaRevocationsUnknown => Self::CaRevocationsUnknown,
            core::AttentionKind::CrlEnding => Self::CrlEnding,
            core::AttentionKind::CrlExpired => Self::CrlExpired,
        }
    }
}

impl From<core::Severity> for Severity {
    fn from(severity: core::Severity) -> Self {
        match severity {
            core::Severity::Bad => Self::Bad,
            core::Severity::Warning => Self::Warning,
            core::Severity::Note => Self::Note,
        }
    }
}

impl From<&core::Recoverability> for RecoverabilityView {
    fn from(item: &core::Recoverability) -> Self {
        Self {
            key: item.key.stored.id.clone(),
            generation: item.key.stored.generation,
            retired: item.key.state == core::KeyState::Retired,
            copies: item.key.coverage.copies,
            last_proven: item.key.coverage.last_proven,
            severity: item.severity.into(),
        }
    }
}
