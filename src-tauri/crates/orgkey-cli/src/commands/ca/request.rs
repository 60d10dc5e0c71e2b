use super::text::when_signed;
use crate::{answer::Answer, process::Session, show::written, watch::Watch};
use orgkey_core::{Access, ca::write_ca_request};
use orgkey_types::Outcome;
use orgkey_wire::CaRequestReceiptView;
use std::path::Path;

pub fn request(session: &Session, name: &str, csr: &Path, overwrite: bool) -> Outcome<Answer> {
    let target = super::whole(csr);
    let mut vault = session.open(Access::Write)?;
    let receipt = write_ca_request(&mut vault, Some(name), &target, overwrite, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let view = CaRequestReceiptView::from(&receipt);
    let text = format!("{}{}", written(&view.file, &target, &[]), when_signed(session, name));
    Ok(Answer::new(&view, text).with("path", &target))
}
