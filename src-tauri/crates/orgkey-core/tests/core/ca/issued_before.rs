//! Certificates that a CA issued before it came into this vault.

use super::{
    accepted_by_openssl, backup, crl::publish_to, csr, days, for_server, import, issue, new_ca, restore::restore_at,
    with_ca,
};
use orgkey_core::{
    Silent, Vault,
    ca::{
        CaFile, CaNote, CaRelation, Certificate, IssueCertificate, IssuedList, IssuedState, RevocationReason,
        RevokeCertificate, RevokeReceipt, Template, ToRevoke, create_ca, issue_certificate, issued_certificate,
        issued_page, plan_import_ca, publish_crl, revoke_certificate,
    },
};
use orgkey_test_support::{Held, NOW, Place, refusal};
use orgkey_types::{Code, Outcome};

/// Three certificates of a lost vault, the second revoked; its backup and last list.
pub struct Left {
    place: Place,
    backup: Vec<u8>,
    list: Vec<u8>,
    anchor: String,
    pub issued: Vec<Certificate>,
}

impl Left {
    pub fn new() -> Self {
        let (place, mut vault, ca) = with_ca();
        let backup = backup(&place, &mut vault, "tree.pfx");
        let mut issued: Vec<Certificate> =
            ["mail.example.org", "gone.example.org"].iter().map(|host| issue(&mut vault, host).certificate).collect();
        let person = csr("CN=Alice Example", &["email:alice@example.org"]);
        let request = IssueCertificate { template: Template::Smime, ..for_server(&person) };
        issued.push(issue_certificate(&mut vault, None, &request, &Silent, NOW).unwrap().certificate);
        revoke(&mut vault, ToRevoke::Serial(&issued[1].serial().hex())).unwrap();
        publish_crl(&mut vault, &publish_to(&place.path("tree.crl")), &Silent, NOW).unwrap();
        let list = std::fs::read(place.path("tree.crl")).unwrap();
        let anchor = ca.certificates.self_signed.unwrap().pem();
        Self { place, backup, list, anchor, issued }
    }

    pub fn restored(&self, with_list: bool) -> (Place, Vault) {
        let (place, mut vault) = Place::with_vault();
        let files: [(&str, &[u8]); 2] = [("tree.pfx", &self.backup), ("tree.crl", &self.list)];
        restore_at(&mut vault, &files[..1 + usize::from(with_list)], NOW).unwrap();
        (place, vault)
    }

    fn pems(&self) -> String {
        self.issued.iter().map(Certificate::pem).collect()
    }
}

fn revoke(vault: &mut Vault, which: ToRevoke<'_>) -> Outcome<RevokeReceipt> {
    let reason = RevocationReason::Superseded;
    revoke_certificate(vault, &RevokeCertificate { ca: None, which, reason, invalid_since: None }, NOW)
}

fn state(vault: &Vault, certificate: &Certificate) -> Option<IssuedState> {
    issued_certificate(vault, None, &certificate.serial().hex(), NOW).ok().map(|one| one.row.state)
}

#[test]
fn imported_certificates_stand_in_the_register_as_valid_or_as_the_list_says() {
    let left = Left::new();
    for with_list in [false, true] {
        let (_place, mut vault) = left.restored(with_list);
        let pems = left.pems();
        let files = [CaFile { name: "issued.pem", bytes: pems.as_bytes() }];
        let plan = plan_import_ca(&vault, &import::of(&files, None), NOW).unwrap();
        assert_eq!(
            (plan.relation, plan.issued, plan.notes.contains(&CaNote::Unrelated)),
            (CaRelation::Newer, 3, false)
        );
        let receipt = restore_at(&mut vault, &[("issued.pem", pems.as_bytes())], NOW).unwrap();
        assert_eq!((receipt.issued, receipt.ca.stored.issued), (3, 3));
        let gone = if with_list { IssuedState::Revoked } else { IssuedState::Valid };
        let states: Vec<_> = left.issued.iter().map(|one| state(&vault, one)).collect();
        assert_eq!(states, [Some(IssuedState::Valid), Some(gone), Some(IssuedState::Valid)]);
        let row = issued_certificate(&vault, None, &left.issued[1].serial().hex(), NOW).unwrap();
        assert_eq!(
            (row.row.stored.name.as_str(), row.certificate.as_ref()),
            ("gone.example.org", Some(&left.issued[1]))
        );
        let templates: Vec<_> = ["mail", "Alice"].map(|text| found(&vault, text)).into_iter().flatten().collect();
        assert_eq!(templates, [Some(Template::Server), Some(Template::Smime)]);
        assert_eq!(restore_at(&mut vault, &[("again.pem", pems.as_bytes())], NOW).unwrap().relation, CaRelation::Same);
    }
}

