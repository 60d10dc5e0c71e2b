//! Import: a CA with a key of its own.

use super::{generate, with_key_for, with_org_cert};
use crate::{
    ca::{backup, with_ca},
    export::keypair_to,
};
use orgkey_core::{
    AttentionKind, SecretKind, SecretStanding, Silent, Vault,
    ca::{CaFile, CertificateFormat, PublishCrl},
    export_key, home,
    org_cert::{
        ExportOrgCert, ImportOrgCert, OrgCertNote, OrgCertWay, PublishOrgCertCrl, export_org_cert, import_org_cert,
        organization_certificate, plan_import_org_cert, publish_org_cert_crl,
    },
};
use orgkey_test_support::{FILE_PASSPHRASE, Held, NOW, WRONG_PASSPHRASE, refusal, words};
use orgkey_types::{Code, Passphrase};

fn of<'a>(files: &'a [CaFile<'a>], passphrase: Option<&'a Passphrase>) -> ImportOrgCert<'a> {
    ImportOrgCert { files, passphrase, accept_missing_mac: false, serial: None, crl_points: Vec::new() }
}

/// A root as PKCS#12, made in another vault.
fn root() -> Vec<u8> {
    let (place, mut vault, _) = with_ca();
    backup(&place, &mut vault, "root.pfx")
}

#[test]
fn a_root_with_its_key_is_taken_and_warned_of() {
    let (_place, mut vault) = with_key_for("1y").unwrap();
    let (bytes, password) = (root(), words(FILE_PASSPHRASE));
    let files = [CaFile { name: "root.pfx", bytes: &bytes }];
    assert!(plan_import_org_cert(&vault, &of(&files, None), NOW).unwrap().plan.is_none(), "the password is needed");
    let plan = plan_import_org_cert(&vault, &of(&files, Some(&password)), NOW).unwrap().plan.unwrap();
    assert_eq!(plan.notes, [OrgCertNote::RootKey, OrgCertNote::OtherKey]);
    let stored = import_org_cert(&mut vault, &of(&files, Some(&password)), NOW).unwrap().stored;
    assert_eq!(stored.way, OrgCertWay::Imported);
    assert!(stored.ca.stored.has_secrets, "its key is sealed in the vault");
    let told = home(&vault, NOW).unwrap().attention;
    assert!(told.iter().any(|item| item.kind == AttentionKind::OrgCertNeverBackedUp));
}

#[test]
fn home_counts_it_among_the_secrets_with_its_own_copies_or_else_those_of_the_organization_key() {
    let standing = |vault: &Vault| -> Vec<(SecretStanding, u32)> {
        let secrets = home(vault, NOW).unwrap().recoverability;
        let its = secrets.into_iter().filter(|secret| secret.kind == SecretKind::OrganizationCertificate);
        its.map(|secret| (secret.standing, secret.copies)).collect()
    };
    let (place, mut vault) = with_key_for("1y").unwrap();
    generate(&mut vault, "Mail CA", NOW);
    let ends: Vec<_> = home(&vault, NOW).unwrap().endings.iter().map(|ending| ending.kind).collect();
    assert_eq!(ends, [SecretKind::OrganizationKey, SecretKind::OrganizationCertificate]);
    assert_eq!(standing(&vault), [(SecretStanding::Missing, 0)], "neither has a copy");
    let (target, passphrase) = (place.path("key.asc"), words(FILE_PASSPHRASE));
    export_key(&mut vault, &keypair_to(&target, &passphrase), &Silent, NOW).unwrap();
    assert_eq!(standing(&vault), [(SecretStanding::Proven, 1)], "its key lies in that copy");
    let (bytes, password) = (root(), words(FILE_PASSPHRASE));
    import_org_cert(&mut vault, &of(&[CaFile { name: "root.pfx", bytes: &bytes }], Some(&password)), NOW).unwrap();
    assert_eq!(standing(&vault), [(SecretStanding::Missing, 0)], "a key of its own needs a copy of its own");
}

