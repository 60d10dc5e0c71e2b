use crate::permit::{UseCase, permit};
use orgkey_types::{Code, Failure, Outcome, Passphrase, Timestamp};
use orgkey_vault::{SlotSummary, Vault};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::str::FromStr;

/// What can be made to need two persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// The keypair of the Organization Key leaves the vault.
    ExportKeypair,
    /// The private key of a CA or of the Organization Certificate leaves it.
    ExportCa,
    /// The private key of a user leaves it.
    ExportUserKeypair,
    /// The Organization Key is replaced.
    ReplaceKey,
    /// The CA is replaced.
    ReplaceCa,
    /// Users' certificates are revoked.
    RevokeUserCertificates,
    /// A copy is noted as destroyed.
    RetireCopy,
    /// An administrator is removed.
    RemoveAdministrator,
}

/// Each with its name, as typed and stored, and what it needs of both persons.
const OPERATIONS: [(Operation, &str, UseCase); 8] = [
    (Operation::ExportKeypair, "export-keypair", UseCase::ExportKeypair),
    (Operation::ExportCa, "export-ca", UseCase::ExportCa),
    (Operation::ExportUserKeypair, "export-user-keypair", UseCase::ExportUserKeypair),
    (Operation::ReplaceKey, "replace-key", UseCase::ReplaceOrganizationKey),
    (Operation::ReplaceCa, "replace-ca", UseCase::ReplaceCa),
    (Operation::RevokeUserCertificates, "revoke-user-certificates", UseCase::RevokeUserCertificate),
    (Operation::RetireCopy, "retire-copy", UseCase::ChangeCopies),
    (Operation::RemoveAdministrator, "remove-administrator", UseCase::ChangeAdministrators),
];

/// How long somebody who has typed a passphrase stands by, in seconds.
const STANDS_BY: i64 = 300;

impl Operation {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        OPERATIONS.into_iter().map(|(operation, ..)| operation)
    }

    /// `export-keypair`.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    fn row(self) -> (Self, &'static str, UseCase) {
        OPERATIONS.into_iter().find(|(operation, ..)| *operation == self).unwrap_or(OPERATIONS[0])
    }

    fn setting(self) -> String {
        format!("two-person:{}", self.name())
    }

    fn needs_two(self, vault: &Vault) -> Outcome<bool> {
        Ok(vault.setting(&self.setting())?.as_deref() == Some("yes"))
    }

    /// Whether somebody with that slot could be one of the two.
    fn is_open_to(self, slot: &SlotSummary) -> bool {
        self.row().2.needs().iter().all(|grant| slot.rights.has(grant.area, grant.right))
    }
}

impl FromStr for Operation {
    type Err = Failure;

    fn from_str(text: &str) -> Outcome<Self> {
        Self::all().find(|one| one.name() == text).ok_or_else(|| Failure::about(Code::InvalidArgument, "operation"))
    }
}

/// An operation, and whether it needs two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TwoPersonRule {
    /// Which.
    pub operation: Operation,
    /// Whether it needs a second administrator.
    pub needs_two: bool,
}

/// Somebody else than whoever opened the vault.
pub struct SecondPerson<'a> {
    /// Name on the key slot.
    pub administrator: &'a str,
    /// That administrator's own passphrase.
    pub passphrase: &'a Passphrase,
}

/// A second administrator has typed a passphrase, and stands by for the next operation that needs two: for one, within
/// five minutes, and no longer than the vault is open. Costs one key derivation.
///
/// # Errors
/// [`Code::SecondPersonSame`]; [`Code::UnknownAdministrator`], [`Code::WrongPassphrase`].
pub fn attend(vault: &mut Vault, second: &SecondPerson<'_>, now: Timestamp) -> Outcome<()> {
    if second.administrator == vault.administrator() {
        return Err(Failure::about(Code::SecondPersonSame, second.administrator));
    }
    vault.attend(second.administrator, second.passphrase, now)
}