fn found(vault: &Vault, text: &str) -> Vec<Option<Template>> {
    let list = IssuedList { filter: Some(text), limit: 9, ..IssuedList::default() };
    issued_page(vault, &list, NOW).unwrap().rows.into_iter().map(|row| row.template).collect()
}

#[test]
fn whatever_comes_first_a_certificate_that_a_list_revoked_is_revoked() {
    let left = Left::new();
    let pems = left.pems();
    let (certificates, list): ((&str, &[u8]), (&str, &[u8])) =
        (("issued.pem", pems.as_bytes()), ("tree.crl", &left.list));
    let orders: [&[&[(&str, &[u8])]]; 3] =
        [&[&[certificates], &[list]], &[&[list], &[certificates]], &[&[certificates, list]]];
    for order in orders {
        let (_place, mut vault) = left.restored(false);
        for files in order {
            restore_at(&mut vault, files, NOW).unwrap();
        }
        assert_eq!(state(&vault, &left.issued[1]), Some(IssuedState::Revoked), "{order:?}");
        assert_eq!(vault.cas().unwrap()[0].issued, 3);
    }
}

#[test]
fn a_certificate_from_a_file_is_entered_and_revoked_in_one_step_and_openssl_believes_the_list() {
    let left = Left::new();
    let (place, mut vault) = left.restored(true);
    let mail = &left.issued[0];
    let serial = mail.serial().hex();
    assert_eq!(refusal(revoke(&mut vault, ToRevoke::Serial(&serial))).code, Code::SerialNotFound);
    let chain = format!("{}{}", mail.pem(), left.anchor);
    let receipt = revoke(&mut vault, ToRevoke::File(chain.as_bytes())).unwrap();
    assert_eq!((receipt.row.state, receipt.entered, receipt.row.serial), (IssuedState::Revoked, true, serial));
    assert_eq!(refusal(revoke(&mut vault, ToRevoke::File(chain.as_bytes()))).code, Code::AlreadyRevoked);
    // Known from the list alone, and revoked: the file changes nothing about that.
    let gone = left.issued[1].pem();
    assert_eq!(refusal(revoke(&mut vault, ToRevoke::File(gone.as_bytes()))).code, Code::AlreadyRevoked);
    let vault_ca = vault.cas().unwrap().remove(0);
    assert_eq!((vault_ca.issued, vault_ca.revoked, vault_ca.unpublished >= 1), (2, 2, true));
    let target = place.path("new.crl");
    let made = publish_crl(&mut vault, &publish_to(&target), &Silent, days(1)).unwrap();
    assert_eq!(made.list.stored.entries, 2);
    assert!(accepted_by_openssl(&left.place, &left.anchor, "", &mail.pem()), "without the list it is good");
    let list = orgkey_x509::read_any(&std::fs::read(&target).unwrap()).unwrap();
    let [orgkey_x509::Found::RevocationList(list)] = list.as_slice() else { panic!("{list:?}") };
    assert!(list.find(mail.serial()).is_some());
}

#[test]
fn what_this_ca_has_not_issued_is_refused_and_changes_nothing() {
    let left = Left::new();
    let (_place, mut vault) = left.restored(true);
    let (_other_place, mut other) = Place::with_vault();
    // The same name, another key.
    create_ca(&mut other, &new_ca("Tree CA"), &Silent, NOW).unwrap();
    let foreign = issue(&mut other, "mail.example.org").certificate.pem();
    let request = csr("CN=mail.example.org", &[]);
    let several = left.pems();
    let cases: [(&[u8], Code); 5] = [
        (foreign.as_bytes(), Code::NotIssuedByCa),
        (left.anchor.as_bytes(), Code::NotIssuedByCa),
        (&request, Code::NotX509),
        (several.as_bytes(), Code::TooComplex),
        (b"nothing", Code::NotX509),
    ];
    let held = Held::in_vault(&vault, NOW);
    for (bytes, code) in cases {
        assert_eq!(refusal(revoke(&mut vault, ToRevoke::File(bytes))).code, code, "{}", String::from_utf8_lossy(bytes));
    }
    let refused = restore_at(&mut vault, &[("foreign.pem", foreign.as_bytes())], NOW);
    assert_eq!(refusal(refused).code, Code::NotX509);
    assert_eq!(Held::in_vault(&vault, NOW), held);
}
