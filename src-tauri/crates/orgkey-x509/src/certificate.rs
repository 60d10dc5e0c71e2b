use crate::{
    Name, PublicKey, Serial, Validity,
    asn1::{self, Cursor, damaged},
    extension::{self, Extension},
    limits, oid,
};
use openssl::{sha, x509::X509};
use orgkey_types::{Code, Failure, Outcome};
use std::fmt;

/// A certificate that was read or made: its bytes, and the parts that are used. Reading says nothing about trust; see
/// [`crate::validate`] and [`crate::lint`].
#[derive(Clone, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    version: u8,
    serial: Serial,
    signature_kind: Vec<u8>,
    issuer: Name,
    validity: Validity,
    subject: Name,
    public_key: PublicKey,
    /// `SEQUENCE OF Extension`, or empty.
    extensions: Vec<u8>,
}

impl Certificate {
    /// From DER; nothing may follow.
    ///
    /// # Errors
    /// [`Code::CertificateDamaged`], [`Code::FileTruncated`], [`Code::TooComplex`].
    pub fn from_der(der: &[u8]) -> Outcome<Self> {
        if der.len() > limits::CERTIFICATE {
            return Err(Failure::about(Code::TooComplex, "certificate"));
        }
        let mut whole = Cursor::new(der);
        let mut inside = whole.enter(asn1::SEQUENCE)?;
        whole.end()?;
        let tbs = inside.enter(asn1::SEQUENCE)?;
        let signature_kind = inside.enter(asn1::SEQUENCE)?.element(asn1::OID)?.content.to_vec();
        inside.element(asn1::BIT_STRING)?;
        inside.end()?;
        Self::read(der, tbs, signature_kind)
    }

    /// TBSCertificate (RFC 5280 §4.1).
    fn read(der: &[u8], mut tbs: Cursor<'_>, signature_kind: Vec<u8>) -> Outcome<Self> {
        let version = version(&mut tbs)?;
        let serial = Serial::from_octets(tbs.element(asn1::INTEGER)?.content).map_err(|_| damaged("serial number"))?;
        tbs.element(asn1::SEQUENCE)?;
        let issuer = Name::from_der(tbs.element(asn1::SEQUENCE)?.whole)?;
        let validity = Validity::read(&mut tbs)?;
        let subject = Name::from_der(tbs.element(asn1::SEQUENCE)?.whole)?;
        let public_key = PublicKey::from_spki(tbs.element(asn1::SEQUENCE)?.whole)?;
        // issuerUniqueID and subjectUniqueID: RFC 5280 forbids to make them, nobody reads them.
        tbs.optional(0x81)?;
        tbs.optional(0x82)?;
        let extensions = tbs.optional(asn1::context(3))?.map(|list| list.content.to_vec()).unwrap_or_default();
        tbs.end()?;
        if !extensions.is_empty() {
            extension::read_all(&extensions)?;
        }
        Ok(Self {
            der: der.to_vec(),
            version,
            serial,
            signature_kind,
            issuer,
            validity,
            subject,
            public_key,
            extensions,
        })
    }

    /// The bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// PEM (RFC 7468).
    pub fn pem(&self) -> String {
        crate::pem("CERTIFICATE", &self.der)
    }

    /// Whose key it certifies.
    pub fn subject(&self) -> &Name {
        &self.subject
    }

    /// Who signed it.
    pub fn issuer(&self) -> &Name {
        &self.issuer
    }

    /// Its number under that issuer.
    pub fn serial(&self) -> &Serial {
        &self.serial
    }

    /// From when until when.
    pub fn validity(&self) -> Validity {
        self.validity
    }

    /// The certified key.
    pub fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    /// SHA-256 of the bytes: its fingerprint.
    pub fn sha256(&self) -> [u8; 32] {
        sha::sha256(&self.der)
    }

    /// Whether issuer and subject are the same name, byte for byte.
    pub fn is_self_issued(&self) -> bool {
        self.issuer == self.subject
    }

    /// Self-issued, and signed with the key it certifies.
    pub fn is_self_signed(&self) -> bool {
        self.is_self_issued() && self.is_signed_by(&self.public_key)
    }

    /// Whether basicConstraints marks it as that of a CA. A certificate without extensions (version 1) is none.
    pub fn is_ca(&self) -> bool {
        self.basic_constraints().is_some_and(|(ca, _)| ca)
    }

    /// How many CAs may stand between this one and an end entity; none is no limit.
    pub fn path_len(&self) -> Option<u8> {
        self.basic_constraints().and_then(|(_, path_len)| path_len)
    }

    /// Whether the signature holds under this key. OpenSSL judges, so every algorithm it knows is known.
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        let Ok(key) = key.affordable() else { return false };
        X509::from_der(&self.der).and_then(|certificate| certificate.verify(&key)).unwrap_or(false)
    }

    /// The key identifier that this certificate gives its key, or the computed one where it gives none.
    pub fn key_id(&self) -> Vec<u8> {
        self.stated_key_id().map_or_else(|| self.public_key.key_id().to_vec(), <[u8]>::to_vec)
    }

    pub(crate) fn stated_key_id(&self) -> Option<&[u8]> {
        self.value(oid::SUBJECT_KEY_ID).and_then(|value| extension::read_subject_key_id(value).ok())
    }

    pub(crate) fn authority_key_id(&self) -> Option<&[u8]> {
        self.value(oid::AUTHORITY_KEY_ID).and_then(|value| extension::read_authority_key_id(value).ok()).flatten()
    }

    pub(crate) fn basic_constraints(&self) -> Option<(bool, Option<u8>)> {
        self.value(oid::BASIC_CONSTRAINTS).and_then(|value| extension::read_basic_constraints(value).ok())
    }

    pub(crate) fn version(&self) -> u8 {
        self.version
    }

    pub(crate) fn signature_kind(&self) -> &[u8] {
        &self.signature_kind
    }

    pub(crate) fn extensions(&self) -> Vec<Extension<'_>> {
        if self.extensions.is_empty() { Vec::new() } else { extension::read_all(&self.extensions).unwrap_or_default() }
    }

    pub(crate) fn value(&self, kind: &[u8]) -> Option<&[u8]> {
        self.extensions().into_iter().find(|extension| extension.kind == kind).map(|extension| extension.value)
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({}, serial {})", self.subject, self.serial)
    }
}

/// 1, 2 or 3.
fn version(tbs: &mut Cursor<'_>) -> Outcome<u8> {
    let Some(explicit) = tbs.optional(asn1::context(0))? else { return Ok(1) };
    match Cursor::new(explicit.content).element(asn1::INTEGER)?.content {
        [number @ 0..=2] => Ok(number + 1),
        _ => Err(Failure::about(Code::CertificateDamaged, "version")),
    }
}
