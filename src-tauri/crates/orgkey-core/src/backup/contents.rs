//! What a backup says of itself: in front, for everybody, and inside, where the signature covers it.

use orgkey_types::{Code, Failure, Fingerprint, Outcome, Timestamp};
use orgkey_vault::Vault;
use serde::{Deserialize, Serialize};

/// First comment of the message; the second is the header.
const MARK: &str = "OrgKey server backup 1";
const FORMAT: &str = "orgkey-server-backup";
/// Newest format that this program reads; the one it writes.
const VERSION: u32 = 1;

pub(super) const MANIFEST: &str = "backup.json";
pub(super) const KEYS: &str = "keys.json";
pub(super) const DATABASE: &str = "vault.db";
pub(super) const README: &str = "README.txt";

/// What anybody can read in front of the message. Nothing protects it there; the same stands inside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BackupHeader {
    /// Identifier of the vault: 32 hexadecimal digits.
    pub vault: String,
    /// Whose vault it is.
    pub organization: String,
    /// When the backup was made.
    pub made: Timestamp,
    /// Generation of the Organization Key that opens it.
    pub generation: u64,
    /// Fingerprint of that key.
    pub fingerprint: Fingerprint,
    /// The vault has no more users than this: a power of ten.
    pub users_up_to: u64,
}

/// What is in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BackupManifest {
    format: String,
    version: u32,
    /// The same as in front.
    #[serde(flatten)]
    pub header: BackupHeader,
    /// The administrator who made it.
    pub made_by: String,
    /// The administrators of that time.
    pub administrators: Vec<String>,
    /// Managed mail domains.
    pub domains: Vec<String>,
    /// The vault's counter.
    pub counter: u64,
    /// Number of the last entry of the audit log.
    pub audit_seq: u64,
    /// Its hash, hexadecimal.
    pub audit_hash: String,
    /// The Organization Keys, newest generation first.
    pub organization_keys: Vec<BackupOfKey>,
    /// The CAs and Organization Certificates.
    pub authorities: Vec<BackupOfAuthority>,
    /// Users.
    pub users: u64,
    /// Length of the database, in bytes.
    pub database_bytes: u64,
    /// SHA-256 of the database, lower-case hexadecimal.
    pub database_sha256: String,
}

/// An Organization Key in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BackupOfKey {
    /// Generation.
    pub generation: u64,
    /// Fingerprint.
    pub fingerprint: Fingerprint,
    /// `active` or `retired`.
    pub state: String,
    /// With its secret part.
    pub has_secrets: bool,
}

/// A CA in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BackupOfAuthority {
    /// Identifier inside the vault.
    pub id: String,
    /// Name.
    pub name: String,
    /// In use, or an earlier one.
    pub state: String,
    /// Number of its last revocation list; 0 is none.
    pub crl_number: u64,
    /// Certificates that it has issued.
    pub issued: u64,
}

impl BackupHeader {
    /// The comments in front of the message: one line each.
    pub(super) fn comments(&self) -> Vec<String> {
        vec![MARK.to_owned(), serde_json::to_string(self).unwrap_or_default()]
    }

    /// From the comments in front of a message. None: no server backup.
    ///
    /// # Errors
    /// [`Code::BackupNewer`], [`Code::BackupDamaged`] about the header.
    pub(super) fn read(comments: &[String]) -> Outcome<Option<Self>> {
        let Some((mark, rest)) = comments.split_first() else { return Ok(None) };
        if mark != MARK {
            let other = mark.strip_prefix("OrgKey server backup ");
            return other.map_or(Ok(None), |version| Err(Failure::about(Code::BackupNewer, version)));
        }
        let damaged = || Failure::about(Code::BackupDamaged, "header");
        let header = rest.first().and_then(|line| serde_json::from_str(line).ok());
        header.map(Some).ok_or_else(damaged)
    }
}

