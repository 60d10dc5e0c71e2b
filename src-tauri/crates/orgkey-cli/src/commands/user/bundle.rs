use crate::{
    answer::Answer,
    arguments::user::UserExport,
    commands::ca::text::{contents, proof},
    process::Session,
    show::written,
    watch::Watch,
};
use orgkey_core::{
    Access, Reauthentication,
    user::{ExportUserBundle, export_user_bundle, plan_user_bundle},
};
use orgkey_types::{Code, Failure, Outcome, Passphrase};
use orgkey_wire::UserBundleReceiptView;
use std::path::Path;

pub fn export(session: &Session, wanted: &UserExport) -> Outcome<Answer> {
    let target = std::path::absolute(&wanted.to).map_err(|_| Failure::about(Code::NotAFile, wanted.to.display()))?;
    let mut vault = session.open(Access::Write)?;
    // Everything that can be refused is refused before a password is asked for.
    let plan = plan_user_bundle(&vault, &request(wanted, &target, None), session.now)?;
    if let Some(refusal) = plan.refusal {
        return Err(refusal);
    }
    let password = session.passphrases.export()?;
    let request = request(wanted, &target, Some(&password));
    let receipt = export_user_bundle(&mut vault, &request, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let view = UserBundleReceiptView::from(&receipt);
    let head = written(&view.file, &target, &[("Protection", view.protection.clone())]);
    let text = format!("{head}\n{}\nProven:\n{}", contents(&view.contents), proof(&view.proof));
    Ok(Answer::new(&view, text).with("path", &target))
}

fn request<'a>(wanted: &'a UserExport, target: &'a Path, password: Option<&'a Passphrase>) -> ExportUserBundle<'a> {
    ExportUserBundle {
        email: wanted.email.as_deref().unwrap_or_default(),
        preset: wanted.pkcs12_preset,
        password,
        reauthentication: Reauthentication::JustUnlocked,
        target,
        overwrite: wanted.overwrite,
    }
}
