import { getContext, setContext } from "svelte";

import type { AdkView, BackupView, CaCertificate, CaRowView, IssuedRowView, KeyRowView, OpenView, OrgCertRowView, UserRowView } from "../../bindings";
import type { Backend } from "../backend/port";
import type { Maintenance } from "./maintenance.svelte";

/** Where in the window: tab and page in one name. */
export type Place =
  | "home" | "organization-keys" | "managed-keys" | "maintenance" | "organizational-ca" | "issued" | "revocation-lists" | "server-backups" | "register" | "administrators" | "audit-log" | "health" | "settings";

/** A verb that opens something over the page. The app knows which feature answers; features do not know each other. */
export type Verb =
  | { verb: "export"; key: string }
  | { verb: "import"; file?: string }
  | { verb: "generate" }
  | RoomVerb;

/** Verbs of a tab, each with a wizard or dialog of its own. */
export type RoomVerb = KeyVerb | OrgCertVerb | UserVerb | CertificateVerb | RecordsVerb;

/** Verbs of the Organization Key and of its maintenance. */
export type KeyVerb =
  | { verb: "key-renew"; key: KeyRowView }
  | { verb: "key-replace"; key: KeyRowView }
  | { verb: "maintenance-preview" }
  | { verb: "adk-set" }
  | { verb: "adk-remove"; adk: AdkView };

/** Verbs of the Organization Certificate. */
export type OrgCertVerb =
  | { verb: "org-cert-add" }
  | { verb: "org-cert-export"; row: OrgCertRowView }
  | { verb: "org-cert-publish"; row: OrgCertRowView }
  | { verb: "org-cert-pack"; row: OrgCertRowView };

/** Verbs of Managed Keys. */
export type UserVerb =
  | { verb: "user-add" }
  | { verb: "user-import" }
  | { verb: "user-export"; user?: UserRowView }
  | { verb: "user-contact"; user: UserRowView }
  | { verb: "user-delete"; user: UserRowView }
  /** Without users: for everybody who has none. */
  | { verb: "user-certificate-issue"; users: readonly UserRowView[] }
  | { verb: "user-certificate-revoke"; users: readonly UserRowView[] }
  | { verb: "user-bundle"; user: UserRowView };

/** Verbs of the Certificates tab. */
export type CertificateVerb =
  | { verb: "ca-create" }
  | { verb: "ca-import"; files?: string[] }
  | { verb: "ca-install"; ca: CaRowView }
  | { verb: "ca-request"; ca: CaRowView }
  | { verb: "ca-export"; ca: string; certificate?: CaCertificate }
  | { verb: "ca-issue"; ca: CaRowView }
  | { verb: "ca-revoke"; ca: CaRowView; row?: IssuedRowView; act: "revoke" | "hold" | "release" }
  | { verb: "ca-save"; ca: CaRowView; row: IssuedRowView }
  | { verb: "ca-publish"; ca: CaRowView }
  | { verb: "ca-renew"; ca: CaRowView }
  | { verb: "ca-replace"; ca: CaRowView };

/** Verbs of the register of copies, of the audit log and of the checks. */
export type RecordsVerb =
  | { verb: "vault-back-up" }
  | { verb: "backup-verify" }
  | { verb: "copy-drill"; copy: BackupView }
  | { verb: "copy-drill-all" }
  | { verb: "copy-retire"; copy: BackupView }
  /** What the list shows may be exported alone. */
  | { verb: "audit-export"; filter: string; since: string | null }
  | { verb: "audit-verify" }
  | { verb: "audit-compare" }
  | { verb: "health-calendar" };

/** What a feature may do with the window around it. */
export interface Console {
  readonly backend: Backend;
  /** The open vault. Only read it below the shell, where a vault is open. */
  readonly vault: OpenView;
  /** Grows with every change of the vault: a page that reads it in an effect loads again. */
  readonly revision: number;
  readonly place: Place;
  /** The run that goes on whichever page is shown. */
  readonly maintenance: Maintenance;
  go(place: Place): void;
  start(verb: Verb): void;
  /** Something was written: pages load again. */
  changed(): void;
  /** Says something in passing; for a screen reader as well. */
  say(words: string): void;
  /** Language and colours, at once and without a round trip. */
  show(preferences: OpenView["preferences"]): void;
}

const key = Symbol("console");

export function provideConsole(console: Console): void {
  setContext(key, console);
}

export function useConsole(): Console {
  return getContext<Console>(key);
}
