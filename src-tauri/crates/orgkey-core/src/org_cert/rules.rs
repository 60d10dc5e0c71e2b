//! What holds for every Organization Certificate.

use crate::ca::{Ca, CaCertificates};
use orgkey_types::{Code, Failure, Outcome, Period, Timestamp};
use orgkey_vault::{OrganizationKeyRow, Vault};
use orgkey_x509::{AlternativeName, Certificate, Name};

/// Years of a self-signed one where the Organization Key never ends. Calendar years: the vendor says "10 years".
const YEARS: i64 = 10;

/// The Organization Key in use, fit to sign.
///
/// # Errors
/// [`Code::OrganizationKeyMissing`], [`Code::KeyRevoked`], [`Code::KeyExpired`].
pub(super) fn organization_key(vault: &Vault, now: Timestamp) -> Outcome<OrganizationKeyRow> {
    let row = vault.active_organization_key()?.ok_or(Code::OrganizationKeyMissing)?;
    if row.summary.revoked {
        return Err(Failure::about(Code::KeyRevoked, row.summary.fingerprint.key_id()));
    }
    match row.summary.expires.filter(|end| *end <= now) {
        Some(ended) => Err(Failure::about(Code::KeyExpired, ended.date())),
        None => Ok(row),
    }
}

/// A self-signed one ends with the Organization Key, or ten years from today where that never ends.
pub(super) fn self_signed_end(key: &OrganizationKeyRow, now: Timestamp) -> Outcome<Timestamp> {
    key.summary.expires.map_or_else(|| now.after(Period::Years(YEARS)), Ok)
}

/// No address, or one that no user has.
///
/// # Errors
/// [`Code::OrgCertEmailTaken`] with the first that a user has.
pub(super) fn email_is_free(vault: &Vault, subject: &Name, alternative_names: &[AlternativeName]) -> Outcome<()> {
    for address in addresses(subject, alternative_names) {
        if vault.user_by_email(&address)?.is_some() {
            return Err(Failure::about(Code::OrgCertEmailTaken, address));
        }
    }
    Ok(())
}

/// Whether a user has its address now: one may have been added since.
///
/// # Errors
/// What the database says.
pub(super) fn has_address_of_user(vault: &Vault, certificate: &Certificate) -> Outcome<bool> {
    match email_is_free(vault, certificate.subject(), &certificate.alternative_names()) {
        Err(failure) if failure.code == Code::OrgCertEmailTaken => Ok(true),
        other => other.map(|()| false),
    }
}

/// The same of one that is stored.
///
/// # Errors
/// What the database says.
pub(crate) fn is_users(vault: &Vault, ca: &Ca) -> Outcome<bool> {
    let certificates = CaCertificates::of(vault, &ca.stored.id)?;
    certificates.issuing().map_or(Ok(false), |certificate| has_address_of_user(vault, certificate))
}

fn addresses(subject: &Name, alternative_names: &[AlternativeName]) -> Vec<String> {
    let named = alternative_names.iter().filter_map(|name| match name {
        AlternativeName::Email(address) => Some(address.clone()),
        _ => None,
    });
    subject.mail_addresses().into_iter().chain(named).collect()
}

/// Days before its end on which somebody is told.
const WARNINGS: [i64; 6] = [90, 60, 30, 14, 7, 1];

/// The last of the warnings that is due: days before the end; none while it is far.
pub(crate) fn warned_before(ends: Timestamp, now: Timestamp) -> Option<i64> {
    let due = |days: &i64| now >= ends.plus_seconds(-days * 86_400);
    WARNINGS.into_iter().rev().find(due)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_is_told_90_60_30_14_7_and_1_day_before_the_end() {
        let end = Timestamp::from_seconds(1_000 * 86_400);
        let rows = [(91, None), (90, Some(90)), (61, Some(90)), (60, Some(60)), (30, Some(30)), (29, Some(30))];
        let late = [(14, Some(14)), (8, Some(14)), (7, Some(7)), (2, Some(7)), (1, Some(1)), (0, Some(1))];
        for (days, told) in rows.into_iter().chain(late) {
            assert_eq!(warned_before(end, end.plus_seconds(-days * 86_400)), told, "{days} days before");
        }
    }
}
