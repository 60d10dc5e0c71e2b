use std::{
    env,
    path::{Path, PathBuf},
};

/// The built command line program, which lies in the target folder that the running test was built into. `cargo test
/// --workspace` builds it, because its own package has an integration test.
///
/// # Panics
/// When it was not built.
pub fn orgkey() -> PathBuf {
    let test = env::current_exe().unwrap();
    let folder = test.parent().and_then(Path::parent).unwrap();
    let program = folder.join(format!("orgkey{}", env::consts::EXE_SUFFIX));
    assert!(program.is_file(), "{} is missing: cargo build -p orgkey-cli", program.display());
    program
}
