// OpenSSL's command line: the other program that judges certificates, PKCS#12 files and lists.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class OpenSsl {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "orgkey-openssl-"));
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What it prints; throws with its complaint when it refuses. */
  run(...words) {
    return execFileSync("openssl", words, { encoding: "utf8", cwd: this.folder, stdio: ["ignore", "pipe", "pipe"] });
  }

  /** Key and certificates of a PKCS#12 file as PEM blocks, with the attributes that stand above each. */
  pkcs12(file, password) {
    writeFileSync(join(this.folder, "password"), `${password}\n`, { mode: 0o600 });
    const text = this.run("pkcs12", "-in", file, "-noenc", "-passin", "file:password");
    const blocks = [...text.matchAll(/-----BEGIN ([A-Z ]+)-----[^-]+-----END \1-----/g)];
    return {
      text,
      keys: blocks.filter(([, kind]) => kind.endsWith("PRIVATE KEY")).map(([block]) => block),
      certificates: blocks.filter(([, kind]) => kind === "CERTIFICATE").map(([block]) => block),
    };
  }

  /** A file in its folder. */
  write(name, text) {
    writeFileSync(join(this.folder, name), text);
    return join(this.folder, name);
  }

  /** A request for a server, with a key of its own. */
  request(name, host) {
    const file = join(this.folder, name);
    this.run("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-keyout", `${file}.key`, "-out", file, "-subj", `/O=Example Org/CN=${host}`, "-addext", `subjectAltName=DNS:${host}`);
    return file;
  }
}
