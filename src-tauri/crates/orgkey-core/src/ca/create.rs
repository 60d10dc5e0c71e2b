use super::{
    authority::end,
    certificates::CaCertificates,
    list::{Ca, subject},
};
use crate::{
    create::check_name,
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
    target::{Proven, check_target, file_name},
};
use orgkey_files::Written;
use orgkey_types::{Code, Failure, Outcome, Secret, Timestamp};
use orgkey_vault::{AuditHead, CaIdentity, CaKind, CaState as Stands, CertificateRole, NewCa, Vault, new_identifier};
use orgkey_x509::{
    CaProfile, Certificate, Issuer, KeyKind, Name, PrivateKey, Serial, Validity, Wanted, check_crl_points,
    public_key_certificate, self_signed,
};
use serde_json::json;
use std::path::Path;

/// Days from a revocation list to the next, where nobody says otherwise.
pub(crate) const LIST_DAYS: u32 = 30;

/// What the administrator asks for.
#[derive(Debug, Clone)]
pub struct CreateCa<'a> {
    /// Name in the vault: 1 to 100 characters.
    pub name: &'a str,
    /// Subject, as RFC 4514 writes names.
    pub subject: &'a str,
    /// Kind of key.
    pub key: KeyKind,
    /// `10y`, `18m` or a date.
    pub valid: &'a str,
    /// How many CAs may stand below it; none is no bound.
    pub path_len: Option<u8>,
    /// Whether the private key may ever leave the vault. Never changes.
    pub exportable: bool,
    /// Addresses of its revocation list, which go into what it issues.
    pub crl_points: Vec<String>,
    /// Make a request for a superior CA instead of standing alone.
    pub subordinate: bool,
    /// Where the request goes; the plan does without.
    pub request_target: Option<&'a Path>,
    /// Replace the file that stands there.
    pub overwrite: bool,
}

/// What would be made.
#[derive(Debug, Clone)]
pub struct CreateCaPlan {
    /// Name in the vault.
    pub name: String,
    /// Subject as it will stand in the certificate.
    pub subject: Name,
    /// Kind of key.
    pub key: KeyKind,
    /// From when until when.
    pub valid: Validity,
    /// How many CAs may stand below it.
    pub path_len: Option<u8>,
    /// Whether the private key may ever leave the vault.
    pub exportable: bool,
    /// A request for a superior CA would be written.
    pub subordinate: bool,
    /// Something stands where the request goes, and would be replaced.
    pub replaces: bool,
}

