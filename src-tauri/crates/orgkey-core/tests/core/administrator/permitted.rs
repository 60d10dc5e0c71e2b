//! Each use case as each role. The rows ask for what cannot be had (names that nobody has, folders that are not there), so
//! that whoever may ask is told that, and nothing changes for the next row.

use super::{HERS, add, open_as};
use crate::ca::new_ca;
use UseCase as U;
use orgkey_core::{
    AuditFormat, AuditQuery, ExportAudit, ExportKey, ExportPart, GenerateKey, ImportKey, KdfCost, Preset,
    Reauthentication, ReplaceKey, Settings, Silent, UseCase, Vault, adk_coverage,
    administrator::{
        AddAdministrator, Operation, TwoPersonRule, add_administrator, grant_right, remove_administrator, revoke_right,
        set_two_person, two_person_rules,
    },
    administrators, audit_page, backup, backup_register,
    ca::{self, CaFile, CaPart, CertificateChoice, CertificateFormat, KeyKind, RevocationReason},
    change_settings, check_vault, export_audit, export_key, generate_key, import_key,
    maintenance::{self, MaintenanceSettings, PlanMaintenance, RunMaintenance},
    org_cert::{self, OrgCertSettings, OrgCertSubject},
    organization_key, organization_keys, plan_adk, plan_export, plan_generate, plan_import, plan_renew_key,
    plan_replace_key,
    register::{self, DrillCopy, RetireCopy},
    remove_adk, renew_key, replace_key, set_adk,
    user::{self, AddUser, ExportAllUsers, ExportUser, ExportUserBundle, UserList},
    verify_audit,
};
use orgkey_test_support::{NOW, Place, new_key, words};
use orgkey_types::{Code, KeyMode, Outcome, Role};
use std::path::Path;

type Row = (UseCase, &'static str, fn(&mut Vault) -> Outcome<()>);

const NOWHERE: &str = "/nowhere/at/all";
const NOBODY: &str = "nobody@example.org";
const FILES: &[CaFile<'_>] = &[CaFile { name: "x.pem", bytes: b"nothing" }];

fn nowhere() -> &'static Path {
    Path::new(NOWHERE)
}

fn export(part: ExportPart) -> ExportKey<'static> {
    let (preset, reauthentication) = (Preset::Modern, Reauthentication::JustUnlocked);
    ExportKey { key: None, part, preset, passphrase: None, reauthentication, target: nowhere(), overwrite: false }
}

fn import() -> ImportKey<'static> {
    ImportKey {
        file: b"nothing",
        file_name: "x.asc",
        passphrase: None,
        fingerprint: None,
        accept_expired: false,
        accept_revoked: false,
        renew_self_signatures: false,
    }
}

fn impossible_key() -> GenerateKey {
    GenerateKey { user_id: String::new(), ..new_key() }
}

fn replacement() -> ReplaceKey<'static> {
    ReplaceKey { key: Some("nobody's"), new: new_key(), reason: "", confirm: "", sign_users_now: false }
}

fn ca_export(backup: bool) -> ca::ExportCa<'static> {
    let part = match backup {
        true => CaPart::Backup { preset: ca::Preset::Modern, vendor_compatible: false, password: None },
        false => {
            let which = CertificateChoice::Issued { serial: "01" };
            CaPart::Certificate { which, format: CertificateFormat::Pem }
        }
    };
    let reauthentication = Reauthentication::JustUnlocked;
    ca::ExportCa { ca: None, part, target: nowhere(), overwrite: false, reauthentication }
}

fn list() -> ca::PublishCrl<'static> {
    let (target, format) = (Some(nowhere()), CertificateFormat::Pem);
    ca::PublishCrl { ca: None, days: Some(0), format, target, overwrite: false, first_list: false }
}

fn issue() -> ca::IssueCertificate<'static> {
    ca::IssueCertificate {
        request: b"nothing",
        template: ca::Template::Server,
        valid: "1y",
        subject: None,
        alternative_names: None,
        crl_points: None,
        target: None,
        format: CertificateFormat::Pem,
        overwrite: false,
    }
}

