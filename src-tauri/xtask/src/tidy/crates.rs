use crate::Done;
use serde::Deserialize;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// `dev`, `build`, or nothing for what is shipped.
    kind: Option<String>,
}

/// Which of our crates each may be built from. A crate without a row is a finding: a new room states its place first.
#[rustfmt::skip]
const MAY_USE: &[(&str, &[&str])] = &[
    ("orgkey-types",   &[]),
    ("orgkey-files",   &["orgkey-types"]),
    ("orgkey-openpgp", &["orgkey-types"]),
    ("orgkey-vault",   &["orgkey-types", "orgkey-files"]),
    ("orgkey-core",    &["orgkey-types", "orgkey-files", "orgkey-vault", "orgkey-openpgp"]),
    ("orgkey-wire",    &["orgkey-types", "orgkey-core"]),
    ("orgkey-cli",     &["orgkey-types", "orgkey-core", "orgkey-wire"]),
    ("orgkey-console", &["orgkey-types", "orgkey-core", "orgkey-wire"]),
    ("xtask",          &[]),
];

/// Crates of tests: they may use anything and nothing that is shipped may use them.
const TESTS: &[&str] = &["orgkey-test-support", "orgkey-interop", "bare-window"];

/// Foreign parts that one crate keeps from all others, by the start of their name.
const KEPT: &[(&str, &str)] = &[
    ("sequoia-", "orgkey-openpgp"),
    ("rusqlite", "orgkey-vault"),
    ("libsqlite3-sys", "orgkey-vault"),
    ("ts-rs", "orgkey-types orgkey-wire"),
];

/// Findings over the answer of `cargo metadata --no-deps`.
pub(super) fn findings(metadata: &str) -> Done<Vec<String>> {
    let metadata: Metadata = serde_json::from_str(metadata).map_err(|error| format!("cargo metadata: {error}"))?;
    Ok(metadata
        .packages
        .iter()
        .filter(|package| !TESTS.contains(&package.name.as_str()))
        .flat_map(of_package)
        .collect())
}

fn of_package(package: &Package) -> Vec<String> {
    let Some((name, allowed)) = MAY_USE.iter().find(|(name, _)| *name == package.name) else {
        return vec![format!(
            "crate {}: not in the table of who may use whom (src-tauri/xtask/src/tidy/crates.rs)",
            package.name
        )];
    };
    let shipped = package.dependencies.iter().filter(|dependency| dependency.kind.as_deref() != Some("dev"));
    shipped.filter_map(|dependency| forbidden(name, allowed, &dependency.name)).collect()
}

fn forbidden(name: &str, allowed: &[&str], used: &str) -> Option<String> {
    let ours = used.starts_with("orgkey-") || TESTS.contains(&used);
    if ours && !allowed.contains(&used) {
        return Some(format!("crate {name}: may not use {used}"));
    }
    let (_, keepers) = KEPT.iter().find(|(start, _)| used.starts_with(start))?;
    let kept = !keepers.split(' ').any(|keeper| keeper == name);
    kept.then(|| format!("crate {name}: only {keepers} may name {used}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_against_the_layers_is_found() {
        let rows = [
            ("orgkey-types", "orgkey-files", "null", true),
            ("orgkey-vault", "orgkey-openpgp", "null", true),
            ("orgkey-core", "orgkey-wire", "null", true),
            ("orgkey-cli", "orgkey-vault", "null", true),
            ("orgkey-console", "orgkey-test-support", "null", true),
            ("orgkey-console", "orgkey-test-support", "\"dev\"", false),
            ("orgkey-core", "sequoia-openpgp", "null", true),
            ("orgkey-openpgp", "sequoia-openpgp", "null", false),
            ("orgkey-core", "rusqlite", "\"build\"", true),
            ("orgkey-vault", "rusqlite", "null", false),
            ("orgkey-new", "serde", "null", true),
            ("orgkey-interop", "sequoia-openpgp", "null", false),
        ];
        for (name, used, kind, bad) in rows {
            let metadata =
                format!(r#"{{"packages":[{{"name":"{name}","dependencies":[{{"name":"{used}","kind":{kind}}}]}}]}}"#);
            assert_eq!(!findings(&metadata).unwrap().is_empty(), bad, "{name} uses {used} ({kind})");
        }
    }
}
