//! The shell: process, window and the border to the page. No rule of the domain lives here: a command redeems tickets,
//! takes the time, moves to a blocking thread and calls the use case of the same stem in `orgkey-core`.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod clock;
mod commands;
mod console;
mod failure;
#[cfg(feature = "bench")]
mod first_paint;
mod grants;
mod idle;
mod operations;
mod picker;
mod process;
mod window;

pub use console::Console;
pub use picker::{FilePicker, Filter};

use tauri::{Builder, Context, Runtime, Wry};

/// Opens the console.
pub fn run() {
    process::harden();
    #[cfg(target_os = "linux")]
    process::draw_without_gpu();
    let builder = Builder::<Wry>::new();
    #[cfg(not(feature = "e2e"))]
    let builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| window::raise(app)));
    #[cfg(feature = "bench")]
    let builder = builder.plugin(first_paint::teller());
    let context: Context<Wry> = tauri::generate_context!();
    let outcome = with_commands(builder)
        .plugin(tauri_plugin_dialog::init())
        .plugin(window::no_navigation())
        .setup(|app| {
            window::open(app.handle());
            Ok(())
        })
        .on_window_event(window::on_event)
        .run(context);
    if let Err(error) = outcome {
        process::say(&format!("orgkey-console: the window could not be opened: {error}"));
        std::process::exit(1);
    }
}

/// The page's whole way in: every command, under the access-control list. Generic over the runtime, so that tests
/// drive the same list without a window.
pub fn with_commands<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    builder.invoke_handler(tauri::generate_handler![
        commands::administrator::add::add_administrator,
        commands::administrator::grant::grant_right,
        commands::administrator::list::administrators,
        commands::administrator::list::roles,
        commands::administrator::remove::remove_administrator,
        commands::administrator::revoke::revoke_right,
        commands::administrator::two_person::attend_second_person,
        commands::administrator::two_person::set_two_person,
        commands::administrator::two_person::two_person_rules,
        commands::adk::adk_coverage,
        commands::adk::plan_adk,
        commands::adk::remove_adk,
        commands::adk::set_adk,
        commands::adk::show_adk,
        commands::audit::audit_page,
        commands::audit::export::choose_audit_target,
        commands::audit::export::export_audit,
        commands::audit::verify::choose_audit_file,
        commands::audit::verify::compare_audit_head,
        commands::audit::verify::verify_audit,
        commands::audit::verify::verify_audit_file,
        commands::backup::create::choose_backup_target,
        commands::backup::create::create_server_backup,
        commands::backup::create::plan_server_backup,
        commands::backup::list::server_backups,
        commands::backup::verify::choose_backup_file,
        commands::backup::verify::verify_server_backup,
        commands::ca::create::ca_key_choices,
        commands::ca::create::create_ca,
        commands::ca::create::plan_create_ca,
        commands::ca::crl::choose_crl_target,
        commands::ca::crl::plan_crl,
        commands::ca::crl::publish_crl,
        commands::ca::crl::revocation_lists,
        commands::ca::export::choose_ca_export_target,
        commands::ca::export::export_ca,
        commands::ca::export::plan_ca_export,
        commands::ca::import::choose_ca_files,
        commands::ca::import::import_ca,
        commands::ca::import::plan_ca_import,
        commands::ca::install::install_ca_certificate,
        commands::ca::issue::choose_certificate_target,
        commands::ca::issue::choose_request_file,
        commands::ca::issue::issue_certificate,
        commands::ca::issue::plan_issue,
        commands::ca::issued::issued_page,
        commands::ca::issued::show_certificate,
        commands::ca::list::list_cas,
        commands::ca::list::show_ca,
        commands::ca::renew::plan_renew_ca,
        commands::ca::renew::renew_ca,
        commands::ca::replace::plan_replace_ca,
        commands::ca::replace::replace_ca,
        commands::ca::request::choose_ca_request_target,
        commands::ca::request::write_ca_request,
        commands::ca::revoke::release_certificate,
        commands::ca::revoke::revoke_certificate,
        commands::ca::validate::choose_certificate_file,
        commands::ca::validate::validate_ca,
        commands::ca::validate::validate_certificate,
        commands::create::check_organization,
        commands::create::choose_vault_place,
        commands::create::create_vault,
        commands::create::default_vault_place,
        commands::export::choose_export_target,
        commands::export::export_key,
        commands::export::plan_export,
        commands::generate::generate_key,
        commands::generate::key_choices,
        commands::generate::plan_generate,
        commands::health::choose_calendar_target,
        commands::health::health,
        commands::health::write_calendar,
        commands::home::home,
        commands::import::choose_import_file,
        commands::import::import_key,
        commands::import::plan_import,
        commands::inspect::inspect_file,
        commands::keys::organization_key,
        commands::keys::organization_keys,
        commands::maintenance::run::plan_maintenance,
        commands::maintenance::run::run_maintenance,
        commands::maintenance::settings::change_maintenance_settings,
        commands::maintenance::settings::maintenance_settings,
        commands::maintenance::status::maintenance_status,
        commands::org_cert::crl::plan_org_cert_crl,
        commands::org_cert::crl::publish_org_cert_crl,
        commands::org_cert::export::export_org_cert,
        commands::org_cert::export::plan_org_cert_export,
        commands::org_cert::generate::generate_org_cert,
        commands::org_cert::generate::plan_org_cert_generate,
        commands::org_cert::import::import_org_cert,
        commands::org_cert::import::plan_org_cert_import,
        commands::org_cert::install::install_org_cert,
        commands::org_cert::install::plan_org_cert_install,
        commands::org_cert::list::organization_certificate,
        commands::org_cert::pack::pack_org_cert,
        commands::org_cert::request::choose_org_cert_target,
        commands::org_cert::request::write_org_cert_request,
        commands::org_cert::settings::change_org_cert_settings,
        commands::passphrase::change_passphrase,
        commands::passphrase::measure_passphrase,
        commands::progress::cancel_operation,
        commands::register::drill::choose_drill_file,
        commands::register::drill::choose_drill_folder,
        commands::register::drill::drill_copy,
        commands::register::drill::plan_drill,
        commands::register::list::backup_register,
        commands::register::retire::plan_retire_copy,
        commands::register::retire::retire_copy,
        commands::register::would_restore::would_restore,
        commands::renew::plan_renew_key,
        commands::renew::renew_key,
        commands::replace::plan_replace_key,
        commands::replace::replace_key,
        commands::session::lock,
        commands::session::open_vault,
        commands::session::session_state,
        commands::session::set_preferences,
        commands::session::touch,
        commands::session::unlock,
        commands::session::watch_session,
        commands::settings::about,
        commands::settings::change_settings,
        commands::settings::settings,
        commands::user::add::add_user,
        commands::user::add::plan_add_user,
        commands::user::bundle::choose_user_bundle_target,
        commands::user::bundle::export_user_bundle,
        commands::user::bundle::plan_user_bundle,
        commands::user::certificate::issue_user_certificates,
        commands::user::certificate::revoke_user_certificates,
        commands::user::contact::contact_user,
        commands::user::delete::delete_user,
        commands::user::export::choose_user_export_target,
        commands::user::export::export_all_users,
        commands::user::export::export_user,
        commands::user::import::choose_user_file,
        commands::user::import::choose_user_folder,
        commands::user::import::import_users,
        commands::user::import::plan_user_import,
        commands::user::list::show_user,
        commands::user::list::users_page,
    ])
}
