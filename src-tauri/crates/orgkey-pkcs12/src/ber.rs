//! A bounded reader of BER, of which DER is a part. NSS and old Windows write indefinite lengths and strings in
//! pieces, so a DER reader does not do. Depth, number of elements and every length are checked while the tree is
//! made; whoever walks the tree afterwards can only meet what is inside the file.

use crate::limits;
use orgkey_types::{Code, Failure, Outcome};
use std::borrow::Cow;
use yasna::models::ObjectIdentifier;

pub const INTEGER: u8 = 0x02;
pub const OCTETS: u8 = 0x04;
pub const SEQUENCE: u8 = 0x10;
pub const SET: u8 = 0x11;
pub const BMP: u8 = 0x1e;
/// Context-specific tag 0.
pub const CONTEXT_0: u8 = 0x80;
const CONSTRUCTED: u8 = 0x20;

/// Elements that a file may still hold.
pub struct Budget(usize);

impl Budget {
    pub fn new() -> Self {
        Self(limits::ELEMENTS)
    }

    fn take(&mut self) -> Outcome<()> {
        self.0 = self.0.checked_sub(1).ok_or_else(|| Failure::about(Code::TooComplex, "elements"))?;
        Ok(())
    }
}

/// One element. Its tag is the identifier octet without the bit that says "constructed".
pub struct Node<'a> {
    pub tag: u8,
    pub constructed: bool,
    /// As it stands in the file, header included.
    pub whole: &'a [u8],
    body: &'a [u8],
    children: Vec<Node<'a>>,
    /// Whether this or anything inside has an indefinite length or a string in pieces.
    pub ber: bool,
}

/// Reads the first element; what follows it is returned too, because some programs append a line end.
pub fn read<'a>(bytes: &'a [u8], budget: &mut Budget) -> Outcome<(Node<'a>, &'a [u8])> {
    read_at(bytes, limits::DEPTH, true, budget)
}

/// `open_ended`: nothing around this element says where it ends, so a missing end is a cut file.
fn read_at<'a>(bytes: &'a [u8], depth: usize, open_ended: bool, budget: &mut Budget) -> Outcome<(Node<'a>, &'a [u8])> {
    budget.take()?;
    let header = Header::read(bytes).ok_or_else(|| cut(open_ended))?;
    let content = bytes.get(header.length..).ok_or_else(|| cut(open_ended))?;
    let Some(length) = header.content else {
        return indefinite(bytes, content, &header, depth, open_ended, budget);
    };
    let (body, rest) = content.split_at_checked(length).ok_or_else(|| cut(open_ended))?;
    let children = if header.constructed { children(body, depth, budget)? } else { Vec::new() };
    let whole = bytes.get(..header.length + length).unwrap_or_default();
    let ber = children.iter().any(|child| child.ber) || header.constructed && header.tag == OCTETS;
    Ok((Node { tag: header.tag, constructed: header.constructed, whole, body, children, ber }, rest))
}

fn children<'a>(mut body: &'a [u8], depth: usize, budget: &mut Budget) -> Outcome<Vec<Node<'a>>> {
    let depth = deeper(depth)?;
    let mut children = Vec::new();
    while !body.is_empty() {
        let (child, rest) = read_at(body, depth, false, budget)?;
        children.push(child);
        body = rest;
    }
    Ok(children)
}

/// Content up to the two zero octets that end it (X.690 section 8.1.5).
fn indefinite<'a>(
    bytes: &'a [u8],
    content: &'a [u8],
    header: &Header,
    depth: usize,
    open_ended: bool,
    budget: &mut Budget,
) -> Outcome<(Node<'a>, &'a [u8])> {
    if !header.constructed {
        return Err(damaged("a primitive element without length"));
    }
    let depth = deeper(depth)?;
    let mut children = Vec::new();
    let mut rest = content;
    while !rest.starts_with(&[0, 0]) {
        let (child, after) = read_at(rest, depth, open_ended, budget)?;
        children.push(child);
        rest = after;
    }
    let body = content.get(..content.len() - rest.len()).unwrap_or_default();
    let rest = rest.get(2..).unwrap_or_default();
    let whole = bytes.get(..bytes.len() - rest.len()).unwrap_or_default();
    Ok((Node { tag: header.tag, constructed: true, whole, body, children, ber: true }, rest))
}

fn deeper(depth: usize) -> Outcome<usize> {
    depth.checked_sub(1).ok_or_else(|| Failure::about(Code::TooComplex, "nesting"))
}

