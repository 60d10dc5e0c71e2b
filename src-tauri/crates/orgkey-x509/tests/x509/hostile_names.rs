use crate::bench::*;
use crate::keys::tlv;
use orgkey_types::Code;
use orgkey_x509::*;
use x509_parser::prelude::FromDer;

/// Roots of another maker: subject lines for openssl, and which string types it is to use.
const ROOTS: &[(&str, &str, &str)] = &[
    ("two OU", "/O=Example/OU=one/OU=two/CN=Root", "utf8only"),
    ("two DC", "/DC=org/DC=example/CN=Root", "utf8only"),
    ("multi-valued RDN", "/O=Example/CN=Root+UID=7+serialNumber=12", "utf8only"),
    ("Teletex", "/O=M\u{fc}ller/CN=Root", "default"),
    ("BMPString", "/O=\u{65e5}\u{672c}/CN=Root", "default"),
    ("PrintableString", "/C=DE/O=Example/CN=Root", "default"),
    ("spaces and signs", "/O=Example, Ltd. <x> \"y\"; #z/CN= Root ", "utf8only"),
    ("mail in the name", "/CN=Root/emailAddress=ca@example.org", "utf8only"),
];

fn root_of_openssl(judge: &Judge, subject: &str, mask: &str) -> Ca {
    judge.put(
        "ca.cnf",
        format!(
            "[req]\ndistinguished_name=dn\nstring_mask={mask}\nutf8=yes\nx509_extensions=v3\n[dn]\n[v3]\n\
             basicConstraints=critical,CA:TRUE\nsubjectKeyIdentifier=hash\nkeyUsage=critical,keyCertSign,cRLSign\n"
        ),
    );
    let words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key"];
    let more = ["-config", "ca.cnf", "-utf8", "-multivalue-rdn", "-subj", subject, "-days", "3650", "-out", "ca.pem"];
    let (good, text) = judge.runs(&[words.as_slice(), more.as_slice()].concat());
    assert!(good, "{text}");
    let found = read_any(&judge.get("ca.pem")).unwrap();
    let Some(Found::Certificate(root)) = found.into_iter().next() else { panic!("no certificate") };
    Ca { key: PrivateKey::from_any(&judge.get("ca.key"), None).unwrap(), root }
}

#[test]
fn what_an_imported_ca_issues_carries_its_name_and_key_id_byte_for_byte() {
    for (what, subject, mask) in ROOTS {
        let judge = Judge::new();
        let ca = root_of_openssl(&judge, subject, mask);
        let begins = ca.root.validity().not_before;
        let valid = Validity { not_before: begins, not_after: begins.plus_seconds(86_400) };
        let wanted = Issuance { valid, ..issuance(Template::Server, "CN=Leaf") };
        let leaf = ca.issue(ca.key.public(), &wanted);
        assert_eq!(leaf.issuer().der(), ca.root.subject().der(), "{what}");
        assert_eq!(leaf.summary().authority_key_id, ca.root.summary().key_id, "{what}");
        let list = revocation_list(&ca.issuer(), 1, begins, begins.plus_seconds(86_400), []).unwrap();
        assert_eq!(list.issuer().der(), ca.root.subject().der(), "{what}");
        judge.put("leaf.pem", leaf.pem()).put("list.pem", list.pem());
        judge.agrees("verify -x509_strict -crl_check -CRLfile list.pem -CAfile ca.pem leaf.pem");
        // A second reader sees the same octets.
        let (_, root) = x509_parser::certificate::X509Certificate::from_der(ca.root.der()).unwrap();
        let (_, read) = x509_parser::certificate::X509Certificate::from_der(leaf.der()).unwrap();
        assert_eq!(root.subject().as_raw(), read.issuer().as_raw(), "{what}");
    }
}

#[test]
fn the_string_types_of_the_bench_are_those_it_claims() {
    let judge = Judge::new();
    for (subject, tag) in [("/O=M\u{fc}ller", 0x14), ("/O=\u{65e5}\u{672c}", 0x1e), ("/O=Example", 0x13)] {
        let ca = root_of_openssl(&judge, subject, "default");
        let value_tag = ca.root.subject().der()[11];
        assert_eq!(value_tag, tag, "{subject}");
        assert_eq!(ca.root.subject().to_string(), subject[1..].replace('/', ","), "read back as text");
    }
}

