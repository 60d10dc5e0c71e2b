use orgkey_core::administrator as core;
use orgkey_types::Passphrase;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use orgkey_core::administrator::Operation;

/// An operation, and whether it needs a second administrator.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TwoPersonRuleView {
    /// Which.
    pub operation: Operation,
    /// Whether it needs two.
    pub needs_two: bool,
}

/// A second administrator, who stands by for the next operation that needs two.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SecondPersonRequest {
    /// Name on the key slot.
    pub administrator: String,
    /// That administrator's own passphrase.
    #[ts(type = "string")]
    pub passphrase: Passphrase,
}

impl From<core::TwoPersonRule> for TwoPersonRuleView {
    fn from(rule: core::TwoPersonRule) -> Self {
        Self { operation: rule.operation, needs_two: rule.needs_two }
    }
}

impl From<TwoPersonRuleView> for core::TwoPersonRule {
    fn from(rule: TwoPersonRuleView) -> Self {
        Self { operation: rule.operation, needs_two: rule.needs_two }
    }
}
