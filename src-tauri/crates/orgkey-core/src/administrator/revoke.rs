use super::{AdministratorReceipt, STAGES, find, stays_governed, told, watched, with_rights};
use crate::{
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
};
#[cfg(doc)]
use orgkey_types::Code;
use orgkey_types::{Grant, Outcome, Timestamp};
use orgkey_vault::Vault;

/// Takes a right from an administrator; without Read nothing of the area is left. Whoever loses Export secret may have kept
/// the key: so the area's secrets are sealed under a new one, and the whole vault too.
///
/// # Errors
/// [`Code::NotPermitted`] also where whoever asks does not hold the key that has to be exchanged;
/// [`Code::UnknownAdministrator`]; [`Code::LastAdministrator`]; [`Code::SecondPersonMissing`] about an operation that needs
/// two and would have one; [`Code::VaultReadOnly`]; [`Code::Cancelled`]; what the medium says.
pub fn revoke_right(
    vault: &mut Vault,
    name: &str,
    grant: Grant,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<AdministratorReceipt> {
    permit(vault, UseCase::ChangeAdministrators)?;
    let slot = find(vault, name)?;
    let rights = slot.rights.without(grant);
    if rights == slot.rights {
        return AdministratorReceipt::of(vault, slot);
    }
    stays_governed(vault, name, &with_rights(vault, name, |rights| rights.without(grant)))?;
    let steps = Steps::new(progress, STAGES);
    steps.begin(Stage::Rekeying)?;
    vault.set_rights(name, rights, told(grant), &watched(&steps), now)?;
    AdministratorReceipt::of(vault, find(vault, name)?)
}
