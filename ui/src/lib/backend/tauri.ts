import { Channel, invoke } from "@tauri-apps/api/core";

import type { Backend, Watch } from "./port";

function channel<T>(watch: Watch<T>): Channel<T> {
  const messages = new Channel<T>();
  messages.onmessage = watch;
  return messages;
}

/** The program behind the window. The only file that knows Tauri. */
export const tauri: Backend = {
  sessionState: () => invoke("session_state"),
  watchSession: (events) => invoke("watch_session", { events: channel(events) }),
  unlock: (request) => invoke("unlock", { request }),
  lock: () => invoke("lock"),
  touch: () => invoke("touch"),
  openVault: () => invoke("open_vault"),
  setPreferences: ({ language, theme }) => invoke("set_preferences", { language, theme }),

  defaultVaultPlace: (organization) => invoke("default_vault_place", { organization }),
  chooseVaultPlace: (organization) => invoke("choose_vault_place", { organization }),
  createVault: (request) => invoke("create_vault", { request }),
  checkOrganization: (draft) => invoke("check_organization", { draft }),

  measurePassphrase: (request) => invoke("measure_passphrase", { request }),
  changePassphrase: (request) => invoke("change_passphrase", { request }),

  keyChoices: () => invoke("key_choices"),
  planGenerate: (request) => invoke("plan_generate", { request }),
  generateKey: (request, operation, progress) =>
    invoke("generate_key", { request, operation, progress: channel(progress) }),
  cancelOperation: (operation) => invoke("cancel_operation", { operation }),

  organizationKeys: () => invoke("organization_keys"),
  organizationKey: (key) => invoke("organization_key", { key }),

  chooseExportTarget: (request) => invoke("choose_export_target", { request }),
  planExport: (request) => invoke("plan_export", { request }),
  exportKey: (request, operation, progress) =>
    invoke("export_key", { request, operation, progress: channel(progress) }),

  chooseImportFile: () => invoke("choose_import_file"),
  inspectFile: (file) => invoke("inspect_file", { file }),
  planImport: (request) => invoke("plan_import", { request }),
  importKey: (request, operation, progress) =>
    invoke("import_key", { request, operation, progress: channel(progress) }),

  usersPage: (request) => invoke("users_page", { request }),
  showUser: (email) => invoke("show_user", { email }),
  planAddUser: (request) => invoke("plan_add_user", { request }),
  addUser: (request, operation, progress) =>
    invoke("add_user", { request, operation, progress: channel(progress) }),
  chooseUserFile: () => invoke("choose_user_file"),
  chooseUserFolder: () => invoke("choose_user_folder"),
  planUserImport: (request, operation, progress) =>
    invoke("plan_user_import", { request, operation, progress: channel(progress) }),
  importUsers: (request, operation, progress) =>
    invoke("import_users", { request, operation, progress: channel(progress) }),
  issueUserCertificates: (request, operation, progress) =>
    invoke("issue_user_certificates", { request, operation, progress: channel(progress) }),
  revokeUserCertificates: (request, operation, progress) =>
    invoke("revoke_user_certificates", { request, operation, progress: channel(progress) }),
  chooseUserBundleTarget: (request) => invoke("choose_user_bundle_target", { request }),
  planUserBundle: (request) => invoke("plan_user_bundle", { request }),
  exportUserBundle: (request, operation, progress) =>
    invoke("export_user_bundle", { request, operation, progress: channel(progress) }),
  chooseUserExportTarget: (request) => invoke("choose_user_export_target", { request }),
  exportUser: (request, operation, progress) =>
    invoke("export_user", { request, operation, progress: channel(progress) }),
  exportAllUsers: (request, operation, progress) =>
    invoke("export_all_users", { request, operation, progress: channel(progress) }),
  contactUser: (request) => invoke("contact_user", { request }),
  deleteUser: (request) => invoke("delete_user", { request }),

  maintenanceStatus: () => invoke("maintenance_status"),
  maintenanceSettings: () => invoke("maintenance_settings"),
  changeMaintenanceSettings: (request) => invoke("change_maintenance_settings", { request }),
  planMaintenance: (request) => invoke("plan_maintenance", { request }),
  runMaintenance: (request, operation, progress) =>
    invoke("run_maintenance", { request, operation, progress: channel(progress) }),
  planRenewKey: () => invoke("plan_renew_key"),
  renewKey: (operation, progress) => invoke("renew_key", { operation, progress: channel(progress) }),
  planReplaceKey: (request) => invoke("plan_replace_key", { request }),
  replaceKey: (request, operation, progress) =>
    invoke("replace_key", { request, operation, progress: channel(progress) }),

  listCas: () => invoke("list_cas"),
  showCa: (ca) => invoke("show_ca", { ca }),
  validateCa: (ca) => invoke("validate_ca", { ca }),
  validateCertificate: (request) => invoke("validate_certificate", { request }),
  chooseCertificateFile: () => invoke("choose_certificate_file"),
  caKeyChoices: () => invoke("ca_key_choices"),
  chooseCaRequestTarget: (name) => invoke("choose_ca_request_target", { name }),
  writeCaRequest: (request, operation, progress) =>
    invoke("write_ca_request", { request, operation, progress: channel(progress) }),
  planCreateCa: (request) => invoke("plan_create_ca", { request }),
  createCa: (request, operation, progress) =>
    invoke("create_ca", { request, operation, progress: channel(progress) }),
  installCaCertificate: (request) => invoke("install_ca_certificate", { request }),
  chooseCaFiles: () => invoke("choose_ca_files"),
  planCaImport: (request) => invoke("plan_ca_import", { request }),
  importCa: (request, operation, progress) =>
    invoke("import_ca", { request, operation, progress: channel(progress) }),
  chooseCaExportTarget: (request) => invoke("choose_ca_export_target", { request }),
  planCaExport: (request) => invoke("plan_ca_export", { request }),
  exportCa: (request, operation, progress) =>
    invoke("export_ca", { request, operation, progress: channel(progress) }),
  chooseRequestFile: () => invoke("choose_request_file"),
  chooseCertificateTarget: (request) => invoke("choose_certificate_target", { request }),
  planIssue: (request) => invoke("plan_issue", { request }),
  issueCertificate: (request) => invoke("issue_certificate", { request }),
  issuedPage: (request) => invoke("issued_page", { request }),
  showCertificate: (request) => invoke("show_certificate", { request }),
  revokeCertificate: (request) => invoke("revoke_certificate", { request }),
  releaseCertificate: (request) => invoke("release_certificate", { request }),
  revocationLists: (ca) => invoke("revocation_lists", { ca }),
  chooseCrlTarget: (request) => invoke("choose_crl_target", { request }),
  planCrl: (request) => invoke("plan_crl", { request }),
  publishCrl: (request, operation, progress) =>
    invoke("publish_crl", { request, operation, progress: channel(progress) }),
  planRenewCa: (request) => invoke("plan_renew_ca", { request }),
  renewCa: (request) => invoke("renew_ca", { request }),
  planReplaceCa: (request) => invoke("plan_replace_ca", { request }),
  replaceCa: (request, operation, progress) =>
    invoke("replace_ca", { request, operation, progress: channel(progress) }),

  showAdk: () => invoke("show_adk"),
  adkCoverage: () => invoke("adk_coverage"),
  planAdk: (request) => invoke("plan_adk", { request }),
  setAdk: (request) => invoke("set_adk", { request }),
  removeAdk: (request) => invoke("remove_adk", { request }),

  organizationCertificate: () => invoke("organization_certificate"),
  changeOrgCertSettings: (settings) => invoke("change_org_cert_settings", { settings }),
  chooseOrgCertTarget: (request) => invoke("choose_org_cert_target", { request }),
  planOrgCertGenerate: (request) => invoke("plan_org_cert_generate", { request }),
  generateOrgCert: (request) => invoke("generate_org_cert", { request }),
  writeOrgCertRequest: (request, operation, progress) =>
    invoke("write_org_cert_request", { request, operation, progress: channel(progress) }),
  planOrgCertInstall: (request) => invoke("plan_org_cert_install", { request }),
  installOrgCert: (request) => invoke("install_org_cert", { request }),
  planOrgCertImport: (request) => invoke("plan_org_cert_import", { request }),
  importOrgCert: (request) => invoke("import_org_cert", { request }),
  planOrgCertExport: (request) => invoke("plan_org_cert_export", { request }),
  exportOrgCert: (request, operation, progress) =>
    invoke("export_org_cert", { request, operation, progress: channel(progress) }),
  planOrgCertCrl: (request) => invoke("plan_org_cert_crl", { request }),
  publishOrgCertCrl: (request, operation, progress) =>
    invoke("publish_org_cert_crl", { request, operation, progress: channel(progress) }),
  packOrgCert: (request, operation, progress) =>
    invoke("pack_org_cert", { request, operation, progress: channel(progress) }),

  serverBackups: () => invoke("server_backups"),
  chooseBackupTarget: () => invoke("choose_backup_target"),
  planServerBackup: (request) => invoke("plan_server_backup", { request }),
  createServerBackup: (request, operation, progress) =>
    invoke("create_server_backup", { request, operation, progress: channel(progress) }),
  chooseBackupFile: () => invoke("choose_backup_file"),
  verifyServerBackup: (file, operation, progress) =>
    invoke("verify_server_backup", { file, operation, progress: channel(progress) }),

  backupRegister: () => invoke("backup_register"),
  wouldRestore: () => invoke("would_restore"),
  chooseDrillFile: () => invoke("choose_drill_file"),
  chooseDrillFolder: () => invoke("choose_drill_folder"),
  planDrill: (request) => invoke("plan_drill", { request }),
  drillCopy: (request, operation, progress) =>
    invoke("drill_copy", { request, operation, progress: channel(progress) }),
  planRetireCopy: (copy) => invoke("plan_retire_copy", { copy }),
  retireCopy: (request) => invoke("retire_copy", { request }),

  auditPage: (request) => invoke("audit_page", { request }),
  verifyAudit: () => invoke("verify_audit"),
  compareAuditHead: (request) => invoke("compare_audit_head", { request }),
  chooseAuditTarget: (request) => invoke("choose_audit_target", { request }),
  exportAudit: (request, operation, progress) =>
    invoke("export_audit", { request, operation, progress: channel(progress) }),
  chooseAuditFile: () => invoke("choose_audit_file"),
  verifyAuditFile: (request) => invoke("verify_audit_file", { request }),

  health: () => invoke("health"),
  chooseCalendarTarget: () => invoke("choose_calendar_target"),
  writeCalendar: (request) => invoke("write_calendar", { request }),

  home: () => invoke("home"),
  settings: () => invoke("settings"),
  changeSettings: (settings) => invoke("change_settings", { settings }),
  administrators: () => invoke("administrators"),
  roles: () => invoke("roles"),
  addAdministrator: (request, operation, progress) =>
    invoke("add_administrator", { request, operation, progress: channel(progress) }),
  grantRight: (request, operation, progress) =>
    invoke("grant_right", { request, operation, progress: channel(progress) }),
  revokeRight: (request, operation, progress) =>
    invoke("revoke_right", { request, operation, progress: channel(progress) }),
  removeAdministrator: (request, operation, progress) =>
    invoke("remove_administrator", { request, operation, progress: channel(progress) }),
  twoPersonRules: () => invoke("two_person_rules"),
  setTwoPerson: (request) => invoke("set_two_person", { request }),
  attendSecondPerson: (request) => invoke("attend_second_person", { request }),
  about: () => invoke("about"),
};
