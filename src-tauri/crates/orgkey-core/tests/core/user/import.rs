use super::{add, made_elsewhere, states};
use orgkey_core::{
    Preset, Progress, Silent, Stage, Vault,
    user::{
        ImportUsers, UserImportCounts, UserImportReceipt, UserRelation, find_user, import_users, plan_user_import,
        user_details,
    },
};
use orgkey_openpgp::{keypair_file, public_file};
use orgkey_test_support::{FILE_PASSPHRASE, Held, NOW, Place, refusal, words};
use orgkey_types::{Code, KeyMode, Passphrase};
use std::{
    fs,
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
};

fn request<'a>(path: &'a Path, mode: Option<KeyMode>, passphrase: Option<&'a Passphrase>) -> ImportUsers<'a> {
    ImportUsers { path, mode, passphrase }
}

fn counts(new: u64, same: u64, newer: u64, refused: u64) -> UserImportCounts {
    UserImportCounts { new, same, newer, refused }
}

/// What is planned is what is done.
#[track_caller]
fn imported(vault: &mut Vault, request: &ImportUsers<'_>, expected: UserImportCounts) -> UserImportReceipt {
    let before = (vault.user_count().unwrap(), vault.audit_count().unwrap());
    let plan = plan_user_import(vault, request, &Silent, NOW).unwrap();
    assert_eq!((vault.user_count().unwrap(), vault.audit_count().unwrap()), before, "a plan writes nothing");
    let done = import_users(vault, request, &Silent, NOW).unwrap();
    assert_eq!((plan.counts, done.counts), (expected, expected), "{:?}", done.rows);
    let refused = |receipt: &UserImportReceipt| {
        receipt.rows.iter().map(|row| row.refusal.as_ref().map(|r| r.code)).collect::<Vec<_>>()
    };
    assert_eq!(refused(&plan), refused(&done));
    done
}

#[test]
fn a_keyring_is_imported_and_importing_it_again_changes_nothing() {
    let (place, mut vault, _) = Place::with_key();
    let people: Vec<_> = (0..20).map(|n| made_elsewhere(&format!("User {n} <u{n}@example.org>"))).collect();
    let ring = place.path("ring.pgp");
    fs::write(&ring, people.iter().flat_map(|key| key.public().to_vec()).collect::<Vec<u8>>()).unwrap();
    imported(&mut vault, &request(&ring, None, None), counts(20, 0, 0, 0));
    assert!(states(&vault, NOW).iter().all(|state| state.ends_with(" verified")));
    let user = user_details(&vault, "u7@example.org", NOW).unwrap();
    assert_eq!((user.user.stored.mode, user.user.stored.has_secrets), (KeyMode::Ckm, false));
    assert_eq!(user.stored_key.public, people[7].public(), "byte for byte");
    imported(&mut vault, &request(&ring, None, None), counts(0, 20, 0, 0));
    assert_eq!(Held::last_entries(&vault, 2), ["import-users intent", "import-users settled done"]);
}

#[test]
fn a_folder_with_everything_in_it_gives_each_file_its_outcome() {
    let (place, mut vault, _) = Place::with_key();
    let folder = place.path("keys");
    fs::create_dir_all(folder.join("deeper")).unwrap();
    let (ada, bob) = (made_elsewhere("Ada <ada@example.org>"), made_elsewhere("Bob <bob@elsewhere.test>"));
    let other_ada = made_elsewhere("Ada <ADA@example.org>");
    let files: [(&str, Vec<u8>); 7] = [
        ("1.asc", public_file(ada.public()).unwrap()),
        ("2-foreign.asc", public_file(bob.public()).unwrap()),
        ("3-second.pgp", other_ada.public().to_vec()),
        ("4-noise.txt", b"no key".to_vec()),
        ("5-cut.pgp", ada.public()[..50].to_vec()),
        ("deeper/people.csv", b"name;email\nCyd;cyd@example.org\n;dan@example.org\nEve;nowhere\n".to_vec()),
        (".hidden", b"passed over".to_vec()),
    ];
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).unwrap();
    }
    let done = imported(&mut vault, &request(&folder, None, None), counts(2, 0, 0, 6));
    let rows: Vec<_> =
        done.rows.iter().map(|row| (row.source.as_str(), row.refusal.as_ref().map(|r| r.code))).collect();
    let expected = [
        ("1.asc", None),
        ("2-foreign.asc", Some(Code::UserIdMissing)),
        ("3-second.pgp", Some(Code::UserKeyConflict)),
        ("4-noise.txt", Some(Code::NotOpenPgp)),
        ("5-cut.pgp", Some(Code::FileTruncated)),
        ("people.csv:2", None),
        ("people.csv:3", Some(Code::InvalidArgument)),
        ("people.csv:4", Some(Code::EmailInvalid)),
    ];
    assert_eq!(rows, expected);
    let cyd = find_user(&vault, "cyd@example.org", NOW).unwrap().stored;
    assert_eq!((cyd.mode, cyd.has_secrets, cyd.name.as_str()), (KeyMode::Skm, true, "Cyd"));
}

