import type { Code, FailureView } from "../../bindings";
import { text } from "../text/text.svelte";

/** How loud a failure is: bad = something may be lost or is wrong, warn = not now or not like this. */
export type Tone = "bad" | "warn";

const bad: Tone = "bad";
const warn: Tone = "warn";

/** Total over the codes: a new code without a tone does not compile. The words come from the program. */
export const tones: Record<Code, Tone> = {
  "vault-not-found": bad, "vault-exists": warn, "vault-linked": bad, "vault-newer": bad, "vault-damaged": bad,
  "key-slots-damaged": bad, "key-slots-weak": bad, "key-slots-rolled-back": bad, "vault-rolled-back": bad,
  "vault-busy": warn, "vault-read-only": warn, "vault-locked": warn, "vault-exposed": bad,
  "audit-unwritable": bad, "audit-broken": bad, "operation-interrupted": warn,
  "not-audit-file": warn, "audit-file-broken": bad, "audit-signature-wrong": bad, "audit-of-other-vault": warn, "audit-rolled-back": bad,
  "unknown-administrator": warn, "administrator-missing": warn, "administrator-exists": warn, "administrator-is-self": warn, "last-administrator": warn, "second-person-missing": warn, "second-person-same": warn, "not-permitted": warn, "wrong-passphrase": bad,
  "passphrase-missing": warn, "passphrase-weak": warn, "passphrases-differ": warn, "passphrase-unchanged": warn, "passphrase-unreadable": warn,
  "invalid-argument": warn, "invalid-domain": warn, "invalid-user-id": warn, "invalid-expiry": warn, "expiry-too-late": warn,
  "algorithm-not-in-profile": warn, "organization-key-missing": warn, "organization-key-exists": warn,
  "confirmation-differs": warn, "moment-in-future": warn, "key-not-found": warn, "plan-outdated": warn, "cancelled": warn,
  "clock-behind": warn, "key-never-ends": warn, "key-not-backed-up": warn, "key-not-in-use": warn,
  "org-cert-missing": warn, "org-cert-key-unfit": warn, "org-cert-email-taken": warn, "org-cert-ended": warn, "user-certificate-unfit": warn, "user-certificate-missing": warn,
  "file-not-found": warn, "file-exists": warn, "file-unreadable": bad, "file-unwritable": bad, "file-too-large": warn,
  "not-a-file": warn, "target-in-vault": warn, "disk-full": bad, "medium-read-only": bad, "medium-failed": bad,
  "grant-unknown": warn,
  "not-open-pgp": warn, "not-a-key": warn, "file-damaged": bad, "file-truncated": bad, "public-only": warn,
  "no-self-signatures": warn, "no-encryption-key": warn, "key-expired": warn, "key-revoked": warn, "algorithm-unsupported": warn,
  "version-unsupported": warn, "too-expensive": warn, "too-complex": warn, "several-keys": warn,
  "ca-not-found": warn, "ca-exists": warn, "ca-awaits-certificate": warn, "ca-retired": warn, "key-not-exportable": warn,
  "not-x509": warn, "not-pkcs12": warn, "certificate-damaged": bad, "certificate-expired": warn, "certificate-mismatch": bad,
  "chain-incomplete": warn, "issuer-not-ca": warn, "request-signature-wrong": bad, "request-key-weak": warn, "name-invalid": warn,
  "names-missing": warn, "name-mismatch": warn, "path-too-long": warn, "validity-outside-issuer": warn, "serial-not-found": warn, "already-revoked": warn,
  "not-on-hold": warn, "crl-number-stale": bad, "crl-number-too-large": bad, "earlier-lists-unknown": warn, "not-issued-by-ca": warn,
  "end-not-later": warn, "certificate-missing": warn, "certificate-not-kept": warn, "mac-missing": warn, "mac-wrong-or-damaged": bad, "mac-key-short": bad,
  "password-not-alphanumeric": warn, "template-unknown": warn,
  "user-not-found": warn, "user-exists": warn, "email-invalid": warn, "domain-not-managed": warn, "user-id-missing": warn, "user-key-conflict": bad, "user-key-elsewhere": warn, "user-key-made-by-client": warn, "user-list-unreadable": warn,
  "key-mismatch": bad, "key-conflict": bad, "secret-elsewhere": warn, "adk-missing": warn, "not-proven": bad, "copy-not-found": warn, "copy-ambiguous": warn, "copy-changed": bad, "copy-retired": warn, "not-a-backup": warn, "backup-newer": warn, "message-for-another-key": warn, "message-damaged": bad, "message-not-signed": bad, "backup-damaged": bad, "internal": bad,
};

/** The tone of a failure; a code of a newer program counts as bad. */
export function toneOf(failure: FailureView): Tone {
  return tones[failure.code] ?? bad;
}

/** A dismissed dialog or a stopped operation: not an error, nothing is shown. */
export function isCancelled(error: unknown): boolean {
  return isFailure(error) && error.code === "cancelled";
}

/** One shape for whatever was thrown: the program's failure, or a fault of the page itself. */
export function asFailure(error: unknown): FailureView {
  if (isFailure(error)) return error;
  const subject = error instanceof Error ? error.message : String(error);
  return { code: "internal", subject, fact: text.t.failure.page, advice: text.t.failure.pageAdvice };
}

function isFailure(error: unknown): error is FailureView {
  return typeof error === "object" && error !== null && "code" in error && "fact" in error && "advice" in error;
}
