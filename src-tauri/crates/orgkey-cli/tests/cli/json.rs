//! The JSON of every verb, which scripts rely on: a file for each under `json/`, with times, random numbers and sizes
//! taken out. `ORGKEY_BLESS=1` writes the files anew; whoever does so reads the difference.

use crate::Desk;
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::PathBuf};

const OPEN: &str = "--vault v --passphrase-file admin";

/// Every verb in an order in which each has something to say, and the exit code that goes with it.
const LINES: &[(&str, i32, &str)] = &[
    (
        "vault-create",
        0,
        "vault create v --organization Example --domain example.org --admin alice --passphrase-file admin --derivation floor",
    ),
    ("vault-status", 0, "vault status v"),
    ("vault-lock-info", 0, "vault lock-info v"),
    ("audit-export", 0, "OPEN audit export --to audit.jsonl"),
    ("audit-export-csv", 0, "OPEN audit export --to audit.csv --filter alice"),
    ("audit-verify-file", 0, "audit verify audit.jsonl"),
    ("audit-verify-file-and-vault", 0, "OPEN audit verify audit.jsonl"),
    ("org-key-generate-plan", 0, "OPEN org-key generate --user-id keys@example.org --dry-run"),
    ("org-key-generate", 0, "OPEN org-key generate --user-id keys@example.org"),
    ("org-key-export-plan", 0, "OPEN org-key export --keypair --to keypair.asc --dry-run"),
    ("org-key-export-keypair", 0, "OPEN --export-passphrase-file export org-key export --keypair --to keypair.asc"),
    ("org-key-export-public", 0, "OPEN org-key export --public --to public.asc"),
    ("org-key-list", 0, "OPEN org-key list"),
    ("org-key-show", 0, "OPEN org-key show"),
    ("org-key-import-plan", 0, "OPEN org-key import keypair.asc --dry-run"),
    ("org-key-import", 0, "OPEN --file-passphrase-file export org-key import keypair.asc"),
    ("inspect-keys", 0, "inspect keypair.asc"),
    ("backup-create-plan", 0, "OPEN backup create --to all.backup.asc --dry-run"),
    ("backup-create", 0, "OPEN backup create --to all.backup.asc --preset compatible"),
    ("backup-list", 0, "OPEN backup list"),
    ("backup-verify", 0, "OPEN backup verify all.backup.asc"),
    ("inspect-server-backup", 0, "inspect all.backup.asc"),
    ("backup-schedule", 0, "OPEN backup schedule"),
    ("backup-schedule-set", 0, "OPEN backup schedule --to medium --every 12 --keep-hourly 2"),
    ("backup-create-scheduled", 0, "OPEN backup create --scheduled"),
    ("backup-create-scheduled-not-due", 0, "OPEN backup create --scheduled"),
    ("backup-schedule-off", 0, "OPEN backup schedule --off"),
    (
        "backup-restore-plan",
        0,
        "backup restore all.backup.asc --keypair keypair.asc --into w --file-passphrase-file export --dry-run",
    ),
    (
        "backup-restore",
        0,
        "backup restore all.backup.asc --keypair keypair.asc --into w --file-passphrase-file export --passphrase-file admin --admin nina --derivation floor",
    ),
    ("ca-create-plan", 0, "OPEN ca create --name Tree --subject CN=Tree,O=Example --key p256 --dry-run"),
    ("ca-create", 0, "OPEN ca create --name Tree --subject CN=Tree,O=Example --key p256"),
    (
        "ca-create-subordinate",
        0,
        "OPEN ca create --name Lyon --subject CN=Lyon --key p256 --subordinate --csr lyon.csr",
    ),
    ("ca-request", 0, "OPEN ca request Lyon --csr again.csr"),
    ("ca-issue-plan", 0, "OPEN ca issue Tree --csr lyon.csr --template subordinate-ca --valid 5y --dry-run"),
    ("ca-issue", 0, "OPEN ca issue Tree --csr lyon.csr --template subordinate-ca --valid 5y --to lyon.pem"),
    ("ca-export-certificate", 0, "OPEN ca export Tree --private-key no --to tree.pem"),
    ("ca-export-issued", 0, "OPEN ca export Tree --private-key no --serial SERIAL --to lyon.p7b --format p7b"),
    ("ca-install", 0, "OPEN ca install Lyon lyon.pem tree.pem"),
    ("inspect-certificates", 0, "inspect lyon.pem"),
    ("ca-list", 0, "OPEN ca list"),
    ("ca-export-plan", 0, "OPEN ca export Tree --private-key yes --to tree.pfx --dry-run"),
    ("ca-export", 0, "OPEN --export-passphrase-file export ca export Tree --private-key yes --to tree.pfx"),
    ("ca-show", 0, "OPEN ca show Tree"),
    ("ca-restore-plan", 0, "OPEN ca restore tree.pfx --dry-run"),
    ("ca-restore", 0, "OPEN --file-passphrase-file export ca restore tree.pfx"),
    ("ca-import", 0, "OPEN ca import tree.pem"),
    ("inspect-pkcs12", 0, "inspect tree.pfx"),
    ("ca-issued", 0, "OPEN ca issued Tree"),
    ("ca-hold", 0, "OPEN ca hold Tree --serial SERIAL"),
    ("ca-release", 0, "OPEN ca release Tree --serial SERIAL"),
    ("ca-revoke", 0, "OPEN ca revoke Tree --serial SERIAL --reason superseded"),
    ("ca-crl-plan", 0, "OPEN ca crl Tree --dry-run"),
    ("ca-crl", 0, "OPEN ca crl Tree --to tree.crl"),
    ("ca-validate", 1, "OPEN ca validate Tree --serial SERIAL"),
    ("ca-renew-plan", 0, "OPEN ca renew Tree --valid 15y --dry-run"),
    ("ca-renew", 0, "OPEN ca renew Tree --valid 15y"),
    ("ca-replace-plan", 0, "OPEN ca replace Tree --key p384 --new-name Next --dry-run"),
    ("ca-replace", 0, "OPEN ca replace Tree --key p384 --new-name Next"),
    ("org-cert-key-of-a-ca", 0, "OPEN --export-passphrase-file export ca export Next --private-key yes --to next.pfx"),
    ("org-cert-import-plan", 0, "OPEN org-cert import next.pfx --dry-run"),
    ("org-cert-import", 0, "OPEN --file-passphrase-file export org-cert import next.pfx"),
    ("org-cert-generate-plan", 0, "OPEN org-cert generate --common-name Mail --country DE --dry-run"),
    ("org-cert-generate", 0, "OPEN org-cert generate --common-name Mail --country DE"),
    ("org-cert-request", 0, "OPEN org-cert request --common-name Mail --to mail.csr"),
    (
        "org-cert-answer",
        0,
        "OPEN ca issue Next --csr mail.csr --template subordinate-ca --valid 5y --to mail.p7b --format p7b",
    ),
    ("org-cert-install-plan", 0, "OPEN org-cert install mail.p7b --dry-run"),
    ("org-cert-install", 0, "OPEN org-cert install mail.p7b --crl-point http://crl.example.org/mail.crl"),
    ("org-cert-export-plan", 0, "OPEN org-cert export --to mail.p12 --keypair --dry-run"),
    ("org-cert-export-keypair", 0, "OPEN --export-passphrase-file export org-cert export --to mail.p12 --keypair"),
    ("org-cert-export", 0, "OPEN org-cert export --to mail.pem"),
    ("org-cert-pack", 0, "OPEN org-cert pack --to partners"),
    ("org-cert-settings", 0, "OPEN org-cert settings --user-certificate-days 30"),
    ("user-add", 0, "OPEN user add --email ada@example.org --name Ada"),
    (
        "user-export-keypair",
        0,
        "OPEN --export-passphrase-file export user export ada@example.org --openpgp --to ada.asc",
    ),
    ("user-export-public", 0, "OPEN user export ada@example.org --to ada-public.asc"),
    ("user-issue-certificate", 0, "OPEN user issue-certificate ada@example.org"),
    ("user-export-bundle", 0, "OPEN --export-passphrase-file export user export ada@example.org --pkcs12 --to ada.p12"),
    ("user-revoke-certificate", 0, "OPEN user revoke-certificate ada@example.org --reason superseded --reissue"),
    ("org-cert-crl-plan", 0, "OPEN org-cert crl --dry-run"),
    ("org-cert-crl", 0, "OPEN org-cert crl --to mail.crl"),
    ("org-cert-show", 0, "OPEN org-cert show"),
    ("user-import-plan", 1, "OPEN user import people.csv --dry-run"),
    ("user-import", 1, "OPEN user import people.csv"),
    ("user-list", 0, "OPEN user list --order newest --limit 1"),
    ("user-show", 0, "OPEN user show ada@example.org"),
    ("user-contact", 0, "OPEN user contact ada@example.org --at 2026-01-02"),
    ("user-export-all", 0, "OPEN user export --all-public --to all.pgp"),
    ("user-delete", 0, "OPEN user delete bob@example.org --confirm bob@example.org"),
    ("adk-set-plan", 0, "OPEN adk set ada-public.asc --dry-run"),
    ("adk-set", 0, "OPEN adk set ada-public.asc"),
    ("adk-show", 0, "OPEN adk show"),
    ("adk-coverage", 0, "OPEN adk coverage"),
    ("adk-remove", 1, "OPEN adk remove --confirm 1C77E04D2A9683F5"),
    ("org-key-settings", 0, "OPEN org-key settings --renew-lead 31d"),
    ("org-key-renew-plan", 0, "OPEN org-key renew --dry-run"),
    ("org-key-renew", 0, "OPEN org-key renew"),
    ("org-key-replace-plan", 0, "OPEN org-key replace --dry-run"),
    ("org-key-replace", 0, "OPEN org-key replace --reason stolen --confirm Example --sign-users-now"),
    ("maintenance-run-plan", 0, "OPEN maintenance run --dry-run --limit 5"),
    ("maintenance-run", 0, "OPEN maintenance run"),
    ("maintenance-status", 0, "OPEN maintenance status"),
    ("maintenance-install", 0, "OPEN maintenance install --print --system systemd"),
    ("register-list", 0, "OPEN register list"),
    ("register-drill-plan", 0, "OPEN register drill keypair.asc --dry-run"),
    ("register-drill", 0, "OPEN --file-passphrase-file export register drill keypair.asc"),
    ("register-drill-all", 0, "OPEN --file-passphrase-file export register drill --all"),
    ("register-retire", 0, "OPEN register retire keypair.asc --reason shredded"),
    ("register-would-restore", 1, "OPEN register would-restore"),
    ("health", 11, "OPEN health"),
    ("health-calendar", 11, "OPEN health --ics ends.ics"),
    ("vault-check", 0, "vault check v --passphrase-file admin"),
    ("audit-list", 0, "OPEN audit list --limit 3"),
    ("audit-verify", 0, "OPEN audit verify"),
    ("admin-add", 0, "OPEN admin add grace --role certificate-officer --new-passphrase-file export --derivation floor"),
    ("admin-grant", 0, "OPEN --admin alice admin grant grace organization-keys:export-secret"),
    ("admin-list", 0, "OPEN --admin alice admin list"),
    ("admin-two-person-set", 0, "OPEN --admin alice admin two-person set export-keypair yes"),
    ("admin-refused", 1, "OPEN --admin alice --export-passphrase-file export org-key export --keypair --to two.asc"),
    (
        "admin-two-person-set-back",
        1,
        "OPEN --admin alice --second grace --second-passphrase-file export admin two-person set export-keypair no",
    ),
    (
        "org-key-export-by-two",
        0,
        "OPEN --admin alice --second grace --second-passphrase-file export --export-passphrase-file export org-key export --keypair --to two.asc",
    ),
    ("admin-revoke-refused", 1, "OPEN --admin alice admin revoke grace organization-keys:export-secret"),
    ("admin-grant-more", 0, "OPEN --admin alice admin grant grace administrators:write"),
    (
        "admin-two-person-set-back-by-two",
        0,
        "OPEN --admin alice --second grace --second-passphrase-file export admin two-person set export-keypair no",
    ),
    ("admin-revoke", 0, "OPEN --admin alice admin revoke grace organization-keys:export-secret"),
    ("admin-remove-refused", 1, "OPEN --admin alice admin remove alice"),
    ("admin-remove", 0, "OPEN --admin alice admin remove grace"),
    ("vault-passwd", 0, "vault passwd v --passphrase-file admin --new-passphrase-file export --derivation floor"),
    ("refused", 3, "OPEN org-key list"),
    ("usage", 2, "OPEN ca issue Tree --csr lyon.csr"),
];

