//! Texts for the system's own scheduler, so that the maintenance runs while nobody has the console open. They are printed
//! and never put in place: whoever runs the machine decides where they go.

use orgkey_types::{Code, Failure, Outcome};
use std::path::Path;

/// What the scheduler is to start.
#[derive(Debug, Clone, Copy)]
pub struct Schedule<'a> {
    /// The command line program, from the root.
    pub program: &'a Path,
    /// The vault, from the root.
    pub vault: &'a Path,
    /// Name on the key slot; none where there is only one.
    pub administrator: Option<&'a str>,
    /// File with the passphrase, from the root; only its owner should be able to read it.
    pub passphrase_file: &'a Path,
}

/// Whose scheduler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchedulerSystem {
    /// Linux.
    Systemd,
    /// macOS.
    Launchd,
    /// Windows.
    Windows,
}

impl SchedulerSystem {
    /// `systemd`, `launchd` or `windows`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Systemd => "systemd",
            Self::Launchd => "launchd",
            Self::Windows => "windows",
        }
    }
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleFile {
    /// Whose scheduler reads it.
    pub system: SchedulerSystem,
    /// Its name.
    pub name: &'static str,
    /// Where it goes, and what then to type.
    pub advice: String,
    /// Its content.
    pub text: String,
}

/// Seconds between two runs.
const PAUSE: u32 = 12 * 3_600;

/// The files for each system: every twelve hours, and after a machine that was off is on again.
///
/// # Errors
/// [`Code::InvalidArgument`] for a path or name that is not text or holds control characters: in a line of such a file it
/// could begin another line.
pub fn schedule_files(schedule: &Schedule<'_>) -> Outcome<Vec<ScheduleFile>> {
    let words = words(schedule)?;
    let file = |system, name, advice: &str, text| ScheduleFile { system, name, advice: advice.to_owned(), text };
    Ok(vec![
        file(
            SchedulerSystem::Systemd,
            "orgkey-maintenance.service",
            "Save it as ~/.config/systemd/user/orgkey-maintenance.service.",
            service(&words),
        ),
        file(
            SchedulerSystem::Systemd,
            "orgkey-maintenance.timer",
            "Save it beside the service. Then: systemctl --user enable --now orgkey-maintenance.timer",
            TIMER.to_owned(),
        ),
        file(
            SchedulerSystem::Launchd,
            "org.orgkey.maintenance.plist",
            "Save it in ~/Library/LaunchAgents. Then: launchctl load ~/Library/LaunchAgents/org.orgkey.maintenance.plist",
            plist(&words),
        ),
        file(
            SchedulerSystem::Windows,
            "orgkey-maintenance.xml",
            "Save it as UTF-8. Then: schtasks /Create /TN \"OrgKey maintenance\" /XML orgkey-maintenance.xml",
            task(&words),
        ),
    ])
}

/// Program and arguments.
fn words(schedule: &Schedule<'_>) -> Outcome<Vec<String>> {
    let path = |path: &Path| path.to_str().map(str::to_owned).ok_or_else(|| invalid(&path.to_string_lossy()));
    let mut words = vec![path(schedule.program)?, "--vault".to_owned(), path(schedule.vault)?];
    if let Some(administrator) = schedule.administrator {
        words.extend(["--admin".to_owned(), administrator.to_owned()]);
    }
    words.extend(["--passphrase-file".to_owned(), path(schedule.passphrase_file)?]);
    words.extend(["maintenance".to_owned(), "run".to_owned()]);
    match words.iter().find(|word| word.chars().any(char::is_control)) {
        Some(word) => Err(invalid(word)),
        None => Ok(words),
    }
}

fn invalid(word: &str) -> Failure {
    Failure::about(Code::InvalidArgument, word.escape_default())
}

/// Exit code 5 is a console that has the vault open: it runs the maintenance itself.
fn service(words: &[String]) -> String {
    let line: Vec<String> = words.iter().map(|word| systemd(word)).collect();
    format!(
        "[Unit]\nDescription=OrgKey Console: maintenance of keys and certifications\n\n[Service]\nType=oneshot\n\
         ExecStart={}\nSuccessExitStatus=5\nNoNewPrivileges=yes\n",
        line.join(" ")
    )
}

const TIMER: &str = "[Unit]\nDescription=OrgKey Console: maintenance every twelve hours\n\n[Timer]\n\
                     OnCalendar=*-*-* 00/12:00:00\nPersistent=true\nRandomizedDelaySec=10min\n\n\
                     [Install]\nWantedBy=timers.target\n";

/// A word of a command line in a unit: `%` and `$` begin something else there (systemd.service(5), systemd.unit(5)).
fn systemd(word: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in word.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '%' | '$' => quoted.extend([letter, letter]),
            _ => quoted.push(letter),
        }
    }
    quoted + "\""
}

