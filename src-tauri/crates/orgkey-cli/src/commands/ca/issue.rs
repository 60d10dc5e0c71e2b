use super::text::{certificate, findings, issued_rows};
use crate::{
    answer::Answer,
    arguments::ca::CaIssue,
    process::Session,
    show::{pairs, refusal, word, would, written},
    watch::Watch,
};
use orgkey_core::{
    ca::{IssueCertificate, issue_certificate, plan_issue},
    read_key_file,
};
use orgkey_types::Outcome;
use orgkey_wire::{IssuePlanView, IssueReceiptView, Language};
use std::path::Path;

pub fn issue(session: &Session, wanted: &CaIssue) -> Outcome<Answer> {
    let bytes = read_key_file(&wanted.csr)?;
    let target = wanted.to.as_deref().map(super::whole);
    let mut vault = session.open_for(wanted.writing.dry_run)?;
    let (ca, request) = (Some(wanted.name.as_str()), request(wanted, &bytes, target.as_deref()));
    if wanted.writing.dry_run {
        let plan = plan_issue(&vault, ca, &request, session.now)?;
        let view = IssuePlanView::new(&plan, target.as_deref(), Language::En);
        let text = plan_text(&view);
        return Ok(Answer::new(view, text).refused(plan.refusal.as_ref()));
    }
    let receipt = issue_certificate(&mut vault, ca, &request, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let view = IssueReceiptView::new(&receipt, Language::En, session.now);
    let file = match (&view.file, &target) {
        (Some(file), Some(path)) => written(file, path, &[]),
        _ => String::new(),
    };
    let unwritten = refusal(view.unwritten.as_ref());
    if !unwritten.is_empty() {
        crate::answer::print_note(&format!("the certificate was issued, and its file was not written: {unwritten}"));
    }
    let text = format!("{file}{}{}", certificate("Issued", Some(&view.certificate)), findings(&view.findings));
    Ok(Answer::new(&view, text).with("path", &target).refused(receipt.unwritten.as_ref()))
}

fn request<'a>(wanted: &'a CaIssue, bytes: &'a [u8], target: Option<&'a Path>) -> IssueCertificate<'a> {
    IssueCertificate {
        request: bytes,
        template: wanted.template,
        valid: &wanted.valid,
        subject: wanted.subject.as_deref(),
        alternative_names: given(&wanted.alternative_names),
        crl_points: given(&wanted.crl_points),
        target,
        format: wanted.format,
        overwrite: wanted.writing.overwrite,
    }
}

fn given(values: &[String]) -> Option<Vec<String>> {
    (!values.is_empty()).then(|| values.to_vec())
}

fn plan_text(plan: &IssuePlanView) -> String {
    let cut = if plan.cut_to_ca { " (cut to the end of the CA)" } else { "" };
    let text = pairs(&[
        ("Would issue", would(&plan.name, plan.refusal.as_ref())),
        ("Subject", plan.subject.clone()),
        ("Issuer", plan.issuer.clone()),
        ("Names", plan.alternative_names.join(", ")),
        ("Template", word(plan.template)),
        ("Key", plan.request.key_algorithm.clone()),
        ("Effective", plan.not_before.to_string()),
        ("Expires", format!("{}{cut}", plan.not_after)),
        ("Refused", refusal(plan.refusal.as_ref())),
    ]);
    let text = format!("{text}{}", findings(&plan.findings));
    if plan.same_key.is_empty() {
        return text;
    }
    format!("{text}\nThe same key has certificates already:\n{}", issued_rows(&plan.same_key))
}
