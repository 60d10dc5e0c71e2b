use crate::bench::*;
use orgkey_types::Code;
use orgkey_x509::*;

/// Kinds that the openssl of the machine (3.0) knows.
const KNOWN: &[KeyKind] =
    &[KeyKind::Rsa2048, KeyKind::Rsa3072, KeyKind::P256, KeyKind::P384, KeyKind::P521, KeyKind::Ed25519];

#[test]
fn openssl_verifies_every_template_under_every_kind_of_key_strictly() {
    for kind in KNOWN {
        let ca = ca(*kind, "CN=Example Root,OU=Keys,O=Example,C=DE");
        let judge = Judge::new();
        judge.put("root.pem", ca.root.pem());
        for (template, purpose) in
            [(Template::Server, "sslserver"), (Template::Client, "sslclient"), (Template::Smime, "smimesign")]
        {
            let leaf = ca.issue(ca.key.public(), &issuance(template, "CN=Leaf,O=Example"));
            judge.put("leaf.pem", leaf.pem());
            let (strict, time) = ("-x509_strict -check_ss_sig", attime());
            judge.agrees(&format!("verify {strict} {time} -purpose {purpose} -CAfile root.pem leaf.pem"));
        }
        let below = ca.below("CN=Below,O=Example", Some(0));
        let leaf = below.issue(ca.key.public(), &issuance(Template::Server, "CN=Leaf"));
        judge.put("below.pem", below.root.pem()).put("leaf.pem", leaf.pem());
        judge.agrees(&format!("verify -x509_strict {} -CAfile root.pem -untrusted below.pem leaf.pem", attime()));
    }
}

#[test]
fn an_ml_dsa_ca_issues_and_its_chain_holds_in_our_own_openssl() {
    let ca = ca(KeyKind::MlDsa65, "CN=Lattice Root,O=Example,C=DE");
    let leaf_key = PrivateKey::generate(KeyKind::MlDsa65).unwrap();
    let asked = request(&leaf_key, &name("CN=Leaf"), &Wanted::default()).unwrap();
    let asked = Request::from_der(&asked).unwrap();
    asked.signature_holds().unwrap();
    let wanted = issuance(Template::Server, "CN=Leaf");
    let leaf = issue(&ca.issuer(), Applicant::Request(&asked), &wanted).unwrap();
    assert_eq!(leaf.summary().key_algorithm, "ml-dsa-65");
    assert_eq!(leaf.summary().signature_algorithm, "ML-DSA-65");
    let roots = [ca.root.clone()];
    assert!(validate(&leaf, &[], &roots, &[], now().plus_seconds(60)).is_valid());
    let list = revocation_list(&ca.issuer(), 1, now(), now().plus_seconds(60), []).unwrap();
    assert!(list.is_signed_by(ca.root.public_key()));
}

#[test]
fn requests_are_made_for_openssl_and_those_of_openssl_are_issued() {
    let names = ["CN=www.example.org,O=Example,C=DE", "CN=a,OU=one,OU=two,DC=example,DC=org", "CN=a+UID=7,O=Example"];
    for kind in KNOWN {
        for subject in names {
            let key = PrivateKey::generate(KeyKind::P256).unwrap();
            let key = if *kind == KeyKind::Rsa2048 { PrivateKey::generate(*kind).unwrap() } else { key };
            let wanted = Wanted { san: vec!["DNS:www.example.org".parse().unwrap()], ca: true };
            let der = request(&key, &name(subject), &wanted).unwrap();
            let read = Request::from_der(&der).unwrap();
            assert_eq!(read.subject(), &name(subject), "bytes of the name");
            assert!(read.wants_ca());
            assert_eq!(read.alternative_names(), wanted.san);
            let judge = Judge::new();
            judge.put("csr.pem", read.pem());
            let text = judge.agrees("req -in csr.pem -noout -verify -text -nameopt RFC2253");
            assert!(text.contains("DNS:www.example.org") && text.contains("CA:TRUE"), "{text}");
        }
    }
}

#[test]
fn a_request_of_openssl_with_anything_in_it_gets_what_the_template_says() {
    let judge = Judge::new();
    judge.put(
        "req.cnf",
        "[req]\ndistinguished_name=dn\nreq_extensions=ext\nprompt=no\n[dn]\nCN=host\n[ext]\nbasicConstraints=critical,CA:TRUE\n\
         keyUsage=keyCertSign\nsubjectAltName=DNS:a.example.org,IP:192.0.2.7,email:a@example.org,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:ada@corp\n\
         subjectKeyIdentifier=hash\nextendedKeyUsage=1.3.6.1.4.1.311.20.2.2\n1.2.3.4=critical,ASN1:UTF8String:strange\n",
    );
    judge.agrees("req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.pem -config req.cnf -outform DER -out r.der");
    let asked = Request::from_der(&judge.get("r.der")).unwrap();
    let ca = ca(KeyKind::P256, "CN=Root");
    let wanted = Issuance { subject: None, san: Vec::new(), ..issuance(Template::Server, "CN=x") };
    let leaf = issue(&ca.issuer(), Applicant::Request(&asked), &wanted).unwrap();
    let shown = leaf.summary();
    assert_eq!(
        (shown.is_ca, shown.key_usage, shown.extended_key_usage),
        (false, vec!["digitalSignature".into()], vec!["serverAuth".into()])
    );
    assert_eq!(shown.subject, "CN=host");
    assert_eq!(shown.subject_alternative_names.len(), 4);
    judge.put("root.pem", ca.root.pem()).put("leaf.pem", leaf.pem());
    judge.agrees(&format!("verify -x509_strict {} -CAfile root.pem leaf.pem", attime()));
    let text = judge.agrees("x509 -in leaf.pem -noout -text");
    assert!(text.contains("othername: UPN") || text.contains("ada@corp"), "{text}");
    assert!(!text.contains("strange"), "an extension that nobody decided on is not taken over");
}

