use crate::{Done, USER_ID, gnupg::Gnupg, median, now, passphrase, row, told, vault};
use orgkey_core::{ExportKey, ExportPart, GenerateKey, Preset, Reauthentication, Silent, export_key, generate_key};
use orgkey_types::{Algorithm, Profile};
use std::path::Path;

const RUNS: usize = 7;
const FILE: &str = "harbour lentil cobalt meadow tiger nine";

/// Kinds that GnuPG 2.2 can make too, in its words.
const KINDS: &[(Algorithm, &str, &str)] =
    &[(Algorithm::Curve25519, "ed25519", "cv25519"), (Algorithm::Rsa3072, "rsa3072", "rsa3072")];

/// Our export ends with a proven file, so GnuPG is measured twice: exporting, and exporting plus what an administrator
/// would do by hand to know that the file opens (import into an empty home, decrypt).
pub fn measure(folder: &Path) -> Done {
    for (algorithm, signing, encryption) in KINDS {
        let gnupg = Gnupg::with_key(USER_ID, signing, encryption, FILE)?;
        let alone = median(RUNS, || gnupg.export().map(drop))?;
        let proven = median(RUNS, || gnupg.export_and_prove())?;
        for (preset, name) in [(Preset::Compatible, "compatible"), (Preset::Modern, "modern")] {
            let ours = ours(folder, *algorithm, preset)?;
            let what = format!("export with proof, {}, {name}", algorithm.name());
            row(&what, ours, "gpg, export only", alone);
            row(&what, ours, "gpg, export + import + decrypt", proven);
        }
    }
    Ok(())
}

fn ours(folder: &Path, algorithm: Algorithm, preset: Preset) -> Done<std::time::Duration> {
    let name = format!("{}-{}", algorithm.name(), matches!(preset, Preset::Modern));
    let mut vault = vault(&folder.join(format!("{name}.orgvault")))?;
    let settings = GenerateKey { user_id: USER_ID.into(), algorithm, profile: Profile::V4, expires: "never".into() };
    generate_key(&mut vault, &settings, &Silent, now()?).map_err(told)?;
    let (words, target) = (passphrase(FILE), folder.join(format!("{name}.asc")));
    let request = ExportKey {
        key: None,
        part: ExportPart::Keypair,
        preset,
        passphrase: Some(&words),
        reauthentication: Reauthentication::JustUnlocked,
        target: &target,
        overwrite: true,
    };
    median(RUNS, || export_key(&mut vault, &request, &Silent, now()?).map(drop).map_err(told))
}
