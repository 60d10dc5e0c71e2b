use crate::{process, tree::Source};
use std::path::PathBuf;

/// Places that mean somebody's machine wherever they stand. Split so that this file does not find itself.
const EVERYWHERE: &[&str] = &[
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("C:\\Us", "ers\\"),
    concat!("registry.npm", "js.org"),
    concat!("static.cra", "tes.io"),
];

/// What must not stand in a committed file: places of every machine, and those of the machine that looks (its
/// checkout, its home, the hosts of its registries).
pub(super) fn here() -> Vec<String> {
    let root = process::root().display().to_string();
    let home = std::env::var("HOME").or_else(|_| std::env::var("USERPROFILE")).ok().filter(|home| home.len() > 3);
    let own = [Some(root), home.map(|home| format!("{home}/"))];
    EVERYWHERE.iter().map(|place| (*place).to_owned()).chain(own.into_iter().flatten()).chain(registries()).collect()
}

/// Host names in the registry settings of npm and cargo on this machine.
fn registries() -> Vec<String> {
    let npm = process::output(&mut process::npm(&["config", "get", "registry"])).unwrap_or_default();
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let config = cargo_home.and_then(|home| std::fs::read_to_string(home.join("config.toml")).ok()).unwrap_or_default();
    let variables =
        std::env::vars().filter(|(name, _)| name.starts_with("CARGO_REGISTRIES_") || name.starts_with("CARGO_SOURCE_"));
    let all = variables.map(|(_, value)| value).chain([npm, config]).collect::<Vec<_>>().join("\n");
    hosts(&all).into_iter().filter(|host| host != "github.com").collect()
}

fn hosts(text: &str) -> Vec<String> {
    let after = text.split("://").skip(1);
    let authority = after.map(|rest| rest.split(['/', '"', '\'', '\n', ' ']).next().unwrap_or_default());
    let host = authority
        .map(|authority| authority.rsplit('@').next().unwrap_or_default().split(':').next().unwrap_or_default());
    host.filter(|host| host.contains('.')).map(str::to_owned).collect()
}

/// Lines that name such a place.
pub(super) fn findings(sources: &[Source], places: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        for (number, line) in source.text.lines().enumerate() {
            if let Some(place) = places.iter().find(|place| names(line, place)) {
                found.push(format!("{}:{}: names a place of one machine ({place})", source.path, number + 1));
            }
        }
    }
    found
}

/// Whether a line names a place. A folder counts at the start of a path only: `features/home/` is nobody's home.
fn names(line: &str, place: &str) -> bool {
    let inside = |before: char| before.is_alphanumeric() || matches!(before, '.' | '_' | '-' | '}' | '*');
    let starts = |at: usize| !line.get(..at).is_some_and(|head| head.ends_with(inside));
    line.match_indices(place).any(|(at, _)| !place.starts_with('/') || starts(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_of_one_machine_is_found_with_its_line() {
        let places = ["/checkout".to_owned(), "mirror.example.test".to_owned()];
        let rows = [
            ("features/checkout/a", 0),
            ("see /checkout/a", 1),
            ("a\nb https://mirror.example.test/x", 1),
            ("see target/tour", 0),
        ];
        for (text, count) in rows {
            assert_eq!(findings(&[Source::new("README.md", text)], &places).len(), count, "{text}");
        }
    }

    #[test]
    fn host_names_are_cut_out_of_settings_without_port_or_account() {
        let settings = "registry=https://me:secret@mirror.example.test:8443/npm/\nindex = \"sparse+https://crates.example.test/index/\"";
        assert_eq!(hosts(settings), ["mirror.example.test", "crates.example.test"]);
    }
}
