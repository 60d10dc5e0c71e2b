use super::material::passphrase;
use crate::{MacKind, OpenPolicy, inspect, open};
use base64::{Engine, engine::general_purpose::STANDARD};
use orgkey_types::Code;

/// The files of RFC 9879 appendix A with the password that it gives, and what becomes of them.
#[rustfmt::skip]
const FILES: [(&str, &str, Result<&str, Code>); 6] = [
    ("A.1", include_str!("rfc9879/a1.b64"), Ok("HMAC-SHA-256, PBKDF2 with HMAC-SHA-256")),
    ("A.2", include_str!("rfc9879/a2.b64"), Ok("HMAC-SHA-256, PBKDF2 with HMAC-SHA-512")),
    ("A.3", include_str!("rfc9879/a3.b64"), Ok("HMAC-SHA-512, PBKDF2 with HMAC-SHA-512")),
    ("A.4: wrong rounds",      include_str!("rfc9879/a4.b64"), Err(Code::MacWrongOrDamaged)),
    ("A.5: wrong salt",        include_str!("rfc9879/a5.b64"), Err(Code::MacWrongOrDamaged)),
    ("A.6: no length of key",  include_str!("rfc9879/a6.b64"), Err(Code::MacKeyShort)),
];

#[test]
fn the_good_vectors_of_rfc_9879_open_and_the_bad_ones_do_not() {
    for (name, text, expected) in FILES {
        let file = STANDARD.decode(text.split_whitespace().collect::<String>()).unwrap();
        let opened = open(&file, &passphrase("1234"), OpenPolicy::default()).map_err(|failure| failure.code);
        match expected {
            Err(code) => assert_eq!(opened.err(), Some(code), "{name}"),
            Ok(algorithm) => {
                let mac = inspect(&file).unwrap().mac.unwrap();
                assert_eq!((mac.algorithm.as_str(), mac.kind), (algorithm, MacKind::Pbmac1), "{name}");
                let opened = opened.unwrap_or_else(|code| panic!("{name}: {code:?}"));
                assert_eq!((opened.keys.len(), opened.certificates.len()), (1, 1), "{name}");
                assert_eq!(opened.keys[0].local_key_id, opened.certificates[0].local_key_id, "{name}");
                let wrong = open(&file, &passphrase("12345"), OpenPolicy::default()).unwrap_err();
                assert_eq!(wrong.code, Code::WrongPassphrase, "{name}");
            }
        }
    }
}
