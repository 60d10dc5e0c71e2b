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

  backupRegister: () => invoke("backup_register"),
  auditPage: (request) => invoke("audit_page", { request }),
  verifyAudit: () => invoke("verify_audit"),
  home: () => invoke("home"),
  settings: () => invoke("settings"),
  changeSettings: (settings) => invoke("change_settings", { settings }),
  administrators: () => invoke("administrators"),
  about: () => invoke("about"),
};
