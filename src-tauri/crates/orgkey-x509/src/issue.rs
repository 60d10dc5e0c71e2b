use crate::{
    AlternativeName, Certificate, Issuer, Name, PublicKey, Request, Serial, Template, Validity,
    alternative_name::{self, is_uri},
    asn1::Der,
    authority::{Body, ca_extensions},
    extension, limits, oid,
};
use der::{asn1::ObjectIdentifier, flagset::FlagSet};
use orgkey_types::{Code, Failure, Outcome};
use x509_cert::ext::pkix::{ExtendedKeyUsage, KeyUsages};

/// Whose key is certified.
#[derive(Debug, Clone, Copy)]
pub enum Applicant<'a> {
    /// A request; its signature is checked, its names are taken where [`Issuance`] names none.
    Request(&'a Request),
    /// A bare key; the names come from [`Issuance`].
    Key(&'a PublicKey),
}

/// What the administrator decides about a certificate. Nothing of a request is taken over but key and names: what it
/// asks for beside (key usage, a CA mark) is decided by the template.
#[derive(Debug, Clone)]
pub struct Issuance {
    /// The name; none takes that of the request.
    pub subject: Option<Name>,
    /// Alternative names; none of them takes those of the request.
    pub san: Vec<AlternativeName>,
    /// What it is for.
    pub template: Template,
    /// From when until when; inside the issuer's validity ([`crate::clamp`]).
    pub valid: Validity,
    /// For [`Template::SubordinateCa`]: how many CAs may stand below it. None takes the most that the issuer allows.
    pub path_len: Option<u8>,
    /// Addresses of the issuer's revocation list.
    pub crl_points: Vec<String>,
    /// Its number, not used before under this issuer.
    pub serial: Serial,
    /// The owner's key may sign and not encrypt, whatever its kind could do.
    pub signs_only: bool,
}

/// Issues a certificate: under the issuer's name and key identifier, byte for byte.
///
/// # Errors
/// [`Code::RequestSignatureWrong`], [`Code::RequestKeyWeak`], [`Code::AlgorithmUnsupported`]; [`Code::NameInvalid`]
/// for a name that is missing or wrong; [`Code::ValidityOutsideIssuer`], [`Code::PathTooLong`], [`Code::IssuerNotCa`];
/// [`Code::InvalidArgument`] for an address of a list that is none.
pub fn issue(issuer: &Issuer<'_>, applicant: Applicant<'_>, issuance: &Issuance) -> Outcome<Certificate> {
    issuer.check(issuance.valid)?;
    let key = applicant.key();
    match applicant {
        Applicant::Request(request) => request.certifiable()?,
        Applicant::Key(key) => key.certifiable()?,
    }
    let empty = Name::empty();
    let subject = issuance.subject.as_ref().or(applicant.subject()).unwrap_or(&empty);
    let san = names(applicant, issuance, subject)?;
    let body = Body {
        serial: &issuance.serial,
        issuer: issuer.certificate().subject(),
        valid: issuance.valid,
        subject,
        spki: key.spki(),
        extensions: extensions(issuer, key, subject, &san, issuance)?,
    };
    body.signed(issuer.key())
}

impl<'a> Applicant<'a> {
    fn key(self) -> &'a PublicKey {
        match self {
            Self::Request(request) => request.public_key(),
            Self::Key(key) => key,
        }
    }

    fn subject(self) -> Option<&'a Name> {
        match self {
            Self::Request(request) => Some(request.subject()),
            Self::Key(_) => None,
        }
    }
}

/// The alternative names, checked against what the template needs.
fn names(applicant: Applicant<'_>, issuance: &Issuance, subject: &Name) -> Outcome<Vec<AlternativeName>> {
    let wanted = match applicant {
        Applicant::Request(request) if issuance.san.is_empty() => request.alternative_names(),
        _ => issuance.san.clone(),
    };
    let names = if wanted.is_empty() { from_subject(issuance.template, subject) } else { wanted };
    if names.len() > limits::ALTERNATIVE_NAMES {
        return Err(Failure::about(Code::TooComplex, "alternative names"));
    }
    names.iter().try_for_each(AlternativeName::check)?;
    let has = |wanted: fn(&AlternativeName) -> bool| names.iter().any(wanted);
    let good = match issuance.template {
        Template::Server => has(|name| matches!(name, AlternativeName::Dns(_) | AlternativeName::Ip(_))),
        Template::Smime => has(|name| matches!(name, AlternativeName::Email(_))),
        Template::Client => !names.is_empty() || !subject.is_empty(),
        Template::SubordinateCa => !subject.is_empty(),
    };
    if good { Ok(names) } else { Err(Failure::about(Code::NamesMissing, issuance.template.name())) }
}

