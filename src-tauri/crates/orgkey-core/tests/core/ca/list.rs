//! Finding a CA.

use super::{new_ca, with_ca};
use orgkey_core::{
    Silent,
    ca::{cas, create_ca, find_ca},
};
use orgkey_test_support::{NOW, Place, refusal};
use orgkey_types::Code;

#[test]
fn a_ca_is_found_by_name_id_or_key_and_without_a_name_when_it_is_the_only_one() {
    let (_place, mut vault, receipt) = with_ca();
    let row = receipt.ca.stored;
    let key_with_colons = row.identity.key_id.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    let key_with_colons = key_with_colons.collect::<Vec<_>>().join(":");
    for name in [
        "Tree CA",
        "tree ca",
        &row.id,
        &row.identity.key_id.to_uppercase(),
        &key_with_colons,
        &row.identity.spki_sha256,
    ] {
        assert_eq!(find_ca(&vault, Some(name), NOW).unwrap().stored.id, row.id, "{name}");
    }
    assert_eq!(find_ca(&vault, None, NOW).unwrap().stored.id, row.id);
    assert_eq!(refusal(find_ca(&vault, Some("Forest CA"), NOW)).code, Code::CaNotFound);
    create_ca(&mut vault, &new_ca("Forest CA"), &Silent, NOW).unwrap();
    let several = refusal(find_ca(&vault, None, NOW));
    assert_eq!(several.code, Code::InvalidArgument);
    assert!(several.subject.unwrap().contains("(Forest CA, Tree CA)"));
    assert_eq!(cas(&vault, NOW).unwrap().len(), 2);
}

#[test]
fn a_vault_without_a_ca_says_so() {
    let (_place, vault) = Place::with_vault();
    assert!(cas(&vault, NOW).unwrap().is_empty());
    assert_eq!(refusal(find_ca(&vault, None, NOW)).code, Code::CaNotFound);
}
