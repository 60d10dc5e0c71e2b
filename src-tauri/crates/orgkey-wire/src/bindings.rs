//! Writes the TypeScript shapes. `cargo xtask bindings` runs this test with `ORGKEY_BINDINGS` set to the folder; CI
//! runs it without and compares.

use crate::*;
use orgkey_types::Code;
use std::{collections::BTreeSet, fs, path::PathBuf};
use ts_rs::{Config, TS};

macro_rules! exported {
    ($config:expr, $($type:ty),* $(,)?) => { $(<$type>::export_all($config).unwrap();)* };
}

fn write_all(folder: &std::path::Path) {
    let config = Config::new().with_out_dir(folder);
    exported!(
        &config,
        SessionView,
        UnlockRequest,
        SessionEvent,
        GrantView,
        CreateVaultRequest,
        OrganizationDraft,
        MeasurePassphraseRequest,
        StrengthView,
        ChangePassphraseRequest,
        KeyChoiceView,
        GenerateKeyRequest,
        GeneratePlanView,
        GenerateReceiptView,
        OrganizationKeysView,
        OrganizationKeyView,
        ChooseExportTargetRequest,
        ExportKeyRequest,
        ExportPlanView,
        ExportReceiptView,
        ImportKeyRequest,
        ImportPlanView,
        ImportReceiptView,
        FileView,
        BackupView,
        CreateBackupRequest,
        ServerBackupPlanView,
        ServerBackupReceiptView,
        ServerBackupView,
        VerifiedBackupView,
        RestorePlanView,
        RestoreReceiptView,
        BackupScheduleView,
        ScheduledBackupReceiptView,
        AuditRequest,
        AuditPageView,
        ChooseAuditTargetRequest,
        ExportAuditRequest,
        AuditExportReceiptView,
        CompareAuditHeadRequest,
        VerifyAuditFileRequest,
        AuditFileCheckView,
        HealthView,
        WriteCalendarRequest,
        CalendarReceiptView,
        DrillCopyRequest,
        DrillPlanView,
        DrillReceiptView,
        RetireCopyRequest,
        RetirePlanView,
        RetireReceiptView,
        RestorationView,
        HomeView,
        SettingsView,
        AdministratorView,
        AdministratorReceiptView,
        RoleView,
        AddAdministratorRequest,
        GrantRightRequest,
        RevokeRightRequest,
        RemoveAdministratorRequest,
        TwoPersonRuleView,
        SecondPersonRequest,
        AboutView,
        ProgressView,
        FailureView,
        CaRowView,
        CaView,
        CaKeyChoiceView,
        CreateCaRequest,
        CaCreatePlanView,
        CaCreateReceiptView,
        InstallCaCertificateRequest,
        CaInstallReceiptView,
        ImportCaRequest,
        CaImportPlanView,
        CaImportReceiptView,
        ChooseCaExportTargetRequest,
        ExportCaRequest,
        CaExportPlanView,
        CaExportReceiptView,
        IssueCertificateRequest,
        IssuePlanView,
        IssueReceiptView,
        ChooseCertificateTargetRequest,
        IssuedRequest,
        IssuedPageView,
        IssuedCertificateRequest,
        IssuedCertificateView,
        ValidateCertificateRequest,
        ValidationView,
        RevokeCertificateRequest,
        RevokeReceiptView,
        RevocationListsView,
        ChooseCrlTargetRequest,
        PublishCrlRequest,
        CrlPlanView,
        CrlReceiptView,
        RenewCaRequest,
        CaRenewPlanView,
        CaRenewReceiptView,
        ReplaceCaRequest,
        CaReplacePlanView,
        CaReplaceReceiptView,
        WriteCaRequestRequest,
        CaRequestReceiptView,
        UsersRequest,
        UserPageView,
        UserDetailsView,
        AddUserRequest,
        AddUserPlanView,
        AddUserReceiptView,
        ImportUsersRequest,
        UserImportView,
        ChooseUserExportTargetRequest,
        ExportUserRequest,
        ExportAllUsersRequest,
        UserExportReceiptView,
        ContactUserRequest,
        DeleteUserRequest,
        OrgCertView,
        OrgCertSettingsView,
        GenerateOrgCertRequest,
        OrgCertPlanView,
        OrgCertReceiptView,
        ChooseOrgCertTargetRequest,
        WriteOrgCertRequestRequest,
        OrgCertRequestReceiptView,
        InstallOrgCertRequest,
        ImportOrgCertRequest,
        OrgCertImportPlanView,
        ExportOrgCertRequest,
        PublishOrgCertCrlRequest,
        PackOrgCertRequest,
        OrgCertPackReceiptView,
        IssueUserCertificatesRequest,
        RevokeUserCertificatesRequest,
        UserCertificatesReceiptView,
        RevokedUserCertificatesView,
        ChooseUserBundleTargetRequest,
        ExportUserBundleRequest,
        UserBundlePlanView,
        UserBundleReceiptView,
        MaintenanceSettingsView,
        MaintenanceSettingsRequest,
        PlanMaintenanceRequest,
        MaintenancePlanView,
        RunMaintenanceRequest,
        MaintenanceReceiptView,
        MaintenanceStatusView,
        RenewKeyPlanView,
        RenewKeyReceiptView,
        ReplaceKeyRequest,
        ReplaceKeyPlanView,
        ReplaceKeyReceiptView,
        AdkView,
        SetAdkRequest,
        RemoveAdkRequest,
        AdkPlanView,
        AdkReceiptView,
        AdkCoverageView,
    );
    let names: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().unwrap().strip_suffix(".ts").map(str::to_owned))
        .filter(|name| name != "index" && name != "codes")
        .collect();
    let index: String = names.iter().map(|name| format!("export type {{ {name} }} from './{name}';\n")).collect();
    fs::write(folder.join("index.ts"), index).unwrap();
    let codes: Vec<String> = Code::ALL.iter().map(|code| format!("  '{}',\n", code.name())).collect();
    let list = format!(
        "import type {{ Code }} from './Code';\n\n/** Every code, for tests of totality. */\nexport const codes: readonly Code[] = [\n{}];\n",
        codes.concat()
    );
    fs::write(folder.join("codes.ts"), list).unwrap();
}

#[test]
fn the_committed_bindings_are_what_these_types_say() {
    let committed = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/bindings");
    if std::env::var_os("ORGKEY_BINDINGS").is_some() {
        fs::create_dir_all(&committed).unwrap();
        write_all(&committed);
        return;
    }
    let fresh = tempfile::tempdir().unwrap();
    write_all(fresh.path());
    for entry in fs::read_dir(fresh.path()).unwrap() {
        let name = entry.unwrap().file_name();
        let (new, old) =
            (fs::read_to_string(fresh.path().join(&name)).unwrap(), fs::read_to_string(committed.join(&name)));
        assert_eq!(Some(new), old.ok(), "{name:?} is stale: run `cargo xtask bindings`");
    }
}
