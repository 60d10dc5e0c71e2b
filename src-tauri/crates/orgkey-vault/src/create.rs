use crate::{
    KdfCost,
    audit::Phase,
    database::{Database, apply_pending, in_words_of_system, sql},
    identity::{VaultIdentity, make},
    keys::{Key, PageKey, new_id},
    layout,
    locked::{Entrance, enter},
    site::Site,
    slots::{AnySlot, Endorsing, KeySlots, Opened, Person, Slot, copy},
    tables::{audit, identity, key_slots, organization, setting, to_json},
    vault::Vault,
    write::Change,
    writer::{Holder, Writer},
};
use orgkey_files::{Overwrite, PrivateFile, create_private_dir, move_folder, remove_folder, sync_folder};
use orgkey_types::{Code, Failure, Outcome, Passphrase, Role, Timestamp};
use rusqlite::TransactionBehavior;
use serde_json::json;
use std::{fs, path::Path};

/// What a new vault is made of.
pub struct NewVault {
    /// Name of the organisation.
    pub organization: String,
    /// Managed mail domains.
    pub domains: Vec<String>,
    /// Name of the first administrator, who becomes Supervisor with every right.
    pub administrator: String,
    /// Language of the page.
    pub language: String,
}

/// Makes a vault and opens it for writing. It is built beside its place, under `NAME.part-XXXX`, and renamed when it
/// is whole: after a crash at any point there is a whole vault or none, and the next attempt clears what was left.
///
/// # Errors
/// [`Code::VaultExists`] when the folder is there and not empty; [`Code::FileNotFound`] without its parent;
/// [`Code::KeySlotsWeak`] or [`Code::TooExpensive`] for the cost; [`Code::InvalidArgument`] for a name over 200 bytes;
/// and what the medium says.
pub fn create(
    folder: &Path,
    new: &NewVault,
    passphrase: &Passphrase,
    cost: KdfCost,
    program: &str,
    now: Timestamp,
) -> Outcome<Vault> {
    if new.administrator.is_empty() || new.administrator.len() > 200 {
        return Err(Failure::about(Code::InvalidArgument, "administrator"));
    }
    cost.refuse_outside_bounds(&new.administrator)?;
    refuse_taken(folder)?;
    let site = Site::begin(folder)?;
    let (id, (identity, seed)) = (new_id()?, make()?);
    let (role, rights) = (Role::Supervisor.shown(), Role::Supervisor.rights());
    let keys = Opened::new(rights)?;
    let person = Person { administrator: &new.administrator, role, rights };
    let slot = Slot::wrap(&id, &person, (&keys, &identity), passphrase, cost, now)?;
    let by = Endorsing { page: &keys.page, seed: &seed };
    let slots = KeySlots::new(&id, 1, vec![AnySlot::Present(slot)], &by)?;
    build(&site.path, new, &slots, &keys.page, (&identity, &seed), now)?;
    let site = site.move_to(folder)?;
    open_new(folder, slots, keys, &new.administrator, program, now).inspect_err(|failure| {
        // Whoever is told that there is no vault must not find one; unless another process has opened it already.
        if failure.code != Code::VaultBusy && move_folder(folder, &site).is_ok() {
            let _ = remove_folder(&site);
        }
    })
}

pub(crate) fn open_new(
    folder: &Path,
    slots: KeySlots,
    keys: Opened,
    administrator: &str,
    program: &str,
    now: Timestamp,
) -> Outcome<Vault> {
    let writer = Writer::take(folder, &Holder::this_process(program, administrator, now))?;
    if writer.is_none() {
        return Err(Failure::about(Code::VaultBusy, folder.display()));
    }
    let (folder, administrator) = (folder.to_owned(), administrator.to_owned());
    let (holder, last_seen, passphrase) = (None, None, None);
    enter(Entrance { folder, slots, administrator, keys, writer, holder, now, last_seen, passphrase })
}

/// An empty folder is taken for a place that somebody prepared.
pub(crate) fn refuse_taken(folder: &Path) -> Outcome<()> {
    let free = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => fs::symlink_metadata(folder).is_err(),
        Err(_) => false,
    };
    if free { Ok(()) } else { Err(Failure::about(Code::VaultExists, folder.display())) }
}

fn build(
    site: &Path,
    new: &NewVault,
    slots: &KeySlots,
    page: &PageKey,
    identity: (&VaultIdentity, &Key),
    now: Timestamp,
) -> Outcome<()> {
    create_private_dir(&layout::generations(site))?;
    copy::replace(site, slots)?;
    // SQLite would create the file readable for others; so it finds an empty one.
    PrivateFile::create(&layout::database(site), Overwrite::Refuse)?.commit()?;
    let mut database = Database::begin(site, page)?;
    first_rows(&mut database, new, slots, (page, identity), now)
        .map_err(|failure| in_words_of_system(&database.0, failure))?;
    database.close()?;
    sync_folder(site)
}

fn first_rows(
    database: &mut Database,
    new: &NewVault,
    slots: &KeySlots,
    (page, identity): (&PageKey, (&VaultIdentity, &Key)),
    now: Timestamp,
) -> Outcome<()> {
    let transaction = database.0.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sql)?;
    apply_pending(&transaction)?;
    organization::insert(&transaction, &slots.vault_id, &new.organization, &to_json(&new.domains)?, now)?;
    setting::write(&transaction, organization::LANGUAGE, &new.language)?;
    key_slots::write(&transaction, slots)?;
    let counter = organization::advance(&transaction)?;
    let change = Change { connection: &transaction, administrator: &new.administrator, now, counter };
    identity::insert(&change, &slots.vault_id, page, identity)?;
    let detail = json!({ "domains": new.domains, "administrator": new.administrator,
        "role": Role::Supervisor.shown(), "identity": identity.0.fingerprint() });
    let (action, phase, subject, detail) = ("create-vault", Phase::Event, new.organization.as_str(), &detail);
    audit::append(&change, &audit::Saying { action, phase, subject, detail, intent: None })?;
    transaction.commit().map_err(sql)
}
