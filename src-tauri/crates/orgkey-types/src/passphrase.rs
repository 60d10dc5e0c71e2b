use crate::{Code, Outcome, Secret};
use serde::{Deserialize, Deserializer};
use std::fmt;
use zeroize::Zeroizing;

/// A passphrase, byte for byte as it was typed. It is not normalised: other programs hash the same bytes, and two
/// spellings of one letter must stay two passphrases.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Longest passphrase accepted, in bytes.
    pub const LONGEST: usize = 4096;

    /// Takes the text over.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The first line of a passphrase file without its line end.
    ///
    /// # Errors
    /// [`Code::PassphraseUnreadable`] when it is empty, not UTF-8, longer than [`Self::LONGEST`], or holds what nobody can
    /// type at a prompt: a byte order mark in front, or a control character.
    pub fn first_line(file: &Secret) -> Outcome<Self> {
        let line = file.expose().split(|byte| *byte == b'\n').next().unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let text = std::str::from_utf8(line).map_err(|_| Code::PassphraseUnreadable)?;
        let untypable = text.starts_with('\u{feff}') || text.chars().any(char::is_control);
        if text.is_empty() || text.len() > Self::LONGEST || untypable {
            return Err(Code::PassphraseUnreadable.into());
        }
        Ok(Self::new(text.to_owned()))
    }

    /// The text, for the one call that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether both are the same, in time that depends on the lengths only.
    pub fn same_as(&self, other: &Passphrase) -> bool {
        let (a, b) = (self.0.as_bytes(), other.0.as_bytes());
        a.len() == b.len() && a.iter().zip(b).fold(0, |difference, (x, y)| difference | (x ^ y)) == 0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase")
    }
}

/// Passphrases travel inwards only: there is no `Serialize`.
impl<'de> Deserialize<'de> for Passphrase {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_the_passphrase_and_its_line_end_is_not() {
        let cases: &[(&[u8], Option<&str>)] = &[
            (b"horse\n", Some("horse")),
            (b"horse\r\nsecond", Some("horse")),
            (b"horse", Some("horse")),
            (b" horse \n", Some(" horse ")),
            ("p\u{e4}ss\n".as_bytes(), Some("p\u{e4}ss")),
            (b"", None),
            (b"\nhorse", None),
            (b"\xff\xfe", None),
            ("\u{feff}horse\n".as_bytes(), None),
            (b"ho\0rse\n", None),
        ];
        for (file, expected) in cases {
            let read = Passphrase::first_line(&Secret::new(file.to_vec()));
            assert_eq!(read.as_ref().ok().map(Passphrase::expose), *expected, "{file:?}");
        }
    }

    #[test]
    fn near_misses_are_different_passphrases() {
        let typed = Passphrase::new("Caf\u{e9}".into());
        for other in ["Cafe\u{301}", "caf\u{e9}", "Caf\u{e9} ", "Caf\u{e9}\0"] {
            assert!(!typed.same_as(&Passphrase::new(other.into())), "{other:?}");
        }
        assert!(typed.same_as(&Passphrase::new("Caf\u{e9}".into())));
    }
}
