//! What is allowed, and why not. Decided here for the window and the command line alike.

use crate::{
    accept_passphrase,
    ca::list::Ca,
    permit::{UseCase, permit},
};
use orgkey_types::{Code, Failure, Outcome, Passphrase};
use orgkey_vault::{CaRow, CaState, Vault};

/// Fewest characters of a password in vendor-compatible mode.
pub const VENDOR_FLOOR: usize = 6;

/// The first Certificate Server that made its CA's key in a way that can be exported.
const FIRST_EXPORTABLE: (u32, &str) = (2, "21");

/// Whether the private key of a CA can be exported by whoever opened the vault.
///
/// # Errors
/// [`Code::NotPermitted`] without the right; [`Code::KeyNotExportable`] about `not-exportable` or `born-with VERSION`;
/// [`Code::PublicOnly`] where the vault does not hold it.
pub fn key_leaves(vault: &Vault, ca: &CaRow) -> Outcome<()> {
    permit(vault, if ca.organization_key.is_some() { UseCase::ExportOrgCert } else { UseCase::ExportCa })?;
    if born_before_export(&ca.identity.born_with) {
        return Err(Failure::about(Code::KeyNotExportable, format!("born-with {}", ca.identity.born_with)));
    }
    if !ca.identity.exportable {
        return Err(Failure::about(Code::KeyNotExportable, "not-exportable"));
    }
    if !ca.has_secrets && ca.organization_key.is_none() {
        return Err(Failure::about(Code::PublicOnly, &ca.name));
    }
    Ok(())
}

/// Versions of Certificate Server count like decimal numbers: 2.0, 2.20, 2.21, 2.52, 2.7, 3.3. What does not begin with
/// a number was not made by one.
pub(super) fn born_before_export(version: &str) -> bool {
    let (major, rest) = version.split_once('.').unwrap_or((version, "0"));
    let Ok(major) = major.trim().parse::<u32>() else { return false };
    let minor: String = rest.chars().filter(char::is_ascii_digit).collect();
    (major, minor.as_str()) < FIRST_EXPORTABLE
}

/// Judges the password of a backup. Certificate Server takes six or more letters and digits, and nothing else; that is
/// the vendor-compatible mode. Otherwise the policy of all other files holds.
///
/// # Errors
/// [`Code::PasswordNotAlphanumeric`], [`Code::PassphraseWeak`].
pub fn accept_ca_password(password: &Passphrase, vendor_compatible: bool) -> Outcome<()> {
    if !vendor_compatible {
        return accept_passphrase(password);
    }
    let text = password.expose();
    if text.len() < VENDOR_FLOOR || !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(Code::PasswordNotAlphanumeric.into());
    }
    Ok(())
}

/// Whether a CA issues new certificates.
pub(super) fn issues(ca: &Ca) -> Outcome<()> {
    match ca.stored.state {
        CaState::Active => Ok(()),
        CaState::AwaitingCertificate => Err(Failure::about(Code::CaAwaitsCertificate, &ca.stored.name)),
        CaState::Retired => Err(Failure::about(Code::CaRetired, &ca.stored.name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ca_born_before_2_21_keeps_its_key() {
        let cases = [
            ("2.20", true),
            ("2.0", true),
            ("2", true),
            ("1.9", true),
            ("2.21", false),
            ("2.21.1", false),
            ("2.5.2", false),
            ("2.7", false),
            ("3.0", false),
            ("9.2", false),
            ("OrgKey Console 0.1.0", false),
            ("unknown", false),
            ("", false),
        ];
        for (version, kept) in cases {
            assert_eq!(born_before_export(version), kept, "{version}");
        }
    }

    #[test]
    fn five_characters_are_never_enough_and_six_only_for_the_vendor() {
        let cases = [
            ("abc12", false, Some(Code::PassphraseWeak)),
            ("abc12", true, Some(Code::PasswordNotAlphanumeric)),
            ("abc123", false, Some(Code::PassphraseWeak)),
            ("abc123", true, None),
            ("abc 123", true, Some(Code::PasswordNotAlphanumeric)),
            ("pässword", true, Some(Code::PasswordNotAlphanumeric)),
            ("vivid-otter-lantern-quarry", false, None),
            ("vivid-otter-lantern-quarry", true, Some(Code::PasswordNotAlphanumeric)),
        ];
        for (text, vendor, refused) in cases {
            let judged = accept_ca_password(&Passphrase::new(text.to_owned()), vendor);
            assert_eq!(judged.err().map(|failure| failure.code), refused, "{text} {vendor}");
        }
    }
}
