use crate::bench::*;
use crate::keys::tlv;
use orgkey_types::Timestamp;
use orgkey_x509::{ValidationReason as Reason, *};
use std::collections::BTreeSet;

fn later() -> Timestamp {
    now().plus_seconds(60)
}

fn reasons(verdict: &Validation, link: usize) -> Vec<Reason> {
    verdict.links[link].reasons.clone()
}

fn list_of(ca: &Ca, entries: Vec<RevokedEntry>) -> RevocationList {
    revocation_list(&ca.issuer(), 1, now(), now().plus_seconds(86_400), entries).unwrap()
}

/// A certificate that openssl signs with our CA's key, from lines of extensions.
fn of_openssl(ca: &Ca, extensions: &str, more: &str) -> Certificate {
    let judge = Judge::new();
    judge.put("ca.der", ca.key.to_pkcs8().unwrap().expose()).put("ca.pem", ca.root.pem());
    judge.agrees("pkey -inform DER -in ca.der -out ca.key");
    judge.put("x.cnf", format!("[v3]\n{extensions}\n"));
    judge.agrees("req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.pem -subj /CN=Leaf -out r.pem");
    judge.agrees(&format!("x509 -req -in r.pem -CA ca.pem -CAkey ca.key -set_serial 77 -days 3000 {more}-extfile x.cnf -extensions v3 -outform DER -out c.der"));
    Certificate::from_der(&judge.get("c.der")).unwrap()
}

#[test]
fn all_seventeen_reasons_have_the_numbers_of_certificate_server() {
    let numbers: Vec<u8> = Reason::ALL.iter().map(|reason| reason.number()).collect();
    assert_eq!(numbers, (1..=17).collect::<Vec<u8>>());
    let words: BTreeSet<&str> = Reason::ALL.iter().map(|reason| reason.name()).collect();
    assert_eq!(words.len(), 17);
}

#[test]
fn a_good_chain_is_valid_and_without_a_list_it_is_not_checked_rather_than_invalid() {
    let root = ca(KeyKind::P256, "CN=Root");
    let below = root.below("CN=Below", Some(0));
    let leaf = below.issue(root.key.public(), &issuance(Template::Server, "CN=Leaf"));
    let (chain, anchors) = ([below.root.clone()], [root.root.clone()]);
    let verdict = validate(&leaf, &chain, &anchors, &[], later());
    assert!(verdict.is_valid() && verdict.links.len() == 3 && verdict.first().is_none());
    assert_eq!(verdict.revocation, Revocation::NotChecked);
    let lists = [list_of(&root, Vec::new()), list_of(&below, Vec::new())];
    let given: Vec<GivenList<'_>> = lists.iter().map(GivenList::Read).collect();
    let verdict = validate(&leaf, &chain, &anchors, &given, later());
    assert!(verdict.is_valid());
    assert_eq!(verdict.revocation, Revocation::Checked);
    assert_eq!(verdict.links[2].revocation, Revocation::NotApplicable);
    let half = validate(&leaf, &chain, &anchors, &given[..1], later());
    assert_eq!((half.is_valid(), half.revocation), (true, Revocation::NotChecked));
}

#[test]
fn a_public_key_certificate_that_its_ca_signed_itself_is_valid_below_the_self_signed_one_and_alone_is_not() {
    let root = ca(KeyKind::P256, "CN=Root");
    let second = public_key_certificate(&root.issuer(), years(5), &serial()).unwrap();
    let verdict = validate(&second, &[], std::slice::from_ref(&root.root), &[], later());
    assert!(verdict.is_valid() && verdict.links.len() == 2, "{:?}", verdict.first().map(|(_, reason)| reason));
    assert!(!validate(&second, &[], &[], &[], later()).is_valid());
}

