//! Keys that this program makes: exported in both presets, restored into a second vault, and given to the judges.

use orgkey_interop::{Files, Gpg, Judge, KEYPAIR_PASSPHRASE, OpenPgpJs, Rpgp, Sq, Vault, Verdict, judge};
use std::{fs, path::Path};

const JUDGES: [&dyn Judge; 4] = [&Gpg, &Sq, &OpenPgpJs, &Rpgp];

/// A kind of key with the judges that open it. Whoever is not named must refuse, so that a row which a newer program
/// has overtaken fails and is corrected, and the window's words with it.
struct Kind {
    algorithm: &'static str,
    profile: &'static str,
    compatible: &'static [&'static str],
    modern: &'static [&'static str],
}

pub const GPG: &str = "GnuPG 2.2";
const JS: &str = "OpenPGP.js 6";
pub const RPGP: &str = "rPGP 0.21";

/// The vault from which a key came, and the one into which it was restored, hold the same key.
fn restores(first: &Vault, keypair: &Path) {
    let second = Vault::new();
    second.import(&fs::read(keypair).unwrap(), KEYPAIR_PASSPHRASE);
    let summary = |vault: &Vault| vault.org_key(&["show"])["summary"].clone();
    assert_eq!(summary(&second), summary(first), "{}", keypair.display());
}

/// The judges that can use the public key, and those that can use the keypair as well.
pub fn measured(files: &Files, keypair: &Path) -> (Vec<&'static str>, Vec<&'static str>) {
    let (mut publicly, mut wholly) = (Vec::new(), Vec::new());
    for program in JUDGES {
        let verdict = judge(program, &files.public, keypair);
        eprintln!("{}: {} {verdict}", keypair.file_name().unwrap().display(), program.name());
        if !matches!(verdict, Verdict::RefusesPublic(_)) {
            publicly.push(program.name());
        }
        if verdict == Verdict::Opens {
            wholly.push(program.name());
        }
    }
    (publicly, wholly)
}

pub fn the_window_says(vault: &Vault, part: &[&str], measured: &[&str]) {
    let shown: Vec<_> = measured.iter().chain(&["OrgKey Console"]).map(ToString::to_string).collect();
    assert_eq!(vault.promised(part), shown, "{part:?}");
}

fn every_judge_has_its_say(kind: &Kind) {
    let vault = Vault::new();
    let user = "Example Org <keys@example.org>";
    vault.org_key(&["generate", "--user-id", user, "--algorithm", kind.algorithm, "--profile", kind.profile]);
    let files = vault.export();
    for (preset, keypair, expected) in
        [("compatible", &files.compatible, kind.compatible), ("modern", &files.modern, kind.modern)]
    {
        restores(&vault, keypair);
        let (publicly, wholly) = measured(&files, keypair);
        assert_eq!(wholly, expected, "{} {} {preset}", kind.algorithm, kind.profile);
        the_window_says(&vault, &["--keypair", "--preset", preset], &wholly);
        the_window_says(&vault, &["--public"], &publicly);
    }
    sq_reads_the_secret_block(kind, &vault, &files);
}

/// `sq` 0.27 takes a key file with a public block in it for one without secrets, and ends. With the secret block alone
/// it opens what it knows.
fn sq_reads_the_secret_block(kind: &Kind, vault: &Vault, files: &Files) {
    let verdict = judge(&Sq, &files.public, &vault.secret_block_of(&files.compatible));
    eprintln!("secret block: {verdict}");
    assert_eq!(verdict == Verdict::Opens, kind.profile == "v4", "{} {}: {verdict}", kind.algorithm, kind.profile);
}

macro_rules! kinds {
    ($($test:ident: $algorithm:literal $profile:literal, compatible $compatible:expr, modern $modern:expr;)+) => {$(
        #[test]
        fn $test() {
            let (algorithm, profile) = ($algorithm, $profile);
            every_judge_has_its_say(&Kind { algorithm, profile, compatible: &$compatible, modern: &$modern });
        }
    )+};
}

#[rustfmt::skip]
kinds! {
    curve_25519_in_version_4: "curve25519" "v4", compatible [GPG, JS, RPGP], modern [JS, RPGP];
    p_256_in_version_4:       "p256" "v4",       compatible [GPG, JS, RPGP], modern [JS, RPGP];
    p_384_in_version_4:       "p384" "v4",       compatible [GPG, JS, RPGP], modern [JS, RPGP];
    p_521_in_version_4:       "p521" "v4",       compatible [GPG, JS, RPGP], modern [JS, RPGP];
    rsa_2048_in_version_4:    "rsa2048" "v4",    compatible [GPG, JS, RPGP], modern [JS, RPGP];
    rsa_3072_in_version_4:    "rsa3072" "v4",    compatible [GPG, JS, RPGP], modern [JS, RPGP];
    rsa_4096_in_version_4:    "rsa4096" "v4",    compatible [GPG, JS, RPGP], modern [JS, RPGP];
    curve_25519_in_version_6: "curve25519" "v6", compatible [JS, RPGP],          modern [JS, RPGP];
    curve_448_in_version_6:   "curve448" "v6",   compatible [JS, RPGP],          modern [JS, RPGP];
    p_256_in_version_6:       "p256" "v6",       compatible [JS, RPGP],          modern [JS, RPGP];
    p_384_in_version_6:       "p384" "v6",       compatible [JS, RPGP],          modern [JS, RPGP];
    p_521_in_version_6:       "p521" "v6",       compatible [JS, RPGP],          modern [JS, RPGP];
    rsa_2048_in_version_6:    "rsa2048" "v6",    compatible [JS, RPGP],          modern [JS, RPGP];
    rsa_3072_in_version_6:    "rsa3072" "v6",    compatible [JS, RPGP],          modern [JS, RPGP];
    rsa_4096_in_version_6:    "rsa4096" "v6",    compatible [JS, RPGP],          modern [JS, RPGP];
    ml_dsa_65_in_version_6:   "ml-dsa-65" "v6",  compatible [RPGP],              modern [RPGP];
    ml_dsa_87_in_version_6:   "ml-dsa-87" "v6",  compatible [RPGP],              modern [RPGP];
}