impl BackupManifest {
    /// Of a vault as it is now.
    pub(super) fn gather(
        vault: &Vault,
        (database_bytes, database_sha256): (u64, String),
        now: Timestamp,
    ) -> Outcome<Self> {
        let (organization, head, users) = (vault.organization()?, vault.audit_head()?, vault.user_count()?);
        let keys = vault.organization_keys()?;
        let active = keys.iter().find(|key| key.state == "active").ok_or(Code::OrganizationKeyMissing)?;
        Ok(Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            header: BackupHeader {
                vault: vault.id().to_owned(),
                organization: organization.name,
                made: now,
                generation: active.generation,
                fingerprint: active.summary.fingerprint.clone(),
                users_up_to: size_class(users),
            },
            made_by: vault.administrator().to_owned(),
            administrators: crate::administrators(vault)?.into_iter().map(|slot| slot.administrator).collect(),
            domains: organization.domains,
            counter: vault.counter()?,
            audit_seq: head.seq,
            audit_hash: head.hash,
            organization_keys: keys.iter().map(Into::into).collect(),
            authorities: authorities(vault)?,
            users,
            database_bytes,
            database_sha256,
        })
    }

    /// # Errors
    /// [`Code::BackupNewer`], [`Code::BackupDamaged`] about the manifest.
    pub(super) fn read(bytes: &[u8]) -> Outcome<Self> {
        #[derive(Deserialize)]
        struct Preamble {
            format: String,
            version: u32,
        }
        let damaged = || Failure::about(Code::BackupDamaged, MANIFEST);
        let Preamble { format, version } = serde_json::from_slice(bytes).map_err(|_| damaged())?;
        match (format.as_str(), version) {
            (FORMAT, VERSION) => serde_json::from_slice(bytes).map_err(|_| damaged()),
            (FORMAT, newer) if newer > VERSION => Err(Failure::about(Code::BackupNewer, newer)),
            _ => Err(damaged()),
        }
    }
}

impl From<&orgkey_vault::OrganizationKeyRow> for BackupOfKey {
    fn from(row: &orgkey_vault::OrganizationKeyRow) -> Self {
        Self {
            generation: row.generation,
            fingerprint: row.summary.fingerprint.clone(),
            state: row.state.clone(),
            has_secrets: row.has_secrets,
        }
    }
}

fn authorities(vault: &Vault) -> Outcome<Vec<BackupOfAuthority>> {
    let all = vault.cas()?.into_iter().chain(vault.organization_certificates()?);
    let authority = |row: orgkey_vault::CaRow| BackupOfAuthority {
        state: row.state.name().to_owned(),
        crl_number: row.crl_number,
        issued: row.issued,
        id: row.id,
        name: row.name,
    };
    Ok(all.map(authority).collect())
}

fn size_class(users: u64) -> u64 {
    let mut class = 10;
    while class < users {
        class *= 10;
    }
    class
}

/// For whoever holds a backup and does not have this program.
pub(super) fn readme(header: &BackupHeader) -> String {
    format!(
        "Server backup of {organization}\n\
         Made {made}, encrypted to Organization Key generation {generation}\n{fingerprint}\n\n\
         OrgKey Console restores it: orgkey backup restore FILE --keypair KEYPAIR --into FOLDER\n\n\
         Without OrgKey Console:\n\
         organization-keys/   the Organization Keys, one file for each generation: gpg --import FILE\n\
         authorities/         each CA: its certificates and, where it may leave the vault, its private key (PKCS#8)\n\
         users/               keys of users that the server holds, a thousand in a file; compatible preset only\n\
         keys.json            the keys of the database, hexadecimal\n\
         vault.db             the database: sqlcipher vault.db, then PRAGMA key = \"x'...'\"; with `page` of keys.json\n\n\
         Nothing in this archive is protected by a passphrase. Delete what you have unpacked when you are done.\n",
        organization = header.organization,
        made = header.made,
        generation = header.generation,
        fingerprint = header.fingerprint,
    )
}
