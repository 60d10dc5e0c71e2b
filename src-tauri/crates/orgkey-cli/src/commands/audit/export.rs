use crate::{
    answer::Answer,
    arguments::audit::{AuditExport, AuditForm},
    commands::whole,
    process::Session,
    show::written,
    watch::Watch,
};
use orgkey_core::{Access, AuditFormat, ExportAudit, export_audit};
use orgkey_types::Outcome;
use orgkey_wire::AuditExportReceiptView;

/// Seconds from the beginning of a day to its last one.
const DAY_END: i64 = 86_399;

pub fn export(session: &Session, wanted: &AuditExport) -> Outcome<Answer> {
    let to = whole(&wanted.to);
    let mut vault = session.open(Access::WriteOrRead)?;
    let format = match wanted.format {
        Some(AuditForm::Jsonl) => AuditFormat::Jsonl,
        Some(AuditForm::Csv) => AuditFormat::Csv,
        None => AuditFormat::of(&to),
    };
    let request = ExportAudit {
        target: &to,
        overwrite: wanted.overwrite,
        format,
        since: wanted.since,
        until: wanted.until.map(|day| day.plus_seconds(DAY_END)),
        filter: wanted.filter.as_deref(),
    };
    let receipt = export_audit(&mut vault, &request, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let (path, view) = (receipt.file.path.clone(), AuditExportReceiptView::from(&receipt));
    let head = format!("{} {}", view.audit_head.seq, view.audit_head.hash);
    let more = [
        ("Entries", view.entries.to_string()),
        ("Audit head", head),
        ("Signed by", view.identity.clone().unwrap_or_else(|| "nobody: CSV cannot be verified".to_owned())),
        ("Note", if view.noted { String::new() } else { "read-only: the log does not note this export".to_owned() }),
    ];
    let text = format!("{}\nRead back from the medium: passed.\n", written(&view.file, &path, &more));
    Ok(Answer::new(&view, text).with("path", path))
}
