//! What holds for every user.

use crate::{create::check_name, maintenance::INACTIVE_MONTHS};
use icu_normalizer::ComposingNormalizer;
use orgkey_types::{Code, Failure, KeySummary, Outcome, Period, Timestamp};
use orgkey_vault::{KeyColumns, Organization};

/// Keys that the server makes or renews end after this time; the maintenance run renews them ahead of it. The vendor's two
/// weeks would leave people outside the organisation with a key that has ended.
const LIFE: Period = Period::Years(1);
/// Longest address, in bytes (RFC 5321 §4.5.3.1.3, without the angle brackets).
const LONGEST_ADDRESS: usize = 254;
/// Longest name of a user, in characters.
const LONGEST_NAME: usize = 100;

/// One form for each address: letters outside ASCII composed (NFC) and in lower case. The vault compares those of ASCII
/// without regard to case, and keeps them as they were written.
pub(super) fn folded(address: &str) -> String {
    if address.is_ascii() {
        return address.to_owned();
    }
    ComposingNormalizer::new_nfc().normalize(address).to_lowercase()
}

/// The address in the form in which it is kept: domain in lower case.
///
/// # Errors
/// [`Code::EmailInvalid`]; [`Code::DomainNotManaged`].
pub(super) fn internal_address(organization: &Organization, text: &str) -> Outcome<String> {
    let text = &*folded(text.trim());
    let invalid = || Failure::about(Code::EmailInvalid, text);
    let (local, domain) = text.rsplit_once('@').ok_or_else(invalid)?;
    let strange = |letter: char| letter.is_control() || letter.is_whitespace() || "<>@,;:\\\"()[]".contains(letter);
    let named = crate::faults_of_organization("x", &[domain.to_owned()]).is_empty();
    // RFC 5321 §4.1.2: dots part what is not empty.
    if local.split('.').any(str::is_empty) || local.chars().any(strange) || text.len() > LONGEST_ADDRESS || !named {
        return Err(invalid());
    }
    let domain = domain.to_ascii_lowercase();
    if !organization.domains.contains(&domain) {
        return Err(Failure::about(Code::DomainNotManaged, text));
    }
    Ok(format!("{local}@{domain}"))
}

/// # Errors
/// [`Code::InvalidArgument`] when it is empty, too long or holds what cannot be seen.
pub(super) fn user_name(text: &str) -> Outcome<String> {
    check_name("name", text, LONGEST_NAME)?;
    // Angle brackets would end the name inside a user ID, and an address in it would pass for the user's.
    if text.contains(['<', '>', '@']) {
        return Err(Failure::about(Code::InvalidArgument, "name"));
    }
    Ok(text.trim().to_owned())
}

/// Which user a key belongs to.
pub(super) struct Owner {
    pub user_id: String,
    pub email: String,
    pub name: String,
}

/// The first user ID of a key with an address of a managed domain.
///
/// # Errors
/// [`Code::UserIdMissing`], about the address that it has instead, if any.
pub(super) fn owner(organization: &Organization, key: &KeySummary) -> Outcome<Owner> {
    for user_id in &key.user_ids {
        let (name, address) = orgkey_openpgp::name_and_address(user_id);
        let Some(Ok(email)) = address.map(|address| internal_address(organization, &address)) else { continue };
        let local = email.split('@').next().unwrap_or_default().to_owned();
        let name = name.and_then(|name| user_name(&name).ok()).unwrap_or(local);
        return Ok(Owner { user_id: user_id.clone(), email, name });
    }
    let shown = key.user_ids.first().map_or(key.fingerprint.key_id(), String::as_str);
    Err(Failure::about(Code::UserIdMissing, shown))
}

/// When a key ends that the server makes or renews now.
pub(crate) fn key_end(now: Timestamp) -> Outcome<Timestamp> {
    now.after(LIFE)
}

/// Whoever was last in contact before that moment is inactive: a user whose key the server holds is not certified then.
pub(crate) fn inactive_since(now: Timestamp) -> Outcome<Timestamp> {
    now.after(Period::Months(-i64::from(INACTIVE_MONTHS)))
}

/// From when on a user with that last contact is inactive.
pub(crate) fn inactive_from(contact: Timestamp) -> Outcome<Timestamp> {
    contact.after(Period::Months(INACTIVE_MONTHS.into()))
}

/// Algorithms of all components, each once: `Ed25519 · X25519`.
pub(crate) fn algorithms(key: &KeySummary) -> String {
    let mut names: Vec<&str> = Vec::new();
    for component in &key.components {
        if !names.contains(&component.algorithm.as_str()) {
            names.push(&component.algorithm);
        }
    }
    names.join(" · ")
}

/// What of a key stands in the row of its user.
pub(crate) fn columns<'a>(key: &'a KeySummary, algorithm: &'a str) -> KeyColumns<'a> {
    KeyColumns { fingerprint: &key.fingerprint, algorithm, expires: key.expires, revoked: key.revoked }
}
