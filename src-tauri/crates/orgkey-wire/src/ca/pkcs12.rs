use crate::CertificateView;
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
