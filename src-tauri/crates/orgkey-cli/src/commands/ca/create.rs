use super::text::{ca_row, certificate};
use crate::{
    answer::Answer,
    arguments::ca::CaCreation,
    process::Session,
    show::{pairs, written},
    watch::Watch,
};
use orgkey_core::ca::{CreateCa, create_ca, plan_create_ca};
use orgkey_types::Outcome;
use orgkey_wire::{CaCreatePlanView, CaCreateReceiptView};
use std::path::Path;

pub fn create(session: &Session, wanted: &CaCreation) -> Outcome<Answer> {
    let target = wanted.csr.as_deref().map(super::whole);
    let mut vault = session.open_for(wanted.writing.dry_run)?;
    let request = request(wanted, target.as_deref());
    if wanted.writing.dry_run {
        let plan = CaCreatePlanView::from(&plan_create_ca(&vault, &request, session.now)?);
        let text = plan_text(&plan);
        return Ok(Answer::new(plan, text));
    }
    let receipt = create_ca(&mut vault, &request, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let view = CaCreateReceiptView::new(&receipt, session.now);
    let text = receipt_text(session, &view, target.as_deref());
    Ok(Answer::new(&view, text))
}

fn request<'a>(wanted: &'a CaCreation, target: Option<&'a Path>) -> CreateCa<'a> {
    CreateCa {
        name: &wanted.name,
        subject: &wanted.subject,
        key: wanted.key.key,
        valid: &wanted.key.valid,
        path_len: wanted.path_length,
        exportable: !wanted.key.not_exportable,
        crl_points: wanted.crl_points.clone(),
        subordinate: wanted.subordinate,
        request_target: target,
        overwrite: wanted.writing.overwrite,
    }
}

fn plan_text(plan: &CaCreatePlanView) -> String {
    pairs(&[
        ("Would create", plan.name.clone()),
        ("Subject", plan.subject.clone()),
        ("Key", plan.key_algorithm.clone()),
        ("Effective", plan.not_before.to_string()),
        ("Expires", plan.not_after.to_string()),
        ("CAs below it", plan.path_length.map_or_else(|| "no bound".to_owned(), |length| length.to_string())),
        ("Private key", if plan.exportable { "exportable" } else { "never leaves the vault" }.to_owned()),
        ("Superior CA", if plan.subordinate { "would be asked with a request" } else { "none" }.to_owned()),
    ])
}

fn receipt_text(session: &Session, view: &CaCreateReceiptView, target: Option<&Path>) -> String {
    let request = match (&view.request, target) {
        (Some(file), Some(path)) => format!("\nRequest for the superior CA\n{}", written(file, path, &[])),
        _ => String::new(),
    };
    let next = match (&view.request, view.ca.exportable) {
        (Some(_), _) => super::text::when_signed(session, &view.ca.name),
        (None, true) => super::text::not_backed_up(session, &view.ca.name),
        (None, false) => "\nIts private key never leaves this vault: back up the vault's folder.\n".to_owned(),
    };
    let certificates = [
        certificate("Self-Signed Certificate", view.self_signed.as_ref()),
        certificate("Public Key Certificate", view.public_key.as_ref()),
    ];
    format!("{}{}{request}{next}", ca_row(&view.ca), certificates.concat())
}
