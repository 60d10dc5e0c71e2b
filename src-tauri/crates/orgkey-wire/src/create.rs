use crate::Language;
use orgkey_types::Passphrase;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Makes a vault with its first administrator.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CreateVaultRequest {
    /// Language of the page from now on.
    pub language: Language,
    /// Name of the organisation.
    pub organization: String,
    /// Managed domains, at least one.
    pub domains: Vec<String>,
    /// Name of the first administrator.
    pub administrator: String,
    /// That person's passphrase.
    #[ts(type = "string")]
    pub passphrase: Passphrase,
    /// Ticket of the folder, from `choose_vault_place` or `default_vault_place`.
    pub place: String,
}

/// Why a field of the Setup Assistant is not right yet; empty fields are not judged.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationDraft {
    /// Name of the organisation.
    pub organization: String,
    /// Managed domains as typed.
    pub domains: Vec<String>,
}
