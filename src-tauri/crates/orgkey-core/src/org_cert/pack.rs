use super::list::{OrgCert, find};
use crate::{
    ca::{CertificateFormat, encode, prove_certificates, subject},
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
    target::{Proven, check_target, file_name},
};
use orgkey_files::Written;
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{AuditHead, Vault, new_identifier};
use orgkey_x509::Certificate;
use serde_json::json;
use std::path::{Path, PathBuf};

/// What the administrator asks for.
#[derive(Debug, Clone, Copy)]
pub struct PackOrgCert<'a> {
    /// An earlier one, by id or serial number; none is the one in use.
    pub which: Option<&'a str>,
    /// The folder; it must not be there yet.
    pub target: &'a Path,
}

/// What was written.
#[derive(Debug, Clone)]
pub struct PackReceipt {
    /// The folder.
    pub folder: PathBuf,
    /// Its files.
    pub files: Vec<Written>,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

const STAGES: &[Stage] = &[Stage::Writing, Stage::ReadingBack, Stage::Comparing];

/// Writes what a partner outside needs into a new folder: the certificate as PEM and DER, with those above it as P7B, and
/// a sheet with its fingerprints to compare over another way. The folder gets its name when all of it is proven.
///
/// # Errors
/// [`Code::OrgCertMissing`]; [`Code::FileExists`] for a folder that is there; what the medium says.
pub fn pack_org_cert(
    vault: &mut Vault,
    request: &PackOrgCert<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<PackReceipt> {
    permit(vault, UseCase::ShowCertificates)?;
    let found = find(vault, request.which, now)?;
    // A folder that stands there is no file, and a file may not be replaced either.
    match check_target(request.target, false) {
        Err(failure) if failure.code == Code::NotAFile => {
            return Err(Failure::about(Code::FileExists, request.target.display()));
        }
        other => other?,
    };
    let (row, detail) = (&found.ca.stored, json!({ "folder": file_name(request.target) }));
    let intent = vault.begin("pack-organization-certificate", &subject(&row.name, &row.id), detail, now)?;
    let written = write(&found, request.target, &Steps::new(progress, STAGES));
    let (intent, files) = vault.made(intent, written, now)?;
    vault.settle_done(intent, now)?;
    Ok(PackReceipt { folder: request.target.to_owned(), files, audit_head: vault.audit_head()? })
}

/// Everything is written and proven in a folder beside it, which then is renamed.
fn write(found: &OrgCert, target: &Path, steps: &Steps<'_>) -> Outcome<Vec<Written>> {
    let part = target.with_file_name(format!(".{}.{}.part", file_name(target), new_identifier()?));
    orgkey_files::create_private_dir(&part)?;
    let files = fill(found, &part, steps).and_then(|files| {
        orgkey_files::move_folder(&part, target)?;
        Ok(files)
    });
    let moved = |file: Written| Written { path: target.join(file_name(&file.path)), ..file };
    match files {
        Ok(files) => Ok(files.into_iter().map(moved).collect()),
        Err(failure) => {
            // What cannot be removed is a hidden folder that nothing leads to.
            let _ = orgkey_files::remove_folder(&part);
            Err(failure)
        }
    }
}

fn fill(found: &OrgCert, folder: &Path, steps: &Steps<'_>) -> Outcome<Vec<Written>> {
    let own = &found.certificate;
    let chain: Vec<&Certificate> = std::iter::once(own).chain(&found.certificates.chain).collect();
    let forms = [
        ("certificate.pem", CertificateFormat::Pem, vec![own]),
        ("certificate.der", CertificateFormat::Der, vec![own]),
        ("certificate-chain.p7b", CertificateFormat::P7b, chain),
    ];
    let mut files = Vec::new();
    for (name, format, certificates) in forms {
        let bytes = encode(&certificates, format)?;
        let proven =
            Proven::write(&folder.join(name), false, &bytes, steps, |read| prove_certificates(read, &certificates));
        files.push(proven?.0.commit()?);
    }
    let sheet = sheet(own);
    let (file, ()) = Proven::write(&folder.join("fingerprints.txt"), false, sheet.as_bytes(), steps, |_| Ok(()))?;
    files.push(file.commit()?);
    Ok(files)
}

/// Lines of seventy characters at most, for paper and for the telephone.
fn sheet(certificate: &Certificate) -> String {
    let (summary, valid) = (certificate.summary(), certificate.validity());
    let sha256 = grouped(&hex::encode(certificate.sha256()));
    format!(
        "Organization Certificate\n\nSubject:     {}\nIssuer:      {}\nSerial:      {}\nValid from:  {}\nValid until: \
         {}\nKey:         {}\n\nSHA-256 of the certificate:\n{}\n\nCompare the fingerprint over another way than this \
         file came, for example by telephone,\nbefore you trust the certificate.\n",
        summary.subject,
        summary.issuer,
        summary.serial,
        valid.not_before,
        valid.not_after,
        summary.key_algorithm,
        sha256,
    )
}

/// `AB:CD:…`, sixteen octets to a line.
fn grouped(hex: &str) -> String {
    let letters: Vec<char> = hex.to_ascii_uppercase().chars().collect();
    let octets: Vec<String> = letters.chunks(2).map(|pair| pair.iter().collect()).collect();
    octets.chunks(16).map(|line| line.join(":")).collect::<Vec<_>>().join("\n")
}
