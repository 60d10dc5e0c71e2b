//! A process that works on a vault as the console does, under the allocator that console and command line have, one step
//! for each line on standard input. Its passphrases come from the files of the place, as those of the command line do, so
//! that the channel to the test carries no secret.
#![cfg_attr(not(target_os = "linux"), allow(unused))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use orgkey_core::{
    Access, ExportKey, ExportPart, ImportKey, LockedVault, Machine, Preset, Reauthentication, Silent, Unlock, Vault,
    export_key, import_key, read_key_file, read_passphrase_file, unlock,
};
use orgkey_types::{Outcome, Passphrase, Timestamp};
use std::{
    io::{BufRead, Write},
    path::Path,
};

#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> = zeroizing_alloc::ZeroAlloc(std::alloc::System);

/// Stands in memory for as long as the process lives: a search that misses it searches nothing.
const MARKER: &str = "marker-that-must-be-found-";

/// Everything that is held between two steps.
#[derive(Default)]
struct Held {
    vault: Option<Vault>,
    passphrase: Option<Passphrase>,
}

fn main() {
    let marker = format!("{MARKER}{}", std::process::id());
    let now = Timestamp::from_seconds(std::env::args().nth(1).map_or(1_795_400_000, |now| now.parse().unwrap()));
    let mut held = Held::default();
    for line in std::io::stdin().lock().lines() {
        let answer = match step(&mut held, &line.unwrap(), now) {
            Ok(()) => "done".to_owned(),
            Err(failure) => failure.code.name(),
        };
        println!("{answer}");
        std::io::stdout().flush().unwrap();
    }
    drop(marker);
}

fn step(held: &mut Held, step: &str, now: Timestamp) -> Outcome<()> {
    match step {
        "hold" => held.passphrase = Some(passphrase("admin")?),
        "unlock" => held.vault = Some(open("admin", now)?),
        "fail" => drop(open("wrong", now)?),
        "export" => export(held.vault.as_mut().unwrap(), now)?,
        "import" => import(held.vault.as_mut().unwrap(), now)?,
        "lock" => *held = Held::default(),
        _ => panic!("no such step: {step}"),
    }
    Ok(())
}

fn passphrase(file: &str) -> Outcome<Passphrase> {
    Passphrase::first_line(&read_passphrase_file(Path::new(file), 65_536)?)
}

fn open(file: &str, now: Timestamp) -> Outcome<Vault> {
    let passphrase = &passphrase(file)?;
    let request = Unlock { administrator: None, passphrase, access: Access::Write, program: "session" };
    unlock(&LockedVault::open(Path::new("v.orgvault"))?, &request, &Machine::at(Some(Path::new("state"))), now)
}

fn export(vault: &mut Vault, now: Timestamp) -> Outcome<()> {
    for (preset, target) in [(Preset::Modern, "out/modern.asc"), (Preset::Compatible, "out/compatible.asc")] {
        let request = ExportKey {
            key: None,
            part: ExportPart::Keypair,
            preset,
            passphrase: Some(&passphrase("export")?),
            reauthentication: Reauthentication::Typed(Some(&passphrase("admin")?)),
            target: Path::new(target),
            overwrite: false,
        };
        export_key(vault, &request, &Silent, now)?;
    }
    Ok(())
}

/// The file holds the key that the vault has: it is opened and compared all the same.
fn import(vault: &mut Vault, now: Timestamp) -> Outcome<()> {
    let request = ImportKey {
        file: &read_key_file(Path::new("out/modern.asc"))?,
        file_name: "modern.asc",
        passphrase: Some(&passphrase("export")?),
        fingerprint: None,
        accept_expired: false,
        accept_revoked: false,
        renew_self_signatures: false,
    };
    import_key(vault, &request, &Silent, now).map(|_| ())
}