#[test]
fn what_it_has_revoked_elsewhere_is_not_taken_back_by_a_list_of_ours() {
    let (place, mut vault) = with_key_for("1y").unwrap();
    let (bytes, password) = (root(), words(FILE_PASSPHRASE));
    import_org_cert(&mut vault, &of(&[CaFile { name: "root.pfx", bytes: &bytes }], Some(&password)), NOW).unwrap();
    let target = place.path("mail.crl");
    let publish = |vault: &mut Vault, first_list| {
        let list = PublishCrl {
            ca: None,
            days: None,
            format: CertificateFormat::Der,
            target: Some(&target),
            overwrite: false,
            first_list,
        };
        publish_org_cert_crl(vault, &PublishOrgCertCrl { which: None, list }, &Silent, NOW)
    };
    assert_eq!(refusal(publish(&mut vault, false)).code, Code::EarlierListsUnknown);
    publish(&mut vault, true).unwrap();
}

#[test]
fn the_organization_keys_own_keypair_comes_back_without_being_kept_twice() {
    let (place, mut vault) = with_org_cert();
    let (target, password) = (place.path("mail.p12"), words(FILE_PASSPHRASE));
    let export = crate::ca::backup_to(&target, &password);
    export_org_cert(&mut vault, &ExportOrgCert { which: None, export }, &Silent, NOW).unwrap();
    let before = organization_certificate(&vault, NOW).unwrap().active.unwrap();
    let bytes = std::fs::read(target).unwrap();
    let files = [CaFile { name: "mail.p12", bytes: &bytes }];
    let stored = import_org_cert(&mut vault, &of(&files, Some(&password)), NOW).unwrap().stored;
    assert_eq!((stored.ca.stored.id, stored.ca.stored.has_secrets), (before.ca.stored.id, false));
}

#[test]
fn a_file_with_two_cas_asks_which_one() {
    let (_place, mut vault) = with_key_for("1y").unwrap();
    let password = words(FILE_PASSPHRASE);
    let (one, two) = (root(), root());
    let files = [CaFile { name: "one.pfx", bytes: &one }, CaFile { name: "two.pfx", bytes: &two }];
    assert_eq!(refusal(import_org_cert(&mut vault, &of(&files, Some(&password)), NOW)).code, Code::SeveralKeys);
    let chosen = plan_import_org_cert(&vault, &of(&files[1..], Some(&password)), NOW).unwrap().plan.unwrap();
    let serial = chosen.certificate.serial().hex();
    let request = ImportOrgCert { serial: Some(&serial), ..of(&files, Some(&password)) };
    assert_eq!(import_org_cert(&mut vault, &request, NOW).unwrap().stored.certificate, chosen.certificate);
}

#[test]
fn what_cannot_be_imported_is_refused_and_nothing_changes() {
    let (_place, mut vault) = with_org_cert();
    let before = Held::in_vault(&vault, NOW);
    let (bytes, wrong) = (root(), words(WRONG_PASSPHRASE));
    let good = CaFile { name: "root.pfx", bytes: &bytes };
    let broken = CaFile { name: "root.pfx", bytes: &bytes[..bytes.len() / 2] };
    let (_ca_place, _ca_vault, ca) = with_ca();
    let pem = ca.certificates.self_signed.unwrap().pem();
    let public = CaFile { name: "root.pem", bytes: pem.as_bytes() };
    let cases: [(CaFile<'_>, Option<&Passphrase>, &[Code]); 4] = [
        (good, None, &[Code::PassphraseMissing]),
        (good, Some(&wrong), &[Code::WrongPassphrase]),
        (broken, Some(&wrong), &[Code::FileTruncated, Code::FileDamaged, Code::NotPkcs12]),
        (public, None, &[Code::PublicOnly]),
    ];
    for (file, passphrase, codes) in cases {
        let code = refusal(import_org_cert(&mut vault, &of(&[file], passphrase), NOW)).code;
        assert!(codes.contains(&code), "{code:?}");
    }
    assert!(Held::in_vault(&vault, NOW) == before);
}
