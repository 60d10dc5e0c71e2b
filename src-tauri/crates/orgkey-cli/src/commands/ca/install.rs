use super::text::{ca_row, certificate};
use crate::{answer::Answer, process::Session};
use orgkey_core::{Access, ca::install_ca_certificate};
use orgkey_types::Outcome;
use orgkey_wire::CaInstallReceiptView;
use std::path::PathBuf;

pub fn install(session: &Session, name: &str, files: &[PathBuf]) -> Outcome<Answer> {
    let read = super::read_all(files)?;
    let mut vault = session.open(Access::Write)?;
    let receipt = install_ca_certificate(&mut vault, Some(name), &super::borrowed(&read), session.now)?;
    session.saw(&vault)?;
    let view = CaInstallReceiptView::new(&receipt, session.now);
    let above: String = view.chain.iter().map(|one| certificate("Certificate above it", Some(one))).collect();
    let text = format!("{}{}{above}", ca_row(&view.ca), certificate("Public Key Certificate", Some(&view.public_key)));
    Ok(Answer::new(&view, text))
}
