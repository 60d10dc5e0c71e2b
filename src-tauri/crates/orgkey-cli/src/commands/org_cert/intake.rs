//! The three ways in.

use super::text::{plan_text, receipt_text};
use crate::{
    answer::Answer,
    arguments::org_cert::{OrgCertFields, OrgCertIntake},
    commands::ca::{borrowed, read_all},
    process::Session,
};
use orgkey_core::{
    ca::CaFile,
    org_cert::{
        GenerateOrgCert, ImportOrgCert, InstallOrgCert, OrgCertPlan, OrgCertReceipt, generate_org_cert,
        import_org_cert, install_org_cert, plan_generate_org_cert, plan_import_org_cert, plan_install_org_cert,
    },
};
use orgkey_types::{Outcome, Passphrase};
use orgkey_wire::{Language, OrgCertImportPlanView, OrgCertPlanView, OrgCertReceiptView};
use std::path::PathBuf;

pub fn generate(session: &Session, subject: &OrgCertFields, points: Vec<String>, dry_run: bool) -> Outcome<Answer> {
    let mut vault = session.open_for(dry_run)?;
    let request = GenerateOrgCert { subject: subject.to_core(), crl_points: points };
    if dry_run {
        return Ok(planned(session, &plan_generate_org_cert(&vault, &request, session.now)?));
    }
    let receipt = generate_org_cert(&mut vault, &request, session.now)?;
    session.saw(&vault)?;
    Ok(stored(session, &receipt))
}

pub fn install(session: &Session, files: &[PathBuf], points: Vec<String>, dry_run: bool) -> Outcome<Answer> {
    let read = read_all(files)?;
    let files = borrowed(&read);
    let mut vault = session.open_for(dry_run)?;
    let request = InstallOrgCert { files: &files, crl_points: points };
    if dry_run {
        return Ok(planned(session, &plan_install_org_cert(&vault, &request, session.now)?));
    }
    let receipt = install_org_cert(&mut vault, &request, session.now)?;
    session.saw(&vault)?;
    Ok(stored(session, &receipt))
}

pub fn import(session: &Session, wanted: &OrgCertIntake) -> Outcome<Answer> {
    let read = read_all(&wanted.files)?;
    let files = borrowed(&read);
    let mut vault = session.open_for(wanted.dry_run)?;
    if wanted.dry_run {
        let passphrase = session.passphrases.file_if_named()?;
        let plan = plan_import_org_cert(&vault, &request(&files, wanted, passphrase.as_ref()), session.now)?;
        let view = OrgCertImportPlanView::new(&plan, Language::En, session.now);
        let text = view.plan.as_ref().map_or("The password is needed.\n".to_owned(), plan_text);
        let refusal = plan.plan.as_ref().and_then(|plan| plan.refusal.as_ref());
        return Ok(Answer::new(view, text).refused(refusal));
    }
    // Everything that can be refused is refused before a password is asked for.
    let plan = plan_import_org_cert(&vault, &request(&files, wanted, None), session.now)?;
    let passphrase = if plan.plan.is_none() { Some(session.passphrases.file()?) } else { None };
    let receipt = import_org_cert(&mut vault, &request(&files, wanted, passphrase.as_ref()), session.now)?;
    session.saw(&vault)?;
    Ok(stored(session, &receipt))
}

fn request<'a>(
    files: &'a [CaFile<'a>],
    wanted: &'a OrgCertIntake,
    passphrase: Option<&'a Passphrase>,
) -> ImportOrgCert<'a> {
    ImportOrgCert {
        files,
        passphrase,
        accept_missing_mac: wanted.accept_missing_mac,
        serial: wanted.serial.as_deref(),
        crl_points: wanted.points.crl_points.clone(),
    }
}

fn planned(session: &Session, plan: &OrgCertPlan) -> Answer {
    let view = OrgCertPlanView::new(plan, Language::En, session.now);
    let text = plan_text(&view);
    Answer::new(view, text).refused(plan.refusal.as_ref())
}

fn stored(session: &Session, receipt: &OrgCertReceipt) -> Answer {
    let view = OrgCertReceiptView::new(receipt, Language::En, session.now);
    let text = receipt_text(&view);
    Answer::new(view, text)
}
