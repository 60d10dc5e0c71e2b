//! `orgkey org-key replace`.

use super::maintenance::run_text;
use crate::{
    answer::Answer,
    arguments::KeyReplacement,
    process::Session,
    show::{end, key_row, pairs, refusal},
    watch::Watch,
};
use orgkey_core::{GenerateKey, ReplaceKey, find_key, plan_replace_key, replace_key};
use orgkey_types::Outcome;
use orgkey_wire::{GenerationCopiesView, Language, ReplaceKeyPlanView, ReplaceKeyReceiptView};

/// A plan that is refused ends with the code of the attempt; what it found is told all the same.
pub fn replace(session: &Session, wanted: &KeyReplacement) -> Outcome<Answer> {
    let mut vault = session.open_for(wanted.dry_run)?;
    let old = find_key(&vault, wanted.id.as_deref(), session.now)?;
    let request = ReplaceKey {
        key: wanted.id.as_deref(),
        new: GenerateKey {
            user_id: wanted.user_id.clone().unwrap_or_else(|| old.name()),
            algorithm: wanted.algorithm,
            profile: wanted.profile,
            expires: wanted.expires.clone(),
        },
        reason: wanted.reason.as_deref().unwrap_or_default(),
        confirm: wanted.confirm.as_deref().unwrap_or_default(),
        sign_users_now: wanted.sign_users_now,
    };
    if wanted.dry_run {
        let plan = plan_replace_key(&vault, &request, session.now)?;
        let view = ReplaceKeyPlanView::new(&plan, Language::En);
        return Ok(Answer::new(&view, plan_text(&view)).refused(plan.refusal.as_ref()));
    }
    let receipt = replace_key(&mut vault, &request, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let view = ReplaceKeyReceiptView::new(&receipt, Language::En);
    let failed = view.run_failure.is_some();
    let text = receipt_text(session, &view);
    Ok(Answer::new(&view, text).exiting(u8::from(failed)))
}

fn plan_text(view: &ReplaceKeyPlanView) -> String {
    let copies = |row: &GenerationCopiesView| format!("generation {}: {} proven", row.generation, row.proven);
    let copies: Vec<String> = view.copies.iter().map(copies).collect();
    pairs(&[
        ("Refused", refusal(view.refusal.as_ref())),
        ("Would retire", format!("generation {}, {}", view.old.generation, view.old.fingerprint.grouped())),
        ("Would generate", format!("{}, {}", view.new.label, view.new.user_id)),
        ("Expires", end(view.new.expires)),
        ("Generation", view.new.generation.to_string()),
        ("Users who become unverified", view.users_unverified.to_string()),
        ("Keypair copies", copies.join("; ")),
    ])
}

fn receipt_text(session: &Session, view: &ReplaceKeyReceiptView) -> String {
    let crossed = if view.cross_certified {
        "The old key has certified the new one."
    } else {
        "The old key can certify nothing any more: tell everybody the new fingerprint yourself."
    };
    let run = match (&view.run, &view.run_failure) {
        (Some(run), _) => run_text(run),
        (None, Some(failure)) => format!("The users were not signed: {} {}\n", failure.fact, failure.advice),
        (None, None) => format!(
            "{} users are unverified until they are signed again: {}\n",
            view.users_unverified,
            session.next("maintenance run")
        ),
    };
    let export = session.next("org-key export --keypair --to FILE");
    format!(
        "{}\nGeneration {} is retired and goes on decrypting. {crossed}\n\n{run}\nNot backed up yet: {export}\n",
        key_row(&view.key),
        view.old.generation
    )
}
