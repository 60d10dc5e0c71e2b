use super::text::{contents, proof};
use crate::{
    answer::Answer,
    arguments::ca::CaExport,
    process::Session,
    show::{pairs, replaces, written},
    watch::Watch,
};
use orgkey_core::{
    Reauthentication,
    ca::{CaPart, CertificateChoice, ExportCa, export_ca, plan_export_ca},
};
use orgkey_types::{Outcome, Passphrase};
use orgkey_wire::{CaCertificate, CaExportPlanView, CaExportReceiptView, CaFileEntryKind};
use std::path::Path;

pub fn export(session: &Session, wanted: &CaExport) -> Outcome<Answer> {
    let target = super::whole(&wanted.to);
    let mut vault = session.open_for(wanted.writing.dry_run)?;
    // Everything that can be refused is refused before a password is asked for.
    let plan = plan_export_ca(&vault, &request(wanted, &target, None), session.now)?;
    if wanted.writing.dry_run {
        let view = CaExportPlanView::new(&plan, None);
        let text = plan_text(&view, &target);
        return Ok(Answer::new(view, text).with("path", &target));
    }
    let passphrase = if wanted.private_key { Some(session.passphrases.export()?) } else { None };
    let request = request(wanted, &target, passphrase.as_ref());
    let receipt = export_ca(&mut vault, &request, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let view = CaExportReceiptView::from(&receipt);
    let text = receipt_text(&view, &CaExportPlanView::new(&plan, passphrase.as_ref()), &target);
    Ok(Answer::new(view, text).with("path", &target))
}

fn request<'a>(wanted: &'a CaExport, target: &'a Path, password: Option<&'a Passphrase>) -> ExportCa<'a> {
    let part = if wanted.private_key {
        let (preset, vendor_compatible) = (wanted.preset, wanted.vendor_compatible_password);
        CaPart::Backup { preset, vendor_compatible, password }
    } else {
        CaPart::Certificate { which: which(wanted), format: wanted.format }
    };
    let (reauthentication, overwrite) = (Reauthentication::JustUnlocked, wanted.writing.overwrite);
    ExportCa { ca: Some(&wanted.name), part, reauthentication, target, overwrite }
}

/// Which certificate, without the private key. A serial number alone names an issued one.
fn which(wanted: &CaExport) -> CertificateChoice<'_> {
    let unnamed = if wanted.serial.is_some() { CaCertificate::Issued } else { CaCertificate::SelfSigned };
    wanted.certificate.unwrap_or(unnamed).to_core(wanted.serial.as_deref())
}

pub fn plan_text(plan: &CaExportPlanView, target: &Path) -> String {
    let head = pairs(&[
        ("Would write", target.display().to_string()),
        ("CA", plan.ca.name.clone()),
        ("Protection", plan.protection.clone().unwrap_or_default()),
        ("Opens in", plan.opens_in.join(", ")),
        ("Replaces", replaces(plan.target.replaces)),
    ]);
    format!("{head}\n{}", contents(&plan.contents))
}

const READ_BACK: &str = "Read back from the medium: passed.\n";

/// Which programs open the file was told by the plan, under the password that it got.
pub fn receipt_text(receipt: &CaExportReceiptView, plan: &CaExportPlanView, target: &Path) -> String {
    let more = [
        ("Protection", receipt.protection.clone().unwrap_or_default()),
        ("Opens in", plan.opens_in.join(", ")),
        ("Audit head", format!("{} {}", receipt.audit_head.seq, receipt.audit_head.hash)),
    ];
    let head = written(&receipt.file, target, &more);
    let proven = match receipt.contents.first().map(|entry| entry.kind) {
        Some(CaFileEntryKind::PrivateKey) => format!("Proven:\n{}", proof(&receipt.proof)),
        Some(CaFileEntryKind::Issued) => READ_BACK.to_owned(),
        _ => format!("{READ_BACK}This is no backup: the private key is not in it.\n"),
    };
    format!("{head}\n{}\n{proven}", contents(&receipt.contents))
}
