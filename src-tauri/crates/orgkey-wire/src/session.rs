use crate::{FailureView, Language, Theme};
use orgkey_core as core;
use orgkey_types::{Passphrase, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the window knows of the session. Everything but `Open` shows no vault content at all.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum SessionView {
    /// No vault is known on this machine: the Setup Assistant.
    Empty(PreferencesView),
    /// A vault is chosen and locked: the lock screen.
    Locked(LockedView),
    /// A vault is open.
    Open(OpenView),
}

/// What holds before a vault is open: kept on this machine, not in the vault.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreferencesView {
    /// Language of the page.
    pub language: Language,
    /// Light, dark or as the system.
    pub theme: Theme,
}

/// A locked vault: what its folder tells without a passphrase.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LockedView {
    /// Preferences of this machine.
    pub preferences: PreferencesView,
    /// Folder name of the vault: `example.orgvault`.
    pub vault: String,
    /// Names on the key slots.
    pub administrators: Vec<String>,
    /// Who writes to it now, if somebody does.
    pub holder: Option<HolderView>,
    /// Why the vault cannot be opened at all (missing, damaged, newer).
    pub failure: Option<FailureView>,
    /// Why it was locked: `idle`, `suspend`, `request`, or none at start.
    pub locked_by: Option<String>,
}

/// The process that holds the vault for writing.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HolderView {
    /// `orgkey-console` or `orgkey`.
    pub program: String,
    /// Process id.
    #[ts(type = "number")]
    pub pid: u32,
    /// Name of the machine.
    pub host: String,
    /// Who unlocked it there.
    pub administrator: String,
    /// Since when.
    pub since: Timestamp,
}

/// An open vault.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenView {
    /// Preferences of this machine.
    pub preferences: PreferencesView,
    /// Folder name of the vault.
    pub vault: String,
    /// The organisation.
    pub organization: String,
    /// Its managed domains.
    pub domains: Vec<String>,
    /// Who unlocked it.
    pub administrator: String,
    /// That person's role.
    pub role: String,
    /// What that person may do: `certificates:write`, in the order of areas.
    pub rights: Vec<String>,
    /// Open for reading only, because another process writes.
    pub read_only: bool,
    /// Who that is.
    pub holder: Option<HolderView>,
    /// Minutes without input after which the vault locks.
    pub auto_lock_minutes: u32,
    /// What the vault found when it was opened: rolled back, unsettled operations, healed key slots.
    pub notices: Vec<FailureView>,
}

/// Opens the chosen vault.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UnlockRequest {
    /// Name on the key slot.
    pub administrator: String,
    /// Its passphrase.
    #[ts(type = "string")]
    pub passphrase: Passphrase,
}

/// A file or folder that a native dialog gave. The page holds the ticket, never the path.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GrantView {
    /// One-time id.
    pub grant: String,
    /// File or folder name, for showing.
    pub name: String,
    /// Name of the folder or drive that it lies in, for showing.
    pub place: String,
    /// Whether something stands there already.
    pub exists: bool,
}

/// What the session tells the page on its own: `watch_session` sends one for each change.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "event", content = "data", rename_all = "camelCase")]
pub enum SessionEvent {
    /// The session changed: locked by idle time or suspend.
    Changed(Box<SessionView>),
    /// A file was dropped on the window.
    Dropped(GrantView),
    /// The vault locks in so many seconds unless there is input.
    LocksSoon {
        /// Seconds left.
        #[ts(type = "number")]
        seconds: u32,
    },
}

impl From<&core::Holder> for HolderView {
    fn from(holder: &core::Holder) -> Self {
        Self {
            program: holder.program.clone(),
            pid: holder.pid,
            host: holder.host.clone(),
            administrator: holder.administrator.clone(),
            since: holder.since,
        }
    }
}
