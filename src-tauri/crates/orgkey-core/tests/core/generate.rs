//! Generate: the Organization Key.

use orgkey_core::{Access, GenerateKey, KeyState, Silent, Stage, generate_key, key_choices, plan_generate};
use orgkey_test_support::{DAY, Held, NOW, PASSPHRASE, Place, StopsAfter, new_key, refusal};
use orgkey_types::{Algorithm, Code, Profile, Timestamp};

#[test]
fn the_plan_is_what_is_made() {
    let (_place, mut vault) = Place::with_vault();
    let plan = plan_generate(&vault, &new_key(), NOW).unwrap();
    let watcher = StopsAfter::never();
    let receipt = generate_key(&mut vault, &new_key(), &watcher, NOW).unwrap();
    let row = &receipt.key;
    let summary = &row.stored.summary;
    assert_eq!((summary.user_ids.as_slice(), summary.expires), (&[plan.user_id][..], plan.expires));
    assert_eq!((row.stored.generation, plan.generation), (1, 1));
    assert_eq!((row.state, row.algorithm().as_str()), (KeyState::Active, "Ed25519 · X25519"));
    assert_eq!(
        (row.stored.origin.as_str(), row.stored.expiry_rule.as_str(), row.stored.added),
        ("generated", "1y", NOW)
    );
    assert!(row.stored.has_secrets && row.coverage.copies == 0);
    assert_eq!(watcher.begun(), [Stage::Generating, Stage::Storing]);
    let entries = ["create-vault event", "generate-organization-key intent", "generate-organization-key settled done"];
    assert_eq!(Held::last_entries(&vault, 10), entries);
    assert_eq!(receipt.audit_head, vault.audit_head().unwrap());
}

#[test]
fn expiry_is_what_was_said() {
    let date = |text: &str| Timestamp::try_from(text.to_owned()).unwrap();
    let cases = [
        ("1y", Some(date("2027-11-22T12:00:00Z"))),
        ("18m", Some(date("2028-05-22T12:00:00Z"))),
        ("2030-01-01", Some(date("2030-01-01T00:00:00Z"))),
        ("never", None),
    ];
    for (expires, end) in cases {
        let (_place, mut vault) = Place::with_vault();
        let request = GenerateKey { expires: expires.to_owned(), ..new_key() };
        let made = generate_key(&mut vault, &request, &Silent, NOW).unwrap();
        assert_eq!(made.key.stored.summary.expires, end, "{expires}");
        assert_eq!(made.key.stored.expiry_rule, expires);
    }
}

#[test]
fn settings_that_cannot_be_are_refused_and_leave_no_trace() {
    let (place, mut vault) = Place::with_vault();
    let with = |change: &dyn Fn(&mut GenerateKey)| {
        let mut request = new_key();
        change(&mut request);
        request
    };
    let cases = [
        (with(&|request| request.user_id = " ".into()), Code::InvalidUserId),
        (with(&|request| request.user_id = "Example Org".into()), Code::InvalidUserId),
        (with(&|request| request.user_id = "Example Org keys@example.org".into()), Code::InvalidUserId),
        (with(&|request| request.user_id = "a\u{202e}b".into()), Code::InvalidUserId),
        (with(&|request| request.user_id = "x".repeat(257)), Code::InvalidUserId),
        (with(&|request| request.algorithm = Algorithm::MlDsa65Ed25519), Code::AlgorithmNotInProfile),
        (with(&|request| request.algorithm = Algorithm::Curve448), Code::AlgorithmNotInProfile),
        (with(&|request| request.expires = "2020-01-01".into()), Code::InvalidExpiry),
        (with(&|request| request.expires = "soon".into()), Code::InvalidExpiry),
    ];
    let (held, entries) = (Held::in_vault(&vault, NOW), vault.audit_count().unwrap());
    for (request, code) in &cases {
        assert_eq!(refusal(plan_generate(&vault, request, NOW)).code, *code, "{request:?}");
        assert_eq!(refusal(generate_key(&mut vault, request, &Silent, NOW)).code, *code, "{request:?}");
        assert_eq!((Held::in_vault(&vault, NOW), vault.audit_count().unwrap()), (held.clone(), entries), "{request:?}");
    }
    drop(vault);
    let mut vault = place.unlock(PASSPHRASE, Access::Read).unwrap();
    assert_eq!(refusal(generate_key(&mut vault, &new_key(), &Silent, NOW)).code, Code::VaultReadOnly);
}

#[test]
fn a_second_key_beside_the_one_in_use_is_refused() {
    let (_place, mut vault, key) = Place::with_key();
    let held = Held::in_vault(&vault, NOW);
    let refused = refusal(generate_key(&mut vault, &new_key(), &Silent, NOW.plus_seconds(DAY)));
    assert_eq!(refused.code, Code::OrganizationKeyExists);
    assert_eq!(refused.subject, Some(key.stored.summary.fingerprint.grouped()));
    assert_eq!(Held::in_vault(&vault, NOW), held);
}

#[test]
fn stopped_after_any_stage_nothing_is_stored_and_the_log_says_so() {
    for stages in 0..2 {
        let (place, mut vault) = Place::with_vault();
        let held = Held::in_vault(&vault, NOW);
        let stopped = generate_key(&mut vault, &new_key(), &StopsAfter::stages(stages), NOW);
        assert_eq!(refusal(stopped).code, Code::Cancelled, "after {stages}");
        let vault = place.reopen(vault);
        assert_eq!(Held::in_vault(&vault, NOW), held, "after {stages}");
        let entries =
            ["generate-organization-key intent", "generate-organization-key settled failed cancelled", "unlock event"];
        assert_eq!(Held::last_entries(&vault, 3), entries, "after {stages}");
        assert!(vault.notices().is_empty());
    }
}

#[test]
fn every_kind_is_offered_once_and_one_is_recommended() {
    let choices = key_choices();
    assert_eq!(choices.len(), 17);
    let recommended: Vec<_> = choices.iter().filter(|choice| choice.recommended).collect();
    assert_eq!(recommended.len(), 1);
    assert_eq!((recommended[0].algorithm, recommended[0].profile), (Algorithm::Curve25519, Profile::V4));
    for (index, choice) in choices.iter().enumerate() {
        assert!(choice.algorithm.exists_in(choice.profile));
        let again =
            choices.iter().position(|other| (other.algorithm, other.profile) == (choice.algorithm, choice.profile));
        assert_eq!(again, Some(index));
    }
}
