//! Keypairs that other programs make: imported here, exported again under a new passphrase, and opened by their maker.

use crate::made_here::{GPG, RPGP, measured, the_window_says};
use orgkey_interop::{Gpg, Judge, OpenPgpJs, Sq, Vault, Verdict, judge};
use orgkey_test_support::{FIXTURE_PASSPHRASE, fixture};

const MAKERS_PASSPHRASE: &str = "seventeen lamps by the ferry";

/// Which export the maker has to open.
#[derive(Clone, Copy)]
enum Preset {
    Compatible,
    /// The compatible file without its public block, as `sq` 0.27 wants it.
    SecretBlock,
    Modern,
}

fn comes_and_goes(maker: &dyn Judge, keypair: &[u8], passphrase: &str, algorithm: &str, preset: Preset) {
    let vault = Vault::new();
    let receipt = vault.import(keypair, passphrase);
    assert_eq!(receipt["key"]["algorithm"], algorithm, "{}", maker.name());
    let files = vault.export();
    let exported = match preset {
        Preset::Compatible => files.compatible,
        Preset::SecretBlock => vault.secret_block_of(&files.compatible),
        Preset::Modern => files.modern,
    };
    let verdict = judge(maker, &files.public, &exported);
    assert_eq!(verdict, Verdict::Opens, "{} reads its own {algorithm} back: {verdict}", maker.name());
}

macro_rules! gpg {
    ($($test:ident: $algorithm:literal, $parameters:literal;)+) => {$(
        #[test]
        fn $test() {
            let keypair = Gpg.generate($parameters, MAKERS_PASSPHRASE);
            comes_and_goes(&Gpg, &keypair, MAKERS_PASSPHRASE, $algorithm, Preset::Compatible);
        }
    )+};
}

#[rustfmt::skip]
gpg! {
    gnupg_makes_rsa: "RSA 2048",
        "Key-Type: RSA\nKey-Length: 2048\nKey-Usage: cert,sign\nSubkey-Type: RSA\nSubkey-Length: 2048\nSubkey-Usage: encrypt";
    gnupg_makes_curve_25519: "Ed25519 · X25519",
        "Key-Type: eddsa\nKey-Curve: ed25519\nKey-Usage: cert,sign\nSubkey-Type: ecdh\nSubkey-Curve: cv25519\nSubkey-Usage: encrypt";
    gnupg_makes_p_256: "ECDSA P-256 · ECDH P-256",
        "Key-Type: ecdsa\nKey-Curve: nistp256\nKey-Usage: cert,sign\nSubkey-Type: ecdh\nSubkey-Curve: nistp256\nSubkey-Usage: encrypt";
    gnupg_makes_p_521: "ECDSA P-521 · ECDH P-521",
        "Key-Type: ecdsa\nKey-Curve: nistp521\nKey-Usage: cert,sign\nSubkey-Type: ecdh\nSubkey-Curve: nistp521\nSubkey-Usage: encrypt";
    gnupg_makes_dsa_with_elgamal: "DSA 2048 · ElGamal 2048",
        "Key-Type: DSA\nKey-Length: 2048\nKey-Usage: cert,sign\nSubkey-Type: ELG-E\nSubkey-Length: 2048\nSubkey-Usage: encrypt";
}

macro_rules! sq {
    ($($test:ident: $algorithm:literal, $suite:literal;)+) => {$(
        #[test]
        fn $test() {
            comes_and_goes(&Sq, &Sq.generate($suite), MAKERS_PASSPHRASE, $algorithm, Preset::SecretBlock);
        }
    )+};
}

sq! {
    sq_makes_curve_25519: "Ed25519 · X25519", "cv25519";
    sq_makes_rsa: "RSA 3072", "rsa3k";
}

macro_rules! openpgpjs {
    ($($test:ident: $algorithm:literal, $kind:literal in $version:literal, $preset:ident;)+) => {$(
        #[test]
        fn $test() {
            let keypair = OpenPgpJs.generate($kind, $version, MAKERS_PASSPHRASE);
            comes_and_goes(&OpenPgpJs, &keypair, MAKERS_PASSPHRASE, $algorithm, Preset::$preset);
        }
    )+};
}

openpgpjs! {
    openpgpjs_makes_curve_25519_in_version_4: "Ed25519 · X25519", "ecc:ed25519Legacy" in 4, Compatible;
    openpgpjs_makes_p_384_in_version_4: "ECDSA P-384 · ECDH P-384", "ecc:nistP384" in 4, Modern;
    openpgpjs_makes_rsa_in_version_4: "RSA 2048", "rsa" in 4, Modern;
    openpgpjs_makes_curve_25519_in_version_6: "Ed25519 · X25519", "curve25519" in 6, Modern;
    openpgpjs_makes_curve_448_in_version_6: "Ed448 · X448", "curve448" in 6, Modern;
}

/// Keys that today's programs take no more. rPGP has no policy and reads what it has the arithmetic for; the window
/// promises GnuPG and nothing else.
fn only_gnupg_is_promised(keypair: &[u8], compatible: &[&str], modern: &[&str]) {
    let vault = Vault::new();
    vault.import(keypair, FIXTURE_PASSPHRASE);
    let files = vault.export();
    assert_eq!(measured(&files, &files.compatible).1, compatible);
    assert_eq!(measured(&files, &files.modern).1, modern);
    the_window_says(&vault, &["--keypair", "--preset", "compatible"], &[GPG]);
    the_window_says(&vault, &["--keypair", "--preset", "modern"], &[]);
    the_window_says(&vault, &["--public"], &[GPG]);
}

#[test]
fn dsa_with_elgamal_is_read_by_gnupg_only() {
    only_gnupg_is_promised(&fixture("dsa-elgamal.asc"), &[GPG], &[]);
}

#[test]
fn short_rsa_with_sha_1_is_read_by_gnupg_and_by_rpgp() {
    only_gnupg_is_promised(&fixture("sha1.asc"), &[GPG, RPGP], &[RPGP]);
}
