use super::{Found, FoundKey, pem};
use crate::{
    Certificate, Request, RevocationList,
    asn1::{self, Cursor, damaged},
    key, limits, oid,
};
use openssl::pkcs7::Pkcs7;
use orgkey_types::{Code, Failure, Outcome, Secret};

/// Everything in a file: PEM blocks, DER one after the other, P7B, PKCS#12, and Base64 without PEM lines. What PEM
/// labels otherwise (public keys, parameters) is passed over.
///
/// # Errors
/// [`Code::NotX509`] when nothing of that is in it, [`Code::CertificateDamaged`] and [`Code::FileTruncated`] when
/// something is and cannot be read, [`Code::TooComplex`] and [`Code::FileTooLarge`].
pub fn read_any(bytes: &[u8]) -> Outcome<Vec<Found>> {
    if bytes.len() > limits::FILE {
        return Err(Code::FileTooLarge.into());
    }
    let mut found = Vec::new();
    if pem::is_pem(bytes) {
        pem::blocks(bytes)?.into_iter().try_for_each(|block| from_block(block, &mut found))?;
    } else if bytes.first() == Some(&asn1::SEQUENCE) {
        binary(bytes, &mut found)?;
    } else {
        let decoded = pem::decoded(bytes).filter(|der| der.expose().first() == Some(&asn1::SEQUENCE));
        binary(decoded.ok_or(Code::NotX509)?.expose(), &mut found)?;
    }
    if found.is_empty() { Err(Code::NotX509.into()) } else { Ok(found) }
}

fn from_block(block: pem::Block<'_>, found: &mut Vec<Found>) -> Outcome<()> {
    let der = block.der.expose();
    match block.label {
        "CERTIFICATE" | "X509 CERTIFICATE" => found.push(Found::Certificate(Certificate::from_der(der)?)),
        // OpenSSL appends its own trust settings.
        "TRUSTED CERTIFICATE" => {
            found.push(Found::Certificate(Certificate::from_der(Cursor::new(der).next()?.whole)?));
        }
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => found.push(Found::Request(Request::from_der(der)?)),
        "X509 CRL" => found.push(Found::RevocationList(RevocationList::from_der(der)?)),
        "PKCS7" | "CMS" | "PKCS #7 SIGNED DATA" => bundle(der, found)?,
        "PKCS12" => found.push(Found::Pkcs12(der.to_vec())),
        label if label.ends_with("PRIVATE KEY") => {
            let encrypted = block.old_encryption || label.starts_with("ENCRYPTED");
            found.push(Found::PrivateKey(FoundKey { encrypted, bytes: Secret::new(block.text.to_vec()) }));
        }
        _ => {}
    }
    Ok(())
}

/// DER objects one after the other.
fn binary(bytes: &[u8], found: &mut Vec<Found>) -> Outcome<()> {
    // BER of indefinite length, as some programs write PKCS#7 and PKCS#12: one object, the whole file.
    if bytes.get(1) == Some(&0x80) {
        return indefinite(bytes, found);
    }
    let mut cursor = Cursor::new(bytes);
    while cursor.peek() == Some(asn1::SEQUENCE) {
        if found.len() >= limits::OBJECTS {
            return Err(Failure::about(Code::TooComplex, "file"));
        }
        one(cursor.next()?.whole, found)?;
    }
    Ok(())
}

fn indefinite(bytes: &[u8], found: &mut Vec<Found>) -> Outcome<()> {
    match bytes.get(2..) {
        Some([asn1::INTEGER, 1, 3, ..]) => found.push(Found::Pkcs12(bytes.to_vec())),
        Some([asn1::OID, ..]) => bundle(bytes, found)?,
        _ => return Err(Code::NotX509.into()),
    }
    Ok(())
}

fn one(der: &[u8], found: &mut Vec<Found>) -> Outcome<()> {
    match shape(der)? {
        Shape::Signed => found.push(signed(der)?),
        Shape::Bundle => bundle(der, found)?,
        Shape::Pkcs12 => found.push(Found::Pkcs12(der.to_vec())),
        Shape::Key { encrypted } => {
            found.push(Found::PrivateKey(FoundKey { encrypted, bytes: Secret::new(der.to_vec()) }));
        }
        Shape::Other => return Err(Code::NotX509.into()),
    }
    Ok(())
}

enum Shape {
    Signed,
    Bundle,
    Pkcs12,
    Key { encrypted: bool },
    Other,
}

/// What the first elements tell, without reading further.
fn shape(der: &[u8]) -> Outcome<Shape> {
    if key::is_encrypted(der) {
        return Ok(Shape::Key { encrypted: true });
    }
    let mut inside = Cursor::new(der).enter(asn1::SEQUENCE)?;
    let first = inside.next()?;
    let second = inside.peek();
    Ok(match (first.tag, first.content, second) {
        (asn1::SEQUENCE, _, Some(asn1::SEQUENCE)) => Shape::Signed,
        (asn1::OID, oid::SIGNED_DATA, _) => Shape::Bundle,
        (asn1::INTEGER, [3], Some(asn1::SEQUENCE)) => Shape::Pkcs12,
        _ if key::is_private_key(der) => Shape::Key { encrypted: false },
        _ => Shape::Other,
    })
}

/// Certificate, request and list have the same frame; their readers tell them apart. What none of them reads was
/// meant to be a certificate.
fn signed(der: &[u8]) -> Outcome<Found> {
    let certificate = Certificate::from_der(der);
    if let Ok(certificate) = certificate {
        return Ok(Found::Certificate(certificate));
    }
    let request = Request::from_der(der).map(Found::Request);
    let list = || RevocationList::from_der(der).map(Found::RevocationList);
    request.or_else(|_| list()).map_err(|_| certificate.err().unwrap_or_else(|| damaged("certificate")))
}

/// Certificates of a PKCS#7 SignedData. OpenSSL reads it, since other programs write it in BER.
fn bundle(bytes: &[u8], found: &mut Vec<Found>) -> Outcome<()> {
    let refuse = |error: openssl::error::ErrorStack| Failure::about(Code::CertificateDamaged, "P7B").because(error);
    let bundle = Pkcs7::from_der(bytes).map_err(refuse)?;
    let inside = bundle.signed().and_then(|signed| signed.certificates());
    for certificate in inside.into_iter().flatten().take(limits::OBJECTS) {
        found.push(Found::Certificate(Certificate::from_der(&certificate.to_der().map_err(refuse)?)?));
    }
    Ok(())
}
