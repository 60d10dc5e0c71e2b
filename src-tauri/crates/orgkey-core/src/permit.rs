//! What each use case needs, and the one place where that is asked.
//!
//! Where a secret is used the vault would refuse by itself: without the right there is no key. Everything else holds
//! because every use case asks here first, before it looks at anything else. Opening and locking a vault, one's own
//! passphrase, Home, Health and the page's own settings are everybody's who has a slot.

use orgkey_types::{
    Area::{self, Administrators, Audit, Backups, Certificates, EncryptionKeys, OrganizationKeys, Users},
    Code, Failure, Grant, Outcome,
    Right::{self, ExportSecret, Read, Write},
};
use orgkey_vault::Vault;

macro_rules! use_cases {
    ($($name:ident => [$($area:ident: $right:ident),+]),* $(,)?) => {
        /// What somebody does with an open vault.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the table below says what each needs")]
        pub enum UseCase { $($name),* }

        impl UseCase {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The rights that it needs, all of them.
            pub const fn needs(self) -> &'static [Grant] {
                match self { $(Self::$name => const { &[$(need($area, $right)),+] }),* }
            }
        }
    };
}

const fn need(area: Area, right: Right) -> Grant {
    Grant { area, right }
}

use_cases! {
    ShowOrganizationKeys => [OrganizationKeys: Read],
    GenerateOrganizationKey => [OrganizationKeys: Write, OrganizationKeys: ExportSecret],
    ImportOrganizationKey => [OrganizationKeys: Write, OrganizationKeys: ExportSecret],
    RenewOrganizationKey => [OrganizationKeys: Write, OrganizationKeys: ExportSecret],
    ReplaceOrganizationKey => [OrganizationKeys: Write, OrganizationKeys: ExportSecret],
    ExportPublicKey => [OrganizationKeys: Read],
    ExportKeypair => [OrganizationKeys: ExportSecret],
    ChangeAdk => [OrganizationKeys: Write],
    ShowMaintenance => [OrganizationKeys: Read, Users: Read],
    RunMaintenance => [OrganizationKeys: Write, OrganizationKeys: ExportSecret, Users: Write, Users: ExportSecret],
    ChangeMaintenanceSettings => [OrganizationKeys: Write],
    ShowCertificates => [Certificates: Read],
    CreateCa => [Certificates: Write, Certificates: ExportSecret],
    ImportCa => [Certificates: Write, Certificates: ExportSecret],
    InstallCa => [Certificates: Write, Certificates: ExportSecret],
    RequestCa => [Certificates: Write, Certificates: ExportSecret],
    RenewCa => [Certificates: Write, Certificates: ExportSecret],
    ReplaceCa => [Certificates: Write, Certificates: ExportSecret],
    ExportCa => [Certificates: ExportSecret],
    ExportCertificate => [Certificates: Read],
    IssueCertificate => [Certificates: Write, Certificates: ExportSecret],
    RevokeCertificate => [Certificates: Write],
    PublishCrl => [Certificates: Write, Certificates: ExportSecret],
    MakeOrgCert => [Certificates: Write, Certificates: ExportSecret, OrganizationKeys: ExportSecret],
    ExportOrgCert => [Certificates: ExportSecret, OrganizationKeys: ExportSecret],
    PublishOrgCertCrl => [Certificates: Write, OrganizationKeys: ExportSecret],
    ChangeOrgCertSettings => [Certificates: Write],
    ShowUsers => [Users: Read],
    AddUser => [Users: Write, Users: ExportSecret, OrganizationKeys: ExportSecret],
    ChangeUser => [Users: Write],
    ExportUserPublic => [Users: Read],
    ExportUserKeypair => [Users: ExportSecret],
    IssueUserCertificate => [Users: Write, Users: ExportSecret, OrganizationKeys: ExportSecret],
    RevokeUserCertificate => [Users: Write],
    ShowCopies => [Backups: Read],
    ChangeCopies => [Backups: Write],
    // A backup holds every secret, and whoever makes one could take them all.
    CreateServerBackup => [Backups: Write, OrganizationKeys: ExportSecret, Certificates: ExportSecret,
        EncryptionKeys: ExportSecret, Users: ExportSecret],
    VerifyServerBackup => [Backups: Read, OrganizationKeys: ExportSecret],
    ShowAdministrators => [Administrators: Read],
    ChangeAdministrators => [Administrators: Write],
    ChangeSettings => [Administrators: Write],
    ShowAudit => [Audit: Read],
}

/// Whether whoever opened the vault may do that.
///
/// # Errors
/// [`Code::NotPermitted`] about the first right that is missing, in words: `Certificates: Write`.
pub fn permit(vault: &Vault, use_case: UseCase) -> Outcome<()> {
    let missing = use_case.needs().iter().find(|grant| !vault.may(grant.area, grant.right));
    missing.map_or(Ok(()), |grant| Err(Failure::about(Code::NotPermitted, grant.shown())))
}
