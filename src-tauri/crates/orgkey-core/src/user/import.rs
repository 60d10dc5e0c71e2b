use super::{
    certificate::issue_to_new_users,
    desk::{Desk, Prepared},
    pipeline::{self, Made, Ready, Work},
    rules,
};
use crate::{
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
    target::file_name,
};
use orgkey_types::{Code, Failure, Fingerprint, KeyMode, Outcome, Passphrase, Timestamp};
use orgkey_vault::{AuditHead, UserChange, UserKeyRow, UserRow, Vault};
use serde::Serialize;
use serde_json::json;
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
};

/// Rows of each kind that are shown one by one; the counts hold for all.
const SHOWN: usize = 1_000;
/// The watcher is told after so many.
const TOLD: u64 = 64;

/// What the administrator asks for.
pub struct ImportUsers<'a> {
    /// A key file, keyring, CSV file, or a folder of them.
    pub path: &'a Path,
    /// Key mode of all of them; without it a keypair is the server's (SKM) and a public key the client's (CKM).
    pub mode: Option<KeyMode>,
    /// Passphrase of the private parts.
    pub passphrase: Option<&'a Passphrase>,
}

/// How a found user stands to the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum UserRelation {
    /// The vault does not have the user.
    New,
    /// The vault has the same key, and nothing is new.
    Same,
    /// The vault has the key; the file adds to it.
    Newer,
    /// Not taken; the row says why.
    Refused,
}

/// One user of an import.
#[derive(Debug)]
pub struct ImportedUser {
    /// File name, and the line of a CSV file.
    pub source: String,
    /// Address, or the user ID in which none was found.
    pub email: Option<String>,
    /// Fingerprint of the key; none where it is still to be generated.
    pub fingerprint: Option<Fingerprint>,
    /// How it stands to the vault.
    pub relation: UserRelation,
    /// Why it was not taken.
    pub refusal: Option<Failure>,
}

/// How many of which kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UserImportCounts {
    /// New users.
    pub new: u64,
    /// Users of whom nothing is new.
    pub same: u64,
    /// Users whose key has grown.
    pub newer: u64,
    /// Not taken.
    pub refused: u64,
}

/// What an import did, or would do.
#[derive(Debug, Default)]
pub struct UserImportReceipt {
    /// How many of which kind.
    pub counts: UserImportCounts,
    /// The first thousand that were taken and the first thousand that were not, in the order of the file.
    pub rows: Vec<ImportedUser>,
    /// Head of the audit log after it; none for a plan.
    pub audit_head: Option<AuditHead>,
}

const STAGES: &[Stage] = &[Stage::Certifying];

/// Looks at everything and tells what an import would do with each. A passphrase that was given is tried. Writes nothing.
///
/// # Errors
/// [`Code::FileNotFound`] and its like for the path itself; [`Code::OrganizationKeyMissing`]; [`Code::NotPermitted`];
/// [`Code::Cancelled`]. What is wrong with one key is its row's refusal.
pub fn plan_user_import(
    vault: &Vault,
    request: &ImportUsers<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<UserImportReceipt> {
    permit(vault, UseCase::AddUser)?;
    check_path(request.path)?;
    let desk = Desk::open(vault, now)?;
    let steps = Steps::new(progress, STAGES);
    steps.begin(Stage::Certifying)?;
    let (mut receipt, mut seen) = (UserImportReceipt::default(), HashMap::new());
    pipeline::run(&desk, work(request, true, now), &mut |ready| {
        receipt.note(look(vault, &mut seen, ready, now)?);
        receipt.tell(&steps)
    })?;
    Ok(receipt)
}

/// Imports all of them in one transaction: a program that is stopped, or an administrator who cancels, leaves the vault
/// as it was. What is wrong with one key keeps out that one only. Where there is an Organization Certificate the new users
/// get certificates at once.
///
/// # Errors
/// As [`plan_user_import`]; [`Code::VaultReadOnly`]; what the medium says.
pub fn import_users(
    vault: &mut Vault,
    request: &ImportUsers<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<UserImportReceipt> {
    permit(vault, UseCase::AddUser)?;
    check_path(request.path)?;
    let desk = Desk::open(vault, now)?;
    let steps = Steps::new(progress, STAGES);
    steps.begin(Stage::Certifying)?;
    let last = vault.last_user()?;
    let intent = vault.begin("import-users", &file_name(request.path), json!({ "mode": request.mode }), now)?;
    let mut receipt = vault.change_users(intent, now, |users| {
        let mut receipt = UserImportReceipt::default();
        pipeline::run(&desk, work(request, false, now), &mut |ready| {
            receipt.note(store(users, ready, now)?);
            receipt.tell(&steps)
        })?;
        Ok(receipt)
    })?;
    issue_to_new_users(vault, last, progress, now);
    receipt.audit_head = Some(vault.audit_head()?);
    Ok(receipt)
}

fn check_path(path: &Path) -> Outcome<()> {
    if path.is_dir() { Ok(()) } else { orgkey_files::open_regular(path).map(|_| ()) }
}

fn work<'a>(request: &ImportUsers<'a>, only_look: bool, now: Timestamp) -> Work<'a> {
    Work { path: request.path, mode: request.mode, passphrase: request.passphrase, only_look, now }
}

