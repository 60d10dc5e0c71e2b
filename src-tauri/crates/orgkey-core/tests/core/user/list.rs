use super::{add, made_elsewhere};
use orgkey_core::{
    Silent,
    user::{ImportUsers, UserList, UserOrder, UserState, import_users, user_details, users_page},
};
use orgkey_openpgp::public_file;
use orgkey_test_support::{NOW, Place, refusal};
use orgkey_types::{Code, SecretPart};

#[test]
fn pages_follow_each_other_and_terms_narrow() {
    let (_place, mut vault, _) = Place::with_key();
    for name in ["Ada", "Bob", "Cyd"] {
        add(&mut vault, &format!("{}@example.org", name.to_lowercase()), name, NOW);
    }
    let list = |filter, after| UserList { filter, after, limit: 2, order: UserOrder::Name, ..UserList::default() };
    let first = users_page(&vault, &list(None, None), NOW).unwrap();
    assert_eq!((first.rows.len(), first.total), (2, 3));
    let second = users_page(&vault, &list(None, first.next.as_deref()), NOW).unwrap();
    assert_eq!((second.rows[0].stored.name.as_str(), second.rows.len(), second.next), ("Cyd", 1, None));
    let cases = [("bob", 1), ("state:verified", 3), ("state:unverified", 0), ("state:verified cyd@", 1), ("nobody", 0)];
    for (filter, count) in cases {
        let found = users_page(&vault, &UserList { limit: 10, ..list(Some(filter), None) }, NOW).unwrap();
        assert_eq!(found.rows.len(), count, "{filter}");
    }
    let unknown = UserState::ALL.map(UserState::name);
    assert_eq!(unknown, ["verified", "unverified", "waiting-for-contact", "deleted"]);
    for bad in [
        UserList { limit: 0, ..list(None, None) },
        UserList { limit: 501, ..list(None, None) },
        list(Some("state:odd"), None),
        list(None, Some("odd")),
    ] {
        assert_eq!(refusal(users_page(&vault, &bad, NOW)).code, Code::InvalidArgument);
    }
}

#[test]
fn the_details_tell_which_private_parts_the_vault_holds() {
    let (place, mut vault, _) = Place::with_key();
    add(&mut vault, "ada@example.org", "Ada", NOW);
    let (bob, file) = (made_elsewhere("Bob <bob@example.org>"), place.path("bob.asc"));
    std::fs::write(&file, public_file(bob.public()).unwrap()).unwrap();
    import_users(&mut vault, &ImportUsers { path: &file, mode: None, passphrase: None }, &Silent, NOW).unwrap();
    for (email, held) in [("ada@example.org", SecretPart::Open), ("bob@example.org", SecretPart::Absent)] {
        let key = user_details(&vault, email, NOW).unwrap().key;
        assert!(key.components.iter().all(|part| part.secret == held), "{email}");
    }
}
