use orgkey_types::{Passphrase, Role};
use serde::Deserialize;
use ts_rs::TS;

/// Who is to have a key slot.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddAdministratorRequest {
    /// Name.
    pub name: String,
    /// What for: the rights to begin with.
    pub role: Role,
    /// The new administrator's own passphrase.
    #[ts(type = "string")]
    pub passphrase: Passphrase,
}
