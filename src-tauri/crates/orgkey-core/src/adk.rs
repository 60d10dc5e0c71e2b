use crate::permit::{UseCase, permit};
use orgkey_openpgp::{Adk, ContentKind};
use orgkey_types::{Code, Failure, Fingerprint, KeySummary, Outcome, Timestamp};
use orgkey_vault::{AdkRow, AuditHead, Vault};
use serde_json::json;

/// What attaching a key would mean.
#[derive(Debug, Clone)]
pub struct AdkPlan {
    /// The key of the file.
    pub key: KeySummary,
    /// The one that it takes the place of.
    pub replaces: Option<AdkRow>,
    /// Users' keys that the server holds and that name an earlier one: the next maintenance runs change them.
    pub users_to_roll_over: u64,
}

/// What was attached or removed.
#[derive(Debug, Clone)]
pub struct AdkReceipt {
    /// The one in use now.
    pub adk: Option<AdkRow>,
    /// Users' keys that the next maintenance runs change.
    pub users_to_roll_over: u64,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

/// Users' keys that name one Additional Decryption Key, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdkUsers {
    /// The one; none where the keys name none.
    pub fingerprint: Option<Fingerprint>,
    /// Its user ID, where it is or was one of this organisation.
    pub name: Option<String>,
    /// How many users.
    pub users: u64,
    /// It is the one in use.
    pub in_use: bool,
}

/// Which users' keys name which one.
#[derive(Debug, Clone)]
pub struct AdkCoverage {
    /// The one in use first, those without one last.
    pub rows: Vec<AdkUsers>,
    /// Users' keys that the next maintenance runs change.
    pub users_to_roll_over: u64,
}

/// The Additional Decryption Key in use.
///
/// # Errors
/// What the database says.
pub fn adk_in_use(vault: &Vault) -> Outcome<Option<AdkRow>> {
    Ok(vault.adks()?.into_iter().find(|row| row.in_use))
}

/// Looks at a file with a public key, and tells what attaching it would mean. Writes nothing.
///
/// # Errors
/// [`Code::NotAKey`], [`Code::SeveralKeys`]; [`Code::VersionUnsupported`], [`Code::NoEncryptionKey`],
/// [`Code::KeyRevoked`], [`Code::KeyExpired`], [`Code::NoSelfSignatures`]; what reading the file says.
pub fn plan_adk(vault: &Vault, file: &[u8], now: Timestamp) -> Outcome<AdkPlan> {
    permit(vault, UseCase::ChangeAdk)?;
    let (key, _) = read(file, now)?;
    let replaces = adk_in_use(vault)?.filter(|row| row.summary.fingerprint != key.fingerprint);
    let users_to_roll_over = to_roll_over(vault, Some(&key.fingerprint), now)?;
    Ok(AdkPlan { key, replaces, users_to_roll_over })
}

/// Attaches a key: from now on it stands in every key that the server makes or renews for a user, and the maintenance run
/// puts it in the place of an earlier one. Only the public part is taken.
///
/// # Errors
/// As [`plan_adk`]; [`Code::VaultReadOnly`].
pub fn set_adk(vault: &mut Vault, file: &[u8], now: Timestamp) -> Outcome<AdkReceipt> {
    permit(vault, UseCase::ChangeAdk)?;
    let (key, public) = read(file, now)?;
    let before = adk_in_use(vault)?.map(|row| row.summary.fingerprint);
    let intent = vault.begin("set-adk", key.fingerprint.as_str(), json!({ "before": before }), now)?;
    vault.put_adk(intent, Some((&key, &public)), now)?;
    receipt(vault, now)
}