#[test]
fn a_key_id_that_is_not_sha1_of_the_key_is_kept() {
    let judge = Judge::new();
    judge.put(
        "ca.cnf",
        "[req]\ndistinguished_name=dn\nx509_extensions=v3\n[dn]\n[v3]\nbasicConstraints=critical,CA:TRUE\n\
         subjectKeyIdentifier=0102030405\nkeyUsage=critical,keyCertSign,cRLSign\n",
    );
    judge.agrees("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -config ca.cnf -subj /CN=Odd -days 10 -outform DER -out ca.der");
    let root = Certificate::from_der(&judge.get("ca.der")).unwrap();
    let ca = Ca { key: PrivateKey::from_any(&judge.get("ca.key"), None).unwrap(), root };
    let wanted = Issuance { valid: ca.root.validity(), ..issuance(Template::Client, "CN=Leaf") };
    let leaf = ca.issue(ca.key.public(), &wanted);
    assert_eq!(leaf.summary().authority_key_id.as_deref(), Some("0102030405"));
    let end = ca.root.validity().not_after;
    let list = revocation_list(&ca.issuer(), 7, ca.root.validity().not_before, end, []).unwrap();
    assert_eq!(list.authority_key_id().as_deref(), Some(&[1, 2, 3, 4, 5][..]));
}

#[test]
fn a_leaf_with_an_empty_name_verifies_by_its_critical_alternative_name() {
    let ca = ca(KeyKind::P256, "CN=Root");
    let wanted = Issuance { subject: Some(Name::empty()), ..issuance(Template::Server, "CN=x") };
    let leaf = ca.issue(ca.key.public(), &wanted);
    assert!(leaf.subject().is_empty());
    let judge = Judge::new();
    judge.put("root.pem", ca.root.pem()).put("leaf.pem", leaf.pem());
    judge.agrees(&format!("verify -x509_strict {} -CAfile root.pem leaf.pem", attime()));
    assert!(judge.agrees("x509 -in leaf.pem -noout -text").contains("Subject Alternative Name: critical"));
    let nameless = Issuance { san: Vec::new(), template: Template::Client, ..wanted };
    let refused = issue(&ca.issuer(), Applicant::Key(ca.key.public()), &nameless);
    assert_eq!(refused.unwrap_err().code, Code::NamesMissing);
}

#[test]
fn a_name_with_strings_that_no_library_writes_is_kept_and_shown() {
    // UniversalString, an unsorted SET, a value that is no string, Teletex with high octets.
    let attribute = |kind: &[u8], value: Vec<u8>| tlv(0x30, &[tlv(0x06, kind), value].concat());
    let universal = attribute(&[0x55, 4, 10], tlv(0x1c, &[0, 0, 0, 0x41, 0, 1, 0xf6, 0]));
    let unsorted = [attribute(&[0x55, 4, 11], tlv(0x0c, b"zz")), attribute(&[0x55, 4, 3], tlv(0x0c, b"aa"))].concat();
    let no_string = attribute(&[0x55, 4, 7], tlv(0x02, &[5]));
    let teletex = attribute(&[0x55, 4, 8], tlv(0x14, &[0xfc, 0x41]));
    let of = |sets: &[&Vec<u8>]| {
        let sets: Vec<u8> = sets.iter().flat_map(|set| tlv(0x31, set)).collect();
        Name::from_der(&tlv(0x30, &sets)).unwrap()
    };
    let shown = of(&[&universal, &unsorted, &no_string, &teletex]).to_string();
    assert_eq!(shown, "ST=\u{fc}A,L=#020105,OU=zz+CN=aa,O=A\u{1f600}");
    // OpenSSL takes all of these but the one that is no string.
    let subject = of(&[&universal, &unsorted, &teletex]);
    let key = PrivateKey::generate(KeyKind::P256).unwrap();
    let profile = CaProfile { subject: subject.clone(), valid: years(2), path_len: None };
    let root = self_signed(&key, &profile, &serial()).unwrap();
    let ca = Ca { key, root };
    let leaf = ca.issue(ca.key.public(), &issuance(Template::Client, "CN=Leaf"));
    assert_eq!(leaf.issuer(), &subject);
    let asked = Request::from_der(&request(&ca.key, &subject, &Wanted::default()).unwrap()).unwrap();
    assert_eq!(asked.subject(), &subject);
    asked.signature_holds().unwrap();
    let judge = Judge::new();
    judge.put("root.pem", ca.root.pem()).put("leaf.pem", leaf.pem());
    judge.agrees(&format!("verify {} -CAfile root.pem leaf.pem", attime()));
}