fn org_cert() -> org_cert::GenerateOrgCert<'static> {
    org_cert::GenerateOrgCert { subject: OrgCertSubject::default(), crl_points: Vec::new() }
}

fn user_export(part: ExportPart) -> ExportUser<'static> {
    let (preset, reauthentication) = (Preset::Modern, Reauthentication::JustUnlocked);
    ExportUser { email: NOBODY, part, preset, passphrase: None, reauthentication, target: nowhere(), overwrite: false }
}

const KEYS: &[Row] = &[
    (U::ShowOrganizationKeys, "list", |vault| organization_keys(vault, NOW).map(drop)),
    (U::ShowOrganizationKeys, "show", |vault| organization_key(vault, "nobody's", NOW).map(drop)),
    (U::ShowOrganizationKeys, "adk coverage", |vault| adk_coverage(vault, NOW).map(drop)),
    (U::GenerateOrganizationKey, "plan", |vault| plan_generate(vault, &impossible_key(), NOW).map(drop)),
    (U::GenerateOrganizationKey, "do", |vault| generate_key(vault, &impossible_key(), &Silent, NOW).map(drop)),
    (U::ImportOrganizationKey, "plan", |vault| plan_import(vault, &import(), NOW).map(drop)),
    (U::ImportOrganizationKey, "do", |vault| import_key(vault, &import(), &Silent, NOW).map(drop)),
    (U::RenewOrganizationKey, "plan", |vault| plan_renew_key(vault, NOW).map(drop)),
    (U::RenewOrganizationKey, "do", |vault| renew_key(vault, &Silent, NOW).map(drop)),
    (U::ReplaceOrganizationKey, "plan", |vault| plan_replace_key(vault, &replacement(), NOW).map(drop)),
    (U::ReplaceOrganizationKey, "do", |vault| replace_key(vault, &replacement(), &Silent, NOW).map(drop)),
    (U::ExportPublicKey, "plan", |vault| plan_export(vault, &export(ExportPart::Public), NOW).map(drop)),
    (U::ExportPublicKey, "do", |vault| export_key(vault, &export(ExportPart::Public), &Silent, NOW).map(drop)),
    (U::ExportKeypair, "plan", |vault| plan_export(vault, &export(ExportPart::Keypair), NOW).map(drop)),
    (U::ExportKeypair, "do", |vault| export_key(vault, &export(ExportPart::Keypair), &Silent, NOW).map(drop)),
    (U::ChangeAdk, "plan", |vault| plan_adk(vault, b"nothing", NOW).map(drop)),
    (U::ChangeAdk, "set", |vault| set_adk(vault, b"nothing", NOW).map(drop)),
    (U::ChangeAdk, "remove", |vault| remove_adk(vault, "", NOW).map(drop)),
    (U::ShowMaintenance, "plan", |vault| {
        maintenance::plan_maintenance(vault, &PlanMaintenance::default(), NOW).map(drop)
    }),
    (U::ShowMaintenance, "status", |vault| maintenance::maintenance_status(vault, NOW).map(drop)),
    (U::RunMaintenance, "do", |vault| {
        maintenance::run_maintenance(vault, &RunMaintenance::default(), &Silent, NOW).map(drop)
    }),
    (U::ChangeMaintenanceSettings, "do", |vault| {
        let wanted = MaintenanceSettings { renew_lead_days: 0, user_signature_days: 0 };
        maintenance::change_maintenance_settings(vault, wanted, NOW).map(drop)
    }),
];

