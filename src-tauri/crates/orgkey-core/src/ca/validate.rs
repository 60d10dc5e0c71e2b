use super::{
    certificates::{CaCertificates, damaged},
    issued::{IssuedEntry, issued},
    list::find_ca,
};
use crate::permit::{UseCase, permit};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{Standing, Vault};
use orgkey_x509::{Certificate, Found, GivenList, Revocation, RevocationList, Validation, ValidationReason};

/// What is to be judged.
#[derive(Debug, Clone, Copy)]
pub enum ToValidate<'a> {
    /// Both certificates of a CA itself.
    Ca(Option<&'a str>),
    /// One that a CA has issued: the CA, and the serial number in hexadecimal.
    Issued(Option<&'a str>, &'a str),
    /// The first certificate of a file; others in it may stand in its chain, and lists in it are looked into.
    File(&'a [u8]),
}

/// The verdict.
#[derive(Debug, Clone)]
pub struct ValidationReport {
    /// One for each certificate that was asked about: of a CA its Public Key Certificate first.
    pub verdicts: Vec<Validation>,
    /// The issued certificate as the vault knows it, where it does.
    pub issued: Option<IssuedEntry>,
    /// The moment that it was judged for.
    pub at: Timestamp,
}

impl ValidationReport {
    /// Nothing is wrong with any of them.
    pub fn is_valid(&self) -> bool {
        self.verdicts.iter().all(Validation::is_valid)
    }
}

/// Judges a certificate: chain to a CA of this vault or to a root that one of them stands under, dates, lists. What the
/// vault has revoked is revoked, whether a list says so already or not.
///
/// # Errors
/// [`Code::CaNotFound`], [`Code::SerialNotFound`], [`Code::CertificateNotKept`]; [`Code::NotX509`] without a
/// certificate in the file. That a certificate is not valid is no error.
pub fn validate_certificate(vault: &Vault, what: ToValidate<'_>, now: Timestamp) -> Outcome<ValidationReport> {
    permit(vault, UseCase::ShowCertificates)?;
    let mut surroundings = Surroundings::of(vault)?;
    let leaves = match what {
        ToValidate::Ca(name) => {
            let ca = find_ca(vault, name, now)?;
            CaCertificates::of(vault, &ca.stored.id)?.own().into_iter().cloned().collect()
        }
        ToValidate::Issued(name, serial) => {
            let ca = find_ca(vault, name, now)?;
            vec![issued(vault, &ca, serial)?]
        }
        ToValidate::File(bytes) => vec![surroundings.take(bytes)?],
    };
    let mut report = ValidationReport { verdicts: Vec::new(), issued: None, at: now };
    for leaf in leaves {
        let lists: Vec<GivenList<'_>> = surroundings.lists.iter().map(GivenList::Read).collect();
        let mut verdict = orgkey_x509::validate(&leaf, &surroundings.others, &surroundings.anchors, &lists, now);
        let known = issued_row(vault, &leaf, now)?;
        if let Some(row) = &known {
            add_what_vault_knows(&mut verdict, row);
        }
        report.issued = report.issued.or(known);
        report.verdicts.push(verdict);
    }
    Ok(report)
}

/// Everything that the vault has to judge with.
#[derive(Default)]
struct Surroundings {
    anchors: Vec<Certificate>,
    others: Vec<Certificate>,
    lists: Vec<RevocationList>,
}

impl Surroundings {
    /// What signs itself among the CAs' certificates is trusted: an administrator made it or brought it in.
    fn of(vault: &Vault) -> Outcome<Self> {
        let mut found = Self::default();
        for row in vault.cas()?.into_iter().chain(vault.organization_certificates()?) {
            let certificates = CaCertificates::of(vault, &row.id)?;
            for one in certificates.all() {
                let anchor = one.is_self_signed() && certificates.public_key.as_ref() != Some(one)
                    || certificates.self_signed.as_ref() == Some(one);
                if anchor { found.anchors.push(one.clone()) } else { found.others.push(one.clone()) }
            }
            if let Some(der) = vault.newest_revocation_list(&row.id)?.and_then(|list| list.der) {
                found.lists.push(RevocationList::from_der(&der).map_err(damaged)?);
            }
        }
        Ok(found)
    }

    /// The first certificate of a file; what else is in it helps to judge it, and is not trusted.
    fn take(&mut self, bytes: &[u8]) -> Outcome<Certificate> {
        let mut leaf = None;
        for found in orgkey_x509::read_any(bytes)? {
            match found {
                Found::Certificate(one) if leaf.is_none() => leaf = Some(one),
                Found::Certificate(one) => self.others.push(one),
                Found::RevocationList(list) => self.lists.push(list),
                _ => {}
            }
        }
        leaf.ok_or_else(|| Failure::about(Code::NotX509, "certificate"))
    }
}

fn issued_row(vault: &Vault, leaf: &Certificate, now: Timestamp) -> Outcome<Option<IssuedEntry>> {
    for row in vault.cas()?.into_iter().chain(vault.organization_certificates()?) {
        let Some(issued) = vault.issued(&row.id, leaf.serial().octets())? else { continue };
        if issued.sha256 == Some(hex::encode(leaf.sha256())) {
            return Ok(Some(IssuedEntry::of(issued, now)));
        }
    }
    Ok(None)
}

/// The vault is the source of all lists, so it knows before any list does.
fn add_what_vault_knows(verdict: &mut Validation, row: &IssuedEntry) {
    let Some(first) = verdict.links.first_mut() else { return };
    if row.stored.standing != Standing::Valid && !first.reasons.contains(&ValidationReason::Revoked) {
        first.reasons.push(ValidationReason::Revoked);
        first.reasons.sort();
        first.revocation = Revocation::Checked;
    }
}
