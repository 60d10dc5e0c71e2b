use super::{
    authority::{end, open_key},
    certificates::CaCertificates,
    list::{Ca, find_ca, subject},
    rules::{self},
};
use crate::permit::{UseCase, permit};
use crate::progress::{Progress, Stage, Steps};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{AuditHead, CertificateRole, Vault};
use orgkey_x509::{Certificate, Issuer, Serial, Validity, renewed};
use serde_json::json;

/// What the administrator asks for.
#[derive(Debug, Clone, Copy)]
pub struct RenewCa<'a> {
    /// The CA, as [`find_ca`] finds it.
    pub ca: Option<&'a str>,
    /// `10y` or a date.
    pub valid: &'a str,
}

/// What would change.
#[derive(Debug, Clone)]
pub struct RenewPlan {
    /// The CA.
    pub ca: Ca,
    /// Its end today.
    pub ends: Timestamp,
    /// Its end then.
    pub would_end: Timestamp,
    /// The Public Key Certificate comes from a superior CA, which has to sign it anew: see
    /// [`super::write_ca_request`].
    pub superior_signs: bool,
}

/// What was renewed.
#[derive(Debug, Clone)]
pub struct RenewReceipt {
    /// The CA.
    pub ca: Ca,
    /// Its certificates.
    pub certificates: CaCertificates,
    /// The superior CA has to sign the Public Key Certificate anew.
    pub superior_signs: bool,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

const STAGES: &[Stage] = &[Stage::Certifying, Stage::Storing];

/// Tells what would change. Writes nothing.
///
/// # Errors
/// [`Code::NotPermitted`], [`Code::CaNotFound`], [`Code::CaRetired`], [`Code::CaAwaitsCertificate`] without a
/// certificate that the CA signs itself; [`Code::InvalidExpiry`] for an end in the past, [`Code::EndNotLater`] for
/// one that is not after the present one.
pub fn plan_renew(vault: &Vault, request: &RenewCa<'_>, now: Timestamp) -> Outcome<RenewPlan> {
    permit(vault, UseCase::RenewCa)?;
    let ca = find_ca(vault, request.ca, now)?;
    rules::issues(&ca)?;
    let certificates = CaCertificates::of(vault, &ca.stored.id)?;
    let anchor = anchor(&ca, &certificates)?;
    let (ends, would_end) = (anchor.validity().not_after, end(request.valid, now)?);
    if would_end <= ends {
        return Err(Failure::about(Code::EndNotLater, format!("{} ≤ {}", would_end.date(), ends.date())));
    }
    let superior_signs = certificates.public_key.as_ref().is_some_and(|own| !own.is_self_signed());
    Ok(RenewPlan { ca, ends, would_end, superior_signs })
}

/// Makes the certificates of a CA once more, for longer: same name, same key, all else as it was. What it has issued
/// stays good, and the earlier certificates are kept.
///
/// # Errors
/// As [`plan_renew`]; [`Code::VaultReadOnly`]; [`Code::Cancelled`].
pub fn renew_ca(
    vault: &mut Vault,
    request: &RenewCa<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<RenewReceipt> {
    let plan = plan_renew(vault, request, now)?;
    let steps = Steps::new(progress, STAGES);
    let (id, name) = (plan.ca.stored.id.clone(), subject(&plan.ca.stored.name, &plan.ca.stored.id));
    let intent = vault.begin("renew-ca", &name, json!({ "ends": plan.ends, "wouldEnd": plan.would_end }), now)?;
    let made = steps.begin(Stage::Certifying).and_then(|()| {
        let made = make(vault, &plan, now)?;
        steps.begin(Stage::Storing)?;
        vault.take_generation("renew-ca", now)?;
        Ok(made)
    });
    let (intent, made) = vault.made(intent, made, now)?;
    vault.change_cas(intent, now, |change| {
        made.iter().try_for_each(|(role, one)| change.put_certificate(&id, *role, one.der()).map(|_| ()))
    })?;
    let certificates = CaCertificates::of(vault, &id)?;
    let (ca, audit_head) = (find_ca(vault, Some(&id), now)?, vault.audit_head()?);
    Ok(RenewReceipt { ca, certificates, superior_signs: plan.superior_signs, audit_head })
}

fn make(vault: &Vault, plan: &RenewPlan, now: Timestamp) -> Outcome<Vec<(CertificateRole, Certificate)>> {
    let certificates = CaCertificates::of(vault, &plan.ca.stored.id)?;
    let key = open_key(vault, &plan.ca.stored.id)?;
    let old = anchor(&plan.ca, &certificates)?;
    let valid = Validity { not_before: now, not_after: plan.would_end };
    let anchor = renewed(&Issuer::new(old, &key)?, old, valid, &Serial::random()?)?;
    let mut made = vec![(CertificateRole::SelfSigned, anchor.clone())];
    match &certificates.public_key {
        Some(own) if own == old => made.push((CertificateRole::PublicKey, anchor)),
        Some(own) if own.is_self_signed() => {
            let second = renewed(&Issuer::new(&anchor, &key)?, own, valid, &Serial::random()?)?;
            made.push((CertificateRole::PublicKey, second));
        }
        Some(_) | None => {}
    }
    Ok(made)
}

fn anchor<'a>(ca: &Ca, certificates: &'a CaCertificates) -> Outcome<&'a Certificate> {
    let missing = || Failure::about(Code::CaAwaitsCertificate, &ca.stored.name);
    certificates.self_signed.as_ref().ok_or_else(missing)
}
