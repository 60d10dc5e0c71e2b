use super::verify::AuditFileReport;
use crate::permit::{UseCase, permit};
use orgkey_types::{Code, Failure, Outcome};
use orgkey_vault::Vault;

/// A head as somebody noted it from a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotedHead {
    /// Number of the entry.
    pub seq: u64,
    /// Its hash, or the beginning of it: lower case, at least [`SHORTEST`] digits.
    pub hash: String,
}

/// Digits of a hash that a receipt shows.
const SHORTEST: usize = 16;

impl NotedHead {
    /// Reads `1300 · 9f86d081884c7d65`, and the same with a colon or a space between.
    ///
    /// # Errors
    /// [`Code::InvalidArgument`] about the head.
    pub fn read(text: &str) -> Outcome<Self> {
        let wrong = || Failure::about(Code::InvalidArgument, "head");
        let number = text.trim();
        let (seq, rest) = number.split_at(number.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?);
        let hash = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '·')).to_ascii_lowercase();
        let parted = hash.len() < rest.len();
        let hexadecimal = (SHORTEST..=64).contains(&hash.len()) && hash.bytes().all(|digit| digit.is_ascii_hexdigit());
        match seq.parse() {
            Ok(seq) if parted && hexadecimal => Ok(Self { seq, hash }),
            _ => Err(wrong()),
        }
    }
}

/// Compares a vault with a head that was noted outside of it, on a receipt. `hash` may be its beginning: the window's
/// receipts show 16 digits.
///
/// # Errors
/// [`Code::AuditRolledBack`] where the log of the vault does not lead to it: the vault was rolled back, or it is another
/// log.
pub fn compare_audit_head(vault: &Vault, seq: u64, hash: &str) -> Outcome<()> {
    permit(vault, UseCase::ShowAudit)?;
    let rolled_back = |cause: String| Failure::about(Code::AuditRolledBack, seq).because(cause);
    let record = match seq.checked_sub(1) {
        Some(after) => vault.audit_records(after, seq, 1, None)?.pop(),
        None => None,
    };
    let record = record.ok_or_else(|| match vault.audit_head() {
        Ok(head) => rolled_back(format!("the log ends at entry {}", head.seq)),
        Err(failure) => failure,
    })?;
    match hex::encode(record.hash).starts_with(&hash.to_ascii_lowercase()) {
        true => Ok(()),
        false => Err(rolled_back(format!("entry {seq} has another hash"))),
    }
}

/// Compares a vault with a log that was exported from it and has been verified.
///
/// # Errors
/// [`Code::AuditOfOtherVault`]; [`Code::AuditRolledBack`] where the vault does not lead to the head of the file, or has
/// another identity, which was made with it.
pub fn compare_audit_file(vault: &Vault, report: &AuditFileReport) -> Outcome<()> {
    if report.header.vault != vault.id() {
        return Err(Failure::about(Code::AuditOfOtherVault, &report.header.organization));
    }
    compare_audit_head(vault, report.head.seq, &report.head.hash)?;
    let rolled_back = |cause: &str| Err(Failure::about(Code::AuditRolledBack, report.head.seq).because(cause));
    if report.head.counter > vault.counter()? {
        return rolled_back("the counter of the vault is lower");
    }
    if report.identity != vault.identity()? {
        return rolled_back("the file is signed with another identity");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_as_receipts_and_the_page_show_it() {
        let hash = "9f86d081884c7d65";
        for text in [format!("1300 · {hash}"), format!(" 1300:{hash} "), format!("1300 {}", hash.to_uppercase())] {
            let read = NotedHead::read(&text).unwrap();
            assert_eq!(read, NotedHead { seq: 1300, hash: hash.to_owned() }, "{text}");
        }
        let whole = hash.repeat(4);
        assert_eq!(NotedHead::read(&format!("1 {whole}")).unwrap().hash, whole);
        for text in
            ["", "1300", hash, "1300 9f86", "x 9f86d081884c7d65", "1300 9f86d081884c7d6g", "-1 9f86d081884c7d65"]
        {
            assert_eq!(NotedHead::read(text).unwrap_err().code, Code::InvalidArgument, "{text}");
        }
        let too_long = format!("1 {whole}0");
        assert!(NotedHead::read(&too_long).is_err());
        assert!(NotedHead::read("99999999999999999999 9f86d081884c7d65").is_err());
    }
}
