use super::{
    authority::{Authority, end},
    certificates::CaCertificates,
    export::{CertificateFormat, above, encode, prove_certificates},
    issued::IssuedEntry,
    list::{Ca, find_ca, subject},
    rules,
};
use crate::{
    progress::{Progress, Stage, Steps},
    target::{Proven, check_target, file_name},
};
use orgkey_files::Written;
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{AuditHead, NewIssued, Vault};
use orgkey_x509::{
    AlternativeName, Applicant, Certificate, Found, Issuance, Issuer, LintFinding, Name, Request, Serial, Template,
    Validity,
};
use serde_json::json;
use std::{num::NonZero, path::Path, thread};

/// Certificates for the same key that the preview shows.
const SAME_KEY: u32 = 10;
/// Serial numbers that stand in the log beside their count.
const LOGGED: usize = 64;
/// Fewer requests than this are not worth a second thread.
const PER_THREAD: usize = 8;

/// What the administrator asks for.
#[derive(Debug, Clone)]
pub struct IssueCertificate<'a> {
    /// The certificate signing request: PEM or DER.
    pub request: &'a [u8],
    /// What the certificate is for.
    pub template: Template,
    /// `1y`, `90d` or a date; cut to the end of the CA.
    pub valid: &'a str,
    /// Another subject than the request asks for, as RFC 4514 writes names.
    pub subject: Option<&'a str>,
    /// Other alternative names than the request asks for: `DNS:mail.example.test`.
    pub alternative_names: Option<Vec<String>>,
    /// Addresses of the revocation list; none takes those of the CA.
    pub crl_points: Option<Vec<String>>,
    /// Where the certificate goes; none stores it only.
    pub target: Option<&'a Path>,
    /// How it is written there.
    pub format: CertificateFormat,
    /// Replace the file that stands there.
    pub overwrite: bool,
}

/// What a request says.
#[derive(Debug, Clone)]
pub struct RequestSummary {
    /// Subject that is asked for.
    pub subject: String,
    /// Kind of its key.
    pub key_algorithm: String,
    /// Key identifier of the key, hexadecimal.
    pub key_id: String,
    /// The signature proves that whoever asks has the private key.
    pub signature_holds: bool,
    /// Alternative names that are asked for.
    pub alternative_names: Vec<String>,
}

/// What would be issued.
#[derive(Debug, Clone)]
pub struct IssuePlan {
    /// The CA.
    pub ca: Ca,
    /// What the request says.
    pub request: RequestSummary,
    /// Name that the Issued list would show.
    pub name: String,
    /// Subject of the certificate.
    pub subject: String,
    /// Issuer of the certificate.
    pub issuer: String,
    /// Alternative names of the certificate.
    pub alternative_names: Vec<String>,
    /// What it is for.
    pub template: Template,
    /// From when until when.
    pub valid: Validity,
    /// The validity was cut to that of the CA.
    pub cut_to_ca: bool,
    /// Certificates that this CA has issued for the same key already, newest first; no more than ten.
    pub same_key: Vec<IssuedEntry>,
    /// Why it cannot be issued as it stands.
    pub refusal: Option<Failure>,
    /// Something stands at the target and would be replaced.
    pub replaces: bool,
}

