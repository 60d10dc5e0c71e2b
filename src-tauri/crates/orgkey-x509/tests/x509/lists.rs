use crate::{bench::*, keys::tlv};
use orgkey_types::Code;
use orgkey_x509::*;

fn entry(serial: &Serial, reason: RevocationReason) -> RevokedEntry {
    RevokedEntry { serial: serial.clone(), at: now(), reason, invalid_since: None }
}

fn list(ca: &Ca, number: u64, entries: Vec<RevokedEntry>) -> RevocationList {
    revocation_list(&ca.issuer(), number, now(), now().plus_seconds(7 * 86_400), entries).unwrap()
}

#[test]
fn openssl_refuses_the_revoked_accepts_the_others_and_shows_what_was_written() {
    let ca = ca(KeyKind::P256, "CN=Root,O=Example,C=DE");
    let [bad, good] =
        ["CN=Bad", "CN=Good"].map(|subject| ca.issue(ca.key.public(), &issuance(Template::Server, subject)));
    let since = at("2026-01-02T03:04:05Z");
    let revoked = RevokedEntry { invalid_since: Some(since), ..entry(bad.serial(), RevocationReason::KeyCompromise) };
    let made = list(&ca, 0x0102_0304, vec![revoked.clone()]);
    let judge = Judge::new();
    judge
        .put("root.pem", ca.root.pem())
        .put("bad.pem", bad.pem())
        .put("good.pem", good.pem())
        .put("list.pem", made.pem());
    let check = |file: &str| {
        judge.says(&format!("verify -x509_strict -crl_check {} -CRLfile list.pem -CAfile root.pem {file}", attime()))
    };
    assert!(check("good.pem").0, "{:?}", check("good.pem"));
    let (accepted, text) = check("bad.pem");
    assert!(!accepted && text.contains("certificate revoked"), "{text}");
    let text = judge.agrees("crl -in list.pem -noout -text -CAfile root.pem");
    for part in
        ["verify OK", "Version 2", "0x1020304", "Key Compromise", "Jan  2 03:04:05 2026", "Authority Key Identifier"]
    {
        assert!(text.contains(part) || (part == "0x1020304" && text.contains("16909060")), "{part}: {text}");
    }
    assert_eq!(made.number(), Some(0x0102_0304.into()));
    assert_eq!(made.find(bad.serial()), Some(revoked));
    assert_eq!(made.find(good.serial()), None);
    assert_eq!(made.authority_key_id().map(hex), ca.root.summary().key_id);
}

fn hex(octets: Vec<u8>) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

#[test]
fn every_reason_comes_back_and_the_one_for_delta_lists_is_never_written() {
    let ca = ca(KeyKind::P256, "CN=Root");
    let entries: Vec<RevokedEntry> = RevocationReason::ALL.iter().map(|reason| entry(&serial(), *reason)).collect();
    let made = list(&ca, 1, entries.clone());
    let kept: Vec<RevokedEntry> =
        entries.iter().filter(|entry| entry.reason != RevocationReason::RemoveFromCrl).cloned().collect();
    assert_eq!((made.entries().unwrap(), made.len()), (kept, 9));
    for entry in &entries {
        assert_eq!(RevocationReason::from_number(entry.reason.number()), Some(entry.reason));
        assert_eq!(entry.reason.name().parse::<RevocationReason>().unwrap(), entry.reason);
    }
    let judge = Judge::new();
    judge.put("list.pem", made.pem());
    let text = judge.agrees("crl -in list.pem -noout -text");
    assert!(text.contains("Certificate Hold") && !text.contains("Remove From CRL"), "{text}");
    // Unspecified is said by leaving the reason out (RFC 5280 §5.3.1).
    assert_eq!(text.matches("CRL Reason Code").count(), 8, "{text}");
}

/// An entry of 2026-01-02; with a certificateIssuer where one is named.
fn raw_entry(serial: u8, issuer: Option<&str>) -> Vec<u8> {
    let names = |name: &str| tlv(0x30, &tlv(0xa4, Name::parse(name).unwrap().der()));
    let extension = |name| [tlv(6, &[0x55, 29, 29]), tlv(1, &[0xff]), tlv(4, &names(name))].concat();
    let extensions = issuer.map(|name| tlv(0x30, &tlv(0x30, &extension(name)))).unwrap_or_default();
    tlv(0x30, &[tlv(2, &[serial]), tlv(0x17, b"260102030405Z"), extensions].concat())
}

