/// Why a certificate is not valid. Names and numbers follow the invalidity flags of Certificate Server, so that what
/// an administrator looks up there means the same here; 0 would be valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ValidationReason {
    /// The judgement could not be made, or OpenSSL refuses the chain for a rule of its own (name constraints,
    /// policies).
    System,
    /// A part of the certificate cannot be read.
    Decode,
    /// It names an issuer that did not sign it.
    SubjectIssuerMismatch,
    /// Its first moment lies ahead.
    NotYetValid,
    /// Its last moment has passed.
    Expired,
    /// It signs certificates and is not marked as a CA.
    IssuerNotCa,
    /// More CAs stand below it than it allows.
    PathLength,
    /// A critical extension that nobody here understands.
    UnknownCriticalExtension,
    /// It signs certificates, or lists, and its key usage does not allow that.
    KeyUsage,
    /// The list of its issuer cannot be decoded, or holds critical parts that are not understood.
    CrlDecode,
    /// Its issuer revoked it, or put it on hold.
    Revoked,
    /// The address of its list cannot be used.
    CrlPointUnusable,
    /// The list at its address could not be read.
    CrlUnreadable,
    /// The list at hand is not for this kind of certificate, or not signed by its issuer.
    CrlNotForCertificate,
    /// The list at hand is past its next update, or not yet valid.
    CrlExpired,
    /// The list is signed with the issuer's key, under another name.
    CrlIssuerName,
    /// The way up ends before it reaches a trust anchor.
    IssuerNotTrusted,
}

impl ValidationReason {
    /// Every reason, by number.
    pub const ALL: &'static [ValidationReason] = &[
        Self::System,
        Self::Decode,
        Self::SubjectIssuerMismatch,
        Self::NotYetValid,
        Self::Expired,
        Self::IssuerNotCa,
        Self::PathLength,
        Self::UnknownCriticalExtension,
        Self::KeyUsage,
        Self::CrlDecode,
        Self::Revoked,
        Self::CrlPointUnusable,
        Self::CrlUnreadable,
        Self::CrlNotForCertificate,
        Self::CrlExpired,
        Self::CrlIssuerName,
        Self::IssuerNotTrusted,
    ];

    /// 1 to 17, as Certificate Server counts.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The word in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Decode => "decode",
            Self::SubjectIssuerMismatch => "subject-issuer-mismatch",
            Self::NotYetValid => "not-yet-valid",
            Self::Expired => "expired",
            Self::IssuerNotCa => "issuer-not-ca",
            Self::PathLength => "path-length",
            Self::UnknownCriticalExtension => "unknown-critical-extension",
            Self::KeyUsage => "key-usage",
            Self::CrlDecode => "crl-decode",
            Self::Revoked => "revoked",
            Self::CrlPointUnusable => "crl-point-unusable",
            Self::CrlUnreadable => "crl-unreadable",
            Self::CrlNotForCertificate => "crl-not-for-certificate",
            Self::CrlExpired => "crl-expired",
            Self::CrlIssuerName => "crl-issuer-name",
            Self::IssuerNotTrusted => "issuer-not-trusted",
        }
    }
}
