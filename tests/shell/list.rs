//! The access-control list names every command and nothing else.

use crate::{console::Page, hostile::files_below};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs, path::Path};

/// The functions under `#[tauri::command]`.
pub fn declared() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/src/commands");
    let mut names = BTreeSet::new();
    for file in files_below(&root).keys() {
        let text = fs::read_to_string(file).unwrap();
        for after in text.split("#[tauri::command]").skip(1) {
            let name = after.split_once("fn ").unwrap().1;
            names.insert(name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    names
}

fn file(path: &str) -> String {
    fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn every_command_stands_in_the_capability_and_no_other_permission_does() {
    let capability: Value = serde_json::from_str(&file("src-tauri/capabilities/main.json")).unwrap();
    let granted: BTreeSet<String> =
        capability["permissions"].as_array().unwrap().iter().map(|p| p.as_str().unwrap().to_owned()).collect();
    let expected: BTreeSet<String> =
        declared().iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
    assert_eq!(granted, expected);
    assert_eq!(capability["windows"], json!(["main"]));
}

#[test]
fn the_page_calls_every_command_and_no_other() {
    let called: BTreeSet<String> = file("ui/src/lib/backend/tauri.ts")
        .split("invoke(\"")
        .skip(1)
        .map(|after| after.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(called, declared());
}

/// The rows of commands that are only refused are no calls of them.
#[test]
fn every_command_is_called_by_a_test_of_this_border() {
    let tests = [
        "adk",
        "administrator",
        "audit",
        "backup",
        "ca",
        "console",
        "hostile",
        "journey",
        "maintenance",
        "org_cert",
        "register",
        "user",
    ]
    .map(|name| file(&format!("tests/shell/{name}.rs")))
    .concat();
    let silent: Vec<String> = declared().into_iter().filter(|name| !tests.contains(&format!("\"{name}\""))).collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn the_generated_list_is_not_empty() {
    let generated: Value = serde_json::from_str(&file("gen/schemas/capabilities.json")).unwrap();
    assert!(
        generated["main"]["permissions"].as_array().is_some_and(|list| list.len() == declared().len()),
        "{generated}"
    );
}

#[test]
fn what_is_not_listed_is_refused() {
    let page = Page::open();
    for command in [
        "plugin:window|set_title",
        "plugin:event|listen",
        "plugin:dialog|open",
        "plugin:app|version",
        "plugin:path|resolve",
        "greet",
    ] {
        let error = page.call(command, json!({})).expect_err(command).to_string();
        assert!(error.contains("not allowed") || error.contains("not found"), "{command}: {error}");
    }
}

#[test]
fn the_configuration_shuts_the_window_in() {
    let config: Value = serde_json::from_str(&file("tauri.conf.json")).unwrap();
    let (app, security) = (&config["app"], &config["app"]["security"]);
    assert_eq!(app["withGlobalTauri"], false);
    assert_eq!(app["windows"][0]["devtools"], false);
    assert_eq!(security["freezePrototype"], true);
    assert_eq!(security["capabilities"], json!(["main"]));
    assert!(security.get("assetProtocol").is_none(), "no way to read files by address");
    assert!(config["build"].get("devUrl").is_none(), "a plain build shows the bundled page");
    let csp = security["csp"].as_object().unwrap();
    assert_eq!(csp["default-src"], "'none'");
    for (directive, sources) in csp {
        for source in sources.as_str().unwrap().split_whitespace() {
            let ours = matches!(source, "'self'" | "'none'" | "data:" | "ipc:" | "http://ipc.localhost");
            assert!(ours && !(source == "data:" && directive != "img-src"), "{directive} lets in {source}");
        }
    }
    let manifest = file("Cargo.toml");
    assert!(!manifest.contains("\"devtools\""), "no developer tools in a release");
}
