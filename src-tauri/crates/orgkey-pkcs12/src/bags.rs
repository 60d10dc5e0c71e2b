use crate::{
    ber::{self, Budget, Node},
    inspect::{BagInfo, BagKind, Protection},
    limits, oids,
    pfx::inner,
    scheme::Scheme,
};
use orgkey_types::{Code, Failure, Outcome};
use zeroize::Zeroizing;

/// One bag with its two attributes of RFC 7292 section 4.2 (of which RFC 2985 gives the meaning).
pub struct Bag {
    pub content: Content,
    pub friendly_name: Option<String>,
    pub local_key_id: Option<Vec<u8>>,
}

/// What a bag carries.
pub enum Content {
    /// PKCS#8, in the open.
    Key(Zeroizing<Vec<u8>>),
    Shrouded {
        scheme: Scheme,
        text: Vec<u8>,
    },
    Certificate(Vec<u8>),
    RevocationList,
    SecretValue,
    /// A kind that this program does not know, by its object identifier.
    Other(String),
}

/// Bags of `SafeContents`, those nested in bags included, and whether anything is BER. `count` goes over the file.
pub fn read(content: &[u8], budget: &mut Budget, count: &mut usize) -> Outcome<(Vec<Bag>, bool)> {
    let (node, _) = ber::read(content, budget).map_err(inner)?;
    let mut bags = Vec::new();
    collect(&node, limits::NESTED_BAGS, count, &mut bags)?;
    Ok((bags, node.ber))
}

fn collect(contents: &Node, depth: usize, count: &mut usize, into: &mut Vec<Bag>) -> Outcome<()> {
    let depth = depth.checked_sub(1).ok_or_else(|| Failure::about(Code::TooComplex, "bags in bags"))?;
    for bag in contents.sequence()? {
        *count += 1;
        if *count > limits::BAGS {
            return Err(Failure::about(Code::TooComplex, "bags"));
        }
        let parts = bag.sequence()?;
        let oid = ber::at(parts, 0)?.oid()?;
        let value = ber::at(parts, 1)?.explicit()?;
        if oid.components().as_slice() == oids::SAFE_CONTENTS_BAG {
            collect(value, depth, count, into)?;
            continue;
        }
        let content = Content::read(oid.components().as_slice(), value)?;
        let (friendly_name, local_key_id) = attributes(parts.get(2));
        into.push(Bag { content, friendly_name, local_key_id });
    }
    Ok(())
}

/// Rounds of all shrouded keys among them.
pub fn rounds(bags: &[Bag]) -> u64 {
    bags.iter().map(|bag| bag.content.protection().map_or(0, |found| found.rounds)).fold(0, u64::saturating_add)
}

impl Bag {
    pub fn info(&self) -> BagInfo {
        BagInfo {
            kind: self.content.kind(),
            friendly_name: self.friendly_name.clone(),
            local_key_id: self.local_key_id.clone(),
            protection: self.content.protection(),
        }
    }
}

impl Content {
    fn read(oid: &[u64], value: &Node) -> Outcome<Self> {
        Ok(match oid {
            oids::KEY_BAG => Self::Key(Zeroizing::new(value.whole.to_vec())),
            oids::SHROUDED_KEY_BAG => {
                let parts = value.sequence()?;
                let text = ber::at(parts, 1)?.octets()?.into_owned();
                Self::Shrouded { scheme: Scheme::read(ber::at(parts, 0)?)?, text }
            }
            oids::CERTIFICATE_BAG => {
                let parts = value.sequence()?;
                let kind = ber::at(parts, 0)?.oid()?;
                if kind.components().as_slice() == oids::X509_CERTIFICATE {
                    Self::Certificate(ber::at(parts, 1)?.explicit()?.octets()?.into_owned())
                } else {
                    Self::Other(kind.to_string())
                }
            }
            oids::REVOCATION_LIST_BAG => Self::RevocationList,
            oids::SECRET_BAG => Self::SecretValue,
            other => Self::Other(other.iter().map(u64::to_string).collect::<Vec<_>>().join(".")),
        })
    }

    fn kind(&self) -> BagKind {
        match self {
            Self::Key(_) => BagKind::Key,
            Self::Shrouded { .. } => BagKind::ShroudedKey,
            Self::Certificate(_) => BagKind::Certificate,
            Self::RevocationList => BagKind::RevocationList,
            Self::SecretValue => BagKind::Secret,
            Self::Other(oid) => BagKind::Other(oid.clone()),
        }
    }

    fn protection(&self) -> Option<Protection> {
        match self {
            Self::Shrouded { scheme, .. } => Some(Protection { algorithm: scheme.name(), rounds: scheme.rounds() }),
            _ => None,
        }
    }
}

/// friendlyName and localKeyID. Attributes carry no key: what cannot be read of them is left out.
fn attributes(set: Option<&Node>) -> (Option<String>, Option<Vec<u8>>) {
    let (mut name, mut id) = (None, None);
    for attribute in set.and_then(|set| set.inside(ber::SET).ok()).unwrap_or_default() {
        let Some((oid, value)) = attribute_value(attribute) else { continue };
        match oid.components().as_slice() {
            oids::FRIENDLY_NAME => name = name.or_else(|| text(value)),
            oids::LOCAL_KEY_ID => id = id.or_else(|| value.octets().ok().map(|octets| octets.into_owned())),
            _ => {}
        }
    }
    (name, id)
}

fn attribute_value<'n, 'a>(attribute: &'n Node<'a>) -> Option<(yasna::models::ObjectIdentifier, &'n Node<'a>)> {
    let parts = attribute.sequence().ok()?;
    let oid = parts.first()?.oid().ok()?;
    Some((oid, parts.get(1)?.inside(ber::SET).ok()?.first()?))
}

/// A BMPString, read as UTF-16 since that is what everybody writes into it; without the zero that some append.
fn text(node: &Node) -> Option<String> {
    let bytes = node.string(ber::BMP).ok()?;
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    Some(String::from_utf16_lossy(&units).trim_end_matches('\0').to_owned())
}