fn plist(words: &[String]) -> String {
    let items: String = words.iter().map(|word| format!("    <string>{}</string>\n", xml(word))).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n<dict>\n  <key>Label</key>\n  <string>org.orgkey.maintenance</string>\n\
         \x20 <key>ProgramArguments</key>\n  <array>\n{items}  </array>\n\
         \x20 <key>StartInterval</key>\n  <integer>{PAUSE}</integer>\n\
         \x20 <key>RunAtLoad</key>\n  <true/>\n</dict>\n</plist>\n"
    )
}

fn task(words: &[String]) -> String {
    let (program, arguments) = words.split_first().map_or(("", [].as_slice()), |(first, rest)| (first.as_str(), rest));
    let arguments: Vec<String> = arguments.iter().map(|word| windows(word)).collect();
    format!(
        "<?xml version=\"1.0\"?>\n\
         <Task version=\"1.2\" xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">\n\
         \x20 <RegistrationInfo>\n    <Description>OrgKey Console: maintenance every twelve hours</Description>\n\
         \x20 </RegistrationInfo>\n  <Triggers>\n    <CalendarTrigger>\n\
         \x20     <StartBoundary>2026-01-01T00:00:00</StartBoundary>\n\
         \x20     <Repetition>\n        <Interval>PT12H</Interval>\n        <Duration>P1D</Duration>\n\
         \x20     </Repetition>\n      <ScheduleByDay>\n        <DaysInterval>1</DaysInterval>\n\
         \x20     </ScheduleByDay>\n    </CalendarTrigger>\n  </Triggers>\n  <Settings>\n\
         \x20   <StartWhenAvailable>true</StartWhenAvailable>\n\
         \x20   <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>\n  </Settings>\n  <Actions>\n    <Exec>\n\
         \x20     <Command>{}</Command>\n      <Arguments>{}</Arguments>\n    </Exec>\n  </Actions>\n</Task>\n",
        xml(program),
        xml(&arguments.join(" "))
    )
}

/// A word as the C runtime of Windows reads it: quotation marks and the backslashes before them are escaped.
fn windows(word: &str) -> String {
    let mut quoted = String::from("\"");
    let mut backslashes = 0;
    for letter in word.chars() {
        match letter {
            '\\' => backslashes += 1,
            '"' => {
                quoted.push_str(&"\\".repeat(backslashes + 1));
                backslashes = 0;
            }
            _ => backslashes = 0,
        }
        quoted.push(letter);
    }
    quoted + &"\\".repeat(backslashes) + "\""
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(vault: &str, administrator: Option<&str>) -> Outcome<Vec<ScheduleFile>> {
        let (program, passphrase_file) = (Path::new("/opt/orgkey"), Path::new("/etc/orgkey/pass"));
        schedule_files(&Schedule { program, vault: Path::new(vault), administrator, passphrase_file })
    }

    fn files_refused(vault: &str) -> Outcome<Vec<ScheduleFile>> {
        files(vault, None)
    }

    #[test]
    fn each_scheduler_starts_the_run_every_twelve_hours() {
        let files = files("/srv/example.orgvault", Some("alice")).unwrap();
        let text = |name: &str| &files.iter().find(|file| file.name == name).unwrap().text;
        let line = "ExecStart=\"/opt/orgkey\" \"--vault\" \"/srv/example.orgvault\" \"--admin\" \"alice\" \
                    \"--passphrase-file\" \"/etc/orgkey/pass\" \"maintenance\" \"run\"\n";
        assert!(text("orgkey-maintenance.service").contains(line), "{}", text("orgkey-maintenance.service"));
        assert!(text("orgkey-maintenance.timer").contains("00/12:00:00\nPersistent=true"));
        assert!(text("org.orgkey.maintenance.plist").contains("<integer>43200</integer>"));
        assert!(text("orgkey-maintenance.xml").contains("<Interval>PT12H</Interval>"));
    }

    #[test]
    fn a_name_with_signs_of_the_scheduler_stays_one_word() {
        let files = files("/srv/A & B \"50% $x\"\\", None).unwrap();
        let cases = [
            ("orgkey-maintenance.service", r#""/srv/A & B \"50%% $$x\"\\""#),
            ("org.orgkey.maintenance.plist", r#"<string>/srv/A &amp; B &quot;50% $x&quot;\</string>"#),
            ("orgkey-maintenance.xml", r#"&quot;/srv/A &amp; B \&quot;50% $x\&quot;\\&quot; "#),
        ];
        for (name, expected) in cases {
            let text = &files.iter().find(|file| file.name == name).unwrap().text;
            assert!(text.contains(expected), "{name}: {text}");
        }
        for bad in ["/srv/a\nExecStart=/bin/sh", "/srv/a\u{0}"] {
            assert_eq!(files_refused(bad).unwrap_err().code, Code::InvalidArgument, "{bad:?}");
        }
    }
}
