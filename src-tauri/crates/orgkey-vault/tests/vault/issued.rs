//! Pages of what a CA has issued.

use crate::{
    cas::{change, days, insert_ca, issue, revocation},
    support::{NOW, Place, refusal},
};
use orgkey_types::Code;
use orgkey_vault::{IssuedFilter, IssuedOrder, IssuedQuery, NewCrl, Standing, Vault};

/// Twelve certificates: three names, four ends, one on hold, one revoked, three of them past their end.
fn twelve(vault: &mut Vault) -> String {
    let ca = insert_ca(vault, "Tree CA", "ab", b"key").unwrap().id;
    let names = ["mail.example.org", "Web.example.org", "Ünal \"100%\" _x"];
    let ends = [days(-1), days(10), days(200), days(300)];
    change(vault, |change| {
        for serial in 0..12_u8 {
            let index = usize::from(serial);
            issue(change, &ca, serial, names[index % 3], ends[index % 4])?;
        }
        change.set_issued(3, Standing::Held, Some(&revocation("certificate-hold")))?;
        change.set_issued(4, Standing::Revoked, Some(&revocation("superseded")))
    })
    .unwrap();
    ca
}

#[test]
fn a_filter_passes_what_it_says() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let ca = twelve(&mut vault);
    let cases: [(&str, Option<IssuedFilter>, usize); 17] = [
        ("", None, 12),
        ("", Some(IssuedFilter::Valid), 7),
        ("", Some(IssuedFilter::Held), 1),
        ("", Some(IssuedFilter::Revoked), 1),
        ("", Some(IssuedFilter::Expired), 3),
        ("mail", None, 4),
        ("EXAMPLE.ORG", None, 8),
        ("example", Some(IssuedFilter::Revoked), 1),
        ("example", Some(IssuedFilter::Held), 0),
        ("we", None, 4),
        ("b.", None, 0),
        ("100%", None, 4),
        ("\"100", None, 4),
        ("10:0b", None, 1),
        ("100b", None, 1),
        ("no such name", None, 0),
        ("mail OR web", None, 0),
    ];
    for (text, filter, count) in cases {
        let query = IssuedQuery { text: text.to_owned(), filter, limit: 100, ..IssuedQuery::default() };
        let found = vault.issued_page(&ca, &query, NOW).unwrap();
        assert_eq!(found.len(), count, "{text:?} {filter:?}: {found:#?}");
    }
    assert!(vault.issued_page("another", &IssuedQuery { limit: 9, ..IssuedQuery::default() }, NOW).unwrap().is_empty());
}

#[test]
fn pages_in_every_order_show_each_row_once() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let ca = twelve(&mut vault);
    for order in [IssuedOrder::Issued, IssuedOrder::Name, IssuedOrder::End] {
        for descending in [false, true] {
            for (text, filter, count) in [("", None, 12), ("example", None, 8), ("", Some(IssuedFilter::Valid), 7)] {
                let mut query = IssuedQuery {
                    order,
                    descending,
                    filter,
                    text: text.to_owned(),
                    limit: 5,
                    ..IssuedQuery::default()
                };
                let mut seen = Vec::new();
                loop {
                    let page = vault.issued_page(&ca, &query, NOW).unwrap();
                    query.after = page.last().map(|row| row.id);
                    seen.extend(page.iter().map(|row| (row.name.to_ascii_lowercase(), row.not_after, row.id)));
                    if page.len() < 5 {
                        break;
                    }
                }
                let mut sorted = seen.clone();
                match order {
                    IssuedOrder::Issued => sorted.sort_by_key(|row| row.2),
                    IssuedOrder::Name => sorted.sort_by_key(|row| (row.0.clone(), row.2)),
                    IssuedOrder::End => sorted.sort_by_key(|row| (row.1, row.2)),
                }
                if descending {
                    sorted.reverse();
                }
                assert_eq!(seen, sorted, "{order:?} {descending} {text:?} {filter:?}");
                assert_eq!(seen.len(), count, "{order:?} {descending} {text:?} {filter:?}");
            }
        }
    }
    let lost = IssuedQuery { after: Some(999), limit: 5, ..IssuedQuery::default() };
    assert_eq!(refusal(vault.issued_page(&ca, &lost, NOW)).code, Code::SerialNotFound);
}

#[test]
fn what_is_in_use_is_told_by_template() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let ca = twelve(&mut vault);
    let in_use = vault.issued_in_use(&ca, NOW).unwrap();
    let told: Vec<_> =
        in_use.iter().map(|row| (row.template.as_str(), row.count, row.first_end, row.last_end)).collect();
    assert_eq!(told, [("client", 3, days(10), days(300)), ("server", 4, days(10), days(300))]);
}

#[test]
fn templates_ends_and_keys_are_found() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let ca = twelve(&mut vault);
    let cases = [
        (Some("client"), None, 4),
        (Some("server"), None, 8),
        (Some("smime"), None, 0),
        (None, Some(days(11)), 3),
        (None, Some(days(10)), 0),
        (Some("client"), Some(days(201)), 2),
    ];
    for (template, ends_before, count) in cases {
        let template = template.map(str::to_owned);
        let query = IssuedQuery { template: template.clone(), ends_before, limit: 100, ..IssuedQuery::default() };
        assert_eq!(vault.issued_page(&ca, &query, NOW).unwrap().len(), count, "{template:?} {ends_before:?}");
    }
    let same: Vec<u64> = vault.issued_for_key(&ca, &[1; 20], 2).unwrap().into_iter().map(|row| row.id).collect();
    assert_eq!(same, [10, 6]);
    assert!(vault.issued_for_key("another", &[1; 20], 9).unwrap().is_empty());
}

#[test]
fn what_no_list_has_told_yet_is_counted() {
    let place = Place::empty();
    let mut vault = place.create().unwrap();
    let ca = twelve(&mut vault);
    assert_eq!(vault.ca(&ca).unwrap().unpublished, 2);
    change(&mut vault, |change| {
        let new = NewCrl { number: 1, this_update: NOW, next_update: days(30), entries: 2, der: b"list" };
        change.insert_list(&ca, &new)
    })
    .unwrap();
    assert_eq!(vault.ca(&ca).unwrap().unpublished, 0);
    change(&mut vault, |change| change.set_issued(3, Standing::Valid, None)).unwrap();
    assert_eq!(vault.ca(&ca).unwrap().unpublished, 1, "a release is news too");
}
