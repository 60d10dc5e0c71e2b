use super::{
    contents::above_issued,
    desk::{Desk, Draft},
    format::{CertificateFormat, encode, prove_certificates},
    issued::IssuedEntry,
    list::Ca,
    register::shown_name,
    rules,
};
use crate::{
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
    target::{Proven, check_target, file_name},
};
use orgkey_files::Written;
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{AuditHead, Vault};
use orgkey_x509::{AlternativeName, Certificate, LintFinding, Request, Template, Validity};
use serde_json::json;
use std::path::Path;

/// Certificates for the same key that the preview shows.
const SAME_KEY: u32 = 10;
/// Serial numbers that stand in the log beside their count.
const LOGGED: usize = 64;

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
    /// What the lint says of the certificate; the receipt of the run says the same.
    pub findings: Vec<LintFinding>,
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
    permit(vault, UseCase::IssueCertificate)?;
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
        findings: made.as_ref().map(|made| desk.findings(made)).unwrap_or_default(),
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
    permit(vault, UseCase::IssueCertificate)?;
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
    let (intent, (certificate, file)) = vault.made(intent, made, now)?;
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
    permit(vault, UseCase::IssueCertificate)?;
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
    let (intent, made) = vault.made(intent, made, now)?;
    let templates = drafts.iter().map(|draft| draft.issuance.template);
    let made: Vec<(Template, Certificate)> = templates.zip(made).collect();
    let stored = desk.store(vault, intent, &made, now)?;
    desk.receipts(vault, stored, now)
}

/// The certificate alone, or with those above it as P7B.
fn write(
    target: &Path,
    request: &IssueCertificate<'_>,
    desk: &Desk,
    certificate: &Certificate,
    steps: &Steps<'_>,
) -> Outcome<Proven> {
    let chain = above_issued(&desk.certificates);
    let above = chain.iter().filter(|_| request.format == CertificateFormat::P7b);
    let certificates: Vec<&Certificate> = [certificate].into_iter().chain(above).collect();
    let bytes = encode(&certificates, request.format)?;
    let proven =
        Proven::write(target, request.overwrite, &bytes, steps, |read| prove_certificates(read, &certificates));
    proven.map(|(file, ())| file)
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
