use crate::{asn1::Der, limits};
use openssl::rand::rand_bytes;
use orgkey_types::{Code, Failure, Outcome};
use std::{fmt, str::FromStr};

/// The serial number of a certificate: the content octets of its INTEGER, as they stand in the certificate.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Serial(Vec<u8>);

impl Serial {
    /// Sixteen random octets, positive and of full length: 126 bits nobody can foresee (RFC 5280 §4.1.2.2 wants at
    /// most 20 octets; the CA/Browser Forum at least 64 random bits).
    ///
    /// # Errors
    /// [`Code::Internal`] when the system gives no randomness.
    pub fn random() -> Outcome<Self> {
        let mut octets = vec![0; 16];
        loop {
            rand_bytes(&mut octets).map_err(|error| Failure::from(Code::Internal).because(error))?;
            if matches!(octets.first(), Some(1..=0x7f)) {
                return Ok(Self(octets));
            }
        }
    }

    /// From the octets as the vault keeps them: see [`Serial::octets`].
    ///
    /// # Errors
    /// [`Code::InvalidArgument`] when there are none, or more than 64.
    pub fn from_octets(octets: &[u8]) -> Outcome<Self> {
        match octets.len() {
            1..=limits::SERIAL => Ok(Self(octets.to_vec())),
            _ => Err(Failure::about(Code::InvalidArgument, "serial number")),
        }
    }

    /// The content octets of the INTEGER: big-endian, two's complement, the shortest form in what we make.
    pub fn octets(&self) -> &[u8] {
        &self.0
    }

    /// Lower-case hexadecimal without the octet that only says the number is positive; `-` before a negative one.
    pub fn hex(&self) -> String {
        match self.0.as_slice() {
            [0, rest @ ..] if !rest.is_empty() => hex::encode(rest),
            [0x80..=0xff, ..] => format!("-{}", hex::encode(&self.0)),
            octets => hex::encode(octets),
        }
    }

    /// Greater than zero.
    pub fn is_positive(&self) -> bool {
        self.0.first().is_some_and(|first| *first < 0x80) && self.0.iter().any(|octet| *octet != 0)
    }

    pub(crate) fn write(&self, out: &mut Der) {
        out.primitive(crate::asn1::INTEGER, &self.0);
    }
}

/// Hexadecimal, with or without colons and spaces; always read as a positive number.
impl FromStr for Serial {
    type Err = Failure;

    fn from_str(text: &str) -> Outcome<Self> {
        let refuse = || Failure::about(Code::InvalidArgument, if text.is_empty() { "serial number" } else { text });
        let digits: String = text.chars().filter(|c| !matches!(c, ':' | ' ')).collect();
        let digits = if digits.len() % 2 == 1 { format!("0{digits}") } else { digits };
        let octets = hex::decode(&digits).map_err(|_| refuse())?;
        let start = octets.iter().position(|octet| *octet != 0).ok_or_else(refuse)?;
        let mut shortest = octets.get(start..).unwrap_or_default().to_vec();
        if shortest.first().is_some_and(|first| *first >= 0x80) {
            shortest.insert(0, 0);
        }
        Self::from_octets(&shortest).map_err(|_| refuse())
    }
}

impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}
