use super::text::{ca_row, certificate};
use crate::{answer::Answer, process::Session, show::pairs, watch::Watch};
use orgkey_core::ca::{RenewCa, plan_renew, renew_ca};
use orgkey_types::Outcome;
use orgkey_wire::{CaRenewPlanView, CaRenewReceiptView};

pub fn renew(session: &Session, name: &str, valid: &str, dry_run: bool) -> Outcome<Answer> {
    let mut vault = session.open_for(dry_run)?;
    let request = RenewCa { ca: Some(name), valid };
    if dry_run {
        let plan = CaRenewPlanView::from(&plan_renew(&vault, &request, session.now)?);
        let text = pairs(&[
            ("CA", plan.ca.name.clone()),
            ("Ends", plan.ends.to_string()),
            ("Would end", plan.would_end.to_string()),
            ("Then", if plan.superior_signs { superior(session, name) } else { String::new() }),
        ]);
        return Ok(Answer::new(plan, text));
    }
    let receipt = renew_ca(&mut vault, &request, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let view = CaRenewReceiptView::new(&receipt, session.now);
    let text = format!(
        "{}{}{}\nEarlier backups hold the earlier certificates: back it up again.\n{}",
        ca_row(&view.ca),
        certificate("Self-Signed Certificate", view.self_signed.as_ref()),
        certificate("Public Key Certificate", view.public_key.as_ref()),
        if view.superior_signs { superior(session, name) } else { String::new() }
    );
    Ok(Answer::new(&view, text))
}

fn superior(session: &Session, name: &str) -> String {
    let request = session.next(&format!("ca request \"{name}\" --csr FILE"));
    format!("the superior CA signs the Public Key Certificate anew: {request}")
}
