use crate::{
    keys::KeyRow,
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
};
use orgkey_openpgp::{KeySettings, Keypair};
use orgkey_types::{Algorithm, Code, Expiry, Failure, Outcome, Profile, Timestamp};
use orgkey_vault::{AuditHead, NewOrganizationKey, Vault};
use serde::Serialize;
use serde_json::json;

/// Which programs can read a kind of key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ReadBy {
    /// PGP Desktop and Encryption Server, GnuPG, and everything newer.
    Everything,
    /// GnuPG 2.1 and later, Sequoia, Thunderbird; not PGP Desktop.
    GnupgAndNewer,
    /// Programs that know RFC 9580 (2024 and later); not GnuPG.
    Rfc9580,
    /// Programs that know RFC 9980 (post-quantum); not GnuPG.
    PostQuantum,
}

/// A kind of key that can be generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyChoice {
    /// Algorithm pair.
    pub algorithm: Algorithm,
    /// Key version.
    pub profile: Profile,
    /// Which programs read it.
    pub read_by: ReadBy,
    /// The default.
    pub recommended: bool,
    /// Generation takes seconds rather than moments.
    pub slow: bool,
}

/// What the administrator asks for.
#[derive(Debug, Clone)]
pub struct GenerateKey {
    /// `Example Org <keys@example.test>`.
    pub user_id: String,
    /// Algorithm pair.
    pub algorithm: Algorithm,
    /// Key version.
    pub profile: Profile,
    /// `1y`, `18m`, `30d`, `2027-05-01` or `never`; also the rule of later renewals.
    pub expires: String,
}

/// What generating would make.
#[derive(Debug, Clone)]
pub struct GeneratePlan {
    /// The choice.
    pub choice: KeyChoice,
    /// The user ID.
    pub user_id: String,
    /// When the key will end; none is never.
    pub expires: Option<Timestamp>,
    /// Its generation.
    pub generation: u64,
}

/// The generated key.
#[derive(Debug, Clone)]
pub struct GenerateReceipt {
    /// The new row.
    pub key: KeyRow,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

const STAGES: &[Stage] = &[Stage::Generating, Stage::Storing];

/// Every kind of key that can be generated, in the order in which it is offered.
pub fn key_choices() -> Vec<KeyChoice> {
    let of =
        |profile| Algorithm::ALL.iter().copied().filter(move |a| a.exists_in(profile)).map(move |a| choice(a, profile));
    of(Profile::V4).chain(of(Profile::V6)).collect()
}

/// Checks the settings and tells what would be made. Writes nothing.
///
/// # Errors
/// [`Code::AlgorithmNotInProfile`], [`Code::InvalidUserId`], [`Code::InvalidExpiry`], [`Code::OrganizationKeyExists`].
pub fn plan_generate(vault: &Vault, request: &GenerateKey, now: Timestamp) -> Outcome<GeneratePlan> {
    permit(vault, UseCase::GenerateOrganizationKey)?;
    if !request.algorithm.exists_in(request.profile) {
        return Err(Failure::about(Code::AlgorithmNotInProfile, request.algorithm.label()));
    }
    check_user_id(&request.user_id)?;
    let expires = request.expires.parse::<Expiry>()?.from(now)?;
    if let Some(existing) = vault.active_organization_key()? {
        return Err(Failure::about(Code::OrganizationKeyExists, existing.summary.fingerprint.grouped()));
    }
    let generation = vault.organization_keys()?.iter().map(|row| row.generation).max().unwrap_or(0) + 1;
    Ok(GeneratePlan {
        choice: choice(request.algorithm, request.profile),
        user_id: request.user_id.clone(),
        expires,
        generation,
    })
}

/// Makes the Organization Key and stores it. Until the second stage it can be cancelled and nothing is stored.
///
/// # Errors
/// As [`plan_generate`]; [`Code::NotPermitted`] without the secrets key; [`Code::VaultReadOnly`]; [`Code::Cancelled`].
pub fn generate_key(
    vault: &mut Vault,
    request: &GenerateKey,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<GenerateReceipt> {
    let plan = plan_generate(vault, request, now)?;
    let steps = Steps::new(progress, STAGES);
    let detail = json!({ "algorithm": request.algorithm, "profile": request.profile, "expires": plan.expires, "generation": plan.generation });
    let intent = vault.begin("generate-organization-key", &request.user_id, detail, now)?;
    let made = steps.begin(Stage::Generating).and_then(|()| {
        let settings = KeySettings {
            user_id: request.user_id.clone(),
            algorithm: request.algorithm,
            profile: request.profile,
            expires: plan.expires,
        };
        let keypair = orgkey_openpgp::generate(&settings, now)?;
        steps.begin(Stage::Storing)?;
        Ok(keypair)
    });
    let (intent, keypair) = vault.made(intent, made, now)?;
    let stored = vault.insert_organization_key(intent, new_row(&keypair, "generated", &request.expires), now)?;
    Ok(GenerateReceipt { key: KeyRow::of(vault, stored, now)?, audit_head: vault.audit_head()? })
}

pub(crate) fn new_row<'a>(keypair: &'a Keypair, origin: &str, expiry_rule: &str) -> NewOrganizationKey<'a> {
    NewOrganizationKey {
        summary: keypair.summary().clone(),
        public: keypair.public().to_vec(),
        secrets: keypair.secrets(),
        origin: origin.to_owned(),
        expiry_rule: expiry_rule.to_owned(),
    }
}

/// Programs look for an Organization Key by its address.
pub(crate) fn check_user_id(user_id: &str) -> Outcome<()> {
    orgkey_openpgp::check_user_id(user_id)?;
    match orgkey_openpgp::name_and_address(user_id) {
        (_, Some(_)) => Ok(()),
        (_, None) => Err(Failure::about(Code::InvalidUserId, "it names no address")),
    }
}

pub(crate) fn choice(algorithm: Algorithm, profile: Profile) -> KeyChoice {
    let read_by = match (profile, algorithm) {
        (_, Algorithm::MlDsa65Ed25519 | Algorithm::MlDsa87Ed448) => ReadBy::PostQuantum,
        (Profile::V6, _) => ReadBy::Rfc9580,
        (Profile::V4, Algorithm::Rsa2048 | Algorithm::Rsa3072 | Algorithm::Rsa4096) => ReadBy::Everything,
        (Profile::V4, _) => ReadBy::GnupgAndNewer,
    };
    KeyChoice {
        algorithm,
        profile,
        read_by,
        recommended: algorithm == Algorithm::Curve25519 && profile == Profile::V4,
        slow: matches!(algorithm, Algorithm::Rsa3072 | Algorithm::Rsa4096),
    }
}
