use super::material::{Ca, KINDS, passphrase, passwords};
use crate::{BagKind, Contents, Encoding, MacKind, OpenPolicy, Preset, inspect, open, write, write::ROUNDS};
use orgkey_types::Code;

#[test]
fn what_is_written_is_read_again_whatever_the_preset_the_key_and_the_password() {
    for kind in KINDS {
        let ca = Ca::new(kind);
        for preset in Preset::ALL {
            for (name, password) in passwords() {
                let file = ca.file(preset, &password, 3);
                let opened = open(&file, &passphrase(&password), OpenPolicy::default())
                    .unwrap_or_else(|failure| panic!("{preset} {kind} {name}: {failure}"));
                let [key] = opened.keys.as_slice() else { panic!("{preset} {kind} {name}: not one key") };
                assert_eq!(key.pkcs8.expose(), ca.key.expose(), "{preset} {kind} {name}");
                assert_eq!(key.friendly_name.as_deref(), Some("Organizational CA"));
                for (found, given) in opened.certificates.iter().zip(ca.certificates()) {
                    assert_eq!(found.der, given.der, "{preset} {kind} {name}");
                    assert_eq!(found.friendly_name.as_deref(), given.friendly_name, "{preset} {kind} {name}");
                    let expected = if given.matches_key { key.local_key_id.clone() } else { None };
                    assert_eq!(found.local_key_id, expected, "{preset} {kind} {name}");
                }
                assert_eq!((opened.certificates.len(), opened.other_bags), (3, 0), "{preset} {kind} {name}");
            }
        }
    }
}

#[test]
fn another_password_opens_nothing() {
    let ca = Ca::new("p256");
    let rows = [
        ("correct horse 42", &["", "correct horse 43", "Correct horse 42", "correct horse 42 "][..]),
        ("Caf\u{e9}", &["Cafe\u{301}", "Cafe", "caf\u{e9}"]),
        ("\u{1f511}", &["\u{f511}", "\u{fffd}", "\u{1f512}"]),
        ("", &[" "]),
    ];
    for preset in Preset::ALL {
        for (password, others) in rows {
            let file = ca.file(preset, password, 3);
            open(&file, &passphrase(password), OpenPolicy::default()).unwrap();
            for other in others {
                let failure = open(&file, &passphrase(other), OpenPolicy::default()).unwrap_err();
                assert_eq!(failure.code, Code::WrongPassphrase, "{preset}: {other:?} for {password:?}");
            }
        }
    }
}

/// Preset, the MAC, its kind, the certificates' encryption, the key's.
#[rustfmt::skip]
const ALGORITHMS: [(Preset, &str, MacKind, &str, &str); 3] = [
    (Preset::Modern, "HMAC-SHA-256", MacKind::Classic, "AES-256-CBC, PBKDF2 with HMAC-SHA-256", "AES-256-CBC, PBKDF2 with HMAC-SHA-256"),
    (Preset::Legacy, "HMAC-SHA-1", MacKind::Classic, "RC2-40-CBC, PKCS#12 derivation with SHA-1", "3DES-CBC, PKCS#12 derivation with SHA-1"),
    (Preset::Fips, "HMAC-SHA-256, PBKDF2 with HMAC-SHA-256", MacKind::Pbmac1, "AES-256-CBC, PBKDF2 with HMAC-SHA-256", "AES-256-CBC, PBKDF2 with HMAC-SHA-256"),
];

#[test]
fn nothing_is_written_that_could_not_be_opened() {
    let ca = Ca::new("p256");
    let with = |certificates| Contents { key: &ca.key, key_name: "CA", certificates };
    let certificates = ca.certificates();
    for (contents, password) in [(with(&[]), "secret"), (with(&certificates), "sec\0ret")] {
        for preset in Preset::ALL {
            let refused = write(&contents, preset, &passphrase(password)).unwrap_err();
            assert_eq!(refused.code, Code::InvalidArgument, "{preset} {password:?}");
        }
    }
}

#[test]
fn a_file_tells_its_algorithms_and_rounds_without_its_password() {
    let ca = Ca::new("ed25519");
    for (preset, mac, mac_kind, certificates, key) in ALGORITHMS {
        let rounds = if preset == Preset::Legacy { 2_048 } else { u64::from(ROUNDS) };
        let seen = inspect(&ca.file(preset, "secret", ROUNDS)).unwrap();
        assert_eq!((seen.encoding, seen.total_rounds), (Encoding::Der, 3 * rounds), "{preset}");
        let found = seen.mac.unwrap();
        assert_eq!((found.algorithm.as_str(), found.rounds, found.kind), (mac, rounds, mac_kind), "{preset}");
        let [hidden, plain] = seen.safes.as_slice() else { panic!("{preset}: not two parts") };
        assert_eq!(hidden.encrypted.as_ref().map(|found| found.algorithm.as_str()), Some(certificates), "{preset}");
        assert!(plain.encrypted.is_none() && seen.plain_certificates.is_empty(), "{preset}");
        let [bag] = plain.bags.as_slice() else { panic!("{preset}: not one bag") };
        assert_eq!(bag.kind, BagKind::ShroudedKey, "{preset}");
        assert_eq!(bag.protection.as_ref().map(|found| found.algorithm.as_str()), Some(key), "{preset}");
    }
}

#[test]
fn two_files_of_the_same_contents_share_no_salt() {
    let ca = Ca::new("p256");
    for preset in Preset::ALL {
        assert_ne!(ca.file(preset, "secret", 3), ca.file(preset, "secret", 3), "{preset}");
    }
}
