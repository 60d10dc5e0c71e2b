//! What the process does to itself before anything else runs.

/// No core dumps, no debugger of the same user, freed memory wiped in C code too, and no automation of a shipped
/// window. Must run before the first thread.
#[allow(unsafe_code)]
pub fn harden() {
    // SAFETY: single-threaded here; nothing reads the environment at the same time.
    #[cfg(not(feature = "e2e"))]
    unsafe {
        std::env::remove_var("TAURI_WEBVIEW_AUTOMATION");
        std::env::remove_var("WEBKIT_INSPECTOR_SERVER");
        std::env::remove_var("WEBKIT_INSPECTOR_HTTP_SERVER");
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: mallopt only sets a parameter of the allocator; see mallopt(3), M_PERTURB.
    unsafe {
        libc::mallopt(libc::M_PERTURB, 0xA5);
    }
}

/// One line on standard error.
#[expect(clippy::print_stderr, reason = "there is no window to say it in")]
pub fn say(line: &str) {
    eprintln!("{line}");
}
