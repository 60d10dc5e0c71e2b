//! What an attack has left, judged in this process with `orgkey-core`.

use crate::place::{ADMIN, EXPORT, NEXT, Place};
use orgkey_core::{Access, CheckState, KeyRow, LockedVault, Machine, Unlock, Vault};
use orgkey_types::{Code, Outcome, Passphrase, Timestamp};

/// When the judge looks: soon after the attack, well before any key ends.
pub fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Timestamp::from_seconds(i64::try_from(since.as_secs()).unwrap())
}

/// Opens the vault of a place.
///
/// # Errors
/// As `orgkey_core::unlock`.
pub fn open(place: &Place, passphrase: &str, access: Access) -> Outcome<Vault> {
    open_as(place, "alice", passphrase, access)
}

/// The same as one of several.
///
/// # Errors
/// As `orgkey_core::unlock`.
pub fn open_as(place: &Place, administrator: &str, passphrase: &str, access: Access) -> Outcome<Vault> {
    let passphrase = Passphrase::new(passphrase.to_owned());
    let request = Unlock { administrator: Some(administrator), passphrase: &passphrase, access, program: "judge" };
    orgkey_core::unlock(&LockedVault::open(&place.vault())?, &request, &Machine::at(None), now())
}

/// Opens it for writing, which clears up after the dead process, and looks at everything: no check may fail, and
/// nothing may be left over.
pub fn whole(place: &Place, passphrase: &str) -> Vault {
    let vault = open(place, passphrase, Access::Write).unwrap_or_else(|failure| panic!("it does not open: {failure}"));
    let report = orgkey_core::check_vault(&vault).unwrap();
    assert!(report.items.iter().all(|item| item.state != CheckState::Failed), "{report:?}");
    let open_intents = report.items.iter().find(|item| item.name == "open-intents").unwrap();
    assert_eq!(open_intents.state, CheckState::Ok, "{report:?}");
    orgkey_core::verify_audit(&vault).unwrap();
    let leftovers = parts(place, "v.orgvault");
    assert!(leftovers.is_empty(), "left over: {leftovers:?}");
    vault
}

/// Names of unfinished files and folders below a folder of the place.
pub fn parts(place: &Place, below: &str) -> Vec<String> {
    let names =
        place.below(below).into_iter().map(|path| path.strip_prefix(place.root()).unwrap().display().to_string());
    names.filter(|name| name.contains(".part")).collect()
}

/// The passphrase in force after a change that was cut off: it opens the whole vault, and the other one opens nothing.
pub fn passphrase_in_force(place: &Place) -> &'static str {
    let (in_force, other) = if opens(place, ADMIN) { (ADMIN, NEXT) } else { (NEXT, ADMIN) };
    assert_eq!(keys(&whole(place, in_force)).len(), 1);
    assert!(!opens(place, other), "the old and the new passphrase open it");
    in_force
}

fn opens(place: &Place, passphrase: &str) -> bool {
    match open(place, passphrase, Access::Read) {
        Ok(_) => true,
        Err(failure) if failure.code == Code::WrongPassphrase => false,
        Err(failure) => panic!("neither opened nor refused: {failure}"),
    }
}

/// The secrets of that key are in the vault and fit its public part.
pub fn complete(vault: &Vault, key: &KeyRow) {
    let secrets = vault.organization_key_secrets(&key.stored.id).unwrap();
    let keypair = orgkey_openpgp::Keypair::from_parts(key.stored.public.clone(), secrets, now()).unwrap();
    assert_eq!(keypair.summary().fingerprint, key.stored.summary.fingerprint);
}

/// The Organization Keys.
pub fn keys(vault: &Vault) -> Vec<KeyRow> {
    orgkey_core::organization_keys(vault, now()).unwrap()
}

/// A keypair file that opens with its passphrase and restores the key with that public part.
pub fn restores(place: &Place, name: &str, public: &[u8]) {
    let file = std::fs::read(place.path(name)).unwrap();
    let passphrase = Passphrase::new(EXPORT.to_owned());
    let proof = orgkey_openpgp::prove_keypair(&file, &passphrase, public, now(), &mut |_| {});
    assert!(!proof.unwrap().keys.is_empty());
}
