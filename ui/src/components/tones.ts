import type { CertificateStatus, CaState, CrlStatus, IssuedRowView } from "../bindings";

export type Kind = "good" | "warn" | "bad" | "off";

/** How loud the state of a CA is. */
export const toneOfCa: Record<CaState, Kind> = { active: "good", ending: "warn", expired: "bad", "awaiting-certificate": "warn", retired: "off" };
export const toneOfStatus: Record<CertificateStatus, Kind> = { current: "good", ending: "warn", expired: "bad", "not-yet-valid": "warn" };
export const toneOfCrl: Record<CrlStatus, Kind> = { current: "good", ending: "warn", expired: "bad", superseded: "off" };

export function toneOfIssued(row: IssuedRowView): Kind {
  if (row.state === "valid") return row.ending ? "warn" : "good";
  return ({ held: "warn", revoked: "bad", expired: "off" } as const)[row.state];
}
