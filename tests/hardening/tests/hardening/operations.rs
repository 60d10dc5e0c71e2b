//! The operations that are cut off: what is there before, the call, and how what is left is told to be old or new.

use super::killed::State;
use orgkey_core::Access;
use orgkey_hardening::{
    cuts::Judged,
    judge::{self, keys, parts, restores, whole},
    place::{
        ADD_ADMINISTRATOR, ADMIN, CREATE, EXPORT_KEYPAIR, GENERATE, LIST, NEXT, PASSWD, Place, Prepared,
        REMOVE_ADMINISTRATOR,
    },
};
use orgkey_types::Code;
use std::{
    cell::RefCell,
    collections::BTreeMap,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::PathBuf,
};

const EXPORT_PUBLIC: &str = "--vault v.orgvault org-key export --public --to out/key.asc --passphrase-file admin";
const IMPORT: &str =
    "--vault v.orgvault org-key import key.asc --passphrase-file admin --file-passphrase-file export --json";

/// A test for each of them: what it leaves when it is cut off in that way.
macro_rules! each_operation {
    ($cut_off:path) => {
        $crate::operations::each_operation! { $cut_off;
            vault_create: vault_create_leaves_no_vault_or_a_whole_one,
            vault_passwd: vault_passwd_leaves_the_old_passphrase_in_force_or_the_new_one,
            generate: generate_leaves_no_key_or_a_whole_one,
            export: export_leaves_no_file_or_one_that_restores,
            import: import_leaves_no_key_or_a_whole_one,
            administrator_remove: a_removal_leaves_the_administrator_with_all_keys_or_without_any,
        }
    };
    ($cut_off:path; $($operation:ident: $sentence:ident,)+) => {
        $(
            #[test]
            fn $sentence() {
                let $crate::operations::Operation { prepared, line, judged } = $crate::operations::$operation();
                $cut_off(&prepared, line, judged);
            }
        )+
    };
}
pub(crate) use each_operation;

/// One of them.
pub(crate) struct Operation {
    pub(crate) prepared: Place,
    pub(crate) line: &'static str,
    /// Panics at a third state.
    pub(crate) judged: Box<dyn Fn(&Place) -> State>,
}

impl Operation {
    fn new(prepared: Place, line: &'static str, judged: impl Fn(&Place) -> State + 'static) -> Self {
        Self { prepared, line, judged: Box::new(judged) }
    }
}

/// No vault, and then a first call goes through, or a whole one.
pub(crate) fn vault_create() -> Operation {
    let names = Judged::default();
    Operation::new(Place::prepared(Prepared::Nothing), CREATE, move |place| {
        let state = if place.vault().exists() { State::New } else { State::Old };
        if state == State::Old {
            if !names.first(&inside(place)) {
                return state;
            }
            let _ = place.run(CREATE).expect(0);
        }
        assert!(keys(&whole(place, ADMIN)).is_empty());
        swept(place);
        state
    })
}

/// The old passphrase is in force or the new one.
pub(crate) fn vault_passwd() -> Operation {
    Operation::new(Place::prepared(Prepared::Key), PASSWD, |place| {
        let in_force = judge::passphrase_in_force(place);
        if in_force == ADMIN { State::Old } else { State::New }
    })
}

/// No key or a whole one.
pub(crate) fn generate() -> Operation {
    Operation::new(Place::prepared(Prepared::Vault), GENERATE, |place| no_key_or(place, |_| {}))
}

/// No file, and then an export to its name goes through, or one that restores.
pub(crate) fn export() -> Operation {
    let files = Judged::default();
    Operation::new(Place::prepared(Prepared::Key), EXPORT_KEYPAIR, move |place| {
        let vault = whole(place, ADMIN);
        let public = keys(&vault).pop().unwrap().stored.public;
        drop(vault);
        if let Ok(file) = fs::read(place.path("out/key.asc")) {
            if files.first(&file) {
                restores(place, "out/key.asc", &public);
            }
            return State::New;
        }
        // The cheaper export to the same name: it takes no derivation of the file's passphrase.
        let _ = place.run(EXPORT_PUBLIC).expect(0);
        swept(place);
        State::Old
    })
}

/// No key or the one that came.
pub(crate) fn import() -> Operation {
    let other = Place::prepared(Prepared::Key);
    let _ = other.run(EXPORT_KEYPAIR).expect(0);
    let public = keys(&judge::open(&other, ADMIN, Access::Read).unwrap()).pop().unwrap().stored.public;
    let prepared = Place::prepared(Prepared::Vault);
    fs::copy(other.path("out/key.asc"), prepared.path("key.asc")).unwrap();
    Operation::new(prepared, IMPORT, move |place| no_key_or(place, |stored| assert_eq!(stored, public)))
}

/// The administrator opens the secrets, or nothing; the vault is whole under the old keys or under the new ones.
pub(crate) fn administrator_remove() -> Operation {
    let prepared = Place::prepared(Prepared::Key);
    let _ = prepared.run(ADD_ADMINISTRATOR).expect(0);
    // Most cuts lie in the copy of the database, on which nothing hangs while the slots lead to the other one: of cuts
    // that differ in nothing else each eighth is judged.
    let judged = RefCell::new(BTreeMap::<u64, (State, u32)>::new());
    Operation::new(prepared, REMOVE_ADMINISTRATOR, move |place| {
        let digest = without_copy(place);
        if let Some((state, met)) = judged.borrow_mut().get_mut(&digest) {
            *met += 1;
            if *met % 8 != 0 {
                return *state;
            }
        }
        let state = removed_or_not(place);
        judged.borrow_mut().entry(digest).or_insert((state, 0));
        state
    })
}

/// Stands for the slots and the database that has its name, with its log.
fn without_copy(place: &Place) -> u64 {
    let mut hasher = DefaultHasher::new();
    for name in ["keyslots.json", "keyslots.copy.json", "vault.db", "vault.db-wal"] {
        fs::read(place.vault().join(name)).ok().hash(&mut hasher);
    }
    hasher.finish()
}

fn removed_or_not(place: &Place) -> State {
    let vault = whole(place, ADMIN);
    judge::complete(&vault, &keys(&vault)[0]);
    let state = if vault.administrators().len() == 2 { State::Old } else { State::New };
    drop(vault);
    match judge::open_as(place, "bob", NEXT, Access::Read) {
        Ok(vault) => judge::complete(&vault, &keys(&vault)[0]),
        Err(failure) => assert_eq!((failure.code, state), (Code::UnknownAdministrator, State::New)),
    }
    assert!(!place.vault().join("vault.next.db").exists(), "the copy was swept, or has got its name");
    state
}

fn no_key_or(place: &Place, public: impl Fn(&[u8])) -> State {
    let vault = whole(place, ADMIN);
    match keys(&vault).as_slice() {
        [] => State::Old,
        [key] => {
            public(&key.stored.public);
            judge::complete(&vault, key);
            State::New
        }
        more => panic!("{} keys", more.len()),
    }
}

/// The names of all that lies in the place: what a first call of all could stumble over.
pub(crate) fn inside(place: &Place) -> Vec<PathBuf> {
    let mut found = place.below(".");
    found.sort();
    found.iter().map(|path| path.strip_prefix(place.root()).unwrap().to_owned()).collect()
}

/// The next call that succeeds leaves nothing unfinished, in no folder.
fn swept(place: &Place) {
    if !parts(place, ".").is_empty() {
        let _ = place.run(LIST).expect(0);
    }
    assert_eq!(parts(place, "."), Vec::<String>::new());
}
