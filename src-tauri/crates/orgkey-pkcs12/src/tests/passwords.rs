use super::{craft::*, material::passphrase};
use crate::{OpenPolicy, hash::Hash, open};
use orgkey_types::Code;

const HASHES: [Hash; 5] = [Hash::Sha1, Hash::Sha224, Hash::Sha256, Hash::Sha384, Hash::Sha512];

/// What was typed, what another program made of it, and whether the two belong together.
#[rustfmt::skip]
const ROWS: [(&str, &[u8], bool); 8] = [
    ("",          &[0, 0],                         true),  // empty
    ("",          &[],                             true),  // null
    ("a",         &[],                             false),
    ("a",         &[0, b'a', 0, 0],                true),
    ("\u{e9}",    &[0, 0xe9, 0, 0],                true),
    ("\u{e9}",    &[0, 0xc3, 0, 0xa9, 0, 0],       true),  // OpenSSL before 1.1
    ("\u{1f511}", &[0xd8, 0x3d, 0xdd, 0x11, 0, 0], true),
    ("\u{1f511}", &[0xf5, 0x11, 0, 0],             false),
];

#[test]
fn a_password_is_tried_as_the_programs_of_the_field_spell_it() {
    for (typed, octets, fits) in ROWS {
        for hash in HASHES {
            let file = pfx(&[plain(&[certificate_bag(b"certificate")])], |safes| classic_mac(hash, octets, safes));
            let opened = open(&file, &passphrase(typed), OpenPolicy::default()).map_err(|failure| failure.code);
            let expected = if fits { None } else { Some(Code::WrongPassphrase) };
            assert_eq!(opened.err(), expected, "{typed:?} as {octets:02x?} with {}", hash.name());
        }
    }
}

#[test]
fn a_file_without_mac_is_opened_only_on_purpose() {
    let file = pfx(&[plain(&[certificate_bag(b"certificate")])], no_mac);
    let refused = open(&file, &passphrase(""), OpenPolicy::default()).unwrap_err();
    assert_eq!(refused.code, Code::MacMissing);
    let opened = open(&file, &passphrase(""), OpenPolicy { accept_missing_mac: true }).unwrap();
    assert_eq!(opened.certificates[0].der, b"certificate");
}

#[test]
fn a_changed_file_is_told_from_a_wrong_password_where_something_decrypts() {
    let content = sequence(&[&certificate_bag(b"certificate")]);
    let mut file = pfx(&[encrypted(&content)], |safes| classic_mac(Hash::Sha256, &[0, b'x', 0, 0], safes));
    let salt = file.windows(8).rposition(|window| window == b"saltsalt").unwrap();
    file[salt - 4] ^= 1;
    for (password, code) in [("x", Code::MacWrongOrDamaged), ("y", Code::WrongPassphrase)] {
        let refused = open(&file, &passphrase(password), OpenPolicy { accept_missing_mac: true }).unwrap_err();
        assert_eq!(refused.code, code, "{password}");
    }
}