impl UserImportReceipt {
    fn note(&mut self, row: ImportedUser) {
        let counts = &mut self.counts;
        let count = match row.relation {
            UserRelation::New => &mut counts.new,
            UserRelation::Same => &mut counts.same,
            UserRelation::Newer => &mut counts.newer,
            UserRelation::Refused => &mut counts.refused,
        };
        *count += 1;
        let refused = self.counts.refused;
        let of_its_kind = if row.relation == UserRelation::Refused { refused } else { self.counts.all() - refused };
        if of_its_kind <= SHOWN as u64 {
            self.rows.push(row);
        }
    }

    fn tell(&self, steps: &Steps<'_>) -> Outcome<()> {
        match self.counts.all() {
            all if all % TOLD == 0 => steps.count(all, None),
            _ => Ok(()),
        }
    }
}

impl UserImportCounts {
    /// All that were found.
    pub fn all(&self) -> u64 {
        self.new + self.same + self.newer + self.refused
    }
}

/// A row with its outcome. A failure of the vault itself is not one of a row.
fn row(ready: (String, Option<String>, Option<Fingerprint>), outcome: Outcome<UserRelation>) -> ImportedUser {
    let (source, email, fingerprint) = ready;
    let (relation, refusal) = match outcome {
        Ok(relation) => (relation, None),
        Err(failure) => (UserRelation::Refused, Some(failure)),
    };
    ImportedUser { source, email, fingerprint, relation, refusal }
}

fn store(users: &UserChange<'_>, ready: Ready, now: Timestamp) -> Outcome<ImportedUser> {
    let Ready { source, email, fingerprint, made } = ready;
    let outcome = match made {
        Ok(Made::Prepared(prepared)) => store_one(users, &prepared, now)?,
        Ok(Made::WouldGenerate) => Err(Code::Internal.into()),
        Err(failure) => Err(failure),
    };
    Ok(row((source, email, fingerprint), outcome))
}

/// The inner outcome is that of the row, the outer one that of the vault.
fn store_one(users: &UserChange<'_>, new: &Prepared, now: Timestamp) -> Outcome<Outcome<UserRelation>> {
    let fingerprint = &new.key.summary.fingerprint;
    if users.is_organization_key(fingerprint)? {
        return Ok(Err(Failure::about(Code::UserKeyConflict, &new.email)));
    }
    let (by_email, by_key) = (users.by_email(&new.email)?, users.by_key(fingerprint)?);
    let known = match known(new.origin, &new.email, fingerprint, by_email, by_key) {
        Ok(Some(known)) => known,
        Ok(None) => {
            new.insert(users, now)?;
            return Ok(Ok(UserRelation::New));
        }
        Err(failure) => return Ok(Err(failure)),
    };
    let grown = match Grown::of(&known, &users.key(fingerprint)?, new, now) {
        Ok(Some(grown)) => grown,
        Ok(None) => return Ok(Ok(UserRelation::Same)),
        Err(failure) => return Ok(Err(failure)),
    };
    let algorithm = rules::algorithms(&grown.summary);
    let mut key = new.as_new_key();
    (key.columns, key.public) = (rules::columns(&grown.summary, &algorithm), &grown.public);
    key.secrets = key.secrets.filter(|_| grown.takes_secrets);
    // A key that another packet of the file has ended or revoked is not certified.
    let is_live = !grown.summary.revoked && !grown.summary.has_ended(now);
    key.certification = key.certification.filter(|_| is_live);
    users.update_key(&known, &key)?;
    users.set_adk(known.id, orgkey_openpgp::adks(&grown.public)?.first())?;
    Ok(Ok(UserRelation::Newer))
}

