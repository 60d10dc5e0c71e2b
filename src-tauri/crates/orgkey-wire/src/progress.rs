use serde::Serialize;
use ts_rs::TS;

pub use orgkey_core::Stage;

/// A step of a long operation as it begins, or how far it has come.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProgressView {
    /// What is being done now.
    pub stage: Stage,
    /// How many stages this operation has.
    #[ts(type = "number")]
    pub stages: u32,
    /// Position of this stage, from 1.
    #[ts(type = "number")]
    pub position: u32,
    /// So many of this stage are done; none where nobody counts.
    #[ts(type = "number | null")]
    pub done: Option<u64>,
    /// Of so many; none where that is not known ahead.
    #[ts(type = "number | null")]
    pub total: Option<u64>,
}
