//! A vault that is made of a backup, in a place where there is none. As with a new one it is built beside its place and
//! renamed when it is whole: after a crash at any point there is a whole vault or none.

use crate::{
    KdfCost,
    audit::{Phase, Settlement, settle},
    check::CheckState,
    create::{open_new, refuse_taken},
    database::{Database, Mode, apply_pending, sql, user_version},
    identity::make,
    interrupted, layout,
    site::Site,
    slots::{AnySlot, Endorsing, KeySlots, Opened, Person, Slot, copy},
    snapshot::{BACKUP_ACTION, read_keys},
    tables::{
        audit::{self, Saying},
        identity, key_slots, organization,
    },
    vault::Vault,
    write::{self, Change},
};
use orgkey_files::{Overwrite, PrivateFile, create_private_dir, move_folder, remove_folder, sync_folder};
use orgkey_types::{Code, Failure, Outcome, Passphrase, Role, Secret, Timestamp};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A restored vault on its way. Dropped, it goes.
pub struct Restoring {
    site: Site,
    folder: PathBuf,
}

/// Who opens the restored vault: nobody else does. The administrators of the backup's time are not taken over, as some
/// may have been removed since.
pub struct NewOwner<'a> {
    /// Name; becomes Supervisor.
    pub administrator: &'a str,
    /// Passphrase of the key slot.
    pub passphrase: &'a Passphrase,
    /// Cost of its key derivation.
    pub cost: KdfCost,
}

/// Begins beside `folder`, which must be free or empty.
///
/// # Errors
/// [`Code::VaultExists`], [`Code::FileNotFound`] without the folder above, and what the medium says.
pub fn begin_restore(folder: &Path) -> Outcome<Restoring> {
    refuse_taken(folder)?;
    let site = Site::begin(folder)?;
    create_private_dir(&layout::generations(&site.path))?;
    Ok(Restoring { site, folder: folder.to_owned() })
}

impl Restoring {
    /// Where the database of the backup goes. Nothing opens it before [`Restoring::finish`].
    ///
    /// # Errors
    /// What the medium says.
    pub fn database(&self) -> Outcome<PrivateFile> {
        PrivateFile::create(&layout::database(&self.site.path), Overwrite::Refuse)
    }

    /// Opens the database with the keys of the backup, gives it the new owner's key slot, looks at every page and every
    /// sealed row, and moves the vault to its place. Each CA forgets that it knows all revocations: lists may have been
    /// published after the backup, and the next one must not take anything back.
    ///
    /// # Errors
    /// [`Code::BackupDamaged`] when keys and database do not fit or a check does not pass; [`Code::VaultNewer`];
    /// [`Code::VaultExists`] when the place was taken meanwhile; and what the medium says.
    pub fn finish(
        self,
        keys: &Secret,
        owner: &NewOwner<'_>,
        detail: &Value,
        program: &str,
        now: Timestamp,
    ) -> Outcome<Vault> {
        let keys = read_keys(keys)?;
        let slots = self.take_over(&keys, owner, detail, now)?;
        copy::replace(&self.site.path, &slots)?;
        sync_folder(&self.site.path)?;
        let folder = self.folder;
        let site = self.site.move_to(&folder)?;
        let opened = open_new(&folder, slots, keys, owner.administrator, program, now).and_then(whole);
        opened.inspect_err(|failure| {
            // Whoever is told that nothing was restored must not find a vault; unless somebody has opened it already.
            if failure.code != Code::VaultBusy && move_folder(&folder, &site).is_ok() {
                let _ = remove_folder(&site);
            }
        })
    }

    fn take_over(&self, keys: &Opened, owner: &NewOwner<'_>, detail: &Value, now: Timestamp) -> Outcome<KeySlots> {
        let mut database = Database::open(&self.site.path, &keys.page, Mode::Write).map_err(damaged)?;
        database.read(user_version)?;
        let taking = write::change(&mut database, owner.administrator, now, |change| {
            apply_pending(change.connection)?;
            let slots = first_slot(change, keys, owner)?;
            enter(change, &slots, detail)?;
            Ok(slots)
        });
        let slots = taking.map_err(damaged)?;
        database.close()?;
        Ok(slots)
    }
}

/// The slots of the restored vault: those of the backup's time end with it.
fn first_slot(change: &Change<'_>, keys: &Opened, owner: &NewOwner<'_>) -> Outcome<KeySlots> {
    let (connection, id) = (change.connection, organization::id(change.connection)?);
    if identity::is_missing(connection)? {
        let (identity, seed) = make()?;
        identity::insert(change, &id, &keys.page, (&identity, &seed))?;
    }
    let (identity, seed) = (identity::public(connection)?, identity::seed(connection, &id, &keys.page)?);
    let generation = key_slots::read(connection)?.generation.saturating_add(1);
    let (administrator, role, rights) = (owner.administrator, Role::Supervisor.shown(), Role::Supervisor.rights());
    let person = Person { administrator, role, rights };
    let slot = Slot::wrap(&id, &person, (keys, &identity), owner.passphrase, owner.cost, change.now)?;
    let by = Endorsing { page: &keys.page, seed: &seed };
    KeySlots::new(&id, generation, vec![AnySlot::Present(slot)], &by)
}

/// Every page, every table, the audit chain and every seal: what a backup holds was sealed, and may have been damaged before.
fn whole(vault: Vault) -> Outcome<Vault> {
    let failed: Vec<String> = vault
        .check()?
        .items
        .into_iter()
        .filter(|item| item.state == CheckState::Failed)
        .map(|item| item.name)
        .collect();
    if failed.is_empty() { Ok(vault) } else { Err(Failure::about(Code::BackupDamaged, failed.join(", "))) }
}

/// What the restored vault knows of its restoring.
fn enter(change: &Change<'_>, slots: &KeySlots, detail: &Value) -> Outcome<()> {
    for intent in interrupted::open_intents(change.connection)? {
        let own = intent.action == BACKUP_ACTION;
        settle(change, &intent, if own { &Settlement::Completed } else { &Settlement::Interrupted })?;
    }
    key_slots::write(change.connection, slots)?;
    change.connection.execute("UPDATE ca SET revocations_known = 0", []).map_err(sql)?;
    let saying =
        Saying { action: "restore-vault", phase: Phase::Event, subject: &slots.vault_id, detail, intent: None };
    audit::append(change, &saying).map(|_| ())
}

/// The key came out of the same backup: what it does not open is damaged.
fn damaged(failure: Failure) -> Failure {
    match failure.code {
        Code::VaultDamaged => Failure::about(Code::BackupDamaged, layout::DATABASE).because(failure),
        _ => failure,
    }
}
