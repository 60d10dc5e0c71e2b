use crate::bench::*;
use orgkey_x509::*;
use x509_parser::prelude::*;

/// Parts of a certificate as another reader tells them.
fn by_parser(der: &[u8]) -> (String, i64, i64, Vec<u8>, Vec<u8>, bool, Vec<String>) {
    let (rest, read) = X509Certificate::from_der(der).unwrap();
    assert!(rest.is_empty());
    let names = read.subject_alternative_name().unwrap().map(|names| {
        names
            .value
            .general_names
            .iter()
            .map(|name| match name {
                GeneralName::DNSName(text) => format!("DNS:{text}"),
                GeneralName::RFC822Name(text) => format!("email:{text}"),
                GeneralName::URI(text) => format!("URI:{text}"),
                GeneralName::IPAddress(octets) => format!("IP:{octets:?}"),
                other => format!("{other:?}"),
            })
            .collect()
    });
    (
        read.raw_serial().iter().map(|octet| format!("{octet:02x}")).collect(),
        read.validity().not_before.timestamp(),
        read.validity().not_after.timestamp(),
        read.issuer().as_raw().to_vec(),
        read.subject().as_raw().to_vec(),
        read.is_ca(),
        names.unwrap_or_default(),
    )
}

#[test]
fn x509_parser_and_openssl_read_what_we_say_of_every_certificate() {
    let ca = ca(KeyKind::Rsa2048, "CN=Root,OU=b,OU=a,O=Example,C=DE");
    let below = ca.below("CN=Below,O=Example,C=DE", Some(0));
    let public = public_key_certificate(&ca.issuer(), years(9), &serial()).unwrap();
    let leaves = [Template::Server, Template::Client, Template::Smime]
        .map(|template| ca.issue(below.key.public(), &issuance(template, "CN=Leaf,O=M\u{fc}ller,C=DE")));
    for certificate in [&ca.root, &public, &below.root].into_iter().chain(&leaves) {
        let shown = certificate.summary();
        let (number, from, to, issuer, subject, is_ca, names) = by_parser(certificate.der());
        assert_eq!(number, shown.serial);
        assert_eq!((from, to), (shown.not_before.seconds(), shown.not_after.seconds()));
        assert_eq!((issuer.as_slice(), subject.as_slice()), (certificate.issuer().der(), certificate.subject().der()));
        assert_eq!((is_ca, names), (shown.is_ca, shown.subject_alternative_names));
        by_openssl(certificate);
    }
}

fn by_openssl(certificate: &Certificate) {
    let shown = certificate.summary();
    let judge = Judge::new();
    judge.put("c.pem", certificate.pem());
    let names = judge.agrees("x509 -in c.pem -noout -subject -issuer -nameopt RFC2253,-esc_msb,utf8");
    assert_eq!(names, format!("subject={}\nissuer={}\n", shown.subject, shown.issuer));
    let facts = judge.agrees("x509 -in c.pem -noout -serial -fingerprint -sha256").to_lowercase().replace(':', "");
    assert!(facts.contains(&format!("serial={}", shown.serial)) && facts.contains(&shown.sha256), "{facts}");
    let text = judge.agrees("x509 -in c.pem -noout -text").to_lowercase().replace([':', ' '], "");
    for part in [shown.key_id.unwrap(), shown.authority_key_id.unwrap(), shown.signature_algorithm.to_lowercase()] {
        assert!(text.contains(&part), "{part}: {text}");
    }
    for address in &shown.crl_points {
        assert!(text.contains(&address.replace(':', "")), "{address}: {text}");
    }
}

#[test]
fn x509_parser_reads_our_lists_and_requests() {
    let ca = ca(KeyKind::P256, "CN=Root,O=Example,C=DE");
    let gone: Vec<RevokedEntry> = RevocationReason::ALL[..7]
        .iter()
        .map(|reason| RevokedEntry { serial: serial(), at: now(), reason: *reason, invalid_since: Some(now()) })
        .collect();
    let list = revocation_list(&ca.issuer(), 300, now(), now().plus_seconds(86_400), gone.clone()).unwrap();
    let (_, read) = CertificateRevocationList::from_der(list.der()).unwrap();
    assert_eq!(read.crl_number().unwrap().to_string(), "300");
    assert_eq!(read.issuer().as_raw(), ca.root.subject().der());
    assert_eq!(read.last_update().timestamp(), now().seconds());
    assert_eq!(read.next_update().unwrap().timestamp(), now().seconds() + 86_400);
    for (entry, theirs) in gone.iter().zip(read.iter_revoked_certificates()) {
        assert_eq!(theirs.raw_serial(), entry.serial.octets());
        assert_eq!(theirs.reason_code().map_or(0, |(_, code)| code.0), entry.reason.number());
        assert_eq!(theirs.invalidity_date().unwrap().1.timestamp(), now().seconds());
    }
    assert_eq!(read.iter_revoked_certificates().count(), gone.len());
    list_by_openssl(&list);
    let asked =
        request(&ca.key, &name("CN=a,O=b"), &Wanted { san: vec!["DNS:a.org".parse().unwrap()], ca: true }).unwrap();
    let (_, theirs) = X509CertificationRequest::from_der(&asked).unwrap();
    assert_eq!(theirs.certification_request_info.subject.as_raw(), name("CN=a,O=b").der());
    assert_eq!(theirs.requested_extensions().unwrap().count(), 3);
}

fn list_by_openssl(list: &RevocationList) {
    let judge = Judge::new();
    judge.put("list.pem", list.pem());
    let facts =
        "crl -in list.pem -noout -issuer -lastupdate -nextupdate -dateopt iso_8601 -nameopt RFC2253,-esc_msb,utf8";
    let date = |at: orgkey_types::Timestamp| at.to_string().replace('T', " ");
    let (from, to) = (date(list.this_update()), date(list.next_update().unwrap()));
    let wanted = format!("issuer={}\nlastUpdate={from}\nnextUpdate={to}\n", list.issuer());
    assert_eq!(judge.agrees(facts), wanted);
    let text = judge.agrees("crl -in list.pem -noout -text").to_lowercase();
    let entries = list.entries().unwrap();
    assert_eq!(text.matches("serial number:").count(), entries.len(), "{text}");
    for entry in entries {
        assert!(text.contains(&format!("serial number: {}", entry.serial.hex().to_lowercase())), "{text}");
    }
    let key: String = list.authority_key_id().unwrap().iter().map(|octet| format!("{octet:02x}")).collect();
    assert!(text.replace(':', "").contains(&key), "{text}");
}
