//! Distinguished names: bytes that are kept, and the text that is shown of them.

mod compare;
mod parse;
mod text;

use crate::{
    asn1::{self, Cursor, damaged},
    limits, oid,
};
use orgkey_types::Outcome;
use std::fmt;

/// A distinguished name as it stands in a certificate: the DER of its RDNSequence (RFC 5280 §4.1.2.4), never encoded
/// anew. Equal means equal byte for byte; `Display` is RFC 4514.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Name(Vec<u8>);

/// One attribute of a name: type, string tag and octets.
pub(crate) struct Part<'a> {
    pub(crate) kind: &'a [u8],
    pub(crate) tag: u8,
    pub(crate) value: &'a [u8],
    pub(crate) whole_value: &'a [u8],
}

impl Name {
    /// The name without parts: of a subject that only its alternative names tell.
    pub fn empty() -> Self {
        Self(vec![asn1::SEQUENCE, 0])
    }

    /// Reads the text form of RFC 4514: `CN=Example CA,O=Example\, Ltd.,C=DE`, the part that stands highest last;
    /// `+` joins the attributes of one part. New names are encoded as RFC 5280 §4.1.2.4 wants it: country, serial
    /// number and qualifier as PrintableString, domain component and mail as IA5String, all others as UTF8String.
    ///
    /// # Errors
    /// [`orgkey_types::Code::NameInvalid`] with the part that is wrong, or longer than X.520 allows.
    pub fn parse(text: &str) -> Outcome<Self> {
        parse::parse(text).map(Self)
    }

    /// From kinds and values as they were typed, the part that stands highest last: `("CN", "Example, Ltd.")`.
    ///
    /// # Errors
    /// As [`Name::parse`].
    pub fn of_parts(parts: &[(&str, &str)]) -> Outcome<Self> {
        parse::of_parts(parts).map(Self)
    }

    /// From the DER of an RDNSequence.
    ///
    /// # Errors
    /// [`orgkey_types::Code::CertificateDamaged`] when its frame does not hold.
    pub fn from_der(der: &[u8]) -> Outcome<Self> {
        let mut whole = Cursor::new(der);
        whole.element(asn1::SEQUENCE)?;
        whole.end()?;
        parts(der)?;
        Ok(Self(der.to_vec()))
    }

    /// The bytes.
    pub fn der(&self) -> &[u8] {
        &self.0
    }

    /// Without any part.
    pub fn is_empty(&self) -> bool {
        self.0.len() <= 2
    }

    /// The last common name, which is the most specific one.
    pub fn common_name(&self) -> Option<String> {
        self.values(oid::COMMON_NAME).pop()
    }

    /// Mail addresses that stand in the name itself (PKCS#9 emailAddress), an old habit.
    pub fn mail_addresses(&self) -> Vec<String> {
        self.values(oid::EMAIL)
    }

    /// Whether both name the same: byte for byte, or after the string preparation of RFC 5280 §7.1 (case and
    /// repeated spaces do not count, nor which string type was used).
    pub fn same_as(&self, other: &Name) -> bool {
        self == other || compare::canonical(self).is_some_and(|left| Some(left) == compare::canonical(other))
    }

    pub(crate) fn parts(&self) -> Vec<Vec<Part<'_>>> {
        parts(&self.0).unwrap_or_default()
    }

    fn values(&self, kind: &[u8]) -> Vec<String> {
        let wanted = |part: &&Part<'_>| part.kind == kind;
        self.parts().iter().flatten().filter(wanted).filter_map(|part| text::decoded(part.tag, part.value)).collect()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::of(self))
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Name({})", text::of(self))
    }
}

/// The relative names in the order of the encoding, each with its attributes.
fn parts(der: &[u8]) -> Outcome<Vec<Vec<Part<'_>>>> {
    let mut names = Cursor::new(der).enter(asn1::SEQUENCE)?;
    let (mut found, mut count) = (Vec::new(), 0);
    while !names.is_empty() {
        let mut attributes = names.enter(asn1::SET)?;
        let mut relative = Vec::new();
        while !attributes.is_empty() {
            relative.push(part(&mut attributes)?);
            count += 1;
            if count > limits::NAME_PARTS {
                return Err(damaged("name"));
            }
        }
        found.push(relative);
    }
    Ok(found)
}

fn part<'a>(attributes: &mut Cursor<'a>) -> Outcome<Part<'a>> {
    let mut attribute = attributes.enter(asn1::SEQUENCE)?;
    let kind = attribute.element(asn1::OID)?.content;
    let value = attribute.next()?;
    attribute.end()?;
    Ok(Part { kind, tag: value.tag, value: value.content, whole_value: value.whole })
}
