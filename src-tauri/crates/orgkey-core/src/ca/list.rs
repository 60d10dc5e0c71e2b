use super::{
    certificates::CaCertificates,
    crl::{PublishedList, newest_list},
    proof, rules,
};
use crate::permit::{UseCase, permit};
use crate::register::{Backup, copies};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{AuditEntry, BackupRow, CaKind, CaRow, CaState as Stands, Vault};
use orgkey_x509::LintFinding;
use serde::Serialize;

/// Days before its end from which a CA counts as ending.
const ENDING_DAYS: i64 = 60;
/// Entries of the history that the details show.
const HISTORY: u32 = 100;
/// Kinds of a backup in the register.
const CA_BACKUP: &str = "ca";
const ORGANIZATION_CERTIFICATE_BACKUP: &str = "organization-certificate";

/// How a CA stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum CaState {
    /// Issues certificates.
    Active,
    /// Active, and ends within 60 days.
    Ending,
    /// Past its end.
    Expired,
    /// A subordinate CA whose request the superior CA has not answered yet.
    AwaitingCertificate,
    /// Replaced: validates and publishes revocation lists, and issues no more.
    Retired,
}

/// How the backups of a CA stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CaCoverage {
    /// Copies that were proven.
    pub copies: u32,
    /// The last proof.
    pub last_proven: Option<Timestamp>,
    /// The last copy does not hold the certificates that the CA has now: they were renewed or added to since.
    pub stale: bool,
}

/// A CA with what follows from its certificates and the register.
#[derive(Debug, Clone)]
pub struct Ca {
    /// The row of the vault.
    pub stored: CaRow,
    /// State today.
    pub state: CaState,
    /// End of the certificate that it issues with; none while it awaits one.
    pub ends: Option<Timestamp>,
    /// How its backups stand.
    pub coverage: CaCoverage,
}

impl Ca {
    /// Whether its rules let the private key leave the vault, whoever asks.
    pub fn can_be_backed_up(&self) -> bool {
        let row = &self.stored;
        row.identity.exportable
            && (row.has_secrets || row.organization_key.is_some())
            && !rules::born_before_export(&row.identity.born_with)
    }

    pub(crate) fn of(vault: &Vault, stored: CaRow, now: Timestamp) -> Outcome<Self> {
        let certificates = CaCertificates::of(vault, &stored.id)?;
        Self::with(vault, stored, &certificates, now)
    }

    fn with(vault: &Vault, stored: CaRow, certificates: &CaCertificates, now: Timestamp) -> Outcome<Self> {
        let ends = match stored.state {
            Stands::AwaitingCertificate => None,
            _ => certificates.issuing().map(|certificate| certificate.validity().not_after),
        };
        let coverage = coverage(&stored, certificates, vault.backups(Some(&stored.id))?);
        Ok(Self { state: state(&stored, ends, now), stored, ends, coverage })
    }
}

/// A CA with everything that its page shows.
#[derive(Debug, Clone)]
pub struct CaDetails {
    /// The CA.
    pub ca: Ca,
    /// Its certificates.
    pub certificates: CaCertificates,
    /// What the lint says of its two certificates.
    pub findings: Vec<LintFinding>,
    /// Its last revocation list.
    pub last_list: Option<PublishedList>,
    /// Why the private key cannot be exported; none when it can.
    pub export_refused: Option<Failure>,
    /// Copies in the register, newest first.
    pub backups: Vec<Backup>,
    /// What happened to it, newest first.
    pub history: Vec<AuditEntry>,
}

/// All CAs: those in use first, then earlier ones, newest first.
///
/// # Errors
/// What the database says.
pub fn cas(vault: &Vault, now: Timestamp) -> Outcome<Vec<Ca>> {
    permit(vault, UseCase::ShowCertificates)?;
    all_cas(vault, now)
}

/// The same as a part of something else.
pub(crate) fn all_cas(vault: &Vault, now: Timestamp) -> Outcome<Vec<Ca>> {
    vault.cas()?.into_iter().map(|row| Ca::of(vault, row, now)).collect()
}

/// One CA with its details.
///
/// # Errors
/// As [`find_ca`].
pub fn ca_details(vault: &Vault, name: Option<&str>, now: Timestamp) -> Outcome<CaDetails> {
    permit(vault, UseCase::ShowCertificates)?;
    let stored = find_row(vault, name)?;
    let certificates = CaCertificates::of(vault, &stored.id)?;
    let ca = Ca::with(vault, stored, &certificates, now)?;
    Ok(CaDetails {
        findings: certificates.findings(),
        last_list: newest_list(vault, &ca, now)?,
        export_refused: rules::key_leaves(vault, &ca.stored).err(),
        backups: copies(vault, Some(&ca.stored.id))?,
        history: vault.audit_page(None, HISTORY, Some(&mark(&ca.stored.id)))?,
        certificates,
        ca,
    })
}

