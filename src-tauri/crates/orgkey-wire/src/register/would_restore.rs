use crate::RecoverabilityView;
use orgkey_core::register as core;
use serde::Serialize;
use ts_rs::TS;

pub use orgkey_core::register::Verdict;

/// Whether today's copies would bring everything back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RestorationView {
    /// In one word.
    pub verdict: Verdict,
    /// Each secret, and how it stands.
    pub secrets: Vec<RecoverabilityView>,
}

impl From<&core::Restoration> for RestorationView {
    fn from(restoration: &core::Restoration) -> Self {
        Self { verdict: restoration.verdict, secrets: restoration.secrets.iter().map(Into::into).collect() }
    }
}