#[test]
fn each_reason_about_certificates_is_given_where_it_belongs() {
    let root = ca(KeyKind::P256, "CN=Root");
    let anchors = [root.root.clone()];
    let leaf = root.issue(root.key.public(), &issuance(Template::Server, "CN=Leaf"));
    let verdict = |leaf: &Certificate, chain: &[Certificate], at: Timestamp| validate(leaf, chain, &anchors, &[], at);

    assert_eq!(reasons(&verdict(&leaf, &[], now().plus_seconds(-1)), 0), [Reason::NotYetValid]);
    let past_leaf = leaf.validity().not_after.plus_seconds(1);
    assert_eq!(reasons(&verdict(&leaf, &[], past_leaf), 0), [Reason::Expired]);
    let past_root = root.root.validity().not_after.plus_seconds(1);
    assert_eq!(reasons(&verdict(&leaf, &[], past_root), 1), [Reason::Expired], "the anchor too");

    // Somebody of the same name did not sign it; nobody of that name is here.
    let stranger = ca(KeyKind::P256, "CN=Root");
    let forged = validate(&leaf, &[], std::slice::from_ref(&stranger.root), &[], later());
    assert_eq!(reasons(&forged, 0), [Reason::SubjectIssuerMismatch]);
    assert_eq!(reasons(&validate(&leaf, &[], &[], &[], later()), 0), [Reason::IssuerNotTrusted]);
    let untrusted = validate(&leaf, &anchors, &[], &[], later());
    assert_eq!((reasons(&untrusted, 0), reasons(&untrusted, 1)), (vec![], vec![Reason::IssuerNotTrusted]));

    // A certificate that is none of a CA signs another.
    let not_ca = of_openssl_pair(&root, "basicConstraints=critical,CA:FALSE\nsubjectKeyIdentifier=hash");
    // openssl dates what it makes by the clock of the machine.
    let moment = |one: &Certificate| one.validity().not_before.max(later());
    assert_eq!(reasons(&verdict(&not_ca.1, &[not_ca.0], moment(&not_ca.1)), 1), [Reason::IssuerNotCa]);
    let no_sign = of_openssl_pair(
        &root,
        "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,cRLSign\nsubjectKeyIdentifier=hash",
    );
    assert_eq!(reasons(&verdict(&no_sign.1, &[no_sign.0], moment(&no_sign.1)), 1), [Reason::KeyUsage]);
    let odd = of_openssl(&root, "1.2.3.4=critical,ASN1:NULL", "");
    assert_eq!(reasons(&verdict(&odd, &[], moment(&odd)), 0), [Reason::UnknownCriticalExtension]);
    let unread = of_openssl(&root, "keyUsage=critical,DER:040100", "");
    assert_eq!(reasons(&verdict(&unread, &[], moment(&unread)), 0), [Reason::Decode]);
}

/// A certificate with these extensions below the CA, and a leaf that its key signed.
fn of_openssl_pair(ca: &Ca, extensions: &str) -> (Certificate, Certificate) {
    let judge = Judge::new();
    judge.put("ca.der", ca.key.to_pkcs8().unwrap().expose()).put("ca.pem", ca.root.pem());
    judge.agrees("pkey -inform DER -in ca.der -out ca.key");
    judge.put("x.cnf", format!("[mid]\n{extensions}\n[leaf]\nauthorityKeyIdentifier=keyid\n"));
    for (subject, file) in [("Middle", "m"), ("Leaf", "l")] {
        judge.agrees(&format!("req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout {file}.key -subj /CN={subject} -out {file}.csr"));
    }
    judge.agrees("x509 -req -in m.csr -CA ca.pem -CAkey ca.key -set_serial 8 -days 3000 -extfile x.cnf -extensions mid -out m.pem");
    judge.agrees("x509 -req -in l.csr -CA m.pem -CAkey m.key -set_serial 9 -days 3000 -extfile x.cnf -extensions leaf -out l.pem");
    let read = |file: &str| match read_any(&judge.get(file)).unwrap().remove(0) {
        Found::Certificate(certificate) => certificate,
        other => panic!("{other:?}"),
    };
    (read("m.pem"), read("l.pem"))
}

