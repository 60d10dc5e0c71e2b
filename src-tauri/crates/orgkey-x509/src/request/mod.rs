//! Certificate signing requests (PKCS#10, RFC 2986): read from strangers, made for our own keys.

mod make;

use crate::{
    AlternativeName, Name, PublicKey,
    asn1::{self, Cursor, damaged},
    extension::{self, Extension},
    limits, oid,
};
use openssl::{
    pkey::{PKey, Public},
    x509::X509Req,
};
use orgkey_types::{Code, Failure, Outcome};
use std::fmt;

pub use make::{Wanted, request};

/// A certificate signing request that was read.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    der: Vec<u8>,
    subject: Name,
    public_key: PublicKey,
    /// `SEQUENCE OF Extension` of extensionRequest, or empty.
    extensions: Vec<u8>,
}

impl Request {
    /// From DER; nothing may follow. Its signature is not checked here: [`Request::signature_holds`].
    ///
    /// # Errors
    /// [`Code::CertificateDamaged`], [`Code::FileTruncated`], [`Code::TooComplex`].
    pub fn from_der(der: &[u8]) -> Outcome<Self> {
        if der.len() > limits::CERTIFICATE {
            return Err(Failure::about(Code::TooComplex, "certificate signing request"));
        }
        let mut whole = Cursor::new(der);
        let mut inside = whole.enter(asn1::SEQUENCE)?;
        whole.end()?;
        let mut info = inside.enter(asn1::SEQUENCE)?;
        inside.element(asn1::SEQUENCE)?;
        inside.element(asn1::BIT_STRING)?;
        inside.end()?;
        info.element(asn1::INTEGER)?;
        let subject = Name::from_der(info.element(asn1::SEQUENCE)?.whole)?;
        let public_key = PublicKey::from_spki(info.element(asn1::SEQUENCE)?.whole)?;
        let extensions = wanted_extensions(&mut info)?;
        info.end()?;
        Ok(Self { der: der.to_vec(), subject, public_key, extensions })
    }

    /// The bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// PEM (RFC 7468).
    pub fn pem(&self) -> String {
        crate::pem("CERTIFICATE REQUEST", &self.der)
    }

    /// The name that the applicant wants.
    pub fn subject(&self) -> &Name {
        &self.subject
    }

    /// The key that is to be certified.
    pub fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    /// Whether the applicant holds the private key.
    ///
    /// # Errors
    /// [`Code::RequestSignatureWrong`]; [`Code::TooExpensive`] or [`Code::AlgorithmUnsupported`] with the key.
    pub fn signature_holds(&self) -> Outcome<()> {
        self.checked().map(|_| ())
    }

    /// Its signature holds, and the key is fit to be certified. OpenSSL decodes the key once for both.
    pub(crate) fn certifiable(&self) -> Outcome<()> {
        let key = self.checked()?;
        self.public_key.strong_enough(&key)
    }

    fn checked(&self) -> Outcome<PKey<Public>> {
        let wrong = || Failure::about(Code::RequestSignatureWrong, &self.subject);
        let request = X509Req::from_der(&self.der).map_err(|error| wrong().because(error))?;
        let key = request
            .public_key()
            .map_err(|error| Failure::about(Code::AlgorithmUnsupported, "public key").because(error))?;
        self.public_key.within_limits(&key)?;
        match request.verify(&key) {
            Ok(true) => Ok(key),
            Ok(false) => Err(wrong()),
            Err(error) => Err(wrong().because(error)),
        }
    }

    /// The alternative names that the applicant wants.
    pub fn alternative_names(&self) -> Vec<AlternativeName> {
        self.value(oid::ALTERNATIVE_NAME).and_then(|value| AlternativeName::read_all(value).ok()).unwrap_or_default()
    }

    /// Whether the applicant wants to be a CA.
    pub fn wants_ca(&self) -> bool {
        let value = self.value(oid::BASIC_CONSTRAINTS);
        value.and_then(|value| extension::read_basic_constraints(value).ok()).is_some_and(|(ca, _)| ca)
    }

    fn value(&self, kind: &[u8]) -> Option<&[u8]> {
        self.extensions().into_iter().find(|extension| extension.kind == kind).map(|extension| extension.value)
    }

    fn extensions(&self) -> Vec<Extension<'_>> {
        if self.extensions.is_empty() { Vec::new() } else { extension::read_all(&self.extensions).unwrap_or_default() }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({})", self.subject)
    }
}

/// The attribute extensionRequest; other attributes (challenge passwords, those of Windows) are passed over.
fn wanted_extensions(info: &mut Cursor<'_>) -> Outcome<Vec<u8>> {
    let Some(attributes) = info.optional(asn1::context(0))? else { return Ok(Vec::new()) };
    let mut attributes = Cursor::new(attributes.content);
    let mut found = Vec::new();
    while !attributes.is_empty() {
        let mut attribute = attributes.enter(asn1::SEQUENCE)?;
        let kind = attribute.element(asn1::OID)?.content;
        let mut values = attribute.enter(asn1::SET)?;
        if kind == oid::EXTENSION_REQUEST && found.is_empty() {
            found = values.element(asn1::SEQUENCE)?.whole.to_vec();
            extension::read_all(&found).map_err(|_| damaged("extension request"))?;
        }
    }
    Ok(found)
}
