use crate::{
    asn1::{self, Cursor, Element},
    file, limits, oid,
};
use openssl::{
    error::ErrorStack,
    pkey::{PKey, Private},
};
use orgkey_types::{Code, Failure, Outcome, Passphrase};

/// What OpenSSL takes for a passphrase: its buffer has 1,024 bytes, and it stops at a zero.
const LONGEST: usize = 1_023;

/// What OpenSSL said about bytes that should be a key.
pub(super) fn unreadable(error: ErrorStack) -> Failure {
    let unsupported = error
        .errors()
        .iter()
        .any(|error| error.reason().is_some_and(|reason| reason.contains("unsupported") || reason.contains("unknown")));
    let code = if unsupported { Code::AlgorithmUnsupported } else { Code::FileDamaged };
    Failure::about(code, "private key").because(error)
}

/// Opens a private key in PEM or DER.
pub(super) fn open(bytes: &[u8], passphrase: Option<&Passphrase>) -> Outcome<PKey<Private>> {
    if bytes.len() > limits::PRIVATE_KEY {
        return Err(Failure::about(Code::TooComplex, "private key"));
    }
    let Some(block) = file::first_private_block(bytes)? else { return der(bytes, passphrase) };
    if block.old_encryption {
        return old_pem(bytes, passphrase);
    }
    der(block.der.expose(), passphrase)
}

fn der(bytes: &[u8], passphrase: Option<&Passphrase>) -> Outcome<PKey<Private>> {
    if let Some(algorithm) = encryption(bytes) {
        affordable(algorithm)?;
        let typed = usable(passphrase)?;
        return PKey::private_key_from_pkcs8_passphrase(bytes, typed).map_err(refused);
    }
    if !is_private_key(bytes) {
        return Err(Failure::about(Code::NotX509, "private key"));
    }
    PKey::private_key_from_pkcs8(bytes).or_else(|_| PKey::private_key_from_der(bytes)).map_err(unreadable)
}

/// One round of MD5 and nothing to bound: the form of OpenSSL before PKCS#8 (`Proc-Type: 4,ENCRYPTED`).
fn old_pem(bytes: &[u8], passphrase: Option<&Passphrase>) -> Outcome<PKey<Private>> {
    PKey::private_key_from_pem_passphrase(bytes, usable(passphrase)?).map_err(refused)
}

fn usable(passphrase: Option<&Passphrase>) -> Outcome<&[u8]> {
    let typed = passphrase.ok_or(Code::PassphraseMissing)?.expose().as_bytes();
    if typed.len() > LONGEST || typed.contains(&0) {
        return Err(Code::WrongPassphrase.into());
    }
    Ok(typed)
}

/// A cipher that OpenSSL has no more is not a wrong passphrase.
fn refused(error: ErrorStack) -> Failure {
    match unreadable(error) {
        failure if failure.code == Code::AlgorithmUnsupported => failure,
        failure => Failure { code: Code::WrongPassphrase, subject: None, cause: failure.cause },
    }
}

/// The AlgorithmIdentifier of EncryptedPrivateKeyInfo (RFC 5958 §3), if the bytes are one.
fn encryption(bytes: &[u8]) -> Option<Element<'_>> {
    let mut inside = Cursor::new(bytes).enter(asn1::SEQUENCE).ok()?;
    let algorithm = inside.element(asn1::SEQUENCE).ok()?;
    inside.element(asn1::OCTET_STRING).ok()?;
    inside.end().ok()?;
    Cursor::new(algorithm.content).element(asn1::OID).ok()?;
    Some(algorithm)
}

/// Whether the bytes are an encrypted PKCS#8 key.
pub(crate) fn is_encrypted(bytes: &[u8]) -> bool {
    encryption(bytes).is_some()
}

/// PKCS#8, PKCS#1 or SEC 1: a sequence that begins with version 0 or 1 and goes on.
pub(crate) fn is_private_key(bytes: &[u8]) -> bool {
    let begin = || {
        let mut inside = Cursor::new(bytes).enter(asn1::SEQUENCE)?;
        let version = inside.element(asn1::INTEGER)?.content;
        let next = inside.next()?;
        let known = matches!((version, next.tag), ([0], asn1::SEQUENCE | asn1::INTEGER))
            || matches!((version, next.tag), ([1], asn1::SEQUENCE | asn1::OCTET_STRING));
        Outcome::Ok(known && !(next.tag == asn1::INTEGER && inside.is_empty()))
    };
    begin().unwrap_or(false)
}

/// What the derivation would cost, before it is begun.
fn affordable(algorithm: Element<'_>) -> Outcome<()> {
    let mut inside = Cursor::new(algorithm.content);
    let scheme = inside.element(asn1::OID)?.content;
    let mut parameters = inside.enter(asn1::SEQUENCE)?;
    if scheme != oid::PBES2 {
        parameters.element(asn1::OCTET_STRING)?;
        return rounds(number(&mut parameters)?);
    }
    let mut derivation = parameters.enter(asn1::SEQUENCE)?;
    let function = derivation.element(asn1::OID)?.content;
    let mut parameters = derivation.enter(asn1::SEQUENCE)?;
    parameters.next()?;
    match function {
        oid::PBKDF2 => rounds(number(&mut parameters)?),
        oid::SCRYPT => scrypt([number(&mut parameters)?, number(&mut parameters)?, number(&mut parameters)?]),
        other => Err(Failure::about(Code::AlgorithmUnsupported, oid::dotted(other))),
    }
}

fn rounds(count: u64) -> Outcome<()> {
    match count {
        1..=limits::ROUNDS => Ok(()),
        _ => Err(Failure::about(Code::TooExpensive, format!("{count} rounds"))),
    }
}

/// Memory is 128·N·r, work that times p (RFC 7914).
fn scrypt([cost, block, parallel]: [u64; 3]) -> Outcome<()> {
    let memory = cost.checked_mul(block).and_then(|product| product.checked_mul(128));
    let work = memory.and_then(|memory| memory.checked_mul(parallel));
    match (memory, work) {
        (Some(memory), Some(work)) if memory <= limits::MEMORY && work <= 16 * limits::MEMORY => Ok(()),
        _ => Err(Failure::about(Code::TooExpensive, format!("scrypt N={cost} r={block} p={parallel}"))),
    }
}

/// An INTEGER; larger than 64 bits counts as the largest.
fn number(parameters: &mut Cursor<'_>) -> Outcome<u64> {
    let octets = parameters.element(asn1::INTEGER)?.content;
    if octets.len() > 8 || octets.first().is_none_or(|first| *first >= 0x80) {
        return Ok(u64::MAX);
    }
    Ok(octets.iter().fold(0, |number, octet| number << 8 | u64::from(*octet)))
}