/// Every operation that can be made to need two, and whether it does.
///
/// # Errors
/// [`Code::NotPermitted`]; what the database says.
pub fn two_person_rules(vault: &Vault) -> Outcome<Vec<TwoPersonRule>> {
    permit(vault, UseCase::ShowAdministrators)?;
    Operation::all().map(|operation| Ok(TwoPersonRule { operation, needs_two: operation.needs_two(vault)? })).collect()
}

/// Makes an operation need two, or not any longer; the latter needs two itself.
///
/// # Errors
/// [`Code::NotPermitted`]; [`Code::SecondPersonMissing`] where nobody else could be the second, or where the rule is to
/// fall and nobody stands by; [`Code::VaultReadOnly`].
pub fn set_two_person(vault: &mut Vault, rule: TwoPersonRule, now: Timestamp) -> Outcome<()> {
    permit(vault, UseCase::ChangeAdministrators)?;
    let TwoPersonRule { operation, needs_two } = rule;
    if operation.needs_two(vault)? == needs_two {
        return Ok(());
    }
    let second = match needs_two {
        true => refuse_without_two(operation, &vault.administrators()).map(|()| None)?,
        false => Some(witness(vault, operation, UseCase::ChangeAdministrators, now)?),
    };
    let detail = witnessed(json!({ "needsTwo": needs_two }), second);
    let intent = vault.begin("set-two-person", operation.name(), detail, now)?;
    let value = if needs_two { "yes" } else { "no" };
    vault.set_settings(intent, &[(&operation.setting(), value.to_owned())], now)
}

/// Asked by an operation after its own right and before its intent: the second person's name, where it needs one.
///
/// # Errors
/// [`Code::SecondPersonMissing`] about the operation; [`Code::NotPermitted`] about the right that the second one lacks.
fn approve(vault: &mut Vault, operation: Operation, now: Timestamp) -> Outcome<Option<String>> {
    if !operation.needs_two(vault)? {
        return Ok(None);
    }
    witness(vault, operation, operation.row().2, now).map(Some)
}

fn witness(vault: &mut Vault, operation: Operation, use_case: UseCase, now: Timestamp) -> Outcome<String> {
    let missing = || Failure::about(Code::SecondPersonMissing, operation.name());
    let (slot, since) = vault.take_second().ok_or_else(missing)?;
    if !(0..=STANDS_BY).contains(&(now.seconds() - since.seconds())) {
        return Err(missing());
    }
    match use_case.needs().iter().find(|grant| !slot.rights.has(grant.area, grant.right)) {
        Some(grant) => Err(Failure::about(Code::NotPermitted, format!("{}: {}", slot.administrator, grant.shown()))),
        None => Ok(slot.administrator),
    }
}

/// The same, where the operation is one that can need two: what the audit log says of it, with the second person in it.
///
/// # Errors
/// As [`approve`].
pub(crate) fn approved(
    vault: &mut Vault,
    operation: impl Into<Option<Operation>>,
    detail: Value,
    now: Timestamp,
) -> Outcome<Value> {
    let second = operation.into().map_or(Ok(None), |operation| approve(vault, operation, now))?;
    Ok(witnessed(detail, second))
}

fn witnessed(mut detail: Value, second: Option<String>) -> Value {
    if let (Some(fields), Some(second)) = (detail.as_object_mut(), second) {
        fields.insert("second".to_owned(), second.into());
    }
    detail
}

/// # Errors
/// [`Code::SecondPersonMissing`] about the first operation that needs two and has not got them among these.
pub(super) fn stays_possible(vault: &Vault, left: &[SlotSummary]) -> Outcome<()> {
    for operation in Operation::all() {
        if operation.needs_two(vault)? {
            refuse_without_two(operation, left)?;
        }
    }
    Ok(())
}

fn refuse_without_two(operation: Operation, slots: &[SlotSummary]) -> Outcome<()> {
    let able = slots.iter().filter(|slot| operation.is_open_to(slot)).count();
    if able < 2 { Err(Failure::about(Code::SecondPersonMissing, operation.name())) } else { Ok(()) }
}
