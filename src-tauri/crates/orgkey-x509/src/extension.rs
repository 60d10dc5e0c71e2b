//! Extensions (RFC 5280 §4.2): the list as it stands in the bytes, and the values that this program reads and writes.

use crate::{
    asn1::{self, Cursor, Der, damaged},
    limits, oid,
};
use der::{Decode, Encode, flagset::FlagSet};
use orgkey_types::{Code, Failure, Outcome};
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages};

/// One extension of something that was read.
#[derive(Clone, Copy)]
pub(crate) struct Extension<'a> {
    pub(crate) kind: &'a [u8],
    pub(crate) critical: bool,
    pub(crate) value: &'a [u8],
    pub(crate) whole: &'a [u8],
}

/// The extensions in `SEQUENCE OF Extension`, in their order.
pub(crate) fn read_all(list: &[u8]) -> Outcome<Vec<Extension<'_>>> {
    let mut whole = Cursor::new(list);
    let mut inside = whole.enter(asn1::SEQUENCE)?;
    whole.end()?;
    let mut found = Vec::new();
    while !inside.is_empty() {
        if found.len() == limits::EXTENSIONS {
            return Err(Failure::about(Code::TooComplex, "extensions"));
        }
        found.push(read(&mut inside)?);
    }
    Ok(found)
}

fn read<'a>(list: &mut Cursor<'a>) -> Outcome<Extension<'a>> {
    let element = list.element(asn1::SEQUENCE)?;
    let mut inside = Cursor::new(element.content);
    let kind = inside.element(asn1::OID)?.content;
    let critical = inside.optional(asn1::BOOLEAN)?.is_some_and(|flag| flag.content.iter().any(|octet| *octet != 0));
    let value = inside.element(asn1::OCTET_STRING)?.content;
    inside.end()?;
    Ok(Extension { kind, critical, value, whole: element.whole })
}

/// Writes one extension.
pub(crate) fn write(out: &mut Der, kind: &[u8], critical: bool, value: &[u8]) {
    out.wrap(asn1::SEQUENCE, |out| {
        out.primitive(asn1::OID, kind);
        if critical {
            out.primitive(asn1::BOOLEAN, &[0xff]);
        }
        out.primitive(asn1::OCTET_STRING, value);
    });
}

/// DER of a value that x509-cert knows.
pub(crate) fn encoded(value: &impl Encode) -> Outcome<Vec<u8>> {
    value.to_der().map_err(|error| Failure::from(Code::Internal).because(error))
}

/// Value of basicConstraints.
pub(crate) fn basic_constraints(ca: bool, path_len_constraint: Option<u8>) -> Outcome<Vec<u8>> {
    encoded(&BasicConstraints { ca, path_len_constraint })
}

/// Value of keyUsage.
pub(crate) fn key_usage(usages: FlagSet<KeyUsages>) -> Outcome<Vec<u8>> {
    encoded(&KeyUsage(usages))
}

/// Value of subjectKeyIdentifier.
pub(crate) fn subject_key_id(id: &[u8]) -> Vec<u8> {
    let mut out = Der::with_capacity(id.len() + 2);
    out.primitive(asn1::OCTET_STRING, id);
    out.done()
}

/// Value of authorityKeyIdentifier with the key identifier alone.
pub(crate) fn authority_key_id(id: &[u8]) -> Vec<u8> {
    let mut out = Der::with_capacity(id.len() + 4);
    out.wrap(asn1::SEQUENCE, |out| out.primitive(0x80, id));
    out.done()
}

/// Value of cRLDistributionPoints: one point with one full name for each address.
pub(crate) fn crl_points(addresses: &[String]) -> Vec<u8> {
    let mut out = Der::with_capacity(addresses.len() * 64);
    out.wrap(asn1::SEQUENCE, |out| {
        for address in addresses {
            out.wrap(asn1::SEQUENCE, |point| {
                point.wrap(asn1::context(0), |name| {
                    name.wrap(asn1::context(0), |full| full.primitive(0x86, address.as_bytes()));
                });
            });
        }
    });
    out.done()
}

