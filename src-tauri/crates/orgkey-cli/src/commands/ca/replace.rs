use super::text::{ca_row, certificate, not_backed_up};
use crate::{
    answer::Answer,
    arguments::ca::CaReplacement,
    process::Session,
    show::{end, pairs, word},
    watch::Watch,
};
use orgkey_core::ca::{ReplaceCa, plan_replace, replace_ca};
use orgkey_types::Outcome;
use orgkey_wire::{CaDependantsView, CaReplacePlanView, CaReplaceReceiptView};

pub fn replace(session: &Session, wanted: &CaReplacement) -> Outcome<Answer> {
    let mut vault = session.open_for(wanted.dry_run)?;
    let request = ReplaceCa {
        ca: Some(&wanted.name),
        name: wanted.new_name.as_deref(),
        subject: wanted.subject.as_deref(),
        key: wanted.key.key,
        valid: &wanted.key.valid,
        exportable: !wanted.key.not_exportable,
    };
    if wanted.dry_run {
        let plan = CaReplacePlanView::from(&plan_replace(&vault, &request, session.now)?);
        let text = plan_text(&plan);
        return Ok(Answer::new(plan, text));
    }
    let receipt = replace_ca(&mut vault, &request, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let view = CaReplaceReceiptView::new(&receipt, session.now);
    let text = format!(
        "{}{}\n{} is kept as retired.\n{}",
        ca_row(&view.ca),
        certificate("Cross-certificate", Some(&view.cross)),
        view.old.name,
        not_backed_up(session, &view.ca.name)
    );
    Ok(Answer::new(&view, text))
}

fn plan_text(plan: &CaReplacePlanView) -> String {
    let one = |kind: &CaDependantsView| {
        format!("{} {}", kind.count, kind.template.map_or_else(|| "of unknown kind".to_owned(), word))
    };
    let dependants: Vec<String> = plan.dependants.iter().map(one).collect();
    let span = plan.first_ends.zip(plan.last_ends);
    pairs(&[
        ("Would retire", plan.old.name.clone()),
        ("Would create", format!("{} ({}, {})", plan.name, plan.subject, plan.key_algorithm)),
        ("Expires", plan.not_after.to_string()),
        ("Valid certificates of the old one", dependants.join(", ")),
        (
            "They end",
            span.map(|(first, last)| format!("{} to {}", end(Some(first)), end(Some(last)))).unwrap_or_default(),
        ),
        ("Cross-certificate until", plan.cross_ends.to_string()),
    ])
}
