use super::list::find;
use crate::ca::{CaPart, ExportCa, ExportCaPlan, ExportCaReceipt, export_of, plan_export_of};
use crate::progress::Progress;
use orgkey_types::{Outcome, Timestamp};
use orgkey_vault::Vault;

/// What the administrator asks for.
pub struct ExportOrgCert<'a> {
    /// An earlier one, by id or serial number; none is the one in use.
    pub which: Option<&'a str>,
    /// What leaves the vault, how and where to: as of a CA, whose name is not asked here.
    pub export: ExportCa<'a>,
}

impl<'a> ExportOrgCert<'a> {
    /// The certificate itself, as [`CaPart::Certificate`] wants it.
    pub fn certificate(format: crate::ca::CertificateFormat) -> CaPart<'a> {
        let which = crate::ca::CertificateChoice::Own { role: crate::ca::CertificateRole::PublicKey, serial: None };
        CaPart::Certificate { which, format }
    }
}

/// Checks right, rules, password and target, and tells what would be written. Writes nothing.
///
/// # Errors
/// [`orgkey_types::Code::OrgCertMissing`]; as [`crate::ca::plan_export_ca`].
pub fn plan_export_org_cert(vault: &Vault, request: &ExportOrgCert<'_>, now: Timestamp) -> Outcome<ExportCaPlan> {
    plan_export_of(vault, find(vault, request.which, now)?.ca, &request.export)
}

/// Writes the certificate, or the keypair as PKCS#12, which is proven as the backup of a CA is and entered in the
/// register.
///
/// # Errors
/// As [`plan_export_org_cert`] and [`crate::ca::export_ca`].
pub fn export_org_cert(
    vault: &mut Vault,
    request: &ExportOrgCert<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<ExportCaReceipt> {
    let found = find(vault, request.which, now)?;
    export_of(vault, found.ca, &request.export, progress, now)
}
