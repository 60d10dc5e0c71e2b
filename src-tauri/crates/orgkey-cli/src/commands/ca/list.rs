use super::text::{ca_row, certificate, findings};
use crate::{
    answer::Answer,
    process::Session,
    show::{backup, counted, end, pairs, refusal, table, word},
};
use orgkey_core::{Access, ca};
use orgkey_types::Outcome;
use orgkey_wire::{CaRowView, CaView, CertificateView, Language};

pub fn list(session: &Session) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let views: Vec<CaRowView> = ca::cas(&vault, session.now)?.iter().map(Into::into).collect();
    if views.is_empty() {
        let (create, restore) =
            (session.next("ca create --name NAME --subject DN"), session.next("ca restore FILE.pfx"));
        return Ok(Answer::new(
            &views,
            format!("No CA yet. Create one: {create}\nor restore it from its backup: {restore}"),
        ));
    }
    let row = |ca: &CaRowView| {
        let ends = ca.ends.map(|ends| end(Some(ends))).unwrap_or_default();
        vec![ca.name.clone(), ca.key_algorithm.clone(), word(ca.state), ends, ca.issued.to_string(), backup(&ca.backup)]
    };
    let rows: Vec<Vec<String>> = views.iter().map(row).collect();
    Ok(Answer::new(&views, table(&["Name", "Key", "State", "Ends", "Issued", "Backup"], &rows)))
}

pub fn show(session: &Session, name: Option<&str>) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let view = CaView::new(&ca::ca_details(&vault, name, session.now)?, Language::En, session.now);
    Ok(Answer::new(&view, text(&view)))
}

fn text(view: &CaView) -> String {
    let several = |title: &str, all: &[CertificateView]| -> String {
        all.iter().map(|one| certificate(title, Some(one))).collect()
    };
    let list = view.last_crl.as_ref().map(|list| {
        format!(
            "number {}, {}, next by {} ({})",
            list.number,
            counted(list.entries, "entry", "entries"),
            list.next_update,
            word(list.status)
        )
    });
    let refused = refusal(view.export_refused.as_ref());
    let more = pairs(&[("Revocation list", list.unwrap_or_default()), ("Cannot be backed up", refused)]);
    [
        ca_row(&view.row),
        more,
        certificate("Self-Signed Certificate", view.self_signed.as_ref()),
        certificate("Public Key Certificate", view.public_key.as_ref()),
        several("Certificate above it", &view.chain),
        several("Cross-certificate", &view.cross),
        several("Former certificate", &view.former),
        copies(view),
        findings(&view.findings),
    ]
    .concat()
}

fn copies(view: &CaView) -> String {
    let row = |copy: &orgkey_wire::BackupView| {
        let made = copy.made_at.date();
        let made = if copy.outdated { format!("{made}, before the renewal") } else { made };
        vec![made, copy.preset.clone(), copy.file_name.clone(), copy.place.clone(), copy.sha256.clone()]
    };
    let rows: Vec<Vec<String>> = view.backups.iter().map(row).collect();
    if rows.is_empty() {
        return String::new();
    }
    format!("\n{}", table(&["Made", "Preset", "File", "Place", "SHA-256"], &rows))
}
