use crate::{
    attention::{Attention, attention, is_old, needs_backup},
    ca::{Ca, CaState, all_cas},
    keys::{KeyRow, KeyState, all_keys},
    org_cert,
};
use orgkey_types::{Outcome, Timestamp};
use orgkey_vault::{AuditEntry, CaKind, Vault};
use serde::Serialize;

/// Events on the page.
const EVENTS: u32 = 6;

/// The kinds of secrets that a vault keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum SecretKind {
    /// A generation of the Organization Key.
    OrganizationKey,
    /// An Organizational CA.
    OrganizationalCa,
    /// The Organization Certificate.
    OrganizationCertificate,
}

/// How a secret would come through the loss of this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum SecretStanding {
    /// A copy was proven.
    Proven,
    /// The last proof is older than 90 days.
    Old,
    /// No copy was ever proven.
    Missing,
    /// It has no copy and can have none: it must not leave the vault.
    Fixed,
}

/// Whether a secret could be restored from its copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recoverability {
    /// What it is.
    pub kind: SecretKind,
    /// Id of the key, the CA or the certificate.
    pub id: String,
    /// Name of a CA or of the Organization Certificate.
    pub name: Option<String>,
    /// Which generation.
    pub generation: u64,
    /// No longer in use.
    pub retired: bool,
    /// Proven copies.
    pub copies: u32,
    /// The last proof.
    pub last_proven: Option<Timestamp>,
    /// How it stands.
    pub standing: SecretStanding,
}

/// Something that ends within twelve months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// What.
    pub kind: SecretKind,
    /// When.
    pub at: Timestamp,
}

/// The Home page.
#[derive(Debug, Clone)]
pub struct Home {
    /// What needs somebody, worst first.
    pub attention: Vec<Attention>,
    /// Per secret, whether it could be restored: the keys first, then the Organization Certificates. A retired one of
    /// these and a retired CA are left out without a copy, as the checks leave them out.
    pub recoverability: Vec<Recoverability>,
    /// What ends when.
    pub endings: Vec<Ending>,
    /// The last events.
    pub events: Vec<AuditEntry>,
}

/// Computes the Home page for a moment.
///
/// # Errors
/// What the database says.
pub fn home(vault: &Vault, now: Timestamp) -> Outcome<Home> {
    let secrets = Secrets::of(vault, now)?;
    Ok(Home {
        attention: attention(vault, &secrets.keys, &secrets.authorities, now)?,
        recoverability: secrets.recoverability(now),
        endings: endings(&secrets.keys, &secrets.certificates, &secrets.authorities, now),
        events: vault.audit_page(None, EVENTS, None)?,
    })
}

/// Per secret, whether it could be restored: as [`Home::recoverability`].
pub(crate) fn recoverability(vault: &Vault, now: Timestamp) -> Outcome<Vec<Recoverability>> {
    Ok(Secrets::of(vault, now)?.recoverability(now))
}

/// All that has a secret.
struct Secrets {
    keys: Vec<KeyRow>,
    certificates: Vec<Ca>,
    authorities: Vec<Ca>,
}

impl Secrets {
    fn of(vault: &Vault, now: Timestamp) -> Outcome<Self> {
        let (keys, certificates) = (all_keys(vault, now)?, org_cert::authorities(vault, now)?);
        Ok(Self { keys, certificates, authorities: all_cas(vault, now)? })
    }

    fn recoverability(&self, now: Timestamp) -> Vec<Recoverability> {
        let copied = |ca: &&Ca| ca.state != CaState::Retired || ca.coverage.last_proven.is_some();
        let of_certificate = |one| recoverability_of_certificate(one, &self.keys, now);
        let of_keys = self.keys.iter().map(|key| recoverability_of_key(key, now));
        let of_certificates = self.certificates.iter().filter(copied).map(of_certificate);
        let of_cas = self.authorities.iter().filter(copied).map(|ca| recoverability_of_ca(ca, now));
        of_keys.chain(of_certificates).chain(of_cas).collect()
    }
}

fn recoverability_of_key(key: &KeyRow, now: Timestamp) -> Recoverability {
    let (row, coverage) = (&key.stored, &key.coverage);
    Recoverability {
        kind: SecretKind::OrganizationKey,
        id: row.id.clone(),
        name: None,
        generation: row.generation,
        retired: key.state == KeyState::Retired,
        copies: coverage.copies,
        last_proven: coverage.last_proven,
        standing: match coverage.last_proven {
            None => SecretStanding::Missing,
            Some(proven) if is_old(proven, now) => SecretStanding::Old,
            Some(_) => SecretStanding::Proven,
        },
    }
}

/// One whose key is the Organization Key's has the copies of that key, as long as it has none of its own: the key is the
/// secret, and the checks do not ask for a second copy of it.
fn recoverability_of_certificate(ca: &Ca, keys: &[KeyRow], now: Timestamp) -> Recoverability {
    let own = recoverability_of_ca(ca, now);
    let its_key = keys.iter().find(|key| Some(&key.stored.id) == ca.stored.organization_key.as_ref());
    match its_key.map(|key| recoverability_of_key(key, now)) {
        Some(Recoverability { copies, last_proven, standing, .. }) if own.last_proven.is_none() => {
            Recoverability { copies, last_proven, standing, ..own }
        }
        _ => own,
    }
}

/// An old proof counts where the checks ask for a fresh one.
fn recoverability_of_ca(ca: &Ca, now: Timestamp) -> Recoverability {
    let (row, coverage) = (&ca.stored, &ca.coverage);
    Recoverability {
        kind: kind_of(ca),
        id: row.id.clone(),
        name: Some(row.name.clone()),
        generation: row.generation,
        retired: ca.state == CaState::Retired,
        copies: coverage.copies,
        last_proven: coverage.last_proven,
        standing: match coverage.last_proven {
            None if ca.can_be_backed_up() => SecretStanding::Missing,
            None => SecretStanding::Fixed,
            Some(proven) if is_old(proven, now) && needs_backup(ca) => SecretStanding::Old,
            Some(_) => SecretStanding::Proven,
        },
    }
}

fn kind_of(ca: &Ca) -> SecretKind {
    match ca.stored.kind {
        CaKind::OrganizationalCa => SecretKind::OrganizationalCa,
        CaKind::OrganizationCertificate => SecretKind::OrganizationCertificate,
    }
}

fn endings(keys: &[KeyRow], certificates: &[Ca], authorities: &[Ca], now: Timestamp) -> Vec<Ending> {
    let horizon = now.plus_seconds(366 * 86_400);
    let of_keys = keys
        .iter()
        .filter(|key| key.state != KeyState::Retired)
        .filter_map(|key| Some((SecretKind::OrganizationKey, key.stored.summary.expires?)));
    let of_cas = certificates
        .iter()
        .chain(authorities)
        .filter(|ca| ca.state != CaState::Retired)
        .filter_map(|ca| Some((kind_of(ca), ca.ends?)));
    let soon = of_keys.chain(of_cas).filter(|(_, at)| *at > now && *at <= horizon);
    soon.map(|(kind, at)| Ending { kind, at }).collect()
}
