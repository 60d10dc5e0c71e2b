use crate::{
    generate::new_row,
    keys::{KeyRow, find_key},
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
};
use orgkey_openpgp::{ContentKind, Contents, FoundKey, Keypair, Merged, Note};
use orgkey_types::{Code, Failure, Fingerprint, KeySummary, Outcome, Passphrase, SecretPart, Timestamp};
use orgkey_vault::{AuditHead, Intent, OrganizationKeyRow, Vault};
use serde::Serialize;
use serde_json::json;

/// Argon2 of foreign files may take this much memory, in bytes.
const DERIVATION_MEMORY: u64 = 2 << 30;

/// What the administrator asks for.
pub struct ImportKey<'a> {
    /// The file's bytes, read with [`crate::read_key_file`].
    pub file: &'a [u8],
    /// Its name, for the audit log.
    pub file_name: &'a str,
    /// Passphrase of the file, where it has one.
    pub passphrase: Option<&'a Passphrase>,
    /// Which key of the file, where it has several.
    pub fingerprint: Option<&'a Fingerprint>,
    /// Take a key that is past its end.
    pub accept_expired: bool,
    /// Take a revoked key.
    pub accept_revoked: bool,
    /// Make new self-signatures on a legacy key.
    pub renew_self_signatures: bool,
}

/// What an import would do with one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(rename = "ImportRelation"))]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// The vault does not have it: it becomes the Organization Key.
    New,
    /// The vault has it and nothing in the file is new.
    Same,
    /// The vault has it; the file adds to it.
    Newer,
    /// Another Organization Key stands there: nothing would be stored.
    Conflict,
}

/// The preview.
pub struct ImportPlan {
    /// The key that was found.
    pub key: KeySummary,
    /// How it stands to the vault.
    pub relation: Relation,
    /// The key of the vault that it would touch, or collides with.
    pub existing: Option<KeyRow>,
    /// Packets that would be added to it.
    pub added_packets: u32,
    /// Why it cannot be imported as it stands.
    pub refusal: Option<Failure>,
    /// Other keys in the file.
    pub others: Vec<KeySummary>,
    /// What was noticed.
    pub notes: Vec<Note>,
}

