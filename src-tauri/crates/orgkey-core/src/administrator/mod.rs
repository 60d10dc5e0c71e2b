//! Administrators, their roles and rights, and the operations that need two of them.
//!
//! The rights to secrets are held by the keys themselves (`orgkey-vault`, `slots`): who has none of an area cannot open its
//! private material, by no program. Read and Write are held by the use cases, which ask [`crate::permit`] first. The rule of
//! two persons is this program's too: it stops one person in front of it, not one who takes the vault's files home.

mod add;
mod grant;
mod list;
mod remove;
mod revoke;
mod two_person;

pub use add::{AddAdministrator, add_administrator};
pub use grant::grant_right;
pub use list::{AdministratorReceipt, administrators};
pub use remove::remove_administrator;
pub use revoke::revoke_right;
pub(crate) use two_person::approved;
pub use two_person::{Operation, SecondPerson, TwoPersonRule, attend, set_two_person, two_person_rules};

use crate::progress::{Stage, Steps};
use orgkey_types::{Area, Code, Failure, Grant, Outcome, Right, Rights};
use orgkey_vault::{SlotSummary, Vault};

/// What a change of keys goes through.
const STAGES: &[Stage] = &[Stage::Rekeying];

/// Tells the watcher of the vault's work, and stops it when that was asked for.
fn watched<'a>(steps: &'a Steps<'_>) -> impl Fn(u64, u64) -> Outcome<()> + 'a {
    |done, total| steps.count(done, Some(total))
}

/// # Errors
/// [`Code::UnknownAdministrator`].
fn find(vault: &Vault, name: &str) -> Outcome<SlotSummary> {
    let found = vault.administrators().into_iter().find(|slot| slot.administrator == name);
    found.ok_or_else(|| Failure::about(Code::UnknownAdministrator, name))
}

/// Nobody gives what they do not hold.
///
/// # Errors
/// [`Code::NotPermitted`] about the first right that is missing.
fn holds(vault: &Vault, rights: Rights) -> Outcome<()> {
    let missing = rights.beyond(vault.rights()).grants().next();
    missing.map_or(Ok(()), |grant| Err(Failure::about(Code::NotPermitted, grant.shown())))
}

/// Refuses what would leave the vault without somebody who can do everything, or an operation for two without two.
///
/// # Errors
/// [`Code::LastAdministrator`] about `name`; [`Code::SecondPersonMissing`] about the operation.
fn stays_governed(vault: &Vault, name: &str, left: &[SlotSummary]) -> Outcome<()> {
    let everything = |slot: &SlotSummary| {
        slot.rights.has(Area::Administrators, Right::Write) && slot.rights.secrets().eq(Area::WITH_SECRETS)
    };
    if !left.iter().any(everything) {
        return Err(Failure::about(Code::LastAdministrator, name));
    }
    two_person::stays_possible(vault, left)
}

/// The slots as they would be.
fn with_rights(vault: &Vault, name: &str, change: impl Fn(Rights) -> Rights) -> Vec<SlotSummary> {
    let mut slots = vault.administrators();
    slots.iter_mut().filter(|slot| slot.administrator == name).for_each(|slot| slot.rights = change(slot.rights));
    slots
}

/// As it stands in the audit log.
fn told(grant: Grant) -> serde_json::Value {
    serde_json::json!({ "right": grant.to_string() })
}
