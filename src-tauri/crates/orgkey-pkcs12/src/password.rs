use zeroize::Zeroizing;

type Bytes = Zeroizing<Vec<u8>>;

/// What a typed password may be as bytes. The two ways of the format are `classic` (UTF-16, most significant byte
/// first, with two zero octets: RFC 7292 appendix B.1) and `plain` (UTF-8, for PBES2 and PBMAC1); the further ones
/// are what older programs made of the same text. The first that works is tried first from then on.
pub struct Spellings {
    pub classic: Vec<Bytes>,
    pub plain: Vec<Bytes>,
}

impl Spellings {
    pub fn of(text: &str) -> Self {
        let mut classic = vec![utf16(text)];
        let mut plain = vec![Zeroizing::new(text.as_bytes().to_vec())];
        if text.is_empty() {
            // A null password: no octets at all, where an empty one is the two that end it.
            classic.push(Zeroizing::new(Vec::new()));
        }
        if !text.is_ascii() {
            // OpenSSL before 1.1 widened each byte of the terminal's UTF-8.
            classic.push(widened(text));
        }
        // NSS before 3.31 fed PBES2 from the classic form.
        plain.push(utf16(text));
        Self { classic, plain }
    }

    /// The way the format defines it, for writing.
    pub fn classic_form(text: &str) -> Bytes {
        utf16(text)
    }
}

/// The first spelling that gives something; it moves to the front.
pub fn first_that<T>(spellings: &mut [Bytes], mut attempt: impl FnMut(&[u8]) -> Option<T>) -> Option<T> {
    let (place, found) = spellings.iter().enumerate().find_map(|(place, bytes)| Some((place, attempt(bytes)?)))?;
    spellings.swap(0, place);
    Some(found)
}

fn utf16(text: &str) -> Bytes {
    let units = text.encode_utf16().chain([0]);
    Zeroizing::new(units.flat_map(u16::to_be_bytes).collect())
}

fn widened(text: &str) -> Bytes {
    Zeroizing::new(text.bytes().chain([0]).flat_map(|byte| [0, byte]).collect())
}
