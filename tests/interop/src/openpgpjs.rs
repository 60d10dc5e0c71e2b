use crate::{Judge, run};
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// OpenPGP.js 6, from the page's development packages.
#[derive(Default)]
pub struct OpenPgpJs;

/// One request to `openpgp.mjs`: JSON in, JSON out. Passphrases go through standard input with the rest.
fn ask(request: &Value) -> Result<Value, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let library: PathBuf = folder.join("../../ui/node_modules/openpgp/package.json");
    assert!(library.is_file(), "OpenPGP.js is not installed: cargo xtask setup, or npm ci in ui/");
    let mut command = Command::new("node");
    let answer = run(command.arg(folder.join("openpgp.mjs")), "nodejs", request.to_string().as_bytes()).checked()?;
    serde_json::from_slice(&answer).map_err(|error| error.to_string())
}

fn bytes(answer: &Value, name: &str) -> Vec<u8> {
    answer[name].as_str().unwrap_or_else(|| panic!("{answer} has no {name}")).as_bytes().to_vec()
}

fn text_of(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

impl Judge for OpenPgpJs {
    fn name(&self) -> &'static str {
        "OpenPGP.js 6"
    }

    fn encrypt(&self, public: &Path, words: &[u8]) -> Result<Vec<u8>, String> {
        Ok(bytes(&ask(&json!({ "do": "encrypt", "public": text_of(public), "text": text(words) }))?, "message"))
    }

    fn decrypt(&self, keypair: &Path, passphrase: &str, message: &[u8]) -> Result<Vec<u8>, String> {
        let request =
            json!({ "do": "decrypt", "keypair": text_of(keypair), "passphrase": passphrase, "message": text(message) });
        Ok(bytes(&ask(&request)?, "text"))
    }

    fn sign(&self, keypair: &Path, passphrase: &str, words: &[u8]) -> Result<Vec<u8>, String> {
        let request =
            json!({ "do": "sign", "keypair": text_of(keypair), "passphrase": passphrase, "text": text(words) });
        Ok(bytes(&ask(&request)?, "signature"))
    }

    fn verify(&self, public: &Path, words: &[u8], signature: &[u8]) -> Result<(), String> {
        let request =
            json!({ "do": "verify", "public": text_of(public), "text": text(words), "signature": text(signature) });
        ask(&request).map(drop)
    }
}

impl OpenPgpJs {
    /// Makes a keypair: version 4 under its classic protection, version 6 under Argon2 and OCB. `kind` is what the
    /// library's `generateKey` takes as `type` or, with a curve, `ecc:CURVE`.
    ///
    /// # Panics
    /// When the library does not make it.
    pub fn generate(&self, kind: &str, version: u8, passphrase: &str) -> Vec<u8> {
        bytes(
            &ask(&json!({ "do": "generate", "kind": kind, "version": version, "passphrase": passphrase })).unwrap(),
            "keypair",
        )
    }
}