const CERTIFICATES: &[Row] = &[
    (U::ShowCertificates, "list", |vault| ca::cas(vault, NOW).map(drop)),
    (U::ShowCertificates, "show", |vault| ca::ca_details(vault, None, NOW).map(drop)),
    (U::ShowCertificates, "issued", |vault| ca::issued_page(vault, &ca::IssuedList::default(), NOW).map(drop)),
    (U::ShowCertificates, "one issued", |vault| ca::issued_certificate(vault, None, "01", NOW).map(drop)),
    (U::ShowCertificates, "lists", |vault| ca::revocation_lists(vault, None, NOW).map(drop)),
    (U::ShowCertificates, "validate", |vault| ca::validate_certificate(vault, ca::ToValidate::Ca(None), NOW).map(drop)),
    (U::ShowCertificates, "organization certificate", |vault| org_cert::organization_certificate(vault, NOW).map(drop)),
    (U::ShowCertificates, "pack", |vault| {
        org_cert::pack_org_cert(vault, &org_cert::PackOrgCert { which: None, target: nowhere() }, &Silent, NOW)
            .map(drop)
    }),
    (U::CreateCa, "plan", |vault| ca::plan_create_ca(vault, &new_ca(""), NOW).map(drop)),
    (U::CreateCa, "do", |vault| ca::create_ca(vault, &new_ca(""), &Silent, NOW).map(drop)),
    (U::ImportCa, "plan", |vault| ca::plan_import_ca(vault, &ca_import(), NOW).map(drop)),
    (U::ImportCa, "do", |vault| ca::import_ca(vault, &ca_import(), &Silent, NOW).map(drop)),
    (U::InstallCa, "do", |vault| ca::install_ca_certificate(vault, None, FILES, NOW).map(drop)),
    (U::RequestCa, "do", |vault| ca::write_ca_request(vault, None, nowhere(), false, &Silent, NOW).map(drop)),
    (U::RenewCa, "plan", |vault| ca::plan_renew(vault, &ca::RenewCa { ca: None, valid: "" }, NOW).map(drop)),
    (U::RenewCa, "do", |vault| ca::renew_ca(vault, &ca::RenewCa { ca: None, valid: "" }, &Silent, NOW).map(drop)),
    (U::ReplaceCa, "plan", |vault| ca::plan_replace(vault, &next_ca(), NOW).map(drop)),
    (U::ReplaceCa, "do", |vault| ca::replace_ca(vault, &next_ca(), &Silent, NOW).map(drop)),
    (U::ExportCa, "plan", |vault| ca::plan_export_ca(vault, &ca_export(true), NOW).map(drop)),
    (U::ExportCa, "do", |vault| ca::export_ca(vault, &ca_export(true), &Silent, NOW).map(drop)),
    (U::ExportCertificate, "plan", |vault| ca::plan_export_ca(vault, &ca_export(false), NOW).map(drop)),
    (U::ExportCertificate, "do", |vault| ca::export_ca(vault, &ca_export(false), &Silent, NOW).map(drop)),
    (U::IssueCertificate, "plan", |vault| ca::plan_issue(vault, None, &issue(), NOW).map(drop)),
    (U::IssueCertificate, "one", |vault| ca::issue_certificate(vault, None, &issue(), &Silent, NOW).map(drop)),
    (U::IssueCertificate, "many", |vault| ca::issue_certificates(vault, None, &[issue()], &Silent, NOW).map(drop)),
    (U::RevokeCertificate, "revoke", |vault| {
        let (which, reason) = (ca::ToRevoke::Serial("01"), RevocationReason::Superseded);
        let request = ca::RevokeCertificate { ca: None, which, reason, invalid_since: None };
        ca::revoke_certificate(vault, &request, NOW).map(drop)
    }),
    (U::RevokeCertificate, "release", |vault| ca::release_certificate(vault, None, "01", NOW).map(drop)),
    (U::PublishCrl, "plan", |vault| ca::plan_crl(vault, &list(), NOW).map(drop)),
    (U::PublishCrl, "do", |vault| ca::publish_crl(vault, &list(), &Silent, NOW).map(drop)),
    (U::MakeOrgCert, "plan", |vault| org_cert::plan_generate_org_cert(vault, &org_cert(), NOW).map(drop)),
    (U::MakeOrgCert, "do", |vault| org_cert::generate_org_cert(vault, &org_cert(), NOW).map(drop)),
    (U::MakeOrgCert, "request", |vault| {
        let (subject, target) = (OrgCertSubject::default(), nowhere());
        let request = org_cert::WriteOrgCertRequest { subject, target, overwrite: false };
        org_cert::write_org_cert_request(vault, &request, &Silent, NOW).map(drop)
    }),
    (U::MakeOrgCert, "install", |vault| {
        let request = org_cert::InstallOrgCert { files: FILES, crl_points: Vec::new() };
        org_cert::plan_install_org_cert(vault, &request, NOW)
            .and(org_cert::install_org_cert(vault, &request, NOW))
            .map(drop)
    }),
    (U::MakeOrgCert, "import", |vault| {
        let (files, crl_points) = (FILES, Vec::new());
        let request =
            org_cert::ImportOrgCert { files, passphrase: None, accept_missing_mac: false, serial: None, crl_points };
        org_cert::plan_import_org_cert(vault, &request, NOW)
            .and(org_cert::import_org_cert(vault, &request, NOW))
            .map(drop)
    }),
    (U::ExportOrgCert, "plan", |vault| {
        let request = org_cert::ExportOrgCert { which: None, export: ca_export(true) };
        org_cert::plan_export_org_cert(vault, &request, NOW).map(drop)
    }),
    (U::ExportOrgCert, "do", |vault| {
        let request = org_cert::ExportOrgCert { which: None, export: ca_export(true) };
        org_cert::export_org_cert(vault, &request, &Silent, NOW).map(drop)
    }),
    (U::PublishOrgCertCrl, "plan", |vault| {
        org_cert::plan_org_cert_crl(vault, &org_cert::PublishOrgCertCrl { which: None, list: list() }, NOW).map(drop)
    }),
    (U::PublishOrgCertCrl, "do", |vault| {
        let request = org_cert::PublishOrgCertCrl { which: None, list: list() };
        org_cert::publish_org_cert_crl(vault, &request, &Silent, NOW).map(drop)
    }),
    (U::ChangeOrgCertSettings, "do", |vault| {
        let wanted = OrgCertSettings { user_certificate_days: 0, smime_key: KeyKind::Rsa2048 };
        org_cert::change_org_cert_settings(vault, wanted, NOW).map(drop)
    }),
];