/// Finds a CA by id, by name (one in use before an earlier one) or by key identifier; without a name the only one that
/// is not retired.
///
/// # Errors
/// [`Code::CaNotFound`]; [`Code::InvalidArgument`] when several could be meant.
pub fn find_ca(vault: &Vault, name: Option<&str>, now: Timestamp) -> Outcome<Ca> {
    Ca::of(vault, find_row(vault, name)?, now)
}

fn find_row(vault: &Vault, name: Option<&str>) -> Outcome<CaRow> {
    let mut rows = vault.cas()?;
    match name {
        Some(name) => {
            let named = |row: &CaRow| row.id == name || row.name.eq_ignore_ascii_case(name) || is_key(row, name);
            rows.into_iter().find(named).ok_or_else(|| Failure::about(Code::CaNotFound, name))
        }
        None => {
            rows.retain(|row| row.state != Stands::Retired);
            match rows.len() {
                0 => Err(Code::CaNotFound.into()),
                1 => rows.pop().ok_or_else(|| Code::CaNotFound.into()),
                _ => {
                    let words = format!("no name was given, and there are several CAs ({})", names(&rows));
                    Err(Failure::about(Code::InvalidArgument, words))
                }
            }
        }
    }
}

/// What the audit log calls a CA: its name, and a mark that no other CA has.
pub(crate) fn subject(name: &str, id: &str) -> String {
    format!("{name} {}", mark(id))
}

fn mark(id: &str) -> String {
    format!("[{}]", id.get(..8).unwrap_or(id))
}

fn is_key(row: &CaRow, name: &str) -> bool {
    let digits: String = name.chars().filter(|c| !matches!(c, ':' | ' ')).collect();
    [&row.identity.key_id, &row.identity.spki_sha256].iter().any(|id| id.eq_ignore_ascii_case(&digits))
}

fn names(rows: &[CaRow]) -> String {
    rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// What the register calls a backup of it.
pub(super) fn backup_kind(row: &CaRow) -> &'static str {
    match row.kind {
        CaKind::OrganizationalCa => CA_BACKUP,
        CaKind::OrganizationCertificate => ORGANIZATION_CERTIFICATE_BACKUP,
    }
}

fn state(row: &CaRow, ends: Option<Timestamp>, now: Timestamp) -> CaState {
    let soon = now.plus_seconds(ENDING_DAYS * 86_400);
    match (row.state, ends) {
        (Stands::Retired, _) => CaState::Retired,
        (Stands::AwaitingCertificate, _) => CaState::AwaitingCertificate,
        (Stands::Active, Some(ends)) if ends <= now => CaState::Expired,
        (Stands::Active, Some(ends)) if ends <= soon => CaState::Ending,
        (Stands::Active, _) => CaState::Active,
    }
}

/// Whether a copy is the backup of a CA and does not hold the certificates that the CA has now.
pub(crate) fn is_outdated(vault: &Vault, copy: &BackupRow) -> Outcome<bool> {
    let of_authority = [CA_BACKUP, ORGANIZATION_CERTIFICATE_BACKUP].contains(&copy.kind.as_str());
    Ok(of_authority && !proof::holds(copy, &CaCertificates::of(vault, &copy.subject_id)?))
}

/// A copy from before a renewal restores the key, and not what the CA is today: the newest one counts.
fn coverage(row: &CaRow, certificates: &CaCertificates, backups: Vec<BackupRow>) -> CaCoverage {
    let mut proven: Vec<BackupRow> =
        backups.into_iter().filter(|copy| copy.kind == backup_kind(row) && copy.restores()).collect();
    // Of one second the register lists the last made first; the sort keeps it.
    proven.sort_by_key(|copy| std::cmp::Reverse(copy.made_at));
    let holds_all = |copy: &BackupRow| copy.made_at >= row.changed && proof::holds(copy, certificates);
    CaCoverage {
        copies: u32::try_from(proven.len()).unwrap_or(u32::MAX),
        last_proven: proven.iter().filter_map(|copy| copy.proven_at).max(),
        stale: proven.first().is_some_and(|newest| !holds_all(newest)),
    }
}