/// Of GnuPG, `sq` and PGP Desktop's two blocks, and flooded ones. What was written where is told beside the fixtures.
#[test]
fn foreign_keys_are_taken_with_their_own_bytes_or_refused_with_a_reason() {
    let (place, mut vault, _) = Place::with_key();
    let folder = place.path("foreign");
    fs::create_dir(&folder).unwrap();
    let bob = made_elsewhere("Bob <bob@example.org>");
    let signatures = |count: usize| [bob.public(), &b"\x88\x05\x04\x10\x16\x0a\x00".repeat(count)[..]].concat();
    fs::write(folder.join("flooded-large.pgp"), signatures(150_000)).unwrap();
    fs::write(folder.join("flooded-small.pgp"), signatures(100_000)).unwrap();
    let cases: [(&str, Option<Code>); 14] = [
        ("desktop-public-first.asc", None),
        ("desktop.asc", None),
        ("dsa-elgamal.asc", None),
        ("ed25519.asc", None),
        ("expired.asc", None),
        ("flooded-large.pgp", Some(Code::TooComplex)),
        ("flooded-small.pgp", Some(Code::TooComplex)),
        ("p256.asc", None),
        ("revocation.asc", Some(Code::NotAKey)),
        ("revoked.asc", None),
        ("secp256k1.asc", Some(Code::AlgorithmUnsupported)),
        ("sha1.asc", None),
        ("sq.asc", None),
        ("stub.asc", None),
    ];
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/openpgp");
    for (name, _) in cases.iter().filter(|(name, _)| !name.starts_with("flooded")) {
        fs::copy(fixtures.join(name), folder.join(name)).unwrap();
    }
    let passphrase = words("correct horse battery staple");
    let done = import_users(&mut vault, &request(&folder, None, Some(&passphrase)), &Silent, NOW).unwrap();
    let rows: Vec<_> =
        done.rows.iter().map(|row| (row.source.as_str(), row.refusal.as_ref().map(|refusal| refusal.code))).collect();
    assert_eq!(rows, cases);
}

#[test]
fn a_keypair_is_the_servers_and_needs_its_passphrase() {
    let (place, mut vault, _) = Place::with_key();
    let (file, passphrase) = (place.path("ada.asc"), words(FILE_PASSPHRASE));
    let ada = made_elsewhere("Ada <ada@example.org>");
    fs::write(&file, keypair_file(&ada, Preset::Compatible, &passphrase).unwrap()).unwrap();
    let locked = imported(&mut vault, &request(&file, None, None), counts(0, 0, 0, 1));
    assert_eq!(locked.rows[0].refusal.as_ref().unwrap().code, Code::PassphraseMissing);
    imported(&mut vault, &request(&file, None, Some(&passphrase)), counts(1, 0, 0, 0));
    let stored = find_user(&vault, "ada@example.org", NOW).unwrap().stored;
    assert_eq!(vault.user_secrets(&stored).unwrap().expose(), ada.secrets().expose());
    // A public import never removes the private part.
    fs::write(&file, public_file(ada.public()).unwrap()).unwrap();
    imported(&mut vault, &request(&file, None, None), counts(0, 1, 0, 0));
    assert_eq!(vault.user_secrets(&stored).unwrap().expose(), ada.secrets().expose());
}

#[test]
fn a_line_about_a_user_who_is_there_makes_no_second_key() {
    let (place, mut vault, _) = Place::with_key();
    let ada = add(&mut vault, "ada@example.org", "Ada", NOW);
    let file = place.path("people.csv");
    fs::write(&file, "\u{feff}Email,Name,Mode\nADA@example.org,Ada,\nbob@example.org,Bob,skm\nbob@example.org,Bob,\nc@example.org,C,ckm\n").unwrap();
    let done = imported(&mut vault, &request(&file, None, None), counts(1, 0, 0, 3));
    let codes: Vec<_> = done.rows.iter().filter_map(|row| row.refusal.as_ref().map(|refusal| refusal.code)).collect();
    assert_eq!(codes, [Code::UserExists, Code::UserExists, Code::UserKeyMadeByClient]);
    assert_eq!(find_user(&vault, "ada@example.org", NOW).unwrap().stored.fingerprint, ada.stored.fingerprint);
}

