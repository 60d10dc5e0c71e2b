use super::material::{Ca, KINDS, passphrase, passwords};
use crate::{Contents, OpenPolicy, Preset, open, write, write::ROUNDS};
use openssl::pkcs12::Pkcs12;

/// The vendored library is a reader of another maker, and one that knows PBMAC1. It does not load RC2 here, so the
/// legacy preset is shown to its command line in `tests/interop`.
#[test]
fn openssl_opens_what_is_written_and_its_key_fits_its_certificate() {
    for kind in KINDS {
        let ca = Ca::new(kind);
        for preset in [Preset::Modern, Preset::Fips] {
            for (name, password) in passwords() {
                let file = Pkcs12::from_der(&ca.file(preset, &password, 3)).unwrap();
                let parsed = file.parse2(&password).unwrap_or_else(|why| panic!("{preset} {kind} {name}: {why}"));
                let (key, certificate) = (parsed.pkey.unwrap(), parsed.cert.unwrap());
                assert!(key.public_eq(&certificate.public_key().unwrap()), "{preset} {kind} {name}");
                assert_eq!(parsed.ca.map(|others| others.len()), Some(2), "{preset} {kind} {name}");
                assert!(file.parse2("another").is_err(), "{preset} {kind} {name}");
            }
        }
    }
}

#[test]
fn a_file_with_all_its_rounds_is_proven_by_both() {
    let ca = Ca::new("p384");
    let contents = Contents { key: &ca.key, key_name: "CA", certificates: &ca.certificates() };
    for preset in [Preset::Modern, Preset::Fips] {
        let file = write(&contents, preset, &passphrase("secret")).unwrap();
        assert_eq!(crate::inspect(&file).unwrap().total_rounds, 3 * u64::from(ROUNDS), "{preset}");
        assert_eq!(open(&file, &passphrase("secret"), OpenPolicy::default()).unwrap().keys.len(), 1, "{preset}");
        Pkcs12::from_der(&file).unwrap().parse2("secret").unwrap();
    }
}
