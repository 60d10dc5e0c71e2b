use crate::bench::*;
use orgkey_types::{Code, Passphrase};
use orgkey_x509::*;

#[test]
fn every_kind_of_key_comes_back_from_pkcs8_and_proves_itself() {
    for kind in KeyKind::ALL {
        let made = ca(*kind, "CN=Example CA,O=Example,C=DE");
        assert_eq!(made.key.algorithm(), kind.name());
        assert_eq!(kind.name().parse::<KeyKind>().unwrap(), *kind);
        let again = PrivateKey::from_pkcs8(&made.key.to_pkcs8().unwrap()).unwrap();
        assert_eq!(again.public(), made.key.public(), "{kind:?}");
        probe(&again, &made.root).unwrap();
        assert!(made.root.is_self_signed(), "{kind:?}");
        let other = PrivateKey::generate(KeyKind::P256).unwrap();
        assert_eq!(probe(&other, &made.root).unwrap_err().code, Code::CertificateMismatch, "{kind:?}");
        assert_eq!(Issuer::new(&made.root, &other).unwrap_err().code, Code::CertificateMismatch, "{kind:?}");
    }
}

#[test]
fn openssl_opens_what_is_made_and_what_openssl_makes_is_opened_in_all_its_forms() {
    let judge = Judge::new();
    judge.agrees("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.pem");
    judge.agrees("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out ec.pem");
    judge.agrees("genpkey -algorithm ED25519 -out ed.pem");
    judge.agrees("rsa -in rsa.pem -traditional -out rsa.1.pem");
    judge.agrees("rsa -in rsa.pem -traditional -outform DER -out rsa.1.der");
    judge.agrees("ec -in ec.pem -out ec.1.pem");
    judge.agrees("ec -in ec.pem -outform DER -out ec.1.der");
    judge.agrees("pkcs8 -topk8 -nocrypt -in rsa.pem -outform DER -out rsa.8.der");
    judge.agrees("pkcs8 -topk8 -v2 aes-256-cbc -passout pass:horse -in rsa.pem -out rsa.e.pem");
    judge.agrees(
        "pkcs8 -topk8 -v2 aes-128-cbc -v2prf hmacWithSHA1 -passout pass:horse -in ec.pem -outform DER -out ec.e.der",
    );
    judge.agrees("pkcs8 -topk8 -scrypt -passout pass:horse -in ed.pem -out ed.e.pem");
    judge.agrees("pkcs8 -topk8 -v1 PBE-SHA1-3DES -passout pass:horse -in rsa.pem -out rsa.v1.pem");
    judge.agrees("rsa -aes128 -traditional -passout pass:horse -in rsa.pem -out rsa.old.pem");
    let rows = [
        ("rsa.pem", "rsa2048", false),
        ("ec.pem", "p384", false),
        ("ed.pem", "ed25519", false),
        ("rsa.1.pem", "rsa2048", false),
        ("rsa.1.der", "rsa2048", false),
        ("ec.1.pem", "p384", false),
        ("ec.1.der", "p384", false),
        ("rsa.8.der", "rsa2048", false),
        ("rsa.e.pem", "rsa2048", true),
        ("ec.e.der", "p384", true),
        ("ed.e.pem", "ed25519", true),
        ("rsa.v1.pem", "rsa2048", true),
        ("rsa.old.pem", "rsa2048", true),
    ];
    let (right, wrong) = (Passphrase::new("horse".into()), Passphrase::new("house".into()));
    for (file, algorithm, encrypted) in rows {
        let bytes = judge.get(file);
        let found = read_any(&bytes).unwrap();
        let [Found::PrivateKey(key)] = found.as_slice() else { panic!("{file}: {found:?}") };
        assert_eq!(key.encrypted(), encrypted, "{file}");
        assert_eq!(key.open(Some(&right)).unwrap().algorithm(), algorithm, "{file}");
        let without = key.open(None).map(|key| key.algorithm());
        assert_eq!(without.is_err(), encrypted, "{file}");
        if encrypted {
            assert_eq!(without.unwrap_err().code, Code::PassphraseMissing, "{file}");
            assert_eq!(key.open(Some(&wrong)).unwrap_err().code, Code::WrongPassphrase, "{file}");
        }
    }
}

