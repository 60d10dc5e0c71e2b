//! What the process itself holds: no core dumps, the clock, the folder of this machine, passphrases.

use crate::{arguments::Global, passphrases::Passphrases};
use orgkey_core::{
    Access, LockedVault, Machine, Unlock, Vault,
    administrator::{SecondPerson, attend},
    state_folder,
};
use orgkey_types::{Code, Failure, Outcome, Passphrase, Timestamp};
use std::{env, path::Path, time::SystemTime};

/// How the second opener of a vault sees us.
pub const PROGRAM: &str = "orgkey";

/// No core dump and no debugger of the same user: a dump would hold passphrases. Where the system refuses, we go on;
/// the memory is wiped all the same.
pub fn harden() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

/// One call of the program.
pub struct Session {
    pub global: Global,
    pub passphrases: Passphrases,
    pub machine: Machine,
    pub now: Timestamp,
}

impl Session {
    pub fn new(global: Global) -> Outcome<Self> {
        let passphrases = Passphrases::new(&global);
        Ok(Self {
            global,
            passphrases,
            machine: Machine::at(state_folder(|name| env::var_os(name)).as_deref()),
            now: now()?,
        })
    }

    /// Opens the vault of `--vault`; what it found on the way goes to standard error.
    pub fn open(&self, access: Access) -> Outcome<Vault> {
        // What the folder is, is told before a passphrase is asked for.
        self.locked()?;
        let passphrase = self.passphrases.administrator()?;
        self.open_with(access, &passphrase)
    }

    /// Opens it for a verb that changes it; its plan is content to read.
    pub fn open_for(&self, dry_run: bool) -> Outcome<Vault> {
        self.open(if dry_run { Access::WriteOrRead } else { Access::Write })
    }

    /// Notes on this machine how far the vault has come.
    pub fn saw(&self, vault: &Vault) -> Outcome<()> {
        self.machine.saw(vault.id(), vault.counter()?);
        Ok(())
    }

    /// The folder of the vault. The arguments make sure that there is one.
    pub fn folder(&self) -> Outcome<&Path> {
        self.global.vault.as_deref().ok_or_else(|| Failure::about(Code::InvalidArgument, "--vault DIR is missing"))
    }

    /// The vault as its folder shows it.
    pub fn locked(&self) -> Outcome<LockedVault> {
        LockedVault::open(self.folder()?)
    }

    /// A command to type next on the same vault.
    pub fn next(&self, words: &str) -> String {
        let folder = self.global.vault.as_deref().map(|folder| folder.display().to_string()).unwrap_or_default();
        let quote = if folder.contains(char::is_whitespace) { "\"" } else { "" };
        format!("orgkey --vault {quote}{folder}{quote} {words}")
    }

    /// Opens the vault with a passphrase that is known already.
    pub fn open_with(&self, access: Access, passphrase: &Passphrase) -> Outcome<Vault> {
        let locked = self.locked()?;
        let request = Unlock { administrator: self.global.admin.as_deref(), passphrase, access, program: PROGRAM };
        let mut vault = orgkey_core::unlock(&locked, &request, &self.machine, self.now)?;
        vault.notices().iter().for_each(crate::answer::print_notice);
        if let (false, Some(holder)) = (vault.writable(), vault.holder()) {
            crate::answer::print_note(&format!(
                "read-only: {} {} on {} holds the vault",
                holder.program, holder.pid, holder.host
            ));
        }
        if let Some(administrator) = self.global.second.as_deref() {
            let passphrase = &self.passphrases.second()?;
            attend(&mut vault, &SecondPerson { administrator, passphrase }, self.now)?;
        }
        Ok(vault)
    }
}

#[expect(clippy::disallowed_methods, reason = "the entry point of the command line reads the clock, once")]
fn now() -> Outcome<Timestamp> {
    let since = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_err(|_| Failure::about(Code::InvalidArgument, "the clock of this machine stands before 1970"))?;
    Ok(Timestamp::from_seconds(i64::try_from(since.as_secs()).unwrap_or(i64::MAX)))
}
