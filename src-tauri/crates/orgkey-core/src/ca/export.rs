use super::{
    authority::open_key,
    certificates::CaCertificates,
    format::{CertificateFormat, encode, prove_certificates},
    list::{BACKUP_KIND, Ca, find_ca, subject},
    proof::{CaProof, prove},
    rules::{accept_ca_password, key_leaves},
};
use crate::{
    export::{Reauthentication, reauthenticate},
    progress::{Progress, Stage, Steps},
    target::{Proven, check_target, file_name, place, take_back},
};
use orgkey_files::Written;
use orgkey_pkcs12::{Contents, NamedCertificate, Preset};
use orgkey_types::{Code, Failure, Outcome, Passphrase, Timestamp};
use orgkey_vault::{AuditHead, CertificateRole, Intent, NewBackup, Vault};
use orgkey_x509::{Certificate, Serial};
use serde::Serialize;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Which of the certificates of a CA.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CertificateChoice<'a> {
    /// What it is to the CA.
    pub role: CertificateRole,
    /// Its serial number, hexadecimal. Without one it is, of several, the nearest above the CA or else the newest.
    pub serial: Option<&'a str>,
}

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
    /// No: one certificate.
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

/// What a thing in the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(rename = "CaFileEntryKind"))]
#[serde(rename_all = "kebab-case")]
pub enum FileEntryKind {
    /// The private key.
    PrivateKey,
    /// The Self-Signed Certificate.
    SelfSigned,
    /// The Public Key Certificate.
    PublicKey,
    /// Of a CA above it, or another that the CA needs.
    Chain,
    /// Leads from another CA to this one.
    Cross,
    /// An earlier certificate of the CA.
    Former,
}

/// One thing in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// What it is.
    pub kind: FileEntryKind,
    /// Its friendlyName in a PKCS#12 file.
    pub friendly_name: Option<String>,
    /// Subject of a certificate, algorithm of a key.
    pub text: String,
    /// The certificate.
    pub certificate: Option<Certificate>,
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
/// [`Code::CaNotFound`], [`Code::CaAwaitsCertificate`] and [`Code::CertificateMissing`] for a certificate that is not
/// there; of a backup
/// [`Code::NotPermitted`], [`Code::KeyNotExportable`], [`Code::PasswordNotAlphanumeric`], [`Code::PassphraseWeak`];
/// [`Code::FileExists`], [`Code::NotAFile`], [`Code::FileNotFound`] without the folder.
pub fn plan_export_ca(vault: &Vault, request: &ExportCa<'_>, now: Timestamp) -> Outcome<ExportCaPlan> {
    let ca = find_ca(vault, request.ca, now)?;
    let certificates = CaCertificates::of(vault, &ca.stored.id)?;
    let (contents, preset) = match request.part {
        CaPart::Backup { preset, vendor_compatible, password } => {
            key_leaves(vault, &ca.stored)?;
            if let Some(password) = password {
                accept_ca_password(password, vendor_compatible)?;
            }
            (backup_contents(&ca, &certificates), Some(preset))
        }
        CaPart::Certificate { which, format } => (public_contents(&ca, &certificates, which, format)?, None),
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
    let plan = plan_export_ca(vault, request, now)?;
    let backup = matches!(request.part, CaPart::Backup { .. });
    if backup {
        reauthenticate(vault, request.reauthentication)?;
    }
    if matches!(request.part, CaPart::Backup { password: None, .. }) {
        return Err(Failure::about(Code::PassphraseMissing, "file"));
    }
    let action = if backup { "export-ca" } else { "export-ca-certificate" };
    let detail = json!({ "file": file_name(request.target), "preset": plan.preset.map(Preset::name) });
    let intent = vault.begin(action, &subject(&plan.ca.stored.name, &plan.ca.stored.id), detail, now)?;
    let written = match request.part {
        CaPart::Backup { preset, password: Some(password), .. } => {
            write_backup(vault, request, &plan, (preset, password), progress)
        }
        CaPart::Certificate { format, .. } => write_public(request, &plan, format, progress).map(|file| (file, vec![])),
        CaPart::Backup { .. } => Err(Failure::about(Code::PassphraseMissing, "file")),
    };
    let (intent, (file, proof)) = vault.made(intent, written, now)?;
    let (path, replaces) = (file.path.clone(), plan.replaces);
    settle(vault, intent, plan, file, proof, now).inspect_err(|_| take_back(&path, replaces))
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

fn named(entry: &FileEntry) -> Option<NamedCertificate<'_>> {
    entry.certificate.as_ref().map(|certificate| NamedCertificate {
        der: certificate.der(),
        friendly_name: entry.friendly_name.as_deref(),
        matches_key: entry.kind != FileEntryKind::Chain,
    })
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
                    subject_fingerprint: ca.spki_sha256.parse()?,
                    generation: ca.generation,
                    kind: BACKUP_KIND.to_owned(),
                    file_name: file_name(&file.path),
                    place: place(&file.path),
                    bytes: file.bytes,
                    sha256: file.sha256.clone(),
                    preset: preset.name().to_owned(),
                    proof: serde_json::to_value(&proof).unwrap_or_default(),
                    proven: true,
                },
                now,
            )?;
        }
        None => vault.settle_done(intent, now)?,
    }
    let (ca, audit_head) = (find_ca(vault, Some(&plan.ca.stored.id), now)?, vault.audit_head()?);
    Ok(ExportCaReceipt { ca, contents: plan.contents, preset: plan.preset, file, at: now, proof, audit_head })
}

