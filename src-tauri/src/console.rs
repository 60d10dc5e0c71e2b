//! The one managed state: the session, its tickets and its operations.

use crate::{clock, failure, grants::Grants, operations::Operations, picker::FilePicker};
use orgkey_core::{Access, Holder, LockedVault, Machine, Unlock, Vault};
use orgkey_types::{Code, Failure, Outcome, Passphrase, Timestamp};
use orgkey_wire::{
    FailureView, HolderView, Language, LockedView, OpenView, PreferencesView, SessionEvent, SessionView, Theme, name_of,
};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use tauri::ipc::Channel;

/// How a second opener of the vault sees us.
pub const PROGRAM: &str = "orgkey-console";

/// The console of one process. Cheap to clone.
#[derive(Clone)]
pub struct Console(Arc<Inner>);

struct Inner {
    machine: Machine,
    picker: Box<dyn FilePicker>,
    documents: PathBuf,
    grants: Grants,
    operations: Arc<Operations>,
    session: Mutex<Session>,
    watchers: Mutex<Vec<Channel<SessionEvent>>>,
    input: Mutex<Instant>,
}

/// Locked and open are different variants: without `Open` there is no vault to call anything on.
enum Session {
    Empty,
    Locked { folder: PathBuf, by: Option<&'static str> },
    Open { folder: PathBuf, vault: Box<Vault>, auto_lock: Duration },
}

impl Console {
    /// A console that remembers on that machine and asks for files with that picker. New vaults are offered in
    /// `documents`.
    pub fn new(machine: Machine, picker: Box<dyn FilePicker>, documents: PathBuf) -> Self {
        let session = match machine.preferences().vault {
            Some(folder) => Session::Locked { folder, by: None },
            None => Session::Empty,
        };
        Self(Arc::new(Inner {
            machine,
            picker,
            documents,
            grants: Grants::default(),
            operations: Arc::default(),
            session: Mutex::new(session),
            watchers: Mutex::default(),
            input: Mutex::new(clock::monotonic()),
        }))
    }

    /// Tickets for paths.
    pub fn grants(&self) -> &Grants {
        &self.0.grants
    }

    /// Operations that run now.
    pub fn operations(&self) -> &Arc<Operations> {
        &self.0.operations
    }

    /// What this machine remembers.
    pub fn machine(&self) -> &Machine {
        &self.0.machine
    }

    /// Native dialogs.
    pub fn picker(&self) -> &dyn FilePicker {
        &*self.0.picker
    }

    /// Where new vaults are offered.
    pub fn documents(&self) -> &Path {
        &self.0.documents
    }

    /// Language of the page.
    pub fn language(&self) -> Language {
        Language::of_tag(&self.0.machine.preferences().language)
    }

    /// Language and colours.
    pub fn preferences(&self) -> PreferencesView {
        let stored = self.0.machine.preferences();
        PreferencesView { language: Language::of_tag(&stored.language), theme: Theme::of_name(&stored.theme) }
    }

    /// Runs work on a blocking thread and gives failures their words.
    ///
    /// # Errors
    /// The failure of the work; a panic in it becomes a fault with a reference, and the vault stays usable.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Console) -> Outcome<T> + Send + 'static,
    ) -> Result<T, FailureView> {
        let console = self.clone();
        let outcome = tauri::async_runtime::spawn_blocking(move || work(&console)).await;
        outcome
            .unwrap_or_else(|panic| Err(Failure::from(Code::Internal).because(panic)))
            .map_err(|failure| failure::view(failure, self.language()))
    }

