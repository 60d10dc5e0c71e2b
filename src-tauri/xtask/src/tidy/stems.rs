use crate::tree::Source;
use std::collections::BTreeSet;

const COMMANDS: &str = "src-tauri/src/commands/";
const PERMISSIONS: &str = "src-tauri/permissions/";
const CORE: &str = "src-tauri/crates/orgkey-core/src/";

/// Commands that are no use case of the core: they turn to the session or the window itself.
const WITHOUT_CORE: &[&str] = &["mod"];

/// A use case has one stem in every room: command, permission, core; and each catalogue of words has the same keys.
/// A folder is a family of use cases: its permissions stand in one file, and its stems are compared like those above.
pub(super) fn findings(sources: &[Source]) -> Vec<String> {
    let commands = stems(sources, COMMANDS, "rs");
    let permissions = stems(sources, PERMISSIONS, "toml");
    let missing = |room: &str, stem: &str| format!("{COMMANDS}{stem}.rs: has no {room} of the same stem");
    let without_permission = commands
        .iter()
        .filter(|stem| *stem != "mod" && !permissions.contains(*stem))
        .map(|stem| missing("permission", stem));
    let lost = permissions
        .iter()
        .filter(|stem| !commands.contains(*stem))
        .map(|stem| format!("{PERMISSIONS}{stem}.toml: has no command of the same stem"));
    let folders = families(sources).into_iter().map(|family| format!("{family}/")).chain([String::new()]);
    let without_core = folders.flat_map(|folder| without_core(sources, &folder));
    without_permission.chain(without_core).chain(lost).chain(catalogues(sources)).collect()
}

fn without_core(sources: &[Source], folder: &str) -> Vec<String> {
    let commands = stems(sources, &format!("{COMMANDS}{folder}"), "rs");
    let core = stems(sources, &format!("{CORE}{folder}"), "rs");
    let named = commands.iter().filter(|stem| !core.contains(*stem) && !WITHOUT_CORE.contains(&stem.as_str()));
    named.map(|stem| format!("{COMMANDS}{folder}{stem}.rs: has no core file of the same stem")).collect()
}

/// Folders among the commands.
fn families(sources: &[Source]) -> BTreeSet<&str> {
    let below = sources.iter().filter_map(|source| source.path.strip_prefix(COMMANDS));
    below.filter_map(|path| path.split_once('/').map(|(folder, _)| folder)).collect()
}

/// Names of the files and folders directly in a room.
fn stems(sources: &[Source], room: &str, ending: &str) -> BTreeSet<String> {
    let below = sources.iter().filter_map(|source| source.path.strip_prefix(room));
    below
        .filter_map(|path| match path.split_once('/') {
            Some((folder, _)) => Some(folder.to_owned()),
            None => path.strip_suffix(ending)?.strip_suffix('.').map(str::to_owned),
        })
        .collect()
}

/// Catalogues of messages come in pairs, `en.json` and `de.json`, with the same keys at every depth.
fn catalogues(sources: &[Source]) -> Vec<String> {
    let english = sources.iter().filter(|source| source.path.ends_with("/en.json"));
    english.flat_map(|english| pair(sources, english)).collect()
}

fn pair(sources: &[Source], english: &Source) -> Vec<String> {
    let other = english.path.replace("/en.json", "/de.json");
    let Some(german) = sources.iter().find(|source| source.path == other) else {
        return vec![format!("{}: has no {other} beside it", english.path)];
    };
    let (Some(left), Some(right)) = (keys(&english.text), keys(&german.text)) else {
        return vec![format!("{} or {other}: is not JSON", english.path)];
    };
    left.symmetric_difference(&right).map(|key| format!("{} and {other}: only one has {key}", english.path)).collect()
}

fn keys(text: &str) -> Option<BTreeSet<String>> {
    fn collect(value: &serde_json::Value, path: &str, into: &mut BTreeSet<String>) {
        for (key, inner) in value.as_object().into_iter().flatten() {
            let path = format!("{path}/{key}");
            collect(inner, &path, into);
            into.insert(path);
        }
    }
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let mut found = BTreeSet::new();
    collect(&value, "", &mut found);
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(paths: &[&str]) -> Vec<Source> {
        paths.iter().map(|path| Source::new(path, "")).collect()
    }

    #[test]
    fn a_use_case_that_lacks_a_room_is_found() {
        let whole = [
            "src-tauri/src/commands/mod.rs",
            "src-tauri/src/commands/export.rs",
            "src-tauri/permissions/export.toml",
            "src-tauri/crates/orgkey-core/src/export/mod.rs",
        ];
        assert_eq!(findings(&tree(&whole)), Vec::<String>::new());
        for left_out in 1..whole.len() {
            let rest: Vec<&str> =
                whole.iter().enumerate().filter(|(place, _)| *place != left_out).map(|(_, path)| *path).collect();
            assert_eq!(findings(&tree(&rest)).len(), 1, "without {}", whole[left_out]);
        }
    }

    #[test]
    fn in_a_family_each_command_has_its_core_file() {
        let whole = [
            "src-tauri/src/commands/ca/mod.rs",
            "src-tauri/src/commands/ca/issue.rs",
            "src-tauri/permissions/ca.toml",
            "src-tauri/crates/orgkey-core/src/ca/mod.rs",
            "src-tauri/crates/orgkey-core/src/ca/issue.rs",
        ];
        assert_eq!(findings(&tree(&whole)), Vec::<String>::new());
        for left_out in [2, 4] {
            let rest: Vec<&str> =
                whole.iter().enumerate().filter(|(place, _)| *place != left_out).map(|(_, path)| *path).collect();
            assert_eq!(findings(&tree(&rest)).len(), 1, "without {}", whole[left_out]);
        }
    }

    #[test]
    fn catalogues_with_different_keys_are_found() {
        let rows = [
            (r#"{"a": {"fact": "x"}}"#, r#"{"a": {"fact": "y"}}"#, 0),
            (r#"{"a": {"fact": "x", "advice": "x"}}"#, r#"{"a": {"fact": "y"}}"#, 1),
            (r#"{"a": "x"}"#, r#"{"b": "y"}"#, 2),
            (r#"{"a": "x"}"#, "{", 1),
        ];
        for (english, german, count) in rows {
            let sources = [Source::new("messages/en.json", english), Source::new("messages/de.json", german)];
            assert_eq!(findings(&sources).len(), count, "{english} beside {german}");
        }
    }
}
