use crate::{
    answer::Answer,
    arguments::Derivation,
    process::{PROGRAM, Session},
    show::pairs,
};
use orgkey_core::{KdfCost, NewOrganization, create_vault};
use orgkey_types::Outcome;
use serde_json::json;
use std::path::Path;

pub fn create(
    session: &Session,
    dir: &Path,
    organization: String,
    domains: Vec<String>,
    derivation: Derivation,
) -> Outcome<Answer> {
    let administrator = session.global.admin.clone().unwrap_or_default();
    let new = NewOrganization { organization, domains, administrator, language: "en".to_owned() };
    let passphrase = session.passphrases.new_administrator()?;
    let vault = create_vault(dir, &new, &passphrase, cost_of(derivation), PROGRAM, &session.machine, session.now)?;
    let view = json!({ "vault": dir, "id": vault.id(), "organization": new.organization, "administrator": vault.administrator(), "role": vault.role() });
    let text = pairs(&[
        ("Vault", dir.display().to_string()),
        ("Organisation", new.organization),
        ("Administrator", format!("{} ({})", vault.administrator(), vault.role())),
        ("Next", session.next("org-key generate --user-id \"NAME <ADDRESS>\"")),
    ]);
    Ok(Answer::new(view, text))
}

/// Calibration measures this machine, once.
pub fn cost_of(derivation: Derivation) -> KdfCost {
    match derivation {
        Derivation::Calibrated => KdfCost::calibrated(),
        Derivation::Floor => KdfCost::floor(),
    }
}
