use super::{
    candidate::{Candidate, OrgCertPlan, OrgCertReceipt, Signer},
    install::chain,
    rules,
};
use crate::ca::{CaFile, Gathered, ImportedFile, Reading, organization_public_key};
use crate::permit::{UseCase, permit};
use orgkey_types::{Code, Failure, Outcome, Passphrase, Timestamp};
use orgkey_vault::Vault;
use orgkey_x509::{Certificate, PrivateKey};

/// What the administrator asks for.
pub struct ImportOrgCert<'a> {
    /// The PKCS#12 file, and certificates above it in files of their own.
    pub files: &'a [CaFile<'a>],
    /// Password of the file.
    pub passphrase: Option<&'a Passphrase>,
    /// Open a PKCS#12 file of which nothing tells whether it was changed.
    pub accept_missing_mac: bool,
    /// Of several CA certificates with their keys the one of that serial number, hexadecimal.
    pub serial: Option<&'a str>,
    /// Addresses of its revocation list, which go into users' certificates.
    pub crl_points: Vec<String>,
}

/// The preview.
#[derive(Debug)]
pub struct OrgCertImportPlan {
    /// What is in each file.
    pub files: Vec<ImportedFile>,
    /// What would be stored; none before the password is known.
    pub plan: Option<OrgCertPlan>,
}

/// Reads the files and tells what would be imported. A password that was given is tried. Stores nothing.
///
/// # Errors
/// [`Code::NotPermitted`]; what a file turned out to be; [`Code::WrongPassphrase`], [`Code::MacMissing`],
/// [`Code::TooExpensive`]; [`Code::PublicOnly`] without a private key, [`Code::CertificateMismatch`] when it fits none of
/// the certificates, [`Code::IssuerNotCa`] when it fits none of a CA; [`Code::SeveralKeys`] when the file carries several
/// and no serial number was said, [`Code::SerialNotFound`] with the serial number that none has;
/// [`Code::ChainIncomplete`]. What is wrong with the certificate itself is the plan's refusal.
pub fn plan_import_org_cert(vault: &Vault, request: &ImportOrgCert<'_>, now: Timestamp) -> Outcome<OrgCertImportPlan> {
    let mut gathered = gather(vault, request)?;
    let plan = match gathered.sealed {
        true => None,
        false => Some(candidate(vault, request, &mut gathered, now)?.plan(vault, now)?),
    };
    Ok(OrgCertImportPlan { files: gathered.files, plan })
}

/// Imports a CA with its private key as the Organization Certificate. The key may be another one than the Organization
/// Key; it is sealed in the vault.
///
/// # Errors
/// As [`plan_import_org_cert`]; its refusal; [`Code::PassphraseMissing`]; [`Code::VaultReadOnly`].
pub fn import_org_cert(vault: &mut Vault, request: &ImportOrgCert<'_>, now: Timestamp) -> Outcome<OrgCertReceipt> {
    let mut gathered = gather(vault, request)?;
    if gathered.sealed {
        return Err(Failure::about(Code::PassphraseMissing, "that of the file"));
    }
    candidate(vault, request, &mut gathered, now)?.store(vault, "import-organization-certificate", now)
}

fn gather(vault: &Vault, request: &ImportOrgCert<'_>) -> Outcome<Gathered> {
    permit(vault, UseCase::MakeOrgCert)?;
    let reading = Reading { passphrase: request.passphrase, accept_missing_mac: request.accept_missing_mac };
    Gathered::from(request.files, reading)
}

fn candidate(
    vault: &Vault,
    request: &ImportOrgCert<'_>,
    gathered: &mut Gathered,
    now: Timestamp,
) -> Outcome<Candidate> {
    let certificate = choose(gathered, request.serial)?;
    let chain = chain(vault, &certificate, gathered)?;
    let at = gathered.keys.iter().position(|key| key.public().same_as(certificate.public_key()));
    let key = gathered.keys.swap_remove(at.ok_or(Code::Internal)?);
    Ok(Candidate { certificate, chain, signer: signer(vault, key, now), crl_points: request.crl_points.clone() })
}

/// The Organization Key may come back in a PKCS#12 file: then it is not kept a second time.
fn signer(vault: &Vault, key: PrivateKey, now: Timestamp) -> Signer {
    let in_use = rules::organization_key(vault, now).ok();
    let same = in_use.filter(|row| organization_public_key(row).is_ok_and(|public| public.same_as(key.public())));
    same.map_or(Signer::Own(key), |row| Signer::OrganizationKey(row.id))
}

/// The CA certificate that one of the keys fits. Of several over one key: one that leads to a trust anchor, before it what
/// another CA has signed, and of those the one that lasts longest.
fn choose(gathered: &Gathered, serial: Option<&str>) -> Outcome<Certificate> {
    let fits = |one: &&Certificate| gathered.keys.iter().any(|key| key.public().same_as(one.public_key()));
    let all = gathered.all();
    if gathered.keys.is_empty() {
        return Err(Failure::about(Code::PublicOnly, "private key"));
    }
    let fitting: Vec<&Certificate> = all.iter().filter(fits).collect();
    let first = fitting.first().ok_or_else(|| Failure::about(Code::CertificateMismatch, "private key"))?;
    let of_cas: Vec<&&Certificate> = fitting.iter().filter(|one| one.is_ca()).collect();
    if of_cas.is_empty() {
        return Err(Failure::about(Code::IssuerNotCa, first.subject()));
    }
    if let Some(serial) = serial {
        let wanted = serial.parse()?;
        let found = of_cas.into_iter().find(|one| *one.serial() == wanted);
        return found.map(|one| (*one).clone()).ok_or_else(|| Failure::about(Code::SerialNotFound, serial));
    }
    let leads_up = |one: &Certificate| orgkey_x509::chain(one, &all).is_ok();
    let best = of_cas.iter().max_by_key(|one| (leads_up(one), !one.is_self_signed(), one.validity().not_after));
    let best = best.copied().ok_or(Code::Internal)?;
    match of_cas.iter().find(|one| !one.public_key().same_as(best.public_key())) {
        Some(_) => Err(Failure::about(Code::SeveralKeys, of_cas.len())),
        None => Ok((*best).clone()),
    }
}
