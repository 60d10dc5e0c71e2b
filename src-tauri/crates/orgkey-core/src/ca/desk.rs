//! What issuing has on the desk: a CA with its key, and certificates on their way from request to row.

use super::{
    authority::{Authority, end},
    certificates::CaCertificates,
    issue::{IssueCertificate, IssueReceipt},
    issued::IssuedEntry,
    list::{Ca, find_ca, subject},
    register::insert,
};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{Intent, Vault};
use orgkey_x509::{
    AlternativeName, Applicant, Certificate, Found, Issuance, Issuer, LintFinding, Name, Request, Serial, Template,
    Validity,
};
use std::{num::NonZero, thread};

/// Fewer requests than this are not worth a second thread.
const PER_THREAD: usize = 8;

/// A CA ready to issue.
pub(super) struct Desk {
    pub(super) ca: Ca,
    pub(super) certificates: CaCertificates,
    pub(super) authority: Authority,
}

/// One certificate before it is signed.
pub(super) struct Draft {
    pub(super) request: Request,
    pub(super) subject: Name,
    pub(super) issuance: Issuance,
    pub(super) cut: bool,
}

impl Desk {
    pub(super) fn open(vault: &Vault, ca: Option<&str>, now: Timestamp) -> Outcome<Self> {
        let ca = find_ca(vault, ca, now)?;
        let certificates = CaCertificates::of(vault, &ca.stored.id)?;
        let authority = Authority::open(vault, &ca, &certificates)?;
        Ok(Self { ca, certificates, authority })
    }

    pub(super) fn name(&self) -> String {
        subject(&self.ca.stored.name, &self.ca.stored.id)
    }

    pub(super) fn draft(&self, request: &IssueCertificate<'_>, now: Timestamp) -> Outcome<Draft> {
        let read = read_request(request.request)?;
        let subject = request.subject.map(Name::parse).transpose()?;
        let names = request.alternative_names.iter().flatten().map(|name| name.parse());
        let san = names.collect::<Outcome<Vec<AlternativeName>>>()?;
        let wanted = Validity { not_before: now, not_after: end(request.valid, now)? };
        let (valid, cut) = orgkey_x509::clamp(wanted, &self.authority.certificate)?;
        let crl_points = request.crl_points.clone().unwrap_or_else(|| self.ca.stored.crl_points.clone());
        let (template, serial) = (request.template, Serial::random()?);
        let shown = subject.clone().unwrap_or_else(|| read.subject().clone());
        let signs_only = false;
        let issuance = Issuance { subject, san, template, valid, path_len: None, crl_points, serial, signs_only };
        Ok(Draft { request: read, subject: shown, issuance, cut })
    }

    pub(super) fn sign(&self, draft: &Draft) -> Outcome<Certificate> {
        sign(&self.authority.issuer()?, draft)
    }

    pub(super) fn sign_all(&self, drafts: &[Draft]) -> Outcome<Vec<Certificate>> {
        let issuer = self.authority.issuer()?;
        let most = thread::available_parallelism().map_or(1, NonZero::get);
        let threads = most.min(drafts.len() / PER_THREAD).max(1);
        let share = drafts.len().div_ceil(threads).max(1);
        let signed = |share: &[Draft]| share.iter().map(|draft| sign(&issuer, draft)).collect();
        let parts: Vec<Outcome<Vec<Certificate>>> = thread::scope(|scope| {
            let running: Vec<_> = drafts.chunks(share).map(|share| scope.spawn(|| signed(share))).collect();
            let ended = running.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(Code::Internal.into())));
            ended.collect()
        });
        parts.into_iter().collect::<Outcome<Vec<_>>>().map(|parts| parts.concat())
    }

    /// Stores all of them in one transaction and settles the intent.
    pub(super) fn store(
        &self,
        vault: &mut Vault,
        intent: Intent,
        made: &[(Template, Certificate)],
        now: Timestamp,
    ) -> Outcome<Vec<Certificate>> {
        vault.change_cas(intent, now, |change| {
            for (template, certificate) in made {
                insert(change, &self.ca.stored.id, template.name(), certificate)?;
            }
            Ok(())
        })?;
        Ok(made.iter().map(|(_, certificate)| certificate.clone()).collect())
    }

    /// What the lint says of a certificate: before it is issued and after.
    pub(super) fn findings(&self, certificate: &Certificate) -> Vec<LintFinding> {
        orgkey_x509::lint(certificate, Some(&self.authority.certificate))
    }

    pub(super) fn receipts(
        &self,
        vault: &Vault,
        stored: Vec<Certificate>,
        now: Timestamp,
    ) -> Outcome<Vec<IssueReceipt>> {
        let audit_head = vault.audit_head()?;
        let receipt = |certificate: Certificate| {
            let row = vault.issued(&self.ca.stored.id, certificate.serial().octets())?.ok_or(Code::Internal)?;
            Ok(IssueReceipt {
                row: IssuedEntry::of(row, now),
                findings: self.findings(&certificate),
                certificate,
                file: None,
                unwritten: None,
                audit_head: audit_head.clone(),
            })
        };
        stored.into_iter().map(receipt).collect()
    }
}

fn sign(issuer: &Issuer<'_>, draft: &Draft) -> Outcome<Certificate> {
    orgkey_x509::issue(issuer, Applicant::Request(&draft.request), &draft.issuance)
}

fn read_request(file: &[u8]) -> Outcome<Request> {
    let mut requests = orgkey_x509::read_any(file)?.into_iter().filter_map(|found| match found {
        Found::Request(request) => Some(request),
        _ => None,
    });
    match (requests.next(), requests.next()) {
        (Some(request), None) => Ok(request),
        (Some(_), Some(_)) => Err(Failure::about(Code::TooComplex, "requests")),
        (None, _) => Err(Failure::about(Code::NotX509, "request")),
    }
}