/// Old requests have the host in the common name and the address in the name itself; programs of today read neither.
fn from_subject(template: Template, subject: &Name) -> Vec<AlternativeName> {
    let candidates: Vec<AlternativeName> = match template {
        Template::Server => subject.common_name().map(AlternativeName::Dns).into_iter().collect(),
        Template::Smime => subject.mail_addresses().into_iter().map(AlternativeName::Email).collect(),
        Template::Client | Template::SubordinateCa => Vec::new(),
    };
    candidates.into_iter().filter(|name| name.check().is_ok()).collect()
}

/// Whether each can stand in a certificate as the address of a revocation list (RFC 5280, 4.2.1.13).
///
/// # Errors
/// [`Code::InvalidArgument`] with the first that is no URI.
pub fn check_crl_points(points: &[String]) -> Outcome<()> {
    match points.iter().find(|point| !is_uri(point)) {
        Some(bad) => Err(Failure::about(Code::InvalidArgument, bad)),
        None => Ok(()),
    }
}

fn extensions(
    issuer: &Issuer<'_>,
    key: &PublicKey,
    subject: &Name,
    san: &[AlternativeName],
    issuance: &Issuance,
) -> Outcome<Vec<u8>> {
    let points = &issuance.crl_points;
    check_crl_points(points)?;
    let mut list = Der::with_capacity(512);
    let Some(purpose) = purpose(issuance.template) else {
        let path_len = issuer.path_len_below(issuance.path_len)?;
        list.raw(&ca_extensions(path_len, &key.key_id(), issuer.authority_key_id(), points)?);
        write_names(&mut list, san, false);
        return Ok(list.done());
    };
    extension::write(&mut list, oid::BASIC_CONSTRAINTS, true, &extension::basic_constraints(false, None)?);
    extension::write(&mut list, oid::KEY_USAGE, true, &extension::key_usage(usage(issuance, key))?);
    let purposes = extension::encoded(&ExtendedKeyUsage(vec![ObjectIdentifier::new_unwrap(purpose)]))?;
    extension::write(&mut list, oid::EXTENDED_KEY_USAGE, false, &purposes);
    extension::write(&mut list, oid::SUBJECT_KEY_ID, false, &extension::subject_key_id(&key.key_id()));
    extension::write(&mut list, oid::AUTHORITY_KEY_ID, false, issuer.authority_key_id());
    write_names(&mut list, san, subject.is_empty());
    if !points.is_empty() {
        extension::write(&mut list, oid::CRL_POINTS, false, &extension::crl_points(points));
    }
    Ok(list.done())
}

/// Critical where the subject is empty (RFC 5280 §4.2.1.6).
fn write_names(list: &mut Der, san: &[AlternativeName], critical: bool) {
    if let Some(value) = alternative_name::write_all(san) {
        extension::write(list, oid::ALTERNATIVE_NAME, critical, &value);
    }
}

fn purpose(template: Template) -> Option<&'static str> {
    match template {
        Template::Server => Some(oid::SERVER_AUTH),
        Template::Client => Some(oid::CLIENT_AUTH),
        Template::Smime => Some(oid::EMAIL_PROTECTION),
        Template::SubordinateCa => None,
    }
}

/// Key usage that fits both the template and the algorithm (RFC 3279, 8410, 9881): RSA enciphers keys, curves agree
/// on them, the others only sign.
fn usage(issuance: &Issuance, key: &PublicKey) -> FlagSet<KeyUsages> {
    let algorithm = key.algorithm();
    let signs = FlagSet::from(KeyUsages::DigitalSignature);
    let rsa = algorithm.starts_with("rsa");
    let curve = algorithm.starts_with("ec-") || matches!(algorithm.as_str(), "p256" | "p384" | "p521");
    match issuance.template {
        _ if issuance.signs_only => signs,
        Template::Server | Template::Smime if rsa => signs | KeyUsages::KeyEncipherment,
        Template::Smime if curve => signs | KeyUsages::KeyAgreement,
        _ => signs,
    }
}
