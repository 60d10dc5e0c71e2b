use super::{
    authority::open_key,
    certificates::CaCertificates,
    contents::{self, CertificateChoice, FileEntry, named},
    format::{CertificateFormat, encode, prove_certificates},
    list::{Ca, backup_kind, find_ca, subject},
    proof::{CaProof, prove},
    rules::{accept_ca_password, key_leaves},
};
use crate::{
    administrator::{Operation, approved},
    export::{Reauthentication, reauthenticate},
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
    target::{Proven, check_target, file_name, place, take_back},
};
use orgkey_files::Written;
use orgkey_pkcs12::{Contents, NamedCertificate, Preset};
use orgkey_types::{Code, Failure, Outcome, Passphrase, Timestamp};
use orgkey_vault::{AuditHead, CaKind, Intent, NewBackup, Vault};
use orgkey_x509::Certificate;
use serde_json::json;
use std::path::{Path, PathBuf};

/// "Do you want to export the private key?"
#[derive(Debug, Clone, Copy)]
pub enum CaPart<'a> {
    /// Yes: key and both certificates with their chain, as PKCS#12.
    Backup {
        /// How the file is protected.
        preset: Preset,
        /// Take six or more ASCII letters and digits, as Certificate Server does.
        vendor_compatible: bool,
        /// Password of the file; the plan does without.
        password: Option<&'a Passphrase>,
    },
    /// No: one certificate, of the CA or by it.
    Certificate {
        /// Which one.
        which: CertificateChoice<'a>,
        /// How it is written.
        format: CertificateFormat,
    },
}

/// What the administrator asks for.
pub struct ExportCa<'a> {
    /// The CA, as [`find_ca`] finds it.
    pub ca: Option<&'a str>,
    /// What leaves the vault.
    pub part: CaPart<'a>,
    /// How the administrator has shown to be the same person as at unlock; for a backup only.
    pub reauthentication: Reauthentication<'a>,
    /// Where the file goes.
    pub target: &'a Path,
    /// Replace the file that stands there.
    pub overwrite: bool,
}

/// What would be written.
#[derive(Debug, Clone)]
pub struct ExportCaPlan {
    /// The CA.
    pub ca: Ca,
    /// Everything in the file, in its order.
    pub contents: Vec<FileEntry>,
    /// Protection; of a backup only.
    pub preset: Option<Preset>,
    /// Where the file goes.
    pub target: PathBuf,
    /// Something stands there and would be replaced.
    pub replaces: bool,
}

