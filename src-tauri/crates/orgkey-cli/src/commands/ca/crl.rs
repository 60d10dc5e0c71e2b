use crate::{
    answer::Answer,
    arguments::ca::CaCrl,
    process::Session,
    show::{pairs, written},
    watch::Watch,
};
use orgkey_core::ca::{PublishCrl, plan_crl, publish_crl};
use orgkey_types::Outcome;
use orgkey_wire::{CrlPlanView, CrlReceiptView};
use std::path::Path;

pub fn crl(session: &Session, wanted: &CaCrl) -> Outcome<Answer> {
    let target = wanted.to.as_deref().map(super::whole);
    let mut vault = session.open_for(wanted.writing.dry_run)?;
    let request = request(wanted, target.as_deref());
    if wanted.writing.dry_run {
        let plan = CrlPlanView::from(&plan_crl(&vault, &request, session.now)?);
        let text = plan_text(&plan);
        return Ok(Answer::new(plan, text));
    }
    let receipt = publish_crl(&mut vault, &request, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let view = CrlReceiptView::from(&receipt);
    let text = receipt_text(&view, target.as_deref());
    Ok(Answer::new(&view, text).with("path", &target))
}

fn request<'a>(wanted: &'a CaCrl, target: Option<&'a Path>) -> PublishCrl<'a> {
    PublishCrl {
        ca: Some(&wanted.name),
        days: wanted.days,
        format: wanted.format,
        target,
        overwrite: wanted.writing.overwrite,
        first_list: wanted.first_list,
    }
}

pub fn plan_text(plan: &CrlPlanView) -> String {
    pairs(&[
        ("Would publish", format!("number {}", plan.number)),
        ("Made", plan.this_update.to_string()),
        ("Next by", plan.next_update.to_string()),
        ("Entries", plan.entries.to_string()),
    ])
}

pub fn receipt_text(view: &CrlReceiptView, target: Option<&Path>) -> String {
    let list = [
        ("Number", view.crl.number.to_string()),
        ("Entries", view.crl.entries.to_string()),
        ("Next by", view.crl.next_update.to_string()),
    ];
    target.map(|path| written(&view.file, path, &list)).unwrap_or_default()
}