/// Takes the key out of use: the maintenance run takes it out of users' keys that the server holds. `confirmed` is its key
/// ID, typed again.
///
/// # Errors
/// [`Code::AdkMissing`]; [`Code::ConfirmationDiffers`] for another key ID; [`Code::VaultReadOnly`].
pub fn remove_adk(vault: &mut Vault, confirmed: &str, now: Timestamp) -> Outcome<AdkReceipt> {
    permit(vault, UseCase::ChangeAdk)?;
    let row = adk_in_use(vault)?.ok_or(Code::AdkMissing)?;
    let fingerprint = &row.summary.fingerprint;
    if !confirmed.trim().eq_ignore_ascii_case(fingerprint.key_id()) {
        return Err(Failure::about(Code::ConfirmationDiffers, fingerprint.key_id()));
    }
    let intent = vault.begin("remove-adk", fingerprint.as_str(), json!({}), now)?;
    vault.put_adk(intent, None, now)?;
    receipt(vault, now)
}

/// How many users' keys name which Additional Decryption Key.
///
/// # Errors
/// What the database says.
pub fn adk_coverage(vault: &Vault, now: Timestamp) -> Outcome<AdkCoverage> {
    permit(vault, UseCase::ShowOrganizationKeys)?;
    let (known, counted) = (vault.adks()?, vault.adk_coverage()?);
    let count =
        |fingerprint: &Fingerprint| counted.iter().find(|(named, _)| named == fingerprint).map_or(0, |row| row.1);
    let mut rows: Vec<AdkUsers> = known
        .iter()
        .map(|row| AdkUsers {
            fingerprint: Some(row.summary.fingerprint.clone()),
            name: row.summary.user_ids.first().cloned(),
            users: count(&row.summary.fingerprint),
            in_use: row.in_use,
        })
        .filter(|row| row.in_use || row.users > 0)
        .collect();
    let foreign = counted.iter().filter(|(named, _)| !known.iter().any(|row| row.summary.fingerprint == *named));
    let foreign = foreign.map(|(named, users)| (Some(named.clone()), *users));
    let without = vault.user_count()?.saturating_sub(counted.iter().map(|(_, users)| users).sum());
    let others = foreign.chain((without > 0).then_some((None, without)));
    rows.extend(others.map(|(fingerprint, users)| AdkUsers { fingerprint, name: None, users, in_use: false }));
    let in_use = known.iter().find(|row| row.in_use).map(|row| row.summary.fingerprint.clone());
    Ok(AdkCoverage { rows, users_to_roll_over: to_roll_over(vault, in_use.as_ref(), now)? })
}

/// The ones that users' keys must not name any more, while that one is in use.
///
/// # Errors
/// What the database says.
pub(crate) fn former_adks(vault: &Vault, in_use: Option<&Fingerprint>) -> Outcome<Vec<Fingerprint>> {
    let all = vault.adks()?.into_iter().map(|row| row.summary.fingerprint);
    Ok(all.filter(|fingerprint| Some(fingerprint) != in_use).collect())
}

/// How many keys the maintenance run would change.
pub(crate) fn to_roll_over(vault: &Vault, in_use: Option<&Fingerprint>, now: Timestamp) -> Outcome<u64> {
    former_adks(vault, in_use)?.iter().map(|former| vault.count_keys_naming(former, now)).sum()
}

fn receipt(vault: &Vault, now: Timestamp) -> Outcome<AdkReceipt> {
    let adk = adk_in_use(vault)?;
    let users_to_roll_over = to_roll_over(vault, adk.as_ref().map(|row| &row.summary.fingerprint), now)?;
    Ok(AdkReceipt { adk, users_to_roll_over, audit_head: vault.audit_head()? })
}

/// The one key of a file, and its public packets.
fn read(file: &[u8], now: Timestamp) -> Outcome<(KeySummary, Vec<u8>)> {
    let mut contents = orgkey_openpgp::inspect(file, now)?;
    match (contents.keys.pop(), contents.keys.is_empty()) {
        (Some(found), true) => {
            Adk::of(&found, now)?;
            let public = found.public().to_vec();
            Ok((orgkey_openpgp::summarize_public(&public, now)?, public))
        }
        (Some(_), false) => Err(Failure::about(Code::SeveralKeys, contents.keys.len() + 1)),
        (None, _) if contents.kind == ContentKind::Keys => Err(Code::NotAKey.into()),
        (None, _) => Err(Failure::about(Code::NotAKey, contents.kind.words())),
    }
}
