use crate::AuditEntryView;
use orgkey_core as core;
use orgkey_types::Timestamp;
use serde::Serialize;
use ts_rs::TS;

pub use orgkey_core::{AttentionKind, SecretKind, SecretStanding, Severity};

/// The Home page.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HomeView {
    /// What needs somebody, worst first.
    pub attention: Vec<AttentionView>,
    /// Whether today's copies would bring everything back, per secret: the keys first.
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

/// Whether a secret could be restored from its copies.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecoverabilityView {
    /// What it is.
    pub kind: SecretKind,
    /// Id of the key or the CA.
    pub id: String,
    /// Name of a CA.
    pub name: Option<String>,
    /// Which generation.
    #[ts(type = "number")]
    pub generation: u64,
    /// No longer in use.
    pub retired: bool,
    /// Proven copies.
    #[ts(type = "number")]
    pub copies: u32,
    /// The last proof.
    pub last_proven: Option<Timestamp>,
    /// How it stands.
    pub standing: SecretStanding,
}

/// Something that ends.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EndingView {
    /// What.
    pub kind: SecretKind,
    /// When.
    pub at: Timestamp,
}

impl HomeView {
    /// The page, for the moment that it was computed for.
    pub fn new(home: &core::Home, now: Timestamp) -> Self {
        Self {
            attention: home.attention.iter().map(Into::into).collect(),
            recoverability: home.recoverability.iter().map(Into::into).collect(),
            endings: home.endings.iter().map(|ending| EndingView { kind: ending.kind, at: ending.at }).collect(),
            events: home.events.iter().map(Into::into).collect(),
            now,
        }
    }
}

impl From<&core::Attention> for AttentionView {
    fn from(item: &core::Attention) -> Self {
        let (key, ca) = (item.key.clone(), item.ca.clone());
        Self { kind: item.kind, severity: item.severity, key, ca, date: item.date }
    }
}

impl From<&core::Recoverability> for RecoverabilityView {
    fn from(item: &core::Recoverability) -> Self {
        Self {
            kind: item.kind,
            id: item.id.clone(),
            name: item.name.clone(),
            generation: item.generation,
            retired: item.retired,
            copies: item.copies,
            last_proven: item.last_proven,
            standing: item.standing,
        }
    }
}
