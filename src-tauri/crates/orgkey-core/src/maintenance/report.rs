//! What a run tells afterwards, as it is kept in the vault.

use crate::attention::{Attention, AttentionKind, attention};
use crate::{ca::all_cas, keys::all_keys};
use orgkey_types::{Code, Failure, Fingerprint, Outcome, Timestamp};
use orgkey_vault::{MaintenanceRunRow, UserRow, Vault};
use serde::{Deserialize, Serialize};

/// Users that are named one by one; the counts hold for all.
pub(super) const NAMED: u32 = 100;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum RunOutcome {
    /// It is at work.
    Running,
    /// It came to its end.
    Done,
    /// Somebody stopped it; what it had stored stands.
    Stopped,
    /// It failed; what it had stored stands.
    Failed,
    /// The program ended in the middle; what it had stored stands.
    Interrupted,
}

impl RunOutcome {
    fn of(name: &str) -> Self {
        match name {
            "running" => Self::Running,
            "done" => Self::Done,
            "stopped" => Self::Stopped,
            "failed" => Self::Failed,
            _ => Self::Interrupted,
        }
    }
}

/// A key that got a later end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Renewal {
    /// Which one.
    pub fingerprint: Fingerprint,
    /// Its end before.
    pub ended: Timestamp,
    /// Its end after.
    pub ends: Timestamp,
}

/// A user who will be left out soon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LeavingUser {
    /// Address.
    pub email: String,
    /// Name.
    pub name: String,
    /// When the user was last in contact.
    pub last_contact: Timestamp,
    /// From when on the user is left out.
    pub left_out_from: Timestamp,
}

/// The users in Server Key Mode who were silent for long.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Silent {
    /// Due, and left out: no contact for three months.
    pub left_out: u64,
    /// Left out within 14 days unless they make contact.
    pub leaving: u64,
    /// The first hundred of those, the first to be left out first.
    pub leaving_users: Vec<LeavingUser>,
}

/// A user for whom something was due and was not possible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefusedUser {
    /// Address.
    pub email: String,
    /// Why.
    pub code: Code,
    /// What that is about.
    pub subject: Option<String>,
}

impl RefusedUser {
    pub(super) fn new(email: &str, failure: &Failure) -> Self {
        Self { email: email.to_owned(), code: failure.code, subject: failure.subject.clone() }
    }

    /// Why, as a failure.
    pub fn failure(&self) -> Failure {
        Failure { code: self.code, subject: self.subject.clone(), cause: None }
    }
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MaintenanceReport {
    /// The Organization Key, where it was renewed.
    pub organization_key: Option<Renewal>,
    /// Keys of users that got a later end.
    pub keys_renewed: u64,
    /// Keys of users that name another Additional Decryption Key, or none any more.
    pub adks_changed: u64,
    /// Users who were certified.
    pub users_certified: u64,
    /// Certificates for S/MIME that users got.
    pub certificates_issued: u64,
    /// Who was left out and will be.
    pub silent: Silent,
    /// Users for whom something was due and was not possible.
    pub refused: u64,
    /// The first hundred of them.
    pub refused_users: Vec<RefusedUser>,
    /// What ends and is not renewed by a run, worst first.
    pub alarms: Vec<Attention>,
}

impl MaintenanceReport {
    /// Whether anything in the vault is another than before.
    pub(super) fn changed(&self) -> bool {
        let counts = [self.keys_renewed, self.adks_changed, self.users_certified, self.certificates_issued];
        self.organization_key.is_some() || counts.iter().any(|count| *count > 0)
    }

    pub(super) fn refuse(&mut self, user: RefusedUser) {
        self.refused += 1;
        if self.refused <= u64::from(NAMED) {
            self.refused_users.push(user);
        }
    }
}

/// One run with its report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaintenanceRun {
    /// From 1, without gaps.
    pub number: u64,
    /// The moment for which it ran.
    pub at: Timestamp,
    /// Who ran it.
    pub administrator: String,
    /// How it ended.
    pub outcome: RunOutcome,
    /// What it did.
    pub report: MaintenanceReport,
}

impl MaintenanceRun {
    /// A report that another version of this program has written shows what this one knows of it.
    pub(super) fn of(row: MaintenanceRunRow) -> Self {
        let report = serde_json::from_value(row.report).unwrap_or_default();
        let MaintenanceRunRow { number, at, administrator, outcome, .. } = row;
        Self { number, at, administrator, outcome: RunOutcome::of(&outcome), report }
    }
}

pub(super) fn leaving_user(row: UserRow) -> Outcome<LeavingUser> {
    let left_out_from = crate::user::rules::inactive_from(row.last_contact)?;
    Ok(LeavingUser { email: row.email, name: row.name, last_contact: row.last_contact, left_out_from })
}

/// What ends and does not renew itself, as the Home page would say it at that moment.
pub(super) fn alarms(vault: &Vault, now: Timestamp) -> Outcome<Vec<Attention>> {
    let (keys, authorities) = (all_keys(vault, now)?, all_cas(vault, now)?);
    let renews = |item: &Attention| {
        matches!(item.kind, AttentionKind::KeyEnding | AttentionKind::KeyExpired)
            && keys.iter().any(|key| item.key.as_ref() == Some(&key.stored.id) && key.stored.has_secrets)
    };
    let mut found = attention(vault, &keys, &authorities, now)?;
    found.retain(|item| is_about_an_end(item.kind) && !renews(item));
    Ok(found)
}

fn is_about_an_end(kind: AttentionKind) -> bool {
    use AttentionKind::{
        AdkEnding, AdkExpired, CaEnding, CaExpired, CrlEnding, CrlExpired, KeyEnding, KeyExpired, KeyRevoked,
        OrgCertEnding, OrgCertExpired,
    };
    let of_certificates =
        matches!(kind, CaEnding | CaExpired | CrlEnding | CrlExpired | OrgCertEnding | OrgCertExpired);
    of_certificates || matches!(kind, KeyEnding | KeyExpired | KeyRevoked | AdkEnding | AdkExpired)
}
