use super::{
    adk::RollingOver,
    certification::Certifying,
    due::{due, refuse_clock_behind, silent},
    pipeline::{self, OverUsers, Walk},
    renewal::Renewing,
    report::{MaintenanceReport, MaintenanceRun, RefusedUser, Renewal, Silent, alarms},
    settings::maintenance_settings,
};
use crate::{
    adk::{adk_in_use, former_adks, to_roll_over},
    attention::Attention,
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
    renew::{due_renewal, renew},
    user::{count_due_certificates, desk::Desk, issue_due_certificates},
};
use orgkey_openpgp::Adk;
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{AuditHead, OrganizationKeyRow, RunEnd, UserChange, Vault};
use serde_json::{Value, json};

/// What the administrator asks for.
#[derive(Debug, Clone, Copy, Default)]
pub struct RunMaintenance {
    /// Touch no more users than this; none is all who are due.
    pub limit: Option<u64>,
}

/// What a look ahead is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct PlanMaintenance {
    /// By when, not before now; none is now.
    pub as_of: Option<Timestamp>,
    /// As in [`RunMaintenance`].
    pub limit: Option<u64>,
}

/// What is due at a moment.
#[derive(Debug, Clone)]
pub struct MaintenancePlan {
    /// That moment.
    pub as_of: Timestamp,
    /// The Organization Key, where its renewal is due.
    pub organization_key: Option<Renewal>,
    /// Keys of users that would get a later end.
    pub keys_renewed: u64,
    /// Keys of users that would name another Additional Decryption Key, or none any more.
    pub adks_changed: u64,
    /// Users who would be certified.
    pub users_certified: u64,
    /// Certificates for S/MIME that users would get.
    pub certificates_issued: u64,
    /// Who would be left out.
    pub silent: Silent,
    /// What ends and is not renewed by a run, worst first.
    pub alarms: Vec<Attention>,
}

/// A run that has ended.
#[derive(Debug, Clone)]
pub struct MaintenanceReceipt {
    /// Its report.
    pub run: MaintenanceRun,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

const STAGES: &[Stage] = &[Stage::Renewing, Stage::RenewingUsers, Stage::Certifying];

/// Tells what a run would do now, or all runs together by a later moment. Writes nothing.
///
/// # Errors
/// As [`run_maintenance`]; [`Code::InvalidArgument`] for a moment that has passed.
pub fn plan_maintenance(vault: &Vault, request: &PlanMaintenance, now: Timestamp) -> Outcome<MaintenancePlan> {
    permit(vault, UseCase::ShowMaintenance)?;
    let as_of = request.as_of.unwrap_or(now);
    if as_of < now {
        return Err(Failure::about(Code::InvalidArgument, "as-of"));
    }
    let row = organization_key(vault, now)?;
    let renewal = due_renewal(vault, &row, as_of)?;
    let mut due = due(maintenance_settings(vault)?, row.generation, as_of, now)?;
    let limit = request.limit.unwrap_or(u64::MAX);
    let keys_renewed = vault.count_due_keys(&due)?.min(limit);
    let in_use = adk_in_use(vault)?.map(|row| row.summary.fingerprint);
    let adks_changed = to_roll_over(vault, in_use.as_ref(), now)?.min(limit - keys_renewed);
    due.with_renewals = true;
    let users_certified = vault.count_due_certifications(&due)?.min(limit - keys_renewed - adks_changed);
    let left = limit - keys_renewed - adks_changed - users_certified;
    Ok(MaintenancePlan {
        as_of,
        organization_key: renewal,
        keys_renewed,
        adks_changed,
        users_certified,
        certificates_issued: count_due_certificates(vault, as_of)?.min(left),
        silent: silent(vault, &due, as_of)?,
        alarms: alarms(vault, as_of)?,
    })
}

/// Does what is due: renews the Organization Key, then the ends of users' keys that the server holds, rolls over their
/// Additional Decryption Keys, renews everybody's certification, and issues certificates for S/MIME to whoever has none.
/// One that is stopped or killed leaves whole pieces, and the next run does the rest.
///
/// # Errors
/// [`Code::OrganizationKeyMissing`], [`Code::KeyRevoked`], [`Code::KeyExpired`] for an Organization Key that certifies
/// nothing and cannot be renewed; [`Code::ClockBehind`]; [`Code::NotPermitted`], [`Code::VaultReadOnly`]; what the medium
/// says. What is wrong with one user is told in the report.
pub fn run_maintenance(
    vault: &mut Vault,
    request: &RunMaintenance,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<MaintenanceReceipt> {
    permit(vault, UseCase::RunMaintenance)?;
    organization_key(vault, now)?;
    let intent = vault.begin("maintenance-run", "users", json!({ "limit": request.limit }), now)?;
    let number = match vault.begin_run(now) {
        Ok(number) => number,
        Err(failure) => return Err(vault.failed(intent, failure, now)),
    };
    let steps = Steps::new(progress, STAGES);
    let mut run = Run { number, left: request.limit, report: MaintenanceReport::default(), steps: &steps, now };
    let outcome = run.work(vault);
    let end = match &outcome {
        Ok(()) if run.report.changed() => RunEnd::Done,
        Ok(()) => RunEnd::Unchanged,
        Err(failure) if failure.code == Code::Cancelled => RunEnd::Stopped,
        Err(failure) => RunEnd::Failed(failure.code),
    };
    let ended = vault.end_run(intent, number, end, &run.told()?, now);
    match outcome {
        Err(failure) if failure.code != Code::Cancelled => return Err(failure),
        _ => ended?,
    }
    let run = vault.maintenance_runs(1)?.pop().map(MaintenanceRun::of).ok_or(Code::Internal)?;
    Ok(MaintenanceReceipt { run, audit_head: vault.audit_head()? })
}

/// The key in use, where a run can begin with it. One past its end may be renewed.
fn organization_key(vault: &Vault, now: Timestamp) -> Outcome<OrganizationKeyRow> {
    refuse_clock_behind(vault, now)?;
    let row = vault.active_organization_key()?.ok_or(Code::OrganizationKeyMissing)?;
    match row.summary.revoked {
        true => Err(Failure::about(Code::KeyRevoked, row.summary.fingerprint.key_id())),
        false => Ok(row),
    }
}

/// A run on its way.
struct Run<'a> {
    number: u64,
    /// Users who may still be touched.
    left: Option<u64>,
    report: MaintenanceReport,
    steps: &'a Steps<'a>,
    now: Timestamp,
}

impl Run<'_> {
    fn work(&mut self, vault: &mut Vault) -> Outcome<()> {
        self.steps.begin(Stage::Renewing)?;
        self.renew_organization_key(vault)?;
        let desk = Desk::open(vault, self.now)?;
        self.steps.begin(Stage::RenewingUsers)?;
        self.renew_users(vault, &desk)?;
        self.roll_over(vault, &desk)?;
        self.steps.begin(Stage::Certifying)?;
        self.certify_users(vault, &desk)?;
        self.issue_certificates(vault)?;
        self.close(vault, &desk)
    }