/// What was issued.
#[derive(Debug, Clone)]
pub struct IssueReceipt {
    /// The row in the Issued list.
    pub row: IssuedEntry,
    /// The certificate.
    pub certificate: Certificate,
    /// What the lint says of it.
    pub findings: Vec<LintFinding>,
    /// The file.
    pub file: Option<Written>,
    /// Why there is no file although one was asked for. The certificate is issued and stands in the list.
    pub unwritten: Option<Failure>,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

const STAGES: &[Stage] = &[Stage::Certifying, Stage::Storing];
const FILE_STAGES: &[Stage] = &[Stage::Certifying, Stage::Writing, Stage::ReadingBack, Stage::Storing];

/// Reads the request and tells what would be issued. Writes nothing.
///
/// # Errors
/// [`Code::NotPermitted`], [`Code::CaNotFound`], [`Code::CaAwaitsCertificate`]; [`Code::NotX509`] without a request in
/// the file; [`Code::NameInvalid`] and [`Code::InvalidExpiry`] for what was typed; what an export says of its target.
/// What is wrong with the *request* is the plan's refusal, so that it can be shown.
pub fn plan_issue(
    vault: &Vault,
    ca: Option<&str>,
    request: &IssueCertificate<'_>,
    now: Timestamp,
) -> Outcome<IssuePlan> {
    let desk = Desk::open(vault, ca, now)?;
    let draft = desk.draft(request, now)?;
    let replaces = request.target.map_or(Ok(false), |target| check_target(target, request.overwrite))?;
    let key = draft.request.public_key();
    let same = vault.issued_for_key(&desk.ca.stored.id, &key.key_id(), SAME_KEY)?;
    // Trying it is the one way to know; nothing of it is kept.
    let tried = rules::issues(&desk.ca).and_then(|()| desk.sign(&draft));
    let (refusal, made) = match tried {
        Ok(made) => (None, Some(made)),
        Err(failure) => (Some(failure), None),
    };
    let names = |list: &[AlternativeName]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
    let alternative_names = made.as_ref().map_or_else(|| draft.issuance.san.clone(), Certificate::alternative_names);
    Ok(IssuePlan {
        request: summary(&draft.request),
        name: shown_name(&draft.subject, &alternative_names),
        subject: draft.subject.to_string(),
        issuer: desk.authority.certificate.subject().to_string(),
        alternative_names: names(&alternative_names),
        template: request.template,
        valid: draft.issuance.valid,
        cut_to_ca: draft.cut,
        same_key: same.into_iter().map(|row| IssuedEntry::of(row, now)).collect(),
        refusal,
        replaces,
        ca: desk.ca,
    })
}

/// Issues one certificate. The file is written and proven first, under another name; then the certificate is stored; then
/// the file gets its name. So there is no certificate under the target's name that the vault does not know.
///
/// # Errors
/// As [`plan_issue`]; its refusal; [`Code::CaRetired`]; [`Code::VaultReadOnly`]; [`Code::Cancelled`]; what the medium
/// says.
pub fn issue_certificate(
    vault: &mut Vault,
    ca: Option<&str>,
    request: &IssueCertificate<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<IssueReceipt> {
    if let Some(target) = request.target {
        check_target(target, request.overwrite)?;
    }
    let desk = Desk::open(vault, ca, now)?;
    rules::issues(&desk.ca)?;
    let draft = desk.draft(request, now)?;
    let steps = Steps::new(progress, if request.target.is_some() { FILE_STAGES } else { STAGES });
    let detail = json!({ "template": request.template.name(), "serial": draft.issuance.serial.hex(),
        "subject": draft.subject.to_string(), "file": request.target.map(file_name) });
    let intent = vault.begin("issue-certificate", &desk.name(), detail, now)?;
    let made = steps.begin(Stage::Certifying).and_then(|()| {
        let certificate = desk.sign(&draft)?;
        let file = request.target.map(|target| write(target, request, &desk, &certificate, &steps)).transpose()?;
        steps.begin(Stage::Storing)?;
        Ok((certificate, file))
    });
    let (certificate, file) = match made {
        Ok(made) => made,
        Err(failure) => {
            vault.settle_failed(intent, failure.code, now)?;
            return Err(failure);
        }
    };
    let stored = desk.store(vault, intent, &[(request.template, certificate)], now)?;
    let mut receipt = desk.receipts(vault, stored, now)?.pop().ok_or(Code::Internal)?;
    match file.map(Proven::commit).transpose() {
        Ok(file) => receipt.file = file,
        Err(failure) => receipt.unwritten = Some(failure),
    }
    Ok(receipt)
}

/// Issues many at once, without files: all of them are stored in one transaction, or none. They are signed by as many
/// threads as the machine has.
///
/// # Errors
/// As [`issue_certificate`], for the first request that is refused.
pub fn issue_certificates(
    vault: &mut Vault,
    ca: Option<&str>,
    requests: &[IssueCertificate<'_>],
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<Vec<IssueReceipt>> {
    let desk = Desk::open(vault, ca, now)?;
    rules::issues(&desk.ca)?;
    let drafts = requests.iter().map(|request| desk.draft(request, now)).collect::<Outcome<Vec<Draft>>>()?;
    let serials: Vec<String> = drafts.iter().take(LOGGED).map(|draft| draft.issuance.serial.hex()).collect();
    let detail = json!({ "count": drafts.len(), "serials": serials });
    let intent = vault.begin("issue-certificates", &desk.name(), detail, now)?;
    let steps = Steps::new(progress, STAGES);
    let made = steps.begin(Stage::Certifying).and_then(|()| {
        let made = desk.sign_all(&drafts)?;
        steps.begin(Stage::Storing)?;
        Ok(made)
    });
    match made {
        Ok(made) => {
            let templates = drafts.iter().map(|draft| draft.issuance.template);
            let made: Vec<(Template, Certificate)> = templates.zip(made).collect();
            let stored = desk.store(vault, intent, &made, now)?;
            desk.receipts(vault, stored, now)
        }
        Err(failure) => {
            vault.settle_failed(intent, failure.code, now)?;
            Err(failure)
        }
    }
}

/// A CA ready to issue.
struct Desk {
    ca: Ca,
    certificates: CaCertificates,
    authority: Authority,
}

/// One certificate before it is signed.
struct Draft {
    request: Request,
    subject: Name,
    issuance: Issuance,
    cut: bool,
}

impl Desk {
    fn open(vault: &Vault, ca: Option<&str>, now: Timestamp) -> Outcome<Self> {
        let ca = find_ca(vault, ca, now)?;
        let certificates = CaCertificates::of(vault, &ca.stored.id)?;
        let authority = Authority::open(vault, &ca, &certificates)?;
        Ok(Self { ca, certificates, authority })
    }

    fn name(&self) -> String {
        subject(&self.ca.stored.name, &self.ca.stored.id)
    }

    fn draft(&self, request: &IssueCertificate<'_>, now: Timestamp) -> Outcome<Draft> {
        let read = read_request(request.request)?;
        let subject = request.subject.map(Name::parse).transpose()?;
        let names = request.alternative_names.iter().flatten().map(|name| name.parse());
        let san = names.collect::<Outcome<Vec<AlternativeName>>>()?;
        let wanted = Validity { not_before: now, not_after: end(request.valid, now)? };
        let (valid, cut) = orgkey_x509::clamp(wanted, &self.authority.certificate)?;
        let crl_points = request.crl_points.clone().unwrap_or_else(|| self.ca.stored.crl_points.clone());
        let (template, serial) = (request.template, Serial::random()?);
        let shown = subject.clone().unwrap_or_else(|| read.subject().clone());
        let issuance = Issuance { subject, san, template, valid, path_len: None, crl_points, serial };
        Ok(Draft { request: read, subject: shown, issuance, cut })
    }

    fn sign(&self, draft: &Draft) -> Outcome<Certificate> {
        sign(&self.authority.issuer()?, draft)
    }

    fn sign_all(&self, drafts: &[Draft]) -> Outcome<Vec<Certificate>> {
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
    fn store(
        &self,
        vault: &mut Vault,
        intent: orgkey_vault::Intent,
        made: &[(Template, Certificate)],
        now: Timestamp,
    ) -> Outcome<Vec<Certificate>> {
        vault.change_cas(intent, now, |change| {
            for (template, certificate) in made {
                let (subject, validity) = (certificate.subject().to_string(), certificate.validity());
                let name = shown_name(certificate.subject(), &certificate.alternative_names());
                let new = NewIssued {
                    serial: certificate.serial().octets(),
                    name: &name,
                    subject: &subject,
                    template: template.name(),
                    key_id: Some(&certificate.public_key().key_id()),
                    not_before: validity.not_before,
                    not_after: validity.not_after,
                    der: Some(certificate.der()),
                };
                change.insert_issued(&self.ca.stored.id, &new)?;
            }
            Ok(())
        })?;
        Ok(made.iter().map(|(_, certificate)| certificate.clone()).collect())
    }

    fn receipts(&self, vault: &Vault, stored: Vec<Certificate>, now: Timestamp) -> Outcome<Vec<IssueReceipt>> {
        let audit_head = vault.audit_head()?;
        let receipt = |certificate: Certificate| {
            let row = vault.issued(&self.ca.stored.id, certificate.serial().octets())?;
            Ok(IssueReceipt {
                row: IssuedEntry::of(row, now),
                findings: orgkey_x509::lint(&certificate, Some(&self.authority.certificate)),
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

/// The certificate alone, or with those above it as P7B.
fn write(
    target: &Path,
    request: &IssueCertificate<'_>,
    desk: &Desk,
    certificate: &Certificate,
    steps: &Steps<'_>,
) -> Outcome<Proven> {
    let mut certificates = vec![certificate];
    let chain = above(&desk.authority.certificate, &desk.certificates);
    if request.format == CertificateFormat::P7b {
        certificates.push(&desk.authority.certificate);
        certificates.extend(&chain);
    }
    let bytes = encode(&certificates, request.format)?;
    let proven =
        Proven::write(target, request.overwrite, &bytes, steps, |read| prove_certificates(read, &certificates));
    proven.map(|(file, ())| file)
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

pub(super) fn summary(request: &Request) -> RequestSummary {
    RequestSummary {
        subject: request.subject().to_string(),
        key_algorithm: request.public_key().algorithm(),
        key_id: hex::encode(request.public_key().key_id()),
        signature_holds: request.signature_holds().is_ok(),
        alternative_names: request.alternative_names().iter().map(ToString::to_string).collect(),
    }
}

/// What people call it: the common name, or the first alternative name, or the whole subject.
fn shown_name(subject: &Name, alternative_names: &[AlternativeName]) -> String {
    let without_kind = |name: &AlternativeName| {
        let text = name.to_string();
        text.split_once(':').map_or_else(|| text.clone(), |(_, value)| value.to_owned())
    };
    let first = || alternative_names.first().map(without_kind);
    subject.common_name().or_else(first).unwrap_or_else(|| subject.to_string())
}