/// What was made.
#[derive(Debug, Clone)]
pub struct CreateCaReceipt {
    /// The CA.
    pub ca: Ca,
    /// Its certificates.
    pub certificates: CaCertificates,
    /// The request for the superior CA.
    pub request: Option<Written>,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

const STAGES: &[Stage] = &[Stage::Generating, Stage::Storing];
const REQUEST_STAGES: &[Stage] = &[Stage::Generating, Stage::Writing, Stage::ReadingBack, Stage::Storing];

/// Checks the settings and tells what would be made. Writes nothing.
///
/// # Errors
/// [`Code::NotPermitted`], [`Code::InvalidArgument`] for the name or the address of a list, [`Code::NameInvalid`], [`Code::InvalidExpiry`],
/// [`Code::CaExists`]; for the request's target what an export says.
pub fn plan_create_ca(vault: &Vault, request: &CreateCa<'_>, now: Timestamp) -> Outcome<CreateCaPlan> {
    permit(vault, UseCase::CreateCa)?;
    check_name("name", request.name, 100)?;
    let name = request.name.trim().to_owned();
    refuse_taken(vault, &name)?;
    let subject = Name::parse(request.subject)?;
    if subject.is_empty() {
        return Err(Failure::about(Code::NameInvalid, request.subject));
    }
    check_crl_points(&request.crl_points)?;
    let valid = Validity { not_before: now, not_after: end(request.valid, now)? };
    let target = request.request_target.filter(|_| request.subordinate);
    let replaces = target.map_or(Ok(false), |target| check_target(target, request.overwrite))?;
    let CreateCa { key, path_len, exportable, subordinate, .. } = *request;
    Ok(CreateCaPlan { name, subject, key, valid, path_len, exportable, subordinate, replaces })
}

/// Makes the CA: its key, its Self-Signed Certificate, and its Public Key Certificate or the request for one. Until it
/// is stored it can be cancelled and nothing is kept. The request gets its name after that, so that no superior CA is
/// asked to certify a key that nobody has; should this last step fail, [`super::write_ca_request`] writes it again.
///
/// # Errors
/// As [`plan_create_ca`]; [`Code::VaultReadOnly`]; [`Code::Cancelled`]; what the medium says of the request.
pub fn create_ca(
    vault: &mut Vault,
    request: &CreateCa<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<CreateCaReceipt> {
    let plan = plan_create_ca(vault, request, now)?;
    if plan.subordinate && request.request_target.is_none() {
        return Err(Failure::about(Code::InvalidArgument, "csr"));
    }
    let detail = json!({ "subject": plan.subject.to_string(), "key": plan.key.name(),
        "exportable": plan.exportable, "subordinate": plan.subordinate, "ends": plan.valid.not_after });
    let id = new_identifier()?;
    let intent = vault.begin("create-ca", &subject(&plan.name, &id), detail, now)?;
    let steps = Steps::new(progress, if plan.subordinate { REQUEST_STAGES } else { STAGES });
    let made = make(request, &plan, &steps);
    let (intent, (born, file)) = vault.made(intent, made, now)?;
    let stored = vault.change_cas(intent, now, |change| {
        let secrets = born.key.to_pkcs8()?;
        let state = if plan.subordinate { Stands::AwaitingCertificate } else { Stands::Active };
        let crl_points = request.crl_points.clone();
        let row = new_ca((&id, &plan.name), &born, plan.exportable, &secrets);
        change.insert(&NewCa { state, crl_points, ..row })?;
        born.store(change, &id)?;
        change.ca(&id)
    })?;
    let file = file.map(Proven::commit).transpose()?;
    let certificates = CaCertificates::of(vault, &stored.id)?;
    let ca = Ca::of(vault, stored, now)?;
    Ok(CreateCaReceipt { ca, certificates, request: file, audit_head: vault.audit_head()? })
}

fn make(request: &CreateCa<'_>, plan: &CreateCaPlan, steps: &Steps<'_>) -> Outcome<(Born, Option<Proven>)> {
    steps.begin(Stage::Generating)?;
    let born = Born::new(plan.key, &plan.subject, plan.valid, plan.path_len, plan.subordinate)?;
    let target = request.request_target.filter(|_| plan.subordinate);
    let write = |target| write_request(&born.key, &plan.subject, target, request.overwrite, steps);
    let file = target.map(write).transpose()?;
    steps.begin(Stage::Storing)?;
    Ok((born, file))
}

/// Writes the request for a superior CA as PEM, and reads it back; whoever commits it gives it its name.
pub(crate) fn write_request(
    key: &PrivateKey,
    subject: &Name,
    target: &Path,
    overwrite: bool,
    steps: &Steps<'_>,
) -> Outcome<Proven> {
    let der = orgkey_x509::request(key, subject, &Wanted { ca: true, ..Wanted::default() })?;
    let pem = orgkey_x509::pem("CERTIFICATE REQUEST", &der);
    let proven =
        Proven::write(target, overwrite, pem.as_bytes(), steps, |read| match orgkey_x509::read_any(read)?.as_slice() {
            [orgkey_x509::Found::Request(read)] => read.signature_holds(),
            _ => Err(Failure::about(Code::NotProven, file_name(target))),
        });
    proven.map(|(file, ())| file)
}

/// The key of a new CA with the certificates that are born with it.
pub(super) struct Born {
    pub(super) key: PrivateKey,
    pub(super) self_signed: Certificate,
    pub(super) public_key: Option<Certificate>,
}

impl Born {
    pub(super) fn new(
        kind: KeyKind,
        subject: &Name,
        valid: Validity,
        path_len: Option<u8>,
        subordinate: bool,
    ) -> Outcome<Self> {
        let key = PrivateKey::generate(kind)?;
        let profile = CaProfile { subject: subject.clone(), valid, path_len };
        let self_signed = self_signed(&key, &profile, &Serial::random()?)?;
        let public_key = match subordinate {
            true => None,
            false => Some(public_key_certificate(&Issuer::new(&self_signed, &key)?, valid, &Serial::random()?)?),
        };
        Ok(Self { key, self_signed, public_key })
    }

    pub(super) fn store(&self, change: &orgkey_vault::CaChange<'_>, ca: &str) -> Outcome<()> {
        change.put_certificate(ca, CertificateRole::SelfSigned, self.self_signed.der())?;
        if let Some(certificate) = &self.public_key {
            change.put_certificate(ca, CertificateRole::PublicKey, certificate.der())?;
        }
        Ok(())
    }
}

/// The row of a CA that was made here.
pub(super) fn new_ca<'a>((id, name): (&str, &str), born: &Born, exportable: bool, secrets: &'a Secret) -> NewCa<'a> {
    NewCa {
        id: id.to_owned(),
        name: name.to_owned(),
        state: Stands::Active,
        identity: CaIdentity {
            subject: born.self_signed.subject().der().to_vec(),
            subject_text: born.self_signed.subject().to_string(),
            key_algorithm: born.key.algorithm(),
            key_id: hex::encode(born.self_signed.key_id()),
            spki_sha256: hex::encode(born.key.public().sha256()),
            exportable,
            born_with: format!("OrgKey Console {}", env!("CARGO_PKG_VERSION")),
            origin: "created".to_owned(),
        },
        revocations_known: true,
        crl_number: 0,
        crl_days: LIST_DAYS,
        crl_points: Vec::new(),
        secrets: Some(secrets),
        kind: CaKind::OrganizationalCa,
        organization_key: None,
    }
}

pub(super) fn refuse_taken(vault: &Vault, name: &str) -> Outcome<()> {
    let taken = vault.cas()?.into_iter().any(|row| row.state != Stands::Retired && row.name.eq_ignore_ascii_case(name));
    if taken { Err(Failure::about(Code::CaExists, name)) } else { Ok(()) }
}