/// What basicConstraints says: CA or not, and the path length.
pub(crate) fn read_basic_constraints(value: &[u8]) -> Outcome<(bool, Option<u8>)> {
    let read = BasicConstraints::from_der(value).map_err(|_| damaged("basicConstraints"))?;
    Ok((read.ca, read.path_len_constraint))
}

/// What keyUsage says.
pub(crate) fn read_key_usage(value: &[u8]) -> Outcome<FlagSet<KeyUsages>> {
    KeyUsage::from_der(value).map(|read| read.0).map_err(|_| damaged("keyUsage"))
}

/// Purposes of extKeyUsage, dotted.
pub(crate) fn read_extended_key_usage(value: &[u8]) -> Outcome<Vec<String>> {
    let read = ExtendedKeyUsage::from_der(value).map_err(|_| damaged("extKeyUsage"))?;
    Ok(read.0.iter().map(ToString::to_string).collect())
}

/// The octets of subjectKeyIdentifier.
pub(crate) fn read_subject_key_id(value: &[u8]) -> Outcome<&[u8]> {
    let mut cursor = Cursor::new(value);
    let id = cursor.element(asn1::OCTET_STRING)?.content;
    cursor.end()?;
    Ok(id)
}

/// The key identifier in authorityKeyIdentifier, if it names one.
pub(crate) fn read_authority_key_id(value: &[u8]) -> Outcome<Option<&[u8]>> {
    let mut inside = Cursor::new(value).enter(asn1::SEQUENCE)?;
    Ok(inside.optional(0x80)?.map(|id| id.content))
}

/// Addresses in cRLDistributionPoints. Points that are told by a directory name, or relative to the issuer, have none.
pub(crate) fn read_crl_points(value: &[u8]) -> Outcome<Vec<String>> {
    let mut points = Cursor::new(value).enter(asn1::SEQUENCE)?;
    let mut found = Vec::new();
    while !points.is_empty() {
        let mut point = points.enter(asn1::SEQUENCE)?;
        let Some(name) = point.optional(asn1::context(0))? else { continue };
        let Some(full) = Cursor::new(name.content).optional(asn1::context(0))? else { continue };
        let mut names = Cursor::new(full.content);
        while !names.is_empty() {
            let name = names.next()?;
            let text = std::str::from_utf8(name.content).ok().filter(|_| name.tag == 0x86);
            found.extend(text.map(str::to_owned));
        }
    }
    Ok(found)
}

/// Words of key usage, as RFC 5280 writes them.
pub(crate) const USAGES: &[(KeyUsages, &str)] = &[
    (KeyUsages::DigitalSignature, "digitalSignature"),
    (KeyUsages::NonRepudiation, "nonRepudiation"),
    (KeyUsages::KeyEncipherment, "keyEncipherment"),
    (KeyUsages::DataEncipherment, "dataEncipherment"),
    (KeyUsages::KeyAgreement, "keyAgreement"),
    (KeyUsages::KeyCertSign, "keyCertSign"),
    (KeyUsages::CRLSign, "cRLSign"),
    (KeyUsages::EncipherOnly, "encipherOnly"),
    (KeyUsages::DecipherOnly, "decipherOnly"),
];

/// Extensions that validation takes into account, or that need no work to be understood; a critical one that is not
/// here makes a certificate unusable (RFC 5280 §4.2).
pub(crate) const UNDERSTOOD: &[&[u8]] = &[
    oid::SUBJECT_KEY_ID,
    oid::KEY_USAGE,
    oid::ALTERNATIVE_NAME,
    oid::ISSUER_ALTERNATIVE_NAME,
    oid::BASIC_CONSTRAINTS,
    oid::NAME_CONSTRAINTS,
    oid::CRL_POINTS,
    oid::POLICIES,
    oid::POLICY_MAPPINGS,
    oid::AUTHORITY_KEY_ID,
    oid::POLICY_CONSTRAINTS,
    oid::EXTENDED_KEY_USAGE,
    oid::INHIBIT_ANY_POLICY,
];
