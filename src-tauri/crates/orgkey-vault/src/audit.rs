//! The audit log as the rest of the program sees it. An operation on secrets writes its intent, durably, before it
//! begins, and is settled in the same transaction as its effect: what was interrupted in between shows.

use crate::{
    chain::AuditRecord,
    tables::{
        audit::{self, Saying},
        natural,
    },
    vault::Vault,
    write::Change,
};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Which part of an operation an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Before the operation.
    Intent,
    /// Its outcome.
    Settled,
    /// Something that needed no intent.
    Event,
}

impl Phase {
    /// `intent`, `settled` or `event`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Intent => "intent",
            Self::Settled => "settled",
            Self::Event => "event",
        }
    }
}

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    /// Place in the log, from 1 without gaps.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub administrator: String,
    /// What: `export-keypair`.
    pub action: String,
    /// `intent`, `settled` or `event`: see [`Phase`].
    pub phase: String,
    /// What it was about.
    pub subject: String,
    /// More of it. With a settlement `outcome` is `done`, `failed` (then with `code`) or `interrupted`.
    pub detail: Value,
    /// The intent that a settlement settles.
    pub intent: Option<u64>,
    /// Counter of the vault at that entry.
    pub counter: u64,
    /// SHA-256 over this entry and the hash of the one before, lower-case hexadecimal.
    pub hash: String,
}

/// The end of the chain. Written down outside the vault it proves that the log was not shortened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AuditHead {
    /// Number of the newest entry; 0 without any.
    pub seq: u64,
    /// Its hash, lower-case hexadecimal.
    pub hash: String,
    /// Counter of the vault.
    pub counter: u64,
}

/// An operation that was announced in the log and waits for its settlement. Dropping it unsettled leaves it open, and
/// the next start reports it as interrupted.
#[must_use = "settle it, or it counts as interrupted"]
#[derive(Debug)]
pub struct Intent {
    pub(crate) seq: i64,
    pub(crate) action: String,
    pub(crate) subject: String,
}

/// How an operation ended.
pub(crate) enum Settlement {
    Done,
    Unchanged,
    Failed(Code),
    Interrupted,
    /// Interrupted, and found complete.
    Completed,
}

impl Settlement {
    fn detail(&self) -> Value {
        match self {
            Self::Done => json!({ "outcome": "done" }),
            Self::Unchanged => json!({ "outcome": "done", "changed": false }),
            Self::Failed(code) => json!({ "outcome": "failed", "code": code }),
            Self::Interrupted => json!({ "outcome": "interrupted" }),
            Self::Completed => json!({ "outcome": "done", "completed": "at the next start" }),
        }
    }
}

/// Writes the settlement as part of a change.
pub(crate) fn settle(change: &Change<'_>, intent: &Intent, settlement: &Settlement) -> Outcome<()> {
    let (action, subject, detail) = (&intent.action, &intent.subject, &settlement.detail());
    let saying = Saying { action, phase: Phase::Settled, subject, detail, intent: Some(intent.seq) };
    audit::append(change, &saying).map(|_| ())
}

impl Vault {
    /// Announces an operation. The entry is on the medium when this returns; only then may the operation begin.
    /// Nothing in `detail` may be secret.
    ///
    /// # Errors
    /// [`Code::AuditUnwritable`] with the reason as its cause, [`Code::VaultReadOnly`], [`Code::VaultDamaged`].
    pub fn begin(&mut self, action: &str, subject: &str, detail: Value, now: Timestamp) -> Outcome<Intent> {
        let saying = Saying { action, phase: Phase::Intent, subject, detail: &detail, intent: None };
        let seq = self.write(now, |change| audit::append(change, &saying)).map_err(unwritable)?;
        Ok(Intent { seq, action: action.to_owned(), subject: subject.to_owned() })
    }

    /// Notes that an operation failed and changed nothing.
    ///
    /// # Errors
    /// What the database says.
    pub fn settle_failed(&mut self, intent: Intent, code: Code, now: Timestamp) -> Outcome<()> {
        self.write(now, |change| settle(change, &intent, &Settlement::Failed(code)))
    }

    /// Notes that an operation failed and gives back why. Where even the note fails, the reason of the operation still
    /// goes before that of the note: the intent stays open and is shown at the next start.
    pub fn failed(&mut self, intent: Intent, failure: Failure, now: Timestamp) -> Failure {
        let _ = self.settle_failed(intent, failure.code, now);
        failure
    }

    /// The intent back with what its operation has made; or why it made nothing, noted as by [`Self::failed`].
    ///
    /// # Errors
    /// That of the operation.
    pub fn made<T>(&mut self, intent: Intent, outcome: Outcome<T>, now: Timestamp) -> Outcome<(Intent, T)> {
        match outcome {
            Ok(value) => Ok((intent, value)),
            Err(failure) => Err(self.failed(intent, failure, now)),
        }
    }

