//! The list of what was issued.

use super::{csr, days, for_server, issue, with_ca};
use orgkey_core::{
    Silent,
    ca::{
        IssueCertificate, IssuedList, IssuedOrder, IssuedState, RevocationReason, RevokeCertificate, Template,
        ToRevoke, issue_certificate, issued_certificate, issued_page, revoke_certificate,
    },
};
use orgkey_test_support::{NOW, refusal};
use orgkey_types::Code;

#[test]
fn pages_follow_each_other_by_their_mark() {
    let (_place, mut vault, _) = with_ca();
    for number in 0..5 {
        issue(&mut vault, &format!("host{number}.example.org"));
    }
    let mut list = IssuedList { order: IssuedOrder::Name, limit: 2, ..IssuedList::default() };
    let first = issued_page(&vault, &list, NOW).unwrap();
    let mark = first.next.clone().unwrap();
    list.after = Some(&mark);
    let second = issued_page(&vault, &list, NOW).unwrap();
    let mark = second.next.clone().unwrap();
    list.after = Some(&mark);
    let third = issued_page(&vault, &list, NOW).unwrap();
    assert_eq!((third.next, third.ca.stored.issued), (None, 5));
    let names: Vec<_> = [first.rows, second.rows, third.rows].concat().into_iter().map(|row| row.stored.name).collect();
    let expected: Vec<_> = (0..5).map(|number| format!("host{number}.example.org")).collect();
    assert_eq!(names, expected);
}

#[test]
fn a_filter_takes_text_and_terms() {
    let (_place, mut vault, _) = with_ca();
    let revoked = issue(&mut vault, "old.example.org");
    issue(&mut vault, "mail.example.org");
    let person = csr("CN=Alice Example", &[]);
    let client = IssueCertificate { template: Template::Client, valid: "20d", ..for_server(&person) };
    let client = issue_certificate(&mut vault, None, &client, &Silent, NOW).unwrap();
    assert!(client.row.ending && !revoked.row.ending);
    let reason = RevocationReason::Superseded;
    let request =
        RevokeCertificate { ca: None, which: ToRevoke::Serial(&revoked.row.serial), reason, invalid_since: None };
    revoke_certificate(&mut vault, &request, NOW).unwrap();
    let serial = revoked.row.serial.clone();
    let cases = [
        ("", None, 3),
        ("example.org", None, 2),
        ("state:revoked", None, 1),
        ("state:valid", None, 2),
        ("template:client", None, 1),
        ("expires<30d", None, 1),
        ("expires<2y", None, 2),
        ("alice template:client state:valid expires<1m", None, 1),
        ("mail template:client", None, 0),
        ("", Some(IssuedState::Revoked), 1),
        (serial.as_str(), None, 1),
    ];
    for (filter, state, count) in cases {
        let list = IssuedList { filter: Some(filter), state, limit: 50, ..IssuedList::default() };
        assert_eq!(issued_page(&vault, &list, NOW).unwrap().rows.len(), count, "{filter} {state:?}");
    }
    let list = IssuedList { state: Some(IssuedState::Expired), limit: 50, ..IssuedList::default() };
    let late = issued_page(&vault, &list, days(30)).unwrap().rows;
    assert_eq!(late.iter().map(|row| row.stored.name.as_str()).collect::<Vec<_>>(), ["Alice Example"]);
    assert_eq!(late[0].state, IssuedState::Expired);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let (_place, mut vault, _) = with_ca();
    issue(&mut vault, "mail.example.org");
    let list = |filter, after, limit| IssuedList { filter: Some(filter), after, limit, ..IssuedList::default() };
    let cases = [
        (list("state:lost", None, 5), Code::InvalidArgument),
        (list("template:toaster", None, 5), Code::TemplateUnknown),
        (list("expires<soon", None, 5), Code::InvalidExpiry),
        (list("", Some("x"), 5), Code::InvalidArgument),
        (list("", Some("99"), 5), Code::SerialNotFound),
        (list("", None, 0), Code::InvalidArgument),
        (list("", None, 501), Code::InvalidArgument),
    ];
    for (list, code) in cases {
        assert_eq!(refusal(issued_page(&vault, &list, NOW)).code, code, "{list:?}");
    }
    for (serial, code) in [("00ff", Code::SerialNotFound), ("no number", Code::InvalidArgument)] {
        assert_eq!(refusal(issued_certificate(&vault, None, serial, NOW)).code, code);
    }
}