/// The certificate that the key's programs look for first, then the other, then those above.
fn backup_contents(ca: &Ca, certificates: &CaCertificates) -> Vec<FileEntry> {
    let name = &ca.stored.name;
    let key = FileEntry {
        kind: FileEntryKind::PrivateKey,
        friendly_name: Some(name.clone()),
        text: ca.stored.key_algorithm.clone(),
        certificate: None,
    };
    let mut contents = vec![key];
    if let Some(certificate) = &certificates.public_key {
        contents.push(entry(FileEntryKind::PublicKey, certificate, Some(format!("{name} - Public Key Certificate"))));
    }
    let second = certificates.self_signed.iter().filter(|second| Some(*second) != certificates.public_key.as_ref());
    for certificate in second {
        contents.push(entry(FileEntryKind::SelfSigned, certificate, Some(format!("{name} - Self-Signed Certificate"))));
    }
    for certificate in certificates.chain.iter().chain(&certificates.cross) {
        contents.push(entry(FileEntryKind::Chain, certificate, certificate.subject().common_name()));
    }
    contents
}

fn public_contents(
    ca: &Ca,
    certificates: &CaCertificates,
    which: CertificateChoice<'_>,
    format: CertificateFormat,
) -> Outcome<Vec<FileEntry>> {
    let certificate = chosen(ca, certificates, which)?;
    let mut contents = vec![entry(kind(which.role), certificate, None)];
    if format == CertificateFormat::P7b {
        contents.extend(above(certificate, certificates).iter().map(|one| entry(FileEntryKind::Chain, one, None)));
    }
    Ok(contents)
}

fn chosen<'a>(ca: &Ca, certificates: &'a CaCertificates, which: CertificateChoice<'_>) -> Outcome<&'a Certificate> {
    let serial = which.serial.map(|serial| serial.trim().parse::<Serial>()).transpose()?;
    let fits = |one: &&Certificate| serial.as_ref().is_none_or(|serial| one.serial() == serial);
    let found = certificates.of_role(which.role).into_iter().find(fits);
    found.ok_or_else(|| match (which.serial, which.role) {
        (Some(serial), _) => Failure::about(Code::CertificateMissing, serial),
        (None, CertificateRole::SelfSigned | CertificateRole::PublicKey) => {
            Failure::about(Code::CaAwaitsCertificate, &ca.stored.name)
        }
        (None, role) => Failure::about(Code::CertificateMissing, role.name()),
    })
}

fn kind(role: CertificateRole) -> FileEntryKind {
    match role {
        CertificateRole::SelfSigned => FileEntryKind::SelfSigned,
        CertificateRole::PublicKey => FileEntryKind::PublicKey,
        CertificateRole::Chain => FileEntryKind::Chain,
        CertificateRole::Cross => FileEntryKind::Cross,
        CertificateRole::Former => FileEntryKind::Former,
    }
}

/// What leads from a certificate to its trust anchor, without the certificate itself.
pub(super) fn above(certificate: &Certificate, certificates: &CaCertificates) -> Vec<Certificate> {
    let candidates: Vec<Certificate> = certificates.all().cloned().collect();
    let whole = orgkey_x509::chain(certificate, &candidates).unwrap_or_default();
    whole.into_iter().filter(|one| one != certificate).collect()
}

fn entry(kind: FileEntryKind, certificate: &Certificate, friendly_name: Option<String>) -> FileEntry {
    let (text, certificate) = (certificate.subject().to_string(), Some(certificate.clone()));
    FileEntry { kind, friendly_name, text, certificate }
}
