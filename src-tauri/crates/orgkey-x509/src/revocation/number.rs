use std::{cmp::Ordering, fmt};

/// The number of a revocation list (RFC 5280 §5.2.3): not negative, of up to 20 octets and here of any length, exactly.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListNumber(Vec<u8>);

impl ListNumber {
    /// From the content octets of an INTEGER; a negative one is none.
    pub(super) fn from_integer(octets: &[u8]) -> Option<Self> {
        if octets.first()? & 0x80 != 0 {
            return None;
        }
        let zeros = octets.iter().take_while(|octet| **octet == 0).count();
        octets.get(zeros..).map(|octets| Self(octets.to_vec()))
    }

    /// As a machine number; none where it has more than 64 bits.
    pub fn small(&self) -> Option<u64> {
        let fold = |number: u64, octet: &u8| number << 8 | u64::from(*octet);
        (self.0.len() <= 8).then(|| self.0.iter().fold(0, fold))
    }
}

impl From<u64> for ListNumber {
    fn from(number: u64) -> Self {
        Self(number.to_be_bytes().into_iter().skip_while(|octet| *octet == 0).collect())
    }
}

impl Ord for ListNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        // Without leading zeros the longer one is the larger.
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for ListNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Decimal as far as a machine number goes, then upper-case hexadecimal as OpenSSL's program shows it: `0x01FF…`.
impl fmt::Display for ListNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.small() {
            Some(number) => write!(f, "{number}"),
            None => write!(f, "0x{}", hex::encode_upper(&self.0)),
        }
    }
}
