//! A place with an Organization Certificate and users, and what the vault knows of their certificates afterwards.

use crate::{
    judge::now,
    place::{Place, Prepared},
};
use orgkey_core::{
    Vault,
    ca::IssuedState,
    org_cert::organization_certificate,
    user::{UserList, user_details, users_page},
};
use std::fs;

/// How many users there are.
pub const PEOPLE: usize = 8;

const ADMIN: &str = "--passphrase-file admin --json";

/// The call that generates the Organization Certificate.
pub const GENERATE: &str = "--vault v.orgvault org-cert generate --common-name Mail --passphrase-file admin --json";

/// The call that issues to everybody.
pub const ISSUE: &str = "--vault v.orgvault user issue-certificate --all --passphrase-file admin --json";

/// The call that revokes two users' certificates.
pub const REVOKE: &str = "--vault v.orgvault user revoke-certificate u0@example.org u1@example.org --reason superseded \
                          --passphrase-file admin --json";

/// A vault with an Organization Key and users who have no certificate.
pub fn place() -> Place {
    let place = Place::prepared(Prepared::Key);
    let lines: String = (0..PEOPLE).map(|number| format!("u{number}@example.org,User {number}\n")).collect();
    fs::write(place.path("people.csv"), format!("email,name\n{lines}")).unwrap();
    for line in ["user import people.csv", "org-cert settings --smime-key p256"] {
        let _ = place.run(&format!("--vault v.orgvault {line} {ADMIN}")).expect(0);
    }
    place
}

/// The same with an Organization Certificate.
pub fn with_issuer() -> Place {
    let place = place();
    let _ = place.run(GENERATE).expect(0);
    place
}

/// Organization Certificates that the vault has.
pub fn issuers(vault: &Vault) -> usize {
    let page = organization_certificate(vault, now()).unwrap();
    page.retired.len() + usize::from(page.active.is_some())
}

/// Users with a live certificate and users with a revoked one. What the row of a user says, what the register says and
/// what is sealed fit together.
pub fn counted(vault: &Vault) -> (usize, usize) {
    let (mut live, mut revoked) = (0, 0);
    for user in users_page(vault, &UserList { limit: 500, ..UserList::default() }, now()).unwrap().rows {
        let details = user_details(vault, &user.stored.email, now()).unwrap();
        let has = |state: IssuedState| details.certificates.iter().any(|entry| entry.state == state);
        assert_eq!(user.stored.certificate_until.is_some(), has(IssuedState::Valid), "{}", user.stored.email);
        for row in vault.user_certificates(user.stored.id, 10).unwrap() {
            assert!(vault.issued_certificate(row.issued.id).unwrap().is_some());
            vault.smime_key_secrets(user.stored.id, row.smime_key.unwrap()).unwrap();
        }
        live += usize::from(has(IssuedState::Valid));
        revoked += usize::from(has(IssuedState::Revoked));
    }
    (live, revoked)
}
