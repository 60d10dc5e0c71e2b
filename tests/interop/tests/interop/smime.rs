//! Users' bundles in mail programs: what one signs and encrypts, the other reads.

use orgkey_interop::{
    KEYPAIR_PASSPHRASE, Vault,
    smime::{Cms, Gpgsm},
};
use std::fs;

const TEXT: &[u8] = b"The third sail is copper.\n";

/// A vault whose Organization Key is RSA (gpgsm 2.2 knows no Ed25519 in certificates), with two users.
fn with_users() -> (Vault, Vec<u8>) {
    let vault = Vault::new();
    let folder = vault.path("example.orgvault").display().to_string();
    let call = |words: &[&str]| vault.answer(&[&["--vault", folder.as_str()], words].concat());
    call(&[
        "org-key",
        "generate",
        "--user-id",
        "Example <keys@example.org>",
        "--algorithm",
        "rsa2048",
        "--expires",
        "1y",
    ]);
    call(&["org-cert", "generate", "--common-name", "Example Mail CA"]);
    for (email, name) in [("ada@example.org", "Ada"), ("ben@example.org", "Ben")] {
        call(&["user", "add", "--email", email, "--name", name]);
    }
    let anchor = vault.path("anchor.pem").display().to_string();
    call(&["org-cert", "export", "--to", &anchor]);
    (vault, fs::read(anchor).unwrap())
}

fn bundle(vault: &Vault, email: &str) -> Vec<u8> {
    let folder = vault.path("example.orgvault").display().to_string();
    let target = vault.path(&format!("{email}.p12")).display().to_string();
    // The form that gpgsm 2.2 opens.
    let words = ["--vault", &folder, "user", "export", email, "--pkcs12", "--pkcs12-preset", "legacy", "--to", &target];
    vault.answer(&words);
    fs::read(target).unwrap()
}

#[test]
fn a_signed_and_encrypted_mail_of_openssl_is_read_by_gpgsm_and_the_reverse() {
    let (vault, anchor) = with_users();
    let (ada, ben) = (bundle(&vault, "ada@example.org"), bundle(&vault, "ben@example.org"));
    let cms = Cms::with(&ada, KEYPAIR_PASSPHRASE, &anchor);
    let of_ben = Cms::with(&ben, KEYPAIR_PASSPHRASE, &anchor).certificate();
    let gpgsm = Gpgsm::with(&ben, KEYPAIR_PASSPHRASE, &anchor);
    let answered = gpgsm.write(TEXT, &cms.certificate(), "ada@example.org");
    assert_eq!(cms.read(&answered).as_deref(), Ok(TEXT));
    assert_eq!(gpgsm.read(&cms.write(TEXT, &of_ben)).as_deref(), Ok(TEXT));
    let mut forged = cms.write(TEXT, &of_ben);
    let last = forged.len() - 1;
    forged[last] ^= 1;
    assert!(gpgsm.read(&forged).is_err());
}
