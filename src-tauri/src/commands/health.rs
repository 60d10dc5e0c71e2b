use super::{Answer, App, session::words};
use crate::{grants::Purpose, picker::Filter};
use orgkey_core::HealthDate;
use orgkey_types::Code;
use orgkey_wire::{CalendarReceiptView, GrantView, HealthView, WriteCalendarRequest, date_words};

/// Every named check with how it went, worst first.
#[tauri::command]
pub async fn health(app: App<'_>) -> Answer<HealthView> {
    let language = app.language();
    app.with_vault(move |vault, now| Ok(HealthView::new(&orgkey_core::health(vault, now)?, now, language))).await
}

/// Asks where to save the calendar.
#[tauri::command]
pub async fn choose_calendar_target(app: App<'_>) -> Answer<GrantView> {
    app.run(|console| {
        let name = console.on_vault(|vault, _| Ok(vault.organization()?.name))?;
        let title = words(console, "Save the calendar", "Kalender speichern");
        let name = super::file_name(&name, "ics");
        let path = console.picker().save_file(title, &name, Filter::Calendars).ok_or(Code::Cancelled)?;
        console.grants().give(Purpose::Write, path)
    })
    .await
}

/// Writes what ends as a calendar and reads it back.
#[tauri::command]
pub async fn write_calendar(app: App<'_>, request: WriteCalendarRequest) -> Answer<CalendarReceiptView> {
    let language = app.language();
    app.run(move |console| {
        let target = console.grants().look(&request.target, Purpose::Write)?;
        let words = |date: &HealthDate| date_words(date, language);
        let receipt = console.on_vault(|vault, now| {
            let dates = orgkey_core::health(vault, now)?.dates;
            orgkey_core::write_calendar(vault, &request.to_core(&target, &words), &dates, now)
        })?;
        console.grants().spend(&request.target);
        Ok((&receipt).into())
    })
    .await
}