#[test]
fn what_must_not_be_issued_is_refused_with_its_reason() {
    let ca = ca(KeyKind::P256, "CN=Root");
    let leaf_key = PrivateKey::generate(KeyKind::P256).unwrap();
    let asked =
        Request::from_der(&request(&leaf_key, &name("CN=www.example.org"), &Wanted::default()).unwrap()).unwrap();
    let mut broken = asked.der().to_vec();
    *broken.last_mut().unwrap() ^= 1;
    let broken = Request::from_der(&broken).unwrap();
    let weak = {
        let judge = Judge::new();
        judge.agrees("req -new -newkey rsa:1024 -nodes -keyout k.pem -subj /CN=weak -outform DER -out r.der");
        Request::from_der(&judge.get("r.der")).unwrap()
    };
    let good = issuance(Template::Server, "CN=www.example.org");
    let of = |change: fn(&mut Issuance)| {
        let mut changed = good.clone();
        change(&mut changed);
        changed
    };
    let rows: Vec<(&str, Applicant<'_>, Issuance, Code)> = vec![
        ("a broken signature", Applicant::Request(&broken), good.clone(), Code::RequestSignatureWrong),
        ("a weak key", Applicant::Request(&weak), good.clone(), Code::RequestKeyWeak),
        (
            "an end after the issuer's",
            Applicant::Request(&asked),
            of(|i| i.valid = years(11)),
            Code::ValidityOutsideIssuer,
        ),
        (
            "a begin before the issuer's",
            Applicant::Request(&asked),
            of(|i| i.valid.not_before = now().plus_seconds(-1)),
            Code::ValidityOutsideIssuer,
        ),
        (
            "an end before the begin",
            Applicant::Request(&asked),
            of(|i| i.valid.not_after = now().plus_seconds(-9)),
            Code::ValidityOutsideIssuer,
        ),
        (
            "mail without an address",
            Applicant::Request(&asked),
            of(|i| {
                i.template = Template::Smime;
                i.san.clear();
            }),
            Code::NamesMissing,
        ),
        (
            "a host that is none",
            Applicant::Request(&asked),
            of(|i| i.san = vec![AlternativeName::Dns("a b".into())]),
            Code::NameInvalid,
        ),
        (
            "a CA without name",
            Applicant::Key(leaf_key.public()),
            of(|i| {
                i.template = Template::SubordinateCa;
                i.subject = None;
            }),
            Code::NamesMissing,
        ),
        (
            "an address that is none",
            Applicant::Request(&asked),
            of(|i| i.crl_points = vec!["ca.crl".into()]),
            Code::InvalidArgument,
        ),
    ];
    for (what, applicant, wanted, code) in rows {
        assert_eq!(issue(&ca.issuer(), applicant, &wanted).unwrap_err().code, code, "{what}");
    }
    assert!(issue(&ca.issuer(), Applicant::Request(&asked), &good).is_ok());
}

#[test]
fn path_lengths_go_down_and_end() {
    let key = PrivateKey::generate(KeyKind::P256).unwrap();
    let profile = CaProfile { subject: name("CN=Root"), valid: years(10), path_len: Some(1) };
    let root = self_signed(&key, &profile, &serial()).unwrap();
    let root = Ca { key, root };
    let below = root.below("CN=Below", None);
    assert_eq!(below.root.path_len(), Some(0));
    let wanted = issuance(Template::SubordinateCa, "CN=Too deep");
    let refused = issue(&below.issuer(), Applicant::Key(root.key.public()), &wanted);
    assert_eq!(refused.unwrap_err().code, Code::PathTooLong);
    let greedy = Issuance { path_len: Some(1), ..wanted };
    assert_eq!(issue(&root.issuer(), Applicant::Key(below.key.public()), &greedy).unwrap_err().code, Code::PathTooLong);
    let leaf = below.issue(root.key.public(), &issuance(Template::Client, "CN=Leaf"));
    assert_eq!(Issuer::new(&leaf, &root.key).unwrap_err().code, Code::IssuerNotCa);
}

#[test]
fn clamping_cuts_to_the_issuer_and_says_so() {
    let ca = ca(KeyKind::P256, "CN=Root");
    let (cut, was_cut) = clamp(years(20), &ca.root).unwrap();
    assert_eq!((cut, was_cut), (ca.root.validity(), true));
    assert_eq!(clamp(years(1), &ca.root).unwrap(), (years(1), false));
    let past = Validity { not_before: at("2001-01-01T00:00:00Z"), not_after: at("2002-01-01T00:00:00Z") };
    assert_eq!(clamp(past, &ca.root).unwrap_err().code, Code::ValidityOutsideIssuer);
}
