//! RSASSA-PSS (RFC 4055), which other programs sign with: read and verified here, never written.

use crate::bench::*;
use orgkey_types::Code;
use orgkey_x509::*;

/// A key of either kind that may sign so, and how openssl is told to.
const KEYS: &[(&str, &str, &str)] = &[
    ("an RSA key", "rsa:2048", "rsa2048"),
    ("a key for RSASSA-PSS alone", "rsa-pss -pkeyopt rsa_keygen_bits:2048", "rsa-pss2048"),
];
const PSS: &str = "-sha384 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:48";

fn one(judge: &Judge, file: &str) -> Found {
    read_any(&judge.get(file)).unwrap().remove(0)
}

fn certificate(judge: &Judge, file: &str) -> Certificate {
    let Found::Certificate(certificate) = one(judge, file) else { panic!("{file} is no certificate") };
    certificate
}

#[test]
fn a_certificate_that_is_signed_with_pss_is_verified_by_itself_and_in_a_chain() {
    for (what, key, algorithm) in KEYS {
        let judge = Judge::new();
        judge.agrees(&format!(
            "req -x509 -newkey {key} {PSS} -nodes -keyout ca.key -subj /CN=Root -days 30 -out ca.pem"
        ));
        judge.agrees(
            "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout leaf.key -subj /CN=Leaf -out leaf.csr",
        );
        judge.agrees(&format!("x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key {PSS} -days 9 -out leaf.pem"));
        let (root, leaf) = (certificate(&judge, "ca.pem"), certificate(&judge, "leaf.pem"));
        assert!(root.is_self_signed() && leaf.is_signed_by(root.public_key()), "{what}");
        assert_eq!(root.public_key().algorithm(), *algorithm);
        let today = root.validity().not_before.plus_seconds(60);
        let verdict = validate(&leaf, &[], std::slice::from_ref(&root), &[], today);
        assert!(verdict.is_valid(), "{what}: {:?}", verdict.first());
        let mut changed = leaf.der().to_vec();
        *changed.last_mut().unwrap() ^= 1;
        assert!(!Certificate::from_der(&changed).unwrap().is_signed_by(root.public_key()), "{what}");
    }
}

#[test]
fn a_request_that_is_signed_with_pss_is_verified_and_issued_unless_its_key_is_for_pss_alone() {
    for (what, key, algorithm) in KEYS {
        let judge = Judge::new();
        judge.agrees(&format!("req -newkey {key} {PSS} -nodes -keyout key.pem -subj /CN=www.example.org -out ask.csr"));
        let Found::Request(asked) = one(&judge, "ask.csr") else { panic!("no request") };
        assert_eq!(asked.signature_holds(), Ok(()), "{what}");
        let ca = ca(KeyKind::P256, "CN=Root");
        let wanted = issuance(Template::Server, "CN=www.example.org");
        let issued = issue(&ca.issuer(), Applicant::Request(&asked), &wanted);
        match *algorithm {
            "rsa2048" => assert!(issued.unwrap().is_signed_by(ca.root.public_key())),
            // Few programs read such a key; whoever has one asks again with another.
            _ => assert_eq!(issued.unwrap_err().code, Code::AlgorithmUnsupported),
        }
        let mut changed = asked.der().to_vec();
        *changed.last_mut().unwrap() ^= 1;
        let refused = Request::from_der(&changed).unwrap().signature_holds();
        assert_eq!(refused.unwrap_err().code, Code::RequestSignatureWrong, "{what}");
    }
}
