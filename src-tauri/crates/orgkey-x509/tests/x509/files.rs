use crate::bench::*;
use orgkey_types::Code;
use orgkey_x509::*;

fn kinds(found: &[Found]) -> Vec<&'static str> {
    let kind = |found: &Found| match found {
        Found::Certificate(_) => "certificate",
        Found::Request(_) => "request",
        Found::RevocationList(_) => "list",
        Found::PrivateKey(_) => "key",
        Found::Pkcs12(_) => "pfx",
    };
    found.iter().map(kind).collect()
}

#[test]
fn everything_is_found_in_any_mix_of_pem_der_p7b_and_pfx() {
    let ca = ca(KeyKind::P256, "CN=Root");
    let leaf = ca.issue(ca.key.public(), &issuance(Template::Server, "CN=Leaf"));
    let asked = Request::from_der(&request(&ca.key, &name("CN=x"), &Wanted::default()).unwrap()).unwrap();
    let list = revocation_list(&ca.issuer(), 1, now(), now().plus_seconds(9), []).unwrap();
    let bundle = p7b(&[&ca.root, &leaf]);
    let judge = Judge::new();
    judge.put("key.der", ca.key.to_pkcs8().unwrap().expose()).put("root.pem", ca.root.pem());
    judge.agrees("pkey -inform DER -in key.der -out key.pem");
    judge.agrees("pkcs12 -export -inkey key.pem -in root.pem -passout pass:horse -out ca.pfx");
    judge.agrees("crl2pkcs7 -nocrl -certfile root.pem -out openssl.p7b");
    judge.put("ours.p7b", &bundle);
    assert_eq!(judge.agrees("pkcs7 -inform DER -in ours.p7b -print_certs -noout").matches("subject=").count(), 2);
    let key_pem = judge.get("key.pem");
    let text = |parts: &[&[u8]]| parts.concat();
    let notes = b"Bag Attributes\n    friendlyName: x\n".as_slice();
    let dos = ca.root.pem().replace('\n', "\r\n");
    let bare: String = ca.root.pem().lines().filter(|line| !line.starts_with('-')).collect();
    let rows: Vec<(&str, Vec<u8>, &[&str])> = vec![
        ("one PEM", ca.root.pem().into(), &["certificate"]),
        (
            "a PEM bundle with notes",
            text(&[notes, leaf.pem().as_bytes(), notes, ca.root.pem().as_bytes(), &key_pem]),
            &["certificate", "certificate", "key"],
        ),
        ("line ends of another system", dos.into(), &["certificate"]),
        ("DER after DER", text(&[leaf.der(), list.der(), asked.der()]), &["certificate", "list", "request"]),
        ("request and list in PEM", text(&[asked.pem().as_bytes(), list.pem().as_bytes()]), &["request", "list"]),
        ("our P7B", bundle.clone(), &["certificate", "certificate"]),
        ("P7B of openssl, PEM", judge.get("openssl.p7b"), &["certificate"]),
        ("a PFX", judge.get("ca.pfx"), &["pfx"]),
        ("a key in DER", judge.get("key.der"), &["key"]),
        ("Base64 without lines around it", bare.into(), &["certificate"]),
        (
            "public parameters are passed over",
            text(&[b"-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n", &key_pem]),
            &["key"],
        ),
    ];
    for (what, bytes, expected) in rows {
        assert_eq!(kinds(&read_any(&bytes).unwrap_or_else(|failure| panic!("{what}: {failure}"))), expected, "{what}");
    }
}

#[test]
fn what_is_nothing_of_that_or_damaged_has_its_own_message() {
    let ca = ca(KeyKind::P256, "CN=Root");
    let der = ca.root.der();
    let pem = ca.root.pem();
    let rows: Vec<(&str, Vec<u8>, Code)> = vec![
        ("nothing", Vec::new(), Code::NotX509),
        ("text", b"hello".to_vec(), Code::NotX509),
        ("a picture", b"\x89PNG\r\n\x1a\n".to_vec(), Code::NotX509),
        ("only parameters", b"-----BEGIN X-----\nAAAA\n-----END X-----\n".to_vec(), Code::NotX509),
        ("half a certificate", der[..der.len() / 2].to_vec(), Code::FileTruncated),
        ("half a PEM", pem.as_bytes()[..pem.len() / 2].to_vec(), Code::FileTruncated),
        ("PEM with a hole", pem.replace("MII", "M!I").into_bytes(), Code::CertificateDamaged),
        ("a DER of something else", vec![0x30, 3, 2, 1, 9], Code::NotX509),
        ("indefinite nonsense", vec![0x30, 0x80, 0x31, 0, 0, 0], Code::NotX509),
        ("a P7B cut off", p7b(&[&ca.root])[..200].to_vec(), Code::FileTruncated),
    ];
    for (what, bytes, code) in rows {
        assert_eq!(read_any(&bytes).unwrap_err().code, code, "{what}");
    }
}
