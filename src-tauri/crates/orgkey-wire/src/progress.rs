use serde::Serialize;
use ts_rs::TS;

/// A step of a long operation, as it begins.
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
}

/// Stages of generating, exporting and importing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Making the keypairs.
    Generating,
    /// Storing in the vault.
    Storing,
    /// Protecting the secret part with the passphrase.
    Protecting,
    /// Writing and syncing the file.
    Writing,
    /// Reading the file back from the medium.
    ReadingBack,
    /// Opening it with the passphrase.
    Opening,
    /// Comparing the fingerprints of all keys.
    Comparing,
    /// Decrypting a probe message with it.
    Decrypting,
    /// Verifying a probe signature.
    Verifying,
    /// Entering the copy in the register.
    Registering,
    /// Making new self-signatures.
    Certifying,
}