#[test]
fn every_verb_answers_in_the_shape_that_is_written_down() {
    let desk = Desk::empty();
    fs::write(desk.path("people.csv"), "email,name\nbob@example.org,Bob\neve@example.com,Eve\n").unwrap();
    fs::create_dir(desk.path("medium")).unwrap();
    let (mut serial, mut differing) = (String::new(), Vec::new());
    for (name, exit, line) in LINES {
        let (ended, answer) = desk.json(&line.replace("OPEN", OPEN).replace("SERIAL", &serial));
        assert_eq!(ended, *exit, "{name}: {answer}");
        if let Some(issued) = answer["row"]["serial"].as_str() {
            serial = issued.to_owned();
        }
        let text = format!("{:#}\n", settled(answer, &desk));
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/cli/json/{name}.json"));
        if std::env::var_os("ORGKEY_BLESS").is_some() {
            fs::write(&file, &text).unwrap();
        }
        if fs::read_to_string(&file).unwrap_or_default() != text {
            differing.push(format!("{name} answers\n{text}"));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn no_verb_of_the_help_is_without_its_file() {
    let desk = Desk::empty();
    let verbs = |room: &str| -> Vec<String> {
        let help = desk.done(&format!("{room}--help"));
        let (_, listed) = help.split_once("Commands:\n").unwrap();
        let lines = listed.lines().take_while(|line| !line.is_empty());
        let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
        names.map(|line| line.split_whitespace().next().unwrap().to_owned()).filter(|name| name != "help").collect()
    };
    let mut found = BTreeSet::new();
    for room in verbs("") {
        match room.as_str() {
            "inspect" | "health" => _ = found.insert(room),
            _ => found.extend(verbs(&format!("{room} ")).into_iter().map(|verb| format!("{room}-{verb}"))),
        }
    }
    assert_eq!(found.len(), 75, "{found:?}");
    for verb in found {
        let told = |(name, _, _): &(&str, i32, &str)| *name == verb || name.starts_with(&format!("{verb}-"));
        assert!(LINES.iter().any(told), "{verb}");
    }
}

/// The answer without what differs from run to run.
fn settled(answer: Value, desk: &Desk) -> Value {
    match answer {
        Value::String(text) => Value::String(settled_text(&text, desk)),
        Value::Array(items) => items.into_iter().map(|item| settled(item, desk)).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| match (name.as_str(), value.is_number()) {
                (
                    "bytes" | "number" | "nextCrlNumber" | "crlNumber" | "counter" | "seq" | "total" | "auditSeq"
                    | "databaseBytes" | "laterChanges",
                    true,
                ) => (name, "<number>".into()),
                _ => (name, settled(value, desk)),
            })
            .collect(),
        other => other,
    }
}

fn settled_text(text: &str, desk: &Desk) -> String {
    let folder = fs::canonicalize(desk.path(".")).unwrap();
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let text = text.replace(&*folder.to_string_lossy(), "<folder>").replace(&name, "<folder>");
    let text = text.replace(env!("CARGO_BIN_EXE_orgkey"), "<program>").replace(env!("CARGO_PKG_VERSION"), "<version>");
    let (mut settled, mut rest) = (String::new(), text.as_str());
    while let Some(letter) = rest.chars().next() {
        let decimal = rest.chars().take_while(char::is_ascii_digit).count();
        let hexadecimal = rest.chars().take_while(char::is_ascii_hexdigit).count();
        let (word, length) = match () {
            () if is_like(rest, "0000-00-00T00:00:00Z") => ("<time>", 20),
            () if is_like(rest, "0000-00-00") => ("<date>", 10),
            () if is_like(rest, "00000000T000000Z") => ("<time>", 16),
            () if rest.get(decimal..).is_some_and(|after| decimal > 0 && after.starts_with(" entries")) => {
                ("<number>", decimal)
            }
            () if hexadecimal >= 8 => ("<hex>", hexadecimal),
            () => (&rest[..letter.len_utf8()], letter.len_utf8()),
        };
        settled.push_str(word);
        rest = &rest[length..];
    }
    settled
}

/// Digits where the form has digits, and the same signs between them.
fn is_like(text: &str, form: &str) -> bool {
    let fits = |(letter, wanted): (char, char)| if wanted == '0' { letter.is_ascii_digit() } else { letter == wanted };
    text.chars().count() >= form.len() && text.chars().zip(form.chars()).all(fits)
}
