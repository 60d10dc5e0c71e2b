use super::{add, states};
use orgkey_core::{
    Access, Silent, Stage,
    user::{AddUser, UserState, add_user, contact_user, delete_user, find_user, plan_add_user, user_details},
};
use orgkey_test_support::{DAY, Held, NOW, PASSPHRASE, Place, StopsAfter, refusal};
use orgkey_types::{Code, KeyMode};

#[test]
fn a_new_user_has_a_key_that_is_certified_for_two_weeks() {
    let (_place, mut vault, _) = Place::with_key();
    let watcher = StopsAfter::never();
    let request = AddUser { email: "Ada@EXAMPLE.org ", name: " Ada Lovelace", mode: KeyMode::Skm };
    let user = add_user(&mut vault, &request, &watcher, NOW).unwrap().user;
    let stored = &user.stored;
    assert_eq!((stored.email.as_str(), stored.name.as_str()), ("Ada@example.org", "Ada Lovelace"));
    assert_eq!((user.state, stored.mode, stored.has_secrets), (UserState::Verified, KeyMode::Skm, true));
    assert_eq!(stored.certified, Some((1, NOW.plus_seconds(14 * DAY))));
    let details = user_details(&vault, "ada@example.org", NOW).unwrap();
    assert_eq!(details.key.user_ids, ["Ada Lovelace <Ada@example.org>"]);
    assert_eq!(details.stored_key.origin, "generated");
    assert_eq!(watcher.begun(), [Stage::Generating, Stage::Storing]);
    assert_eq!(Held::last_entries(&vault, 2), ["add-user intent", "add-user settled done"]);
}

#[test]
fn a_user_is_verified_on_day_13_and_no_longer_on_day_14() {
    let (_place, mut vault, _) = Place::with_key();
    add(&mut vault, "ada@example.org", "Ada", NOW);
    let cases =
        [(0, "verified"), (13, "verified"), (14, "unverified"), (91, "unverified"), (93, "waiting-for-contact")];
    for (day, state) in cases {
        let states = states(&vault, NOW.plus_seconds(day * DAY));
        assert_eq!(states, [format!("ada@example.org {state}")], "day {day}");
    }
    contact_user(&mut vault, "ada@example.org", NOW.plus_seconds(80 * DAY), NOW.plus_seconds(93 * DAY)).unwrap();
    assert_eq!(states(&vault, NOW.plus_seconds(93 * DAY)), ["ada@example.org unverified"]);
    let tomorrow = contact_user(&mut vault, "ada@example.org", NOW.plus_seconds(DAY), NOW);
    assert_eq!(refusal(tomorrow).code, Code::MomentInFuture);
}

#[test]
fn what_makes_no_user_is_refused_and_leaves_no_trace() {
    let (place, mut vault, _) = Place::with_key();
    add(&mut vault, "ada@example.org", "Ada", NOW);
    let cases = [
        ("ADA@example.org", "Ada", KeyMode::Skm, Code::UserExists),
        ("ada@example.com", "Ada", KeyMode::Skm, Code::DomainNotManaged),
        ("ada", "Ada", KeyMode::Skm, Code::EmailInvalid),
        ("@example.org", "Ada", KeyMode::Skm, Code::EmailInvalid),
        ("a b@example.org", "Ada", KeyMode::Skm, Code::EmailInvalid),
        ("<a>@example.org", "Ada", KeyMode::Skm, Code::EmailInvalid),
        ("bob@example.org", " ", KeyMode::Skm, Code::InvalidArgument),
        ("bob@example.org", "Bob <ceo@example.org>", KeyMode::Skm, Code::InvalidArgument),
        ("bob@example.org", "Bob", KeyMode::Ckm, Code::UserKeyMadeByClient),
    ];
    let entries = vault.audit_count().unwrap();
    for (email, name, mode, code) in cases {
        let request = AddUser { email, name, mode };
        assert_eq!(refusal(plan_add_user(&vault, &request, NOW)).code, code, "{email} {name:?}");
        assert_eq!(refusal(add_user(&mut vault, &request, &Silent, NOW)).code, code, "{email} {name:?}");
    }
    assert_eq!((vault.user_count().unwrap(), vault.audit_count().unwrap()), (1, entries));
    let bob = AddUser { email: "bob@example.org", name: "Bob", mode: KeyMode::Skm };
    let late = add_user(&mut vault, &bob, &Silent, NOW.plus_seconds(366 * DAY));
    assert_eq!(refusal(late).code, Code::KeyExpired, "an Organization Key past its end certifies nothing");
    drop(vault);
    let mut vault = place.unlock(PASSPHRASE, Access::Read).unwrap();
    assert_eq!(refusal(add_user(&mut vault, &bob, &Silent, NOW)).code, Code::VaultReadOnly);
    let (_place, mut vault) = Place::with_vault();
    assert_eq!(refusal(add_user(&mut vault, &bob, &Silent, NOW)).code, Code::OrganizationKeyMissing);
}

#[test]
fn a_deleted_user_is_gone_from_the_list_and_the_key_stays() {
    let (_place, mut vault, _) = Place::with_key();
    let ada = add(&mut vault, "ada@example.org", "Ada", NOW);
    assert_eq!(refusal(delete_user(&mut vault, "ada@example.org", "bob", NOW)).code, Code::ConfirmationDiffers);
    let deleted = delete_user(&mut vault, "ada@example.org", "ada@example.org", NOW).unwrap();
    assert_eq!((deleted.state, deleted.stored.deleted), (UserState::Deleted, Some(NOW)));
    assert_eq!(refusal(find_user(&vault, "ada@example.org", NOW)).code, Code::UserNotFound);
    assert!(!vault.user_secrets(&ada.stored).unwrap().is_empty());
}
