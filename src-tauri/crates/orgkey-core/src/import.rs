use crate::{generate::new_row, keys::{KeyRow, find_key}, progress::{Progress, Stage, Steps}};
use orgkey_openpgp::{ContentKind, Contents, FoundKey, Keypair, Note};
use orgkey_types::{Code, Failure, Fingerprint, KeySummary, Outcome, Passphrase, SecretPart, Timestamp};
use orgkey_vault::{AuditHead, OrganizationKeyRow, Vault};
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

/// How the file stands to the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The vault does not have the key.
    New,
    /// The vault has it, and nothing in the file is new.
    Same,
    /// The vault has it; the file adds to it.
    Newer,
    /// Another Organization Key stands there.
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
        orgkey_openpgp::check_cost(&found, DERIVATION_MEMORY)?;
        orgkey_openpgp::unlock(found, request.passphrase, now)?;
    }
    Ok(plan)
}

/// Stores what the preview showed, in one transaction; a copy of the vault is taken before an existing key changes.
///
/// # Errors
/// The plan's refusal; [`Code::PassphraseMissing`], [`Code::WrongPassphrase`], [`Code::KeyMismatch`];
/// [`Code::VaultReadOnly`]; [`Code::Cancelled`].
pub fn import_key(vault: &mut Vault, request: &ImportKey<'_>, progress: &dyn Progress, now: Timestamp) -> Outcome<ImportReceipt> {
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
    let stored = match prepared {
        Ok(Prepared::New(keypair)) => vault.insert_organization_key(intent, new_row(&keypair, "imported", expiry_rule(&keypair)), now)?,
        Ok(Prepared::Merged(id, summary, public)) => vault.update_organization_key(intent, &id, &summary, &public, None, now)?,
        Ok(Prepared::Unchanged(row)) => {
            vault.settle_unchanged(intent, now)?;
            *row
        }
        Err(failure) => {
            vault.settle_failed(intent, failure.code, now)?;
            return Err(failure);
        }
    };
    Ok(ImportReceipt {
        key: KeyRow::of(vault, stored, now)?,
        relation: plan.relation,
        added_packets: plan.added_packets,
        self_signatures_renewed: request.renew_self_signatures && !plan.key.legacy.is_empty(),
        audit_head: vault.audit_head()?,
    })
}

enum Prepared {
    New(Keypair),
    Merged(String, KeySummary, Vec<u8>),
    Unchanged(Box<OrganizationKeyRow>),
}

fn prepare_new(found: FoundKey, request: &ImportKey<'_>, steps: &Steps<'_>, now: Timestamp) -> Outcome<Prepared> {
    let keypair = open(found, request, steps, now)?;
    steps.begin(Stage::Storing)?;
    Ok(Prepared::New(keypair))
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
    let incoming = if found.summary.is_keypair() {
        open(found, request, steps, now)?.public().to_vec()
    } else {
        found.public().to_vec()
    };
    let merged = orgkey_openpgp::merge_public(&existing.public, &incoming, now)?;
    steps.begin(Stage::Storing)?;
    if merged.public == existing.public {
        return Ok(Prepared::Unchanged(Box::new(existing)));
    }
    vault.take_generation("import", now)?;
    let summary = orgkey_openpgp::summarize_public(&merged.public, now)?;
    Ok(Prepared::Merged(existing.id, summary, merged.public))
}

fn open(found: FoundKey, request: &ImportKey<'_>, steps: &Steps<'_>, now: Timestamp) -> Outcome<Keypair> {
    steps.begin(Stage::Opening)?;
    orgkey_openpgp::check_cost(&found, DERIVATION_MEMORY)?;
    let legacy = !found.summary.legacy.is_empty();
    let expires = found.summary.expires;
    let keypair = orgkey_openpgp::unlock(found, request.passphrase, now)?;
    steps.begin(Stage::Comparing)?;
    if !(request.renew_self_signatures && legacy) {
        return Ok(keypair);
    }
    steps.begin(Stage::Certifying)?;
    orgkey_openpgp::renew_self_signatures(&keypair, expires, now)
}

fn look(vault: &Vault, request: &ImportKey<'_>, now: Timestamp) -> Outcome<(FoundKey, ImportPlan)> {
    let contents = orgkey_openpgp::inspect(request.file, now)?;
    let notes = contents.notes.clone();
    let (found, others) = choose(contents, request.fingerprint)?;
    let (found, existing) = complete(vault, found, now)?;
    let (relation, added_packets) = relate(&found, existing.as_ref(), now)?;
    let collides_with = if existing.is_none() { vault.active_organization_key()? } else { None };
    let relation = if collides_with.is_some() { Relation::Conflict } else { relation };
    let refusal = refusal_of(&found.summary, existing.is_some(), collides_with.as_ref(), request, now);
    let shown = match existing.or(collides_with) {
        Some(row) => Some(find_key(vault, Some(&row.id), now)?),
        None => None,
    };
    let plan = ImportPlan { key: found.summary.clone(), relation, existing: shown, added_packets, refusal, others, notes };
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
        (Some(wanted), _, _) => keys.iter().position(|key| key.summary.fingerprint == *wanted).ok_or_else(|| Failure::about(Code::KeyNotFound, wanted))?,
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
    let existing = vault.organization_keys()?.into_iter().find(|row| row.summary.fingerprint == found.summary.fingerprint);
    let found = match &existing {
        Some(row) if !found.summary.self_signed => orgkey_openpgp::complete_with(found, &row.public, now)?,
        _ => found,
    };
    Ok((found, existing))
}

fn relate(found: &FoundKey, existing: Option<&OrganizationKeyRow>, now: Timestamp) -> Outcome<(Relation, u32)> {
    let Some(row) = existing else { return Ok((Relation::New, 0)) };
    let merged = orgkey_openpgp::merge_public(&row.public, found.public(), now)?;
    let relation = if merged.added_packets == 0 { Relation::Same } else { Relation::Newer };
    Ok((relation, merged.added_packets))
}

fn refusal_of(
    key: &KeySummary,
    known: bool,
    collides_with: Option<&OrganizationKeyRow>,
    request: &ImportKey<'_>,
    now: Timestamp,
) -> Option<Failure> {
    if key.components.iter().any(|part| part.secret == SecretPart::Elsewhere) {
        return Some(Failure::about(Code::SecretElsewhere, key.fingerprint.key_id()));
    }
    if !known && !key.is_keypair() {
        return Some(Failure::about(Code::PublicOnly, key.fingerprint.key_id()));
    }
    if !key.self_signed {
        return Some(Failure::about(Code::NoSelfSignatures, key.fingerprint.key_id()));
    }
    if let Some(other) = collides_with {
        return Some(Failure::about(Code::KeyConflict, other.summary.fingerprint.grouped()));
    }
    if key.revoked && !request.accept_revoked {
        return Some(Failure::about(Code::KeyRevoked, key.fingerprint.key_id()));
    }
    let ended = key.expires.filter(|_| key.has_ended(now) && !request.accept_expired)?;
    Some(Failure::about(Code::KeyExpired, ended.date()))
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
