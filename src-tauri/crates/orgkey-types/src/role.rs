use crate::{
    Area::{self, Administrators, Audit, Backups, Certificates, EncryptionKeys, OrganizationKeys, Users},
    Code, Failure, Grant, Outcome, Right,
    Right::{ExportSecret, Read, Write},
    Rights,
};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What an administrator is there for: the rights that a new one begins with. Each can be granted and revoked later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Everything.
    Supervisor,
    /// The organisation's keys, those of users and servers, and their copies.
    KeyManager,
    /// The CA.
    CertificateOfficer,
    /// Looks, and changes nothing; holds no key to secrets.
    Auditor,
}

/// The rights that each role begins with, one line for each area. What is missing is not granted.
///
/// A Certificate Officer holds no key to the Organization Key; so the Organization Certificate, which signs with it, is
/// the Supervisor's and whoever else has both rights.
pub const RIGHTS_OF_ROLES: &[(Role, Area, &[Right])] = &[
    (Role::Supervisor, OrganizationKeys, &[Read, Write, ExportSecret]),
    (Role::Supervisor, Certificates, &[Read, Write, ExportSecret]),
    (Role::Supervisor, EncryptionKeys, &[Read, Write, ExportSecret]),
    (Role::Supervisor, Users, &[Read, Write, ExportSecret]),
    (Role::Supervisor, Backups, &[Read, Write]),
    (Role::Supervisor, Administrators, &[Read, Write]),
    (Role::Supervisor, Audit, &[Read, Write]),
    (Role::KeyManager, OrganizationKeys, &[Read, Write, ExportSecret]),
    (Role::KeyManager, Certificates, &[Read]),
    (Role::KeyManager, EncryptionKeys, &[Read, Write, ExportSecret]),
    (Role::KeyManager, Users, &[Read, Write, ExportSecret]),
    (Role::KeyManager, Backups, &[Read, Write]),
    (Role::KeyManager, Administrators, &[Read]),
    (Role::KeyManager, Audit, &[Read]),
    (Role::CertificateOfficer, OrganizationKeys, &[Read]),
    (Role::CertificateOfficer, Certificates, &[Read, Write, ExportSecret]),
    (Role::CertificateOfficer, Users, &[Read]),
    (Role::CertificateOfficer, Backups, &[Read, Write]),
    (Role::CertificateOfficer, Administrators, &[Read]),
    (Role::CertificateOfficer, Audit, &[Read]),
    (Role::Auditor, OrganizationKeys, &[Read]),
    (Role::Auditor, Certificates, &[Read]),
    (Role::Auditor, EncryptionKeys, &[Read]),
    (Role::Auditor, Users, &[Read]),
    (Role::Auditor, Backups, &[Read]),
    (Role::Auditor, Administrators, &[Read]),
    (Role::Auditor, Audit, &[Read]),
];

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Supervisor, Self::KeyManager, Self::CertificateOfficer, Self::Auditor];

    /// `key-manager`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Supervisor => "supervisor",
            Self::KeyManager => "key-manager",
            Self::CertificateOfficer => "certificate-officer",
            Self::Auditor => "auditor",
        }
    }

    /// As it stands on a key slot and is shown: `Key Manager`.
    pub const fn shown(self) -> &'static str {
        match self {
            Self::Supervisor => "Supervisor",
            Self::KeyManager => "Key Manager",
            Self::CertificateOfficer => "Certificate Officer",
            Self::Auditor => "Auditor",
        }
    }

    /// The rights that it begins with.
    pub fn rights(self) -> Rights {
        let mine = RIGHTS_OF_ROLES.iter().filter(|(role, ..)| *role == self);
        mine.flat_map(|(_, area, rights)| rights.iter().map(|right| Grant { area: *area, right: *right })).collect()
    }
}

impl FromStr for Role {
    type Err = Failure;

    fn from_str(text: &str) -> Outcome<Self> {
        let found = Self::ALL.into_iter().find(|role| role.name() == text);
        found.ok_or_else(|| Failure::about(Code::InvalidArgument, "role"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_supervisor_has_every_right_and_the_auditor_no_secret() {
        assert_eq!(Role::Supervisor.rights(), Rights::all());
        assert_eq!(Role::Auditor.rights().secrets().count(), 0);
        let officer: Vec<Area> = Role::CertificateOfficer.rights().secrets().collect();
        assert_eq!(officer, [Area::Certificates]);
        for role in Role::ALL {
            assert_eq!(role.name().parse::<Role>().unwrap(), role);
        }
    }
}
