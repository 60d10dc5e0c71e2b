import type { CertificateFormat, CertificateTemplate, IssueCertificateRequest, IssuePlanView } from "../../../bindings";
import { Target } from "../../../components/target.svelte";

/** What a certificate is issued from; a pure value until the last verb. */
export class IssueDraft {
  file = $state("");
  fileName = $state("");
  /** What the program read in the request. */
  plan = $state.raw<IssuePlanView>();
  template = $state<CertificateTemplate>("server");
  days = $state(365);
  subject = $state("");
  names = $state.raw<readonly string[]>([]);
  name = $state("");
  points = $state.raw<readonly string[]>([]);
  format = $state<CertificateFormat>("pem");
  readonly target = new Target();
  readonly ca: string;

  constructor(ca: string) {
    this.ca = ca;
  }

  /** Another request brings its own subject and names. */
  take(file: string, fileName: string, plan: IssuePlanView): void {
    [this.file, this.fileName, this.plan] = [file, fileName, plan];
    [this.subject, this.names] = [plan.request.subject, plan.request.alternativeNames];
    this.target.aim(undefined);
  }

  /** Takes what is typed into a list; `mail.example.org` alone is a host. */
  addName(): void {
    const typed = this.name.trim();
    this.name = "";
    if (typed === "") return;
    const name = /^(dns|ip|email|uri):/i.test(typed) ? typed.replace(/^[^:]*/, (kind) => (kind.toLowerCase() === "email" ? "email" : kind.toUpperCase())) : typed.includes("@") ? `email:${typed}` : /^[\d.]+$|:.*:/.test(typed) ? `IP:${typed}` : `DNS:${typed}`;
    if (!this.names.includes(name)) this.names = [...this.names, name];
  }

  request(): IssueCertificateRequest {
    const asked = this.plan?.request;
    return {
      ca: this.ca, file: this.file, template: this.template, valid: `${this.days}d`, subject: asked && this.subject.trim() !== asked.subject ? this.subject.trim() : null,
      alternativeNames: asked && this.names.join("\n") !== asked.alternativeNames.join("\n") ? [...this.names] : null, crlPoints: [...this.points], target: this.target.file?.grant ?? null, format: this.format, overwrite: this.target.overwrite,
    };
  }
}
