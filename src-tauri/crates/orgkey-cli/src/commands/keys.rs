use crate::{
    answer::Answer,
    process::Session,
    show::{backup, components, end, key_row, table, word},
};
use orgkey_core::{Access, find_key, organization_key, organization_keys};
use orgkey_types::Outcome;
use orgkey_wire::{KeyRowView, Language, OrganizationKeyView, OrganizationKeysView};

pub fn list(session: Session) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let view = OrganizationKeysView::new(&organization_keys(&vault, session.now)?);
    let keys: Vec<&KeyRowView> = view.current.iter().chain(&view.earlier).collect();
    if keys.is_empty() {
        let generate = session.next("org-key generate --user-id \"NAME <ADDRESS>\"");
        let import = session.next("org-key import FILE");
        return Ok(Answer::new(
            &view,
            format!("No Organization Key yet. Generate one: {generate}\nor restore it from a keypair file: {import}"),
        ));
    }
    let row = |key: &&KeyRowView| {
        vec![
            key.generation.to_string(),
            key.fingerprint.key_id().to_owned(),
            key.name.clone(),
            key.algorithm.clone(),
            word(key.state),
            end(key.expires),
            backup(&key.backup),
        ]
    };
    let rows: Vec<Vec<String>> = keys.iter().map(row).collect();
    Ok(Answer::new(&view, table(&["Gen", "Key ID", "Name", "Algorithm", "State", "Expires", "Backup"], &rows)))
}

pub fn show(session: Session, id: Option<&str>) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let key = find_key(&vault, id, session.now)?;
    let view = OrganizationKeyView::new(&organization_key(&vault, &key.stored.id, session.now)?, None, Language::En);
    let copies: Vec<Vec<String>> = view
        .backups
        .iter()
        .map(|copy| {
            vec![
                copy.made_at.date(),
                copy.kind.clone(),
                copy.preset.clone(),
                copy.file_name.clone(),
                copy.place.clone(),
                copy.sha256.clone(),
            ]
        })
        .collect();
    let backups = if copies.is_empty() {
        String::new()
    } else {
        format!("\n{}", table(&["Made", "Kind", "Preset", "File", "Place", "SHA-256"], &copies))
    };
    let text = format!("{}\n{}{backups}", key_row(&view.row), components(&view.summary));
    Ok(Answer::new(&view, text))
}
