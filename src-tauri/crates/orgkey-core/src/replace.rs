use crate::{
    GenerateKey, GeneratePlan,
    administrator::{Operation, approved},
    create::check_name,
    generate::{check_user_id, choice, new_row},
    keys::{KeyRow, all_keys, find_key},
    maintenance::{MaintenanceReceipt, RunMaintenance, refuse_clock_behind, run_maintenance},
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
};
use orgkey_openpgp::{Certifier, KeySettings, Keypair, summarize_public, with_certification};
use orgkey_types::{Code, Expiry, Failure, KeySummary, Outcome, Timestamp};
use orgkey_vault::{AuditHead, Vault};
use serde_json::json;

/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// What the administrator asks for.
#[derive(Debug, Clone)]
pub struct ReplaceKey<'a> {
    /// The key that is to be retired, as [`find_key`] finds it: the one in use.
    pub key: Option<&'a str>,
    /// Settings of the new one.
    pub new: GenerateKey,
    /// Why; for the audit log.
    pub reason: &'a str,
    /// Name of the organisation, typed again.
    pub confirm: &'a str,
    /// Sign all users with the new key at once; else the next maintenance run does.
    pub sign_users_now: bool,
}

/// What it means.
#[derive(Debug)]
pub struct ReplaceKeyPlan {
    /// The key that would be retired.
    pub old: KeyRow,
    /// What would be made.
    pub new: GeneratePlan,
    /// Users who are verified today and would not be until they are signed again.
    pub users_unverified: u64,
    /// All generations with their copies, newest first: each goes on opening what was encrypted to it.
    pub generations: Vec<KeyRow>,
    /// What stands in the way.
    pub refusal: Option<Failure>,
}