/// What was stored.
pub struct ImportReceipt {
    /// The key as it stands in the vault now.
    pub key: KeyRow,
    /// What happened.
    pub relation: Relation,
    /// Packets that were added.
    pub added_packets: u32,
    /// New self-signatures were made.
    pub self_signatures_renewed: bool,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

const STAGES: &[Stage] = &[Stage::Opening, Stage::Comparing, Stage::Certifying, Stage::Storing];

/// Reads the file and tells what an import would do. A passphrase that was given is tried. Writes nothing.
///
/// # Errors
/// What the file turned out to be. What is wrong with the *key* is the plan's refusal, so that it can be shown.
pub fn plan_import(vault: &Vault, request: &ImportKey<'_>, now: Timestamp) -> Outcome<ImportPlan> {
    let (found, plan) = look(vault, request, now)?;
    if request.passphrase.is_some() && plan.refusal.is_none() && found.summary.is_keypair() {
        orgkey_openpgp::unlock(found, request.passphrase, now)?;
    }
    Ok(plan)
}

/// Stores what the preview showed, in one transaction; a copy of the vault is taken before an existing key changes.
///
/// # Errors
/// The plan's refusal; [`Code::PassphraseMissing`], [`Code::WrongPassphrase`], [`Code::KeyMismatch`];
/// [`Code::VaultReadOnly`]; [`Code::Cancelled`].
pub fn import_key(
    vault: &mut Vault,
    request: &ImportKey<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<ImportReceipt> {
    let (found, plan) = look(vault, request, now)?;
    if let Some(refusal) = plan.refusal {
        return Err(refusal);
    }
    let steps = Steps::new(progress, STAGES);
    let detail = json!({ "file": request.file_name, "sha256": orgkey_files::sha256(request.file) });
    let intent = vault.begin("import-keypair", plan.key.fingerprint.as_str(), detail, now)?;
    let prepared = match plan.existing {
        Some(existing) => prepare_merge(vault, found, existing.stored, request, &steps, now),
        None => prepare_new(found, request, &steps, now),
    };
    let (intent, prepared) = vault.made(intent, prepared, now)?;
    store(vault, intent, prepared, now)
}

/// What is to be stored; `renewed` where self-signatures were made.
enum Prepared {
    New { keypair: Keypair, renewed: bool },
    Merged { id: String, summary: KeySummary, merged: Merged, renewed: bool },
    Unchanged(Box<OrganizationKeyRow>),
}

fn store(vault: &mut Vault, intent: Intent, prepared: Prepared, now: Timestamp) -> Outcome<ImportReceipt> {
    let (stored, relation, added_packets, self_signatures_renewed) = match prepared {
        Prepared::New { keypair, renewed } => {
            let row =
                vault.insert_organization_key(intent, new_row(&keypair, "imported", expiry_rule(&keypair)), now)?;
            (row, Relation::New, 0, renewed)
        }
        Prepared::Merged { id, summary, merged, renewed } => {
            let row = vault.update_organization_key(intent, &id, &summary, &merged.public, None, now)?;
            (row, Relation::Newer, merged.added_packets, renewed)
        }
        Prepared::Unchanged(row) => {
            vault.settle_unchanged(intent, now)?;
            (*row, Relation::Same, 0, false)
        }
    };
    let (key, audit_head) = (KeyRow::of(vault, stored, now)?, vault.audit_head()?);
    Ok(ImportReceipt { key, relation, added_packets, self_signatures_renewed, audit_head })
}

fn prepare_new(found: FoundKey, request: &ImportKey<'_>, steps: &Steps<'_>, now: Timestamp) -> Outcome<Prepared> {
    let (keypair, renewed) = open(found, request, steps, now)?;
    steps.begin(Stage::Storing)?;
    Ok(Prepared::New { keypair, renewed })
}

/// The vault's secret part stays as it is: a public import never removes it, and the file's secret part, where there
/// is one, was compared with the public part and so is the same.
fn prepare_merge(
    vault: &mut Vault,
    found: FoundKey,
    existing: OrganizationKeyRow,
    request: &ImportKey<'_>,
    steps: &Steps<'_>,
    now: Timestamp,
) -> Outcome<Prepared> {
    let (incoming, renewed) = if found.summary.is_keypair() {
        let (keypair, renewed) = open(found, request, steps, now)?;
        (keypair.public().to_vec(), renewed)
    } else {
        (found.public().to_vec(), false)
    };
    let merged = orgkey_openpgp::merge_public(&existing.public, &incoming, now)?;
    steps.begin(Stage::Storing)?;
    if merged.public == existing.public {
        return Ok(Prepared::Unchanged(Box::new(existing)));
    }
    vault.take_generation("import", now)?;
    let summary = orgkey_openpgp::summarize_public(&merged.public, now)?;
    Ok(Prepared::Merged { id: existing.id, summary, merged, renewed })
}

/// Opens the secret part, and makes new self-signatures where they were asked for and are needed.
fn open(found: FoundKey, request: &ImportKey<'_>, steps: &Steps<'_>, now: Timestamp) -> Outcome<(Keypair, bool)> {
    steps.begin(Stage::Opening)?;
    let legacy = !found.summary.legacy.is_empty();
    let expires = found.summary.expires;
    let keypair = orgkey_openpgp::unlock(found, request.passphrase, now)?;
    steps.begin(Stage::Comparing)?;
    if !(request.renew_self_signatures && legacy) {
        return Ok((keypair, false));
    }
    steps.begin(Stage::Certifying)?;
    Ok((orgkey_openpgp::renew_self_signatures(&keypair, expires, now)?, true))
}

fn look(vault: &Vault, request: &ImportKey<'_>, now: Timestamp) -> Outcome<(FoundKey, ImportPlan)> {
    permit(vault, UseCase::ImportOrganizationKey)?;
    let contents = orgkey_openpgp::inspect(request.file, now)?;
    let notes = contents.notes.clone();
    let (found, others) = choose(contents, request.fingerprint)?;
    let (found, existing) = complete(vault, found, now)?;
    let Related { relation, added_packets, outcome } = relate(&found, existing.as_ref(), now)?;
    let collides_with = if existing.is_none() { vault.active_organization_key()? } else { None };
    let relation = if collides_with.is_some() { Relation::Conflict } else { relation };
    let standing = Standing {
        found: &found,
        outcome: &outcome,
        existing: existing.as_ref(),
        collides_with: collides_with.as_ref(),
    };
    let refusal = standing.refusal(request, now);
    let shown = match existing.or(collides_with) {
        Some(row) => Some(find_key(vault, Some(&row.id), now)?),
        None => None,
    };
    let plan =
        ImportPlan { key: found.summary.clone(), relation, existing: shown, added_packets, refusal, others, notes };
    Ok((found, plan))
}

/// One key of the file: the one that was asked for, the only one, or the only one with secret parts.
fn choose(contents: Contents, wanted: Option<&Fingerprint>) -> Outcome<(FoundKey, Vec<KeySummary>)> {
    if contents.kind != ContentKind::Keys {
        return Err(Failure::about(Code::NotAKey, contents.kind.words()));
    }
    let mut keys = contents.keys;
    let secret: Vec<usize> = (0..keys.len()).filter(|index| keys.get(*index).is_some_and(has_secret_part)).collect();
    let index = match (wanted, keys.len(), secret.as_slice()) {
        (Some(wanted), _, _) => keys
            .iter()
            .position(|key| key.summary.fingerprint == *wanted)
            .ok_or_else(|| Failure::about(Code::KeyNotFound, wanted))?,
        (None, 0, _) => return Err(Code::NotAKey.into()),
        (None, 1, _) => 0,
        (None, _, [only]) => *only,
        (None, _, _) => return Err(Failure::about(Code::SeveralKeys, list(&keys))),
    };
    let found = keys.swap_remove(index);
    Ok((found, keys.into_iter().map(|key| key.summary).collect()))
}

/// A secret block without self-signatures takes them from the vault, where the vault has that key.
fn complete(vault: &Vault, found: FoundKey, now: Timestamp) -> Outcome<(FoundKey, Option<OrganizationKeyRow>)> {
    let existing =
        vault.organization_keys()?.into_iter().find(|row| row.summary.fingerprint == found.summary.fingerprint);
    let found = match &existing {
        Some(row) if !found.summary.self_signed => orgkey_openpgp::complete_with(found, &row.public, now)?,
        _ => found,
    };
    Ok((found, existing))
}

/// How a found key stands to the vault, and what the key would be after the import.
struct Related {
    relation: Relation,
    added_packets: u32,
    outcome: KeySummary,
}

fn relate(found: &FoundKey, existing: Option<&OrganizationKeyRow>, now: Timestamp) -> Outcome<Related> {
    let Some(row) = existing else {
        return Ok(Related { relation: Relation::New, added_packets: 0, outcome: found.summary.clone() });
    };
    let merged = orgkey_openpgp::merge_public(&row.public, found.public(), now)?;
    let relation = if merged.added_packets == 0 { Relation::Same } else { Relation::Newer };
    let outcome = orgkey_openpgp::summarize_public(&merged.public, now)?;
    Ok(Related { relation, added_packets: merged.added_packets, outcome })
}

/// Everything that decides about a refusal.
struct Standing<'a> {
    found: &'a FoundKey,
    outcome: &'a KeySummary,
    existing: Option<&'a OrganizationKeyRow>,
    collides_with: Option<&'a OrganizationKeyRow>,
}

impl Standing<'_> {
    fn refusal(&self, request: &ImportKey<'_>, now: Timestamp) -> Option<Failure> {
        let key = &self.found.summary;
        if key.components.iter().any(|part| part.secret == SecretPart::Elsewhere) {
            return Some(Failure::about(Code::SecretElsewhere, key.fingerprint.key_id()));
        }
        if self.existing.is_none() && !key.is_keypair() {
            return Some(Failure::about(Code::PublicOnly, key.fingerprint.key_id()));
        }
        if let Err(failure) = orgkey_openpgp::require_self_signatures(key) {
            return Some(failure);
        }
        if self.existing.is_none() && !key.encrypts() {
            return Some(Failure::about(Code::NoEncryptionKey, key.fingerprint.key_id()));
        }
        if let Some(other) = self.collides_with {
            return Some(Failure::about(Code::KeyConflict, other.summary.fingerprint.grouped()));
        }
        self.no_longer_usable(request, now).or_else(|| orgkey_openpgp::check_cost(self.found, DERIVATION_MEMORY).err())
    }