#[test]
fn an_indirect_list_says_of_its_own_issuer_only_what_stands_under_its_name() {
    let entries = [
        raw_entry(1, None),
        raw_entry(2, Some("CN=Other")),
        raw_entry(3, None),
        raw_entry(4, Some("cn=ROOT")),
        raw_entry(5, None),
    ];
    let algorithm = tlv(0x30, &tlv(6, &[0x2b, 0x65, 0x70]));
    let name = Name::parse("CN=Root").unwrap();
    let head = [tlv(2, &[1]), algorithm.clone(), name.der().to_vec(), tlv(0x17, b"260103030405Z")].concat();
    let tbs = tlv(0x30, &[head, tlv(0x30, &entries.concat())].concat());
    let list = RevocationList::from_der(&tlv(0x30, &[tbs, algorithm, tlv(3, &[0, 1])].concat())).unwrap();
    let found: Vec<String> = list.entries().unwrap().iter().map(|entry| entry.serial.hex()).collect();
    assert_eq!((found, list.len()), (["01", "04", "05"].map(str::to_owned).to_vec(), 5));
}

#[test]
fn an_empty_list_has_no_sequence_of_entries_and_numbers_of_any_size_are_written_shortest() {
    let ca = ca(KeyKind::P256, "CN=Root");
    for number in [0, 1, 127, 128, 255, 256, u64::from(u32::MAX), u64::MAX] {
        let made = list(&ca, number, Vec::new());
        assert_eq!((made.number(), made.is_empty()), (Some(number.into()), true));
        let judge = Judge::new();
        judge.put("list.pem", made.pem());
        assert!(judge.agrees("crl -in list.pem -noout -text").contains("No Revoked Certificates"));
    }
}

#[test]
fn a_list_of_a_hundred_thousand_entries_takes_ten_times_as_long_as_one_of_ten_thousand() {
    let ca = ca(KeyKind::P256, "CN=Root");
    let issuer = ca.issuer();
    let take = |count: u32| {
        let entries = (0..count).map(|number| {
            let octets = [&[0x40; 12][..], &number.to_be_bytes()].concat();
            entry(&Serial::from_octets(&octets).unwrap(), RevocationReason::Superseded)
        });
        let (made, took) = cpu_time(|| revocation_list(&issuer, 1, now(), now().plus_seconds(60), entries).unwrap());
        assert_eq!(made.len(), count as usize);
        took
    };
    // The best of several: caches and pages differ from run to run. Quadratic would be a factor of a hundred.
    let best = |count| (0..4).map(|_| take(count)).min().unwrap();
    let (small, large) = (best(10_000), best(100_000));
    assert!(large < small * 40, "{small:?} for ten thousand, {large:?} for a hundred thousand");
}

#[test]
fn a_list_is_refused_where_the_key_may_not_sign_it_or_its_dates_are_turned_around() {
    let ca = ca(KeyKind::P256, "CN=Root");
    let turned = revocation_list(&ca.issuer(), 1, now(), now(), []);
    assert_eq!(turned.unwrap_err().code, Code::InvalidExpiry);
    let judge = Judge::new();
    judge.put("ca.cnf", "[req]\ndistinguished_name=dn\nx509_extensions=v3\n[dn]\n[v3]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n");
    judge.agrees("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -config ca.cnf -subj /CN=NoLists -days 10 -outform DER -out ca.der");
    let root = Certificate::from_der(&judge.get("ca.der")).unwrap();
    let key = PrivateKey::from_any(&judge.get("ca.key"), None).unwrap();
    let refused = revocation_list(&Issuer::new(&root, &key).unwrap(), 1, now(), now().plus_seconds(9), []);
    assert_eq!(refused.unwrap_err().code, Code::IssuerNotCa);
}

#[test]
fn a_number_of_twenty_octets_is_read_exactly_and_compared_as_a_number() {
    let judge = Judge::new();
    judge.put(
        "ca.cnf",
        "[ca]\ndefault_ca=this\n[this]\ndatabase=index.txt\ncrlnumber=number\ndefault_md=sha256\ncrl_extensions=crl\n\
         default_crl_days=9\n[crl]\nauthorityKeyIdentifier=keyid\n",
    );
    judge.put("index.txt", "");
    judge.agrees(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -subj /CN=Big -out ca.pem",
    );
    let rows = [
        ("01", "1"),
        ("FFFFFFFFFFFFFFFF", "18446744073709551615"),
        ("010000000000000000", "0x010000000000000000"),
        ("7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFE", "0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFE"),
        ("7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", "0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"),
    ];
    let mut last = ListNumber::from(0);
    for (written, shown) in rows {
        judge.put("number", format!("{written}\n"));
        judge.agrees("ca -gencrl -config ca.cnf -keyfile ca.key -cert ca.pem -out list.pem");
        let found = read_any(&judge.get("list.pem")).unwrap().remove(0);
        let Found::RevocationList(list) = found else { panic!("no list") };
        let number = list.number().unwrap();
        assert_eq!(number.to_string(), shown);
        assert!(number > last, "{number} after {last}");
        last = number;
    }
    assert_eq!((last.small(), ListNumber::from(256).small()), (None, Some(256)));
}
