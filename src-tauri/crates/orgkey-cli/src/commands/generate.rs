use crate::{
    answer::Answer,
    process::Session,
    show::{end, key_row, pairs},
    watch::Watch,
};
use orgkey_core::{GenerateKey, generate_key, plan_generate};
use orgkey_types::Outcome;
use orgkey_wire::{GeneratePlanView, GenerateReceiptView};

pub fn generate(session: Session, request: GenerateKey, dry_run: bool) -> Outcome<Answer> {
    let mut vault = session.open_for(dry_run)?;
    if dry_run {
        let plan: GeneratePlanView = plan_generate(&vault, &request, session.now)?.into();
        let text = pairs(&[
            ("Would generate", plan.label.clone()),
            ("User ID", plan.user_id.clone()),
            ("Expires", end(plan.expires)),
            ("Generation", plan.generation.to_string()),
        ]);
        return Ok(Answer::new(plan, text));
    }
    let receipt: GenerateReceiptView = generate_key(&mut vault, &request, &Watch::new(), session.now)?.into();
    session.saw(&vault)?;
    let export = session.next("org-key export --keypair --to FILE");
    let text = format!("{}\nNot backed up yet: {export}\n", key_row(&receipt.key));
    Ok(Answer::new(receipt, text))
}
