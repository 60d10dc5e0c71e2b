//! What is nearly the passphrase is not the passphrase.

use crate::craft::{NOW, PASSPHRASE, cheap_argon2, cheap_s2k, cheaply_protected, passphrase, small_key};
use openpgp::types::AEADAlgorithm;
use orgkey_openpgp::{Preset, inspect, keypair_file, unlock};
use orgkey_types::Code;
use sequoia_openpgp as openpgp;

fn attempt(file: &[u8], words: &str) -> Option<Code> {
    let found = inspect(file, NOW).unwrap().keys.pop().unwrap();
    unlock(found, Some(&passphrase(words)), NOW).err().map(|failure| failure.code)
}

#[test]
fn near_misses_are_wrong_passphrases_in_both_presets() {
    let keypair = small_key();
    for preset in [Preset::Modern, Preset::Compatible] {
        let right = "Caf\u{e9} \u{1F40E} 42";
        let file = keypair_file(&keypair, preset, &passphrase(right)).unwrap();
        assert_eq!(attempt(&file, right), None);
        let misses = [
            "Cafe\u{301} \u{1F40E} 42",
            "caf\u{e9} \u{1F40E} 42",
            "Caf\u{e9} \u{1F40E} 42 ",
            "Caf\u{e9} \u{1F40E} 42\0",
            "Caf\u{e9} \u{1F40E} 4",
            "",
        ];
        for miss in misses {
            assert_eq!(attempt(&file, miss), Some(Code::WrongPassphrase), "{miss:?}");
        }
    }
}

#[test]
fn a_thousand_wrong_passphrases_open_nothing() {
    let keypair = small_key();
    for (s2k, mode) in [(cheap_s2k(), None), (cheap_argon2(), Some(AEADAlgorithm::OCB))] {
        let file = cheaply_protected(&keypair, s2k, mode);
        assert_eq!(attempt(&file, PASSPHRASE), None);
        for number in 0..1000 {
            assert_eq!(attempt(&file, &format!("guess {number}")), Some(Code::WrongPassphrase));
        }
    }
}

#[test]
fn passphrases_of_any_length_and_script_work() {
    let keypair = small_key();
    for words in ["x".repeat(4096).as_str(), "密码", "\u{1F40E}", " ", "tab\tand\\backslash"] {
        let file = keypair_file(&keypair, Preset::Compatible, &passphrase(words)).unwrap();
        assert_eq!(attempt(&file, words), None, "{words:?}");
    }
}

#[test]
fn no_passphrase_and_no_secret_show_in_debug_output() {
    let keypair = small_key();
    let file = cheaply_protected(&keypair, cheap_s2k(), None);
    let shown = format!("{keypair:?} {:?}", inspect(&file, NOW).unwrap());
    let secret = format!("{:?}", &keypair.secrets().expose()[keypair.secrets().len() - 34..][..16]);
    assert!(!shown.contains(secret.trim_matches(['[', ']'])));
    assert!(shown.contains("secrets: Secret"));
}
