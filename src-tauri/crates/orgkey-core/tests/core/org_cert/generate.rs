//! Generate: the Organization Key signs it itself.

use super::{generate, named, with_key, with_key_for, with_org_cert};
use crate::{ca::accepted_by_openssl, user::add};
use orgkey_core::{
    AttentionKind, GenerateKey, home,
    org_cert::{
        GenerateOrgCert, OrgCertNote, OrgCertSubject, OrgCertWay, generate_org_cert, organization_certificate,
        plan_generate_org_cert,
    },
};
use orgkey_test_support::{DAY, Held, NOW, new_key, refusal};
use orgkey_types::{Algorithm, Code, Profile};

#[test]
fn the_organization_keys_own_key_signs_it_and_openssl_agrees_for_each_kind() {
    for algorithm in [Algorithm::Curve25519, Algorithm::Rsa2048, Algorithm::P256] {
        let (place, mut vault) = with_key(GenerateKey { algorithm, ..new_key() }).unwrap();
        let made = generate(&mut vault, "Mail CA", NOW).stored;
        let row = vault.active_organization_key().unwrap().unwrap();
        let spki = orgkey_openpgp::bare_public(&row.public, &row.summary.fingerprint).unwrap();
        assert_eq!(made.certificate.public_key().spki(), spki, "{algorithm:?}");
        assert!(!made.ca.stored.has_secrets, "the key is not kept a second time");
        assert_eq!((made.way, made.notes.as_slice()), (OrgCertWay::SelfSigned, &[OrgCertNote::SelfSigned][..]));
        assert!(made.findings.is_empty(), "{:?}", made.findings);
        let pem = made.certificate.pem();
        assert!(accepted_by_openssl(&place, &pem, "", &pem), "{algorithm:?}");
    }
}

#[test]
fn every_field_of_the_dialog_stands_in_the_name_and_commas_stay_what_they_are() {
    let (_place, vault) = with_key_for("1y").unwrap();
    let subject = OrgCertSubject {
        common_name: "Example, Group",
        email: Some("pki@example.org"),
        organization: Some("Example + Co"),
        unit: Some("IT"),
        city: Some("Zürich"),
        state: Some("ZH"),
        country: Some("ch"),
    };
    let plan = plan_generate_org_cert(&vault, &GenerateOrgCert { subject, crl_points: Vec::new() }, NOW).unwrap();
    let shown = plan.certificate.subject().to_string();
    for part in ["CN=Example\\, Group", "O=Example \\+ Co", "OU=IT", "L=Zürich", "ST=ZH", "C=CH", "pki@example.org"] {
        assert!(shown.contains(part), "{shown} has no {part}");
    }
}

#[test]
fn what_cannot_be_generated_is_refused_and_nothing_changes() {
    let (_place, mut vault) = with_key_for("1y").unwrap();
    add(&mut vault, "ada@example.org", "Ada", NOW);
    let before = Held::in_vault(&vault, NOW);
    let field = |subject: OrgCertSubject<'static>| GenerateOrgCert { subject, crl_points: Vec::new() };
    let base = OrgCertSubject { common_name: "Mail CA", ..OrgCertSubject::default() };
    let cases = [
        (field(OrgCertSubject { common_name: " ", ..base.clone() }), Code::InvalidArgument),
        (field(OrgCertSubject { country: Some("Germany"), ..base.clone() }), Code::NameInvalid),
        (field(OrgCertSubject { email: Some("ADA@example.org"), ..base.clone() }), Code::OrgCertEmailTaken),
        (GenerateOrgCert { crl_points: vec!["no address".into()], ..named("Mail CA") }, Code::InvalidArgument),
    ];
    for (request, code) in cases {
        assert_eq!(refusal(generate_org_cert(&mut vault, &request, NOW)).code, code);
    }
    assert!(Held::in_vault(&vault, NOW) == before);
    assert!(organization_certificate(&vault, NOW).unwrap().active.is_none());
    let late = NOW.plus_seconds(400 * DAY);
    assert_eq!(refusal(generate_org_cert(&mut vault, &named("Mail CA"), late)).code, Code::KeyExpired);
}

