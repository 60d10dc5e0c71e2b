use crate::{
    database::{deviations, sql},
    layout,
    tables::{audit, key_slots},
    vault::Vault,
};
use orgkey_types::{Area, Code, Outcome};
use serde::Serialize;

/// How one check went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckState {
    /// Nothing found.
    Ok,
    /// Something that somebody should look at.
    Warning,
    /// The vault does not hold what it promises.
    Failed,
}

/// One named check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckItem {
    /// `pages`, `structure`, `references`, `settings`, `audit-chain`, `key-slots`, `identity`, `sealed-rows`, `file-modes`,
    /// `open-intents`.
    pub name: String,
    /// How it went.
    pub state: CheckState,
    /// What was counted or found.
    pub detail: String,
}

/// All of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// In the order in which they ran.
    pub items: Vec<CheckItem>,
}

impl CheckReport {
    /// The worst state of all items.
    pub fn state(&self) -> CheckState {
        let any = |state| self.items.iter().any(|item| item.state == state);
        match (any(CheckState::Failed), any(CheckState::Warning)) {
            (true, _) => CheckState::Failed,
            (false, true) => CheckState::Warning,
            (false, false) => CheckState::Ok,
        }
    }
}

/// Signed and thrown away.
const PROBE: &str = "orgkey check 1";

/// What one check found, or why it could not run, which counts as failed.
type Finding = Outcome<(CheckState, String)>;

impl Vault {
    /// Looks at everything: each page's authentication, the tables, the audit chain, the key slots, each sealed row,
    /// the modes of the files. Writes nothing.
    ///
    /// # Errors
    /// None today; what a check finds is in the report.
    pub fn check(&self) -> Outcome<CheckReport> {
        Ok(report([
            ("pages", self.lines("PRAGMA cipher_integrity_check")),
            ("structure", self.lines("PRAGMA integrity_check")),
            ("references", self.lines("PRAGMA foreign_key_check")),
            ("settings", self.check_settings()),
            ("audit-chain", self.check_chain()),
            ("key-slots", self.check_slots()),
            ("identity", self.check_identity()),
            ("sealed-rows", self.check_seals()),
            ("file-modes", self.check_modes()),
            ("open-intents", self.check_intents()),
        ]))
    }

    /// Those of [`Self::check`] whose cost does not grow with the vault.
    pub fn check_quickly(&self) -> Vec<CheckItem> {
        report([
            ("settings", self.check_settings()),
            ("key-slots", self.check_slots()),
            ("identity", self.check_identity()),
            ("file-modes", self.check_modes()),
            ("open-intents", self.check_intents()),
        ])
        .items
    }

    /// A pragma that returns a row for each fault, or the one row `ok`.
    fn lines(&self, pragma: &str) -> Finding {
        let faults = self.read(|connection| {
            let mut statement = connection.prepare(pragma).map_err(sql)?;
            let lines = statement.query_map([], |row| row.get(0)).map_err(sql)?;
            let lines: Vec<String> = lines.collect::<rusqlite::Result<_>>().map_err(sql)?;
            Ok(lines.into_iter().filter(|line| line != "ok").collect::<Vec<_>>())
        })?;
        Ok(judged(CheckState::Failed, &faults, "ok"))
    }

    fn check_settings(&self) -> Finding {
        Ok(judged(CheckState::Failed, &self.read(deviations)?, "ok"))
    }

    fn check_chain(&self) -> Finding {
        let head = self.verify_audit()?;
        Ok((CheckState::Ok, format!("{}, head {}", counted(head.seq, "entry", "entries"), head.hash)))
    }

