//! What the Home page says needs somebody.

use crate::{
    adk::adk_in_use,
    ca::{Ca, CaState, CrlStatus, newest_list},
    keys::{KeyRow, KeyState},
    org_cert,
};
use orgkey_types::{Outcome, Timestamp};
use orgkey_vault::{AdkRow, Vault};
use serde::{Deserialize, Serialize};

/// Days after which a proof counts as old.
pub(crate) const PROOF_DAYS: i64 = 90;

/// Days before its end from which an Additional Decryption Key needs a successor: the roll-over takes months.
const ADK_DAYS: i64 = 90;

/// Named checks of the Home page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
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
    /// The Additional Decryption Key ends within 90 days: encrypting to keys that name it will fail.
    AdkEnding,
    /// The Additional Decryption Key has ended: encrypting to keys that name it fails.
    AdkExpired,
    /// No backup of the CA was ever proven.
    CaNeverBackedUp,
    /// The last proof of a backup of the CA is older than 90 days.
    CaProofOld,
    /// The certificates of the CA have changed since its last backup.
    CaCopyStale,
    /// The CA ends within 60 days.
    CaEnding,
    /// The CA has ended.
    CaExpired,
    /// The superior CA has not answered the request yet.
    CaAwaitingCertificate,
    /// Nothing tells what the CA has revoked: it was restored without its last revocation list.
    CaRevocationsUnknown,
    /// Something was revoked, held or released since the last list: programs go by that one, or by none.
    RevocationsUnpublished,
    /// The revocation list is due within seven days.
    CrlEnding,
    /// The revocation list is overdue: programs refuse it.
    CrlExpired,
    /// The Organization Certificate ends within 90 days.
    OrgCertEnding,
    /// The Organization Certificate has ended.
    OrgCertExpired,
    /// A user has the address of the Organization Certificate.
    OrgCertEmailOfUser,
    /// The Organization Certificate came with a key of its own, of which no copy was ever proven.
    OrgCertNeverBackedUp,
}

/// How bad something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something can be lost today.
    Bad,
    /// Something will go wrong.
    Warning,
    /// Good to know.
    Note,
}

/// One thing that needs somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attention {
    /// Which check.
    pub kind: AttentionKind,
    /// How bad.
    pub severity: Severity,
    /// Id of the key that it is about.
    pub key: Option<String>,
    /// Id of the CA that it is about.
    pub ca: Option<String>,
    /// Since when, or until when.
    pub date: Option<Timestamp>,
}

/// All of it, worst first.
pub(crate) fn attention(vault: &Vault, keys: &[KeyRow], authorities: &[Ca], now: Timestamp) -> Outcome<Vec<Attention>> {
    let mut found: Vec<Attention> = keys.iter().flat_map(|key| attention_for(key, now)).collect();
    if !keys.iter().any(|key| key.stored.state == "active") {
        let (kind, severity) = (AttentionKind::NoOrganizationKey, Severity::Bad);
        found.push(Attention { kind, severity, key: None, ca: None, date: None });
    }
    found.extend(adk_in_use(vault)?.and_then(|adk| attention_for_adk(&adk, now)));
    for ca in authorities {
        found.extend(attention_for_ca(vault, ca, now)?);
    }
    found.extend(attention_for_org_cert(vault, now)?);
    found.sort_by_key(|item| item.severity);
    Ok(found)
}

