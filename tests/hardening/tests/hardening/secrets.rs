//! E4 and F7: a whole session with two dozen secrets that nobody has used before, failures included; afterwards none of them
//! stands in any file, in any output, in the command line or in the environment of any process.

use orgkey_hardening::{
    place::{Place, Prepared},
    program::{Call, binary},
    search::{Needle, in_bytes, in_files, new_word, secret_numbers},
    slots,
};
use std::{
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

/// The passphrase files of the session. They lie apart from everything that is searched.
const WORDS: &[&str] = &[
    "first",
    "second",
    "third",
    "wrong",
    "wrong-old",
    "stranger",
    "export-modern",
    "export-compatible",
    "export-refused",
    "export-nowhere",
    "export-again",
    "export-dry",
    "export-link",
    "file-wrong",
    "file-wrong-dry",
    "file-unneeded",
    "typed",
    "weak",
    "twolines",
];

/// A session: what is called, and its exit code. `@name` stands for the file of that word.
const SESSION: &[(&str, i32)] = &[
    ("vault create v.orgvault --organization Ex --domain example.org --admin alice --passphrase-file @weak", 1),
    (
        "vault create v.orgvault --organization Ex --domain example.org --admin alice --passphrase-file @first --derivation floor",
        0,
    ),
    ("vault create v.orgvault --organization Ex --domain example.org --admin alice --passphrase-file @second", 1),
    ("vault status v.orgvault", 0),
    ("vault lock-info v.orgvault", 0),
    ("vault check v.orgvault --passphrase-file @wrong", 3),
    ("vault check v.orgvault --passphrase-file @stranger --admin mallory", 1),
    ("vault check v.orgvault --passphrase-file @first", 0),
    ("--vault v.orgvault org-key generate --user-id Ex_<k%example.org> --passphrase-file @first --dry-run", 0),
    ("--vault v.orgvault org-key generate --user-id Ex_<k%example.org> --passphrase-file @first", 0),
    ("--vault v.orgvault org-key generate --user-id Ex_<k%example.org> --passphrase-file @first", 1),
    ("--vault v.orgvault org-key list --passphrase-file @first", 0),
    (
        "--vault v.orgvault org-key export --keypair --to out/m.asc --passphrase-file @first --export-passphrase-file @export-modern",
        0,
    ),
    (
        "--vault v.orgvault org-key export --keypair --to out/c.asc --preset compatible --passphrase-file @first --export-passphrase-file @export-compatible",
        0,
    ),
    (
        "--vault v.orgvault org-key export --keypair --to out/c.asc --passphrase-file @first --export-passphrase-file @export-refused",
        1,
    ),
    (
        "--vault v.orgvault org-key export --keypair --to nowhere/c.asc --passphrase-file @first --export-passphrase-file @export-nowhere",
        1,
    ),
    (
        "--vault v.orgvault org-key export --keypair --to out --passphrase-file @first --export-passphrase-file @export-link",
        1,
    ),
    (
        "--vault v.orgvault org-key export --keypair --to out/m.asc --overwrite --passphrase-file @first --export-passphrase-file @export-again",
        0,
    ),
    (
        "--vault v.orgvault org-key export --keypair --to out/d.asc --dry-run --passphrase-file @first --export-passphrase-file @export-dry",
        0,
    ),
    (
        "--vault v.orgvault org-key export --keypair --to out/w.asc --passphrase-file @first --export-passphrase-file @weak",
        1,
    ),
    ("--vault v.orgvault org-key export --public --to out/p.asc --passphrase-file @first", 0),
    (
        "vault create w.orgvault --organization Ex --domain example.org --admin bob --passphrase-file @twolines --derivation floor",
        0,
    ),
    (
        "--vault w.orgvault org-key import out/c.asc --passphrase-file @twolines --file-passphrase-file @file-wrong-dry --dry-run",
        3,
    ),
    ("--vault w.orgvault org-key import out/c.asc --passphrase-file @twolines --file-passphrase-file @file-wrong", 3),
    (
        "--vault w.orgvault org-key import out/p.asc --passphrase-file @twolines --file-passphrase-file @file-unneeded",
        1,
    ),
    (
        "--vault w.orgvault org-key import out/c.asc --passphrase-file @twolines --file-passphrase-file @export-compatible",
        0,
    ),
    (
        "--vault w.orgvault org-key import out/c.asc --passphrase-file @twolines --file-passphrase-file @export-compatible",
        0,
    ),
    ("vault passwd v.orgvault --passphrase-file @wrong-old --new-passphrase-file @second", 3),
    ("vault passwd v.orgvault --passphrase-file @first --new-passphrase-file @weak", 1),
    ("vault passwd v.orgvault --passphrase-file @first --new-passphrase-file @second --derivation floor", 0),
    ("vault passwd v.orgvault --passphrase-file @second --new-passphrase-file @third --derivation floor", 0),
    ("--vault v.orgvault org-key show --passphrase-file @third", 0),
    ("--vault v.orgvault audit list --limit 500 --passphrase-file @third", 0),
    ("--vault v.orgvault audit verify --passphrase-file @third", 0),
    ("--vault w.orgvault audit list --limit 500 --passphrase-file @twolines", 0),
    ("inspect out/m.asc", 0),
    ("inspect @first", 1),
    ("--vault v.orgvault org-key import @first --passphrase-file @third", 1),
    ("--vault v.orgvault org-key list --passphrase-file -", 3),
];

/// What all processes of the session have shown of themselves.
#[derive(Default)]
struct Shown {
    output: Vec<u8>,
    processes: Vec<u8>,
}

#[test]
fn twenty_planted_secrets_are_found_nowhere() {
    let (place, apart) = (Place::prepared(Prepared::Nothing), tempfile::tempdir().unwrap());
    let mut needles = plant(apart.path());
    let mut shown = Shown::default();
    for (line, exit) in SESSION {
        for json in ["", " --json"] {
            let line = line.replace('@', &format!("{}/", apart.path().display())).replace('%', "@");
            if json.is_empty() || *exit != 0 || repeatable(&line) {
                call(
                    &place,
                    &format!("{line}{json}"),
                    *exit,
                    &fs::read(apart.path().join("typed")).unwrap(),
                    &mut shown,
                );
            }
        }
    }
    let word = |name: &str| fs::read_to_string(apart.path().join(name)).unwrap().lines().next().unwrap().to_owned();
    needles.extend(secret_numbers(&place.path("out/c.asc"), &word("export-compatible")));
    let keys = slots::open(&place.vault(), &word("third"));
    needles.extend([Needle::bytes("page key", &keys.page), Needle::bytes("secrets key", &keys.secrets)]);
    needles.push(Needle::bytes("private key of the slot", &keys.private));
    assert!(needles.len() >= 20, "{} secrets", needles.len());

    for name in ["admin", "next", "export", "wrong"] {
        fs::remove_file(place.path(name)).unwrap();
    }
    let searched = [place.root().to_owned()];
    controls(&place, &needles, &searched);
    let mut found = in_files(&searched, &needles);
    found.extend(in_bytes("the output", &shown.output, &needles));
    found.extend(in_bytes("command lines and environments", &shown.processes, &needles));
    assert!(found.is_empty(), "{found:#?}");
    assert!(contains_each(&shown), "the processes were seen, and they did say something");
}

/// Each word in its file; the second line of one file belongs to nobody and may not appear either.
fn plant(apart: &std::path::Path) -> Vec<Needle> {
    let needle = |name: &&str| {
        let word = if *name == "weak" { new_word("")[..11].to_owned() } else { new_word(name) };
        fs::write(apart.join(name), format!("{word}\n")).unwrap();
        Needle::text(name, &word)
    };
    let mut needles: Vec<Needle> = WORDS.iter().map(needle).collect();
    let second = new_word("second-line");
    let mut file = fs::File::options().append(true).open(apart.join("twolines")).unwrap();
    writeln!(file, "{second}").unwrap();
    needles.push(Needle::text("second line", &second));
    needles
}

/// Calls that only look can be made twice.
fn repeatable(line: &str) -> bool {
    ["status", "lock-info", "check", "list", "show", "verify", "inspect", "--dry-run"]
        .iter()
        .any(|verb| line.contains(verb))
}

/// Runs one call, with the typed word on its standard input, and watches its process from beginning to end.
fn call(place: &Place, line: &str, exit: i32, typed: &[u8], shown: &mut Shown) {
    let mut command = Call::new(place.root(), line).prepared(Command::new(binary()));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A process that wants no input may be gone already.
    let _ = child.stdin.take().unwrap().write_all(typed);
    let (pid, waiting) = (child.id(), std::thread::spawn(|| child.wait_with_output().unwrap()));
    while !waiting.is_finished() {
        for name in ["cmdline", "environ"] {
            shown.processes.extend(fs::read(format!("/proc/{pid}/{name}")).unwrap_or_default());
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let output = waiting.join().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(exit), "{line}\n{}{told}", String::from_utf8_lossy(&output.stdout));
    shown.output.extend([output.stdout, output.stderr].concat());
}

/// The same search finds every secret in every form when it is there.
fn controls(place: &Place, needles: &[Needle], searched: &[PathBuf]) {
    for needle in needles {
        for (form, bytes) in &needle.forms {
            let file = place.path("tmp/control");
            fs::write(&file, [b"before", bytes.as_slice(), b"behind"].concat()).unwrap();
            let found = in_files(searched, std::slice::from_ref(needle));
            assert!(found.iter().any(|found| found.contains("tmp/control")), "{} as {form}", needle.name);
            fs::remove_file(file).unwrap();
        }
    }
}

fn contains_each(shown: &Shown) -> bool {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (output, processes) = (text(&shown.output), text(&shown.processes));
    output.contains("export-keypair")
        && processes.contains("ORGKEY_STATE_DIR")
        && processes.contains("--passphrase-file")
}
