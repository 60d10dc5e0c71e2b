use crate::permit::{UseCase, permit};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::Vault;
use orgkey_x509::KeyKind;
use serde_json::json;

/// How users' certificates are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrgCertSettings {
    /// Days for which a user's certificate is made: 1 to 398.
    pub user_certificate_days: u32,
    /// Kind of the keys that the server makes for S/MIME.
    pub smime_key: KeyKind,
}

/// Kinds of key that mail programs use for both signing and encryption.
pub const SMIME_KEYS: &[KeyKind] = &[KeyKind::Rsa2048, KeyKind::Rsa3072, KeyKind::P256, KeyKind::P384];

const DAYS: &str = "user-certificate-days";
const KEY: &str = "user-smime-key";
/// The vendor's two weeks.
const DEFAULT_DAYS: u32 = 14;
/// The longest that mail programs take of a certificate for S/MIME today is longer; a year and its grace is enough.
const LONGEST: u32 = 398;
/// The only kind that every mail program reads; `tests/interop` has measured openssl and gpgsm.
const DEFAULT_KEY: KeyKind = KeyKind::Rsa2048;

/// The settings in force.
///
/// # Errors
/// What the database says.
pub fn org_cert_settings(vault: &Vault) -> Outcome<OrgCertSettings> {
    let days = vault.setting(DAYS)?.and_then(|text| text.parse().ok());
    let key = vault.setting(KEY)?.and_then(|text| text.parse().ok());
    Ok(OrgCertSettings {
        user_certificate_days: days.filter(|days| (1..=LONGEST).contains(days)).unwrap_or(DEFAULT_DAYS),
        smime_key: key.filter(|key| SMIME_KEYS.contains(key)).unwrap_or(DEFAULT_KEY),
    })
}

/// Changes them. Certificates that are live stay as they are; the next one of each user follows the new settings.
///
/// # Errors
/// [`Code::InvalidArgument`] outside 1 to 398 days, [`Code::AlgorithmUnsupported`] for a key of another kind;
/// [`Code::NotPermitted`], [`Code::VaultReadOnly`].
pub fn change_org_cert_settings(
    vault: &mut Vault,
    wanted: OrgCertSettings,
    now: Timestamp,
) -> Outcome<OrgCertSettings> {
    permit(vault, UseCase::ChangeOrgCertSettings)?;
    if !(1..=LONGEST).contains(&wanted.user_certificate_days) {
        return Err(Failure::about(Code::InvalidArgument, "user-certificate"));
    }
    if !SMIME_KEYS.contains(&wanted.smime_key) {
        return Err(Failure::about(Code::AlgorithmUnsupported, wanted.smime_key.name()));
    }
    if org_cert_settings(vault)? == wanted {
        return Ok(wanted);
    }
    let days = wanted.user_certificate_days.to_string();
    let detail = json!({ "days": days, "smimeKey": wanted.smime_key.name() });
    let intent = vault.begin("change-settings", "users' certificates", detail, now)?;
    let changed =
        vault.set_setting(DAYS, &days, now).and_then(|()| vault.set_setting(KEY, wanted.smime_key.name(), now));
    match changed {
        Ok(()) => vault.settle_done(intent, now)?,
        Err(failure) => return Err(vault.failed(intent, failure, now)),
    }
    org_cert_settings(vault)
}
