use crate::{
    adk::adk_in_use,
    attention::{AttentionKind, PROOF_DAYS, needs_backup},
    ca::{Ca, CaState, newest_list},
    keys::{KeyRow, KeyState},
};
use orgkey_types::{Outcome, Timestamp};
use orgkey_vault::{CaKind, Vault};
use serde::Serialize;

/// Days before a new proof is due from which somebody is told: the time in which a medium is fetched from its place.
const PROOF_AHEAD: u32 = 14;

/// What there is to a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum HealthDateKind {
    /// The Organization Key ends.
    KeyEnds,
    /// A copy of the Organization Key is to be proven again.
    KeyProofDue,
    /// The Additional Decryption Key ends.
    AdkEnds,
    /// A CA ends.
    CaEnds,
    /// A backup of a CA is to be proven again.
    CaProofDue,
    /// The Organization Certificate ends.
    OrgCertEnds,
    /// The next revocation list is due.
    CrlDue,
}

impl HealthDateKind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::KeyEnds,
        Self::KeyProofDue,
        Self::AdkEnds,
        Self::CaEnds,
        Self::CaProofDue,
        Self::OrgCertEnds,
        Self::CrlDue,
    ];

    /// `key-ends`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::KeyEnds => "key-ends",
            Self::KeyProofDue => "key-proof-due",
            Self::AdkEnds => "adk-ends",
            Self::CaEnds => "ca-ends",
            Self::CaProofDue => "ca-proof-due",
            Self::OrgCertEnds => "org-cert-ends",
            Self::CrlDue => "crl-due",
        }
    }

    /// Days ahead from which the check of the same matter speaks.
    pub fn days_ahead(self) -> u32 {
        let days = |kind: AttentionKind| kind.threshold_days().unwrap_or(0);
        match self {
            Self::KeyEnds => days(AttentionKind::KeyEnding),
            Self::AdkEnds => days(AttentionKind::AdkEnding),
            Self::CaEnds => days(AttentionKind::CaEnding),
            Self::OrgCertEnds => days(AttentionKind::OrgCertEnding),
            Self::CrlDue => days(AttentionKind::CrlEnding),
            Self::KeyProofDue | Self::CaProofDue => PROOF_AHEAD,
        }
    }
}

/// Something that ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HealthDate {
    /// What there is to it.
    pub kind: HealthDateKind,
    /// Id of the key or the CA: the same in every calendar.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// Of everything that is in use; a retired CA still publishes lists.
pub(super) fn all(vault: &Vault, keys: &[KeyRow], authorities: &[&Ca], now: Timestamp) -> Outcome<Vec<HealthDate>> {
    let mut dates: Vec<HealthDate> = keys.iter().flat_map(of_key).collect();
    dates.extend(adk_in_use(vault)?.and_then(|adk| {
        let fingerprint = &adk.summary.fingerprint;
        let name = adk.summary.user_ids.first().map_or(fingerprint.key_id(), String::as_str);
        date(HealthDateKind::AdkEnds, fingerprint.as_str(), name, adk.summary.expires)
    }));
    for ca in authorities {
        dates.extend(of_ca(ca));
        let due = newest_list(vault, ca, now)?.map(|list| list.stored.next_update);
        dates.extend(date(HealthDateKind::CrlDue, &ca.stored.id, &ca.stored.name, due));
    }
    dates.sort_by_key(|date| date.at);
    Ok(dates)
}

fn of_key(key: &KeyRow) -> Vec<HealthDate> {
    if matches!(key.state, KeyState::Retired | KeyState::Revoked) {
        return Vec::new();
    }
    let (id, name) = (&key.stored.id, key.name());
    let ends = date(HealthDateKind::KeyEnds, id, &name, key.stored.summary.expires);
    let due = date(HealthDateKind::KeyProofDue, id, &name, key.coverage.last_proven.map(again));
    ends.into_iter().chain(due).collect()
}

fn of_ca(ca: &Ca) -> Vec<HealthDate> {
    if ca.state == CaState::Retired {
        return Vec::new();
    }
    let kind = match ca.stored.kind {
        CaKind::OrganizationalCa => HealthDateKind::CaEnds,
        CaKind::OrganizationCertificate => HealthDateKind::OrgCertEnds,
    };
    // The Organization Certificate is asked for no second proof; see `attention`.
    let proven = ca.coverage.last_proven.filter(|_| needs_backup(ca) && kind == HealthDateKind::CaEnds);
    let (id, name) = (&ca.stored.id, &ca.stored.name);
    let due = date(HealthDateKind::CaProofDue, id, name, proven.map(again));
    date(kind, id, name, ca.ends).into_iter().chain(due).collect()
}

fn again(proven: Timestamp) -> Timestamp {
    proven.plus_seconds(PROOF_DAYS * 86_400)
}

fn date(kind: HealthDateKind, id: &str, name: &str, at: Option<Timestamp>) -> Option<HealthDate> {
    at.map(|at| HealthDate { kind, id: id.to_owned(), name: name.to_owned(), at })
}
