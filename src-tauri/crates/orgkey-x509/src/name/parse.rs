use crate::{
    asn1::{self, Cursor, Der},
    limits, oid,
};
use orgkey_types::{Code, Failure, Outcome};

/// Upper bounds of X.520, characters (RFC 5280 appendix A.1), by RFC 4514 word; all others: 255.
const LONGEST: &[(&str, usize)] = &[
    ("CN", 64),
    ("O", 64),
    ("OU", 64),
    ("T", 64),
    ("serialNumber", 64),
    ("dnQualifier", 64),
    ("L", 128),
    ("ST", 128),
    ("STREET", 128),
    ("pseudonym", 128),
    ("postalCode", 40),
    ("SN", 40),
    ("GN", 40),
    ("initials", 5),
    ("generationQualifier", 3),
];

/// One `type=value`, still text.
struct Attribute {
    kind: String,
    value: String,
    /// Written as `#hex`: the DER of the value.
    encoded: bool,
}

fn invalid(part: &str) -> Failure {
    Failure::about(Code::NameInvalid, part)
}

/// DER of an RDNSequence for the text.
pub(super) fn parse(text: &str) -> Outcome<Vec<u8>> {
    let relative = split(text)?;
    if relative.iter().map(Vec::len).sum::<usize>() > limits::NAME_PARTS {
        return Err(invalid(text));
    }
    sequence(&relative)
}

/// The same for values in which no letter has a meaning of its own.
pub(super) fn of_parts(parts: &[(&str, &str)]) -> Outcome<Vec<u8>> {
    let attribute = |(kind, value): &(&str, &str)| {
        vec![Attribute { kind: (*kind).to_owned(), value: value.trim().to_owned(), encoded: false }]
    };
    sequence(&parts.iter().map(attribute).collect::<Vec<_>>())
}

fn sequence(relative: &[Vec<Attribute>]) -> Outcome<Vec<u8>> {
    let mut out = Der::with_capacity(256);
    out.wrap(asn1::SEQUENCE, |out| relative.iter().rev().try_for_each(|parts| write(out, parts)))?;
    Ok(out.done())
}

/// SET OF: the attributes of one relative name in the order of their encodings (X.690 §11.6).
fn write(out: &mut Der, parts: &[Attribute]) -> Outcome<()> {
    let mut encoded = parts.iter().map(attribute).collect::<Outcome<Vec<_>>>()?;
    encoded.sort();
    out.wrap(asn1::SET, |out| encoded.iter().for_each(|attribute| out.raw(attribute)));
    Ok(())
}

fn attribute(part: &Attribute) -> Outcome<Vec<u8>> {
    let kind = kind(&part.kind)?;
    let value = if part.encoded { hex_value(part)? } else { string(&kind, part)? };
    let mut out = Der::with_capacity(kind.len() + value.len() + 8);
    out.wrap(asn1::SEQUENCE, |out| {
        out.primitive(asn1::OID, &kind);
        out.raw(&value);
    });
    Ok(out.done())
}

/// Content octets of the type: one of our words, or a dotted number.
fn kind(word: &str) -> Outcome<Vec<u8>> {
    let same = |known: &&str| known.eq_ignore_ascii_case(word);
    let known = oid::ATTRIBUTES.iter().find(|(_, short, others)| same(short) || others.iter().any(&same));
    if let Some((kind, ..)) = known {
        return Ok(kind.to_vec());
    }
    let number = word.strip_prefix("OID.").unwrap_or(word);
    let number = der::asn1::ObjectIdentifier::new(number).map_err(|_| invalid(word))?;
    Ok(number.as_bytes().to_vec())
}

fn hex_value(part: &Attribute) -> Outcome<Vec<u8>> {
    let refuse = || invalid(&format!("{}=#{}", part.kind, part.value));
    let value = hex::decode(&part.value).map_err(|_| refuse())?;
    let mut cursor = Cursor::new(&value);
    cursor.next().and_then(|_| cursor.end()).map_err(|_| refuse())?;
    Ok(value)
}

