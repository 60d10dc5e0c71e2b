//! What the process does to itself before anything else runs.

/// No core dumps, no debugger of the same user, freed memory wiped in C and C++ code too, and no automation of a
/// shipped window. Must run before the first thread.
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
        // Not where tests drive the window: automation carries what is typed through the same memory anyway.
        #[cfg(not(feature = "e2e"))]
        wiping::start_again_wiping();
        use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

/// Our own allocator wipes what Rust frees. What a passphrase passes through in the web view's C++ (the body of the
/// request that carries it) is freed by WebKit's allocator, which wipes nothing: `Malloc=1` makes WebKit use the
/// system's, and glibc fills what is freed when it is told so. Its per-thread caches are left out of that, so they are
/// switched off. All of this is read before `main`, hence the second start; the web process inherits it.
///
/// Measured with `tests/desktop/journeys/memory.test.mjs`: a copy stays without `Malloc=1`, and without the caches off.
#[cfg(all(target_os = "linux", not(feature = "e2e")))]
mod wiping {
    use std::{env, os::unix::process::CommandExt, process::Command};

    const TUNABLES: &str = "GLIBC_TUNABLES";
    const WIPE_FREED: &str = "glibc.malloc.tcache_count=0:glibc.malloc.perturb=165";

    /// Replaces the process by itself with the settings in force; goes on as it is where that is not possible.
    pub fn start_again_wiping() {
        let before = env::var(TUNABLES).unwrap_or_default();
        if before.contains(WIPE_FREED) {
            return;
        }
        let tunables = if before.is_empty() { WIPE_FREED.to_owned() } else { format!("{before}:{WIPE_FREED}") };
        if let Ok(program) = env::current_exe() {
            let _ =
                Command::new(program).args(env::args_os().skip(1)).env(TUNABLES, tunables).env("Malloc", "1").exec();
        }
    }
}

/// One line on standard error.
#[expect(clippy::print_stderr, reason = "there is no window to say it in")]
pub fn say(line: &str) {
    eprintln!("{line}");
}
