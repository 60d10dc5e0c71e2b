use crate::commands::{Answer, App};
use orgkey_core::user;
use orgkey_wire::{
    IssueUserCertificatesRequest, ProgressView, RevokeUserCertificatesRequest, RevokedUserCertificatesView,
    UserCertificatesReceiptView,
};
use tauri::ipc::Channel;

/// Issues users' certificates now.
#[tauri::command]
pub async fn issue_user_certificates(
    app: App<'_>,
    request: IssueUserCertificatesRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<UserCertificatesReceiptView> {
    let (watch, language) = (app.operations().begin(&operation, progress), app.language());
    app.with_vault(move |vault, now| {
        let receipt = user::issue_user_certificates(vault, &request.to_core(), &watch, now)?;
        Ok(UserCertificatesReceiptView::new(&receipt, language))
    })
    .await
}

/// Revokes all live certificates of users, and issues new ones where that is asked for.
#[tauri::command]
pub async fn revoke_user_certificates(
    app: App<'_>,
    request: RevokeUserCertificatesRequest,
    operation: String,
    progress: Channel<ProgressView>,
) -> Answer<RevokedUserCertificatesView> {
    let (watch, language) = (app.operations().begin(&operation, progress), app.language());
    app.with_vault(move |vault, now| {
        let receipt = user::revoke_user_certificates(vault, &request.to_core(), &watch, now)?;
        Ok(RevokedUserCertificatesView::new(&receipt, language))
    })
    .await
}
