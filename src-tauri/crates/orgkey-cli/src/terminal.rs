//! The terminal outlives the program: Ctrl+C at a prompt must not leave it without echo.

/// From now on an interrupt puts the terminal back as it is at this moment, and ends the process as it would have.
#[cfg(unix)]
pub fn restore_when_interrupted() {
    use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGTERM},
        iterator::Signals,
        low_level::emulate_default_handler,
    };
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        // Where any of this is refused the prompt still works.
        let Ok(before) = tcgetattr(std::io::stdin()) else { return };
        let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGTERM]) else { return };
        std::thread::spawn(move || {
            for signal in signals.forever() {
                let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, &before);
                let _ = emulate_default_handler(signal);
            }
        });
    });
}

/// Elsewhere the system restores its console itself.
#[cfg(not(unix))]
pub fn restore_when_interrupted() {}
