//! The least that a Tauri program can be. `cargo xtask bench` starts it beside the console.

#![allow(clippy::print_stderr)]

/// The page calls this when its first content stands; the bench reads the line.
#[tauri::command]
fn painted() {
    eprintln!("first-paint");
}

fn main() {
    let started =
        tauri::Builder::default().invoke_handler(tauri::generate_handler![painted]).run(tauri::generate_context!());
    if let Err(error) = started {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
