use crate::{Judge, run};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

/// rPGP 0.21: RFC 9580 and, alone among the judges, RFC 9980.
#[derive(Default)]
pub struct Rpgp;

/// The judge's program. It is a workspace of its own (`rpgp/Cargo.toml` says why), so each test process asks cargo
/// once whether it is built; mostly it is.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let tests = env::current_exe().unwrap();
        let target = tests.ancestors().nth(3).unwrap().join("rpgp-judge");
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("rpgp/Cargo.toml");
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--locked", "--manifest-path"]).arg(manifest).arg("--target-dir").arg(&target);
        run(&mut cargo, "cargo", b"").checked().unwrap_or_else(|said| panic!("rpgp-judge: {said}"));
        target.join(format!("debug/rpgp-judge{}", env::consts::EXE_SUFFIX))
    })
}

fn ask(what: &str, key: &Path, more: Option<&[u8]>, input: &[u8]) -> Result<Vec<u8>, String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("more");
    let mut command = Command::new(program());
    command.arg(what).arg(key);
    if let Some(bytes) = more {
        fs::write(&file, bytes).unwrap();
        command.arg(&file);
    }
    run(&mut command, "rpgp-judge", input).checked()
}

impl Judge for Rpgp {
    fn name(&self) -> &'static str {
        "rPGP 0.21"
    }

    fn encrypt(&self, public: &Path, text: &[u8]) -> Result<Vec<u8>, String> {
        ask("encrypt", public, None, text)
    }

    fn decrypt(&self, keypair: &Path, passphrase: &str, message: &[u8]) -> Result<Vec<u8>, String> {
        ask("decrypt", keypair, Some(passphrase.as_bytes()), message)
    }

    fn sign(&self, keypair: &Path, passphrase: &str, text: &[u8]) -> Result<Vec<u8>, String> {
        ask("sign", keypair, Some(passphrase.as_bytes()), text)
    }

    fn verify(&self, public: &Path, text: &[u8], signature: &[u8]) -> Result<(), String> {
        ask("verify", public, Some(signature), text).map(drop)
    }
}
