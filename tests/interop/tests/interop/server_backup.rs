//! A server backup without this program: with gpg, tar and the documents, the organisation's secrets come out.

use orgkey_interop::{Gpg, KEYPAIR_PASSPHRASE, Vault};
use std::{fs, process::Command};

#[test]
fn gpg_and_tar_bring_the_keys_of_the_organisation_and_of_its_users_out_of_a_compatible_backup() {
    let vault = Vault::new();
    let folder = vault.path("example.orgvault").display().to_string();
    let call = |words: &[&str]| vault.answer(&[&["--vault", folder.as_str()], words].concat());
    let made = call(&["org-key", "generate", "--user-id", "Example <keys@example.org>", "--expires", "1y"]);
    let user = call(&["user", "add", "--email", "ada@example.org", "--name", "Ada"]);
    call(&["ca", "create", "--name", "Tree", "--subject", "CN=Tree,O=Example", "--key", "p256"]);
    let (keypair, backup) = (vault.path("keypair.asc"), vault.path("all.backup.asc"));
    let [to, all] = [&keypair, &backup].map(|path| path.display().to_string());
    call(&["org-key", "export", "--keypair", "--preset", "compatible", "--to", &to]);
    call(&["backup", "create", "--preset", "compatible", "--to", &all]);

    let archive = vault.path("all.tar");
    fs::write(&archive, Gpg.open(&keypair, KEYPAIR_PASSPHRASE, &backup).unwrap()).unwrap();
    let unpacked = vault.path("unpacked");
    fs::create_dir(&unpacked).unwrap();
    let tar = Command::new("tar").arg("xf").arg(&archive).arg("-C").arg(&unpacked).status().unwrap();
    assert!(tar.success());
    let fingerprint =
        |answer: &serde_json::Value, path: &str| answer.pointer(path).unwrap().as_str().unwrap().to_owned();
    assert_eq!(
        Gpg.secret_keys(&unpacked.join("organization-keys/generation-1.pgp")).unwrap(),
        [fingerprint(&made, "/key/fingerprint")]
    );
    assert_eq!(Gpg.secret_keys(&unpacked.join("users/00001.pgp")).unwrap(), [fingerprint(&user, "/user/fingerprint")]);
    let ca = fs::read_dir(unpacked.join("authorities")).unwrap().next().unwrap().unwrap().path();
    let openssl = |words: &[&str], file: &str| {
        let ran = Command::new("openssl").args(words).arg("-in").arg(ca.join(file)).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).unwrap()
    };
    let of_certificate = openssl(&["x509", "-noout", "-pubkey"], "certificates.pem");
    assert_eq!(openssl(&["pkey", "-inform", "DER", "-pubout"], "key.p8"), of_certificate, "the key of the certificate");
}
