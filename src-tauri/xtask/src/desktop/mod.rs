//! The real window under a display that nobody sees, driven by the scripts in `tests/desktop`.

mod display;

use crate::{Done, page, process, program};
pub(crate) use display::Display;
use std::{fs, process::Command};

/// Why there is no real-window suite on this system, if there is none.
const ELSEWHERE: &str =
    "the window is driven on Linux only: the web views of Windows and macOS need drivers of their own";

/// Every journey, each in a window of its own.
pub(crate) fn suite() -> Done {
    if !cfg!(target_os = "linux") {
        return Err(ELSEWHERE.into());
    }
    let names = fs::read_dir(process::root().join("tests/desktop/journeys"))
        .map_err(|error| format!("tests/desktop/journeys: {error}"))?;
    let mut journeys: Vec<String> = names
        .flatten()
        .map(|entry| entry.path().display().to_string())
        .filter(|path| path.ends_with(".test.mjs"))
        .collect();
    journeys.sort();
    // One after the other: two windows on two cores make each other late.
    let mut words = vec!["--test", "--test-reporter=spec", "--test-concurrency=1"];
    words.extend(journeys.iter().map(String::as_str));
    under_display(&words)
}

/// The whole job of the Setup Assistant to the restore, with a picture of each page and step, light and dark.
pub(crate) fn tour() -> Done {
    if !cfg!(target_os = "linux") {
        return Err(ELSEWHERE.into());
    }
    under_display(&["tests/desktop/tour.mjs"])?;
    println!("The pictures are in {}", program::target().join("tour").display());
    Ok(())
}

fn under_display(words: &[&str]) -> Done {
    page::build()?;
    let plain = program::console(false)?;
    let driven = program::driven_console()?;
    let command_line = program::command_line()?;
    let display = Display::start()?;
    let mut node: Command = process::command("dbus-run-session", &["--", "node"]);
    node.args(words)
        .env("DISPLAY", display.name())
        .env_remove("WAYLAND_DISPLAY")
        .env("ORGKEY_CONSOLE", plain)
        .env("ORGKEY_CONSOLE_E2E", driven)
        .env("ORGKEY_COMMAND_LINE", command_line)
        .env("ORGKEY_PICTURES", program::target().join("tour"));
    process::run(&mut node)
}
