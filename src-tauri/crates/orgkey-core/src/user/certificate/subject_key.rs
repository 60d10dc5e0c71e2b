//! Which key of a user is certified. The user's own OpenPGP key where mail programs can use it; otherwise the server makes
//! a key for S/MIME, where the key mode lets the server make keys.

use orgkey_types::{Code, Component, Failure, KeyMode, KeySummary, Outcome, Timestamp, Use};
use orgkey_vault::{SmimeKeyRow, UserRow, Vault};
use orgkey_x509::{KeyKind, PublicKey};

pub(super) enum SubjectKey {
    /// A component of the OpenPGP key.
    OpenPgp { key: PublicKey, signs_only: bool, ends: Option<Timestamp> },
    /// The key for S/MIME that the server has made before.
    Smime(u64, PublicKey),
    /// A key for S/MIME is to be made.
    New(KeyKind),
}

/// What the words of the algorithms begin with that mail programs use in S/MIME.
const FIT: [&str; 2] = ["RSA", "ECDSA"];

impl SubjectKey {
    /// # Errors
    /// [`Code::UserCertificateUnfit`], [`Code::KeyRevoked`], [`Code::KeyExpired`].
    pub(super) fn of(vault: &Vault, user: &UserRow, kind: KeyKind, now: Timestamp) -> Outcome<Self> {
        if let Some(failure) = refusal(user, now) {
            return Err(failure);
        }
        let own = if may_fit(user) { of_openpgp(vault, user, now)? } else { None };
        match (own, user.mode) {
            // One key for both is what mail programs expect of one certificate.
            (Some(key @ Self::OpenPgp { signs_only: false, .. }), _) => Ok(key),
            (_, KeyMode::Skm) => Ok(of_server(vault.smime_key(user.id)?, kind)?),
            (Some(key), _) => Ok(key),
            (None, _) => Err(Failure::about(Code::UserCertificateUnfit, &user.email)),
        }
    }
}

/// Why a user can get no certificate, as far as the row tells.
pub(in crate::user) fn refusal(user: &UserRow, now: Timestamp) -> Option<Failure> {
    match user.expires {
        _ if user.revoked => Some(Failure::about(Code::KeyRevoked, &user.email)),
        Some(ended) if ended <= now => Some(Failure::about(Code::KeyExpired, ended.date())),
        _ if user.mode != KeyMode::Skm && !may_fit(user) => {
            Some(Failure::about(Code::UserCertificateUnfit, &user.email))
        }
        _ => None,
    }
}

/// Told from the row: reading and judging a key costs more than a signature.
fn may_fit(user: &UserRow) -> bool {
    user.algorithm.split(" · ").any(|word| FIT.iter().any(|fit| word.starts_with(fit)))
}

fn of_server(known: Option<SmimeKeyRow>, kind: KeyKind) -> Outcome<SubjectKey> {
    match known.filter(|known| known.kind == kind.name()) {
        Some(known) => Ok(SubjectKey::Smime(known.id, PublicKey::from_spki(&known.spki)?)),
        None => Ok(SubjectKey::New(kind)),
    }
}

/// The component that both signs and encrypts, or else the one that signs: a certificate for encryption alone would name
/// a key that its owner's program keeps for OpenPGP.
fn of_openpgp(vault: &Vault, user: &UserRow, now: Timestamp) -> Outcome<Option<SubjectKey>> {
    let public = vault.user_key(&user.fingerprint)?.public;
    let summary = orgkey_openpgp::summarize_public(&public, now)?;
    let signs_only = |part: &Component| !part.uses.contains(&Use::Encrypt);
    let mut fit: Vec<&Component> = usable(&summary, now).collect();
    fit.sort_by_key(|part| signs_only(part));
    for part in fit {
        let Ok(spki) = orgkey_openpgp::bare_public(&public, &part.fingerprint) else { continue };
        let key = PublicKey::from_spki(&spki)?;
        // Too small, or with an exponent that proves nothing.
        if key.certifiable().is_ok() {
            return Ok(Some(SubjectKey::OpenPgp { key, signs_only: signs_only(part), ends: part.expires }));
        }
    }
    Ok(None)
}

fn usable(summary: &KeySummary, now: Timestamp) -> impl Iterator<Item = &Component> {
    let fit = |part: &&Component| FIT.iter().any(|fit| part.algorithm.starts_with(fit));
    let live = move |part: &&Component| part.expires.is_none_or(|end| end > now);
    summary.components.iter().filter(fit).filter(live).filter(|part| part.uses.contains(&Use::Sign))
}
