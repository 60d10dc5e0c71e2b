use crate::limits;
use base64::{Engine, engine::general_purpose::STANDARD};
use orgkey_types::{Code, Failure, Outcome, Secret};
use zeroize::Zeroizing;

const BEGIN: &[u8] = b"-----BEGIN ";

/// One block of PEM (RFC 7468), read as loosely as other programs write it.
pub(crate) struct Block<'a> {
    pub(crate) label: &'a str,
    /// `Proc-Type: 4,ENCRYPTED`: the encryption of OpenSSL before PKCS#8.
    pub(crate) old_encryption: bool,
    pub(crate) der: Secret,
    /// The block with its lines, for what only OpenSSL reads.
    pub(crate) text: &'a [u8],
}

/// Whether the bytes hold PEM at all.
pub(super) fn is_pem(bytes: &[u8]) -> bool {
    find(bytes, BEGIN).is_some()
}

/// Every block in its order.
pub(super) fn blocks(bytes: &[u8]) -> Outcome<Vec<Block<'_>>> {
    let (mut rest, mut found) = (bytes, Vec::new());
    while let Some(at) = find(rest, BEGIN) {
        if found.len() == limits::OBJECTS {
            return Err(Failure::about(Code::TooComplex, "PEM"));
        }
        let (block, after) = block(rest.get(at..).unwrap_or_default())?;
        found.push(block);
        rest = after;
    }
    Ok(found)
}

/// The first block that is a private key.
pub(crate) fn first_private_block(bytes: &[u8]) -> Outcome<Option<Block<'_>>> {
    if !is_pem(bytes) {
        return Ok(None);
    }
    let found = blocks(bytes)?.into_iter().find(|block| block.label.ends_with("PRIVATE KEY"));
    found.map(Some).ok_or_else(|| Failure::about(Code::NotX509, "private key"))
}

fn block(text: &[u8]) -> Outcome<(Block<'_>, &[u8])> {
    let damaged = || Failure::about(Code::CertificateDamaged, "PEM");
    let head = text.get(BEGIN.len()..).unwrap_or_default();
    let label_end = find(head, b"-----").filter(|end| *end <= 64).ok_or_else(damaged)?;
    let label = head.get(..label_end).and_then(|label| std::str::from_utf8(label).ok()).ok_or_else(damaged)?;
    let body = head.get(label_end + 5..).unwrap_or_default();
    let end = [b"-----END ", label.as_bytes(), b"-----"].concat();
    let body_end = find(body, &end).ok_or_else(|| Failure::about(Code::FileTruncated, "PEM"))?;
    let (body, after) = body.split_at_checked(body_end).ok_or_else(damaged)?;
    let after = after.get(end.len()..).unwrap_or_default();
    let used = text.len() - after.len();
    // An encrypted PKCS#8 key says itself what it costs, whatever stands before it.
    let old_encryption = !label.starts_with("ENCRYPTED") && find(body, b"4,ENCRYPTED").is_some();
    let der = decoded(body).ok_or_else(damaged)?;
    Ok((Block { label, old_encryption, der, text: text.get(..used).unwrap_or_default() }, after))
}

/// Base64 without lines, spaces and headers (those have a colon).
pub(super) fn decoded(body: &[u8]) -> Option<Secret> {
    let lines = body.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.contains(&b':'));
    let letters = lines.flatten().copied().filter(|byte| !byte.is_ascii_whitespace());
    let mut text = Zeroizing::new(Vec::with_capacity(body.len()));
    text.extend(letters);
    STANDARD.decode(&*text).ok().map(Secret::new)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    while let Some(step) = bytes.get(from..)?.iter().position(|byte| *byte == first) {
        from += step;
        if bytes.get(from..)?.starts_with(wanted) {
            return Some(from);
        }
        from += 1;
    }
    None
}
