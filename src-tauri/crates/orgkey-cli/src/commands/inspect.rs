use crate::{
    answer::Answer,
    process::Session,
    show::{pairs, summary},
};
use orgkey_core::inspect_file;
use orgkey_types::Outcome;
use orgkey_wire::FileView;
use std::path::Path;

pub fn inspect(session: &Session, file: &Path) -> Outcome<Answer> {
    let view = FileView::from(&inspect_file(file, session.now)?);
    let recipients = view.message.as_ref().map(|message| message.recipients.join(", ")).unwrap_or_default();
    let head = pairs(&[
        ("File", file.display().to_string()),
        ("Size", format!("{} bytes", view.bytes)),
        ("SHA-256", view.sha256.clone()),
        ("Holds", view.kind.clone()),
        ("Form", if view.armored { format!("armored: {}", view.blocks.join(", ")) } else { "binary".to_owned() }),
        ("Opens with", recipients),
        ("Format", view.message.as_ref().map(|message| message.format.clone()).unwrap_or_default()),
        ("Noticed", view.notes.join("; ")),
    ]);
    let keys: Vec<String> = view.keys.iter().map(|key| format!("\n{}", summary(key))).collect();
    Ok(Answer::new(&view, format!("{head}{}", keys.concat())))
}