/// What was written and how it was proven.
#[derive(Debug, Clone)]
pub struct ExportCaReceipt {
    /// The CA; a backup counts already.
    pub ca: Ca,
    /// What is in the file, in its order.
    pub contents: Vec<FileEntry>,
    /// Protection; of a backup only.
    pub preset: Option<Preset>,
    /// The file.
    pub file: Written,
    /// When.
    pub at: Timestamp,
    /// How a backup was proven; empty without the private key, where the bytes were compared.
    pub proof: Vec<CaProof>,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

const BACKUP_STAGES: &[Stage] = &[
    Stage::Protecting,
    Stage::Writing,
    Stage::ReadingBack,
    Stage::Opening,
    Stage::Comparing,
    Stage::Verifying,
    Stage::Registering,
];
const PUBLIC_STAGES: &[Stage] = &[Stage::Writing, Stage::ReadingBack, Stage::Comparing];

/// Checks right, rules, password and target, and tells what would be written. Writes nothing.
///
/// # Errors
/// [`Code::CaNotFound`]; [`Code::CaAwaitsCertificate`] and [`Code::CertificateMissing`] for a certificate of the CA that
/// is not there, [`Code::SerialNotFound`] and [`Code::CertificateNotKept`] for one that it has issued; of a backup
/// [`Code::NotPermitted`], [`Code::KeyNotExportable`], [`Code::PasswordNotAlphanumeric`], [`Code::PassphraseWeak`];
/// [`Code::FileExists`], [`Code::NotAFile`], [`Code::FileNotFound`] without the folder.
pub fn plan_export_ca(vault: &Vault, request: &ExportCa<'_>, now: Timestamp) -> Outcome<ExportCaPlan> {
    plan_export_of(vault, find_ca(vault, request.ca, now)?, request)
}

/// The same for an authority that was found already.
pub(crate) fn plan_export_of(vault: &Vault, ca: Ca, request: &ExportCa<'_>) -> Outcome<ExportCaPlan> {
    let certificates = CaCertificates::of(vault, &ca.stored.id)?;
    let (contents, preset) = match request.part {
        CaPart::Backup { preset, vendor_compatible, password } => {
            key_leaves(vault, &ca.stored)?;
            if let Some(password) = password {
                accept_ca_password(password, vendor_compatible)?;
            }
            (contents::of_backup(&ca, &certificates), Some(preset))
        }
        CaPart::Certificate { which, format } => {
            permit(vault, UseCase::ExportCertificate)?;
            (contents::of_certificate(vault, (&ca, &certificates), which, format)?, None)
        }
    };
    let replaces = check_target(request.target, request.overwrite)?;
    Ok(ExportCaPlan { ca, contents, preset, target: request.target.to_owned(), replaces })
}

/// Writes the file, proves it, and only then gives it its name. An unproven file is never left behind.
///
/// # Errors
/// As [`plan_export_ca`]; [`Code::PassphraseMissing`]; [`Code::WrongPassphrase`] for the administrator's own;
/// [`Code::NotProven`] with the step that failed; [`Code::Cancelled`]; what the medium says.
pub fn export_ca(
    vault: &mut Vault,
    request: &ExportCa<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<ExportCaReceipt> {
    let ca = find_ca(vault, request.ca, now)?;
    export_of(vault, ca, request, progress, now)
}

/// The same for an authority that was found already.
pub(crate) fn export_of(
    vault: &mut Vault,
    ca: Ca,
    request: &ExportCa<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<ExportCaReceipt> {
    let plan = plan_export_of(vault, ca, request)?;
    let writing = Writing::ready(vault, request)?;
    let serial = plan.contents.first().and_then(|entry| entry.certificate.as_ref()).map(|one| one.serial().hex());
    let detail =
        json!({ "file": file_name(request.target), "preset": plan.preset.map(Preset::name), "serial": serial });
    let leaves = matches!(request.part, CaPart::Backup { .. }).then_some(Operation::ExportCa);
    let detail = approved(vault, leaves, detail, now)?;
    let name = subject(&plan.ca.stored.name, &plan.ca.stored.id);
    let intent = vault.begin(action(plan.ca.stored.kind, request.part), &name, detail, now)?;
    let written = match writing {
        Writing::Backup(preset, password) => write_backup(vault, request, &plan, (preset, password), progress),
        Writing::Certificate(format) => write_public(request, &plan, format, progress).map(|file| (file, Vec::new())),
    };
    let (intent, (file, proof)) = vault.made(intent, written, now)?;
    let (path, replaces) = (file.path.clone(), plan.replaces);
    settle(vault, intent, plan, file, proof, now).inspect_err(|_| take_back(&path, replaces))
}

/// What is written, with all that it takes.
enum Writing<'a> {
    Backup(Preset, &'a Passphrase),
    Certificate(CertificateFormat),
}

impl<'a> Writing<'a> {
    /// The plan does without the passphrases; what leaves the vault does not.
    fn ready(vault: &Vault, request: &ExportCa<'a>) -> Outcome<Self> {
        match request.part {
            CaPart::Certificate { format, .. } => Ok(Self::Certificate(format)),
            CaPart::Backup { preset, password, .. } => {
                reauthenticate(vault, request.reauthentication)?;
                let password = password.ok_or_else(|| Failure::about(Code::PassphraseMissing, "that of the file"))?;
                Ok(Self::Backup(preset, password))
            }
        }
    }
}

fn action(kind: CaKind, part: CaPart<'_>) -> &'static str {
    match (kind, part) {
        (CaKind::OrganizationCertificate, CaPart::Backup { .. }) => "export-organization-certificate-keypair",
        (CaKind::OrganizationCertificate, CaPart::Certificate { .. }) => "export-organization-certificate",
        (CaKind::OrganizationalCa, CaPart::Backup { .. }) => "export-ca",
        (_, CaPart::Certificate { which: CertificateChoice::Own { .. }, .. }) => "export-ca-certificate",
        (_, CaPart::Certificate { which: CertificateChoice::Issued { .. }, .. }) => "export-issued-certificate",
    }
}

fn write_backup(
    vault: &Vault,
    request: &ExportCa<'_>,
    plan: &ExportCaPlan,
    (preset, password): (Preset, &Passphrase),
    progress: &dyn Progress,
) -> Outcome<(Written, Vec<CaProof>)> {
    let steps = Steps::new(progress, BACKUP_STAGES);
    steps.begin(Stage::Protecting)?;
    let ca = &plan.ca.stored;
    let certificates = CaCertificates::of(vault, &ca.id)?;
    let key = open_key(vault, &ca.id)?;
    let named: Vec<NamedCertificate<'_>> = plan.contents.iter().filter_map(named).collect();
    let contents = Contents { key: &key.to_pkcs8()?, key_name: &ca.name, certificates: &named };
    let bytes = orgkey_pkcs12::write(&contents, preset, password)?;
    let written: Vec<Certificate> = plan.contents.iter().filter_map(|entry| entry.certificate.clone()).collect();
    let (file, proof) = Proven::write(request.target, request.overwrite, &bytes, &steps, |read| {
        prove(read, password, &certificates, &written, &steps)
    })?;
    steps.begin(Stage::Registering)?;
    Ok((file.commit()?, proof))
}

fn write_public(
    request: &ExportCa<'_>,
    plan: &ExportCaPlan,
    format: CertificateFormat,
    progress: &dyn Progress,
) -> Outcome<Written> {
    let steps = Steps::new(progress, PUBLIC_STAGES);
    let certificates: Vec<&Certificate> = plan.contents.iter().filter_map(|entry| entry.certificate.as_ref()).collect();
    let bytes = encode(&certificates, format)?;
    let (file, ()) = Proven::write(request.target, request.overwrite, &bytes, &steps, |read| {
        steps.begin(Stage::Comparing)?;
        prove_certificates(read, &certificates)
    })?;
    file.commit()
}

fn settle(
    vault: &mut Vault,
    intent: Intent,
    plan: ExportCaPlan,
    file: Written,
    proof: Vec<CaProof>,
    now: Timestamp,
) -> Outcome<ExportCaReceipt> {
    let ca = &plan.ca.stored;
    match plan.preset {
        Some(preset) => {
            vault.insert_backup(
                intent,
                NewBackup {
                    subject_id: ca.id.clone(),
                    subject_fingerprint: ca.identity.spki_sha256.parse()?,
                    generation: ca.generation,
                    kind: backup_kind(ca).to_owned(),
                    file_name: file_name(&file.path),
                    place: place(&file.path),
                    bytes: file.bytes,
                    sha256: file.sha256.clone(),
                    preset: preset.name().to_owned(),
                    proof: serde_json::to_value(&proof).unwrap_or_default(),
                    proven: true,
                    replaces: file.replaced.clone(),
                },
                now,
            )?;
        }
        None => vault.settle_done(intent, now)?,
    }
    let (ca, audit_head) = (Ca::of(vault, vault.ca(&plan.ca.stored.id)?, now)?, vault.audit_head()?);
    Ok(ExportCaReceipt { ca, contents: plan.contents, preset: plan.preset, file, at: now, proof, audit_head })
}