#[test]
fn a_ca_too_many_is_the_fault_of_the_one_that_limits_the_path() {
    // Our own issuing refuses it, so the root is exchanged for one of the same key with a limit.
    let root = ca(KeyKind::P256, "CN=Root");
    let (first, second) = {
        let first = root.below("CN=First", None);
        let second = first.below("CN=Second", None);
        (first, second)
    };
    let profile = CaProfile { subject: name("CN=Root"), valid: years(10), path_len: Some(1) };
    let limited = self_signed(&root.key, &profile, &serial()).unwrap();
    let leaf = second.issue(root.key.public(), &issuance(Template::Server, "CN=Leaf"));
    let chain = [second.root.clone(), first.root.clone()];
    assert_eq!(reasons(&validate(&leaf, &chain, &[limited], &[], later()), 3), [Reason::PathLength]);
    assert!(validate(&leaf, &chain, std::slice::from_ref(&root.root), &[], later()).is_valid());
}

#[test]
fn name_constraints_are_judged_by_openssl_and_told_as_a_system_reason() {
    let root = ca(KeyKind::P256, "CN=Root");
    let judge = Judge::new();
    judge.put("ca.der", root.key.to_pkcs8().unwrap().expose());
    judge.agrees("pkey -inform DER -in ca.der -out ca.key");
    judge.put("c.cnf", "[req]\ndistinguished_name=dn\nx509_extensions=v3\n[dn]\n[v3]\nbasicConstraints=critical,CA:TRUE\nsubjectKeyIdentifier=hash\nkeyUsage=critical,keyCertSign\nnameConstraints=critical,permitted;DNS:example.org\n");
    judge.agrees("req -x509 -key ca.key -config c.cnf -subj /CN=Root -days 9000 -outform DER -out c.der");
    let constrained = Certificate::from_der(&judge.get("c.der")).unwrap();
    let time = constrained.validity().not_before.max(later());
    for (host, good) in [("DNS:www.example.org", true), ("DNS:www.example.com", false)] {
        let wanted = Issuance { san: vec![host.parse().unwrap()], ..issuance(Template::Server, "CN=Leaf") };
        let leaf = root.issue(root.key.public(), &wanted);
        let verdict = validate(&leaf, &[], std::slice::from_ref(&constrained), &[], time);
        assert_eq!(reasons(&verdict, 0), if good { vec![] } else { vec![Reason::System] }, "{host}");
    }
}

