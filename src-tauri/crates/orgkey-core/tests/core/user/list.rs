use super::add;
use orgkey_core::user::{UserList, UserOrder, UserState, users_page};
use orgkey_test_support::{NOW, Place, refusal};
use orgkey_types::Code;

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
