use crate::Done;
use serde::Deserialize;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// `dev`, `build`, or nothing for what is shipped.
    kind: Option<String>,
    /// Folder, where it is one of ours.
    path: Option<String>,
}

impl Package {
    /// Crates of tests may use anything, and nothing that is shipped may use them.
    fn is_test(&self) -> bool {
        below_tests(&self.manifest_path)
    }
}

impl Dependency {
    fn is_test(&self) -> bool {
        self.path.as_deref().is_some_and(below_tests)
    }
}

fn below_tests(path: &str) -> bool {
    path.replace('\\', "/").contains("/tests/")
}

/// Which of our crates each may be built from. A crate without a row is a finding: a new room states its place first.
#[rustfmt::skip]
const MAY_USE: &[(&str, &[&str])] = &[
    ("orgkey-types",   &[]),
    ("orgkey-files",   &["orgkey-types"]),
    ("orgkey-openpgp", &["orgkey-types"]),
    ("orgkey-x509",    &["orgkey-types"]),
    ("orgkey-pkcs12",  &["orgkey-types"]),
    ("orgkey-vault",   &["orgkey-types", "orgkey-files"]),
    ("orgkey-core",    &["orgkey-types", "orgkey-files", "orgkey-vault", "orgkey-openpgp", "orgkey-x509", "orgkey-pkcs12"]),
    ("orgkey-wire",    &["orgkey-types", "orgkey-core"]),
    ("orgkey-cli",     &["orgkey-types", "orgkey-core", "orgkey-wire"]),
    ("orgkey-console", &["orgkey-types", "orgkey-core", "orgkey-wire"]),
    ("xtask",          &[]),
];

/// Foreign parts that one crate keeps from all others, by the start of their name.
const KEPT: &[(&str, &str)] = &[
    ("sequoia-", "orgkey-openpgp"),
    ("rcgen", "orgkey-x509"),
    ("x509-", "orgkey-x509"),
    ("p12", "orgkey-pkcs12"),
    ("rusqlite", "orgkey-vault"),
    ("libsqlite3-sys", "orgkey-vault"),
    ("ts-rs", "orgkey-types orgkey-openpgp orgkey-x509 orgkey-pkcs12 orgkey-core orgkey-wire"),
];

/// Findings over the answer of `cargo metadata --no-deps`.
pub(super) fn findings(metadata: &str) -> Done<Vec<String>> {
    let metadata: Metadata = serde_json::from_str(metadata).map_err(|error| format!("cargo metadata: {error}"))?;
    Ok(metadata.packages.iter().filter(|package| !package.is_test()).flat_map(of_package).collect())
}

fn of_package(package: &Package) -> Vec<String> {
    let Some((name, allowed)) = MAY_USE.iter().find(|(name, _)| *name == package.name) else {
        return vec![format!(
            "crate {}: not in the table of who may use whom (src-tauri/xtask/src/tidy/crates.rs)",
            package.name
        )];
    };
    let shipped = package.dependencies.iter().filter(|dependency| dependency.kind.as_deref() != Some("dev"));
    shipped.filter_map(|dependency| forbidden(name, allowed, dependency)).collect()
}

fn forbidden(name: &str, allowed: &[&str], dependency: &Dependency) -> Option<String> {
    let used = dependency.name.as_str();
    if dependency.is_test() {
        return Some(format!("crate {name}: may not use {used}, which is for tests"));
    }
    if used.starts_with("orgkey-") && !allowed.contains(&used) {
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
            let room =
                |name: &str| if matches!(name, "orgkey-interop" | "orgkey-test-support") { "tests" } else { "crates" };
            let metadata = format!(
                r#"{{"packages":[{{"name":"{name}","manifest_path":"/x/{}/{name}/Cargo.toml",
                   "dependencies":[{{"name":"{used}","kind":{kind},"path":"/x/{}/{used}"}}]}}]}}"#,
                room(name),
                room(used)
            );
            assert_eq!(!findings(&metadata).unwrap().is_empty(), bad, "{name} uses {used} ({kind})");
        }
    }
}