    /// Notes that an operation came to its end and had nothing to change.
    ///
    /// # Errors
    /// What the database says.
    pub fn settle_unchanged(&mut self, intent: Intent, now: Timestamp) -> Outcome<()> {
        self.write(now, |change| settle(change, &intent, &Settlement::Unchanged))
    }

    /// Notes that an operation is done whose effect lies outside the vault.
    ///
    /// # Errors
    /// What the database says.
    pub fn settle_done(&mut self, intent: Intent, now: Timestamp) -> Outcome<()> {
        self.write(now, |change| settle(change, &intent, &Settlement::Done))
    }

    /// Writes an entry without an intent. Nothing in `detail` may be secret.
    ///
    /// # Errors
    /// As [`Vault::begin`].
    pub fn record(&mut self, action: &str, subject: &str, detail: Value, now: Timestamp) -> Outcome<()> {
        let saying = Saying { action, phase: Phase::Event, subject, detail: &detail, intent: None };
        self.write(now, |change| audit::append(change, &saying)).map(|_| ()).map_err(unwritable)
    }

    /// Runs `work` and settles the intent in one transaction. When that fails the intent is settled as failed in a
    /// transaction of its own; if even that cannot be written it stays open and the next start reports it.
    pub(crate) fn settle_with<T>(
        &mut self,
        intent: &Intent,
        now: Timestamp,
        work: impl FnOnce(&Change<'_>) -> Outcome<T>,
    ) -> Outcome<T> {
        let result = self.write(now, |change| {
            let value = work(change)?;
            settle(change, intent, &Settlement::Done)?;
            Ok(value)
        });
        if let Err(failure) = &result {
            let _ = self.write(now, |change| settle(change, intent, &Settlement::Failed(failure.code)));
        }
        result
    }

    /// The end of the chain.
    ///
    /// # Errors
    /// What the database says.
    pub fn audit_head(&self) -> Outcome<AuditHead> {
        self.read(audit::read_head)
    }

    /// Entries before that number (none: from the newest on), newest first. `text` is looked for, without regard to
    /// ASCII case, in administrator, action, subject and detail.
    ///
    /// # Errors
    /// What the database says.
    pub fn audit_page(&self, before: Option<u64>, limit: u32, text: Option<&str>) -> Outcome<Vec<AuditEntry>> {
        self.audit_page_since(None, before, limit, text)
    }

    /// The same, without entries from before that moment.
    ///
    /// # Errors
    /// What the database says.
    pub fn audit_page_since(
        &self,
        since: Option<Timestamp>,
        before: Option<u64>,
        limit: u32,
        text: Option<&str>,
    ) -> Outcome<Vec<AuditEntry>> {
        let since = since.unwrap_or(Timestamp::from_seconds(i64::MIN));
        let before = before.map_or(i64::MAX, whole);
        self.read(|connection| audit::page(connection, since, before, limit, text.unwrap_or_default()))
    }

    /// Entries with all that their hashes cover, oldest first, behind one number and up to another. `text` as in
    /// [`Self::audit_page`].
    ///
    /// # Errors
    /// What the database says.
    pub fn audit_records(&self, after: u64, last: u64, limit: u32, text: Option<&str>) -> Outcome<Vec<AuditRecord>> {
        let (after, last) = (whole(after), whole(last));
        self.read(|connection| audit::records(connection, after, last, limit, text.unwrap_or_default()))
    }

    /// Numbers of the first entry since one moment and the last one until another; none where there is none. What lies
    /// between them has no gap, also where a clock was set back in the meantime.
    ///
    /// # Errors
    /// What the database says.
    pub fn audit_range(&self, since: Option<Timestamp>, until: Option<Timestamp>) -> Outcome<Option<(u64, u64)>> {
        let since = since.unwrap_or(Timestamp::from_seconds(i64::MIN));
        let until = until.unwrap_or(Timestamp::from_seconds(i64::MAX));
        let range = self.read(|connection| audit::range(connection, since, until))?;
        range.map(|(first, last)| Ok((natural(first)?, natural(last)?))).transpose()
    }

    /// How many entries there are.
    ///
    /// # Errors
    /// What the database says.
    pub fn audit_count(&self) -> Outcome<u64> {
        self.read(audit::count)
    }

    /// Follows the whole chain. It cannot tell that the newest entries are missing when the head was replaced with
    /// them: only a head that was written down elsewhere can.
    ///
    /// # Errors
    /// [`Code::AuditBroken`] about the first entry that does not hold.
    pub fn verify_audit(&self) -> Outcome<AuditHead> {
        self.read(|connection| {
            audit::verify(connection, self.id())?;
            audit::read_head(connection)
        })
    }
}

/// Numbers of entries are those of SQLite; no log is longer.
fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unwritable(failure: Failure) -> Failure {
    match failure.code {
        // Each asks for something else than room for another entry.
        Code::VaultReadOnly | Code::VaultDamaged => failure,
        _ => {
            Failure { code: Code::AuditUnwritable, subject: failure.subject.clone(), cause: Some(failure.to_string()) }
        }
    }
}
