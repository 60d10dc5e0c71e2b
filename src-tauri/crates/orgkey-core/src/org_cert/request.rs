use super::{rules, subject::OrgCertSubject};
use crate::{
    ca::{organization_key, organization_public_key, write_request},
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
    target::{check_target, file_name},
};
use orgkey_files::Written;
use orgkey_types::{Outcome, Timestamp};
use orgkey_vault::{AuditHead, Vault};
use serde_json::json;
use std::path::Path;

/// What the administrator asks for.
#[derive(Debug, Clone)]
pub struct WriteOrgCertRequest<'a> {
    /// The fields of the dialog.
    pub subject: OrgCertSubject<'a>,
    /// Where the request goes.
    pub target: &'a Path,
    /// Replace the file that stands there.
    pub overwrite: bool,
}

/// What was written.
#[derive(Debug, Clone)]
pub struct OrgCertRequestReceipt {
    /// Subject that is asked for.
    pub subject: String,
    /// Kind of the Organization Key.
    pub key_algorithm: String,
    /// The request.
    pub file: Written,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

const STAGES: &[Stage] = &[Stage::Writing, Stage::ReadingBack];

/// Writes a request (PKCS#10, PEM) over the Organization Key for a certification authority. The vault keeps nothing of it:
/// the answer is told by its key, and may come under another name than was asked for.
///
/// # Errors
/// As [`super::generate_org_cert`]; what an export says of its target.
pub fn write_org_cert_request(
    vault: &mut Vault,
    request: &WriteOrgCertRequest<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<OrgCertRequestReceipt> {
    permit(vault, UseCase::MakeOrgCert)?;
    let subject = request.subject.name()?;
    rules::email_is_free(vault, &subject, &[])?;
    let row = rules::organization_key(vault, now)?;
    let key_algorithm = organization_public_key(&row)?.algorithm();
    check_target(request.target, request.overwrite)?;
    let detail = json!({ "file": file_name(request.target), "subject": subject.to_string() });
    let name = row.summary.fingerprint.to_string();
    let intent = vault.begin("request-organization-certificate", &name, detail, now)?;
    let steps = Steps::new(progress, STAGES);
    let written = organization_key(vault, &row.id)
        .and_then(|key| write_request(&key, &subject, request.target, request.overwrite, &steps)?.commit());
    let (intent, file) = vault.made(intent, written, now)?;
    vault.settle_done(intent, now)?;
    Ok(OrgCertRequestReceipt { subject: subject.to_string(), key_algorithm, file, audit_head: vault.audit_head()? })
}