fn cut(open_ended: bool) -> Failure {
    if open_ended { Code::FileTruncated.into() } else { damaged("a length past the end of its element") }
}

/// Bytes that do not hold together; the reason is for the log.
pub fn damaged(why: &str) -> Failure {
    Failure::from(Code::FileDamaged).because(why)
}

/// Identifier and length octets.
struct Header {
    tag: u8,
    constructed: bool,
    length: usize,
    /// None where it is indefinite.
    content: Option<usize>,
}

impl Header {
    fn read(bytes: &[u8]) -> Option<Self> {
        let identifier = *bytes.first()?;
        // Tags of 31 and above do not occur in PKCS#12; their further octets are skipped so that unknown attributes
        // can be.
        let more = if identifier & 0x1f == 0x1f {
            1 + bytes.get(1..)?.iter().take(5).position(|byte| byte & 0x80 == 0)?
        } else {
            0
        };
        let first = *bytes.get(1 + more)?;
        let (tag, constructed) = (identifier & !CONSTRUCTED, identifier & CONSTRUCTED != 0);
        let length = 2 + more;
        match first {
            0x80 => Some(Self { tag, constructed, length, content: None }),
            0..0x80 => Some(Self { tag, constructed, length, content: Some(usize::from(first)) }),
            _ => {
                let count = usize::from(first & 0x7f);
                let octets = bytes.get(length..length + count)?;
                let content = octets.iter().try_fold(0_usize, |sum, octet| {
                    // Past any file: the caller finds that it does not fit.
                    (sum <= usize::MAX >> 9).then_some(sum << 8 | usize::from(*octet)).or(Some(usize::MAX >> 1))
                });
                Some(Self { tag, constructed, length: length + count, content })
            }
        }
    }
}

impl<'a> Node<'a> {
    /// The elements inside, where this is what it should be.
    pub fn inside(&self, tag: u8) -> Outcome<&[Node<'a>]> {
        if self.tag == tag && self.constructed { Ok(&self.children) } else { Err(damaged("another element expected")) }
    }

    /// Elements of a SEQUENCE.
    pub fn sequence(&self) -> Outcome<&[Node<'a>]> {
        self.inside(SEQUENCE)
    }

    /// The one element inside an explicit context tag 0.
    pub fn explicit(&self) -> Outcome<&Node<'a>> {
        self.inside(CONTEXT_0)?.first().ok_or_else(|| damaged("nothing inside a tag"))
    }

    /// An OCTET STRING, in one piece or in several.
    pub fn octets(&self) -> Outcome<Cow<'a, [u8]>> {
        self.string(OCTETS)
    }

    /// An OCTET STRING under an implicit tag.
    pub fn string(&self, tag: u8) -> Outcome<Cow<'a, [u8]>> {
        if self.tag != tag {
            return Err(damaged("an octet string expected"));
        }
        if !self.constructed {
            return Ok(Cow::Borrowed(self.body));
        }
        let mut joined = Vec::with_capacity(self.body.len());
        for piece in &self.children {
            joined.extend_from_slice(&piece.octets()?);
        }
        Ok(Cow::Owned(joined))
    }

    /// The object identifier.
    pub fn oid(&self) -> Outcome<ObjectIdentifier> {
        yasna::parse_der(self.whole, |reader| reader.read_oid()).map_err(|_| damaged("an object identifier expected"))
    }

    /// A whole number; none where it does not fit 64 bits.
    pub fn integer(&self) -> Outcome<Option<i64>> {
        let (first, second) = (self.body.first(), self.body.get(1));
        let padded = matches!((first, second), (Some(0), Some(0..0x80)) | (Some(0xff), Some(0x80..)));
        let Some(first) = first.filter(|_| self.tag == INTEGER && !self.constructed && !padded) else {
            return Err(damaged("a number expected"));
        };
        if self.body.len() > 8 {
            return Ok(None);
        }
        let sign = if first & 0x80 == 0 { 0 } else { -1 };
        Ok(Some(self.body.iter().fold(sign, |sum, octet| sum << 8 | i64::from(*octet))))
    }
}

/// The element at that place, or damage.
pub fn at<'n, 'a>(nodes: &'n [Node<'a>], place: usize) -> Outcome<&'n Node<'a>> {
    nodes.get(place).ok_or_else(|| damaged("an element is missing"))
}
