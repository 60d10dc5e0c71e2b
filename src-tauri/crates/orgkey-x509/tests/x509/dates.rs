use crate::bench::*;
use orgkey_types::Period;
use orgkey_x509::*;

#[test]
fn dates_are_written_as_rfc_5280_wants_and_read_alike_by_openssl() {
    let rows = [
        (
            "2024-02-29T00:00:00Z",
            "2028-02-29T23:59:59Z",
            "Feb 29 00:00:00 2024 GMT",
            "Feb 29 23:59:59 2028 GMT",
            [0x17, 0x17],
        ),
        (
            "1999-12-31T23:59:59Z",
            "2000-01-01T00:00:00Z",
            "Dec 31 23:59:59 1999 GMT",
            "Jan  1 00:00:00 2000 GMT",
            [0x17, 0x17],
        ),
        (
            "2049-12-31T23:59:59Z",
            "2050-01-01T00:00:00Z",
            "Dec 31 23:59:59 2049 GMT",
            "Jan  1 00:00:00 2050 GMT",
            [0x17, 0x18],
        ),
        (
            "2050-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "Jan  1 00:00:00 2050 GMT",
            "Dec 31 23:59:59 9999 GMT",
            [0x18, 0x18],
        ),
        (
            "1950-01-01T00:00:00Z",
            "2049-12-31T23:59:59Z",
            "Jan  1 00:00:00 1950 GMT",
            "Dec 31 23:59:59 2049 GMT",
            [0x17, 0x17],
        ),
        (
            "1949-12-31T23:59:59Z",
            "1969-12-31T23:59:59Z",
            "Dec 31 23:59:59 1949 GMT",
            "Dec 31 23:59:59 1969 GMT",
            [0x18, 0x17],
        ),
    ];
    let key = PrivateKey::generate(KeyKind::P256).unwrap();
    for (from, to, shown_from, shown_to, tags) in rows {
        let valid = Validity { not_before: at(from), not_after: at(to) };
        let profile = CaProfile { subject: name("CN=Root"), valid, path_len: None };
        let root = self_signed(&key, &profile, &serial()).unwrap();
        assert_eq!(root.validity(), valid);
        let judge = Judge::new();
        judge.put("root.pem", root.pem());
        let text = judge.agrees("x509 -in root.pem -noout -startdate -enddate");
        assert_eq!(text, format!("notBefore={shown_from}\nnotAfter={shown_to}\n"));
        let utc = if tags[0] == 0x17 { 13 } else { 15 };
        let first = root.der().windows(2).position(|pair| pair == [tags[0], utc]).unwrap();
        assert_eq!(root.der()[first + 2 + usize::from(utc)], tags[1], "{to}");
        assert!(!lint(&root, None).iter().any(|finding| finding.code == "date-form"));
    }
}

#[test]
fn a_year_after_a_leap_day_ends_on_the_28th_and_verifies() {
    let ca_key = PrivateKey::generate(KeyKind::P256).unwrap();
    let born = at("2024-02-29T12:00:00Z");
    let valid = Validity { not_before: born, not_after: born.after(Period::Years(1)).unwrap() };
    assert_eq!(valid.not_after, at("2025-02-28T12:00:00Z"));
    let profile = CaProfile { subject: name("CN=Root"), valid, path_len: None };
    let root = self_signed(&ca_key, &profile, &serial()).unwrap();
    let ca = Ca { key: ca_key, root };
    let leaf = ca.issue(ca.key.public(), &Issuance { valid, ..issuance(Template::Server, "CN=Leaf") });
    let judge = Judge::new();
    judge.put("root.pem", ca.root.pem()).put("leaf.pem", leaf.pem());
    for (moment, good) in [(valid.not_before, true), (valid.not_after, true), (valid.not_after.plus_seconds(1), false)]
    {
        // For openssl the last second is past already; RFC 5280 §4.1.2.5 includes it.
        let time = if good { moment.seconds() - i64::from(moment == valid.not_after) } else { moment.seconds() };
        let (agreed, text) = judge.says(&format!("verify -x509_strict -attime {time} -CAfile root.pem leaf.pem"));
        assert_eq!(agreed, good, "{text}");
        assert_eq!(validate(&leaf, &[], std::slice::from_ref(&ca.root), &[], moment).is_valid(), good, "{moment}");
    }
}
