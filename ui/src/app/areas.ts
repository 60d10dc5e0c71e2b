import type { Component } from "svelte";

import type { Place, RoomVerb } from "../lib/console/console.svelte";

export type Area = "home" | "keys" | "certificates" | "backups" | "administration";

/** The map of the window: areas in the order of the tabs, each with its pages. Pages are fetched when first opened. */
export const areas: { id: Area; places: Place[] }[] = [
  { id: "home", places: ["home"] },
  { id: "keys", places: ["organization-keys", "managed-keys", "maintenance"] },
  { id: "certificates", places: ["organizational-ca", "issued", "revocation-lists"] },
  { id: "backups", places: ["server-backups", "register"] },
  { id: "administration", places: ["administrators", "audit-log", "health", "settings"] },
];

export const pages: Record<Place, () => Promise<{ default: Component }>> = {
  home: () => import("../features/home/HomePage.svelte"),
  "organization-keys": () => import("../features/organization-keys/OrganizationKeysPage.svelte"),
  "managed-keys": () => import("../features/users/UsersPage.svelte"),
  maintenance: () => import("../features/maintenance/MaintenancePage.svelte"),
  "organizational-ca": () => import("../features/ca/pages/OrganizationalCaPage.svelte"),
  issued: () => import("../features/ca/issued/IssuedPage.svelte"),
  "revocation-lists": () => import("../features/ca/crl/RevocationListsPage.svelte"),
  "server-backups": () => import("../features/backups/server/ServerBackupsPage.svelte"),
  register: () => import("../features/backups/RegisterPage.svelte"),
  administrators: () => import("../features/administrators/AdministratorsPage.svelte"),
  "audit-log": () => import("../features/audit/AuditLogPage.svelte"),
  health: () => import("../features/health/HealthPage.svelte"),
  settings: () => import("../features/settings/SettingsPage.svelte"),
};

export const wizards = {
  export: () => import("../features/export/ExportWizard.svelte"),
  import: () => import("../features/import/ImportWizard.svelte"),
  setup: () => import("../features/setup/SetupAssistant.svelte"),
  palette: () => import("./CommandPalette.svelte"),
  inspect: () => import("../features/inspect/InspectDialog.svelte"),
};

/** Wizards and dialogs of the rooms, by the verb that starts them. */
export const roomWizards: { [V in RoomVerb["verb"]]: () => Promise<{ default: Component<{ verb: Extract<RoomVerb, { verb: V }>; onend: () => void }> }> } = {
  "key-renew": () => import("../features/organization-keys/renew/RenewKeyDialog.svelte"),
  "key-replace": () => import("../features/organization-keys/replace/ReplaceKeyWizard.svelte"),
  "maintenance-preview": () => import("../features/maintenance/preview/PreviewDialog.svelte"),
  "adk-set": () => import("../features/organization-keys/adk/SetAdkDialog.svelte"),
  "adk-remove": () => import("../features/organization-keys/adk/RemoveAdkDialog.svelte"),
  "user-certificate-issue": () => import("../features/users/certificates/IssueDialog.svelte"),
  "user-certificate-revoke": () => import("../features/users/certificates/RevokeCertificatesDialog.svelte"),
  "user-bundle": () => import("../features/users/bundle/BundleWizard.svelte"),
  "org-cert-add": () => import("../features/organization-keys/certificate/add/AddOrgCertWizard.svelte"),
  "org-cert-export": () => import("../features/organization-keys/certificate/export/ExportOrgCertWizard.svelte"),
  "org-cert-publish": () => import("../features/organization-keys/certificate/publish/PublishListDialog.svelte"),
  "org-cert-pack": () => import("../features/organization-keys/certificate/pack/PackDialog.svelte"),
  "user-add": () => import("../features/users/add/AddUserWizard.svelte"),
  "user-import": () => import("../features/users/import/ImportUsersWizard.svelte"),
  "user-export": () => import("../features/users/export/ExportUsersDialog.svelte"),
  "user-contact": () => import("../features/users/contact/ContactDialog.svelte"),
  "user-delete": () => import("../features/users/delete/DeleteUserDialog.svelte"),
  "vault-back-up": () => import("../features/backups/server/BackUpDialog.svelte"),
  "backup-verify": () => import("../features/backups/server/VerifyBackupDialog.svelte"),
  "copy-drill": () => import("../features/backups/drill/DrillWizard.svelte"),
  "copy-drill-all": () => import("../features/backups/drill-all/DrillAllWizard.svelte"),
  "copy-retire": () => import("../features/backups/retire/RetireDialog.svelte"),
  "audit-export": () => import("../features/audit/export/ExportAuditDialog.svelte"),
  "audit-verify": () => import("../features/audit/verify/VerifyFileDialog.svelte"),
  "audit-compare": () => import("../features/audit/compare/CompareHeadDialog.svelte"),
  "health-calendar": () => import("../features/health/calendar/CalendarDialog.svelte"),
  "ca-create": () => import("../features/ca/create/CaCreateWizard.svelte"),
  "ca-import": () => import("../features/ca/import/CaImportWizard.svelte"),
  "ca-install": () => import("../features/ca/install/CaInstallWizard.svelte"),
  "ca-request": () => import("../features/ca/request/CaRequestDialog.svelte"),
  "ca-export": () => import("../features/ca/export/CaExportWizard.svelte"),
  "ca-issue": () => import("../features/ca/issue/IssueWizard.svelte"),
  "ca-revoke": () => import("../features/ca/revoke/RevokeDialog.svelte"),
  "ca-save": () => import("../features/ca/save/SaveDialog.svelte"),
  "ca-publish": () => import("../features/ca/crl/PublishWizard.svelte"),
  "ca-renew": () => import("../features/ca/renew/CaRenewWizard.svelte"),
  "ca-replace": () => import("../features/ca/replace/CaReplaceWizard.svelte"),
};

export function areaOf(place: Place): Area {
  return areas.find((area) => area.places.includes(place))?.id ?? "home";
}

export function firstPlace(area: Area): Place {
  return areas.find((one) => one.id === area)?.places[0] ?? "home";
}
