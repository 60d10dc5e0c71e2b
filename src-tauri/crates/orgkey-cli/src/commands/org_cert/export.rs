use super::whole;
use crate::{
    answer::Answer,
    arguments::org_cert::OrgCertExport,
    commands::ca::export::{plan_text, receipt_text},
    process::Session,
    watch::Watch,
};
use orgkey_core::{
    Reauthentication,
    ca::{CaPart, ExportCa},
    org_cert::{ExportOrgCert, export_org_cert, plan_export_org_cert},
};
use orgkey_types::{Outcome, Passphrase};
use orgkey_wire::{CaExportPlanView, CaExportReceiptView};
use std::path::Path;

pub fn export(session: &Session, wanted: &OrgCertExport) -> Outcome<Answer> {
    let target = whole(&wanted.to);
    let mut vault = session.open_for(wanted.writing.dry_run)?;
    // Everything that can be refused is refused before a password is asked for.
    let plan = plan_export_org_cert(&vault, &request(wanted, &target, None), session.now)?;
    if wanted.writing.dry_run {
        let view = CaExportPlanView::new(&plan, None);
        let text = plan_text(&view, &target);
        return Ok(Answer::new(view, text).with("path", &target));
    }
    let password = if wanted.keypair { Some(session.passphrases.export()?) } else { None };
    let request = request(wanted, &target, password.as_ref());
    let receipt = export_org_cert(&mut vault, &request, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let view = CaExportReceiptView::from(&receipt);
    let text = receipt_text(&view, &CaExportPlanView::new(&plan, password.as_ref()), &target);
    Ok(Answer::new(view, text).with("path", &target))
}

fn request<'a>(wanted: &'a OrgCertExport, target: &'a Path, password: Option<&'a Passphrase>) -> ExportOrgCert<'a> {
    let part = match wanted.keypair {
        true => CaPart::Backup { preset: wanted.preset, vendor_compatible: false, password },
        false => ExportOrgCert::certificate(wanted.format),
    };
    let (reauthentication, overwrite) = (Reauthentication::JustUnlocked, wanted.writing.overwrite);
    let export = ExportCa { ca: None, part, reauthentication, target, overwrite };
    ExportOrgCert { which: wanted.serial.as_deref(), export }
}
