//! Tauri's own preparation, nothing else.

fn main() {
    tauri_build::build();
}
