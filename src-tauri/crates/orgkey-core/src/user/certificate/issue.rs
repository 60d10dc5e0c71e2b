use super::issuing::{CHUNK, Issuing};
use crate::{
    ca::IssuedEntry,
    org_cert,
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
    user::rules,
};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{AuditHead, CertificatesDue, IssuedRow, UserRow, Vault};

/// Rows of each kind that are shown one by one; the counts hold for all.
const SHOWN: u64 = 1_000;

/// Who is to get a certificate.
#[derive(Debug, Clone, Copy)]
pub struct IssueUserCertificates<'a> {
    /// Addresses: each gets a new certificate, also beside a live one.
    pub emails: &'a [String],
    /// Everybody who has no live one.
    pub all: bool,
}

/// What became of one user.
#[derive(Debug)]
pub struct UserCertificate {
    /// Address.
    pub email: String,
    /// The certificate that the user got, or that was revoked.
    pub issued: Option<IssuedEntry>,
    /// Why the user got none.
    pub refusal: Option<Failure>,
}

/// What became of all of them.
#[derive(Debug, Default)]
pub struct UserCertificates {
    /// Certificates that were issued.
    pub issued: u64,
    /// Users who got none.
    pub refused: u64,
    /// The first thousand that were issued and the first thousand that were refused.
    pub rows: Vec<UserCertificate>,
    /// Head of the audit log after it.
    pub audit_head: Option<AuditHead>,
}

const STAGES: &[Stage] = &[Stage::Certifying];

impl UserCertificate {
    pub(super) fn issued(email: String, row: IssuedRow, now: Timestamp) -> Self {
        Self { email, issued: Some(IssuedEntry::of(row, now)), refusal: None }
    }
}

impl UserCertificates {
    fn note(&mut self, rows: Vec<UserCertificate>) {
        for row in rows {
            let count = if row.issued.is_some() { &mut self.issued } else { &mut self.refused };
            *count += 1;
            if *count <= SHOWN {
                self.rows.push(row);
            }
        }
    }
}

/// Everybody who has no live certificate and is not silent for too long.
pub(crate) fn due(now: Timestamp) -> Outcome<CertificatesDue> {
    Ok(CertificatesDue::everybody(now, rules::inactive_since(now)?))
}

/// Issues a certificate to everybody who has no live one: whoever has, keeps it until it ends. A stage of the maintenance
/// run. To no more users than `limit`. Without an Organization Certificate there is nothing to do. Each chunk of users is stored by itself: what is
/// stopped or killed in the middle goes on where it was, and no user gets two.
///
/// # Errors
/// [`Code::OrgCertEnded`], [`Code::NotPermitted`], [`Code::VaultReadOnly`]; [`Code::Cancelled`], after which what was
/// stored stays. What is wrong with one user is that row's refusal.
pub fn issue_due_certificates(
    vault: &mut Vault,
    limit: Option<u64>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<UserCertificates> {
    match Issuing::open(vault, now)? {
        Some(issuing) => issue_to_due(vault, &issuing, (due(now)?, limit), progress),
        None => Ok(UserCertificates::default()),
    }
}

/// Those added behind that user. What keeps a certificate back keeps back nothing of the user: the maintenance run tries
/// again.
pub(in crate::user) fn issue_to_new_users(vault: &mut Vault, newer_than: u64, progress: &dyn Progress, now: Timestamp) {
    let issued = Issuing::open(vault, now).and_then(|issuing| match issuing {
        Some(issuing) => {
            issue_to_due(vault, &issuing, (CertificatesDue { newer_than, ..due(now)? }, None), progress).map(|_| ())
        }
        None => Ok(()),
    });
    drop(issued);
}

fn issue_to_due(
    vault: &mut Vault,
    issuing: &Issuing,
    (mut due, limit): (CertificatesDue, Option<u64>),
    progress: &dyn Progress,
) -> Outcome<UserCertificates> {
    let steps = Steps::new(progress, STAGES);
    steps.begin(Stage::Certifying)?;
    let limit = limit.unwrap_or(u64::MAX);
    let total = vault.count_without_certificate(&due)?.min(limit);
    let (mut done, mut told) = (0, UserCertificates::default());
    loop {
        let next = u32::try_from(limit - done).unwrap_or(CHUNK).min(CHUNK);
        let users = if next == 0 { Vec::new() } else { vault.users_without_certificate(&due, next)? };
        let Some(last) = users.last() else { break };
        due = due.behind(last);
        done += users.len() as u64;
        told.note(issuing.issue(vault, users)?);
        steps.count(done, Some(total))?;
    }
    told.audit_head = Some(vault.audit_head()?);
    Ok(told)
}

/// How many users would get one by then.
pub(crate) fn count_due_certificates(vault: &Vault, at: Timestamp) -> Outcome<u64> {
    match org_cert::in_use(vault, at)? {
        Some(_) => vault.count_without_certificate(&due(at)?),
        None => Ok(0),
    }
}

/// Issues certificates now: to chosen users, also beside a live one, and to everybody without one.
///
/// # Errors
/// [`Code::OrgCertMissing`], [`Code::OrgCertEnded`], [`Code::UserNotFound`] before anything is issued,
/// [`Code::InvalidArgument`] when nobody is named; [`Code::NotPermitted`], [`Code::VaultReadOnly`],
/// [`Code::Cancelled`], after which what was issued stands. What is wrong with one user is that row's refusal.
pub fn issue_user_certificates(
    vault: &mut Vault,
    request: &IssueUserCertificates<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<UserCertificates> {
    permit(vault, UseCase::IssueUserCertificate)?;
    if request.emails.is_empty() && !request.all {
        return Err(Failure::about(Code::InvalidArgument, "email"));
    }
    let issuing = Issuing::open(vault, now)?.ok_or(Code::OrgCertMissing)?;
    let chosen = named(vault, request.emails)?;
    let mut told = UserCertificates::default();
    let steps = Steps::new(progress, STAGES);
    let total = Some(chosen.len() as u64);
    steps.begin(Stage::Certifying)?;
    for share in chosen.chunks(CHUNK as usize) {
        steps.go_on()?;
        told.note(issuing.issue(vault, share.to_vec())?);
        steps.count(told.issued + told.refused, total)?;
    }
    if request.all {
        let due = issue_to_due(vault, &issuing, (due(now)?, None), progress)?;
        (told.issued, told.refused) = (told.issued + due.issued, told.refused + due.refused);
        told.rows.extend(due.rows);
    }
    told.audit_head = Some(vault.audit_head()?);
    Ok(told)
}

/// The users of those addresses, each once.
pub(super) fn named(vault: &Vault, emails: &[String]) -> Outcome<Vec<UserRow>> {
    let mut users: Vec<UserRow> = Vec::new();
    for email in emails {
        let user = vault.user_by_email(email.trim())?.ok_or_else(|| Failure::about(Code::UserNotFound, email))?;
        if !users.iter().any(|known| known.id == user.id) {
            users.push(user);
        }
    }
    Ok(users)
}
