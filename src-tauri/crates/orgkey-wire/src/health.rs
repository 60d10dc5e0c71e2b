use crate::{AttentionKind, FailureView, Language, WrittenFileView, messages::check_words};
use orgkey_core as core;
use orgkey_types::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

pub use orgkey_core::{HealthDateKind, HealthState};

/// How a vault stands.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HealthView {
    /// The worst of everything below: `ok`, `note`, `warning` or `bad`.
    pub state: HealthState,
    /// The time that all of this was computed for.
    pub now: Timestamp,
    /// The checks, worst first.
    pub checks: Vec<HealthCheckView>,
    /// What is cheap of the check of the vault itself.
    #[ts(type = "Array<{ name: string, state: 'ok' | 'warning' | 'failed', detail: string }>")]
    pub vault: Vec<core::CheckItem>,
    /// What was found as the vault was opened.
    pub notices: Vec<FailureView>,
    /// What ends, soonest first.
    pub dates: Vec<HealthDateView>,
    /// The calendar that the command line has written with it.
    pub calendar: Option<WrittenFileView>,
}

/// One check.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HealthCheckView {
    /// Which.
    pub check: AttentionKind,
    /// How it went.
    pub state: HealthState,
    /// Days by which it judges.
    pub threshold_days: Option<u32>,
    /// Name of the key or the CA that it found something about.
    pub subject: Option<String>,
    /// Id of that key.
    pub key: Option<String>,
    /// Id of that CA.
    pub ca: Option<String>,
    /// Since when, or until when.
    pub date: Option<Timestamp>,
    /// What was found; none where nothing was.
    pub fact: Option<String>,
    /// What to do.
    pub advice: Option<String>,
}

/// Something that ends.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HealthDateView {
    /// What there is to it.
    pub kind: HealthDateKind,
    /// Id of the key or the CA.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// Days ahead from which somebody is told.
    pub days_ahead: u32,
}

/// Writes what ends as a calendar.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WriteCalendarRequest {
    /// Ticket from `choose_calendar_target`.
    pub target: String,
    /// Replace the file that stands there.
    pub overwrite: bool,
}

/// A calendar that was written and read back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CalendarReceiptView {
    /// The file.
    pub file: WrittenFileView,
    /// Events in it.
    #[ts(type = "number")]
    pub events: usize,
}

impl WriteCalendarRequest {
    /// As the core takes it, with the path of its ticket and the words of a date.
    pub fn to_core<'a>(
        &self,
        target: &'a Path,
        words: &'a dyn Fn(&core::HealthDate) -> (String, String),
    ) -> core::WriteCalendar<'a> {
        core::WriteCalendar { target, overwrite: self.overwrite, words }
    }
}

impl From<&core::CalendarReceipt> for CalendarReceiptView {
    fn from(receipt: &core::CalendarReceipt) -> Self {
        Self { file: (&receipt.file).into(), events: receipt.events }
    }
}

impl HealthView {
    /// In that language, for the moment that it was computed for.
    pub fn new(health: &core::Health, now: Timestamp, language: Language) -> Self {
        Self {
            state: health.state,
            now,
            checks: health.checks.iter().map(|check| HealthCheckView::new(check, language)).collect(),
            vault: health.vault.clone(),
            notices: health.notices.iter().map(|notice| FailureView::new(notice, language)).collect(),
            dates: health.dates.iter().map(Into::into).collect(),
            calendar: None,
        }
    }
}

impl HealthCheckView {
    fn new(check: &core::HealthCheck, language: Language) -> Self {
        let found = (check.state != HealthState::Ok).then(|| check_words(&name_of(check.kind), None, language));
        let (fact, advice) = found.unzip();
        Self {
            check: check.kind,
            state: check.state,
            threshold_days: check.threshold_days,
            subject: check.subject.clone(),
            key: check.key.clone(),
            ca: check.ca.clone(),
            date: check.date,
            fact,
            advice,
        }
    }
}

/// Title and text of a date in a calendar.
pub fn date_words(date: &core::HealthDate, language: Language) -> (String, String) {
    check_words(date.kind.name(), Some(&date.name), language)
}

fn name_of(kind: AttentionKind) -> String {
    serde_json::to_value(kind).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

impl From<&core::HealthDate> for HealthDateView {
    fn from(date: &core::HealthDate) -> Self {
        let (kind, id, name, at) = (date.kind, date.id.clone(), date.name.clone(), date.at);
        Self { kind, id, name, at, days_ahead: kind.days_ahead() }
    }
}
