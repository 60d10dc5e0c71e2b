use super::{AdministratorReceipt, STAGES, find, holds, watched};
use crate::{
    accept_passphrase,
    create::check_name,
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
};
use orgkey_types::{Code, Failure, Outcome, Passphrase, Role, Timestamp};
use orgkey_vault::{KdfCost, NewAdministrator, Vault};
use serde_json::json;

/// Longest name, in characters: 200 bytes are the slot's bound.
const LONGEST_NAME: usize = 50;

/// What the administrator asks for.
pub struct AddAdministrator<'a> {
    /// Name of the new one.
    pub name: &'a str,
    /// What for: the rights to begin with.
    pub role: Role,
    /// The new one's own passphrase.
    pub passphrase: &'a Passphrase,
    /// What opening the slot costs.
    pub cost: KdfCost,
}

/// Gives somebody a key slot with the rights of a role. In a vault that still has one key for the secrets of all areas each
/// area gets its own first.
///
/// # Errors
/// [`Code::NotPermitted`] also about a right that the role has and whoever asks has not; [`Code::InvalidArgument`] and
/// [`Code::AdministratorExists`] for the name; [`Code::PassphraseWeak`]; [`Code::VaultReadOnly`]; what the medium says.
pub fn add_administrator(
    vault: &mut Vault,
    request: &AddAdministrator<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<AdministratorReceipt> {
    permit(vault, UseCase::ChangeAdministrators)?;
    holds(vault, request.role.rights())?;
    check_name("administrator", request.name, LONGEST_NAME)?;
    let name = request.name.trim();
    if vault.administrators().iter().any(|slot| slot.administrator.to_lowercase() == name.to_lowercase()) {
        return Err(Failure::about(Code::AdministratorExists, name));
    }
    accept_passphrase(request.passphrase)?;
    let (role, rights) = (request.role.shown(), request.role.rights());
    let (passphrase, cost) = (request.passphrase, request.cost);
    let new = NewAdministrator { administrator: name, role, rights, passphrase, cost };
    let steps = Steps::new(progress, STAGES);
    steps.begin(Stage::Rekeying)?;
    vault.add_administrator(&new, json!({ "role": role, "rights": rights }), &watched(&steps), now)?;
    AdministratorReceipt::of(vault, find(vault, name)?)
}