/// The same user with the same key, where the vault has them.
fn known(
    origin: &str,
    email: &str,
    fingerprint: &Fingerprint,
    by_email: Option<UserRow>,
    by_key: Option<UserRow>,
) -> Outcome<Option<UserRow>> {
    match (by_email, by_key) {
        (None, None) => Ok(None),
        (Some(user), _) if origin == "generated" => Err(Failure::about(Code::UserExists, user.email)),
        (Some(user), Some(holder)) if user.id == holder.id && user.fingerprint == *fingerprint => Ok(Some(user)),
        _ => Err(Failure::about(Code::UserKeyConflict, email)),
    }
}

/// What a known key becomes.
struct Grown {
    public: Vec<u8>,
    summary: orgkey_types::KeySummary,
    takes_secrets: bool,
}

impl Grown {
    /// None where nothing is new. The key mode is a one-way street: a private part comes in only where the mode that the
    /// user has leaves it with the server.
    fn of(known: &UserRow, stored: &UserKeyRow, new: &Prepared, now: Timestamp) -> Outcome<Option<Self>> {
        let takes_secrets = !stored.has_secrets && new.key.secrets.is_some() && known.mode == new.mode;
        let merged = orgkey_openpgp::merge_public(&stored.public, &new.key.public, now)?;
        if merged.public == stored.public && !takes_secrets {
            return Ok(None);
        }
        let summary = orgkey_openpgp::summarize_public(&merged.public, now)?;
        Ok(Some(Self { public: merged.public, summary, takes_secrets }))
    }
}

/// What the plan has met in the file so far: digests of addresses and keys, so that a million of them stay small.
type Seen = HashMap<u64, u64>;

fn look(vault: &Vault, seen: &mut Seen, ready: Ready, now: Timestamp) -> Outcome<ImportedUser> {
    let Ready { source, email, fingerprint, made } = ready;
    let outcome = match made {
        Ok(Made::Prepared(prepared)) => look_at_key(vault, seen, &prepared, now)?,
        Ok(Made::WouldGenerate) => look_at_line(vault, seen, email.as_deref().unwrap_or_default())?,
        Err(failure) => Err(failure),
    };
    Ok(row((source, email, fingerprint), outcome))
}

fn look_at_line(vault: &Vault, seen: &mut Seen, email: &str) -> Outcome<Outcome<UserRelation>> {
    let email = &rules::folded(email.trim());
    let taken = vault.user_by_email(email)?.is_some() || seen.insert(digest(&email.to_ascii_lowercase()), 0).is_some();
    Ok(if taken { Err(Failure::about(Code::UserExists, email)) } else { Ok(UserRelation::New) })
}

fn look_at_key(vault: &Vault, seen: &mut Seen, new: &Prepared, now: Timestamp) -> Outcome<Outcome<UserRelation>> {
    let fingerprint = &new.key.summary.fingerprint;
    if vault.is_organization_key(fingerprint)? {
        return Ok(Err(Failure::about(Code::UserKeyConflict, &new.email)));
    }
    let (address, key) = (digest(&new.email.to_ascii_lowercase()), digest(fingerprint.as_str()));
    let (by_email, by_key) = (vault.user_by_email(&new.email)?, vault.user_by_key(fingerprint)?);
    let known = match known(new.origin, &new.email, fingerprint, by_email, by_key) {
        Ok(known) => known,
        Err(failure) => return Ok(Err(failure)),
    };
    let met = (seen.insert(address, key), seen.insert(key, address));
    let Some(known) = known else {
        return Ok(match met {
            (None, None) => Ok(UserRelation::New),
            (Some(before), Some(holder)) if before == key && holder == address => Ok(UserRelation::Same),
            _ => Err(Failure::about(Code::UserKeyConflict, &new.email)),
        });
    };
    let grown = Grown::of(&known, &vault.user_key(fingerprint)?, new, now);
    Ok(grown.map(|grown| if grown.is_some() { UserRelation::Newer } else { UserRelation::Same }))
}

fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
