use crate::keys::{KeyRow, KeyState, organization_keys};
use orgkey_types::{Outcome, Timestamp};
use orgkey_vault::{AuditEntry, Vault};

/// Days after which a proof counts as old.
const PROOF_DAYS: i64 = 90;
/// Events on the page.
const EVENTS: u32 = 6;

/// Named checks of the Home page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttentionKind {
    /// The vault has no Organization Key.
    NoOrganizationKey,
    /// No copy of the keypair was ever proven.
    NeverBackedUp,
    /// The last proof is older than 90 days.
    ProofOld,
    /// The key ends within 60 days.
    KeyEnding,
    /// The key has ended.
    KeyExpired,
    /// The key is revoked.
    KeyRevoked,
    /// The public part changed since the last copy.
    CopyStale,
    /// A legacy key without modern self-signatures.
    LegacyKey,
    /// Only one proven copy exists.
    SingleCopy,
}

/// How bad something is; worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something can be lost today.
    Bad,
    /// Something will go wrong.
    Warning,
    /// Good to know; of a secret: it stands well.
    Note,
}

/// One thing that needs somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attention {
    /// Which check.
    pub kind: AttentionKind,
    /// How bad.
    pub severity: Severity,
    /// Id of the key that it is about.
    pub key: Option<String>,
    /// Since when, or until when.
    pub date: Option<Timestamp>,
}

/// Whether a secret could be restored from its copies.
#[derive(Debug, Clone)]
pub struct Recoverability {
    /// The key.
    pub key: KeyRow,
    /// How bad it stands.
    pub severity: Severity,
}

/// Something that ends within twelve months.
#[derive(Debug, Clone)]
pub struct Ending {
    /// What.
    pub kind: &'static str,
    /// When.
    pub at: Timestamp,
}

/// The Home page.
#[derive(Debug, Clone)]
pub struct Home {
    /// What needs somebody, worst first.
    pub attention: Vec<Attention>,
    /// Per secret, whether it could be restored.
    pub recoverability: Vec<Recoverability>,
    /// What ends when.
    pub endings: Vec<Ending>,
    /// The last events.
    pub events: Vec<AuditEntry>,
}

/// Computes the Home page for a moment.
///
/// # Errors
/// What the database says.
pub fn home(vault: &Vault, now: Timestamp) -> Outcome<Home> {
    let keys = organization_keys(vault, now)?;
    let mut attention: Vec<Attention> = keys.iter().flat_map(|key| attention_for(key, now)).collect();
    if !keys.iter().any(|key| key.stored.state == "active") {
        attention.push(Attention {
            kind: AttentionKind::NoOrganizationKey,
            severity: Severity::Bad,
            key: None,
            date: None,
        });
    }
    attention.sort_by_key(|item| item.severity);
    let horizon = now.plus_seconds(366 * 86_400);
    let ends = |key: &KeyRow| {
        key.stored.summary.expires.filter(|end| key.state != KeyState::Retired && *end > now && *end <= horizon)
    };
    let endings = keys.iter().filter_map(ends).map(|at| Ending { kind: "organization-key", at }).collect();
    let recoverability = keys.into_iter().map(|key| Recoverability { severity: standing(&key, now), key }).collect();
    Ok(Home { attention, recoverability, endings, events: vault.audit_page(None, EVENTS, None)? })
}

fn attention_for(key: &KeyRow, now: Timestamp) -> Vec<Attention> {
    let item = |kind, severity, date| Attention { kind, severity, key: Some(key.stored.id.clone()), date };
    let (created, end) = (Some(key.stored.added), key.stored.summary.expires);
    let mut items = Vec::new();
    match key.coverage.last_proven {
        None => items.push(item(AttentionKind::NeverBackedUp, Severity::Bad, created)),
        Some(proven) if is_old(proven, now) => {
            items.push(item(AttentionKind::ProofOld, Severity::Warning, Some(proven)))
        }
        Some(_) if key.coverage.copies == 1 => items.push(item(AttentionKind::SingleCopy, Severity::Note, None)),
        Some(_) => {}
    }
    match key.state {
        KeyState::Revoked => items.push(item(AttentionKind::KeyRevoked, Severity::Bad, None)),
        KeyState::Expired => items.push(item(AttentionKind::KeyExpired, Severity::Bad, end)),
        KeyState::Ending => items.push(item(AttentionKind::KeyEnding, Severity::Warning, end)),
        KeyState::Active | KeyState::Retired => {}
    }
    if key.coverage.public_part_stale {
        items.push(item(AttentionKind::CopyStale, Severity::Note, None));
    }
    if !key.stored.summary.legacy.is_empty() {
        items.push(item(AttentionKind::LegacyKey, Severity::Warning, None));
    }
    items
}

fn standing(key: &KeyRow, now: Timestamp) -> Severity {
    match key.coverage.last_proven {
        None => Severity::Bad,
        Some(proven) if is_old(proven, now) => Severity::Warning,
        Some(_) => Severity::Note,
    }
}

fn is_old(proven: Timestamp, now: Timestamp) -> bool {
    proven.plus_seconds(PROOF_DAYS * 86_400) < now
}