#[test]
fn text_becomes_a_name_and_the_name_the_same_text() {
    let rows = [
        ("CN=Example CA,O=Example,C=DE", "CN=Example CA,O=Example,C=DE"),
        ("cn = Example CA , o = Example", "CN=Example CA,O=Example"),
        ("CN=Root,OU=two,OU=one,DC=example,DC=org", "CN=Root,OU=two,OU=one,DC=example,DC=org"),
        ("CN=Root+UID=7", "CN=Root+UID=7"),
        ("CN=Ex\\, Ltd.\\+x,O=\\#a\\ ", "CN=Ex\\, Ltd.\\+x,O=\\#a\\ "),
        ("CN=\"a, b\"", "CN=a\\, b"),
        ("CN=M\\c3\\bcller", "CN=M\u{fc}ller"),
        ("2.5.4.10=Example", "O=Example"),
        ("OID.1.2.3=#0c0141", "1.2.3=#0c0141"),
        ("emailAddress=ca@example.org", "emailAddress=ca@example.org"),
    ];
    for (text, shown) in rows {
        assert_eq!(name(text).to_string(), shown, "{text}");
        assert_eq!(name(shown), name(text), "{text}");
    }
    let longest = "a".repeat(64);
    assert!(Name::parse(&format!("CN={longest}")).is_ok());
    let too_long = format!("CN={longest}a");
    let bad = [
        "",
        " ",
        "CN",
        "CN=",
        "=x",
        "C=DEU",
        "C=de",
        "C=D\u{cb}",
        "X=1",
        "CN=a,",
        "CN=a\\",
        "CN=\"a",
        "CN=a\u{7}",
        "CN=#zz",
        "CN=#0c05",
        "DC=\u{fc}",
        "CN=a,,O=b",
        "CN=\\ff",
        &too_long,
    ];
    for text in bad {
        assert_eq!(Name::parse(text).unwrap_err().code, Code::NameInvalid, "{text}");
    }
}

#[test]
fn new_names_use_the_string_types_that_rfc_5280_wants() {
    let parsed = name("CN=Root,serialNumber=12,DC=org,emailAddress=a@b.org,C=DE");
    let tags: Vec<u8> = parsed.der()[2..]
        .split(|octet| *octet == 0x31)
        .filter(|part| part.len() > 4)
        .map(|part| part[part[4] as usize + 5])
        .collect();
    assert_eq!(tags, [0x13, 0x16, 0x16, 0x13, 0x0c]);
    assert!(name("CN=Example  CA").same_as(&name("cn=example ca")) && name("CN=a") != name("CN=A"));
    assert!(!name("CN=a,O=b").same_as(&name("O=b,CN=a")));
}

/// What rcgen writes by itself, and pkilint calls fatal.
pub fn root_with_country_as_utf8() -> Certificate {
    let attribute = tlv(0x30, &[tlv(0x06, &[0x55, 4, 6]), tlv(0x0c, b"DE")].concat());
    let subject = Name::from_der(&tlv(0x30, &tlv(0x31, &attribute))).unwrap();
    let key = PrivateKey::generate(KeyKind::P256).unwrap();
    self_signed(&key, &CaProfile { subject, valid: years(1), path_len: None }, &serial()).unwrap()
}
