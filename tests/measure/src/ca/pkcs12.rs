use super::{Bench, openssl_ca::OpensslCa};
use crate::{Done, median, now, passphrase, row, told};
use orgkey_core::{
    Reauthentication, Silent,
    ca::{CaPart, ExportCa, Preset, export_ca},
};
use std::time::Duration;

const RUNS: usize = 5;
const PASSWORD: &str = "harbour lentil cobalt meadow tiger nine";

/// The same ciphers and as many rounds in the words of OpenSSL 3.0. That version has no PBMAC1 (RFC 9879): its file
/// beside the FIPS preset has the classic MAC.
const AES: &[&str] = &["-keypbe", "AES-256-CBC", "-certpbe", "AES-256-CBC", "-macalg", "sha256", "-iter", "600000"];
const PRESETS: &[(Preset, &[&str])] = &[(Preset::Modern, AES), (Preset::Fips, AES), (Preset::Legacy, &["-legacy"])];

/// Our export ends with a proven file, so the program is measured twice: exporting, and exporting plus opening what
/// was written.
pub(super) fn measure(bench: &mut Bench, peer: &OpensslCa) -> Done {
    for (preset, options) in PRESETS {
        let ours = ours(bench, *preset)?;
        let alone = median(RUNS, || theirs_written(peer, options))?;
        let opened = median(RUNS, || theirs_written(peer, options).and_then(|()| theirs_opened(peer, options)))?;
        let what = format!("PKCS#12 export with proof, {}, {}", bench.kind.name(), preset.name());
        row(&what, ours, "openssl pkcs12 -export", alone);
        row(&what, ours, "openssl pkcs12 -export, then -in", opened);
    }
    Ok(())
}

fn ours(bench: &mut Bench, preset: Preset) -> Done<Duration> {
    let (password, target) = (passphrase(PASSWORD), bench.folder.join("backup.pfx"));
    let request = ExportCa {
        ca: None,
        part: CaPart::Backup { preset, vendor_compatible: false, password: Some(&password) },
        reauthentication: Reauthentication::JustUnlocked,
        target: &target,
        overwrite: true,
    };
    median(RUNS, || export_ca(&mut bench.vault, &request, &Silent, now()?).map(drop).map_err(told))
}

/// Key and both certificates, as in ours.
fn theirs_written(peer: &OpensslCa, options: &[&str]) -> Done {
    let password = format!("pass:{PASSWORD}");
    let content = ["pkcs12", "-export", "-inkey", "ca.key", "-in", "ca.pem", "-certfile", "self-signed.pem"];
    peer.run(&[&content[..], &["-name", "Measured CA", "-out", "backup.p12", "-passout", &password], options].concat())
}

fn theirs_opened(peer: &OpensslCa, options: &[&str]) -> Done {
    let password = format!("pass:{PASSWORD}");
    let old: &[&str] = if options.contains(&"-legacy") { &["-legacy"] } else { &[] };
    peer.run(&[&["pkcs12", "-in", "backup.p12", "-noenc", "-out", "opened.pem", "-passin", &password], old].concat())
}
