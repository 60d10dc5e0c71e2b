use super::list::find;
use crate::{
    ca::{CrlPlan, CrlReceipt, PublishCrl, plan_crl_of, publish_crl_of},
    progress::Progress,
};
use orgkey_types::{Outcome, Timestamp};
use orgkey_vault::Vault;

/// What the administrator asks for.
#[derive(Debug, Clone)]
pub struct PublishOrgCertCrl<'a> {
    /// An earlier one, by id or serial number; none is the one in use.
    pub which: Option<&'a str>,
    /// The list, as of a CA, whose name is not asked here.
    pub list: PublishCrl<'a>,
}

/// Tells what would be published. Writes nothing.
///
/// # Errors
/// [`orgkey_types::Code::OrgCertMissing`]; as [`crate::ca::plan_crl`].
pub fn plan_org_cert_crl(vault: &Vault, request: &PublishOrgCertCrl<'_>, now: Timestamp) -> Outcome<CrlPlan> {
    plan_crl_of(vault, find(vault, request.which, now)?.ca, &request.list, now)
}

/// Makes the next revocation list, proves the file and stores the list. An earlier Organization Certificate still
/// publishes: what it has signed lives until it ends.
///
/// # Errors
/// As [`plan_org_cert_crl`] and [`crate::ca::publish_crl`].
pub fn publish_org_cert_crl(
    vault: &mut Vault,
    request: &PublishOrgCertCrl<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<CrlReceipt> {
    let found = find(vault, request.which, now)?;
    publish_crl_of(vault, found.ca, &request.list, progress, now)
}