    /// Runs work on the open vault.
    ///
    /// # Errors
    /// [`Code::VaultLocked`] when none is open; the failure of the work.
    pub async fn with_vault<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Vault, Timestamp) -> Outcome<T> + Send + 'static,
    ) -> Result<T, FailureView> {
        self.run(move |console| console.on_vault(work)).await
    }

    /// The same for work that is on a blocking thread already.
    pub fn on_vault<T>(&self, work: impl FnOnce(&mut Vault, Timestamp) -> Outcome<T>) -> Outcome<T> {
        match &mut *self.session() {
            Session::Open { vault, .. } => {
                let outcome = work(vault, clock::now());
                if let Ok(counter) = vault.counter() {
                    self.0.machine.saw(vault.id(), counter);
                }
                outcome
            }
            _ => Err(Code::VaultLocked.into()),
        }
    }

    /// Chooses a vault; it stays locked.
    pub fn choose(&self, folder: PathBuf) -> Outcome<()> {
        LockedVault::open(&folder)?;
        self.remember(&folder);
        self.close_with(Session::Locked { folder, by: None });
        Ok(())
    }

    /// Opens the chosen vault; for reading only where another process writes.
    pub fn unlock(&self, administrator: &str, passphrase: &Passphrase) -> Outcome<()> {
        // Held to the end: a second click must not open the vault a second time.
        let mut session = self.session();
        let folder = match &*session {
            Session::Locked { folder, .. } => folder.clone(),
            Session::Open { .. } => return Ok(()),
            Session::Empty => return Err(Code::VaultNotFound.into()),
        };
        let request =
            Unlock { administrator: Some(administrator), passphrase, access: Access::WriteOrRead, program: PROGRAM };
        let vault = orgkey_core::unlock(&LockedVault::open(&folder)?, &request, &self.0.machine, clock::now())?;
        *session = self.opened(folder, vault)?;
        Ok(())
    }

    /// Takes a vault that was just opened or made.
    pub fn enter(&self, folder: PathBuf, vault: Vault) -> Outcome<()> {
        let opened = self.opened(folder, vault)?;
        *self.session() = opened;
        Ok(())
    }

    /// Locks: running operations are asked to stop, keys are wiped, tickets are void.
    pub fn lock(&self, by: Option<&'static str>) {
        self.0.operations.cancel_all();
        let folder = match &*self.session() {
            Session::Open { folder, .. } => folder.clone(),
            _ => return,
        };
        self.close_with(Session::Locked { folder, by });
    }

    /// The auto-lock time was changed.
    pub fn set_auto_lock(&self, minutes: u32) {
        if let Session::Open { auto_lock, .. } = &mut *self.session() {
            *auto_lock = Duration::from_secs(u64::from(minutes) * 60);
        }
    }

    /// There was input.
    pub fn touched(&self) {
        *self.0.input.lock().unwrap_or_else(PoisonError::into_inner) = clock::monotonic();
    }

    /// How long there was no input, and after how long the vault locks; none when it is locked. Never waits for an
    /// operation that holds the vault: work is input.
    pub fn idle(&self) -> Option<(Duration, Duration)> {
        let session = self.0.session.try_lock().ok()?;
        let Session::Open { auto_lock, .. } = &*session else { return None };
        let last = *self.0.input.lock().unwrap_or_else(PoisonError::into_inner);
        Some((clock::monotonic().saturating_duration_since(last), *auto_lock))
    }

    /// The page wants to be told of changes. A page that is loaded again replaces its own channel.
    pub fn watch(&self, channel: Channel<SessionEvent>) {
        let mut watchers = self.0.watchers.lock().unwrap_or_else(PoisonError::into_inner);
        watchers.clear();
        watchers.push(channel);
    }

    /// Tells the page.
    pub fn tell(&self, event: &SessionEvent) {
        let watchers = self.0.watchers.lock().unwrap_or_else(PoisonError::into_inner);
        watchers.iter().for_each(|channel| {
            let _ = channel.send(event.clone());
        });
    }

    /// The session as the page may know it.
    pub fn view(&self) -> SessionView {
        let preferences = self.preferences();
        match &*self.session() {
            Session::Empty => SessionView::Empty(preferences),
            Session::Locked { folder, by } => SessionView::Locked(self.locked_view(folder, *by, preferences)),
            Session::Open { folder, vault, auto_lock } => {
                match self.open_view(folder, vault, *auto_lock, preferences.clone()) {
                    Ok(view) => SessionView::Open(view),
                    Err(found) => {
                        let locked = self.locked_view(folder, None, preferences);
                        SessionView::Locked(LockedView {
                            failure: Some(failure::view(found, self.language())),
                            ..locked
                        })
                    }
                }
            }
        }
    }

    fn locked_view(&self, folder: &Path, by: Option<&'static str>, preferences: PreferencesView) -> LockedView {
        let opened = LockedVault::open(folder).and_then(|locked| Ok((locked.slots(), locked.holder()?)));
        let (slots, holder, failure) = match opened {
            Ok((slots, holder)) => (slots, holder, None),
            Err(failure) => (Vec::new(), None, Some(failure::view(failure, self.language()))),
        };
        LockedView {
            preferences,
            vault: name_of(folder),
            administrators: slots.into_iter().map(|slot| slot.administrator).collect(),
            holder: holder.as_ref().map(HolderView::from),
            failure,
            locked_by: by.map(str::to_owned),
        }
    }

    fn open_view(
        &self,
        folder: &Path,
        vault: &Vault,
        auto_lock: Duration,
        preferences: PreferencesView,
    ) -> Outcome<OpenView> {
        let organization = vault.organization()?;
        let holder: Option<&Holder> = vault.holder().filter(|_| !vault.writable());
        Ok(OpenView {
            preferences,
            vault: name_of(folder),
            organization: organization.name,
            domains: organization.domains,
            administrator: vault.administrator().to_owned(),
            role: vault.role().to_owned(),
            rights: vault.rights().grants().map(|grant| grant.to_string()).collect(),
            read_only: !vault.writable(),
            holder: holder.map(HolderView::from),
            auto_lock_minutes: u32::try_from(auto_lock.as_secs() / 60).unwrap_or(u32::MAX),
            notices: vault.notices().iter().map(|notice| FailureView::new(notice, self.language())).collect(),
        })
    }

    fn opened(&self, folder: PathBuf, vault: Vault) -> Outcome<Session> {
        let auto_lock = auto_lock_of(&vault)?;
        self.remember(&folder);
        self.touched();
        Ok(Session::Open { folder, vault: Box::new(vault), auto_lock })
    }

    fn close_with(&self, next: Session) {
        let before = std::mem::replace(&mut *self.session(), next);
        if let Session::Open { vault, .. } = before {
            vault.lock();
        }
        self.0.grants.clear();
    }

    fn remember(&self, folder: &Path) {
        self.0.machine.remember(|preferences| preferences.vault = Some(folder.to_owned()));
    }

    fn session(&self) -> MutexGuard<'_, Session> {
        // A panic in a use case has already been turned into a fault; the vault is transactional and stays usable.
        self.0.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn auto_lock_of(vault: &Vault) -> Outcome<Duration> {
    Ok(Duration::from_secs(u64::from(orgkey_core::settings(vault)?.auto_lock_minutes) * 60))
}
