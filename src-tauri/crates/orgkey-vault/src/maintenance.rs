//! A maintenance run of an unlocked vault: one intent, many transactions, and a row that tells how far it has come. Each
//! transaction stands or falls with its numbers in that row, so that a run which is killed leaves whole pieces, and the
//! next one finds the rest by asking what is due.

use crate::{
    audit::{Intent, Settlement, settle},
    tables::{
        maintenance_run::{self, MaintenanceRunRow},
        user::UserRow,
        user_due::{self, CertificationMark, Due, DueUser},
    },
    user::UserChange,
    vault::Vault,
};
use orgkey_types::{Area, Code, Outcome, Timestamp};
use serde_json::Value;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunEnd {
    /// It came to its end and changed something.
    Done,
    /// It came to its end and found nothing to change.
    Unchanged,
    /// Somebody stopped it between two transactions; those before stand.
    Stopped,
    /// It failed for that reason; the transactions before stand.
    Failed(Code),
}

impl RunEnd {
    fn outcome(self) -> &'static str {
        match self {
            Self::Done | Self::Unchanged => "done",
            Self::Stopped => "stopped",
            Self::Failed(_) => "failed",
        }
    }

    fn settlement(self) -> Settlement {
        match self {
            Self::Done => Settlement::Done,
            Self::Unchanged => Settlement::Unchanged,
            Self::Stopped => Settlement::Failed(Code::Cancelled),
            Self::Failed(code) => Settlement::Failed(code),
        }
    }
}

impl Vault {
    /// Begins a run and returns its number. Earlier ones that never ended are marked as interrupted.
    ///
    /// # Errors
    /// [`Code::VaultReadOnly`], and what the medium says.
    pub fn begin_run(&mut self, now: Timestamp) -> Outcome<u64> {
        self.write(now, maintenance_run::begin)
    }

    /// Changes users as a part of a run, and notes how far it has come, in one transaction. The intent stays open.
    ///
    /// # Errors
    /// What `work` or the medium says; then nothing of this part stands.
    pub fn change_users_in_run<T>(
        &mut self,
        run: u64,
        now: Timestamp,
        work: impl FnOnce(&UserChange<'_>) -> Outcome<(T, Value)>,
    ) -> Outcome<T> {
        let (vault_id, secrets) = (self.id().to_owned(), self.copy_of_secrets_key(Area::Users));
        self.write(now, |change| {
            let users = UserChange::new(change, &vault_id, secrets);
            let (value, report) = work(&users)?;
            users.finish()?;
            maintenance_run::note(change.connection, run, "running", &report)?;
            Ok(value)
        })
    }

    /// Ends a run: its report and the settlement of its intent, in one transaction.
    ///
    /// # Errors
    /// What the medium says.
    pub fn end_run(&mut self, intent: Intent, run: u64, end: RunEnd, report: &Value, now: Timestamp) -> Outcome<()> {
        self.write(now, |change| {
            maintenance_run::note(change.connection, run, end.outcome(), report)?;
            settle(change, &intent, &end.settlement())
        })
    }

    /// The last runs, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn maintenance_runs(&self, limit: u32) -> Outcome<Vec<MaintenanceRunRow>> {
        self.read(|connection| maintenance_run::last(connection, limit))
    }

    /// The newest moment of a run or of a change of an Organization Key.
    ///
    /// # Errors
    /// What the database says.
    pub fn newest_moment(&self) -> Outcome<Option<Timestamp>> {
        self.read(maintenance_run::newest_moment)
    }

    /// Users whose key is to be renewed, in the order of their ends, behind that row.
    ///
    /// # Errors
    /// What the database says.
    pub fn due_keys(&self, due: &Due, after: Option<&UserRow>, limit: u32) -> Outcome<Vec<UserRow>> {
        self.read(|connection| user_due::keys(connection, due, after, limit))
    }

    /// How many they are.
    ///
    /// # Errors
    /// What the database says.
    pub fn count_due_keys(&self, due: &Due) -> Outcome<u64> {
        self.read(|connection| user_due::count_keys(connection, due))
    }

    /// Users who are to be certified, behind that mark.
    ///
    /// # Errors
    /// What the database says.
    pub fn due_certifications(&self, due: &Due, mark: CertificationMark, limit: u32) -> Outcome<Vec<DueUser>> {
        self.read(|connection| user_due::certifications(connection, due, mark, limit))
    }

    /// How many they are.
    ///
    /// # Errors
    /// What the database says.
    pub fn count_due_certifications(&self, due: &Due) -> Outcome<u64> {
        self.read(|connection| user_due::count_certifications(connection, due))
    }

    /// How many users of the server would be due if they were not inactive.
    ///
    /// # Errors
    /// What the database says.
    pub fn count_left_out(&self, due: &Due) -> Outcome<u64> {
        self.read(|connection| user_due::count_left_out(connection, due))
    }

    /// The server's users who were last in contact after one moment and by another: how many, and the first of them.
    ///
    /// # Errors
    /// What the database says.
    pub fn users_in_contact(&self, from: Timestamp, to: Timestamp, limit: u32) -> Outcome<(u64, Vec<UserRow>)> {
        self.read(|connection| {
            let rows = user_due::in_contact(connection, from, to, limit)?;
            Ok((user_due::count_in_contact(connection, from, to)?, rows))
        })
    }

    /// How many users are verified under that generation of the Organization Key.
    ///
    /// # Errors
    /// What the database says.
    pub fn count_verified(&self, generation: u64, now: Timestamp) -> Outcome<u64> {
        self.read(|connection| user_due::count_verified(connection, generation, now))
    }
}
