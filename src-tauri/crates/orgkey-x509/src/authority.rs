//! Certificates of a CA: of its own key, and of other CAs' keys.

use crate::{
    Certificate, Name, PrivateKey, Serial, Validity,
    asn1::{self, Der},
    extension, oid, signing,
};
use der::flagset::FlagSet;
use orgkey_types::{Code, Failure, Outcome};
use x509_cert::ext::pkix::KeyUsages;

/// A CA that signs: its certificate and the key that fits it.
#[derive(Debug)]
pub struct Issuer<'a> {
    certificate: &'a Certificate,
    key: &'a PrivateKey,
    usages: Option<FlagSet<KeyUsages>>,
    /// Value of authorityKeyIdentifier in all that it signs.
    authority_key_id: Vec<u8>,
}

impl<'a> Issuer<'a> {
    /// Puts certificate and key together. Everything signed carries the certificate's subject name and key identifier
    /// byte for byte.
    ///
    /// # Errors
    /// [`Code::CertificateMismatch`] when the key is another one, [`Code::IssuerNotCa`].
    pub fn new(certificate: &'a Certificate, key: &'a PrivateKey) -> Outcome<Self> {
        if !certificate.public_key().same_as(key.public()) {
            return Err(Failure::about(Code::CertificateMismatch, certificate.subject()));
        }
        // Certificates of version 1 cannot say that they are a CA's; old roots are of that kind.
        let old_root = certificate.version() == 1 && certificate.is_self_issued();
        if !certificate.is_ca() && !old_root {
            return Err(Failure::about(Code::IssuerNotCa, certificate.subject()));
        }
        let usages = certificate.value(oid::KEY_USAGE).map(extension::read_key_usage).transpose()?;
        let authority_key_id = extension::authority_key_id(&certificate.key_id());
        Ok(Self { certificate, key, usages, authority_key_id })
    }

    /// The certificate.
    pub fn certificate(&self) -> &'a Certificate {
        self.certificate
    }

    pub(crate) fn key(&self) -> &'a PrivateKey {
        self.key
    }

    pub(crate) fn authority_key_id(&self) -> &[u8] {
        &self.authority_key_id
    }

    pub(crate) fn may_sign_lists(&self) -> Outcome<()> {
        self.may(KeyUsages::CRLSign)
    }

    fn may(&self, usage: KeyUsages) -> Outcome<()> {
        match self.usages {
            Some(usages) if !usages.contains(usage) => {
                Err(Failure::about(Code::IssuerNotCa, self.certificate.subject()))
            }
            _ => Ok(()),
        }
    }

    /// May sign a certificate of that validity; for a CA below, the path length that it gets.
    pub(crate) fn check(&self, valid: Validity) -> Outcome<()> {
        self.may(KeyUsages::KeyCertSign)?;
        if !self.certificate.validity().contains(&valid) {
            let bounds = self.certificate.validity();
            let outside = if valid.not_after > bounds.not_after { bounds.not_after } else { bounds.not_before };
            return Err(Failure::about(Code::ValidityOutsideIssuer, outside.date()));
        }
        Ok(())
    }

    /// The path length of a CA below this one: what is asked for, at most one less than ours.
    pub(crate) fn path_len_below(&self, wanted: Option<u8>) -> Outcome<Option<u8>> {
        let Some(ours) = self.certificate.path_len() else { return Ok(wanted) };
        let most = ours.checked_sub(1).ok_or_else(|| Failure::about(Code::PathTooLong, self.certificate.subject()))?;
        match wanted {
            Some(wanted) if wanted > most => Err(Failure::about(Code::PathTooLong, most)),
            wanted => Ok(Some(wanted.unwrap_or(most))),
        }
    }
}

/// What a CA is made with.
#[derive(Debug, Clone)]
pub struct CaProfile {
    /// Its name; not empty.
    pub subject: Name,
    /// From when until when.
    pub valid: Validity,
    /// How many CAs may stand between it and an end entity; none is no limit.
    pub path_len: Option<u8>,
}

/// The *Self-Signed Certificate* of a new CA: its trust anchor.
///
/// # Errors
/// [`Code::NameInvalid`] for an empty name, [`Code::RequestKeyWeak`], [`Code::ValidityOutsideIssuer`] when it ends
/// before it begins.
pub fn self_signed(key: &PrivateKey, profile: &CaProfile, serial: &Serial) -> Outcome<Certificate> {
    key.public().certifiable()?;
    let key_id = key.public().key_id();
    let body = Body {
        serial,
        issuer: &profile.subject,
        valid: profile.valid,
        subject: &profile.subject,
        spki: key.public().spki(),
        extensions: ca_extensions(profile.path_len, &key_id, &extension::authority_key_id(&key_id), &[])?,
    };
    not_empty(&profile.subject)?;
    body.signed(key)
}

/// The *Public Key Certificate* of a CA that stands alone: same name and key, another serial number, signed by itself
/// and within the validity of its Self-Signed Certificate.
///
/// # Errors
/// As [`crate::issue`].
pub fn public_key_certificate(issuer: &Issuer<'_>, valid: Validity, serial: &Serial) -> Outcome<Certificate> {
    issuer.check(valid)?;
    let own = issuer.certificate();
    let body = Body {
        serial,
        issuer: own.subject(),
        valid,
        subject: own.subject(),
        spki: own.public_key().spki(),
        // The path length counts CAs between; a self-issued certificate is not one (RFC 5280 §4.2.1.9).
        extensions: ca_extensions(own.path_len(), &own.key_id(), issuer.authority_key_id(), &[])?,
    };
    body.signed(issuer.key())
}

