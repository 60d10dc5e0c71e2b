//! Create: the first page of the Setup Assistant.

use orgkey_core::{Access, KdfCost, LockedVault, NewOrganization, administrators, create_vault, verify_audit};
use orgkey_test_support::{
    ADMINISTRATOR, Canary, Held, NOW, PASSPHRASE, Place, files_with, new_organization, refusal, words,
};
use orgkey_types::Code;

#[test]
fn a_new_vault_knows_its_organisation_its_administrator_and_nothing_else() {
    let place = Place::empty();
    let new = NewOrganization {
        organization: "  Example Org ".to_owned(),
        domains: vec![" Example.ORG".to_owned(), "mail.example.net".to_owned()],
        ..new_organization()
    };
    let vault = place.create(&new).unwrap();
    let organization = vault.organization().unwrap();
    assert_eq!(
        (organization.name.as_str(), organization.domains.as_slice()),
        ("Example Org", &["example.org".to_owned(), "mail.example.net".to_owned()][..])
    );
    assert!(vault.writable() && vault.may_use_secrets(orgkey_types::Area::Users) && vault.notices().is_empty());
    assert!(vault.organization_keys().unwrap().is_empty());
    let slots = administrators(&vault).unwrap();
    assert_eq!(
        (slots.len(), slots[0].administrator.as_str(), slots[0].role.as_str()),
        (1, ADMINISTRATOR, "Supervisor")
    );
    assert_eq!(Held::last_entries(&vault, 10), ["create-vault event"]);
    verify_audit(&vault).unwrap();
}

#[test]
fn the_vault_opens_again_with_the_passphrase_and_the_machine_knows_its_counter() {
    let (place, vault) = Place::with_vault();
    let (id, counter) = (vault.id().to_owned(), vault.counter().unwrap());
    assert_eq!(place.machine.last_seen(&id), Some(counter));
    drop(vault);
    assert_eq!(place.unlock(PASSPHRASE, Access::Write).unwrap().id(), id);
}

#[test]
fn answers_that_cannot_stand_are_refused_and_leave_no_folder() {
    let long = "x".repeat(101);
    let with = |change: &dyn Fn(&mut NewOrganization)| {
        let mut new = new_organization();
        change(&mut new);
        new
    };
    let cases = [
        (with(&|new| new.organization = "  ".into()), Code::InvalidArgument),
        (with(&|new| new.organization = long.clone()), Code::InvalidArgument),
        (with(&|new| new.organization = "gnp\u{202e}.exe".into()), Code::InvalidArgument),
        (with(&|new| new.organization = "two\nlines".into()), Code::InvalidArgument),
        (with(&|new| new.domains.clear()), Code::InvalidDomain),
        (with(&|new| new.domains.push("localhost".into())), Code::InvalidDomain),
        (with(&|new| new.administrator = String::new()), Code::InvalidArgument),
        (with(&|new| new.administrator = "a".repeat(65)), Code::InvalidArgument),
    ];
    for (new, code) in cases {
        let place = Place::empty();
        assert_eq!(refusal(place.create(&new)).code, code, "{new:?}");
        assert!(place.names().is_empty(), "{new:?}");
    }
}

#[test]
fn a_weak_passphrase_is_refused_before_anything_is_made() {
    let place = Place::empty();
    for weak in ["", "12345", "passwordpassword", "aaaaaaaaaaaaaaaaaaaa"] {
        let made = create_vault(
            &place.vault(),
            &new_organization(),
            &words(weak),
            KdfCost::floor(),
            "test",
            &place.machine,
            NOW,
        );
        assert_eq!(refusal(made).code, Code::PassphraseWeak, "{weak:?}");
        assert!(place.names().is_empty(), "{weak:?}");
    }
}

#[test]
fn a_derivation_under_the_floor_is_refused() {
    let place = Place::empty();
    let floor = KdfCost::floor();
    for cost in [KdfCost { passes: 2, ..floor }, KdfCost { memory_kib: floor.memory_kib - 1, ..floor }] {
        let made =
            create_vault(&place.vault(), &new_organization(), &words(PASSPHRASE), cost, "test", &place.machine, NOW);
        assert_eq!(refusal(made).code, Code::KeySlotsWeak, "{cost:?}");
        assert!(!place.vault().exists(), "{cost:?}");
    }
}

#[test]
fn a_folder_that_holds_something_is_left_as_it_is() {
    let place = Place::empty();
    std::fs::create_dir(place.vault()).unwrap();
    std::fs::write(place.vault().join("letter.txt"), "mine").unwrap();
    assert_eq!(refusal(place.create(&new_organization())).code, Code::VaultExists);
    assert_eq!(std::fs::read(place.vault().join("letter.txt")).unwrap(), b"mine");
    assert_eq!(std::fs::read_dir(place.vault()).unwrap().count(), 1);
    let (other, vault) = Place::with_vault();
    let id = vault.id().to_owned();
    drop(vault);
    assert_eq!(refusal(other.create(&new_organization())).code, Code::VaultExists);
    assert_eq!(LockedVault::open(&other.vault()).unwrap().id(), id);
}

#[test]
fn an_empty_folder_is_taken_and_a_missing_parent_is_told() {
    let place = Place::empty();
    std::fs::create_dir(place.vault()).unwrap();
    place.create(&new_organization()).unwrap();
    let nowhere = place.path("not-there").join("example.orgvault");
    let made =
        create_vault(&nowhere, &new_organization(), &words(PASSPHRASE), KdfCost::floor(), "test", &place.machine, NOW);
    assert_eq!(refusal(made).code, Code::FileNotFound);
}

#[test]
fn neither_the_passphrase_nor_a_name_of_the_vault_stands_in_its_files() {
    let (place, vault) = Place::with_vault();
    drop(vault);
    for secret in [PASSPHRASE, "Example Org", "example.org\""] {
        assert!(files_with(&place.vault(), &Canary::new(secret, secret.as_bytes())).is_empty(), "{secret}");
    }
    let administrator = Canary::new("control", ADMINISTRATOR.as_bytes());
    assert!(
        !files_with(&place.vault(), &administrator).is_empty(),
        "key slots name the administrator: the search finds"
    );
}
