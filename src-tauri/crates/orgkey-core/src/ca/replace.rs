use super::{
    authority::{Authority, end},
    certificates::CaCertificates,
    create::{Born, new_ca, refuse_taken},
    list::{Ca, find_ca, subject},
    rules::{self},
};
use crate::{
    administrator::{Operation, approved},
    create::check_name,
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{AuditHead, CaState as Stands, CertificateRole, InUse, NewCa, Vault, new_identifier};
use orgkey_x509::{Certificate, KeyKind, Name, Serial, Validity, cross_certificate};
use serde_json::json;

/// What the administrator asks for.
#[derive(Debug, Clone, Copy)]
pub struct ReplaceCa<'a> {
    /// The CA that is to be retired, as [`find_ca`] finds it.
    pub ca: Option<&'a str>,
    /// Name of the new one; none adds a number to the old name.
    pub name: Option<&'a str>,
    /// Subject of the new one; none takes the old name byte for byte.
    pub subject: Option<&'a str>,
    /// Kind of the new key.
    pub key: KeyKind,
    /// `10y` or a date.
    pub valid: &'a str,
    /// Whether the new private key may ever leave the vault.
    pub exportable: bool,
}

/// What it means.
#[derive(Debug, Clone)]
pub struct ReplacePlan {
    /// The CA that would be retired.
    pub old: Ca,
    /// Name of the new one.
    pub name: String,
    /// Subject of the new one.
    pub subject: Name,
    /// Kind of the new key.
    pub key: KeyKind,
    /// End of the new one.
    pub not_after: Timestamp,
    /// What of the old one is in use, by template: it goes on until it ends, and needs the old one's lists so long.
    pub dependants: Vec<InUse>,
    /// The first of them to end.
    pub first_end: Option<Timestamp>,
    /// The last of them to end.
    pub last_end: Option<Timestamp>,
    /// End of the cross-certificate: the old key says that the new key is right.
    pub cross_end: Timestamp,
}

/// What was replaced.
#[derive(Debug, Clone)]
pub struct ReplaceReceipt {
    /// The new CA; it has no backup yet.
    pub ca: Ca,
    /// The old one, retired.
    pub old: Ca,
    /// The new key, certified by the old one.
    pub cross: Certificate,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

const STAGES: &[Stage] = &[Stage::Generating, Stage::Certifying, Stage::Storing];

/// Counts what hangs on the old CA and tells what would be made. Writes nothing.
///
/// # Errors
/// [`Code::NotPermitted`], [`Code::CaNotFound`], [`Code::CaRetired`], [`Code::CaAwaitsCertificate`]; [`Code::CaExists`],
/// [`Code::NameInvalid`], [`Code::InvalidArgument`] and [`Code::InvalidExpiry`] for the new one;
/// [`Code::CertificateExpired`] when the old one has ended and can certify nothing any more.
pub fn plan_replace(vault: &Vault, request: &ReplaceCa<'_>, now: Timestamp) -> Outcome<ReplacePlan> {
    permit(vault, UseCase::ReplaceCa)?;
    let old = find_ca(vault, request.ca, now)?;
    rules::issues(&old)?;
    let name = request.name.map_or_else(|| numbered(vault, &old.stored.name), |name| Ok(name.trim().to_owned()))?;
    check_name("name", &name, 100)?;
    if !name.eq_ignore_ascii_case(&old.stored.name) {
        refuse_taken(vault, &name)?;
    }
    let subject = match request.subject {
        Some(subject) => Name::parse(subject)?,
        None => Name::from_der(&old.stored.identity.subject)?,
    };
    let not_after = end(request.valid, now)?;
    let ends = old.ends.filter(|ends| *ends > now);
    let ended = || Failure::about(Code::CertificateExpired, &old.stored.name);
    let cross_end = ends.ok_or_else(ended)?.min(not_after);
    let dependants = vault.issued_in_use(&old.stored.id, now)?;
    Ok(ReplacePlan {
        first_end: dependants.iter().map(|row| row.first_end).min(),
        last_end: dependants.iter().map(|row| row.last_end).max(),
        dependants,
        old,
        name,
        subject,
        key: request.key,
        not_after,
        cross_end,
    })
}

/// Makes the new CA, has it certified by the old one, and retires that: in one transaction, after a copy of the vault.
/// The old one goes on making revocation lists.
///
/// # Errors
/// As [`plan_replace`]; [`Code::VaultReadOnly`]; [`Code::Cancelled`].
pub fn replace_ca(
    vault: &mut Vault,
    request: &ReplaceCa<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<ReplaceReceipt> {
    let plan = plan_replace(vault, request, now)?;
    let (id, old) = (new_identifier()?, plan.old.stored.clone());
    let detail = json!({ "name": plan.name, "new": subject(&plan.name, &id), "key": plan.key.name() });
    let detail = approved(vault, Operation::ReplaceCa, detail, now)?;
    let intent = vault.begin("replace-ca", &subject(&old.name, &old.id), detail, now)?;
    let steps = Steps::new(progress, STAGES);
    let made = make(vault, &plan, &steps, now);
    let (intent, (born, cross)) = vault.made(intent, made, now)?;
    vault.change_cas(intent, now, |change| {
        change.set_standing(&old.id, &old.name, Stands::Retired)?;
        let secrets = born.key.to_pkcs8()?;
        let (crl_points, crl_days) = (old.crl_points.clone(), old.crl_days);
        let row = new_ca((&id, &plan.name), &born, request.exportable, &secrets);
        change.insert(&NewCa { crl_points, crl_days, ..row })?;
        born.store(change, &id)?;
        change.put_certificate(&id, CertificateRole::Cross, cross.der()).map(|_| ())
    })?;
    let (ca, old) = (find_ca(vault, Some(&id), now)?, find_ca(vault, Some(&old.id), now)?);
    Ok(ReplaceReceipt { ca, old, cross, audit_head: vault.audit_head()? })
}

fn make(vault: &mut Vault, plan: &ReplacePlan, steps: &Steps<'_>, now: Timestamp) -> Outcome<(Born, Certificate)> {
    steps.begin(Stage::Generating)?;
    let valid = Validity { not_before: now, not_after: plan.not_after };
    let certificates = CaCertificates::of(vault, &plan.old.stored.id)?;
    let path_len = certificates.issuing().and_then(Certificate::path_len);
    let born = Born::new(plan.key, &plan.subject, valid, path_len, false)?;
    steps.begin(Stage::Certifying)?;
    let old = Authority::open(vault, &plan.old, &certificates)?;
    let crossing = Validity { not_before: now, not_after: plan.cross_end };
    let points = &plan.old.stored.crl_points;
    let cross = cross_certificate(&old.issuer()?, &born.self_signed, crossing, &Serial::random()?, points)?;
    steps.begin(Stage::Storing)?;
    vault.take_generation("replace-ca", now)?;
    Ok((born, cross))
}

/// `Tree CA` becomes `Tree CA 2`, and that `Tree CA 3`; a number that is taken is passed over.
fn numbered(vault: &Vault, name: &str) -> Outcome<String> {
    let (stem, number) = match name.rsplit_once(' ') {
        Some((stem, last)) if last.parse::<u32>().is_ok_and(|number| number < 1000) => {
            (stem, last.parse().unwrap_or(1))
        }
        _ => (name, 1_u32),
    };
    let taken: Vec<String> = vault.cas()?.into_iter().map(|row| row.name.to_lowercase()).collect();
    let mut names = (number + 1..).map(|number| format!("{stem} {number}"));
    names.find(|name| !taken.contains(&name.to_lowercase())).ok_or_else(|| Code::Internal.into())
}
