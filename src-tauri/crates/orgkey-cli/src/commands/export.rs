use super::whole;
use crate::{
    answer::Answer,
    arguments::KeyExport,
    process::Session,
    show::{pairs, proof, replaces, written},
    watch::Watch,
};
use orgkey_core::{ExportKey, ExportPart, Reauthentication, export_key, plan_export};
use orgkey_types::{Outcome, Passphrase};
use orgkey_wire::{ExportPlanView, ExportReceiptView};
use std::path::Path;

pub fn export(session: &Session, wanted: &KeyExport) -> Outcome<Answer> {
    let target = whole(&wanted.to);
    let mut vault = session.open_for(wanted.writing.dry_run)?;
    // Everything that can be refused is refused before a passphrase is asked for.
    let plan = plan_export(&vault, &request(wanted, &target, None), session.now)?;
    if wanted.writing.dry_run {
        let view = ExportPlanView::from(&plan);
        let text = plan_text(&view, &target);
        return Ok(Answer::new(view, text).with("path", &target));
    }
    let passphrase = if wanted.public { None } else { Some(session.passphrases.export()?) };
    let request = request(wanted, &target, passphrase.as_ref());
    let receipt = export_key(&mut vault, &request, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let view = ExportReceiptView::from(&receipt);
    let text = receipt_text(&view, &ExportPlanView::from(&plan), &target);
    Ok(Answer::new(view, text).with("path", &target))
}

fn request<'a>(wanted: &'a KeyExport, target: &'a Path, passphrase: Option<&'a Passphrase>) -> ExportKey<'a> {
    ExportKey {
        key: wanted.id.as_deref(),
        part: if wanted.public { ExportPart::Public } else { ExportPart::Keypair },
        preset: wanted.preset,
        passphrase,
        reauthentication: Reauthentication::JustUnlocked,
        target,
        overwrite: wanted.writing.overwrite,
    }
}

fn plan_text(plan: &ExportPlanView, target: &Path) -> String {
    pairs(&[
        ("Would write", target.display().to_string()),
        ("Key", format!("{} ({})", plan.key.name, plan.key.fingerprint.key_id())),
        ("Protection", plan.protection.clone().unwrap_or_default()),
        ("Opens in", plan.opens_in.join(", ")),
        ("Replaces", replaces(plan.target.replaces)),
    ])
}

fn receipt_text(receipt: &ExportReceiptView, plan: &ExportPlanView, target: &Path) -> String {
    let more = [
        ("Protection", receipt.protection.clone().unwrap_or_default()),
        ("Opens in", plan.opens_in.join(", ")),
        ("Audit head", format!("{} {}", receipt.audit_head.seq, receipt.audit_head.hash)),
    ];
    let head = written(&receipt.file, target, &more);
    if receipt.proof.is_empty() {
        return format!(
            "{head}\nRead back from the medium: passed.\nThis is the public key only. It cannot restore a backup.\n"
        );
    }
    format!(
        "{head}\nProven: read back from the medium, opened with the passphrase, all fingerprints the same.\n{}",
        proof(&receipt.proof)
    )
}
