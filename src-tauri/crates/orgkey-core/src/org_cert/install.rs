use super::{
    candidate::{Candidate, OrgCertPlan, OrgCertReceipt, Signer},
    rules,
};
use crate::ca::{CaCertificates, CaFile, Gathered, Reading, organization_public_key};
use crate::permit::{UseCase, permit};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::Vault;
use orgkey_x509::{Certificate, PublicKey};

/// What the administrator asks for.
#[derive(Clone)]
pub struct InstallOrgCert<'a> {
    /// The answer and, in any order, the certificates above it: PEM, DER and P7B in any mix.
    pub files: &'a [CaFile<'a>],
    /// Addresses of its revocation list, which go into users' certificates.
    pub crl_points: Vec<String>,
}

/// Reads the answer and tells what would be installed. Stores nothing.
///
/// # Errors
/// [`Code::NotPermitted`], [`Code::OrganizationKeyMissing`], [`Code::OrgCertKeyUnfit`]; what a file turned out to be;
/// [`Code::CertificateMismatch`] when none of the certificates is over the Organization Key, [`Code::ChainIncomplete`]
/// with the issuer that is missing. What is wrong with the certificate itself is the plan's refusal.
pub fn plan_install_org_cert(vault: &Vault, request: &InstallOrgCert<'_>, now: Timestamp) -> Outcome<OrgCertPlan> {
    read(vault, request, now)?.plan(vault, now)
}

/// Installs what a certification authority has answered to the request. The certificate is told by the Organization Key,
/// not by its name: authorities change names.
///
/// # Errors
/// As [`plan_install_org_cert`]; its refusal; [`Code::VaultReadOnly`].
pub fn install_org_cert(vault: &mut Vault, request: &InstallOrgCert<'_>, now: Timestamp) -> Outcome<OrgCertReceipt> {
    read(vault, request, now)?.store(vault, "install-organization-certificate", now)
}

fn read(vault: &Vault, request: &InstallOrgCert<'_>, now: Timestamp) -> Outcome<Candidate> {
    permit(vault, UseCase::MakeOrgCert)?;
    let key = rules::organization_key(vault, now)?;
    let public = organization_public_key(&key)?;
    let gathered = Gathered::from(request.files, Reading { passphrase: None, accept_missing_mac: false })?;
    let certificate = answer(&gathered.all(), &public, key.summary.fingerprint.key_id())?;
    let chain = chain(vault, &certificate, &gathered)?;
    let (signer, crl_points) = (Signer::OrganizationKey(key.id), request.crl_points.clone());
    Ok(Candidate { certificate, chain, signer, crl_points })
}

/// The certificate over that key; of several what another authority has signed, and of those the one that lasts longest.
fn answer(all: &[Certificate], key: &PublicKey, name: &str) -> Outcome<Certificate> {
    let over_key = all.iter().filter(|one| one.public_key().same_as(key));
    let found = over_key.max_by_key(|one| (!one.is_self_signed(), one.validity().not_after));
    found.cloned().ok_or_else(|| Failure::about(Code::CertificateMismatch, name))
}

/// From the certificate up to a trust anchor: among the files, and among what earlier ones had above them.
pub(super) fn chain(vault: &Vault, certificate: &Certificate, gathered: &Gathered) -> Outcome<Vec<Certificate>> {
    let mut candidates = gathered.all();
    for row in vault.organization_certificates()? {
        candidates.extend(CaCertificates::of(vault, &row.id)?.chain);
    }
    Ok(orgkey_x509::chain(certificate, &candidates)?.into_iter().skip(1).collect())
}
