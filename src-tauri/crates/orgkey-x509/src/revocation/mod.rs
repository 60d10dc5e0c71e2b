//! Revocation lists (RFC 5280 §5): made, read, and searched.

mod make;
mod number;
mod read;
mod reason;

use crate::Serial;
use orgkey_types::Timestamp;

pub use make::revocation_list;
pub use number::ListNumber;
pub use read::RevocationList;
pub use reason::RevocationReason;

/// One revoked certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevokedEntry {
    /// Its serial number.
    pub serial: Serial,
    /// When it was revoked.
    pub at: Timestamp,
    /// Why.
    pub reason: RevocationReason,
    /// Since when the key is known, or feared, to be in other hands.
    pub invalid_since: Option<Timestamp>,
}
