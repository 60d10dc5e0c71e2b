use super::{AdministratorReceipt, Operation, STAGES, approved, find, stays_governed, watched};
use crate::{
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{SlotSummary, Vault};
use serde_json::json;

/// Takes an administrator's key slot away, and exchanges every key that it led to: whoever kept slot, passphrase and key
/// opens nothing that the vault holds from now on. Copies of the vault from before, its generations among them, still open
/// with the old slot, as they would have anywhere else.
///
/// # Errors
/// [`Code::NotPermitted`] also where whoever asks does not hold a key that has to be exchanged;
/// [`Code::UnknownAdministrator`]; [`Code::AdministratorIsSelf`]; [`Code::LastAdministrator`];
/// [`Code::SecondPersonMissing`]; [`Code::VaultReadOnly`]; [`Code::Cancelled`]; what the medium says.
pub fn remove_administrator(
    vault: &mut Vault,
    name: &str,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<AdministratorReceipt> {
    permit(vault, UseCase::ChangeAdministrators)?;
    let slot = find(vault, name)?;
    if name == vault.administrator() {
        return Err(Failure::about(Code::AdministratorIsSelf, name));
    }
    let left: Vec<SlotSummary> = vault.administrators().into_iter().filter(|slot| slot.administrator != name).collect();
    stays_governed(vault, name, &left)?;
    let detail = approved(vault, Operation::RemoveAdministrator, json!({ "role": slot.role }), now)?;
    let steps = Steps::new(progress, STAGES);
    steps.begin(Stage::Rekeying)?;
    vault.remove_administrator(name, detail, &watched(&steps), now)?;
    AdministratorReceipt::of(vault, slot)
}
