//! Organizational CAs and Organization Certificates in one table.

use orgkey_types::{Code, Outcome};
use serde::Serialize;

/// An Organization Certificate is an authority like a CA: it issues, revokes and publishes lists in the same tables. It is
/// of another kind, because it belongs to the Organization Key and to no page of Certificates: `organization_key` names
/// the one whose private key it signs with, unless it came with a key of its own. One is in use at most. The same key may
/// go on under another name, which makes another issuer: the `spki_sha256` of this kind is taken over name and key.
pub(crate) const SCHEMA: &str = "
ALTER TABLE ca ADD COLUMN kind TEXT NOT NULL DEFAULT 'organizational-ca'
    CHECK (kind IN ('organizational-ca', 'organization-certificate'));
ALTER TABLE ca ADD COLUMN organization_key TEXT REFERENCES organization_key (id);
DROP INDEX ca_name_of_one;
CREATE UNIQUE INDEX ca_name_of_one ON ca (name COLLATE NOCASE)
    WHERE state <> 'retired' AND kind = 'organizational-ca';
CREATE UNIQUE INDEX ca_one_organization_certificate ON ca (kind)
    WHERE state <> 'retired' AND kind = 'organization-certificate';
CREATE TRIGGER ca_stays_of_its_kind BEFORE UPDATE OF kind, organization_key ON ca
BEGIN SELECT RAISE(ABORT, 'a CA stays what it is'); END;
";

/// What an authority is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaKind {
    /// An Organizational CA.
    OrganizationalCa,
    /// The Organization Certificate, or an earlier one.
    OrganizationCertificate,
}

impl CaKind {
    /// `organizational-ca` or `organization-certificate`.
    pub fn name(self) -> &'static str {
        match self {
            Self::OrganizationalCa => "organizational-ca",
            Self::OrganizationCertificate => "organization-certificate",
        }
    }

    pub(super) fn parse(text: &str) -> Outcome<Self> {
        let all = [Self::OrganizationalCa, Self::OrganizationCertificate];
        all.into_iter().find(|kind| kind.name() == text).ok_or_else(|| Code::VaultDamaged.into())
    }
}
