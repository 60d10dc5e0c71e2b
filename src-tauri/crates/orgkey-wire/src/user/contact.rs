use orgkey_types::Timestamp;
use serde::Deserialize;
use ts_rs::TS;

/// Notes when a user was last in contact.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ContactUserRequest {
    /// Address.
    pub email: String,
    /// When; none is now.
    pub at: Option<Timestamp>,
}
