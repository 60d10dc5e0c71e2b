//! A place with people to import, and what the vault knows of them afterwards.

use crate::{
    judge::now,
    place::{EXPORT_KEYPAIR, Place, Prepared},
};
use orgkey_core::{
    Silent, Vault,
    maintenance::{RunMaintenance, run_maintenance},
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

/// The call that signs everybody who is due.
pub const MAINTENANCE: &str = "--vault v.orgvault maintenance run --passphrase-file admin --json";

/// The call that replaces the Organization Key.
pub const REPLACE: &str = "--vault v.orgvault org-key replace --reason stolen --confirm Example_Org \
                           --passphrase-file admin --json";

/// The same place with its people imported, and a proven copy of the Organization Key.
pub fn place_with_users() -> Place {
    let place = place();
    for line in [IMPORT, EXPORT_KEYPAIR] {
        let _ = place.run(line).expect(0);
    }
    place
}

/// The same after the Organization Key was replaced: everybody is to be signed.
pub fn place_with_due_users() -> Place {
    let place = place_with_users();
    let _ = place.run(REPLACE).expect(0);
    place
}

/// How many are verified, before and after another run, which finishes what was begun; nobody is signed twice.
pub fn finished(vault: &mut Vault) -> (usize, usize) {
    let verified = |vault: &Vault| {
        let list = UserList { state: Some(UserState::Verified), limit: 500, ..UserList::default() };
        users_page(vault, &list, now()).unwrap().rows.len()
    };
    let before = verified(vault);
    let run = run_maintenance(vault, &RunMaintenance::default(), &Silent, now()).unwrap().run;
    assert_eq!(run.report.users_certified, (PEOPLE - before) as u64, "only who was not signed");
    (before, verified(vault))
}
