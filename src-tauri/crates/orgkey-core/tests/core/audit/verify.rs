//! What a reader without vault and passphrase finds in an exported log.

use super::{export, request, told, verified, with_entries};
use orgkey_core::{ExportAudit, verify_audit_file};
use orgkey_test_support::refusal;
use orgkey_types::Code;
use std::{fs, path::Path};

/// Each damage at each entry of some hundreds, and the number that is told.
#[test]
fn an_edited_deleted_inserted_swapped_or_cut_off_entry_is_found_with_its_number() {
    let (place, mut vault) = with_entries(200);
    let target = place.path("audit.jsonl");
    export(&mut vault, &request(&target));
    let text = fs::read_to_string(&target).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let entries = lines.len() - 2;
    let written = |lines: &[&str]| lines.join("\n") + "\n";
    for entry in 1..=entries {
        let edited = lines[entry].replacen("\"subject\":\"", "\"subject\":\"x", 1);
        let edited = written(&[&lines[..entry], &[&edited], &lines[entry + 1..]].concat());
        let deleted = written(&[&lines[..entry], &lines[entry + 1..]].concat());
        let inserted = written(&[&lines[..=entry], &lines[entry..]].concat());
        let cut = written(&lines[..entry]);
        let cut_inside = written(&lines[..=entry]);
        let mut swapped = lines.clone();
        swapped.swap(entry, entry + 1);
        let swapped = written(&swapped);
        // Behind the last entry stands the signature.
        for (damage, text, number) in [
            ("edited", edited, entry),
            ("deleted", deleted, entry),
            ("inserted", inserted, entry + 1),
            ("swapped", swapped, entry),
            ("cut off", cut, entry),
            ("cut off inside", cut_inside[..cut_inside.len() - 3].to_owned(), entry),
        ] {
            let found = told(refusal(verified(&place, &text)));
            assert_eq!(found, (Code::AuditFileBroken, Some(number.to_string())), "{damage}: {entry}");
        }
    }
    assert!(verified(&place, &text).is_ok());
}

#[test]
fn what_is_taken_out_of_a_selection_or_changed_around_the_entries_breaks_the_signature() {
    let (place, mut vault) = with_entries(60);
    let (selection, whole) = (place.path("ada.jsonl"), place.path("audit.jsonl"));
    export(&mut vault, &ExportAudit { filter: Some("ada"), ..request(&selection) });
    export(&mut vault, &request(&whole));
    let read = |path: &Path| fs::read_to_string(path).unwrap();
    let (selection, whole) = (read(&selection), read(&whole));
    let without = |text: &str, line: usize| -> String {
        text.lines().enumerate().filter(|(number, _)| *number != line).map(|(_, line)| format!("{line}\n")).collect()
    };
    let last = whole.lines().count() - 1;
    let cases = [
        without(&selection, 2),
        without(&selection, selection.lines().count() - 1),
        without(&whole, last),
        whole.replacen("Example", "Another", 1),
        whole.replacen("\"whole\":true", "\"whole\":false", 1),
        whole.replacen("\"entries\":", "\"entries\":1", 1),
        format!("{whole}\n"),
        format!("{whole}{}\n", whole.lines().last().unwrap()),
        whole.trim_end().to_owned(),
        whole.replacen("\"statement\":{", "\"statement\":{ ", 1),
    ];
    for (number, text) in cases.iter().enumerate() {
        assert_eq!(refusal(verified(&place, text)).code, Code::AuditSignatureWrong, "case {number}");
    }
    // An entry of a selection that was edited is named all the same.
    let edited = selection.replacen("\"day\\\":20", "\"day\\\":21", 1);
    assert_eq!(told(refusal(verified(&place, &edited))), (Code::AuditFileBroken, Some("21".to_owned())));
}

#[test]
fn what_is_no_exported_log_is_refused_within_bounds() {
    let (place, mut vault) = with_entries(3);
    let (table, target) = (place.path("audit.csv"), place.path("audit.jsonl"));
    export(&mut vault, &request(&table));
    export(&mut vault, &request(&target));
    let good = fs::read_to_string(&target).unwrap();
    let (header, rest) = good.split_once('\n').unwrap();
    let entry = rest.lines().next().unwrap();
    let newer = good.replacen("\"version\":1", "\"version\":2", 1);
    let with_line = |line: &str| format!("{header}\n{line}\n{rest}");
    let (no_log, broken) = (Code::NotAuditFile, Code::AuditFileBroken);
    let cases = [
        (String::new(), no_log),
        ("\n".to_owned(), no_log),
        (fs::read_to_string(&table).unwrap(), no_log),
        ("{\"format\":\"something\",\"version\":1}\n".to_owned(), no_log),
        (header.to_owned(), no_log),
        (format!("{}\n", "[".repeat(100_000)), no_log),
        ("x".repeat(3 << 20), no_log),
        (newer, Code::VersionUnsupported),
        (with_line(&"[".repeat(100_000)), broken),
        (with_line(&"y".repeat(3 << 20)), broken),
        (with_line(""), broken),
        (with_line("{}"), broken),
        (with_line(&entry.replacen('{', "{\"more\":1,", 1)), broken),
        (with_line(&entry.replacen(':', ": ", 1)), broken),
        (with_line(&entry.replacen("\"seq\":1", "\"seq\":9223372036854775807", 1)), broken),
        (good.replacen("\"first\":1", "\"first\":9223372036854775807", 1), broken),
        (good.replacen("\"first\":1", "\"first\":-9223372036854775808", 1), broken),
        (good.replacen("\"last\":6", "\"last\":9223372036854775807", 1), broken),
    ];
    for (number, (text, code)) in cases.iter().enumerate() {
        assert_eq!(refusal(verified(&place, text)).code, *code, "case {number}");
    }
    assert_eq!(refusal(verify_audit_file(&place.path("nothing"))).code, Code::FileNotFound);
    assert_eq!(refusal(verify_audit_file(&place.path("."))).code, Code::NotAFile);
}

#[test]
fn a_log_that_was_written_anew_with_another_key_shows_another_identity_and_not_this_vault() {
    let (place, mut vault) = with_entries(5);
    let (other_place, mut other) = with_entries(5);
    let (target, other_target) = (place.path("audit.jsonl"), other_place.path("audit.jsonl"));
    export(&mut vault, &request(&target));
    export(&mut other, &request(&other_target));
    // The last line of another vault under this one's entries.
    let read = |path: &Path| fs::read_to_string(path).unwrap();
    let (own, foreign) = (read(&target), read(&other_target));
    let text = own.replacen(own.lines().last().unwrap(), foreign.lines().last().unwrap(), 1);
    assert_eq!(refusal(verified(&place, &text)).code, Code::AuditSignatureWrong);
    let forged = verify_audit_file(&other_target).unwrap();
    assert_ne!(forged.identity, vault.identity().unwrap());
}
