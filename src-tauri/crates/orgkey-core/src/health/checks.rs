use crate::{
    attention::{Attention, AttentionKind, Severity},
    ca::Ca,
    keys::KeyRow,
};
use orgkey_types::Timestamp;
use serde::Serialize;

/// How a check went; the later, the worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum HealthState {
    /// Nothing found.
    Ok,
    /// Good to know.
    Note,
    /// Something will go wrong.
    Warning,
    /// Something can be lost today.
    Bad,
}

/// One check, and one thing that it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HealthCheck {
    /// Which.
    pub kind: AttentionKind,
    /// How it went.
    pub state: HealthState,
    /// Days by which it judges; none where it does not judge by days.
    pub threshold_days: Option<u32>,
    /// Name of the key or the CA that it found something about.
    pub subject: Option<String>,
    /// Id of that key.
    pub key: Option<String>,
    /// Id of that CA.
    pub ca: Option<String>,
    /// Since when, or until when.
    pub date: Option<Timestamp>,
}

impl AttentionKind {
    /// All of them, in the order of the Home page's rules.
    pub const ALL: [Self; 25] = [
        Self::NoOrganizationKey,
        Self::NeverBackedUp,
        Self::ProofOld,
        Self::KeyEnding,
        Self::KeyExpired,
        Self::KeyRevoked,
        Self::CopyStale,
        Self::LegacyKey,
        Self::SingleCopy,
        Self::AdkEnding,
        Self::AdkExpired,
        Self::CaNeverBackedUp,
        Self::CaProofOld,
        Self::CaCopyStale,
        Self::CaEnding,
        Self::CaExpired,
        Self::CaAwaitingCertificate,
        Self::CaRevocationsUnknown,
        Self::RevocationsUnpublished,
        Self::CrlEnding,
        Self::CrlExpired,
        Self::OrgCertEnding,
        Self::OrgCertExpired,
        Self::OrgCertEmailOfUser,
        Self::OrgCertNeverBackedUp,
    ];

    /// Days by which it judges: before an end, or after a proof. Without a wildcard, so that a new check has to say.
    pub fn threshold_days(self) -> Option<u32> {
        match self {
            Self::ProofOld | Self::CaProofOld | Self::AdkEnding | Self::OrgCertEnding => Some(90),
            Self::KeyEnding | Self::CaEnding => Some(60),
            Self::CrlEnding => Some(7),
            Self::KeyExpired | Self::AdkExpired | Self::CaExpired | Self::CrlExpired | Self::OrgCertExpired => Some(0),
            Self::NoOrganizationKey
            | Self::NeverBackedUp
            | Self::KeyRevoked
            | Self::CopyStale
            | Self::LegacyKey
            | Self::SingleCopy
            | Self::CaNeverBackedUp
            | Self::CaCopyStale
            | Self::CaAwaitingCertificate
            | Self::CaRevocationsUnknown
            | Self::RevocationsUnpublished
            | Self::OrgCertEmailOfUser
            | Self::OrgCertNeverBackedUp => None,
        }
    }
}

/// What was found, worst first, and then the checks that found nothing.
pub(super) fn all(found: &[Attention], keys: &[KeyRow], authorities: &[&Ca]) -> Vec<HealthCheck> {
    let quiet = AttentionKind::ALL.into_iter().filter(|kind| found.iter().all(|item| item.kind != *kind));
    let quiet = quiet.map(passed);
    let loud = found.iter().map(|item| HealthCheck {
        state: state(item.severity),
        subject: name(item, keys, authorities),
        key: item.key.clone(),
        ca: item.ca.clone(),
        date: item.date,
        ..passed(item.kind)
    });
    loud.chain(quiet).collect()
}

fn passed(kind: AttentionKind) -> HealthCheck {
    let (state, threshold_days) = (HealthState::Ok, kind.threshold_days());
    HealthCheck { kind, state, threshold_days, subject: None, key: None, ca: None, date: None }
}

fn state(severity: Severity) -> HealthState {
    match severity {
        Severity::Bad => HealthState::Bad,
        Severity::Warning => HealthState::Warning,
        Severity::Note => HealthState::Note,
    }
}

fn name(item: &Attention, keys: &[KeyRow], authorities: &[&Ca]) -> Option<String> {
    let key = || keys.iter().find(|key| Some(&key.stored.id) == item.key.as_ref()).map(KeyRow::name);
    let ca = authorities.iter().find(|ca| Some(&ca.stored.id) == item.ca.as_ref());
    ca.map(|ca| ca.stored.name.clone()).or_else(key)
}
