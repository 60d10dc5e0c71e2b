use crate::{Code, Failure, Outcome};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The format of a key: what programs can read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// Version 4 (RFC 4880): read by everything in use today.
    V4,
    /// Version 6 (RFC 9580): read by programs of 2024 and later; not by GnuPG.
    V6,
}

/// What the keypairs of a key are made of: the signing key and the encryption key in one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Algorithm {
    /// Ed25519 with X25519 (in version 4: EdDSA with ECDH over Curve25519).
    Curve25519,
    /// Ed448 with X448; version 6 only.
    Curve448,
    /// ECDSA and ECDH over NIST P-256.
    P256,
    /// ECDSA and ECDH over NIST P-384.
    P384,
    /// ECDSA and ECDH over NIST P-521.
    P521,
    /// RSA, 2048 bits.
    Rsa2048,
    /// RSA, 3072 bits.
    Rsa3072,
    /// RSA, 4096 bits.
    Rsa4096,
    /// ML-DSA-65+Ed25519 with ML-KEM-768+X25519; version 6 only.
    MlDsa65Ed25519,
    /// ML-DSA-87+Ed448 with ML-KEM-1024+X448; version 6 only.
    MlDsa87Ed448,
}

impl Algorithm {
    /// Every algorithm, in the order in which they are offered.
    pub const ALL: &'static [Algorithm] = &[
        Self::Curve25519,
        Self::P256,
        Self::P384,
        Self::P521,
        Self::Rsa2048,
        Self::Rsa3072,
        Self::Rsa4096,
        Self::Curve448,
        Self::MlDsa65Ed25519,
        Self::MlDsa87Ed448,
    ];

    /// Whether keys of that version can use it.
    pub fn exists_in(self, profile: Profile) -> bool {
        profile == Profile::V6 || !matches!(self, Self::Curve448 | Self::MlDsa65Ed25519 | Self::MlDsa87Ed448)
    }

    /// The name on the command line and in settings: `rsa3072`, `ml-dsa-65`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Curve25519 => "curve25519",
            Self::Curve448 => "curve448",
            Self::P256 => "p256",
            Self::P384 => "p384",
            Self::P521 => "p521",
            Self::Rsa2048 => "rsa2048",
            Self::Rsa3072 => "rsa3072",
            Self::Rsa4096 => "rsa4096",
            Self::MlDsa65Ed25519 => "ml-dsa-65",
            Self::MlDsa87Ed448 => "ml-dsa-87",
        }
    }

    /// The name on screen: signing key and encryption key.
    pub fn label(self) -> &'static str {
        match self {
            Self::Curve25519 => "Ed25519 with X25519",
            Self::Curve448 => "Ed448 with X448",
            Self::P256 => "NIST P-256",
            Self::P384 => "NIST P-384",
            Self::P521 => "NIST P-521",
            Self::Rsa2048 => "RSA 2048",
            Self::Rsa3072 => "RSA 3072",
            Self::Rsa4096 => "RSA 4096",
            Self::MlDsa65Ed25519 => "ML-DSA-65+Ed25519 with ML-KEM-768+X25519",
            Self::MlDsa87Ed448 => "ML-DSA-87+Ed448 with ML-KEM-1024+X448",
        }
    }
}

impl FromStr for Algorithm {
    type Err = Failure;

    fn from_str(text: &str) -> Outcome<Self> {
        let wanted = match text.to_ascii_lowercase().as_str() {
            "ed25519" | "cv25519" => "curve25519".to_owned(),
            "ed448" | "cv448" => "curve448".to_owned(),
            other => other.to_owned(),
        };
        Self::ALL
            .iter()
            .copied()
            .find(|algorithm| algorithm.name() == wanted)
            .ok_or_else(|| Failure::about(Code::InvalidArgument, format!("algorithm {text}")))
    }
}

impl FromStr for Profile {
    type Err = Failure;

    fn from_str(text: &str) -> Outcome<Self> {
        match text {
            "v4" => Ok(Self::V4),
            "v6" => Ok(Self::V6),
            _ => Err(Failure::about(Code::InvalidArgument, format!("profile {text}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_on_the_command_line_leads_back_to_its_algorithm() {
        for algorithm in Algorithm::ALL {
            assert_eq!(algorithm.name().parse::<Algorithm>().unwrap(), *algorithm);
        }
    }

    #[test]
    fn post_quantum_and_448_bit_keys_exist_in_version_6_only() {
        let only_v6: Vec<_> = Algorithm::ALL.iter().filter(|a| !a.exists_in(Profile::V4)).map(|a| a.name()).collect();
        assert_eq!(only_v6, ["curve448", "ml-dsa-65", "ml-dsa-87"]);
    }
}
