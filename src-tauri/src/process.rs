//! What the process does to itself before anything else runs.

/// No core dumps, no debugger of the same user, and no automation of a shipped window. Must run before the first thread.
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
}

/// Without a GPU WebKit would draw through a software driver inside its process: half again the memory, and scrolling 30
/// times slower (measured: 335 MB against 224 MB at rest). What the administrator has set stays.
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
pub fn draw_without_gpu() {
    const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    let has_gpu = std::fs::read_dir("/dev/dri").is_ok_and(|devices| {
        devices.flatten().any(|device| device.file_name().to_string_lossy().starts_with("render"))
    });
    if !has_gpu && std::env::var_os(SWITCH).is_none() {
        // SAFETY: single-threaded here; nothing reads the environment at the same time.
        unsafe { std::env::set_var(SWITCH, "1") };
    }
}

/// One line on standard error.
#[expect(clippy::print_stderr, reason = "there is no window to say it in")]
pub fn say(line: &str) {
    eprintln!("{line}");
}
