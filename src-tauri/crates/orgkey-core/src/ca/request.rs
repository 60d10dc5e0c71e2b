use super::{
    authority::open_key,
    create::write_request,
    list::{Ca, find_ca, subject},
};
use crate::{
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
    target::{check_target, file_name},
};
use orgkey_files::Written;
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{AuditHead, CaState as Stands, Vault};
use orgkey_x509::Name;
use serde_json::json;
use std::path::Path;

/// What was written.
#[derive(Debug, Clone)]
pub struct RequestReceipt {
    /// The CA.
    pub ca: Ca,
    /// The request.
    pub file: Written,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

const STAGES: &[Stage] = &[Stage::Writing, Stage::ReadingBack];

/// Writes the request for a superior CA once more: because the first was lost, or to have the Public Key Certificate
/// renewed. Its answer is installed as the first was.
///
/// # Errors
/// [`Code::NotPermitted`], [`Code::CaNotFound`], [`Code::CaRetired`]; what an export says of its target.
pub fn write_ca_request(
    vault: &mut Vault,
    ca: Option<&str>,
    target: &Path,
    overwrite: bool,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<RequestReceipt> {
    permit(vault, UseCase::RequestCa)?;
    let ca = find_ca(vault, ca, now)?;
    if ca.stored.state == Stands::Retired {
        return Err(Failure::about(Code::CaRetired, &ca.stored.name));
    }
    check_target(target, overwrite)?;
    let name = subject(&ca.stored.name, &ca.stored.id);
    let intent = vault.begin("write-ca-request", &name, json!({ "file": file_name(target) }), now)?;
    let written = open_key(vault, &ca.stored.id).and_then(|key| {
        let subject = Name::from_der(&ca.stored.identity.subject)?;
        write_request(&key, &subject, target, overwrite, &Steps::new(progress, STAGES))?.commit()
    });
    let (intent, file) = vault.made(intent, written, now)?;
    vault.settle_done(intent, now)?;
    Ok(RequestReceipt { ca, file, audit_head: vault.audit_head()? })
}
