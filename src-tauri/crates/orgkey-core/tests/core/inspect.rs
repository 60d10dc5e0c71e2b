//! Inspect: what a file is, without a vault and without a passphrase.

use crate::export::{keypair_to, public_to};
use orgkey_core::{ContentKind, ExportKey, Preset, Silent, export_key, inspect_file};
use orgkey_test_support::{FILE_PASSPHRASE, NOW, Place, fixture_path, refusal, words};
use orgkey_types::{Code, SecretPart};

#[test]
fn our_own_files_say_what_they_are_and_how_they_are_protected() {
    let (place, mut vault, key) = Place::with_key();
    let passphrase = words(FILE_PASSPHRASE);
    for (preset, derivation, cipher) in [
        (Preset::Modern, "Argon2id, 64 MiB, 3 passes", "AES-256 OCB"),
        (Preset::Compatible, "SHA-256, 65,011,712 octets", "AES-256 CFB"),
    ] {
        let target = place.path(preset.name());
        export_key(&mut vault, &ExportKey { preset, ..keypair_to(&target, &passphrase) }, &Silent, NOW).unwrap();
        let file = inspect_file(&target, NOW).unwrap();
        assert_eq!((file.file_name.as_str(), file.bytes), (preset.name(), std::fs::metadata(&target).unwrap().len()));
        let found = &file.open_pgp().unwrap().keys[0].summary;
        assert_eq!(found.fingerprint, key.stored.summary.fingerprint);
        for part in &found.components {
            let SecretPart::Protected(protection) = &part.secret else { panic!("{preset:?}: {:?}", part.secret) };
            assert_eq!(
                (protection.derivation.as_str(), protection.cipher.as_str(), protection.weak),
                (derivation, cipher, false)
            );
        }
    }
    let public = place.path("public.asc");
    export_key(&mut vault, &public_to(&public), &Silent, NOW).unwrap();
    let found = inspect_file(&public, NOW).unwrap().open_pgp().unwrap().keys.remove(0).summary;
    assert!(found.components.iter().all(|part| part.secret == SecretPart::Absent));
}

#[test]
fn files_of_others_say_what_they_are() {
    let cases = [
        ("ed25519.asc", ContentKind::Keys, 1),
        ("two-keys-public.pgp", ContentKind::Keys, 2),
        ("desktop.asc", ContentKind::Keys, 1),
        ("message.asc", ContentKind::Message, 0),
        ("signature.sig", ContentKind::Signature, 0),
        ("revocation.asc", ContentKind::Revocation, 0),
    ];
    for (name, kind, keys) in cases {
        let contents = inspect_file(&fixture_path(name), NOW).unwrap().open_pgp().unwrap();
        assert_eq!((contents.kind, contents.keys.len()), (kind, keys), "{name}");
    }
}

#[test]
fn what_cannot_be_read_is_refused_for_its_own_reason() {
    let place = Place::empty();
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(place.path(name), bytes).unwrap();
        place.path(name)
    };
    let cases = [
        (write("text", b"Dear all, the keys are in the safe."), Code::NotOpenPgp),
        (write("empty", b""), Code::NotOpenPgp),
        (write("report", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), Code::NotOpenPgp),
        (write("archive", b"PK\x03\x04\x14\0\0\0"), Code::NotOpenPgp),
        (place.path("nothing"), Code::FileNotFound),
        (place.path("."), Code::NotAFile),
    ];
    for (path, code) in cases {
        assert_eq!(refusal(inspect_file(&path, NOW)).code, code, "{}", path.display());
    }
    let large = std::fs::File::create(place.path("large")).unwrap();
    large.set_len((64 << 20) + 1).unwrap();
    assert_eq!(refusal(inspect_file(&place.path("large"), NOW)).code, Code::FileTooLarge);
}