#[test]
fn each_reason_about_lists_is_given_and_the_lists_of_others_are_left_alone() {
    let root = ca(KeyKind::P256, "CN=Root");
    let other = ca(KeyKind::P256, "CN=Other");
    let leaf = root.issue(root.key.public(), &issuance(Template::Server, "CN=Leaf"));
    let address = "http://crl.example.org/ca.crl";
    let gone = |reason| vec![RevokedEntry { serial: leaf.serial().clone(), at: now(), reason, invalid_since: None }];
    let revoked = list_of(&root, gone(RevocationReason::KeyCompromise));
    let held = list_of(&root, gone(RevocationReason::CertificateHold));
    let clean = list_of(&root, Vec::new());
    let foreign = list_of(&other, gone(RevocationReason::KeyCompromise));
    let old = revocation_list(&root.issuer(), 1, now(), now().plus_seconds(30), []).unwrap();
    let old_revoked =
        revocation_list(&root.issuer(), 1, now(), now().plus_seconds(30), gone(RevocationReason::Superseded)).unwrap();
    let namesake = ca(KeyKind::P256, "CN=Root");
    let forged = list_of(&namesake, Vec::new());
    let renamed = {
        let profile = CaProfile { subject: name("CN=Root the second"), valid: years(10), path_len: None };
        let same_key = PrivateKey::from_pkcs8(&root.key.to_pkcs8().unwrap()).unwrap();
        list_of(&Ca { root: self_signed(&same_key, &profile, &serial()).unwrap(), key: same_key }, Vec::new())
    };
    let for_cas = with_extension(&root, &[0x55, 29, 28], &tlv(0x30, &tlv(0x82, &[0xff])));
    let for_users = with_extension(&root, &[0x55, 29, 28], &tlv(0x30, &tlv(0x81, &[0xff])));
    let strange = with_extension(&root, &[0x2a, 3, 4], &[5, 0]);
    let checked = Revocation::Checked;
    let open = Revocation::NotChecked;
    let rows: Vec<(&str, Vec<GivenList<'_>>, Vec<Reason>, Revocation)> = vec![
        ("clean", vec![GivenList::Read(&clean)], vec![], checked),
        ("revoked", vec![GivenList::Read(&revoked)], vec![Reason::Revoked], checked),
        ("on hold", vec![GivenList::Bytes(held.der())], vec![Reason::Revoked], checked),
        ("a list of others", vec![GivenList::Read(&foreign)], vec![], open),
        ("expired", vec![GivenList::Read(&old)], vec![Reason::CrlExpired], checked),
        (
            "expired, and revoked in it",
            vec![GivenList::Read(&old_revoked)],
            vec![Reason::Revoked, Reason::CrlExpired],
            checked,
        ),
        ("expired beside a fresh one", vec![GivenList::Read(&old), GivenList::Read(&clean)], vec![], checked),
        ("nonsense", vec![GivenList::Bytes(b"nonsense")], vec![Reason::CrlDecode], open),
        ("a critical part nobody knows", vec![GivenList::Read(&strange)], vec![Reason::CrlDecode], open),
        ("not to be read", vec![GivenList::Unreadable(address)], vec![Reason::CrlUnreadable], open),
        ("another address not to be read", vec![GivenList::Unreadable("http://x.org/")], vec![], open),
        ("forged", vec![GivenList::Read(&forged)], vec![Reason::CrlNotForCertificate], open),
        ("for CAs only", vec![GivenList::Read(&for_cas)], vec![Reason::CrlNotForCertificate], open),
        ("for users only", vec![GivenList::Read(&for_users)], vec![], checked),
        ("the issuer under another name", vec![GivenList::Read(&renamed)], vec![Reason::CrlIssuerName], open),
    ];
    for (what, lists, expected, revocation) in rows {
        let verdict = validate(&leaf, &[], std::slice::from_ref(&root.root), &lists, later());
        assert_eq!((reasons(&verdict, 0), verdict.revocation), (expected, revocation), "{what}");
    }
    let pointless =
        of_openssl(&root, "crlDistributionPoints=dirpoint\n[dirpoint]\nfullname=dirName:dn\n[dn]\nCN=Somewhere", "");
    let time = pointless.validity().not_before.max(later());
    let verdict = validate(&pointless, &[], std::slice::from_ref(&root.root), &[], time);
    assert_eq!((reasons(&verdict, 0), verdict.revocation), (vec![Reason::CrlPointUnusable], open));
}

/// A list of the CA with one critical extension more, signed by openssl's own hand.
fn with_extension(ca: &Ca, kind: &[u8], value: &[u8]) -> RevocationList {
    let plain = list_of(ca, Vec::new());
    let inside = |bytes: &[u8]| bytes[if bytes[1] < 0x80 { 2 } else { 2 + usize::from(bytes[1] & 0x7f) }..].to_vec();
    let content = inside(plain.der());
    let tbs_length = if content[1] < 0x80 { 2 + usize::from(content[1]) } else { 3 + usize::from(content[2]) };
    let mut tbs = inside(&content[..tbs_length]);
    let at = tbs.windows(1).rposition(|window| window == [0xa0]).unwrap();
    let at = (0..=at).rev().find(|at| tbs[*at] == 0xa0 && usize::from(tbs[at + 1]) == tbs.len() - at - 2).unwrap();
    let extension = tlv(0x30, &[tlv(0x06, kind), tlv(0x01, &[0xff]), tlv(0x04, value)].concat());
    let list = [inside(&inside(&tbs[at..])), extension].concat();
    tbs.truncate(at);
    tbs.extend(tlv(0xa0, &tlv(0x30, &list)));
    let tbs = tlv(0x30, &tbs);
    let judge = Judge::new();
    judge.put("ca.der", ca.key.to_pkcs8().unwrap().expose()).put("tbs", &tbs);
    judge.agrees("pkey -inform DER -in ca.der -out ca.key");
    judge.agrees("dgst -sha256 -sign ca.key -out signature tbs");
    let algorithm = tlv(0x30, &tlv(0x06, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2]));
    let signature = tlv(0x03, &[vec![0], judge.get("signature")].concat());
    RevocationList::from_der(&tlv(0x30, &[tbs, algorithm, signature].concat())).unwrap()
}