#[test]
fn a_key_that_no_certificate_can_carry_is_refused_with_a_way_out() {
    let odd = [Algorithm::Curve448, Algorithm::MlDsa65Ed25519];
    for algorithm in odd {
        let (_place, mut vault) = with_key(GenerateKey { algorithm, profile: Profile::V6, ..new_key() }).unwrap();
        assert_eq!(refusal(generate_org_cert(&mut vault, &named("Mail CA"), NOW)).code, Code::OrgCertKeyUnfit);
        let page = organization_certificate(&vault, NOW).unwrap();
        assert_eq!(page.key_refused.map(|failure| failure.code), Some(Code::OrgCertKeyUnfit));
    }
}

#[test]
fn the_email_is_none_or_one_that_no_user_has_and_a_later_user_is_told_of() {
    let (_place, mut vault) = with_key_for("1y").unwrap();
    let subject =
        OrgCertSubject { common_name: "Mail CA", email: Some("pki@example.org"), ..OrgCertSubject::default() };
    let request = GenerateOrgCert { subject, crl_points: Vec::new() };
    generate_org_cert(&mut vault, &request, NOW).unwrap();
    let told = |vault: &orgkey_core::Vault| {
        home(vault, NOW).unwrap().attention.iter().any(|item| item.kind == AttentionKind::OrgCertEmailOfUser)
    };
    assert!(!told(&vault));
    add(&mut vault, "pki@example.org", "Somebody", NOW);
    assert!(told(&vault));
    let active = organization_certificate(&vault, NOW).unwrap().active.unwrap();
    assert!(active.notes.contains(&OrgCertNote::EmailOfUser));
}

#[test]
fn there_is_one_in_use_only_and_earlier_ones_are_kept() {
    let (_place, mut vault) = with_org_cert();
    let first = organization_certificate(&vault, NOW).unwrap().active.unwrap();
    let second = generate(&mut vault, "Other Mail CA", NOW.plus_seconds(DAY));
    assert_eq!(second.retired.unwrap().ca.stored.id, first.ca.stored.id);
    let page = organization_certificate(&vault, NOW).unwrap();
    assert_eq!(page.active.unwrap().certificate, second.stored.certificate);
    assert_eq!(page.retired.len(), 1);
    assert_eq!(page.retired[0].certificate, first.certificate);
    let rows = vault.organization_certificates().unwrap();
    assert_eq!(rows.iter().filter(|row| row.state != orgkey_vault::CaState::Retired).count(), 1);
}

#[test]
fn generated_again_without_changing_an_attribute_it_is_another_certificate_of_the_same_issuer() {
    let (_place, mut vault) = with_org_cert();
    let first = organization_certificate(&vault, NOW).unwrap().active.unwrap();
    let later = NOW.plus_seconds(DAY);
    let plan = plan_generate_org_cert(&vault, &named("Mail CA"), later).unwrap();
    assert!(plan.continues && plan.retires.is_none());
    let again = generate(&mut vault, "Mail CA", later).stored;
    assert_eq!(again.ca.stored.id, first.ca.stored.id, "its revocation lists go on");
    assert_ne!(again.certificate.serial(), first.certificate.serial());
    assert_eq!(again.certificates.former, [first.certificate]);
    // The first one comes back into use when its name does.
    generate(&mut vault, "Other Mail CA", later);
    let back = generate(&mut vault, "Mail CA", later).stored;
    assert_eq!(back.ca.stored.id, first.ca.stored.id);
}

#[test]
fn the_log_tells_of_the_intent_and_of_the_end() {
    let (_place, mut vault) = with_key_for("1y").unwrap();
    let entries = vault.audit_count().unwrap();
    generate(&mut vault, "Mail CA", NOW);
    let told = Held::last_entries(&vault, 2);
    assert_eq!(told, ["generate-organization-certificate intent", "generate-organization-certificate settled done"]);
    assert_eq!(vault.audit_count().unwrap(), entries + 2);
}
