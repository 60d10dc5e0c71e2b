use crate::{AuditHeadView, IssuedRowView};
use orgkey_core::ca as core;
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use orgkey_core::ca::RevocationReason;

/// Revokes a certificate, or puts it on hold.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevokeCertificateRequest {
    /// Id of the CA.
    pub ca: String,
    /// Serial number, hexadecimal.
    pub serial: Option<String>,
    /// Ticket of the certificate's file, in place of the serial number: the CA may have issued it before it came into
    /// this vault.
    pub file: Option<String>,
    /// Why.
    pub reason: RevocationReason,
    /// Since when the key may have been in wrong hands.
    pub invalid_since: Option<Timestamp>,
}

/// What was revoked, held or released.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevokeReceiptView {
    /// The certificate as it stands now.
    pub row: IssuedRowView,
    /// The vault did not know the certificate before, or its serial number only.
    pub entered: bool,
    /// Nobody else knows before the next revocation list is published: its number.
    #[ts(type = "number")]
    pub next_crl_number: u64,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl RevokeCertificateRequest {
    /// The request of the core; `file` is what the ticket stands for.
    ///
    /// # Errors
    /// [`Code::InvalidArgument`] with neither file nor serial number.
    pub fn to_core<'a>(&'a self, file: Option<&'a [u8]>) -> Outcome<core::RevokeCertificate<'a>> {
        let which = match (file, &self.serial) {
            (Some(bytes), _) => core::ToRevoke::File(bytes),
            (None, Some(serial)) => core::ToRevoke::Serial(serial),
            (None, None) => return Err(Failure::about(Code::InvalidArgument, "certificate")),
        };
        Ok(core::RevokeCertificate {
            ca: Some(&self.ca),
            which,
            reason: self.reason,
            invalid_since: self.invalid_since,
        })
    }
}

impl From<&core::RevokeReceipt> for RevokeReceiptView {
    fn from(receipt: &core::RevokeReceipt) -> Self {
        Self {
            row: (&receipt.row).into(),
            entered: receipt.entered,
            next_crl_number: receipt.next_crl_number,
            audit_head: (&receipt.audit_head).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::to_value;

    #[test]
    fn the_words_of_vault_and_command_line_are_those_of_the_page() {
        let reasons = core::RevocationReason::ALL.iter().map(|one| (one.name(), to_value(one)));
        let templates = core::Template::ALL.iter().map(|one| (one.name(), to_value(one)));
        let kinds = core::KeyKind::ALL.iter().map(|one| (one.name(), to_value(one)));
        let states = core::IssuedState::ALL.iter().map(|one| (one.name(), to_value(one)));
        let presets = core::Preset::ALL.iter().map(|one| (one.name(), to_value(one)));
        for (name, word) in reasons.chain(templates).chain(kinds).chain(states).chain(presets) {
            assert_eq!(word.unwrap(), name);
        }
    }
}
