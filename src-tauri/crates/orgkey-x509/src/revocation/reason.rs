use orgkey_types::{Code, Failure, Outcome};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Why a certificate is revoked (RFC 5280 §5.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum RevocationReason {
    /// No reason given: the list then carries none.
    Unspecified,
    /// The private key is in wrong hands.
    KeyCompromise,
    /// The private key of the CA is in wrong hands.
    CaCompromise,
    /// The holder is no longer what the subject says.
    AffiliationChanged,
    /// Replaced by another certificate.
    Superseded,
    /// No longer needed.
    CessationOfOperation,
    /// On hold: can be released.
    CertificateHold,
    /// The holder no longer has the right that the certificate states.
    PrivilegeWithdrawn,
    /// Taken back. Only foreign lists say so; nothing is revoked with it here.
    RemoveFromCrl,
    /// The key of an attribute authority is in wrong hands. Only foreign lists say so.
    AaCompromise,
}

impl RevocationReason {
    /// Every reason, by number. 7 was never given out.
    pub const ALL: &'static [RevocationReason] = &[
        Self::Unspecified,
        Self::KeyCompromise,
        Self::CaCompromise,
        Self::AffiliationChanged,
        Self::Superseded,
        Self::CessationOfOperation,
        Self::CertificateHold,
        Self::RemoveFromCrl,
        Self::PrivilegeWithdrawn,
        Self::AaCompromise,
    ];

    /// The number of CRLReason.
    pub const fn number(self) -> u8 {
        match self {
            Self::Unspecified => 0,
            Self::KeyCompromise => 1,
            Self::CaCompromise => 2,
            Self::AffiliationChanged => 3,
            Self::Superseded => 4,
            Self::CessationOfOperation => 5,
            Self::CertificateHold => 6,
            Self::RemoveFromCrl => 8,
            Self::PrivilegeWithdrawn => 9,
            Self::AaCompromise => 10,
        }
    }

    /// Whether a certificate of our own can be revoked with it. The other two stand only in foreign lists: a full list
    /// never says "taken off", and no attribute authority works here.
    pub const fn is_given_here(self) -> bool {
        !matches!(self, Self::RemoveFromCrl | Self::AaCompromise)
    }

    /// The reason of that number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.iter().copied().find(|reason| reason.number() == number)
    }

    /// The word on the command line and in the vault.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unspecified => "unspecified",
            Self::KeyCompromise => "key-compromise",
            Self::CaCompromise => "ca-compromise",
            Self::AffiliationChanged => "affiliation-changed",
            Self::Superseded => "superseded",
            Self::CessationOfOperation => "cessation-of-operation",
            Self::CertificateHold => "certificate-hold",
            Self::RemoveFromCrl => "remove-from-crl",
            Self::PrivilegeWithdrawn => "privilege-withdrawn",
            Self::AaCompromise => "aa-compromise",
        }
    }
}

impl FromStr for RevocationReason {
    type Err = Failure;

    fn from_str(text: &str) -> Outcome<Self> {
        let found = Self::ALL.iter().copied().find(|reason| reason.name() == text);
        found.ok_or_else(|| Failure::about(Code::InvalidArgument, text))
    }
}
