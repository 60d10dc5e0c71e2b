use super::{
    authority::Authority,
    certificates::CaCertificates,
    format::{CertificateFormat, encode_list},
    list::{Ca, find_ca, subject},
};
use crate::{
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
    target::{Proven, check_target, file_name},
};
use orgkey_files::Written;
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{AuditHead, CrlRow, NewCrl, RevokedRow, Vault};
use orgkey_x509::{Found, RevocationList, RevokedEntry, Serial};
use serde::Serialize;
use serde_json::json;
use std::path::Path;

/// Days before it is due from which a list counts as ending.
const ENDING_DAYS: i64 = 7;
/// Longest time from one list to the next, in days.
const LONGEST_DAYS: u32 = 3650;
/// Lists on the page.
const LISTED: u32 = 100;

/// Where today lies in the validity of a revocation list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum CrlStatus {
    /// The last one, and not yet due.
    Current,
    /// The last one, due within seven days.
    Ending,
    /// The last one, and overdue: programs refuse it.
    Expired,
    /// A later one was published.
    Superseded,
}

/// A list of the vault, and where today lies in it.
#[derive(Debug, Clone)]
pub struct PublishedList {
    /// The row.
    pub stored: CrlRow,
    /// Where today lies in it.
    pub status: CrlStatus,
}

/// The page Revocation Lists.
#[derive(Debug, Clone)]
pub struct RevocationLists {
    /// The CA.
    pub ca: Ca,
    /// Newest first; the last hundred.
    pub lists: Vec<PublishedList>,
    /// Number of the next one, were it made now.
    pub next_number: u64,
}

/// What the administrator asks for.
#[derive(Debug, Clone)]
pub struct PublishCrl<'a> {
    /// The CA, as [`find_ca`] finds it.
    pub ca: Option<&'a str>,
    /// Days to the next list; none takes what the CA has. What is said here is kept for the next time.
    pub days: Option<u32>,
    /// DER or PEM.
    pub format: CertificateFormat,
    /// Where it goes; the plan does without.
    pub target: Option<&'a Path>,
    /// Replace the file that stands there.
    pub overwrite: bool,
    /// The administrator says that this CA has never published a list before it came here.
    pub first_list: bool,
}

/// What would be published.
#[derive(Debug, Clone)]
pub struct CrlPlan {
    /// The CA.
    pub ca: Ca,
    /// Number of the list.
    pub number: u64,
    /// Days to the next one.
    pub days: u32,
    /// When it would be made.
    pub this_update: Timestamp,
    /// When the next one would be due.
    pub next_update: Timestamp,
    /// Certificates on it.
    pub entries: u64,
    /// The one before it.
    pub last: Option<PublishedList>,
    /// Something stands at the target and would be replaced.
    pub replaces: bool,
}

