use crate::{
    answer::Answer,
    arguments::PresetArgument,
    process::Session,
    show::{pairs, proof},
    watch::Watch,
};
use orgkey_core::{Access, ExportKey, ExportPart, Preset, Reauthentication, Vault, export_key, plan_export};
use orgkey_types::{Code, Failure, Outcome, Passphrase};
use orgkey_wire::{ExportPlanView, ExportReceiptView};
use std::path::PathBuf;

/// What was typed.
pub struct Wanted {
    pub id: Option<String>,
    pub public: bool,
    pub to: PathBuf,
    pub preset: PresetArgument,
    pub overwrite: bool,
    pub dry_run: bool,
}

pub fn export(session: Session, wanted: Wanted) -> Outcome<Answer> {
    // The register notes where the copy lies: a path that means the same tomorrow.
    let to = std::path::absolute(&wanted.to).map_err(|_| Failure::about(Code::NotAFile, wanted.to.display()))?;
    let wanted = &Wanted { to, ..wanted };
    let mut vault = session.open(if wanted.dry_run { Access::WriteOrRead } else { Access::Write })?;
    if wanted.dry_run {
        return plan(&session, &vault, wanted);
    }
    // Everything that can be refused is refused before a passphrase is asked for.
    plan_export(&vault, &request(wanted, None), session.now)?;
    let passphrase = if wanted.public { None } else { Some(session.passphrases.export()?) };
    let receipt = export_key(&mut vault, &request(wanted, passphrase.as_ref()), &Watch::new(), session.now)?;
    session.machine.saw(vault.id(), vault.counter()?);
    let path = receipt.file.path.clone();
    let view = ExportReceiptView::from(&receipt);
    Ok(Answer::new(&view, receipt_text(&view, &path.display().to_string())).with("path", path))
}

fn plan(session: &Session, vault: &Vault, wanted: &Wanted) -> Outcome<Answer> {
    let plan = ExportPlanView::from(&plan_export(vault, &request(wanted, None), session.now)?);
    let text = pairs(&[
        ("Would write", wanted.to.display().to_string()),
        ("Key", format!("{} ({})", plan.key.name, plan.key.fingerprint.key_id())),
        ("Protection", plan.protection.clone().unwrap_or_default()),
        ("Opens in", plan.opens_in.join(", ")),
        ("Replaces", if plan.replaces { "the file that stands there".to_owned() } else { String::new() }),
    ]);
    Ok(Answer::new(plan, text))
}

fn request<'a>(wanted: &'a Wanted, passphrase: Option<&'a Passphrase>) -> ExportKey<'a> {
    ExportKey {
        key: wanted.id.as_deref(),
        part: if wanted.public { ExportPart::Public } else { ExportPart::Keypair },
        preset: match wanted.preset {
            PresetArgument::Modern => Preset::Modern,
            PresetArgument::Compatible => Preset::Compatible,
        },
        passphrase,
        reauthentication: Reauthentication::JustUnlocked,
        target: &wanted.to,
        overwrite: wanted.overwrite,
    }
}

fn receipt_text(receipt: &ExportReceiptView, path: &str) -> String {
    let head = pairs(&[
        ("Written", path.to_owned()),
        ("Size", format!("{} bytes", receipt.bytes)),
        ("SHA-256", receipt.sha256.clone()),
        ("Protection", receipt.protection.clone().unwrap_or_default()),
        ("Audit head", format!("{} {}", receipt.audit_head.seq, receipt.audit_head.hash)),
    ]);
    if receipt.proof.is_empty() {
        return format!(
            "{head}\nRead back from the medium: passed.\nThis is the public key only. It cannot restore a backup.\n"
        );
    }
    format!(
        "{head}\nProven: read back from the medium, opened with the passphrase, all fingerprints the same.\n{}",
        proof(&receipt.proof)
    )
}
