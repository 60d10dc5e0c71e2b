use crate::Machine;
use orgkey_types::{Code, Outcome, Passphrase, Timestamp};
use orgkey_vault::{Access, LockedVault, Opening, Vault};
use serde_json::json;

/// Who opens a vault, and how.
pub struct Unlock<'a> {
    /// Name on the key slot; may be left out where there is only one.
    pub administrator: Option<&'a str>,
    /// Its passphrase.
    pub passphrase: &'a Passphrase,
    /// Whether to write.
    pub access: Access,
    /// `orgkey` or `orgkey-console`: what a second opener is told.
    pub program: &'a str,
}

/// Opens a vault. What it found on the way (rolled back, interrupted operations) is in its notices.
///
/// # Errors
/// [`Code::WrongPassphrase`], [`Code::UnknownAdministrator`], [`Code::VaultBusy`], and what the folder turned out to be.
pub fn unlock(locked: &LockedVault, request: &Unlock<'_>, machine: &Machine, now: Timestamp) -> Outcome<Vault> {
    let administrator = match request.administrator {
        Some(name) => name.to_owned(),
        None => only_administrator(locked)?,
    };
    let mut vault = locked.unlock(Opening {
        administrator: &administrator,
        passphrase: request.passphrase,
        access: request.access,
        program: request.program,
        now,
        last_seen: machine.last_seen(locked.id()),
    })?;
    if vault.writable() {
        vault.record("unlock", &administrator, json!({ "program": request.program }), now)?;
    }
    machine.saw(vault.id(), vault.counter()?);
    Ok(vault)
}

fn only_administrator(locked: &LockedVault) -> Outcome<String> {
    let mut slots = locked.slots().into_iter();
    match (slots.next(), slots.next()) {
        (Some(slot), None) => Ok(slot.administrator),
        _ => Err(Code::AdministratorMissing.into()),
    }
}