fn ca_import() -> ca::ImportCa<'static> {
    let (passphrase, name, born_with) = (None, None, None);
    ca::ImportCa { files: FILES, passphrase, name, born_with, exportable: true, accept_missing_mac: false }
}

fn next_ca() -> ca::ReplaceCa<'static> {
    ca::ReplaceCa { ca: None, name: Some(""), subject: None, key: KeyKind::P256, valid: "1y", exportable: true }
}

const PEOPLE: &[Row] = &[
    (U::ShowUsers, "list", |vault| user::users_page(vault, &UserList::default(), NOW).map(drop)),
    (U::ShowUsers, "show", |vault| user::user_details(vault, NOBODY, NOW).map(drop)),
    (U::AddUser, "plan", |vault| user::plan_add_user(vault, &nameless(), NOW).map(drop)),
    (U::AddUser, "do", |vault| user::add_user(vault, &nameless(), &Silent, NOW).map(drop)),
    (U::AddUser, "plan of many", |vault| user::plan_user_import(vault, &people(), &Silent, NOW).map(drop)),
    (U::AddUser, "many", |vault| user::import_users(vault, &people(), &Silent, NOW).map(drop)),
    (U::ChangeUser, "contact", |vault| user::contact_user(vault, NOBODY, NOW, NOW).map(drop)),
    (U::ChangeUser, "delete", |vault| user::delete_user(vault, NOBODY, "", NOW).map(drop)),
    (U::ExportUserPublic, "one", |vault| {
        user::export_user(vault, &user_export(ExportPart::Public), &Silent, NOW).map(drop)
    }),
    (U::ExportUserPublic, "all", |vault| {
        let request = ExportAllUsers { target: nowhere(), overwrite: false };
        user::export_all_users(vault, &request, &Silent, NOW).map(drop)
    }),
    (U::ExportUserKeypair, "OpenPGP", |vault| {
        user::export_user(vault, &user_export(ExportPart::Keypair), &Silent, NOW).map(drop)
    }),
    (U::ExportUserKeypair, "plan of S/MIME", |vault| user::plan_user_bundle(vault, &bundle(), NOW).map(drop)),
    (U::ExportUserKeypair, "S/MIME", |vault| user::export_user_bundle(vault, &bundle(), &Silent, NOW).map(drop)),
    (U::IssueUserCertificate, "do", |vault| {
        let request = user::IssueUserCertificates { emails: &[], all: false };
        user::issue_user_certificates(vault, &request, &Silent, NOW).map(drop)
    }),
    (U::RevokeUserCertificate, "do", |vault| {
        let (emails, reason) = (&[], RevocationReason::Superseded);
        let request = user::RevokeUserCertificates { emails, reason, reissue: false };
        user::revoke_user_certificates(vault, &request, &Silent, NOW).map(drop)
    }),
    (U::ShowCopies, "server backups", |vault| backup::server_backups(vault).map(drop)),
    (U::ShowCopies, "schedule", |vault| backup::backup_schedule(vault).map(drop)),
    (U::ChangeCopies, "schedule", |vault| {
        let (folder, preset, keep) = ("not from the root".into(), Preset::Modern, backup::Retention::default());
        let schedule = backup::BackupSchedule { folder, every_hours: 24, preset, keep };
        backup::set_backup_schedule(vault, Some(&schedule), NOW)
    }),
    (U::CreateServerBackup, "plan", |vault| backup::plan_backup(vault, &server_backup(), NOW).map(drop)),
    (U::CreateServerBackup, "do", |vault| backup::create_backup(vault, &server_backup(), &Silent, NOW).map(drop)),
    (U::VerifyServerBackup, "do", |vault| backup::verify_backup(vault, nowhere(), &Silent, NOW).map(drop)),
    (U::ShowCopies, "list", |vault| backup_register(vault, None).map(drop)),
    (U::ShowCopies, "would restore", |vault| register::would_restore(vault, NOW).map(drop)),
    (U::ChangeCopies, "plan of a retirement", |vault| register::plan_retire(vault, "none").map(drop)),
    (U::ChangeCopies, "plan of a drill", |vault| register::plan_drill(vault, &drill()).map(drop)),
    (U::ChangeCopies, "drill", |vault| register::drill_copy(vault, &drill(), &Silent, NOW).map(drop)),
    (U::ChangeCopies, "retire", |vault| {
        register::retire_copy(vault, &RetireCopy { copy: "none", reason: "x" }, NOW).map(drop)
    }),
    (U::ShowAdministrators, "list", |vault| administrators(vault).map(drop)),
    (U::ShowAdministrators, "operations for two", |vault| two_person_rules(vault).map(drop)),
    (U::ChangeAdministrators, "add", |vault| {
        let (passphrase, cost) = (&words("weak"), KdfCost::floor());
        let request = AddAdministrator { name: "x", role: Role::Auditor, passphrase, cost };
        add_administrator(vault, &request, &Silent, NOW).map(drop)
    }),
    (U::ChangeAdministrators, "grant", |vault| {
        grant_right(vault, "nobody", super::grant("audit:read"), &Silent, NOW).map(drop)
    }),
    (U::ChangeAdministrators, "revoke", |vault| {
        revoke_right(vault, "nobody", super::grant("audit:read"), &Silent, NOW).map(drop)
    }),
    (U::ChangeAdministrators, "remove", |vault| remove_administrator(vault, "nobody", &Silent, NOW).map(drop)),
    (U::ChangeAdministrators, "two persons", |vault| {
        set_two_person(vault, TwoPersonRule { operation: Operation::RetireCopy, needs_two: false }, NOW)
    }),
    (U::ChangeSettings, "do", |vault| change_settings(vault, Settings { auto_lock_minutes: 0 }, NOW).map(drop)),
    (U::ShowAudit, "list", |vault| audit_page(vault, &AuditQuery::default()).map(drop)),
    (U::ShowAudit, "verify", |vault| verify_audit(vault).map(drop)),
    (U::ShowAudit, "check", |vault| check_vault(vault).map(drop)),
    (U::ShowAudit, "compare", |vault| orgkey_core::compare_audit_head(vault, 1, "").map(drop)),
    (U::ShowAudit, "export", |vault| {
        let (since, until, filter) = (None, None, None);
        let format = AuditFormat::Jsonl;
        let request = ExportAudit { target: nowhere(), overwrite: false, format, since, until, filter };
        export_audit(vault, &request, &Silent, NOW).map(drop)
    }),
];