    /// A file that is one step ahead belongs to a change that a reading opener cannot settle.
    fn check_slots(&self) -> Finding {
        let copy = self.read(key_slots::read)?;
        let file = crate::slots::KeySlots::read(&layout::key_slots(self.folder()))?;
        file.authenticate(self.page_key())?;
        copy.authenticate(self.page_key())?;
        let detail = format!("{}, generation {}", counted(file.slots.len(), "slot", "slots"), file.generation);
        match (file == copy, file.generation == copy.generation.saturating_add(1)) {
            (true, _) if !crate::slots::copy::stands(self.folder(), &file)? => {
                Ok((CheckState::Warning, format!("{detail}; {} is missing or differs", layout::COPY_OF_KEY_SLOTS)))
            }
            (true, _) => Ok((CheckState::Ok, detail)),
            (false, true) => Ok((CheckState::Warning, format!("{detail}; the copy in the vault is one behind"))),
            (false, false) => Ok((CheckState::Failed, format!("{detail}; the copy in the vault differs"))),
        }
    }

    /// Whether the private part opens and fits the public one.
    fn check_identity(&self) -> Finding {
        let identity = self.identity()?;
        let fits = identity.has_signed(PROBE, &[], &self.sign(PROBE, &[])?);
        let state = if fits { CheckState::Ok } else { CheckState::Failed };
        Ok((state, identity.fingerprint()))
    }

    fn check_seals(&self) -> Finding {
        let sealed: Vec<_> = self.organization_keys()?.into_iter().filter(|row| row.has_secrets).collect();
        let authorities = self.cas()?.into_iter().chain(self.organization_certificates()?);
        let cas: Vec<_> = authorities.filter(|row| row.has_secrets).collect();
        let mut count = 0;
        if self.may_use_secrets(Area::OrganizationKeys) {
            sealed.iter().try_for_each(|row| self.organization_key_secrets(&row.id).map(|_| count += 1))?;
        }
        if self.may_use_secrets(Area::Certificates) {
            cas.iter().try_for_each(|row| self.ca_secrets(&row.id).map(|_| count += 1))?;
        }
        if self.may_use_secrets(Area::Users) {
            count += self.check_user_seals()? + self.check_smime_seals()?;
        }
        let opened = format!("{} opened", counted(count, "row", "rows"));
        let closed = Area::WITH_SECRETS.into_iter().filter(|area| !self.may_use_secrets(*area)).map(Area::shown);
        match closed.collect::<Vec<_>>().join(", ") {
            none if none.is_empty() => Ok((CheckState::Ok, opened)),
            closed => Ok((CheckState::Warning, format!("{opened}; this slot has no right to those of {closed}"))),
        }
    }

    fn check_modes(&self) -> Finding {
        let folder = self.folder();
        let mut open = Vec::new();
        for path in
            [folder.to_owned(), layout::database(folder), layout::key_slots(folder), layout::generations(folder)]
        {
            match orgkey_files::exposed(&path) {
                Ok(true) => open.push(path.file_name().unwrap_or_default().to_string_lossy().into_owned()),
                Ok(false) => {}
                Err(failure) if failure.code == Code::FileNotFound => {}
                Err(failure) => return Err(failure),
            }
        }
        Ok(judged(CheckState::Warning, &open, "ok"))
    }

    fn check_intents(&self) -> Finding {
        let open: Vec<String> =
            self.read(audit::unsettled)?.iter().map(|entry| format!("{} {}", entry.seq, entry.action)).collect();
        Ok(judged(CheckState::Warning, &open, "none"))
    }
}

fn report<const N: usize>(items: [(&str, Finding); N]) -> CheckReport {
    let item = |(name, finding): (&str, Finding)| {
        let (state, detail) = finding.unwrap_or_else(|failure| (CheckState::Failed, failure.to_string()));
        CheckItem { name: name.to_owned(), state, detail }
    };
    CheckReport { items: items.into_iter().map(item).collect() }
}

fn counted<N: std::fmt::Display + PartialEq + From<u8>>(number: N, one: &str, several: &str) -> String {
    let noun = if number == N::from(1) { one } else { several };
    format!("{number} {noun}")
}

fn judged(worst: CheckState, faults: &[String], nothing: &str) -> (CheckState, String) {
    /// A broken file can have a fault for each page; a person needs the first few.
    const SHOWN: usize = 20;
    match faults.len() {
        0 => (CheckState::Ok, nothing.to_owned()),
        _ => (worst, faults.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join("; ")),
    }
}
