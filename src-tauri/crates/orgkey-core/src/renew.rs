use crate::{
    keys::{KeyRow, find_key},
    maintenance::{Renewal, maintenance_settings, refuse_clock_behind},
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
};
use orgkey_openpgp::{AdkChange, Keypair, extend};
use orgkey_types::{Code, Expiry, Failure, Outcome, Period, Timestamp};
use orgkey_vault::{AuditHead, OrganizationKeyRow, Vault};
use serde_json::json;

/// Where nothing tells how long a key was made for: the vendor's renewals.
const LIFE: Period = Period::Years(1);

/// What renewing would change.
#[derive(Debug, Clone)]
pub struct RenewKeyPlan {
    /// The key in use.
    pub key: KeyRow,
    /// Its end today; it may have passed.
    pub ends: Timestamp,
    /// Its end then.
    pub would_end: Timestamp,
    /// When the maintenance run renews it without being asked.
    pub renews: Timestamp,
}

/// The renewed key.
#[derive(Debug, Clone)]
pub struct RenewKeyReceipt {
    /// The key.
    pub key: KeyRow,
    /// Its end before.
    pub ended: Timestamp,
    /// Its end now.
    pub ends: Timestamp,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

const STAGES: &[Stage] = &[Stage::Renewing];

/// Tells what renewing the Organization Key in use would change. Writes nothing.
///
/// # Errors
/// [`Code::OrganizationKeyMissing`]; [`Code::KeyNeverEnds`], [`Code::KeyRevoked`], [`Code::PublicOnly`];
/// [`Code::EndNotLater`] when it ends later today than it would then; [`Code::ExpiryTooLate`]; [`Code::ClockBehind`].
pub fn plan_renew_key(vault: &Vault, now: Timestamp) -> Outcome<RenewKeyPlan> {
    permit(vault, UseCase::RenewOrganizationKey)?;
    refuse_clock_behind(vault, now)?;
    let key = find_key(vault, None, now)?;
    let Renewal { ended, ends, .. } = renewal(&key.stored, now)?;
    let renews = renews(vault, &key.stored, now)?.unwrap_or(ended);
    Ok(RenewKeyPlan { key, ends: ended, would_end: ends, renews })
}

/// Gives the Organization Key in use a later end, the same period from now as it was made for: new self-signatures, same
/// fingerprint, all else as it was. Copies that were made before still restore it, with the older dates.
///
/// # Errors
/// As [`plan_renew_key`]; [`Code::NotPermitted`]; [`Code::VaultReadOnly`]; [`Code::Cancelled`].
pub fn renew_key(vault: &mut Vault, progress: &dyn Progress, now: Timestamp) -> Outcome<RenewKeyReceipt> {
    let plan = plan_renew_key(vault, now)?;
    Steps::new(progress, STAGES).begin(Stage::Renewing)?;
    let renewed = renew(vault, &plan.key.stored, now)?;
    let (key, audit_head) = (KeyRow::of(vault, renewed, now)?, vault.audit_head()?);
    Ok(RenewKeyReceipt { key, ended: plan.ends, ends: plan.would_end, audit_head })
}

/// Renews a key, whatever its lead says.
///
/// # Errors
/// As [`renew_key`].
pub(crate) fn renew(vault: &mut Vault, row: &OrganizationKeyRow, now: Timestamp) -> Outcome<OrganizationKeyRow> {
    let Renewal { fingerprint, ended, ends } = renewal(row, now)?;
    let detail = json!({ "ended": ended, "ends": ends });
    let intent = vault.begin("renew-organization-key", fingerprint.as_str(), detail, now)?;
    let made = vault.organization_key_secrets(&row.id).and_then(|secrets| {
        let keypair = Keypair::from_parts(row.public.clone(), secrets, now)?;
        extend(&keypair, ends, AdkChange::Keep, now)
    });
    let (intent, renewed) = vault.made(intent, made, now)?;
    vault.update_organization_key(intent, &row.id, renewed.summary(), renewed.public(), None, now)
}

/// The renewal of a key whose lead has come; none where it has not, or where the key cannot be renewed.
///
/// # Errors
/// What the database says.
pub(crate) fn due_renewal(vault: &Vault, row: &OrganizationKeyRow, at: Timestamp) -> Outcome<Option<Renewal>> {
    let due = renews(vault, row, at)?.is_some_and(|renews| renews <= at);
    Ok(if due { renewal(row, at).ok() } else { None })
}

/// When a key renews itself: so long before its end as the settings say, and never before half of its life is over. None
/// for one that never ends, is revoked, retired or without its private part.
///
/// # Errors
/// What the database says.
pub(crate) fn renews(vault: &Vault, row: &OrganizationKeyRow, now: Timestamp) -> Outcome<Option<Timestamp>> {
    let Some(end) = row.summary.expires.filter(|_| row.state == "active" && row.has_secrets && !row.summary.revoked)
    else {
        return Ok(None);
    };
    let lead = now.after(maintenance_settings(vault)?.lead())?.seconds() - now.seconds();
    let half = life_end(row, now)?.seconds().saturating_sub(now.seconds()) / 2;
    Ok(Some(end.plus_seconds(-lead.min(half))))
}

fn renewal(row: &OrganizationKeyRow, now: Timestamp) -> Outcome<Renewal> {
    let (summary, key_id) = (&row.summary, row.summary.fingerprint.key_id());
    let ended = match summary.expires {
        _ if summary.revoked => return Err(Failure::about(Code::KeyRevoked, key_id)),
        _ if !row.has_secrets => return Err(Failure::about(Code::PublicOnly, key_id)),
        None => return Err(Failure::about(Code::KeyNeverEnds, key_id)),
        Some(end) => end,
    };
    let ends = life_end(row, now)?;
    match () {
        () if ends > Timestamp::LATEST => Err(Failure::about(Code::ExpiryTooLate, ends.date())),
        () if ends <= ended => Err(Failure::about(Code::EndNotLater, format!("{} ≤ {}", ends.date(), ended.date()))),
        () => Ok(Renewal { fingerprint: summary.fingerprint.clone(), ended, ends }),
    }
}

/// The same period as the key was made for, from now on. One that was made for a day on the calendar lives as long as from
/// its making to that day.
fn life_end(row: &OrganizationKeyRow, now: Timestamp) -> Outcome<Timestamp> {
    match row.expiry_rule.parse::<Expiry>() {
        Ok(Expiry::After(period)) => now.after(period),
        Ok(Expiry::On(day)) if day > row.added => Ok(now.plus_seconds(day.seconds() - row.added.seconds())),
        _ => now.after(LIFE),
    }
}
