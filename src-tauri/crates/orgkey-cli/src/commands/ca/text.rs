//! Text forms of what a CA answers.

use crate::{
    process::Session,
    show::{backup, end, pairs, table, word},
};
use orgkey_wire::{
    CaFileEntryView, CaProofMeans, CaProofView, CaRowView, CertificateView, IssuedRowView, LintView, RevocationCheck,
    ValidationView,
};

/// A CA as pairs.
pub fn ca_row(row: &CaRowView) -> String {
    let mut issued = format!("{}, {} on hold, {} revoked", row.issued, row.held, row.revoked);
    if !row.revocations_known {
        issued.push_str(" (its earlier revocation lists are not known here: import the last one, ca import LIST)");
    }
    pairs(&[
        ("CA", row.name.clone()),
        ("Subject", row.subject.clone()),
        ("State", word(row.state)),
        ("Key", row.key_algorithm.clone()),
        ("Key ID", row.key_id.clone()),
        ("Private key", if row.exportable { "exportable".to_owned() } else { "not exportable".to_owned() }),
        ("Born with", row.born_with.clone()),
        ("Created", row.created.to_string()),
        ("Ends", row.ends.map(|ends| ends.to_string()).unwrap_or_default()),
        ("Issued", issued),
        ("Backup", backup(&row.backup)),
        ("Id", row.id.clone()),
    ])
}

/// A certificate as pairs under a title; nothing where there is none.
pub fn certificate(title: &str, certificate: Option<&CertificateView>) -> String {
    let Some(view) = certificate else { return String::new() };
    let uses = [view.key_usage.join(", "), view.extended_key_usage.join(", ")];
    let uses: Vec<&str> = uses.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
    let text = pairs(&[
        ("Subject", view.subject.clone()),
        ("Issuer", view.issuer.clone()),
        ("Serial", view.serial.clone()),
        ("Effective", view.not_before.to_string()),
        ("Expires", format!("{} ({})", view.not_after, word(view.status))),
        ("Key", view.key_algorithm.clone()),
        ("Signature", view.signature_algorithm.clone()),
        ("Names", view.alternative_names.join(", ")),
        ("Usage", uses.join("; ")),
        ("SHA-256", view.sha256.clone()),
    ]);
    format!("\n{title}\n{text}")
}

/// What the lint has to say.
pub fn findings(findings: &[LintView]) -> String {
    findings.iter().map(|found| format!("{}: {} ({})\n", word(found.severity), found.text, found.code)).collect()
}

/// What stands in the file of an export.
pub fn contents(entries: &[CaFileEntryView]) -> String {
    let rows: Vec<Vec<String>> = entries
        .iter()
        .map(|entry| {
            vec![
                word(entry.kind),
                entry.text.clone(),
                entry.serial.clone().unwrap_or_default(),
                entry.not_after.map(orgkey_types::Timestamp::date).unwrap_or_default(),
                entry.friendly_name.clone().unwrap_or_default(),
            ]
        })
        .collect();
    table(&["Holds", "What", "Serial", "Ends", "Friendly name"], &rows)
}

/// How a backup was proven.
pub fn proof(steps: &[CaProofView]) -> String {
    let line = |step: &CaProofView| {
        let words = match step.means {
            CaProofMeans::Opened => "the file was read back and opened with the password",
            CaProofMeans::SignatureVerified => "a probe signature of the key in the file was verified with",
            CaProofMeans::ChainVerified => "each certificate was verified up to its trust anchor",
        };
        format!("  {words} {}\n", step.certificate.as_deref().unwrap_or_default()).replace(" \n", "\n")
    };
    steps.iter().map(line).collect()
}

/// Rows of the Issued list.
pub fn issued_rows(rows: &[IssuedRowView]) -> String {
    let row = |row: &IssuedRowView| {
        let state = match row.reason {
            Some(reason) => format!("{}, {}", word(row.state), word(reason)),
            None if row.ending => "valid, ending".to_owned(),
            None => word(row.state),
        };
        // Without a template only the serial number is known, from a list that was made elsewhere.
        let (name, template, ends) = match row.template {
            Some(template) => (row.name.clone(), word(template), end(Some(row.not_after))),
            None => ("unknown".to_owned(), String::new(), "unknown".to_owned()),
        };
        vec![name, template, row.serial.clone(), state, ends]
    };
    let rows: Vec<Vec<String>> = rows.iter().map(row).collect();
    table(&["Name", "Template", "Serial", "State", "Expires"], &rows)
}

/// A judgement, link by link.
pub fn validation(view: &ValidationView) -> String {
    let link = |link: &orgkey_wire::ValidationLinkView| {
        let state = if link.reasons.is_empty() { "valid" } else { "NOT VALID" };
        let reasons = link.reasons.iter().map(|found| {
            format!("    {} ({}; reason {})\n    {}\n", found.fact, found.reason, found.number, found.advice)
        });
        format!(
            "  {state}  {} (serial {}, until {})\n{}",
            link.subject,
            link.serial,
            link.not_after.date(),
            reasons.collect::<String>()
        )
    };
    let links: String = view.links.iter().map(link).collect();
    let verdict = if view.valid { "valid" } else { "NOT VALID" };
    format!("{verdict}{}\n{links}", looked_into(view.revocation))
}

fn looked_into(revocation: RevocationCheck) -> &'static str {
    match revocation {
        RevocationCheck::Checked => "; revocation was looked up in a current list",
        RevocationCheck::NotChecked => "; revocation was not looked up: there is no current list",
        RevocationCheck::NotApplicable => "",
    }
}

/// What to type when the superior CA has answered.
pub fn when_signed(session: &Session, name: &str) -> String {
    format!("\nWhen it is signed: {}\n", session.next(&format!("ca install \"{name}\" FILE…")))
}

/// What to type for a CA without a backup.
pub fn not_backed_up(session: &Session, name: &str) -> String {
    format!("\nNot backed up yet: {}\n", session.next(&format!("ca export \"{name}\" --private-key yes --to FILE.pfx")))
}