/// A certificate of the old CA for the key of the new one, so that who trusts the old finds a way to what the new
/// signs. Name and key identifier are those of the new CA's own certificate, byte for byte.
///
/// # Errors
/// As [`crate::issue`]; [`Code::IssuerNotCa`] when the new certificate is none of a CA.
pub fn cross_certificate(
    old: &Issuer<'_>,
    new: &Certificate,
    valid: Validity,
    serial: &Serial,
    crl_points: &[String],
) -> Outcome<Certificate> {
    old.check(valid)?;
    new.public_key().certifiable()?;
    if !new.is_ca() {
        return Err(Failure::about(Code::IssuerNotCa, new.subject()));
    }
    // Of the same name it is self-issued and does not count; of another, it is a CA below.
    let same = new.subject() == old.certificate().subject();
    let path_len = if same { new.path_len() } else { old.path_len_below(new.path_len())? };
    let body = Body {
        serial,
        issuer: old.certificate().subject(),
        valid,
        subject: new.subject(),
        spki: new.public_key().spki(),
        extensions: ca_extensions(path_len, &new.key_id(), old.authority_key_id(), crl_points)?,
    };
    body.signed(old.key())
}

/// The old certificate once more, with another serial number and validity: same name, same key, and every extension
/// as it was, byte for byte. Renewing the certificate that signs itself is done with that certificate as the issuer;
/// then the validity is free.
///
/// # Errors
/// [`Code::NameMismatch`] when the issuer is not that of the old certificate, [`Code::ValidityOutsideIssuer`].
pub fn renewed(issuer: &Issuer<'_>, old: &Certificate, valid: Validity, serial: &Serial) -> Outcome<Certificate> {
    if old.issuer() != issuer.certificate().subject() {
        return Err(Failure::about(Code::NameMismatch, old.issuer()));
    }
    if old != issuer.certificate() {
        issuer.check(valid)?;
    }
    let extensions = old.extensions().iter().flat_map(|extension| extension.whole).copied().collect();
    let body =
        Body { serial, issuer: old.issuer(), valid, subject: old.subject(), spki: old.public_key().spki(), extensions };
    body.signed(issuer.key())
}

fn not_empty(subject: &Name) -> Outcome<()> {
    if subject.is_empty() { Err(Failure::about(Code::NameInvalid, "subject")) } else { Ok(()) }
}

/// Extensions of every CA certificate that this program makes (RFC 5280 §4.2.1), one after the other.
pub(crate) fn ca_extensions(
    path_len: Option<u8>,
    key_id: &[u8],
    authority_key_id: &[u8],
    crl_points: &[String],
) -> Outcome<Vec<u8>> {
    let usage: FlagSet<KeyUsages> = KeyUsages::KeyCertSign | KeyUsages::CRLSign;
    let mut list = Der::with_capacity(256);
    extension::write(&mut list, oid::BASIC_CONSTRAINTS, true, &extension::basic_constraints(true, path_len)?);
    extension::write(&mut list, oid::KEY_USAGE, true, &extension::key_usage(usage)?);
    extension::write(&mut list, oid::SUBJECT_KEY_ID, false, &extension::subject_key_id(key_id));
    extension::write(&mut list, oid::AUTHORITY_KEY_ID, false, authority_key_id);
    if !crl_points.is_empty() {
        extension::write(&mut list, oid::CRL_POINTS, false, &extension::crl_points(crl_points));
    }
    Ok(list.done())
}

/// What goes into a TBSCertificate.
pub(crate) struct Body<'a> {
    pub(crate) serial: &'a Serial,
    pub(crate) issuer: &'a Name,
    pub(crate) valid: Validity,
    pub(crate) subject: &'a Name,
    pub(crate) spki: &'a [u8],
    /// Extensions, one after the other; none makes a certificate of version 1.
    pub(crate) extensions: Vec<u8>,
}

impl Body<'_> {
    pub(crate) fn signed(&self, key: &PrivateKey) -> Outcome<Certificate> {
        let size = self.spki.len() + self.extensions.len() + self.subject.der().len() + self.issuer.der().len() + 128;
        let mut tbs = Der::with_capacity(size);
        tbs.wrap(asn1::SEQUENCE, |tbs| self.write(tbs, key.method().identifier))?;
        Certificate::from_der(&signing::signed(key, &tbs.done())?)
    }

    fn write(&self, tbs: &mut Der, algorithm: &[u8]) -> Outcome<()> {
        if !self.extensions.is_empty() {
            tbs.wrap(asn1::context(0), |version| version.unsigned(2));
        }
        self.serial.write(tbs);
        tbs.raw(algorithm);
        tbs.raw(self.issuer.der());
        self.valid.write(tbs)?;
        tbs.raw(self.subject.der());
        tbs.raw(self.spki);
        if !self.extensions.is_empty() {
            tbs.wrap(asn1::context(3), |tbs| tbs.wrap(asn1::SEQUENCE, |list| list.raw(&self.extensions)));
        }
        Ok(())
    }
}
