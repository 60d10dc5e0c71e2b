use crate::{Code, Failure, Outcome};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::{fmt, str::FromStr};

/// What an administrator may have a right in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// The Organization Key, its generations and the Additional Decryption Key.
    OrganizationKeys,
    /// The Organizational CA and the Organization Certificate.
    Certificates,
    /// Encryption keys of Administration Servers.
    EncryptionKeys,
    /// Internal users, their keys and their certificates for S/MIME.
    Users,
    /// The register of copies, and backups of the whole server.
    Backups,
    /// Administrators, their rights, and the settings of the vault.
    Administrators,
    /// The audit log.
    Audit,
}

impl Area {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::OrganizationKeys,
        Self::Certificates,
        Self::EncryptionKeys,
        Self::Users,
        Self::Backups,
        Self::Administrators,
        Self::Audit,
    ];
    /// Those that hold private material: each has a secrets key of its own.
    pub const WITH_SECRETS: [Self; 4] = [Self::OrganizationKeys, Self::Certificates, Self::EncryptionKeys, Self::Users];

    /// `organization-keys`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OrganizationKeys => "organization-keys",
            Self::Certificates => "certificates",
            Self::EncryptionKeys => "encryption-keys",
            Self::Users => "users",
            Self::Backups => "backups",
            Self::Administrators => "administrators",
            Self::Audit => "audit",
        }
    }

    /// As shown: `Organization Keys`.
    pub const fn shown(self) -> &'static str {
        match self {
            Self::OrganizationKeys => "Organization Keys",
            Self::Certificates => "Certificates",
            Self::EncryptionKeys => "Encryption Keys",
            Self::Users => "Users",
            Self::Backups => "Backups",
            Self::Administrators => "Administrators",
            Self::Audit => "Audit",
        }
    }

    /// Whether it holds private material.
    pub fn has_secrets(self) -> bool {
        Self::WITH_SECRETS.contains(&self)
    }
}

/// What may be done in an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Right {
    /// To look at it.
    Read,
    /// To change it.
    Write,
    /// To use its private material, for which a key is needed, and so to take it away. Nobody can have the one without
    /// the other: a program that can sign with a key can copy it.
    ExportSecret,
}

impl Right {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Read, Self::Write, Self::ExportSecret];

    /// `export-secret`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::ExportSecret => "export-secret",
        }
    }

    /// As shown: `Export secret`.
    pub const fn shown(self) -> &'static str {
        match self {
            Self::Read => "Read",
            Self::Write => "Write",
            Self::ExportSecret => "Export secret",
        }
    }
}

/// One right in one area: `certificates:write`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Grant {
    /// Where.
    pub area: Area,
    /// What.
    pub right: Right,
}

impl Grant {
    /// Every right that exists: nobody exports secrets of an area that has none.
    pub fn all() -> impl Iterator<Item = Self> {
        let of = |area: Area| Right::ALL.into_iter().map(move |right| Self { area, right });
        Area::ALL.into_iter().flat_map(of).filter(|grant| grant.exists())
    }

    fn exists(self) -> bool {
        self.right != Right::ExportSecret || self.area.has_secrets()
    }

    const fn bit(self) -> u32 {
        1 << (self.area as u32 * 3 + self.right as u32)
    }

    /// As shown: `Certificates: Write`.
    pub fn shown(self) -> String {
        format!("{}: {}", self.area.shown(), self.right.shown())
    }
}

impl fmt::Display for Grant {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.area.name(), self.right.name())
    }
}

impl FromStr for Grant {
    type Err = Failure;

    fn from_str(text: &str) -> Outcome<Self> {
        let found = Self::all().find(|grant| grant.to_string() == text);
        found.ok_or_else(|| Failure::about(Code::InvalidArgument, text))
    }
}

/// What one administrator may do. To change an area or to use its secrets, one has to be able to look at it: so both
/// bring Read with them, and without Read nothing is left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rights(u32);

impl Rights {
    /// Nothing.
    pub const NONE: Self = Self(0);

