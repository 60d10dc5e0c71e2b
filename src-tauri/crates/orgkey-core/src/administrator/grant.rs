use super::{AdministratorReceipt, STAGES, find, holds, told, watched};
use crate::{
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
};
#[cfg(doc)]
use orgkey_types::Code;
use orgkey_types::{Grant, Outcome, Rights, Timestamp};
use orgkey_vault::Vault;

/// Gives an administrator a right, and Read with it. The key that goes with Export secret is sealed to the slot, so nobody
/// needs the other's passphrase.
///
/// # Errors
/// [`Code::NotPermitted`] also where whoever asks has not got that right; [`Code::UnknownAdministrator`];
/// [`Code::VaultReadOnly`]; what the medium says.
pub fn grant_right(
    vault: &mut Vault,
    name: &str,
    grant: Grant,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<AdministratorReceipt> {
    permit(vault, UseCase::ChangeAdministrators)?;
    holds(vault, Rights::NONE.with(grant))?;
    let slot = find(vault, name)?;
    let rights = slot.rights.with(grant);
    if rights == slot.rights {
        return AdministratorReceipt::of(vault, slot);
    }
    let steps = Steps::new(progress, STAGES);
    steps.begin(Stage::Rekeying)?;
    vault.set_rights(name, rights, told(grant), &watched(&steps), now)?;
    AdministratorReceipt::of(vault, find(vault, name)?)
}
