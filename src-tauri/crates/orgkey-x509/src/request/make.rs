use crate::{
    AlternativeName, KeyKind, Name, PrivateKey, alternative_name,
    asn1::{self, Der},
    extension, oid, signing,
};
use der::flagset::FlagSet;
use orgkey_types::{Code, Failure, Outcome};
use rcgen::{CertificateParams, CustomExtension, DistinguishedName, DnType, DnValue, PublicKeyData, SigningKey};
use x509_cert::ext::pkix::KeyUsages;

/// What a request asks for beside the name.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Alternative names.
    pub san: Vec<AlternativeName>,
    /// To become a CA: basicConstraints and key usage of one.
    pub ca: bool,
}

/// A certificate signing request for a key of ours, DER. rcgen writes it where it can say the name and knows the
/// algorithm; names with two parts of one kind, or several in one part, P-521 and ML-DSA are framed here.
///
/// # Errors
/// [`Code::NameInvalid`] for an alternative name, [`Code::Internal`] when OpenSSL cannot sign.
pub fn request(key: &PrivateKey, subject: &Name, wanted: &Wanted) -> Outcome<Vec<u8>> {
    wanted.san.iter().try_for_each(AlternativeName::check)?;
    let extensions = wanted.extensions()?;
    match (Held::around(key), plain(subject)) {
        (Some(held), Some(name)) => by_rcgen(&held, name, extensions),
        _ => framed(key, subject, &extensions),
    }
}

impl Wanted {
    /// Kind, critical, value.
    fn extensions(&self) -> Outcome<Vec<(&'static [u8], bool, Vec<u8>)>> {
        let mut list: Vec<(&'static [u8], bool, Vec<u8>)> = Vec::new();
        if self.ca {
            let usage: FlagSet<KeyUsages> = KeyUsages::KeyCertSign | KeyUsages::CRLSign;
            list.push((oid::BASIC_CONSTRAINTS, true, extension::basic_constraints(true, None)?));
            list.push((oid::KEY_USAGE, true, extension::key_usage(usage)?));
        }
        list.extend(alternative_name::write_all(&self.san).map(|value| (oid::ALTERNATIVE_NAME, false, value)));
        Ok(list)
    }
}

/// The key as rcgen wants to see it.
struct Held<'a> {
    key: &'a PrivateKey,
    algorithm: &'static rcgen::SignatureAlgorithm,
    /// The bits of the public key.
    bits: Vec<u8>,
}

impl<'a> Held<'a> {
    fn around(key: &'a PrivateKey) -> Option<Self> {
        let algorithm = match key.algorithm().parse() {
            Ok(KeyKind::Rsa2048 | KeyKind::Rsa3072 | KeyKind::Rsa4096) => &rcgen::PKCS_RSA_SHA256,
            Ok(KeyKind::P256) => &rcgen::PKCS_ECDSA_P256_SHA256,
            Ok(KeyKind::P384) => &rcgen::PKCS_ECDSA_P384_SHA384,
            Ok(KeyKind::Ed25519) => &rcgen::PKCS_ED25519,
            _ => return None,
        };
        Some(Self { key, algorithm, bits: key.public().bits().to_vec() })
    }
}

impl PublicKeyData for Held<'_> {
    fn der_bytes(&self) -> &[u8] {
        &self.bits
    }

    fn algorithm(&self) -> &'static rcgen::SignatureAlgorithm {
        self.algorithm
    }
}

impl SigningKey for Held<'_> {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        self.key.sign(message).map_err(|_| rcgen::Error::RemoteKeyError)
    }
}

/// The name for rcgen, where its map of one value for each kind can hold it and gives back the same bytes.
fn plain(subject: &Name) -> Option<DistinguishedName> {
    let mut name = DistinguishedName::new();
    let mut seen: Vec<&[u8]> = Vec::new();
    let relative = subject.parts();
    for parts in &relative {
        let [part] = parts.as_slice() else { return None };
        if seen.contains(&part.kind) {
            return None;
        }
        seen.push(part.kind);
        let text = std::str::from_utf8(part.value).ok()?;
        let value = match part.tag {
            asn1::UTF8 => DnValue::Utf8String(text.to_owned()),
            asn1::PRINTABLE => DnValue::PrintableString(text.try_into().ok()?),
            asn1::IA5 => DnValue::Ia5String(text.try_into().ok()?),
            _ => return None,
        };
        name.push(DnType::CustomDnType(arcs(part.kind)?), value);
    }
    Some(name)
}

fn arcs(kind: &[u8]) -> Option<Vec<u64>> {
    oid::dotted(kind).split('.').map(|arc| arc.parse().ok()).collect()
}

fn by_rcgen(key: &Held<'_>, name: DistinguishedName, extensions: Vec<(&[u8], bool, Vec<u8>)>) -> Outcome<Vec<u8>> {
    let mut params = CertificateParams::default();
    params.distinguished_name = name;
    for (kind, critical, value) in extensions {
        let arcs = arcs(kind).ok_or(Code::Internal)?;
        let mut extension = CustomExtension::from_oid_content(&arcs, value);
        extension.set_criticality(critical);
        params.custom_extensions.push(extension);
    }
    let made = params.serialize_request(key).map_err(|error| Failure::from(Code::Internal).because(error))?;
    Ok(made.der().to_vec())
}

/// CertificationRequestInfo (RFC 2986 §4.1) around the name's own bytes.
fn framed(key: &PrivateKey, subject: &Name, extensions: &[(&[u8], bool, Vec<u8>)]) -> Outcome<Vec<u8>> {
    let mut info = Der::with_capacity(1024);
    info.wrap(asn1::SEQUENCE, |info| {
        info.unsigned(0);
        info.raw(subject.der());
        info.raw(key.public().spki());
        info.wrap(asn1::context(0), |attributes| {
            if !extensions.is_empty() {
                attributes.wrap(asn1::SEQUENCE, |attribute| extension_request(attribute, extensions));
            }
        });
    });
    signing::signed(key, &info.done())
}

fn extension_request(attribute: &mut Der, extensions: &[(&[u8], bool, Vec<u8>)]) {
    attribute.primitive(asn1::OID, oid::EXTENSION_REQUEST);
    attribute.wrap(asn1::SET, |values| {
        values.wrap(asn1::SEQUENCE, |list| {
            extensions.iter().for_each(|(kind, critical, value)| extension::write(list, kind, *critical, value));
        });
    });
}
