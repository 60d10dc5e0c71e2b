use orgkey_core as core;
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

impl From<core::Stage> for Stage {
    fn from(stage: core::Stage) -> Self {
        match stage {
            core::Stage::Generating => Self::Generating,
            core::Stage::Storing => Self::Storing,
            core::Stage::Protecting => Self::Protecting,
            core::Stage::Writing => Self::Writing,
            core::Stage::ReadingBack => Self::ReadingBack,
            core::Stage::Opening => Self::Opening,
            core::Stage::Comparing => Self::Comparing,
            core::Stage::Decrypting => Self::Decrypting,
            core::Stage::Verifying => Self::Verifying,
            core::Stage::Registering => Self::Registering,
            core::Stage::Certifying => Self::Certifying,
        }
    }
}
