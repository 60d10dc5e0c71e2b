//! Links the targets with libFuzzer, from the folder that `ORGKEY_LIBFUZZER` names: `cargo xtask test --only fuzz`
//! builds it there. Nothing is linked where it names none.
#![allow(clippy::print_stdout)]

fn main() {
    println!("cargo::rerun-if-env-changed=ORGKEY_LIBFUZZER");
    println!("cargo::rerun-if-changed=build.rs");
    let Some(folder) = std::env::var_os("ORGKEY_LIBFUZZER") else { return };
    println!("cargo::rustc-link-search=native={}", std::path::Path::new(&folder).display());
    println!("cargo::rustc-link-lib=static=fuzzer");
    let library = if cfg!(target_os = "macos") { "c++" } else { "stdc++" };
    println!("cargo::rustc-link-lib={library}");
}
