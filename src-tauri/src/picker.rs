//! Native file dialogs, opened from here and never from the page: the page gets tickets, not paths.

use std::path::PathBuf;
use tauri::{AppHandle, Runtime};
use tauri_plugin_dialog::DialogExt;

/// What a dialog shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// Key files: `.asc`, `.gpg`, `.pgp`, `.key`.
    Keys,
    /// Vault folders.
    Vaults,
    /// A CA with its private key: `.pfx`, `.p12`.
    Pfx,
    /// Certificates: `.pem`, `.cer`, `.crt`, `.der`, `.p7b`.
    Certificates,
    /// All that a CA may be brought in: the two above, and `.key`.
    Cas,
    /// Certificate signing requests: `.csr`, `.req`, `.p10`.
    Requests,
    /// Keys of users, or a list of them: those of `Keys`, and `.csv`.
    Users,
    /// Revocation lists: `.crl`.
    RevocationLists,
    /// Whatever the register may hold: those of `Keys` and `Pfx`.
    Copies,
    /// Exported audit logs: `.jsonl`.
    AuditLogs,
    /// Tables: `.csv`.
    Tables,
    /// Calendars: `.ics`.
    Calendars,
}

/// Asks the administrator for a file or folder; none when the dialog is dismissed.
pub trait FilePicker: Send + Sync {
    /// An existing file.
    fn open_file(&self, title: &str, filter: Filter) -> Option<PathBuf>;
    /// Several existing files that belong together.
    fn open_files(&self, title: &str, filter: Filter) -> Option<Vec<PathBuf>>;
    /// A file to write.
    fn save_file(&self, title: &str, name: &str, filter: Filter) -> Option<PathBuf>;
    /// An existing folder.
    fn open_folder(&self, title: &str) -> Option<PathBuf>;
}

/// The system's dialogs.
pub struct NativePicker<R: Runtime>(pub AppHandle<R>);

impl<R: Runtime> FilePicker for NativePicker<R> {
    fn open_file(&self, title: &str, filter: Filter) -> Option<PathBuf> {
        let dialog = self.0.dialog().file().set_title(title).add_filter(words(filter), extensions(filter));
        dialog.add_filter("*", &["*"]).blocking_pick_file()?.into_path().ok()
    }

    fn open_files(&self, title: &str, filter: Filter) -> Option<Vec<PathBuf>> {
        let dialog = self.0.dialog().file().set_title(title).add_filter(words(filter), extensions(filter));
        let chosen = dialog.add_filter("*", &["*"]).blocking_pick_files()?;
        chosen.into_iter().map(|file| file.into_path().ok()).collect()
    }

    fn save_file(&self, title: &str, name: &str, filter: Filter) -> Option<PathBuf> {
        let dialog =
            self.0.dialog().file().set_title(title).set_file_name(name).add_filter(words(filter), extensions(filter));
        dialog.blocking_save_file()?.into_path().ok()
    }

    fn open_folder(&self, title: &str) -> Option<PathBuf> {
        self.0.dialog().file().set_title(title).blocking_pick_folder()?.into_path().ok()
    }
}

fn words(filter: Filter) -> &'static str {
    match filter {
        Filter::Keys | Filter::Users => "OpenPGP",
        Filter::Vaults => "OrgKey",
        Filter::Pfx => "PKCS#12",
        Filter::Certificates | Filter::Cas => "X.509",
        Filter::Requests => "PKCS#10",
        Filter::RevocationLists => "CRL",
        Filter::Copies => "OpenPGP, PKCS#12",
        Filter::AuditLogs => "JSON Lines",
        Filter::Tables => "CSV",
        Filter::Calendars => "iCalendar",
    }
}

fn extensions(filter: Filter) -> &'static [&'static str] {
    match filter {
        Filter::Keys => &["asc", "gpg", "pgp", "key"],
        Filter::Users => &["asc", "gpg", "pgp", "key", "csv"],
        Filter::Vaults => &["orgvault"],
        Filter::Pfx => &["pfx", "p12"],
        Filter::Certificates => &["pem", "cer", "crt", "der", "p7b", "p7c"],
        Filter::Cas => &["pfx", "p12", "pem", "cer", "crt", "der", "p7b", "p7c", "key"],
        Filter::Requests => &["csr", "req", "p10", "pem", "der"],
        Filter::RevocationLists => &["crl", "pem"],
        Filter::Copies => &["asc", "gpg", "pgp", "key", "pfx", "p12"],
        Filter::AuditLogs => &["jsonl"],
        Filter::Tables => &["csv"],
        Filter::Calendars => &["ics"],
    }
}

/// Answers from a script, one path a line; `-` dismisses the dialog. Exists only in builds for the real-window tests.
#[cfg(feature = "e2e")]
pub struct ScriptedPicker(pub PathBuf);

#[cfg(feature = "e2e")]
impl ScriptedPicker {
    /// Takes the first line out of the script. An empty script dismisses.
    #[expect(clippy::disallowed_methods, reason = "the script of a test, not a file of the product")]
    fn next(&self) -> Option<PathBuf> {
        let script = std::fs::read_to_string(&self.0).ok()?;
        let (first, rest) = script.split_once('\n').unwrap_or((&script, ""));
        std::fs::write(&self.0, rest).ok()?;
        (!matches!(first, "-" | "")).then(|| PathBuf::from(first))
    }
}

#[cfg(feature = "e2e")]
impl FilePicker for ScriptedPicker {
    fn open_file(&self, _: &str, _: Filter) -> Option<PathBuf> {
        self.next()
    }

    /// Several stand in one line, with tabs between them.
    fn open_files(&self, _: &str, _: Filter) -> Option<Vec<PathBuf>> {
        Some(self.next()?.to_str()?.split('\t').map(PathBuf::from).collect())
    }

    fn save_file(&self, _: &str, _: &str, _: Filter) -> Option<PathBuf> {
        self.next()
    }

    fn open_folder(&self, _: &str) -> Option<PathBuf> {
        self.next()
    }
}
