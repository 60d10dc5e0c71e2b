use crate::{
    audit::Phase,
    database,
    database::{Database, Mode, apply_pending, user_version},
    identity::make,
    interrupted,
    keys::PageKey,
    layout, reconcile, rotate,
    slots::{self, KeySlots, Opened, SlotSummary},
    tables::{
        audit::{self, Saying},
        identity, organization,
    },
    upgrade,
    vault::{Parts, Vault},
    write::{self, Change},
    writer::{self, Holder, Writer},
};
use orgkey_types::{Code, Failure, Outcome, Passphrase, Timestamp};
use serde_json::json;
use std::path::{Path, PathBuf};

/// What an opener wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To write; [`Code::VaultBusy`] while somebody else does.
    Write,
    /// To write, or to read while somebody else writes or where nothing can be written.
    WriteOrRead,
    /// To read. Never takes the lock.
    Read,
}

/// Everything that unlocking needs.
pub struct Opening<'a> {
    /// Name on the key slot; empty is the only one.
    pub administrator: &'a str,
    /// Its passphrase.
    pub passphrase: &'a Passphrase,
    /// What for.
    pub access: Access,
    /// `orgkey` or `orgkey-console`: what a second opener is told.
    pub program: &'a str,
    /// The time now.
    pub now: Timestamp,
    /// The highest counter that was ever seen of this vault, kept by the caller outside of it.
    pub last_seen: Option<u64>,
}

/// A vault that nobody has unlocked: it shows its key slots, and holds no key.
pub struct LockedVault {
    folder: PathBuf,
    slots: KeySlots,
}

impl LockedVault {
    /// Looks at a vault folder. What is shown before unlocking has not been authenticated by anything.
    ///
    /// # Errors
    /// [`Code::VaultNotFound`], [`Code::VaultLinked`], [`Code::FileUnreadable`], [`Code::VaultNewer`], [`Code::VaultDamaged`] without its
    /// database, [`Code::KeySlotsDamaged`], [`Code::KeySlotsWeak`], [`Code::TooExpensive`].
    pub fn open(folder: &Path) -> Outcome<Self> {
        if folder.is_file() {
            return Err(Failure::about(Code::VaultNotFound, format!("{} (a file, not a folder)", folder.display())));
        }
        let stands = |path: &Path| {
            path.try_exists().map_err(|error| Failure::about(Code::FileUnreadable, path.display()).because(error))
        };
        match (stands(&layout::database(folder))?, stands(&layout::key_slots(folder))?) {
            (false, false) => Err(Failure::about(Code::VaultNotFound, folder.display())),
            (false, true) => Err(Failure::about(Code::VaultDamaged, layout::DATABASE)),
            (true, _) => {
                database::refuse_foreign(folder)?;
                Ok(Self::of(folder.to_owned(), KeySlots::read(&layout::key_slots(folder))?))
            }
        }
    }

    pub(crate) fn of(folder: PathBuf, slots: KeySlots) -> Self {
        Self { folder, slots }
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Its identifier: 32 hexadecimal digits.
    pub fn id(&self) -> &str {
        &self.slots.vault_id
    }

    /// Version of the format.
    pub fn format(&self) -> u32 {
        self.slots.version()
    }

    /// Who may open it, as the file says.
    pub fn slots(&self) -> Vec<SlotSummary> {
        self.slots.summaries()
    }

    /// Who has it open for writing.
    ///
    /// # Errors
    /// What the file system says.
    pub fn holder(&self) -> Outcome<Option<Holder>> {
        writer::holder(&self.folder)
    }

    /// Opens it. The writer's lock comes first and the passphrase second, so that a busy vault costs no second of
    /// waiting; the key slots are read again under the lock.
    ///
    /// # Errors
    /// [`Code::WrongPassphrase`], [`Code::UnknownAdministrator`], [`Code::AdministratorMissing`], [`Code::VaultBusy`]
    /// about the holder, [`Code::KeySlotsRolledBack`], [`Code::VaultDamaged`], [`Code::VaultNewer`], and what
    /// [`LockedVault::open`] refuses.
    pub fn unlock(&self, opening: Opening<'_>) -> Outcome<Vault> {
        for _ in 1..LOOKS {
            let before = self.generation();
            let outcome = self.unlock_once(&opening);
            if self.generation() == before || !was_overtaken(&outcome) {
                return outcome;
            }
        }
        self.unlock_once(&opening)
    }

    /// Of the slots, as the file says now.
    fn generation(&self) -> Option<u64> {
        KeySlots::read(&layout::key_slots(&self.folder)).ok().map(|slots| slots.generation)
    }

    fn unlock_once(&self, opening: &Opening<'_>) -> Outcome<Vault> {
        let holder = Holder::this_process(opening.program, opening.administrator, opening.now);
        let (writer, other) = self.take_writer(opening.access, &holder)?;
        let slots = KeySlots::read(&layout::key_slots(&self.folder))?;
        let slot = slots.slot(opening.administrator)?;
        let administrator = slot.administrator().to_owned();
        let keys = slot.open(&slots.vault_id, opening.passphrase)?;
        slots.authenticate_for(&keys)?;
        enter(Entrance {
            folder: self.folder.clone(),
            slots,
            administrator,
            keys,
            writer,
            holder: other,
            now: opening.now,
            last_seen: opening.last_seen,
            passphrase: Some(opening.passphrase),
        })
    }

    fn take_writer(&self, access: Access, holder: &Holder) -> Outcome<(Option<Writer>, Option<Holder>)> {
        if access == Access::Read {
            return Ok((None, writer::holder(&self.folder)?));
        }
        match (Writer::take(&self.folder, holder), access) {
            (Ok(Some(writer)), _) => Ok((Some(writer), None)),
            (Ok(None), Access::WriteOrRead) => Ok((None, writer::holder(&self.folder)?)),
            (Ok(None), _) => {
                let other = writer::holder(&self.folder)?;
                Err(Failure::about(Code::VaultBusy, other.map(|other| other.shown()).unwrap_or_default()))
            }
            (Err(failure), Access::WriteOrRead) if cannot_be_written(failure.code) => Ok((None, None)),
            (Err(failure), _) => Err(failure),
        }
    }
}

/// How often the slots are looked at while somebody changes them.
const LOOKS: u32 = 4;

/// While the key was derived a writer has changed the slots or exchanged the keys: those that were read lead to what is
/// gone, or pass for older ones that somebody has put back.
fn was_overtaken(outcome: &Outcome<Vault>) -> bool {
    match outcome {
        Ok(vault) => !vault.writable() && vault.notices().iter().any(|notice| notice.code == Code::KeySlotsRolledBack),
        Err(failure) => matches!(failure.code, Code::VaultDamaged | Code::KeySlotsRolledBack),
    }
}

fn cannot_be_written(code: Code) -> bool {
    matches!(code, Code::MediumReadOnly | Code::FileUnwritable | Code::DiskFull)
}

/// A vault whose keys are known.
pub(crate) struct Entrance<'a> {
    pub(crate) folder: PathBuf,
    pub(crate) slots: KeySlots,
    pub(crate) administrator: String,
    pub(crate) keys: Opened,
    pub(crate) writer: Option<Writer>,
    pub(crate) holder: Option<Holder>,
    pub(crate) now: Timestamp,
    pub(crate) last_seen: Option<u64>,
    /// To open the database's own copy of the slots with, should the file be older.
    pub(crate) passphrase: Option<&'a Passphrase>,
}

