//! `orgkey maintenance …`: the maintenance run.

use super::whole;
use crate::{
    answer::Answer,
    arguments::maintenance::{MaintenanceRun, MaintenanceVerb},
    process::Session,
    show::{end, pairs, table, word},
    watch::Watch,
};
use orgkey_core::{
    Access,
    maintenance::{
        PlanMaintenance, RunMaintenance, Schedule, maintenance_status, plan_maintenance, run_maintenance,
        schedule_files,
    },
};
use orgkey_types::{Code, Failure, Outcome};
use orgkey_wire::{
    AttentionView, Language, LeavingUserView, MaintenancePlanView, MaintenanceReceiptView, MaintenanceRunView,
    MaintenanceStatusView, RenewalView, RunOutcome, ScheduleFileView,
};
use serde_json::json;

/// Seconds from the beginning of a day to its last one.
const DAY_END: i64 = 86_399;

/// Leads a call to its use case.
pub fn run(verb: MaintenanceVerb, session: &Session) -> Outcome<Answer> {
    match verb {
        MaintenanceVerb::Run(wanted) if wanted.dry_run => plan(session, &wanted),
        MaintenanceVerb::Run(wanted) => run_now(session, &wanted),
        MaintenanceVerb::Status => status(session),
        MaintenanceVerb::Install { print: _, system } => install(session, system.as_deref()),
    }
}

fn plan(session: &Session, wanted: &MaintenanceRun) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let as_of = wanted.as_of.map(|day| day.plus_seconds(DAY_END));
    let request = PlanMaintenance { as_of, limit: wanted.limit };
    let view = MaintenancePlanView::from(&plan_maintenance(&vault, &request, session.now)?);
    let text = pairs(&[
        ("By", view.as_of.to_string()),
        ("Organization Key", renewal("would be renewed", view.organization_key.as_ref())),
        ("Keys to renew", view.keys_renewed.to_string()),
        ("Additional Decryption Keys to change", view.adks_changed.to_string()),
        ("Users to certify", view.users_certified.to_string()),
        ("Certificates to issue", view.certificates_issued.to_string()),
        ("Left out", view.left_out.to_string()),
        ("Left out soon", view.leaving.to_string()),
    ]);
    let text = format!("{text}{}{}", leaving(&view.leaving_users), alarms(&view.alarms));
    Ok(Answer::new(&view, text))
}

/// Ends with 1 where something was due for a user and was not possible.
fn run_now(session: &Session, wanted: &MaintenanceRun) -> Outcome<Answer> {
    let mut vault = session.open(Access::Write)?;
    let request = RunMaintenance { limit: wanted.limit };
    let receipt = run_maintenance(&mut vault, &request, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    let view = MaintenanceReceiptView::new(&receipt, Language::En);
    let (text, refused) = (run_text(&view.run), view.run.refused > 0);
    Ok(Answer::new(&view, text).exiting(u8::from(refused)))
}

/// The report of a run.
pub fn run_text(run: &MaintenanceRunView) -> String {
    let text = pairs(&[
        ("Run", format!("{} of {}, {}", run.number, run.at, word(run.outcome))),
        ("Organization Key", renewal("renewed", run.organization_key.as_ref())),
        ("Keys renewed", run.keys_renewed.to_string()),
        ("Additional Decryption Keys changed", run.adks_changed.to_string()),
        ("Users certified", run.users_certified.to_string()),
        ("Certificates issued", run.certificates_issued.to_string()),
        ("Left out", run.left_out.to_string()),
        ("Left out soon", run.leaving.to_string()),
        ("Not possible", if run.refused > 0 { run.refused.to_string() } else { String::new() }),
    ]);
    let rows: Vec<Vec<String>> = run
        .refused_users
        .iter()
        .map(|user| vec![user.email.clone(), format!("{} {}", user.failure.fact, user.failure.advice)])
        .collect();
    let refused = if rows.is_empty() { String::new() } else { format!("\n{}", table(&["User", "Why not"], &rows)) };
    format!("{text}{refused}{}{}", leaving(&run.leaving_users), alarms(&run.alarms))
}

fn renewal(words: &str, renewal: Option<&RenewalView>) -> String {
    let told = |renewal: &RenewalView| {
        format!("{words}: ends {}, before on {}", end(Some(renewal.ends)), end(Some(renewal.ended)))
    };
    renewal.map(told).unwrap_or_default()
}

fn leaving(users: &[LeavingUserView]) -> String {
    if users.is_empty() {
        return String::new();
    }
    let row = |user: &LeavingUserView| vec![user.email.clone(), user.last_contact.date(), user.left_out_from.date()];
    let rows: Vec<Vec<String>> = users.iter().map(row).collect();
    format!("\n{}", table(&["User", "Last contact", "Left out from"], &rows))
}

fn alarms(alarms: &[AttentionView]) -> String {
    let row = |alarm: &AttentionView| vec![word(alarm.kind), alarm.date.map(|date| date.date()).unwrap_or_default()];
    let rows: Vec<Vec<String>> = alarms.iter().map(row).collect();
    if rows.is_empty() { String::new() } else { format!("\n{}", table(&["Alarm", "Date"], &rows)) }
}

fn status(session: &Session) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let view = MaintenanceStatusView::new(&maintenance_status(&vault, session.now)?, Language::En);
    let next = match view.next {
        Some(next) if !view.due => next.to_string(),
        _ => "now".to_owned(),
    };
    let row = |run: &MaintenanceRunView| {
        vec![
            run.number.to_string(),
            run.at.to_string(),
            outcome(run.outcome).to_owned(),
            run.keys_renewed.to_string(),
            run.users_certified.to_string(),
            run.left_out.to_string(),
            run.administrator.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = view.runs.iter().map(row).collect();
    let head = ["Run", "At", "Outcome", "Keys renewed", "Users certified", "Left out", "By"];
    let runs = if rows.is_empty() { "No run yet.\n".to_owned() } else { table(&head, &rows) };
    Ok(Answer::new(&view, format!("{runs}\n{}", pairs(&[("Next run due", next)]))))
}

fn outcome(outcome: RunOutcome) -> &'static str {
    match outcome {
        RunOutcome::Running => "running",
        RunOutcome::Done => "done",
        RunOutcome::Stopped => "stopped",
        RunOutcome::Failed => "failed",
        RunOutcome::Interrupted => "interrupted",
    }
}

fn install(session: &Session, system: Option<&str>) -> Outcome<Answer> {
    let passphrase_file = session.global.passphrase_file.as_deref().filter(|file| file.as_os_str() != "-");
    let passphrase_file =
        passphrase_file.ok_or_else(|| Failure::about(Code::PassphraseMissing, "--passphrase-file"))?;
    session.locked()?;
    let program = std::env::current_exe().map_err(|error| Failure::from(Code::Internal).because(error))?;
    let files = schedule_files(&Schedule {
        program: &program,
        vault: &whole(session.folder()?),
        administrator: session.global.admin.as_deref(),
        passphrase_file: &whole(passphrase_file),
    })?;
    let files: Vec<ScheduleFileView> = files.into_iter().map(Into::into).collect();
    let wanted = |file: &ScheduleFileView| system.is_none_or(|system| file.system == system);
    let files: Vec<ScheduleFileView> = files.into_iter().filter(wanted).collect();
    let texts: Vec<String> =
        files.iter().map(|file| format!("# {} ({}). {}\n{}", file.name, file.system, file.advice, file.text)).collect();
    Ok(Answer::new(json!({ "files": files }), texts.join("\n")))
}
