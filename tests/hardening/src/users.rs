//! A place with people to import, and what the vault knows of them afterwards.

use crate::{
    judge::now,
    place::{Place, Prepared},
};
use orgkey_core::{
    Vault,
    user::{UserList, UserState, user_details, users_page},
};
use std::fs;

/// How many people the file of the place names.
pub const PEOPLE: usize = 40;

/// The call that imports them.
pub const IMPORT: &str = "--vault v.orgvault user import people.csv --passphrase-file admin --json";

/// A vault with an Organization Key, and a list of people beside it.
pub fn place() -> Place {
    let place = Place::prepared(Prepared::Key);
    let lines: String = (0..PEOPLE).map(|number| format!("u{number}@example.org,User {number}\n")).collect();
    fs::write(place.path("people.csv"), format!("email,name\n{lines}")).unwrap();
    place
}

/// How many users there are; each is verified, is found by a search, and has a private part that fits the public one.
pub fn complete(vault: &Vault) -> usize {
    let page = users_page(vault, &UserList { limit: 500, ..UserList::default() }, now()).unwrap();
    for user in &page.rows {
        assert_eq!(user.state, UserState::Verified);
        let key = user_details(vault, &user.stored.email, now()).unwrap().stored_key;
        let secrets = vault.user_secrets(&user.stored).unwrap();
        orgkey_openpgp::Keypair::from_parts(key.public, secrets, now()).unwrap();
        let filter = Some(user.stored.email.as_str());
        let found = users_page(vault, &UserList { filter, limit: 500, ..UserList::default() }, now()).unwrap();
        assert!(found.rows.iter().any(|row| row.stored == user.stored));
    }
    assert_eq!(page.total, page.rows.len() as u64);
    page.rows.len()
}
