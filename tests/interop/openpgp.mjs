// One question to OpenPGP.js: a JSON object on standard input, a JSON object on standard output.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const here = createRequire(new URL("../../ui/package.json", import.meta.url));
const openpgp = await import(pathToFileURL(here.resolve("openpgp")).href);

const readPublic = (armoredKey) => openpgp.readKey({ armoredKey });

async function open({ keypair, passphrase }) {
  const privateKey = await openpgp.readPrivateKey({ armoredKey: keypair });
  return openpgp.decryptKey({ privateKey, passphrase });
}

const answers = {
  async encrypt({ public: key, text }) {
    const message = await openpgp.createMessage({ text, format: "binary" });
    return { message: await openpgp.encrypt({ message, encryptionKeys: await readPublic(key) }) };
  },

  async decrypt(request) {
    const decryptionKeys = await open(request);
    const message = await openpgp.readMessage({ armoredMessage: request.message });
    return { text: (await openpgp.decrypt({ message, decryptionKeys })).data };
  },

  async sign(request) {
    const message = await openpgp.createMessage({ text: request.text, format: "binary" });
    return { signature: await openpgp.sign({ message, signingKeys: await open(request), detached: true }) };
  },

  async verify({ public: key, text, signature }) {
    const message = await openpgp.createMessage({ text, format: "binary" });
    const read = await openpgp.readSignature({ armoredSignature: signature });
    const result = await openpgp.verify({ message, signature: read, verificationKeys: await readPublic(key) });
    if (result.signatures.length !== 1) throw new Error("not one signature");
    await result.signatures[0].verified;
    return {};
  },

  async generate({ kind, version, passphrase }) {
    const [type, curve] = kind.split(":");
    const modern = { v6Keys: true, aeadProtect: true, s2kType: openpgp.enums.s2k.argon2 };
    const config = version === 6 ? modern : {};
    const userIDs = [{ name: "Example Org", email: "keys@example.org" }];
    const made = await openpgp.generateKey({ type, curve, rsaBits: 2048, userIDs, passphrase, format: "armored", config });
    return { keypair: made.privateKey };
  },
};

const request = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(await answers[request.do](request)));
