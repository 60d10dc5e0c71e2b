use crate::{Preset, opens_in_rows::ROWS};
use orgkey_types::Passphrase;

/// What a program makes of the files of one preset with one kind of key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpensIn {
    /// How the files were protected.
    pub preset: Preset,
    /// `rsa3072`, `p256` and so on, as on the command line.
    pub key: &'static str,
    /// Name and version.
    pub program: &'static str,
    /// Kinds of passwords under which it used the key; empty where it opens no such file.
    pub passwords: &'static [PasswordKind],
}

/// Passwords that programs tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordKind {
    /// ASCII of usual length.
    Ascii,
    /// With letters beyond ASCII.
    Unicode,
    /// ASCII of some hundred characters or more.
    Long,
}

/// From where on a password counts as long, in characters. What lies between this and the 1,000 that were measured
/// is not known, so it is taken for the worse.
const LONG: usize = 128;

impl PasswordKind {
    /// The kind of a typed password; the one that opens in fewer programs where it is both.
    pub fn of(password: &Passphrase) -> Self {
        let text = password.expose();
        if !text.is_ascii() {
            Self::Unicode
        } else if text.chars().count() >= LONG {
            Self::Long
        } else {
            Self::Ascii
        }
    }
}

/// What was measured, program by program (`tests/interop`); nothing for a kind of key that was not.
pub fn opens_in(preset: Preset, key: &str) -> impl Iterator<Item = &'static OpensIn> {
    ROWS.iter().filter(move |row| row.preset == preset && row.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_opens_somewhere_with_every_kind_of_key_that_was_measured() {
        for preset in Preset::ALL {
            for key in ["rsa2048", "rsa3072", "rsa4096", "p256", "p384", "p521", "ed25519"] {
                let opens = |row: &&OpensIn| row.passwords.contains(&PasswordKind::Ascii);
                assert!(opens_in(preset, key).any(|row| opens(&row)), "{preset} {key}");
            }
        }
        assert_eq!(opens_in(Preset::Modern, "ml-dsa-65").count(), 0);
    }

    #[test]
    fn a_password_is_of_one_kind() {
        let rows = [
            ("correct horse", PasswordKind::Ascii),
            ("p\u{e4}ss", PasswordKind::Unicode),
            (&"x".repeat(127), PasswordKind::Ascii),
            (&"x".repeat(128), PasswordKind::Long),
            (&"\u{e4}".repeat(128), PasswordKind::Unicode),
        ];
        for (text, kind) in rows {
            assert_eq!(PasswordKind::of(&Passphrase::new(text.into())), kind, "{text:.20}");
        }
    }
}
