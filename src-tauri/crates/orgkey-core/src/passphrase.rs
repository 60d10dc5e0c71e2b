use orgkey_types::{Code, Failure, Outcome, Passphrase, Timestamp};
use orgkey_vault::{KdfCost, Vault};

/// Fewest characters that the policy accepts.
pub const FLOOR_CHARACTERS: u32 = 12;
/// Fewest bits of estimated guessing work that the policy accepts.
pub const FLOOR_BITS: u32 = 45;

/// zxcvbn looks at no more than this: its work grows with the square of the length.
const JUDGED_CHARACTERS: usize = 100;

/// How strong a passphrase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strength {
    /// Estimated guesses as a power of two.
    pub bits: u32,
    /// Filled segments of the meter: 0 to 5.
    pub level: u8,
    /// Whether the policy accepts it.
    pub accepted: bool,
}

/// Estimates the strength. The estimate knows common words, names, dates and keyboard runs; it does not know what
/// an attacker knows of the organisation.
pub fn measure(passphrase: &Passphrase) -> Strength {
    let text = passphrase.expose();
    let judged: String = text.chars().take(JUDGED_CHARACTERS).collect();
    let bits =
        if judged.is_empty() { 0.0 } else { zxcvbn::zxcvbn(&judged, &[]).guesses_log10() * std::f64::consts::LOG2_10 };
    // A float cast saturates: the estimate is never negative and stays far below u32.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturating and in range")]
    let bits = bits as u32;
    let long_enough = text.chars().count() >= FLOOR_CHARACTERS as usize;
    let level = match bits {
        0 => 0,
        1..30 => 1,
        30..FLOOR_BITS => 2,
        FLOOR_BITS..65 => 3,
        65..90 => 4,
        _ => 5,
    };
    Strength { bits, level, accepted: long_enough && bits >= FLOOR_BITS && text.len() <= Passphrase::LONGEST }
}

/// Refuses what is under the floor, and says by what.
///
/// # Errors
/// [`Code::PassphraseWeak`].
pub fn accept_passphrase(passphrase: &Passphrase) -> Outcome<()> {
    let strength = measure(passphrase);
    if strength.accepted {
        return Ok(());
    }
    let characters = passphrase.expose().chars().count();
    let reason = if characters < FLOOR_CHARACTERS as usize {
        format!("{characters} of {FLOOR_CHARACTERS} characters")
    } else {
        format!("{} of {FLOOR_BITS} bits of guessing work", strength.bits)
    };
    Err(Failure::about(Code::PassphraseWeak, reason))
}

/// Changes the passphrase of the administrator who opened the vault. Other slots stay as they are.
///
/// # Errors
/// [`Code::WrongPassphrase`] for the current one, [`Code::PassphraseWeak`] and [`Code::PassphraseUnchanged`] for the new one,
/// [`Code::VaultReadOnly`].
pub fn change_passphrase(
    vault: &mut Vault,
    current: &Passphrase,
    new: &Passphrase,
    cost: KdfCost,
    now: Timestamp,
) -> Outcome<()> {
    accept_passphrase(new)?;
    if new.same_as(current) {
        return Err(Code::PassphraseUnchanged.into());
    }
    let administrator = vault.administrator().to_owned();
    vault.change_passphrase(&administrator, current, new, cost, now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_holds_for_length_and_for_guessability() {
        let cases = [
            ("", false),
            ("12345", false),
            ("Tr0ub4dor&3", false),
            ("passwordpassword", false),
            ("aaaaaaaaaaaaaaaaaaaaaaaa", false),
            ("abcdefghijklmnop", false),
            ("correct horse battery staple", true),
            ("vivid-otter-lantern-quarry-88", true),
            ("密码很长而且没有人会猜到它的样子", true),
        ];
        for (text, accepted) in cases {
            let strength = measure(&Passphrase::new(text.into()));
            assert_eq!(strength.accepted, accepted, "{text}: {strength:?}");
        }
    }

    #[test]
    fn a_megabyte_of_text_is_judged_in_a_moment() {
        let long = measure(&Passphrase::new("x9 ".repeat(1_000_000)));
        assert!(!long.accepted, "longer than anything that can be typed back");
    }
}
