//! The stage that gives users' keys a later end: those that the server holds, ahead of their end, for people who were in
//! contact.

use super::{
    pipeline::{HANDFUL, OverUsers, Walk},
    report::RefusedUser,
};
use crate::user::{desk::Desk, rules};
use orgkey_openpgp::{Keypair, UserKey, extend};
use orgkey_types::{Outcome, Secret, Timestamp};
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
    made: Outcome<UserKey>,
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
        Ok(rows.into_iter().map(|row| HeldKey { parts: parts(vault, &row), row }).collect())
    }

    fn make(&self, _: &mut Desk, user: HeldKey) -> RenewedKey {
        let HeldKey { row, parts } = user;
        let made = parts.and_then(|(public, secrets)| {
            let end = rules::key_end(self.now)?;
            extend(&Keypair::from_parts(public, secrets, self.now)?, end, self.now).map(UserKey::from)
        });
        RenewedKey { row, made }
    }
}

fn parts(vault: &Vault, row: &UserRow) -> Outcome<(Vec<u8>, Secret)> {
    Ok((vault.user_key(&row.fingerprint)?.public, vault.user_secrets(row)?))
}

impl RenewedKey {
    /// The inner outcome is that of the key, the outer one that of the vault.
    pub fn store(self, users: &UserChange<'_>) -> Outcome<Result<(), RefusedUser>> {
        let key = match self.made {
            Ok(key) => key,
            Err(failure) => return Ok(Err(RefusedUser::new(&self.row.email, &failure))),
        };
        let algorithm = rules::algorithms(&key.summary);
        let columns = rules::columns(&key.summary, &algorithm);
        // The private part stays as it is, and the certification is the next stage's.
        let new = NewUserKey { columns, public: &key.public, secrets: None, origin: "generated", certification: None };
        users.update_key(&self.row, &new).map(Ok)
    }
}
