use crate::{answer::Answer, process::Session, show::pairs};
use orgkey_core::{Access, Vault, compare_audit_file, compare_audit_head, verify_audit, verify_audit_file};
use orgkey_types::Outcome;
use orgkey_wire::{AuditFileView, AuditVerificationView, ChainedView};
use std::path::Path;

pub fn verify(session: &Session, head: Option<&(u64, String)>) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let view = verification(&vault)?;
    if let Some((seq, hash)) = head {
        compare_audit_head(&vault, *seq, hash)?;
    }
    let led = head.map(|(seq, hash)| format!("the log leads to {seq} {hash}")).unwrap_or_default();
    let text = pairs(&[
        ("Audit log", "the chain holds from the first entry to the last".to_owned()),
        ("Head", format!("{} {}", view.head.seq, view.head.hash)),
        ("Counter", view.head.counter.to_string()),
        ("Identity", view.identity.clone()),
        ("Noted head", led),
    ]);
    Ok(Answer::new(view, text))
}

fn verification(vault: &Vault) -> Outcome<AuditVerificationView> {
    Ok(AuditVerificationView::new(&verify_audit(vault)?, &vault.identity()?))
}

/// Only with a vault that was named the file is compared with one.
pub fn verify_file(session: &Session, file: &Path) -> Outcome<Answer> {
    let report = verify_audit_file(file)?;
    let view = AuditFileView::from(&report);
    let text = text(&view);
    if session.global.vault.is_none() {
        return Ok(Answer::new(&view, text));
    }
    let vault = session.open(Access::WriteOrRead)?;
    let compared = verification(&vault)?;
    compare_audit_file(&vault, &report)?;
    let now = format!("its log leads to this file and on to entry {}", compared.head.seq);
    Ok(Answer::new(&view, text + &pairs(&[("Vault", now)])).with("vaultHead", compared.head))
}

fn text(view: &AuditFileView) -> String {
    let between = |since: &str, until: &str| format!("{since} to {until}");
    let day = |at: Option<orgkey_types::Timestamp>| at.map(|at| at.date()).unwrap_or_else(|| "…".to_owned());
    let range = match (view.since, view.until) {
        (None, None) => String::new(),
        (since, until) => between(&day(since), &day(until)),
    };
    let numbers = |(first, last): (i64, i64)| between(&first.to_string(), &last.to_string());
    pairs(&[
        ("Audit log", format!("of {}, vault {}", view.organization, view.vault)),
        ("Exported", format!("{} by {}", view.exported_at, view.exported_by)),
        ("Days", range),
        ("Filter", view.filter.clone().unwrap_or_default()),
        ("Entries", view.entries.to_string()),
        ("Numbers", view.first.zip(view.last).map(numbers).unwrap_or_default()),
        ("Verified", verified(view.chained).to_owned()),
        ("Head", format!("{} {}", view.head.seq, view.head.hash)),
        ("Signed by", view.identity.clone()),
    ])
}

fn verified(chained: ChainedView) -> &'static str {
    match chained {
        ChainedView::Whole => "the chain from the first entry to the head; the signature",
        ChainedView::Range => "the chain inside the range, not what it follows on; the signature",
        ChainedView::Selection => {
            "each entry's own hash, and the chain between neighbours; that none is missing says the signature alone"
        }
    }
}