    /// A key that is revoked or past its end, where that would be news to the vault: an old copy of a key that was
    /// renewed since is not an ended key.
    fn no_longer_usable(&self, request: &ImportKey<'_>, now: Timestamp) -> Option<Failure> {
        let known = |is: &dyn Fn(&KeySummary) -> bool| self.existing.is_some_and(|row| is(&row.summary));
        if self.outcome.revoked && !request.accept_revoked && !known(&|key| key.revoked) {
            return Some(Failure::about(Code::KeyRevoked, self.outcome.fingerprint.key_id()));
        }
        let ended = self.outcome.expires.filter(|_| self.outcome.has_ended(now))?;
        let is_news = !request.accept_expired && !known(&|key| key.has_ended(now));
        is_news.then(|| Failure::about(Code::KeyExpired, ended.date()))
    }
}

fn has_secret_part(key: &FoundKey) -> bool {
    key.summary.components.iter().any(|part| part.secret != SecretPart::Absent)
}

fn list(keys: &[FoundKey]) -> String {
    keys.iter().map(|key| key.summary.fingerprint.key_id()).collect::<Vec<_>>().join(", ")
}

/// An imported key renews for a year at a time, as the vendor's do, unless it never ends.
fn expiry_rule(keypair: &Keypair) -> &'static str {
    if keypair.summary().expires.is_some() { "1y" } else { "never" }
}
