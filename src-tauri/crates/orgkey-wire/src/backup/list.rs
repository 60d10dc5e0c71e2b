use crate::BackupView;
use orgkey_core::backup as core;
use serde::Serialize;
use ts_rs::TS;

/// A server backup in the register.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServerBackupView {
    /// The copy.
    pub copy: BackupView,
    /// A file of that name and length lies there now. Only a drill shows that it is the same one.
    pub is_there: bool,
    /// Proven copies of the Organization Key that opens it.
    #[ts(type = "number")]
    pub proven_copies: u32,
}

impl From<&core::ServerBackup> for ServerBackupView {
    fn from(backup: &core::ServerBackup) -> Self {
        Self { copy: (&backup.copy).into(), is_there: backup.is_there, proven_copies: backup.proven_copies }
    }
}
