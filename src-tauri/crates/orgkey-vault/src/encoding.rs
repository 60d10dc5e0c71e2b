//! One unambiguous byte string for a list of values, to be authenticated or hashed: each part is preceded by its
//! length in 8 bytes, so that no two lists encode to the same bytes.

#[derive(Default)]
pub(crate) struct Encoding(Vec<u8>);

impl Encoding {
    /// `purpose` separates the domains: bytes made for one use can never pass for another.
    pub(crate) fn new(purpose: &str) -> Self {
        Self::default().text(purpose)
    }

    pub(crate) fn bytes(mut self, part: &[u8]) -> Self {
        self.0.extend((part.len() as u64).to_be_bytes());
        self.0.extend(part);
        self
    }

    pub(crate) fn text(self, part: &str) -> Self {
        self.bytes(part.as_bytes())
    }

    pub(crate) fn number(self, part: i64) -> Self {
        self.bytes(&part.to_be_bytes())
    }

    /// Absent and empty are different.
    pub(crate) fn optional(self, part: Option<&[u8]>) -> Self {
        match part {
            Some(part) => self.number(1).bytes(part),
            None => self.number(0),
        }
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0
    }
}