#[test]
fn a_line_that_cannot_be_read_is_named_with_its_number_and_the_reason() {
    let (place, vault, _) = Place::with_key();
    let file = place.path("people.csv");
    let cases: [(&[u8], &str, &str); 5] = [
        (b"email,name\nada@example.org,Ada\nm@example.org,M\xfcller\n", "people.csv:3", "line 3: not UTF-8 text"),
        (b"email,name\r\nada@example.org,Ada\r\nbob@example.org\r\n", "people.csv:3", "line 3: 1 cells instead of 2"),
        (b"Name,E-Mail\nAda,ada@example.org\n", "people.csv", "no columns email and name in its first line"),
        (b"email,name,mode\r\ncyd@example.org,Cyd,server\r\n", "people.csv:2", "line 2: no key mode is called server"),
        (b"\xff\xfe\n", "people.csv", "line 1: not UTF-8 text"),
    ];
    for (bytes, source, why) in cases {
        fs::write(&file, bytes).unwrap();
        let done = plan_user_import(&vault, &request(&file, None, None), &Silent, NOW).unwrap();
        let refused = done.rows.iter().find_map(|row| Some((row.source.as_str(), row.refusal.as_ref()?))).unwrap();
        assert_eq!((refused.0, refused.1.code), (source, Code::UserListUnreadable));
        assert_eq!(refused.1.subject.as_deref(), Some(why));
    }
}

#[test]
fn the_organization_key_is_nobodys_own_key() {
    let (place, mut vault, key) = Place::with_key();
    let file = place.path("organization.asc");
    fs::write(&file, public_file(&key.stored.public).unwrap()).unwrap();
    let done = imported(&mut vault, &request(&file, None, None), counts(0, 0, 0, 1));
    assert_eq!(done.rows[0].refusal.as_ref().unwrap().code, Code::UserKeyConflict);
}

#[test]
fn one_address_has_one_form_and_a_plan_refuses_what_the_import_would() {
    let (place, mut vault, _) = Place::with_key();
    let file = place.path("people.csv");
    let lines = "Äda@example.org,A\näda@example.org,B\na\u{308}da@example.org,C\nzw\u{200b}@example.org,D\n\
                 .e@example.org,E\nf..f@example.org,F\ng@example.org,ceo@example.org\nh@example.org,\"open\ni@example.org,I\n";
    fs::write(&file, format!("email,name\n{lines}")).unwrap();
    let done = imported(&mut vault, &request(&file, None, None), counts(2, 0, 0, 7));
    let codes: Vec<_> = done.rows.iter().filter_map(|row| row.refusal.as_ref().map(|refusal| refusal.code)).collect();
    let (taken, strange, argument) = (Code::UserExists, Code::EmailInvalid, Code::InvalidArgument);
    assert_eq!(codes, [taken, taken, Code::InvalidUserId, strange, strange, argument, Code::UserListUnreadable]);
    for email in ["ÄDA@example.org", "i@example.org"] {
        find_user(&vault, email, NOW).unwrap();
    }
}

/// Stops after so many were told.
struct StopsAt(AtomicU64);

impl Progress for StopsAt {
    fn stage(&self, _: Stage, _: u32, _: u32) {}

    fn count(&self, done: u64, _: Option<u64>) {
        self.0.store(done, Ordering::Relaxed);
    }

    fn cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }
}

#[test]
fn an_import_that_is_stopped_leaves_the_vault_as_it_was() {
    let (place, mut vault, _) = Place::with_key();
    let file = place.path("people.csv");
    let lines: String = (0..300).map(|n| format!("u{n}@example.org,User {n}\n")).collect();
    fs::write(&file, format!("email,name\n{lines}")).unwrap();
    let stopped = import_users(&mut vault, &request(&file, None, None), &StopsAt(AtomicU64::new(0)), NOW);
    assert_eq!(refusal(stopped).code, Code::Cancelled);
    assert_eq!(vault.user_count().unwrap(), 0);
    assert_eq!(Held::last_entries(&vault, 2), ["import-users intent", "import-users settled failed cancelled"]);
    let done = import_users(&mut vault, &request(&file, None, None), &Silent, NOW).unwrap();
    assert_eq!(done.counts, counts(300, 0, 0, 0));
    let order: Vec<_> = done.rows.iter().map(|row| row.email.clone().unwrap()).collect();
    assert_eq!(order, (0..300).map(|n| format!("u{n}@example.org")).collect::<Vec<_>>(), "in the order of the file");
    assert!(done.rows.iter().all(|row| row.relation == UserRelation::New && row.fingerprint.is_some()));
}

#[test]
fn a_path_that_is_not_there_is_refused_before_anything_is_noted() {
    let (place, mut vault, _) = Place::with_key();
    let entries = vault.audit_count().unwrap();
    let refused = import_users(&mut vault, &request(&place.path("absent"), None, None), &Silent, NOW);
    assert_eq!((refusal(refused).code, vault.audit_count().unwrap()), (Code::FileNotFound, entries));
}
