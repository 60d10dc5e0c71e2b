use super::{Name, Part};
use crate::{asn1, oid};

const NUMERIC: u8 = 0x12;
const TELETEX: u8 = 0x14;
const VISIBLE: u8 = 0x1a;
const UNIVERSAL: u8 = 0x1c;
const BMP: u8 = 0x1e;

/// RFC 4514: the last relative name first.
pub(super) fn of(name: &Name) -> String {
    let relative = name.parts().into_iter().rev().map(|parts| {
        let parts: Vec<String> = parts.iter().map(attribute).collect();
        parts.join("+")
    });
    relative.collect::<Vec<_>>().join(",")
}

fn attribute(part: &Part<'_>) -> String {
    let word = oid::ATTRIBUTES.iter().find(|(kind, ..)| *kind == part.kind).map(|(_, word, _)| *word);
    match (word, decoded(part.tag, part.value)) {
        (Some(word), Some(value)) => format!("{word}={}", escaped(&value)),
        (Some(word), None) => format!("{word}=#{}", hex::encode(part.whole_value)),
        (None, _) => format!("{}=#{}", oid::dotted(part.kind), hex::encode(part.whole_value)),
    }
}

/// The characters of a string type; none where the octets are none.
pub(super) fn decoded(tag: u8, octets: &[u8]) -> Option<String> {
    match tag {
        asn1::UTF8 => std::str::from_utf8(octets).ok().map(str::to_owned),
        asn1::PRINTABLE | asn1::IA5 | VISIBLE | NUMERIC => {
            octets.is_ascii().then(|| octets.iter().copied().map(char::from).collect())
        }
        // T.61 as every program of the time wrote it: ISO 8859-1.
        TELETEX => Some(octets.iter().copied().map(char::from).collect()),
        BMP => wide(octets, 2),
        UNIVERSAL => wide(octets, 4),
        _ => None,
    }
}

/// UCS-2 with surrogates tolerated, or UCS-4.
fn wide(octets: &[u8], width: usize) -> Option<String> {
    if !octets.len().is_multiple_of(width) {
        return None;
    }
    let units = octets.chunks(width).map(|unit| unit.iter().fold(0_u32, |value, octet| value << 8 | u32::from(*octet)));
    match width {
        2 => String::from_utf16(&units.filter_map(|unit| u16::try_from(unit).ok()).collect::<Vec<_>>()).ok(),
        _ => units.map(char::from_u32).collect(),
    }
}

/// RFC 4514 §2.4; control characters as escaped octets, so that a name stays on its line.
fn escaped(value: &str) -> String {
    let last = value.chars().count().saturating_sub(1);
    let mut text = String::with_capacity(value.len());
    for (at, letter) in value.chars().enumerate() {
        let edge_space = letter == ' ' && (at == 0 || at == last);
        match letter {
            ',' | '+' | '"' | '\\' | '<' | '>' | ';' | '=' => text.extend(['\\', letter]),
            '#' if at == 0 => text.push_str("\\#"),
            ' ' if edge_space => text.push_str("\\ "),
            control if control.is_control() => text.push_str(&octets(control)),
            other => text.push(other),
        }
    }
    text
}

fn octets(letter: char) -> String {
    let mut buffer = [0; 4];
    letter.encode_utf8(&mut buffer).bytes().map(|octet| format!("\\{octet:02x}")).collect()
}
