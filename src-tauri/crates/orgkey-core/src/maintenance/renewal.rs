//! The stage that gives users' keys a later end: those that the server holds, ahead of their end, for people who were in
//! contact.

use super::{
    pipeline::{HANDFUL, OverUsers, Walk},
    report::RefusedUser,
};
use crate::user::{desk::Desk, rules};
use orgkey_openpgp::{AdkChange, Keypair, UserKey, adks, extend};
use orgkey_types::{Fingerprint, Outcome, Secret, Timestamp};
use orgkey_vault::{Due, NewUserKey, UserChange, UserRow, Vault};

/// Keys that are to be renewed.
pub(super) struct Renewing {
    pub due: Due,
    pub now: Timestamp,
}

/// A key on its way to a thread.
pub(super) struct HeldKey {
    row: UserRow,
    parts: Outcome<(Vec<u8>, Secret)>,
}

/// A key with a later end, or why there is none.
pub(super) struct RenewedKey {
    row: UserRow,
    made: Outcome<(Vec<Fingerprint>, UserKey)>,
}

impl OverUsers for Renewing {
    type User = HeldKey;
    type Made = RenewedKey;
    type Mark = UserRow;

    fn next(&self, vault: &Vault, walk: &mut Walk<UserRow>) -> Outcome<Vec<HeldKey>> {
        let rows = vault.due_keys(&self.due, walk.last.as_ref(), walk.take(HANDFUL))?;
        walk.passed(rows.len());
        if let Some(last) = rows.last() {
            walk.last = Some(last.clone());
        }
        Ok(rows.into_iter().map(|row| HeldKey::read(vault, row)).collect())
    }

    fn make(&self, desk: &mut Desk, user: HeldKey) -> RenewedKey {
        user.renewed(|public, secrets| {
            let (end, keypair) = (rules::key_end(self.now)?, Keypair::from_parts(public, secrets, self.now)?);
            // Without one of its own the organisation leaves those that a key came with.
            let adks = desk.adk().map_or(AdkChange::Keep, |adk| AdkChange::To(Some(adk)));
            extend(&keypair, end, adks, self.now).map(UserKey::from)
        })
    }
}

impl HeldKey {
    pub fn read(vault: &Vault, row: UserRow) -> Self {
        Self { parts: parts(vault, &row), row }
    }

    /// The key with new self-signatures.
    pub fn renewed(self, make: impl FnOnce(Vec<u8>, Secret) -> Outcome<UserKey>) -> RenewedKey {
        let made = self.parts.and_then(|(public, secrets)| make(public, secrets));
        RenewedKey { row: self.row, made: made.and_then(|key| Ok((adks(&key.public)?, key))) }
    }
}

fn parts(vault: &Vault, row: &UserRow) -> Outcome<(Vec<u8>, Secret)> {
    Ok((vault.user_key(&row.fingerprint)?.public, vault.user_secrets(row)?))
}

impl RenewedKey {
    /// The inner outcome is that of the key, the outer one that of the vault.
    pub fn store(self, users: &UserChange<'_>) -> Outcome<Result<(), RefusedUser>> {
        let (adks, key) = match self.made {
            Ok(made) => made,
            Err(failure) => return Ok(Err(RefusedUser::new(&self.row.email, &failure))),
        };
        let algorithm = rules::algorithms(&key.summary);
        let columns = rules::columns(&key.summary, &algorithm);
        // The private part stays as it is, and the certification is the next stage's.
        let new = NewUserKey { columns, public: &key.public, secrets: None, origin: "generated", certification: None };
        users.update_key(&self.row, &new)?;
        users.set_adk(self.row.id, adks.first()).map(Ok)
    }
}