    fn renew_organization_key(&mut self, vault: &mut Vault) -> Outcome<()> {
        let row = organization_key(vault, self.now)?;
        self.report.organization_key = due_renewal(vault, &row, self.now)?;
        if self.report.organization_key.is_some() {
            renew(vault, &row, self.now)?;
        }
        Ok(())
    }

    fn renew_users(&mut self, vault: &mut Vault, desk: &Desk) -> Outcome<()> {
        let due = due(maintenance_settings(vault)?, desk.generation(), self.now, self.now)?;
        let total = vault.count_due_keys(&due)?;
        let stage = Renewing { due, now: self.now };
        self.stage(vault, desk, &stage, total, |report| &mut report.keys_renewed, super::renewal::RenewedKey::store)
    }

    /// A key that was just renewed names the one in use already.
    fn roll_over(&mut self, vault: &mut Vault, desk: &Desk) -> Outcome<()> {
        for former in former_adks(vault, desk.adk().map(Adk::fingerprint))? {
            let total = vault.count_keys_naming(&former, self.now)?;
            let stage = RollingOver { former, now: self.now };
            let store = super::renewal::RenewedKey::store;
            self.stage(vault, desk, &stage, total, |report| &mut report.adks_changed, store)?;
        }
        Ok(())
    }

    fn certify_users(&mut self, vault: &mut Vault, desk: &Desk) -> Outcome<()> {
        let due = due(maintenance_settings(vault)?, desk.generation(), self.now, self.now)?;
        let total = vault.count_due_certifications(&due)?;
        let stage = Certifying { due };
        let store = super::certification::Certified::store;
        self.stage(vault, desk, &stage, total, |report| &mut report.users_certified, store)
    }

    /// An Organization Certificate past its end issues nothing and keeps nothing else back: the alarms tell of it.
    fn issue_certificates(&mut self, vault: &mut Vault) -> Outcome<()> {
        let told = match issue_due_certificates(vault, self.left, self.steps.watcher(), self.now) {
            Err(failure) if failure.code == Code::OrgCertEnded => return Ok(()),
            told => told?,
        };
        self.report.certificates_issued = told.issued;
        let refusals = told.rows.iter().filter_map(|row| Some(RefusedUser::new(&row.email, row.refusal.as_ref()?)));
        refusals.for_each(|refused| self.report.refuse(refused));
        Ok(())
    }

    /// Runs a stage over users; each transaction notes what stands after it.
    fn stage<S: OverUsers>(
        &mut self,
        vault: &mut Vault,
        desk: &Desk,
        stage: &S,
        total: u64,
        counter: impl Fn(&mut MaintenanceReport) -> &mut u64,
        store: impl Fn(S::Made, &UserChange<'_>) -> Outcome<Result<(), RefusedUser>>,
    ) -> Outcome<()> {
        let (number, now, steps) = (self.number, self.now, self.steps);
        let total = self.left.map_or(total, |left| left.min(total));
        let mut walk = Walk::new(self.left);
        let (report, mut done) = (&mut self.report, 0);
        let stored = pipeline::run(stage, desk, vault, &mut walk, &mut |vault, made| {
            done += u64::try_from(made.len()).unwrap_or(u64::MAX);
            *report = vault.change_users_in_run(number, now, |users| {
                let mut next = report.clone();
                for one in made {
                    match store(one, users)? {
                        Ok(()) => *counter(&mut next) += 1,
                        Err(refused) => next.refuse(refused),
                    }
                }
                let told = told(&next)?;
                Ok((next, told))
            })?;
            steps.count(done, Some(total.max(done)))
        });
        self.left = self.left.map(|left| left.saturating_sub(done));
        stored
    }

    /// What is told of the state after the run.
    fn close(&mut self, vault: &Vault, desk: &Desk) -> Outcome<()> {
        let due = due(maintenance_settings(vault)?, desk.generation(), self.now, self.now)?;
        self.report.silent = silent(vault, &due, self.now)?;
        self.report.alarms = alarms(vault, self.now)?;
        Ok(())
    }

    fn told(&self) -> Outcome<Value> {
        told(&self.report)
    }
}

fn told(report: &MaintenanceReport) -> Outcome<Value> {
    serde_json::to_value(report).map_err(|error| Failure::from(Code::Internal).because(error))
}
