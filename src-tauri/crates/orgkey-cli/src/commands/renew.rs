//! `orgkey org-key settings` and `org-key renew`.

use crate::{
    answer::Answer,
    process::Session,
    show::{key_row, pairs},
    watch::Watch,
};
use orgkey_core::{
    maintenance::{MaintenanceSettings, change_maintenance_settings, maintenance_settings},
    plan_renew_key, renew_key,
};
use orgkey_types::Outcome;
use orgkey_wire::{MaintenanceSettingsView, RenewKeyPlanView, RenewKeyReceiptView};

pub fn settings(session: &Session, renew_lead: Option<u32>, user_signature: Option<u32>) -> Outcome<Answer> {
    let mut vault = session.open_for(renew_lead.or(user_signature).is_none())?;
    let present = maintenance_settings(&vault)?;
    let wanted = MaintenanceSettings {
        renew_lead_days: renew_lead.unwrap_or(present.renew_lead_days),
        user_signature_days: user_signature.unwrap_or(present.user_signature_days),
    };
    let settings = if wanted == present {
        present
    } else {
        let changed = change_maintenance_settings(&mut vault, wanted, session.now)?;
        session.saw(&vault)?;
        changed
    };
    let view = MaintenanceSettingsView::from(settings);
    let presets: Vec<String> = view.renew_lead_presets.iter().map(u32::to_string).collect();
    let text = pairs(&[
        ("Renewed before the end", format!("{} days (presets {})", view.renew_lead_days, presets.join(" and "))),
        ("Users certified for", format!("{} days (preset {})", view.user_signature_days, view.user_signature_preset)),
        ("Left out after", format!("{} months without contact", view.inactive_months)),
    ]);
    Ok(Answer::new(view, text))
}

pub fn renew(session: &Session, dry_run: bool) -> Outcome<Answer> {
    let mut vault = session.open_for(dry_run)?;
    if dry_run {
        let plan = RenewKeyPlanView::from(&plan_renew_key(&vault, session.now)?);
        let text = pairs(&[
            ("Would renew", plan.key.fingerprint.grouped()),
            ("Ends", plan.ends.to_string()),
            ("Would end", plan.would_end.to_string()),
            ("Renews itself from", plan.renews.to_string()),
        ]);
        return Ok(Answer::new(plan, text));
    }
    let view = RenewKeyReceiptView::from(&renew_key(&mut vault, &Watch::new(), session.now)?);
    session.saw(&vault)?;
    let text = format!(
        "{}\nIt ended on {} before. Copies that exist still restore it, with the older dates; export it again.\n",
        key_row(&view.key),
        view.ended.date()
    );
    Ok(Answer::new(view, text))
}
