use super::{
    candidate::{Candidate, OrgCertPlan, OrgCertReceipt, Signer},
    rules,
    subject::OrgCertSubject,
};
use crate::ca::{organization_key, organization_public_key};
use crate::permit::{UseCase, permit};
use orgkey_types::{Outcome, Timestamp};
use orgkey_vault::Vault;
use orgkey_x509::{CaProfile, Serial, Validity, self_signed};

/// What the administrator asks for.
#[derive(Debug, Clone)]
pub struct GenerateOrgCert<'a> {
    /// The fields of the dialog.
    pub subject: OrgCertSubject<'a>,
    /// Addresses of its revocation list, which go into users' certificates.
    pub crl_points: Vec<String>,
}

/// Makes the certificate to look at. Stores nothing.
///
/// # Errors
/// [`orgkey_types::Code::NotPermitted`], [`orgkey_types::Code::OrganizationKeyMissing`],
/// [`orgkey_types::Code::KeyRevoked`], [`orgkey_types::Code::KeyExpired`],
/// [`orgkey_types::Code::OrgCertKeyUnfit`]; [`orgkey_types::Code::InvalidArgument`] without a common name,
/// [`orgkey_types::Code::NameInvalid`] with the field. An address that a user has is the plan's refusal.
pub fn plan_generate_org_cert(vault: &Vault, request: &GenerateOrgCert<'_>, now: Timestamp) -> Outcome<OrgCertPlan> {
    make(vault, request, now)?.plan(vault, now)
}

/// Generates the Organization Certificate: the Organization Key signs it itself. It ends with the Organization Key, or
/// ten years from today where that never ends. Generated once more it is another certificate of the same key; what the
/// earlier one has signed stays good.
///
/// # Errors
/// As [`plan_generate_org_cert`]; its refusal; [`orgkey_types::Code::VaultReadOnly`].
pub fn generate_org_cert(vault: &mut Vault, request: &GenerateOrgCert<'_>, now: Timestamp) -> Outcome<OrgCertReceipt> {
    make(vault, request, now)?.store(vault, "generate-organization-certificate", now)
}

fn make(vault: &Vault, request: &GenerateOrgCert<'_>, now: Timestamp) -> Outcome<Candidate> {
    permit(vault, UseCase::MakeOrgCert)?;
    let subject = request.subject.name()?;
    let row = rules::organization_key(vault, now)?;
    organization_public_key(&row)?;
    let valid = Validity { not_before: now, not_after: rules::self_signed_end(&row, now)? };
    let profile = CaProfile { subject, valid, path_len: None };
    let certificate = self_signed(&organization_key(vault, &row.id)?, &profile, &Serial::random()?)?;
    let (signer, crl_points) = (Signer::OrganizationKey(row.id), request.crl_points.clone());
    Ok(Candidate { certificate, chain: Vec::new(), signer, crl_points })
}
