//! Managed Keys: users are added, imported, listed, exported and deleted.

mod add;
mod bundle;
mod certificate;
mod export;
mod import;
mod list;

use orgkey_core::{
    Silent, Vault,
    user::{AddUser, User, UserList, add_user, users_page},
};
use orgkey_openpgp::{KeySettings, Keypair, generate};
use orgkey_test_support::NOW;
use orgkey_types::{Algorithm, KeyMode, Profile, Timestamp};

pub fn add(vault: &mut Vault, email: &str, name: &str, now: Timestamp) -> User {
    add_user(vault, &AddUser { email, name, mode: KeyMode::Skm }, &Silent, now).unwrap().user
}

/// A key as a user's own program makes it.
pub fn made_elsewhere(user_id: &str) -> Keypair {
    let (algorithm, profile) = (Algorithm::Curve25519, Profile::V4);
    generate(&KeySettings { user_id: user_id.into(), algorithm, profile, expires: None }, NOW).unwrap()
}

/// Address and state of all users.
pub fn states(vault: &Vault, now: Timestamp) -> Vec<String> {
    let page = users_page(vault, &UserList { limit: 500, ..UserList::default() }, now).unwrap();
    page.rows.iter().map(|row| format!("{} {}", row.stored.email, row.state.name())).collect()
}
