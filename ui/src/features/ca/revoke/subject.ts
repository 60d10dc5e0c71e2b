import type { CaRowView, CertificateView, IssuedRowView } from "../../../bindings";
import { serialOnly } from "../issued/words";

/** The certificate that is to be revoked: one of the list, or one that only its file knows. */
export interface Subject {
  /** None where only the serial number is known, and so no end either. */
  name: string | null;
  serial: string;
  notAfter: string | null;
  subordinate: boolean;
  /** Ticket of its file; a row of the list needs none. */
  file: string | null;
}

export function ofRow(row: IssuedRowView): Subject {
  const only = serialOnly(row);
  return { name: only ? null : row.name, serial: row.serial, notAfter: only ? null : row.notAfter, subordinate: row.template === "subordinate-ca", file: null };
}

export function ofFile(certificate: CertificateView, file: string): Subject {
  return { name: certificate.subject, serial: certificate.serial, notAfter: certificate.notAfter, subordinate: certificate.isCa, file };
}

/** The one in a file that the CA has issued; those above it may stand beside it. The program has the last word. */
export function issuedBy(ca: CaRowView, found: readonly CertificateView[]): CertificateView | undefined {
  return found.find((one) => !one.selfIssued && (one.authorityKeyId ?? ca.keyId) === ca.keyId && one.issuer === ca.subject) ?? found[0];
}

/** The digits of a serial number, however it was pasted; undefined while it is too short, or none. */
export function digitsOf(typed: string): string | undefined {
  const digits = typed.replace(/^0x/i, "").replace(/[\s:]/g, "").toLowerCase();
  return /^[0-9a-f]{3,40}$/.test(digits) ? digits : undefined;
}
