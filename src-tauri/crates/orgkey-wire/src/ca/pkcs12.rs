use crate::CertificateView;
use orgkey_core::ca as core;
use orgkey_types::Timestamp;
use serde::Serialize;
use ts_rs::TS;

/// A PKCS#12 file (PFX, RFC 7292), told without its password.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Pkcs12View {
    /// `DER` or `BER`.
    pub encoding: String,
    /// What tells that it was not changed; none is nothing at all.
    pub mac: Option<Pkcs12MacView>,
    /// Its parts.
    pub safes: Vec<Pkcs12SafeView>,
    /// Rounds of key derivation that opening costs in all.
    #[ts(type = "number")]
    pub total_rounds: u64,
    /// Certificates that lie in it unencrypted.
    pub certificates: Vec<CertificateView>,
}

/// The integrity check of a PKCS#12 file.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Pkcs12MacView {
    /// `HMAC-SHA-256`.
    pub algorithm: String,
    /// Rounds of its key derivation.
    #[ts(type = "number")]
    pub rounds: u64,
    /// `classic` (RFC 7292) or `pbmac1` (RFC 9879).
    pub kind: String,
}

/// One part of a PKCS#12 file.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Pkcs12SafeView {
    /// `AES-256-CBC, PBKDF2-HMAC-SHA-256`; none is not encrypted.
    pub protection: Option<String>,
    /// Rounds of its key derivation.
    #[ts(type = "number | null")]
    pub rounds: Option<u64>,
    /// What is in it: `certificate`, `shrouded-key`. Empty where it is encrypted.
    pub bags: Vec<String>,
}

impl Pkcs12View {
    /// The outside of a file, as of a moment.
    pub fn new(inspection: &core::Inspection, now: Timestamp) -> Self {
        let read = |der: &Vec<u8>| core::Certificate::from_der(der).ok();
        let certificates: Vec<core::Certificate> = inspection.plain_certificates.iter().filter_map(read).collect();
        Self {
            encoding: match inspection.encoding {
                core::Encoding::Der => "DER".to_owned(),
                core::Encoding::Ber => "BER".to_owned(),
            },
            mac: inspection.mac.as_ref().map(Into::into),
            safes: inspection.safes.iter().map(Into::into).collect(),
            total_rounds: inspection.total_rounds,
            certificates: CertificateView::all(&certificates, now),
        }
    }
}

impl From<&core::MacInfo> for Pkcs12MacView {
    fn from(mac: &core::MacInfo) -> Self {
        let kind = match mac.kind {
            core::MacKind::Classic => "classic",
            core::MacKind::Pbmac1 => "pbmac1",
        };
        Self { algorithm: mac.algorithm.clone(), rounds: mac.rounds, kind: kind.to_owned() }
    }
}

impl From<&core::SafeInfo> for Pkcs12SafeView {
    fn from(safe: &core::SafeInfo) -> Self {
        Self {
            protection: safe.encrypted.as_ref().map(|protection| protection.algorithm.clone()),
            rounds: safe.encrypted.as_ref().map(|protection| protection.rounds),
            bags: safe.bags.iter().map(|bag| bag_word(&bag.kind)).collect(),
        }
    }
}

fn bag_word(kind: &core::BagKind) -> String {
    match kind {
        core::BagKind::Key => "key".to_owned(),
        core::BagKind::ShroudedKey => "shrouded-key".to_owned(),
        core::BagKind::Certificate => "certificate".to_owned(),
        core::BagKind::RevocationList => "revocation-list".to_owned(),
        core::BagKind::Secret => "secret".to_owned(),
        core::BagKind::Other(identifier) => identifier.clone(),
    }
}
