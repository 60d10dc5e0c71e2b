//! What a process that ended in the middle has left: open intents, and parts of files.

use crate::{
    audit::{Intent, Settlement, settle},
    database::Database,
    generations, layout, rotate,
    tables::audit,
    write,
};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use rusqlite::Connection;
use std::path::Path;

/// Intents without settlement, oldest first.
pub(crate) fn open_intents(connection: &Connection) -> Outcome<Vec<Intent>> {
    let intent = |entry: crate::AuditEntry| {
        let seq = i64::try_from(entry.seq).map_err(|_| Code::VaultDamaged)?;
        Ok(Intent { seq, action: entry.action, subject: entry.subject })
    };
    audit::unsettled(connection)?.into_iter().map(intent).collect()
}

/// Settles them as interrupted and reports each. Only the writer does this: for a reader they may be at work.
pub(crate) fn settle_open_intents(
    database: &mut Database,
    administrator: &str,
    now: Timestamp,
) -> Outcome<Vec<Failure>> {
    let open = database.read(open_intents)?;
    if open.is_empty() {
        return Ok(Vec::new());
    }
    write::change(database, administrator, now, |change| {
        open.iter().try_for_each(|intent| settle(change, intent, &Settlement::Interrupted))
    })?;
    let notice =
        |intent: &Intent| Failure::about(Code::OperationInterrupted, format!("{} ({})", intent.action, intent.subject));
    Ok(open.iter().map(notice).collect())
}

/// Removes parts of files that never got their name. The writer's lock keeps everybody else from making new ones.
pub(crate) fn sweep(folder: &Path) -> Outcome<()> {
    orgkey_files::sweep_leftovers(folder)?;
    // The vault has its place and is opened: from now on nobody may take it for an attempt.
    let mark = layout::unfinished(folder);
    if mark.exists() {
        orgkey_files::withdraw(&mark)?;
    }
    rotate::sweep(folder)?;
    generations::sweep(&layout::generations(folder))
}