fn string(kind: &[u8], part: &Attribute) -> Outcome<Vec<u8>> {
    let refuse = || invalid(&format!("{}={}", part.kind, part.value));
    let value = part.value.as_str();
    let tag = match kind {
        oid::COUNTRY | oid::SERIAL_NUMBER | oid::QUALIFIER => asn1::PRINTABLE,
        oid::DOMAIN_COMPONENT | oid::EMAIL => asn1::IA5,
        _ => asn1::UTF8,
    };
    let fits = match tag {
        asn1::PRINTABLE => is_printable(value),
        asn1::IA5 => value.is_ascii(),
        _ => true,
    };
    let country = kind != oid::COUNTRY || (value.len() == 2 && value.bytes().all(|byte| byte.is_ascii_uppercase()));
    let length = value.chars().count();
    if !fits || !country || length == 0 || length > longest(kind) || value.chars().any(char::is_control) {
        return Err(refuse());
    }
    let mut out = Der::with_capacity(value.len() + 4);
    out.primitive(tag, value.as_bytes());
    Ok(out.done())
}

fn longest(kind: &[u8]) -> usize {
    let word = oid::ATTRIBUTES.iter().find(|(known, ..)| *known == kind).map(|(_, word, _)| *word);
    LONGEST.iter().find(|(known, _)| Some(*known) == word).map_or(255, |(_, longest)| *longest)
}

/// The characters of PrintableString (X.680 §41.4).
fn is_printable(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" '()+,-./:=?".contains(&byte))
}

/// Cuts at `,`, `;` and `+` that are not escaped or quoted.
fn split(text: &str) -> Outcome<Vec<Vec<Attribute>>> {
    let mut relative = vec![Vec::new()];
    // Not trimmed at the end: the last space may be escaped.
    let mut rest = text.trim_start();
    if rest.is_empty() {
        return Err(invalid(text));
    }
    loop {
        let (attribute, separator, after) = one(rest)?;
        if let Some(parts) = relative.last_mut() {
            parts.push(attribute);
        }
        match separator {
            None => return Ok(relative),
            Some('+') => {}
            Some(_) => relative.push(Vec::new()),
        }
        rest = after;
    }
}

fn one(text: &str) -> Outcome<(Attribute, Option<char>, &str)> {
    let (kind, rest) = text.split_once('=').ok_or_else(|| invalid(text))?;
    let rest = rest.trim_start();
    let (octets, separator, after) = value(rest).ok_or_else(|| invalid(text))?;
    let encoded = rest.starts_with('#');
    let value = String::from_utf8(octets).map_err(|_| invalid(text))?;
    let value = if encoded { value.trim_start_matches('#').to_owned() } else { value };
    Ok((Attribute { kind: kind.trim().to_owned(), value, encoded }, separator, after))
}

/// The octets of a value, unescaped and without spaces around it, the separator after it, and what follows.
fn value(text: &str) -> Option<(Vec<u8>, Option<char>, &str)> {
    let (mut octets, mut kept, mut quoted) = (Vec::new(), 0, false);
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => {
                let (_, next) = letters.next()?;
                octets.extend(escape(next, &mut letters)?);
                kept = octets.len();
            }
            '"' => {
                quoted = !quoted;
                kept = octets.len();
            }
            ',' | ';' | '+' if !quoted => {
                octets.truncate(kept);
                return Some((octets, Some(letter), text.get(at + 1..)?));
            }
            _ => {
                octets.extend(letter.encode_utf8(&mut [0; 4]).bytes());
                kept = if letter == ' ' && !quoted { kept } else { octets.len() };
            }
        }
    }
    octets.truncate(kept);
    (!quoted).then_some((octets, None, ""))
}

/// `\,` or `\2c`.
fn escape(first: char, letters: &mut std::str::CharIndices<'_>) -> Option<Vec<u8>> {
    let Some(high) = first.to_digit(16) else { return Some(first.to_string().into_bytes()) };
    let (_, second) = letters.next()?;
    let octet = high * 16 + second.to_digit(16)?;
    Some(vec![u8::try_from(octet).ok()?])
}
