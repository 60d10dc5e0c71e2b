use serde::Deserialize;
use ts_rs::TS;

/// Deletes a user; the keys are kept.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeleteUserRequest {
    /// Address.
    pub email: String,
    /// The address, typed again.
    pub confirm: String,
}
