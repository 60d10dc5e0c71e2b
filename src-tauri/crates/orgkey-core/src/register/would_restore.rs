use crate::home::{Recoverability, SecretStanding, recoverability};
use crate::permit::{UseCase, permit};
use orgkey_types::{Outcome, Timestamp};
use orgkey_vault::Vault;
use serde::Serialize;

/// Whether today's copies would bring everything back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Every secret that can have a copy has one that was proven within 90 days.
    Yes,
    /// Every one has a proven copy, and a proof is older than that.
    Old,
    /// A secret has no proven copy.
    No,
    /// The vault has no secret yet.
    Nothing,
}

/// The answer, secret by secret.
#[derive(Debug, Clone)]
pub struct Restoration {
    /// In one word.
    pub verdict: Verdict,
    /// Each secret, and how it stands.
    pub secrets: Vec<Recoverability>,
}

/// Would today's copies bring everything back?
///
/// # Errors
/// What the database says.
pub fn would_restore(vault: &Vault, now: Timestamp) -> Outcome<Restoration> {
    permit(vault, UseCase::ShowCopies)?;
    let secrets = recoverability(vault, now)?;
    let any = |standing| secrets.iter().any(|secret| secret.standing == standing);
    let verdict = if secrets.is_empty() {
        Verdict::Nothing
    } else if any(SecretStanding::Missing) {
        Verdict::No
    } else if any(SecretStanding::Old) {
        Verdict::Old
    } else {
        Verdict::Yes
    };
    Ok(Restoration { verdict, secrets })
}