fn attention_for(key: &KeyRow, now: Timestamp) -> Vec<Attention> {
    let item = |kind, severity, date| Attention { kind, severity, key: Some(key.stored.id.clone()), ca: None, date };
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

fn attention_for_adk(adk: &AdkRow, now: Timestamp) -> Option<Attention> {
    let end = adk.summary.expires.filter(|end| *end <= now.plus_seconds(ADK_DAYS * 86_400))?;
    let (kind, severity) = match end <= now {
        true => (AttentionKind::AdkExpired, Severity::Bad),
        false => (AttentionKind::AdkEnding, Severity::Warning),
    };
    Some(Attention { kind, severity, key: None, ca: None, date: Some(end) })
}

/// A retired CA still publishes lists; nothing else of it needs anybody.
fn attention_for_ca(vault: &Vault, ca: &Ca, now: Timestamp) -> Outcome<Vec<Attention>> {
    let item = |kind, severity, date| Attention { kind, severity, key: None, ca: Some(ca.stored.id.clone()), date };
    let mut items = Vec::new();
    if needs_backup(ca) {
        items.extend(match ca.coverage.last_proven {
            None => Some(item(AttentionKind::CaNeverBackedUp, Severity::Bad, Some(ca.stored.created))),
            // A fresh export cures both.
            Some(proven) if ca.coverage.stale => {
                Some(item(AttentionKind::CaCopyStale, Severity::Warning, Some(proven)))
            }
            Some(proven) if is_old(proven, now) => {
                Some(item(AttentionKind::CaProofOld, Severity::Warning, Some(proven)))
            }
            Some(_) => None,
        });
    }
    match ca.state {
        CaState::Expired => items.push(item(AttentionKind::CaExpired, Severity::Bad, ca.ends)),
        CaState::Ending => items.push(item(AttentionKind::CaEnding, Severity::Warning, ca.ends)),
        CaState::AwaitingCertificate => items.push(item(AttentionKind::CaAwaitingCertificate, Severity::Note, None)),
        CaState::Active | CaState::Retired => {}
    }
    if !ca.stored.revocations_known {
        items.push(item(AttentionKind::CaRevocationsUnknown, Severity::Warning, None));
    }
    items.extend(attention_for_list(vault, ca, now)?);
    Ok(items)
}

/// The keypair of the Organization Key has copies of its own; only a key that came with the certificate needs one.
fn attention_for_org_cert(vault: &Vault, now: Timestamp) -> Outcome<Vec<Attention>> {
    let Some(ca) = org_cert::in_use(vault, now)? else { return Ok(Vec::new()) };
    let item = |kind, severity, date| Attention { kind, severity, key: None, ca: None, date };
    let mut items = Vec::new();
    let days = ca.ends.and_then(|ends| org_cert::warned_before(ends, now));
    items.extend(match (ca.state, days) {
        (CaState::Expired, _) => Some(item(AttentionKind::OrgCertExpired, Severity::Bad, ca.ends)),
        (_, Some(..=7)) => Some(item(AttentionKind::OrgCertEnding, Severity::Bad, ca.ends)),
        (_, Some(..=30)) => Some(item(AttentionKind::OrgCertEnding, Severity::Warning, ca.ends)),
        (_, Some(_)) => Some(item(AttentionKind::OrgCertEnding, Severity::Note, ca.ends)),
        (_, None) => None,
    });
    if org_cert::is_users(vault, &ca)? {
        items.push(item(AttentionKind::OrgCertEmailOfUser, Severity::Warning, None));
    }
    if ca.stored.organization_key.is_none() && ca.coverage.last_proven.is_none() {
        items.push(item(AttentionKind::OrgCertNeverBackedUp, Severity::Bad, Some(ca.stored.created)));
    }
    items.extend(attention_for_list(vault, &ca, now)?.map(|found| Attention { ca: None, ..found }));
    Ok(items)
}

/// One new list cures all of it: what is worst is told.
fn attention_for_list(vault: &Vault, ca: &Ca, now: Timestamp) -> Outcome<Option<Attention>> {
    let list = newest_list(vault, ca, now)?;
    let due = list.as_ref().map(|list| (list.status, Some(list.stored.next_update)));
    let (kind, severity, date) = match due {
        Some((CrlStatus::Expired, date)) => (AttentionKind::CrlExpired, Severity::Bad, date),
        _ if ca.stored.unpublished > 0 => (AttentionKind::RevocationsUnpublished, Severity::Warning, None),
        Some((CrlStatus::Ending, date)) => (AttentionKind::CrlEnding, Severity::Warning, date),
        _ => return Ok(None),
    };
    Ok(Some(Attention { kind, severity, key: None, ca: Some(ca.stored.id.clone()), date }))
}

/// One whose key must not leave can have no backup.
pub(crate) fn needs_backup(ca: &Ca) -> bool {
    ca.state != CaState::Retired && ca.can_be_backed_up()
}

pub(crate) fn is_old(proven: Timestamp, now: Timestamp) -> bool {
    proven.plus_seconds(PROOF_DAYS * 86_400) < now
}
