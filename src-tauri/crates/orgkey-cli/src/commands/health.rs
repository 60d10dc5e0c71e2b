//! `orgkey health`: the named checks, for people and for a monitor.

use super::whole;
use crate::{
    answer::Answer,
    arguments::health::HealthArguments,
    process::Session,
    show::{counted, pairs, table, word},
};
use orgkey_core::{Access, HealthState, WriteCalendar, health, write_calendar};
use orgkey_types::{Outcome, Timestamp};
use orgkey_wire::{HealthCheckView, HealthDateView, HealthView, Language, date_words};

pub fn run(session: &Session, wanted: &HealthArguments) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let found = health(&vault, session.now)?;
    let mut view = HealthView::new(&found, session.now, Language::En);
    let Some(target) = wanted.ics.as_deref().map(whole) else {
        return Ok(Answer::new(&view, text(&view, "")).exiting(exit(view.state)));
    };
    let words = |date: &orgkey_core::HealthDate| date_words(date, Language::En);
    let request = WriteCalendar { target: &target, overwrite: wanted.overwrite, words: &words };
    let receipt = write_calendar(&vault, &request, &found.dates, session.now)?;
    view.calendar = Some((&receipt.file).into());
    let written = format!("{}, {}", receipt.file.path.display(), counted(receipt.events as u64, "event", "events"));
    let text = text(&view, &written);
    Ok(Answer::new(&view, text).with("path", &receipt.file.path).exiting(exit(view.state)))
}

/// Apart from those of a failure, so that a monitor sees which it is.
fn exit(state: HealthState) -> u8 {
    match state {
        HealthState::Ok | HealthState::Note => 0,
        HealthState::Warning => 10,
        HealthState::Bad => 11,
    }
}

fn text(view: &HealthView, calendar: &str) -> String {
    let rows: Vec<Vec<String>> = view.checks.iter().map(row).collect();
    let checks = table(&["State", "Check", "Days", "About", "Date", "What to do"], &rows);
    let items: Vec<Vec<String>> =
        view.vault.iter().map(|item| vec![word(item.state), item.name.clone(), item.detail.clone()]).collect();
    let vault = table(&["State", "Vault", "Finding"], &items);
    let head = pairs(&[("Health", word(view.state)), ("Calendar", calendar.to_owned())]);
    format!("{head}\n{checks}\n{vault}{}", dates(&view.dates))
}

fn row(check: &HealthCheckView) -> Vec<String> {
    let told = [&check.fact, &check.advice].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    vec![
        word(check.state),
        word(check.check),
        check.threshold_days.map(|days| days.to_string()).unwrap_or_default(),
        check.subject.clone().unwrap_or_default(),
        check.date.map(Timestamp::date).unwrap_or_default(),
        told,
    ]
}

fn dates(dates: &[HealthDateView]) -> String {
    let row = |date: &HealthDateView| vec![date.at.date(), word(date.kind), date.name.clone()];
    let rows: Vec<Vec<String>> = dates.iter().map(row).collect();
    if rows.is_empty() { String::new() } else { format!("\n{}", table(&["Ends", "What", "Name"], &rows)) }
}
