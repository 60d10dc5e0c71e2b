use crate::database::sql;
use orgkey_types::{Code, Outcome, Timestamp};
use rusqlite::{Connection, Row, params};
use serde::Serialize;

/// The certificates of a CA itself. One of each first role at most; what a new one takes the place of stays as
/// `former`. The same certificate may stand in two roles: a foreign CA often has only one.
pub(crate) const SCHEMA: &str = "
CREATE TABLE ca_certificate (
    ca_id  TEXT NOT NULL REFERENCES ca (id),
    role   TEXT NOT NULL CHECK (role IN ('self-signed', 'public-key', 'chain', 'cross', 'former')),
    sha256 TEXT NOT NULL,
    der    BLOB NOT NULL,
    added  INTEGER NOT NULL,
    PRIMARY KEY (ca_id, role, sha256)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX ca_certificate_one_of_role ON ca_certificate (ca_id, role)
    WHERE role IN ('self-signed', 'public-key');
";

/// What a certificate is to its CA.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateRole {
    /// The *Self-Signed Certificate*: the trust anchor.
    SelfSigned,
    /// The *Public Key Certificate*.
    PublicKey,
    /// A superior CA's.
    Chain,
    /// Leads from another generation of the CA to this one.
    Cross,
    /// An earlier one of this CA.
    Former,
}

impl CertificateRole {
    const ALL: [Self; 5] = [Self::SelfSigned, Self::PublicKey, Self::Chain, Self::Cross, Self::Former];

    /// `self-signed`, `public-key`, `chain`, `cross` or `former`.
    pub fn name(self) -> &'static str {
        match self {
            Self::SelfSigned => "self-signed",
            Self::PublicKey => "public-key",
            Self::Chain => "chain",
            Self::Cross => "cross",
            Self::Former => "former",
        }
    }

    /// There is one of these at most.
    pub(crate) fn is_single(self) -> bool {
        matches!(self, Self::SelfSigned | Self::PublicKey)
    }
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CaCertificateRow {
    /// What it is to its CA.
    pub role: CertificateRole,
    /// SHA-256 of the DER, lower-case hexadecimal.
    pub sha256: String,
    /// The certificate, byte for byte.
    #[serde(skip)]
    pub der: Vec<u8>,
    /// When it entered the vault.
    pub added: Timestamp,
}

/// Stores it; what stood in its place becomes `former`. Whether something changed.
pub(crate) fn put(
    connection: &Connection,
    ca: &str,
    role: CertificateRole,
    der: &[u8],
    now: Timestamp,
) -> Outcome<bool> {
    let sha256 = orgkey_files::sha256(der);
    if role.is_single() {
        let values = params![ca, role.name(), sha256];
        // OR REPLACE: one that comes back a second time may stand there as former already.
        let demote = "UPDATE OR REPLACE ca_certificate SET role = 'former' \
                      WHERE ca_id = ?1 AND role = ?2 AND sha256 <> ?3";
        connection.execute(demote, values).map_err(sql)?;
        let again = "DELETE FROM ca_certificate WHERE ca_id = ?1 AND role = 'former' AND sha256 = ?2";
        connection.execute(again, params![ca, sha256]).map_err(sql)?;
    }
    let statement = "INSERT INTO ca_certificate (ca_id, role, sha256, der, added) VALUES (?1, ?2, ?3, ?4, ?5) \
                     ON CONFLICT DO NOTHING";
    let added = connection.execute(statement, params![ca, role.name(), sha256, der, now.seconds()]).map_err(sql)?;
    Ok(added > 0)
}

/// In the order of the roles, newest first within one.
pub(crate) fn of(connection: &Connection, ca: &str) -> Outcome<Vec<CaCertificateRow>> {
    let statement = "SELECT role, sha256, der, added FROM ca_certificate WHERE ca_id = ?1 ORDER BY added DESC, sha256";
    let mut statement = connection.prepare_cached(statement).map_err(sql)?;
    let mut found = super::all(&mut statement.query([ca]).map_err(sql)?, read)?;
    found.sort_by_key(|row| row.role);
    Ok(found)
}

fn read(row: &Row<'_>) -> Outcome<CaCertificateRow> {
    let role: String = row.get(0).map_err(sql)?;
    Ok(CaCertificateRow {
        role: CertificateRole::ALL.into_iter().find(|known| known.name() == role).ok_or(Code::VaultDamaged)?,
        sha256: row.get(1).map_err(sql)?,
        der: row.get(2).map_err(sql)?,
        added: Timestamp::from_seconds(row.get(3).map_err(sql)?),
    })
}
