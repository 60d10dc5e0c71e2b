//! pkilint 0.13.3, a linter of another maker: certificates and lists before RFC 5280 and its relatives.

use crate::run;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// What it finds in a certificate at level error or above.
pub fn certificate(file: &Path) -> Vec<String> {
    findings("lint_pkix_cert", &[], &[file])
}

/// What it finds when it holds a certificate against that of its issuer.
pub fn below(issuer: &Path, subject: &Path) -> Vec<String> {
    findings("lint_pkix_signer_signee_cert_chain", &[], &[issuer, subject])
}

/// What it finds in a revocation list.
pub fn list(file: &Path) -> Vec<String> {
    findings("lint_crl", &["--type", "CRL", "--profile", "PKIX"], &[file])
}

fn findings(program: &str, options: &[&str], files: &[&Path]) -> Vec<String> {
    let mut command = std::process::Command::new(installed(program));
    command.arg("lint").args(options).args(["--severity", "ERROR", "--format", "JSON"]).args(files);
    let ran = run(&mut command, "pkilint", b"");
    // Its exit code counts the findings; one that has broken down answers no JSON.
    let answer: Value = serde_json::from_slice(&ran.stdout).unwrap_or_else(|_| panic!("{program}: {}", ran.stderr));
    let results = answer["results"].as_array().unwrap_or_else(|| panic!("{program} answers {answer}"));
    let found = results.iter().flat_map(|result| {
        let found = result["finding_descriptions"].as_array().into_iter().flatten();
        found.map(|found| format!("{} at {}", found["code"], result["node_path"]).replace('"', ""))
    });
    found.collect()
}

fn installed(program: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/pkilint");
    let file = folder.join(if cfg!(windows) { "Scripts" } else { "bin" }).join(program);
    assert!(file.is_file(), "pkilint is not installed: cargo xtask setup");
    file
}