/// What was replaced.
#[derive(Debug)]
pub struct ReplaceKeyReceipt {
    /// The new key; it has no backup yet.
    pub key: KeyRow,
    /// The old one, retired, with its private part.
    pub old: KeyRow,
    /// The old key has certified the new one; one that is revoked or past its end cannot.
    pub cross_certified: bool,
    /// Users who became unverified.
    pub users_unverified: u64,
    /// The maintenance run, where that was asked for; its failure takes nothing back.
    pub run: Option<Outcome<MaintenanceReceipt>>,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

const STAGES: &[Stage] = &[Stage::Generating, Stage::Certifying, Stage::Storing];

/// Counts what hangs on the key in use and tells what would be made. Looks at neither reason nor name, and writes nothing.
///
/// # Errors
/// [`Code::KeyNotFound`], [`Code::OrganizationKeyMissing`]; [`Code::AlgorithmNotInProfile`], [`Code::InvalidUserId`] and
/// [`Code::InvalidExpiry`] for the new one; [`Code::ClockBehind`].
pub fn plan_replace_key(vault: &Vault, request: &ReplaceKey<'_>, now: Timestamp) -> Outcome<ReplaceKeyPlan> {
    permit(vault, UseCase::ReplaceOrganizationKey)?;
    refuse_clock_behind(vault, now)?;
    let old = find_key(vault, request.key, now)?;
    let generations = all_keys(vault, now)?;
    let new = plan_new(&request.new, &generations, now)?;
    let users_unverified = vault.count_verified(old.stored.generation, now)?;
    let refusal = refusal(&old);
    Ok(ReplaceKeyPlan { old, new, users_unverified, generations, refusal })
}

fn plan_new(wanted: &GenerateKey, generations: &[KeyRow], now: Timestamp) -> Outcome<GeneratePlan> {
    if !wanted.algorithm.exists_in(wanted.profile) {
        return Err(Failure::about(Code::AlgorithmNotInProfile, wanted.algorithm.label()));
    }
    check_user_id(&wanted.user_id)?;
    Ok(GeneratePlan {
        choice: choice(wanted.algorithm, wanted.profile),
        user_id: wanted.user_id.clone(),
        expires: wanted.expires.parse::<Expiry>()?.from(now)?,
        generation: generations.iter().map(|row| row.stored.generation).max().unwrap_or(0) + 1,
    })
}

/// What must be there first: the old key is still needed for every backup that was encrypted to it.
fn refusal(old: &KeyRow) -> Option<Failure> {
    let about = |code| Some(Failure::about(code, old.stored.summary.fingerprint.key_id()));
    match () {
        () if old.stored.state != "active" => about(Code::KeyNotInUse),
        () if !old.stored.has_secrets => about(Code::PublicOnly),
        () if old.coverage.copies == 0 => about(Code::KeyNotBackedUp),
        () => None,
    }
}

/// Makes a new Organization Key, has old and new certify each other, and retires the old one, which keeps its private part:
/// in one transaction, after a copy of the vault. Users are unverified from then on until they are signed again.
///
/// # Errors
/// As [`plan_replace_key`]; its refusal; [`Code::InvalidArgument`] for the reason; [`Code::ConfirmationDiffers`];
/// [`Code::NotPermitted`], [`Code::VaultReadOnly`], [`Code::Cancelled`].
pub fn replace_key(
    vault: &mut Vault,
    request: &ReplaceKey<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<ReplaceKeyReceipt> {
    let plan = plan_replace_key(vault, request, now)?;
    check_name("reason", request.reason, LONGEST_REASON)?;
    let name = vault.organization()?.name;
    if request.confirm.trim() != name {
        return Err(Failure::about(Code::ConfirmationDiffers, name));
    }
    if let Some(refusal) = plan.refusal {
        return Err(refusal);
    }
    let old = &plan.old.stored;
    let detail = json!({
        "reason": request.reason.trim(), "generation": old.generation, "newGeneration": plan.new.generation,
        "usersUnverified": plan.users_unverified, "algorithm": request.new.algorithm,
    });
    let detail = approved(vault, Operation::ReplaceKey, detail, now)?;
    let intent = vault.begin("replace-organization-key", old.summary.fingerprint.as_str(), detail, now)?;
    let steps = Steps::new(progress, STAGES);
    let made = make(vault, &plan.old, request, plan.new.expires, &steps, now);
    let (intent, made) = vault.made(intent, made, now)?;
    let new = new_row(&made.new, "generated", &request.new.expires);
    let kept = (old.id.as_str(), &made.old_summary, made.old_public.as_slice());
    let stored = vault.replace_organization_key(intent, kept, new, now)?;
    let run = request.sign_users_now.then(|| run_maintenance(vault, &RunMaintenance::default(), progress, now));
    Ok(ReplaceKeyReceipt {
        key: KeyRow::of(vault, stored, now)?,
        old: find_key(vault, Some(&old.id), now)?,
        cross_certified: made.cross_certified,
        users_unverified: plan.users_unverified,
        run,
        audit_head: vault.audit_head()?,
    })
}

struct Made {
    new: Keypair,
    old_public: Vec<u8>,
    old_summary: KeySummary,
    cross_certified: bool,
}

fn make(
    vault: &mut Vault,
    old: &KeyRow,
    request: &ReplaceKey<'_>,
    expires: Option<Timestamp>,
    steps: &Steps<'_>,
    now: Timestamp,
) -> Outcome<Made> {
    steps.begin(Stage::Generating)?;
    let GenerateKey { user_id, algorithm, profile, .. } = request.new.clone();
    let new = orgkey_openpgp::generate(&KeySettings { user_id, algorithm, profile, expires }, now)?;
    steps.begin(Stage::Certifying)?;
    let secrets = vault.organization_key_secrets(&old.stored.id)?;
    let old = Keypair::from_parts(old.stored.public.clone(), secrets, now)?;
    let cross_certified = !old.summary().revoked && !old.summary().has_ended(now);
    let old_public = certified(&new, &old, now)?;
    let new = if cross_certified {
        let public = certified(&old, &new, now)?;
        Keypair::from_parts(public, new.secrets().duplicate(), now)?
    } else {
        new
    };
    let old_summary = summarize_public(&old_public, now)?;
    steps.begin(Stage::Storing)?;
    vault.take_generation("replace-organization-key", now)?;
    Ok(Made { new, old_public, old_summary, cross_certified })
}

/// The public key of one with the other's certification of its first user ID, which holds as long as its maker does.
fn certified(maker: &Keypair, key: &Keypair, now: Timestamp) -> Outcome<Vec<u8>> {
    let Some(user_id) = key.summary().user_ids.first() else { return Ok(key.public().to_vec()) };
    let ends = maker.summary().expires.unwrap_or(Timestamp::LATEST);
    let signature = Certifier::new(maker)?.certify(key.public(), user_id.as_bytes(), ends, now)?;
    with_certification(key.public(), user_id.as_bytes(), &signature)
}
