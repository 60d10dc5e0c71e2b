use orgkey_core::{
    AuditEntry, AuditQuery, Settings, Vault, audit_page, backup_register,
    ca::{CaRow, IssuedList, issued_page},
    organization_keys, settings,
};
use orgkey_types::Timestamp;

/// What a vault holds besides its audit log. Two of them are equal when nothing that counts has changed in between.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    keys: Vec<String>,
    secrets: Vec<Vec<u8>>,
    backups: Vec<String>,
    settings: Settings,
    cas: Vec<String>,
}

impl Held {
    /// Reads all of it.
    ///
    /// # Panics
    /// When the vault cannot be read.
    pub fn in_vault(vault: &Vault, now: Timestamp) -> Self {
        let rows: Vec<_> = organization_keys(vault, now).unwrap().into_iter().map(|row| row.stored).collect();
        Self {
            secrets: rows
                .iter()
                .map(|row| vault.organization_key_secrets(&row.id).unwrap().expose().to_vec())
                .collect(),
            keys: rows.iter().map(|row| format!("{row:?}")).collect(),
            backups: backup_register(vault, None).unwrap().iter().map(|copy| format!("{copy:?}")).collect(),
            settings: settings(vault).unwrap(),
            cas: vault.cas().unwrap().iter().map(|row| everything_of(vault, row, now)).collect(),
        }
    }

    /// Whether both hold the same secrets, byte for byte.
    pub fn same_secrets(&self, other: &Held) -> bool {
        self.secrets == other.secrets
    }

    /// The newest entries of the audit log, oldest of them first: action, phase, and how it ended where it was settled.
    ///
    /// # Panics
    /// When the vault cannot be read.
    pub fn last_entries(vault: &Vault, count: u32) -> Vec<String> {
        let page = audit_page(vault, &AuditQuery { limit: count, ..AuditQuery::default() }).unwrap();
        page.entries.iter().rev().map(shown).collect()
    }
}

/// A CA with its key, its certificates, its lists and the newest of what it has issued.
fn everything_of(vault: &Vault, ca: &CaRow, now: Timestamp) -> String {
    let key = vault.ca_secrets(&ca.id).map(|key| key.expose().to_vec());
    let certificates = vault.ca_certificates(&ca.id).unwrap();
    let newest = IssuedList { ca: Some(&ca.id), descending: true, limit: 500, ..IssuedList::default() };
    let issued: Vec<_> = issued_page(vault, &newest, now).unwrap().rows.into_iter().map(|row| row.stored).collect();
    let lists = vault.revocation_lists(&ca.id, 100).unwrap();
    format!("{ca:?} {key:?} {certificates:?} {issued:?} {lists:?}")
}

fn shown(entry: &AuditEntry) -> String {
    let text = |name: &str| entry.detail.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
    let parts = [entry.action.clone(), entry.phase.clone(), text("outcome"), text("code")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
