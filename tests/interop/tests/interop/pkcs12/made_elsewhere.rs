//! Files of other programs, in their default and their old forms, opened here.

use openssl::{pkey::PKey, x509::X509};
use orgkey_interop::pkcs12::{Ca, Gnutls, Gpgsm, Java, Nss, Openssl};
use orgkey_pkcs12::{Encoding, OpenPolicy, inspect, open};
use orgkey_types::Passphrase;

const ASCII: &str = "correct horse 42";
const UNICODE: &str = "p\u{e4}ssw\u{f6}rd-\u{5bc6}\u{7801}";
const BOTH: &[&str] = &[ASCII, UNICODE];

/// One key and its certificate come out, and belong together.
fn opens(what: &str, file: &[u8], password: &str) {
    let policy = OpenPolicy { accept_missing_mac: what.contains("-nomac") };
    let opened = open(file, &Passphrase::new(password.to_owned()), policy)
        .unwrap_or_else(|failure| panic!("{what} {password:?}: {failure}"));
    let [key] = opened.keys.as_slice() else { panic!("{what}: {} keys", opened.keys.len()) };
    let [certificate] = opened.certificates.as_slice() else { panic!("{what}: not one certificate") };
    let key = PKey::private_key_from_pkcs8(key.pkcs8.expose()).unwrap();
    let certificate = X509::from_der(&certificate.der).unwrap();
    assert!(certificate.public_key().unwrap().public_eq(&key), "{what} {password:?}");
    let seen = inspect(file).unwrap();
    let parts: Vec<_> = seen.safes.iter().filter_map(|safe| safe.encrypted.as_ref()).collect();
    eprintln!("{what} {password:?}: {:?}, {:?}, {parts:?}", seen.encoding, seen.mac);
    assert!(open(file, &Passphrase::new("granite whisper".into()), OpenPolicy::default()).is_err(), "{what}");
}

#[test]
fn files_of_openssl_are_read() {
    let forms: [&[&str]; 9] = [
        &[],
        &["-legacy"],
        &["-legacy", "-descert"],
        &["-keypbe", "AES-128-CBC", "-certpbe", "AES-192-CBC", "-macalg", "sha512"],
        &["-legacy", "-keypbe", "PBE-SHA1-RC2-128", "-certpbe", "PBE-SHA1-2DES", "-macalg", "sha1"],
        &["-legacy", "-keypbe", "PBE-SHA1-RC4-128", "-certpbe", "PBE-SHA1-RC4-40", "-macalg", "sha224"],
        &["-keypbe", "NONE", "-certpbe", "NONE", "-macalg", "sha384"],
        &["-nomac"],
        &["-nomaciter", "-noiter"],
    ];
    for kind in ["rsa2048", "p384", "ed25519"] {
        let ca = Ca::new(kind);
        for form in forms {
            for password in BOTH {
                opens(&format!("OpenSSL {kind} {form:?}"), &Openssl.make(&ca, password, form), password);
            }
        }
    }
}

#[test]
fn files_of_java_are_read() {
    let forms: [&[&str]; 2] = [&[], &["-J-Dkeystore.pkcs12.legacy"]];
    for algorithm in ["RSA", "EC", "Ed25519"] {
        for form in forms {
            // Java takes no other password than an ASCII one.
            opens(&format!("Java {algorithm} {form:?}"), &Java.make(algorithm, ASCII, form), ASCII);
        }
    }
}

#[test]
fn files_of_nss_are_read_with_their_indefinite_lengths() {
    let forms: [&[&str]; 5] = [
        &[],
        &["-c", "AES-256-CBC", "-C", "AES-128-CBC"],
        &[
            "-c",
            "PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC",
            "-C",
            "PKCS #12 V2 PBE With SHA-1 And 40 Bit RC2 CBC",
        ],
        &[
            "-c",
            "PKCS #12 V2 PBE With SHA-1 And 128 Bit RC2 CBC",
            "-C",
            "PKCS #12 V2 PBE With SHA-1 And 128 Bit RC2 CBC",
        ],
        &["-c", "PKCS #12 V2 PBE With SHA-1 And 128 Bit RC4", "-C", "none"],
    ];
    for kind in ["rsa2048", "p256"] {
        let ca = Ca::new(kind);
        for form in forms {
            for password in BOTH {
                let file = Nss.make(&Openssl.make(&ca, password, &[]), password, form);
                assert_eq!(inspect(&file).unwrap().encoding, Encoding::Ber);
                opens(&format!("NSS {kind} {form:?}"), &file, password);
            }
        }
    }
}

#[test]
fn files_of_gnutls_are_read() {
    let forms: [&[&str]; 5] = [
        &[],
        &["--pkcs-cipher=aes-256", "--hash=sha256"],
        &["--pkcs-cipher=3des-pkcs12"],
        &["--pkcs-cipher=rc2-40"],
        &["--pkcs-cipher=arcfour"],
    ];
    for kind in ["rsa2048", "p521", "ed25519"] {
        let ca = Ca::new(kind);
        for form in forms {
            for password in BOTH {
                opens(&format!("GnuTLS {kind} {form:?}"), &Gnutls.make(&ca, password, form), password);
            }
        }
    }
}

#[test]
fn files_of_gpgsm_are_read() {
    let ca = Ca::new("rsa2048");
    let file = Gpgsm.make(&Openssl.make(&ca, ASCII, &["-legacy"]), ASCII);
    opens("gpgsm", &file, ASCII);
}
