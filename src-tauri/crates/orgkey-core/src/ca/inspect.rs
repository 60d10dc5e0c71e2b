use super::issue::{RequestSummary, summary};
use orgkey_pkcs12::Inspection;
use orgkey_types::{Outcome, Timestamp};
use orgkey_x509::{Certificate, Found, ListNumber};

/// What lies in a file of certificates and keys, told without a passphrase.
#[derive(Debug, Default)]
pub struct CaFileContents {
    /// A PKCS#12 file, from its outside.
    pub pkcs12: Option<Inspection>,
    /// Certificates, in the order of the file.
    pub certificates: Vec<Certificate>,
    /// Certificate signing requests.
    pub requests: Vec<RequestSummary>,
    /// Revocation lists.
    pub lists: Vec<ListSummary>,
    /// Private keys: whether each is encrypted.
    pub private_keys: Vec<bool>,
}

/// What a revocation list says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListSummary {
    /// Its issuer.
    pub issuer: String,
    /// Its number, where it has one.
    pub number: Option<ListNumber>,
    /// When it was made.
    pub this_update: Timestamp,
    /// When the next one is due.
    pub next_update: Option<Timestamp>,
    /// Certificates in it.
    pub entries: u64,
}

/// Whether a file is one of certificates and keys rather than of OpenPGP. ASN.1 begins with a byte that no OpenPGP
/// packet begins with (RFC 9580 §4.2: its highest bit is set).
pub(crate) fn is_of_certificates(bytes: &[u8]) -> bool {
    let pem = b"-----BEGIN ";
    let mut labels = bytes.windows(pem.len() + 3).filter(|window| window.starts_with(pem));
    bytes.first() == Some(&0x30) || labels.next().is_some_and(|window| !window.ends_with(b"PGP"))
}

/// # Errors
/// What the file turned out to be: `not-x509`, `file-damaged`, `file-truncated`, `too-complex`, `too-expensive`,
/// `mac-key-short`.
pub(crate) fn inspect(bytes: &[u8]) -> Outcome<CaFileContents> {
    let mut contents = CaFileContents::default();
    if orgkey_pkcs12::begins_as_pkcs12(bytes) {
        contents.pkcs12 = Some(orgkey_pkcs12::inspect(bytes)?);
        return Ok(contents);
    }
    for found in orgkey_x509::read_any(bytes)? {
        match found {
            Found::Certificate(certificate) => contents.certificates.push(certificate),
            Found::Request(request) => contents.requests.push(summary(&request)),
            Found::RevocationList(list) => contents.lists.push(ListSummary {
                issuer: list.issuer().to_string(),
                number: list.number(),
                this_update: list.this_update(),
                next_update: list.next_update(),
                entries: list.len() as u64,
            }),
            Found::PrivateKey(key) => contents.private_keys.push(key.encrypted()),
            Found::Pkcs12(bytes) => contents.pkcs12 = Some(orgkey_pkcs12::inspect(&bytes)?),
        }
    }
    Ok(contents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_first_bytes_or_its_first_header() {
        let rows: [(&[u8], bool); 7] = [
            (b"\x30\x82\x01\x00", true),
            (b"-----BEGIN CERTIFICATE-----", true),
            (b"Bag Attributes\n    friendlyName: x\n-----BEGIN PRIVATE KEY-----", true),
            (b"-----BEGIN PGP PUBLIC KEY BLOCK-----", false),
            (b"\x99\x01\x0d\x04", false),
            (b"Dear all", false),
            (b"", false),
        ];
        for (bytes, expected) in rows {
            assert_eq!(is_of_certificates(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
