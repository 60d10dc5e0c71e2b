//! Each preset with each kind of key and password before each program. The table that the wizard shows is what is
//! measured here; `ORGKEY_WRITE_TABLE=1` writes it down anew.

use super::reasons::reason;
use base64::{Engine, engine::general_purpose::STANDARD};
use orgkey_interop::pkcs12::{Ca, KINDS, Openssl, PROGRAMS, Program, Proof, passwords};
use orgkey_pkcs12::{OpensIn, PasswordKind, Preset, opens_in};
use std::{fs, path::Path};

const ROWS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../src-tauri/crates/orgkey-pkcs12/src/opens_in_rows.rs");
/// Of RFC 9879 appendix A.1, for the password `1234`.
const PBMAC1: &str = include_str!("../../../../../src-tauri/crates/orgkey-pkcs12/src/tests/rfc9879/a1.b64");

struct Made {
    kind: &'static str,
    ca: Ca,
    files: Vec<(PasswordKind, String, Vec<u8>)>,
}

impl Made {
    fn new(kind: &'static str, preset: Preset) -> Self {
        let ca = Ca::new(kind);
        let files = passwords().map(|(kind, password)| (kind, password.clone(), ca.file(preset, &password))).into();
        Self { kind, ca, files }
    }
}

/// The program did with the file what only the holder of the key can do.
fn proven(made: &Made, proof: &Proof) -> bool {
    match proof {
        Proof::Request(request) => made.ca.signed(request),
        Proof::Listed => true,
    }
}

/// Passwords under which a program opens the files; every refusal has its reason and a control.
fn measure(program: &dyn Program, preset: Preset, made: &Made) -> Vec<PasswordKind> {
    let mut opened = Vec::new();
    for (password_kind, password, file) in &made.files {
        let cell = format!("{preset} {} {password_kind:?}: {}", made.kind, program.name());
        match program.open(file, password) {
            Ok(proof) => {
                assert!(proven(made, &proof), "{cell} used another key");
                opened.push(*password_kind);
            }
            Err(said) => {
                let said = said.split_whitespace().take(30).collect::<Vec<_>>().join(" ");
                let why = reason(preset, program.name(), made.kind, *password_kind);
                let why = why.unwrap_or_else(|| panic!("{cell} refuses, and nobody knows why: {said}"));
                eprintln!("{cell} refuses: {why}: {said}");
                let (control, password) = control(preset, &made.ca, password);
                assert!(program.open(&control, &password).is_err(), "{cell} opens the file of another maker");
            }
        }
    }
    if !opened.is_empty() {
        let another = program.open(&made.files[0].2, "granite whisper");
        assert!(another.is_err(), "{preset} {}: {} opens it with any password", made.kind, program.name());
    }
    opened
}

/// The same form by another maker.
fn control(preset: Preset, ca: &Ca, password: &str) -> (Vec<u8>, String) {
    let form = match preset {
        Preset::Modern => ["-keypbe", "AES-256-CBC", "-certpbe", "AES-256-CBC", "-macalg", "sha256"].as_slice(),
        Preset::Legacy => &["-legacy"],
        Preset::Fips => {
            return (STANDARD.decode(PBMAC1.split_whitespace().collect::<String>()).unwrap(), "1234".into());
        }
    };
    (Openssl.make(ca, password, form), password.to_owned())
}

/// One thread for each program; each takes the files in turn.
fn measured(preset: Preset, kinds: &[&'static str]) -> Vec<(&'static str, &'static str, Vec<PasswordKind>)> {
    let made: Vec<Made> = std::thread::scope(|scope| {
        let makers: Vec<_> = kinds.iter().map(|kind| scope.spawn(move || Made::new(kind, preset))).collect();
        makers.into_iter().map(|maker| maker.join().unwrap()).collect()
    });
    let of_program = |program: &dyn Program| {
        made.iter().map(|made| (made.kind, program.name(), measure(program, preset, made))).collect::<Vec<_>>()
    };
    let by_program: Vec<Vec<_>> = std::thread::scope(|scope| {
        let readers: Vec<_> = PROGRAMS.iter().map(|program| scope.spawn(|| of_program(*program))).collect();
        readers.into_iter().map(|reader| reader.join().unwrap()).collect()
    });
    (0..kinds.len()).flat_map(|kind| by_program.iter().map(move |rows| rows[kind].clone())).collect()
}

fn line(preset: Preset, key: &str, program: &str, passwords: &[PasswordKind]) -> String {
    format!("{}{program:?}, &{passwords:?}),\n", start(preset, key))
}

/// How the lines of one kind of file begin.
fn start(preset: Preset, key: &str) -> String {
    format!("    row({preset:?}, {key:?}, ")
}

fn the_table_holds(preset: Preset, kinds: &[&'static str]) {
    let measured = measured(preset, kinds);
    let found = measured.iter().map(|row| line(preset, row.0, row.1, &row.2)).collect::<String>();
    if std::env::var_os("ORGKEY_WRITE_TABLE").is_some() {
        return write_down(preset, kinds, &found);
    }
    let table = kinds.iter().flat_map(|key| opens_in(preset, key));
    let written = table.map(|row: &OpensIn| line(preset, row.key, row.program, row.passwords)).collect::<String>();
    assert_eq!(found, written, "the wizard would say something that is not so");
}

/// Replaces the rows of these kinds of files and leaves the others.
fn write_down(preset: Preset, kinds: &[&str], rows: &str) {
    let path = Path::new(ROWS);
    let text = fs::read_to_string(path).unwrap();
    let is_row = |line: &&str| line.starts_with("    row(");
    let own = |line: &&str| kinds.iter().any(|key| line.starts_with(&start(preset, key)));
    let mut lines: Vec<&str> = text.lines().filter(|line| is_row(line) && !own(line)).chain(rows.lines()).collect();
    let order: Vec<String> =
        Preset::ALL.iter().flat_map(|preset| KINDS.iter().map(|key| start(*preset, key))).collect();
    lines.sort_by_key(|line| order.iter().position(|start| line.starts_with(start.as_str())));
    let (head, _) = text.split_once("&[OpensIn] = &[\n").unwrap();
    fs::write(path, format!("{head}&[OpensIn] = &[\n{}\n];\n", lines.join("\n"))).unwrap();
}

macro_rules! tables {
    ($($test:ident: $preset:ident $kinds:expr;)+) => {$(
        #[test]
        fn $test() {
            the_table_holds(Preset::$preset, $kinds);
        }
    )+};
}

const RSA: &[&str] = &["rsa2048", "rsa3072", "rsa4096"];
const CURVES: &[&str] = &["p256", "p384", "p521", "ed25519"];

tables! {
    modern_files_with_rsa_keys_open_where_the_table_says: Modern RSA;
    modern_files_with_elliptic_keys_open_where_the_table_says: Modern CURVES;
    legacy_files_with_rsa_keys_open_where_the_table_says: Legacy RSA;
    legacy_files_with_elliptic_keys_open_where_the_table_says: Legacy CURVES;
    fips_files_with_rsa_keys_open_where_the_table_says: Fips RSA;
    fips_files_with_elliptic_keys_open_where_the_table_says: Fips CURVES;
}

#[test]
fn openssl_shows_the_key_and_all_certificates() {
    let ca = Ca::new("p256");
    for preset in [Preset::Modern, Preset::Legacy] {
        assert_eq!(Openssl.certificates(&ca.file(preset, "correct horse 42"), "correct horse 42"), Ok(3), "{preset}");
    }
}
