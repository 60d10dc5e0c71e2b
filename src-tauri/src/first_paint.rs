//! Only in builds for `cargo xtask bench`: one line on standard error when the first content stands in the window.

use tauri::{Runtime, plugin::TauriPlugin};

/// The page itself knows nothing of it and gets no command for it: a navigation that is refused anyway is the signal.
const SCRIPT: &str = "new PerformanceObserver((list) => {
  if (list.getEntriesByName('first-contentful-paint').length > 0) location.href = 'orgkey-bench:first-paint';
}).observe({ type: 'paint', buffered: true });";

/// Must come before the plugin that refuses navigation: the first refusal ends the round.
pub fn teller<R: Runtime>() -> TauriPlugin<R> {
    tauri::plugin::Builder::new("first-paint")
        .js_init_script(SCRIPT)
        .on_navigation(|_, url| {
            let signal = url.scheme() == "orgkey-bench";
            if signal {
                crate::process::say("first-paint");
            }
            !signal
        })
        .build()
}
