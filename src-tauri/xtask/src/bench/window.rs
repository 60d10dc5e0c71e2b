use super::memory;
use crate::{Done, desktop::Display, process, program};
use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

/// Longer than any start on any machine that is worth measuring.
const PATIENCE: Duration = Duration::from_secs(30);
/// After this a window has loaded what it wants to load.
const IDLE: Duration = Duration::from_secs(6);

/// A program with a window that writes `first-paint` to its standard error.
#[derive(Clone)]
pub(super) struct Window {
    pub(super) program: PathBuf,
    pub(super) name: &'static str,
    /// What stands in its title bar.
    pub(super) title: &'static str,
    /// Draws as the console does where there is no GPU.
    pub(super) drawn_alike: bool,
}

struct Started {
    child: Child,
    first_paint: Duration,
}

impl Window {
    /// Milliseconds from the start of the process to the first content in its window.
    pub(super) fn first_paint(&self, display: &Display) -> Done<f64> {
        let mut started = self.start(display)?;
        self.end(&mut started.child);
        Ok(started.first_paint.as_secs_f64() * 1000.0)
    }

    /// Milliseconds from the start of the process to its window on the screen.
    pub(super) fn shown(&self, display: &Display) -> Done<f64> {
        let start = Instant::now();
        let mut started = self.spawn(display)?;
        while start.elapsed() < PATIENCE && !self.is_on(display) {
            thread::sleep(Duration::from_millis(2));
        }
        let shown = start.elapsed();
        self.end(&mut started);
        if shown < PATIENCE { Ok(shown.as_secs_f64() * 1000.0) } else { Err(format!("{}: no window", self.name)) }
    }

    fn is_on(&self, display: &Display) -> bool {
        let words = ["search", "--onlyvisible", "--name", self.title];
        process::succeeds(Command::new("xdotool").args(words).env("DISPLAY", display.name()))
    }

    /// Megabytes of the program and every process that it started, shared pages counted in shares.
    pub(super) fn idle_memory(&self, display: &Display) -> Done<f64> {
        let mut started = self.start(display)?;
        thread::sleep(IDLE);
        let memory = memory::of_group(started.child.id());
        self.end(&mut started.child);
        memory
    }

    fn start(&self, display: &Display) -> Done<Started> {
        let start = Instant::now();
        let mut child = self.spawn(display)?;
        match painted(&mut child, start) {
            Some(first_paint) => Ok(Started { child, first_paint }),
            None => {
                self.end(&mut child);
                Err(format!("{}: told of no first paint within {PATIENCE:?}", self.name))
            }
        }
    }

    fn spawn(&self, display: &Display) -> Done<Child> {
        let state = program::target().join("xtask").join(format!("bench-{}", self.name));
        let _ = std::fs::remove_dir_all(&state);
        let mut program = in_own_group(&self.program);
        program
            .env("DISPLAY", display.name())
            .env_remove("WAYLAND_DISPLAY")
            .env("NO_AT_BRIDGE", "1")
            .env("ORGKEY_STATE_DIR", &state)
            .env("XDG_DATA_HOME", state.join("data"))
            .env("XDG_CACHE_HOME", state.join("cache"))
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        if self.drawn_alike {
            program.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
        }
        program.spawn().map_err(|error| format!("{}: {error}", self.program.display()))
    }

    fn end(&self, child: &mut Child) {
        process::end_group(child.id());
        let _ = child.wait();
    }
}

/// Waits for the line. Reading goes on in its own thread, so that the program never waits for us.
fn painted(child: &mut Child, start: Instant) -> Option<Duration> {
    let lines = BufReader::new(child.stderr.take()?).lines();
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            if line == "first-paint" {
                let _ = tell.send(start.elapsed());
            }
        }
    });
    told.recv_timeout(PATIENCE).ok()
}

#[cfg(unix)]
fn in_own_group(program: &PathBuf) -> Command {
    use std::os::unix::process::CommandExt;
    let mut command = Command::new(program);
    command.process_group(0);
    command
}

#[cfg(not(unix))]
fn in_own_group(program: &PathBuf) -> Command {
    Command::new(program)
}
