use crate::{AttentionView, AuditHeadView, FailureView, Language};
use orgkey_core::maintenance as core;
use orgkey_types::{Fingerprint, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use orgkey_core::maintenance::RunOutcome;

/// What would be done: by now, or by a later day.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanMaintenanceRequest {
    /// The day that is asked about, not before today; none is now.
    pub as_of: Option<Timestamp>,
    /// Touch no more users than this; none is all who are due.
    #[ts(type = "number | null")]
    pub limit: Option<u64>,
}

/// Does what is due.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunMaintenanceRequest {
    /// Touch no more users than this; none is all who are due.
    #[ts(type = "number | null")]
    pub limit: Option<u64>,
}

/// What is due, as of a moment.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MaintenancePlanView {
    /// The moment that it was computed for.
    pub as_of: Timestamp,
    /// The Organization Key, where its renewal is due.
    pub organization_key: Option<RenewalView>,
    /// Keys of users that would get a later end.
    #[ts(type = "number")]
    pub keys_renewed: u64,
    /// Keys of users that name another Additional Decryption Key, or none any more.
    #[ts(type = "number")]
    pub adks_changed: u64,
    /// Users who would be certified, each counted once.
    #[ts(type = "number")]
    pub users_certified: u64,
    /// Certificates for S/MIME that users would get.
    #[ts(type = "number")]
    pub certificates_issued: u64,
    /// Users in Server Key Mode who are due and left out: no contact for three months.
    #[ts(type = "number")]
    pub left_out: u64,
    /// Users who will be left out within 14 days unless they make contact.
    #[ts(type = "number")]
    pub leaving: u64,
    /// The first hundred of them, the first to be left out first.
    pub leaving_users: Vec<LeavingUserView>,
    /// What ends and is not renewed by a run, worst first.
    pub alarms: Vec<AttentionView>,
}

/// A renewal of the Organization Key.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RenewalView {
    /// Which key.
    pub fingerprint: Fingerprint,
    /// Its end before.
    pub ended: Timestamp,
    /// Its end after.
    pub ends: Timestamp,
}

/// A user in Server Key Mode who was silent for long.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeavingUserView {
    /// Address.
    pub email: String,
    /// Name.
    pub name: String,
    /// When the user was last in contact.
    pub last_contact: Timestamp,
    /// From when on the user is left out.
    pub left_out_from: Timestamp,
}

/// A user for whom a run could not do what was due.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefusedUserView {
    /// Address.
    pub email: String,
    /// Why.
    pub failure: FailureView,
}

/// One run: its report.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MaintenanceRunView {
    /// Number of the run in this vault, from 1.
    #[ts(type = "number")]
    pub number: u64,
    /// The moment for which it ran.
    pub at: Timestamp,
    /// Who ran it.
    pub administrator: String,
    /// How it ended.
    pub outcome: RunOutcome,
    /// The Organization Key, where it was renewed.
    pub organization_key: Option<RenewalView>,
    /// Keys of users that got a later end.
    #[ts(type = "number")]
    pub keys_renewed: u64,
    /// Keys of users that name another Additional Decryption Key, or none any more.
    #[ts(type = "number")]
    pub adks_changed: u64,
    /// Users who were certified.
    #[ts(type = "number")]
    pub users_certified: u64,
    /// Certificates for S/MIME that users got.
    #[ts(type = "number")]
    pub certificates_issued: u64,
    /// Users in Server Key Mode who were due and left out: no contact for three months.
    #[ts(type = "number")]
    pub left_out: u64,
    /// Users who will be left out within 14 days unless they make contact.
    #[ts(type = "number")]
    pub leaving: u64,
    /// The first hundred of them, the first to be left out first.
    pub leaving_users: Vec<LeavingUserView>,
    /// Users for whom something was due and was not possible.
    #[ts(type = "number")]
    pub refused: u64,
    /// The first hundred of them.
    pub refused_users: Vec<RefusedUserView>,
    /// What ends and is not renewed by a run, worst first.
    pub alarms: Vec<AttentionView>,
}

/// A run that has just ended.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MaintenanceReceiptView {
    /// Its report.
    pub run: MaintenanceRunView,
    /// Head of the audit log after it.
    pub audit_head: AuditHeadView,
}

impl From<PlanMaintenanceRequest> for core::PlanMaintenance {
    fn from(request: PlanMaintenanceRequest) -> Self {
        Self { as_of: request.as_of, limit: request.limit }
    }
}

impl From<RunMaintenanceRequest> for core::RunMaintenance {
    fn from(request: RunMaintenanceRequest) -> Self {
        Self { limit: request.limit }
    }
}

impl From<&core::Renewal> for RenewalView {
    fn from(renewal: &core::Renewal) -> Self {
        Self { fingerprint: renewal.fingerprint.clone(), ended: renewal.ended, ends: renewal.ends }
    }
}

impl From<&core::LeavingUser> for LeavingUserView {
    fn from(user: &core::LeavingUser) -> Self {
        Self {
            email: user.email.clone(),
            name: user.name.clone(),
            last_contact: user.last_contact,
            left_out_from: user.left_out_from,
        }
    }
}

impl From<&core::MaintenancePlan> for MaintenancePlanView {
    fn from(plan: &core::MaintenancePlan) -> Self {
        Self {
            as_of: plan.as_of,
            organization_key: plan.organization_key.as_ref().map(Into::into),
            keys_renewed: plan.keys_renewed,
            adks_changed: plan.adks_changed,
            users_certified: plan.users_certified,
            certificates_issued: plan.certificates_issued,
            left_out: plan.silent.left_out,
            leaving: plan.silent.leaving,
            leaving_users: plan.silent.leaving_users.iter().map(Into::into).collect(),
            alarms: plan.alarms.iter().map(Into::into).collect(),
        }
    }
}

impl MaintenanceRunView {
    /// The report of a run, failures in the words of a language.
    pub fn new(run: &core::MaintenanceRun, language: Language) -> Self {
        let report = &run.report;
        let refused = |user: &core::RefusedUser| {
            let failure = FailureView::new(&user.failure(), language);
            RefusedUserView { email: user.email.clone(), failure }
        };
        Self {
            number: run.number,
            at: run.at,
            administrator: run.administrator.clone(),
            outcome: run.outcome,
            organization_key: report.organization_key.as_ref().map(Into::into),
            keys_renewed: report.keys_renewed,
            adks_changed: report.adks_changed,
            users_certified: report.users_certified,
            certificates_issued: report.certificates_issued,
            left_out: report.silent.left_out,
            leaving: report.silent.leaving,
            leaving_users: report.silent.leaving_users.iter().map(Into::into).collect(),
            refused: report.refused,
            refused_users: report.refused_users.iter().map(refused).collect(),
            alarms: report.alarms.iter().map(Into::into).collect(),
        }
    }
}

impl MaintenanceReceiptView {
    /// The receipt, failures in the words of a language.
    pub fn new(receipt: &core::MaintenanceReceipt, language: Language) -> Self {
        let run = MaintenanceRunView::new(&receipt.run, language);
        Self { run, audit_head: (&receipt.audit_head).into() }
    }
}
