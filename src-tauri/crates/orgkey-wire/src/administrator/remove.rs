use serde::Deserialize;
use ts_rs::TS;

/// Whose key slot is to go.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RemoveAdministratorRequest {
    /// Name.
    pub name: String,
}
