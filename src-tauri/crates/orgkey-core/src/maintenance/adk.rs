//! The stage that rolls over from one Additional Decryption Key to the next: keys that the server holds and that name an
//! earlier one get new self-signatures with the one in use, or with none.

use super::{
    pipeline::{HANDFUL, OverUsers, Walk},
    renewal::{HeldKey, RenewedKey},
};
use crate::user::desk::Desk;
use orgkey_openpgp::{Keypair, UserKey, change_adk};
use orgkey_types::{Fingerprint, Outcome, Timestamp};
use orgkey_vault::Vault;

/// Keys that name an earlier one.
pub(super) struct RollingOver {
    pub former: Fingerprint,
    pub now: Timestamp,
}

impl OverUsers for RollingOver {
    type User = HeldKey;
    type Made = RenewedKey;
    type Mark = u64;

    fn next(&self, vault: &Vault, walk: &mut Walk<u64>) -> Outcome<Vec<HeldKey>> {
        let after = walk.last.unwrap_or(0);
        let rows = vault.keys_naming(&self.former, self.now, after, walk.take(HANDFUL))?;
        walk.passed(rows.len());
        walk.last = rows.last().map(|row| row.id).or(walk.last);
        Ok(rows.into_iter().map(|row| HeldKey::read(vault, row)).collect())
    }

    fn make(&self, desk: &mut Desk, user: HeldKey) -> RenewedKey {
        user.renewed(|public, secrets| {
            let keypair = Keypair::from_parts(public, secrets, self.now)?;
            change_adk(&keypair, desk.adk(), self.now).map(UserKey::from)
        })
    }
}