fn nameless() -> AddUser<'static> {
    AddUser { email: "", name: "", mode: KeyMode::Skm }
}

fn people() -> user::ImportUsers<'static> {
    user::ImportUsers { path: nowhere(), mode: None, passphrase: None }
}

fn bundle() -> ExportUserBundle<'static> {
    let (preset, reauthentication) = (ca::Preset::Modern, Reauthentication::JustUnlocked);
    ExportUserBundle { email: NOBODY, preset, password: None, reauthentication, target: nowhere(), overwrite: false }
}

fn server_backup() -> backup::CreateBackup<'static> {
    backup::CreateBackup { target: nowhere(), preset: Preset::Modern, overwrite: false }
}

fn drill() -> DrillCopy<'static> {
    DrillCopy { copy: "none", folder: None, file: None, passphrase: None }
}

fn rows() -> impl Iterator<Item = &'static Row> {
    KEYS.iter().chain(CERTIFICATES).chain(PEOPLE)
}

#[test]
fn every_use_case_has_a_row() {
    for use_case in UseCase::ALL {
        assert!(rows().any(|(row, ..)| row == use_case), "{use_case:?}");
    }
}

#[test]
fn each_use_case_is_done_for_the_roles_that_have_its_rights_and_refused_to_the_others_before_anything_else() {
    let (place, mut vault, _) = Place::with_key();
    ca::create_ca(&mut vault, &new_ca("Tree CA"), &Silent, NOW).unwrap();
    let subject = OrgCertSubject { common_name: "Mail", ..OrgCertSubject::default() };
    org_cert::generate_org_cert(&mut vault, &org_cert::GenerateOrgCert { subject, crl_points: Vec::new() }, NOW)
        .unwrap();
    for role in Role::ALL {
        add(&mut vault, role.shown(), role).unwrap();
    }
    let (mut done, mut refused) = (0, 0);
    for role in Role::ALL {
        vault = open_as(&place, vault, role.shown());
        assert!(vault.passphrase_opens(role.shown(), &words(HERS)).unwrap());
        for (use_case, what, ask) in rows() {
            let counter = vault.counter().unwrap();
            let missing = use_case.needs().iter().find(|grant| !role.rights().has(grant.area, grant.right));
            let outcome = ask(&mut vault);
            match (missing, outcome) {
                (Some(grant), Err(failure)) => {
                    let told = (failure.code, failure.subject);
                    assert_eq!(told, (Code::NotPermitted, Some(grant.shown())), "{role:?} {use_case:?} {what}");
                    assert_eq!(
                        vault.counter().unwrap(),
                        counter,
                        "{role:?} {use_case:?} {what}: something was written"
                    );
                    refused += 1;
                }
                (Some(_), Ok(())) => panic!("{role:?} may not {use_case:?} ({what})"),
                (None, outcome) => {
                    let code = outcome.err().map(|failure| (failure.code, failure.subject));
                    assert!(!matches!(code, Some((Code::NotPermitted, _))), "{role:?} {use_case:?} {what}: {code:?}");
                    done += 1;
                }
            }
        }
    }
    assert!(done > 200 && refused > 130, "{done} were done, {refused} refused");
}