#[test]
fn opening_that_would_cost_too_much_is_refused_before_the_passphrase_is_used() {
    // EncryptedPrivateKeyInfo with the rounds, or the scrypt cost, in question; the rest is of no matter.
    let pbkdf2 = |rounds: &[u8]| {
        let salt = tlv(0x04, &[7; 8]);
        let count = tlv(0x02, rounds);
        let derivation = tlv(
            0x30,
            &[oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 5, 12]), tlv(0x30, &[salt, count].concat())].concat(),
        );
        encrypted(&derivation)
    };
    let scrypt = |numbers: &[&[u8]]| {
        let numbers: Vec<u8> = numbers.iter().flat_map(|number| tlv(0x02, number)).collect();
        let parameters = tlv(0x30, &[tlv(0x04, &[7; 8]), numbers].concat());
        encrypted(&tlv(0x30, &[oid(&[0x2b, 6, 1, 4, 1, 0xda, 0x47, 4, 11]), parameters].concat()))
    };
    let rows = [
        ("2^31-1 rounds", pbkdf2(&[0x7f, 0xff, 0xff, 0xff])),
        ("2^80 rounds", pbkdf2(&[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
        ("-1 rounds", pbkdf2(&[0xff])),
        ("0 rounds", pbkdf2(&[0])),
        ("scrypt of 1 TiB", scrypt(&[&[1, 0, 0, 0, 0], &[8], &[1]])),
        ("scrypt of p=2^30", scrypt(&[&[0x40, 0], &[8], &[0x40, 0, 0, 0]])),
        ("scrypt past 64 bits", scrypt(&[&[0x7f, 0, 0, 0, 0, 0, 0, 0], &[0x7f, 0xff], &[1]])),
    ];
    let typed = Passphrase::new("horse".into());
    for (what, bytes) in rows {
        assert_eq!(PrivateKey::from_any(&bytes, Some(&typed)).unwrap_err().code, Code::TooExpensive, "{what}");
        // As PEM, and with the head of the old encryption, which has no rounds to bound.
        let plain = pem("ENCRYPTED PRIVATE KEY", &bytes);
        let old = "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\n";
        for text in [plain.clone(), plain.replacen("KEY-----\n", old, 1)] {
            let refused = PrivateKey::from_any(text.as_bytes(), Some(&typed)).unwrap_err();
            assert_eq!(refused.code, Code::TooExpensive, "{what}: {text}");
        }
    }
}

#[test]
fn keys_that_nobody_should_certify_are_told_from_good_ones() {
    let judge = Judge::new();
    let make = |arguments: &str| {
        judge.agrees(&format!("{arguments} -out key.pem"));
        judge.agrees("pkey -in key.pem -pubout -outform DER -out key.der");
        PublicKey::from_spki(&judge.get("key.der")).unwrap().certifiable().map_err(|failure| failure.code)
    };
    let rows = [
        ("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024", Err(Code::RequestKeyWeak)),
        ("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048", Ok(())),
        ("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256", Ok(())),
        ("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp224r1", Err(Code::RequestKeyWeak)),
        ("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP256r1", Ok(())),
        ("genpkey -algorithm ED448", Ok(())),
        ("genpkey -algorithm X25519", Err(Code::AlgorithmUnsupported)),
        ("genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048", Err(Code::AlgorithmUnsupported)),
    ];
    for (arguments, expected) in rows {
        assert_eq!(make(arguments), expected, "{arguments}");
    }
}

pub fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let head: Vec<u8> = match length {
        0..=0x7f => vec![tag, length as u8],
        0x80..=0xff => vec![tag, 0x81, length as u8],
        0x100..=0xffff => vec![tag, 0x82, (length >> 8) as u8, length as u8],
        _ => vec![tag, 0x83, (length >> 16) as u8, (length >> 8) as u8, length as u8],
    };
    [head, content.to_vec()].concat()
}

fn oid(octets: &[u8]) -> Vec<u8> {
    tlv(0x06, octets)
}

/// EncryptedPrivateKeyInfo of PBES2 around a key derivation.
fn encrypted(derivation: &[u8]) -> Vec<u8> {
    let cipher = tlv(0x30, &[oid(&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 42]), tlv(0x04, &[9; 16])].concat());
    let scheme = oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 5, 13]);
    let algorithm = tlv(0x30, &[scheme, tlv(0x30, &[derivation.to_vec(), cipher].concat())].concat());
    tlv(0x30, &[algorithm, tlv(0x04, &[1; 48])].concat())
}