/// What was published.
#[derive(Debug, Clone)]
pub struct CrlReceipt {
    /// The CA.
    pub ca: Ca,
    /// The list.
    pub list: PublishedList,
    /// The file.
    pub file: Written,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

const STAGES: &[Stage] = &[Stage::Certifying, Stage::Writing, Stage::ReadingBack, Stage::Storing];

/// The lists of a CA.
///
/// # Errors
/// As [`find_ca`].
pub fn revocation_lists(vault: &Vault, ca: Option<&str>, now: Timestamp) -> Outcome<RevocationLists> {
    permit(vault, UseCase::ShowCertificates)?;
    let ca = find_ca(vault, ca, now)?;
    let rows = vault.revocation_lists(&ca.stored.id, LISTED)?;
    let lists = rows.into_iter().map(|row| PublishedList { status: status(&row, &ca, now), stored: row }).collect();
    Ok(RevocationLists { lists, next_number: next_number(&ca, now), ca })
}

/// The newest list of a CA without its bytes.
pub(crate) fn newest_list(vault: &Vault, ca: &Ca, now: Timestamp) -> Outcome<Option<PublishedList>> {
    let newest = vault.revocation_lists(&ca.stored.id, 1)?.pop();
    Ok(newest.map(|row| PublishedList { status: status(&row, ca, now), stored: row }))
}

/// Checks right, days and target, and tells what would be published. Writes nothing.
///
/// # Errors
/// [`Code::NotPermitted`], [`Code::CaNotFound`], [`Code::CaAwaitsCertificate`]; [`Code::EarlierListsUnknown`] for a CA
/// that came without its last list, unless the administrator says that there is none; [`Code::InvalidArgument`] for the
/// days, or a first list after others; and what an export says of its target.
pub fn plan_crl(vault: &Vault, request: &PublishCrl<'_>, now: Timestamp) -> Outcome<CrlPlan> {
    plan_crl_of(vault, find_ca(vault, request.ca, now)?, request, now)
}

/// The same for an authority that was found already.
pub(crate) fn plan_crl_of(vault: &Vault, ca: Ca, request: &PublishCrl<'_>, now: Timestamp) -> Outcome<CrlPlan> {
    prepare(vault, ca, request, now).map(|(plan, _)| plan)
}

/// Makes the next list, writes and proves the file, stores the list, and then gives the file its name. Should that last
/// step fail, the list is stored all the same: its number is used up, and no list of a lower one follows.
///
/// # Errors
/// As [`plan_crl`]; [`Code::NotProven`]; [`Code::VaultReadOnly`]; [`Code::Cancelled`]; what the medium says.
pub fn publish_crl(
    vault: &mut Vault,
    request: &PublishCrl<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<CrlReceipt> {
    let ca = find_ca(vault, request.ca, now)?;
    publish_crl_of(vault, ca, request, progress, now)
}

/// The same for an authority that was found already.
pub(crate) fn publish_crl_of(
    vault: &mut Vault,
    ca: Ca,
    request: &PublishCrl<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<CrlReceipt> {
    let (plan, rows) = prepare(vault, ca, request, now)?;
    let target = request.target.ok_or_else(|| Failure::about(Code::InvalidArgument, "to"))?;
    let detail = json!({ "number": plan.number, "entries": plan.entries, "file": file_name(target),
        "firstList": request.first_list });
    let intent = vault.begin("publish-crl", &subject(&plan.ca.stored.name, &plan.ca.stored.id), detail, now)?;
    let made = make(vault, request, &plan, rows, target, &Steps::new(progress, STAGES));
    let (intent, (list, file)) = vault.made(intent, made, now)?;
    vault.change_cas(intent, now, |change| {
        let CrlPlan { number, this_update, next_update, entries, .. } = plan;
        let new = NewCrl { number, this_update, next_update, entries, der: list.der() };
        change.set_lists(&plan.ca.stored.id, plan.days, &plan.ca.stored.crl_points)?;
        if request.first_list {
            change.revocations_are_known(&plan.ca.stored.id)?;
        }
        change.insert_list(&plan.ca.stored.id, &new)
    })?;
    let file = file.commit()?;
    let ca = Ca::of(vault, vault.ca(&plan.ca.stored.id)?, now)?;
    let list = newest_list(vault, &ca, now)?.ok_or(Code::Internal)?;
    Ok(CrlReceipt { ca, list, file, audit_head: vault.audit_head()? })
}

fn prepare(vault: &Vault, ca: Ca, request: &PublishCrl<'_>, now: Timestamp) -> Outcome<(CrlPlan, Vec<RevokedRow>)> {
    permit(vault, if ca.stored.organization_key.is_some() { UseCase::PublishOrgCertCrl } else { UseCase::PublishCrl })?;
    if ca.state == super::list::CaState::AwaitingCertificate {
        return Err(Failure::about(Code::CaAwaitsCertificate, &ca.stored.name));
    }
    refuse_unknown(&ca, request.first_list)?;
    let days = request.days.unwrap_or(ca.stored.crl_days);
    if days == 0 || days > LONGEST_DAYS {
        return Err(Failure::about(Code::InvalidArgument, "days"));
    }
    let replaces = request.target.map_or(Ok(false), |target| check_target(target, request.overwrite))?;
    let last = newest_list(vault, &ca, now)?;
    // A certificate that has ended leaves the lists, but only after one that was made past its end (RFC 5280 §3.3).
    let ended_after = last.as_ref().map_or(Timestamp::from_seconds(i64::MIN), |last| last.stored.this_update);
    let rows = vault.out_of_use(&ca.stored.id, ended_after)?;
    let number = next_number(&ca, now);
    let next_update = now.plus_seconds(i64::from(days) * 86_400);
    let entries = rows.len() as u64;
    Ok((CrlPlan { ca, number, days, this_update: now, next_update, entries, last, replaces }, rows))
}

/// A list that does not know the earlier ones would take back what they have revoked.
fn refuse_unknown(ca: &Ca, first_list: bool) -> Outcome<()> {
    match (ca.stored.revocations_known, first_list) {
        (false, false) => Err(Failure::about(Code::EarlierListsUnknown, &ca.stored.name)),
        // The vault knows better.
        (true, true) if ca.stored.crl_number > 0 => Err(Failure::about(Code::InvalidArgument, "first-list")),
        _ => Ok(()),
    }
}

fn make(
    vault: &Vault,
    request: &PublishCrl<'_>,
    plan: &CrlPlan,
    rows: Vec<RevokedRow>,
    target: &Path,
    steps: &Steps<'_>,
) -> Outcome<(RevocationList, Proven)> {
    steps.begin(Stage::Certifying)?;
    let certificates = CaCertificates::of(vault, &plan.ca.stored.id)?;
    let authority = Authority::open(vault, &plan.ca, &certificates)?;
    let entries = rows.into_iter().map(entry).collect::<Outcome<Vec<RevokedEntry>>>()?;
    let list =
        orgkey_x509::revocation_list(&authority.issuer()?, plan.number, plan.this_update, plan.next_update, entries)?;
    let (file, ()) = Proven::write(target, request.overwrite, &encode_list(&list, request.format)?, steps, |read| {
        match orgkey_x509::read_any(read)?.as_slice() {
            [Found::RevocationList(read)] if read.der() == list.der() && signs(&authority, read) => Ok(()),
            _ => Err(Failure::about(Code::NotProven, file_name(target))),
        }
    })?;
    steps.begin(Stage::Storing)?;
    Ok((list, file))
}

fn signs(authority: &Authority, list: &RevocationList) -> bool {
    list.is_signed_by(authority.certificate.public_key())
}

fn entry(row: RevokedRow) -> Outcome<RevokedEntry> {
    Ok(RevokedEntry {
        serial: Serial::from_octets(&row.serial)?,
        at: row.revocation.at,
        reason: row.revocation.reason.parse().map_err(super::certificates::damaged)?,
        invalid_since: row.revocation.invalid_since,
    })
}

/// The time in seconds, and always more than the last one. A CA that is restored from a backup into another vault does
/// not know how many lists it has made since; the clock does not fall behind them.
pub(crate) fn next_number(ca: &Ca, now: Timestamp) -> u64 {
    u64::try_from(now.seconds()).unwrap_or(0).max(ca.stored.crl_number.saturating_add(1))
}

fn status(row: &CrlRow, ca: &Ca, now: Timestamp) -> CrlStatus {
    match row.next_update {
        _ if row.number < ca.stored.crl_number => CrlStatus::Superseded,
        next if next <= now => CrlStatus::Expired,
        next if next <= now.plus_seconds(ENDING_DAYS * 86_400) => CrlStatus::Ending,
        _ => CrlStatus::Current,
    }
}
