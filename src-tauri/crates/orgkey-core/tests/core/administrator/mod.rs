//! Administrators: their rights in every use case, the guards around them, and operations for two.

mod governing;
mod permitted;
mod two_person;

use orgkey_core::{
    Access, KdfCost, Silent, Unlock, Vault,
    administrator::{AddAdministrator, AdministratorReceipt, add_administrator},
    unlock,
};
use orgkey_test_support::{NOW, Place, words};
use orgkey_types::{Grant, Outcome, Role};

pub const HERS: &str = "vivid otter lantern quarry";

pub fn add(vault: &mut Vault, name: &str, role: Role) -> Outcome<AdministratorReceipt> {
    let request = AddAdministrator { name, role, passphrase: &words(HERS), cost: KdfCost::floor() };
    add_administrator(vault, &request, &Silent, NOW)
}

/// The vault as somebody else opens it.
pub fn open_as(place: &Place, vault: Vault, name: &str) -> Vault {
    let locked = vault.lock();
    let request =
        Unlock { administrator: Some(name), passphrase: &words(HERS), access: Access::Write, program: "test" };
    unlock(&locked, &request, &place.machine, NOW).unwrap()
}

pub fn grant(text: &str) -> Grant {
    text.parse().unwrap()
}