    /// Every right that exists.
    pub fn all() -> Self {
        Grant::all().fold(Self::NONE, Self::with)
    }

    /// Whether this right is among them.
    pub const fn has(self, area: Area, right: Right) -> bool {
        self.0 & Grant { area, right }.bit() != 0
    }

    /// With one right more.
    #[must_use]
    pub fn with(self, grant: Grant) -> Self {
        if !grant.exists() {
            return self;
        }
        Self(self.0 | grant.bit() | Grant { right: Right::Read, ..grant }.bit())
    }

    /// With one right less.
    #[must_use]
    pub fn without(self, grant: Grant) -> Self {
        let gone =
            |right| if grant.right == Right::Read || grant.right == right { right_bit(grant.area, right) } else { 0 };
        Self(Right::ALL.into_iter().fold(self.0, |bits, right| bits & !gone(right)))
    }

    /// Each of them, in the order of areas and rights.
    pub fn grants(self) -> impl Iterator<Item = Grant> {
        Grant::all().filter(move |grant| self.has(grant.area, grant.right))
    }

    /// Those that the other does not have.
    #[must_use]
    pub const fn beyond(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The areas whose secrets may be used.
    pub fn secrets(self) -> impl Iterator<Item = Area> {
        Area::WITH_SECRETS.into_iter().filter(move |area| self.has(*area, Right::ExportSecret))
    }

    /// As one number, for what authenticates them.
    pub const fn bits(self) -> u32 {
        self.0
    }
}

const fn right_bit(area: Area, right: Right) -> u32 {
    Grant { area, right }.bit()
}

impl FromIterator<Grant> for Rights {
    fn from_iter<I: IntoIterator<Item = Grant>>(grants: I) -> Self {
        grants.into_iter().fold(Self::NONE, Self::with)
    }
}

impl Serialize for Rights {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.grants().map(|grant| grant.to_string()))
    }
}

impl<'de> Deserialize<'de> for Rights {
    /// Takes only what [`Rights`] itself would have written, so that one set has one spelling.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texts = Vec::<String>::deserialize(deserializer)?;
        let grants: Outcome<Vec<Grant>> = texts.iter().map(|text| text.parse()).collect();
        let grants = grants.map_err(D::Error::custom)?;
        let rights: Self = grants.iter().copied().collect();
        let canonical = rights.grants().eq(grants);
        canonical.then_some(rights).ok_or_else(|| D::Error::custom("rights out of order, twice, or without Read"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_eighteen_rights_and_each_reads_back() {
        assert_eq!(Grant::all().count(), 18);
        for grant in Grant::all() {
            assert_eq!(grant.to_string().parse::<Grant>().unwrap(), grant);
        }
        for text in ["", "certificates", "Certificates:write", "audit:export-secret", "certificates:write "] {
            assert_eq!(text.parse::<Grant>().unwrap_err().code, Code::InvalidArgument, "{text}");
        }
    }

    #[test]
    fn write_brings_read_and_without_read_nothing_is_left() {
        let grant = |text: &str| text.parse::<Grant>().unwrap();
        let rights = Rights::NONE.with(grant("users:write")).with(grant("audit:read"));
        assert_eq!(serde_json::to_string(&rights).unwrap(), r#"["users:read","users:write","audit:read"]"#);
        assert_eq!(rights.without(grant("users:read")), Rights::NONE.with(grant("audit:read")));
        assert_eq!(rights.without(grant("users:write")).with(grant("users:write")), rights);
        assert_eq!(rights.beyond(Rights::NONE.with(grant("users:read"))).grants().count(), 2);
    }

    #[test]
    fn a_set_has_one_spelling() {
        let all = serde_json::to_string(&Rights::all()).unwrap();
        assert_eq!(serde_json::from_str::<Rights>(&all).unwrap(), Rights::all());
        for text in
            [r#"["users:write"]"#, r#"["audit:read","users:read"]"#, r#"["audit:read","audit:read"]"#, r#"["x"]"#]
        {
            assert!(serde_json::from_str::<Rights>(text).is_err(), "{text}");
        }
    }
}