/// Everything between having the keys and having the vault.
pub(crate) fn enter(mut entrance: Entrance<'_>) -> Outcome<Vault> {
    let mode = if entrance.writer.is_some() { Mode::Write } else { Mode::Read };
    let mut database = rotate::open(&entrance.folder, &entrance.slots, &entrance.keys.page, mode)?;
    let mut notices = exposed(&entrance.folder)?;
    migrate(&mut database, &entrance, mode)?;
    if database.read(organization::id)? != entrance.slots.vault_id {
        return Err(Failure::from(Code::KeySlotsDamaged).because("slots of another vault"));
    }
    let counter = database.read(organization::counter)?;
    if entrance.last_seen.is_some_and(|seen| counter < seen) {
        notices.push(Failure::about(Code::VaultRolledBack, counter));
    }
    notices.extend(reconcile::slots(&mut database, &mut entrance, mode)?);
    if mode == Mode::Write {
        interrupted::sweep(&entrance.folder)?;
        // Absent on purpose: an error. Slots of the first version open as well, and the next writer tries again.
        let _ = upgrade::slots(&mut database, &mut entrance);
        // Absent on purpose: an error. A vault without its copy is whole; a check tells, and the next writer tries again.
        let _ = slots::copy::settle(&entrance.folder, &entrance.slots);
        notices.extend(interrupted::settle_open_intents(&mut database, &entrance.administrator, entrance.now)?);
    }
    let own = entrance.slots.slot(&entrance.administrator)?.summary();
    let Entrance { folder, slots, administrator, keys, writer, holder, .. } = entrance;
    Ok(Vault::from_parts(Parts { folder, slots, administrator, own, keys, database, writer, holder, notices }))
}

/// A vault of an earlier schema is copied into a generation before it is changed.
fn migrate(database: &mut Database, entrance: &Entrance<'_>, mode: Mode) -> Outcome<()> {
    match database.read(user_version)? {
        database::LATEST => Ok(()),
        0 => Err(Failure::about(Code::VaultDamaged, layout::DATABASE).because("no schema")),
        _ if mode == Mode::Read => Err(Code::VaultReadOnly.into()),
        _ => {
            crate::generations::take(&entrance.folder, database, &entrance.keys.page, "migration")?;
            write::change(database, &entrance.administrator, entrance.now, |change| {
                apply_pending(change.connection)?;
                if identity::is_missing(change.connection)? { born_late(change, &entrance.keys.page) } else { Ok(()) }
            })
        }
    }
}

/// A vault from before vaults had an identity. The log binds it: who signs later is named by an entry of the chain.
fn born_late(change: &Change<'_>, page: &PageKey) -> Outcome<()> {
    let vault_id = organization::id(change.connection)?;
    let (identity, seed) = make()?;
    identity::insert(change, &vault_id, page, (&identity, &seed))?;
    let identity = identity.fingerprint();
    let (subject, detail) = (&vault_id, &json!({ "identity": identity }));
    let saying = Saying { action: "create-identity", phase: Phase::Event, subject, detail, intent: None };
    audit::append(change, &saying).map(|_| ())
}

/// A folder that others can enter and a file in it that others can read.
fn exposed(folder: &Path) -> Outcome<Vec<Failure>> {
    let mut found = Vec::new();
    if orgkey_files::exposed(folder)? {
        found.push(Failure::about(Code::VaultExposed, folder.display()));
    }
    let copy = Some(layout::copy_of_key_slots(folder)).filter(|copy| copy.is_file());
    for path in [layout::database(folder), layout::key_slots(folder)].into_iter().chain(copy) {
        if orgkey_files::exposed(&path)? {
            found.push(Failure::about(Code::VaultExposed, path.display()));
        }
    }
    Ok(found)
}
