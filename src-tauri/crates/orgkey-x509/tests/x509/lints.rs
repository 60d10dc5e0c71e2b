use crate::bench::*;
use crate::hostile_names;
use orgkey_x509::*;

fn codes(certificate: &Certificate, issuer: Option<&Certificate>) -> Vec<&'static str> {
    lint(certificate, issuer).into_iter().map(|finding| finding.code).collect()
}

#[test]
fn what_this_program_makes_has_no_finding() {
    for kind in KeyKind::ALL {
        let ca = ca(*kind, "CN=Root,O=Example,C=DE");
        assert_eq!(codes(&ca.root, Some(&ca.root)), Vec::<&str>::new(), "{kind:?}");
        let below = ca.below("CN=Below,O=Example,C=DE", None);
        assert_eq!(codes(&below.root, Some(&ca.root)), Vec::<&str>::new(), "{kind:?}");
        for template in [Template::Server, Template::Client, Template::Smime] {
            let leaf = ca.issue(ca.key.public(), &issuance(template, "CN=Leaf,C=DE"));
            assert_eq!(codes(&leaf, Some(&ca.root)), Vec::<&str>::new(), "{kind:?} {template:?}");
        }
    }
}

/// A certificate that openssl makes from lines of extensions.
fn of_openssl(extensions: &str, more: &str) -> Certificate {
    let judge = Judge::new();
    judge.put(
        "c.cnf",
        format!("[req]\ndistinguished_name=dn\nx509_extensions=v3\nstring_mask=utf8only\n[dn]\n[v3]\n{extensions}\n"),
    );
    let subject = if more.contains("-subj") { "" } else { "-subj /CN=x " };
    let key = if more.contains("-newkey") { "" } else { "-newkey ec -pkeyopt ec_paramgen_curve:P-256 " };
    judge.agrees(&format!(
        "req -x509 {key}-nodes -keyout k.pem -config c.cnf {subject}{more}-days 10 -outform DER -out c.der"
    ));
    Certificate::from_der(&judge.get("c.der")).unwrap()
}

#[test]
fn each_broken_rule_of_the_list_is_found() {
    let usage = "keyUsage=critical,keyCertSign,cRLSign";
    let leaf = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nsubjectKeyIdentifier=hash\n";
    let rows: &[(&str, String, &str)] = &[
        ("basic-constraints-not-critical", format!("basicConstraints=CA:TRUE\n{usage}"), ""),
        (
            "subject-key-id-missing",
            format!("basicConstraints=critical,CA:TRUE\n{usage}\nsubjectKeyIdentifier=none"),
            "",
        ),
        ("key-usage-missing", "basicConstraints=critical,CA:TRUE".into(), ""),
        ("key-usage-not-critical", "basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign,cRLSign".into(), ""),
        ("key-usage-no-cert-sign", "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,cRLSign".into(), ""),
        ("key-usage-no-crl-sign", "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign".into(), ""),
        ("ca-without-name", format!("basicConstraints=critical,CA:TRUE\n{usage}"), "-subj / "),
        ("extended-key-usage-missing", leaf.into(), ""),
        ("alternative-name-missing", format!("{leaf}extendedKeyUsage=serverAuth"), ""),
        ("mail-address-missing", format!("{leaf}extendedKeyUsage=emailProtection"), ""),
        ("alternative-name-not-critical", format!("{leaf}subjectAltName=DNS:a.org"), "-subj / "),
        ("crl-point-missing", leaf.into(), ""),
        ("key-usage-cert-sign", "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,keyCertSign".into(), ""),
        ("serial-entropy", leaf.into(), "-set_serial 5 "),
        ("serial-not-positive", leaf.into(), "-set_serial -5 "),
        ("weak-signature", leaf.into(), "-newkey rsa:2048 -sha1 "),
        ("weak-key", leaf.into(), "-newkey rsa:1024 "),
        ("unknown-critical-extension", format!("{leaf}1.2.3.4=critical,ASN1:NULL"), ""),
    ];
    for (code, extensions, more) in rows {
        let certificate = of_openssl(extensions, more);
        let found = codes(&certificate, None);
        assert!(found.contains(code), "{code}: {found:?}");
    }
}

#[test]
fn an_issuer_that_does_not_fit_is_found() {
    let (ca, other) = (ca(KeyKind::P256, "CN=Root"), ca(KeyKind::P256, "CN=Other"));
    let leaf = ca.issue(ca.key.public(), &issuance(Template::Server, "CN=Leaf"));
    let found = codes(&leaf, Some(&other.root));
    assert!(found.contains(&"issuer-name-differs") && found.contains(&"authority-key-id-differs"), "{found:?}");
    let short = Issuer::new(&ca.root, &ca.key).unwrap();
    let brief = renewed(&short, &ca.root, Validity { not_before: now(), not_after: now().plus_seconds(60) }, &serial())
        .unwrap();
    assert!(codes(&leaf, Some(&brief)).contains(&"validity-outside-issuer"));
}

#[test]
fn a_country_that_is_no_printable_string_is_found() {
    let utf8 = hostile_names::root_with_country_as_utf8();
    assert!(codes(&utf8, None).contains(&"country-not-printable"));
}
