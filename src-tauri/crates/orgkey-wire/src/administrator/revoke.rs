use orgkey_types::{Area, Grant, Right};
use serde::Deserialize;
use ts_rs::TS;

/// A right that somebody is to have no longer.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevokeRightRequest {
    /// Whose.
    pub name: String,
    /// Where.
    pub area: Area,
    /// What.
    pub right: Right,
}

impl RevokeRightRequest {
    /// As the core names it.
    pub fn grant(&self) -> Grant {
        Grant { area: self.area, right: self.right }
    }
}
