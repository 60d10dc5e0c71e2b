//! Turns packets into a `KeySummary`.

use crate::{
    layout::Layout,
    packets::tag,
    policy,
    transferable::Transferable,
    view::{self, Head, View, system_time, timestamp},
};
use openpgp::{
    cert::{ValidCert, amalgamation::ValidAmalgamation},
    crypto::mpi,
    packet::{Key, key},
    types::{Curve, PublicKeyAlgorithm, RevocationStatus},
};
use orgkey_types::{
    Code, Component, Failure, Fingerprint, KeySummary, Legacy, Outcome, SecretPart, Timestamp, Usability, Use,
};
use sequoia_openpgp as openpgp;
use std::collections::HashMap;

/// Where the secret part of each component is.
pub(crate) type SecretParts = HashMap<Fingerprint, SecretPart>;

/// The summary of a key.
///
/// # Errors
/// Those of [`View::of`], but a version 3 key is summarized from its layout alone.
pub(crate) fn summarize(key: &Transferable, secrets: &SecretParts, now: Timestamp) -> Outcome<KeySummary> {
    judge(key, secrets, now).map(|(summary, _)| summary)
}

/// The summary of a key, and how many signatures name the key as their maker and do not hold.
pub(crate) fn judge(key: &Transferable, secrets: &SecretParts, now: Timestamp) -> Outcome<(KeySummary, usize)> {
    let primary = key.primary()?;
    if primary.version < 4 {
        return Ok((version_3(key, primary, secrets), 0));
    }
    let view = View::of(key)?;
    let bound = Bound::of(&view, now)?;
    let components = components(key, &view, &bound, secrets);
    let summary = KeySummary {
        fingerprint: primary.fingerprint.clone(),
        version: primary.version,
        user_ids: if bound.self_signed { bound.user_ids } else { all_user_ids(key) },
        created: primary.created,
        expires: bound.expires,
        revoked: bound.revoked,
        self_signed: bound.self_signed,
        legacy: legacy(key, &view),
        components,
    };
    Ok((summary, view.false_claims()))
}

/// What the self-signatures say at a point in time.
#[derive(Default)]
struct Bound {
    self_signed: bool,
    revoked: bool,
    expires: Option<Timestamp>,
    user_ids: Vec<String>,
    keys: HashMap<String, (Option<Timestamp>, Vec<Use>)>,
}

impl Bound {
    /// A machine whose clock is behind sees the key as of its youngest signature.
    fn of(view: &View, now: Timestamp) -> Outcome<Self> {
        let Some(youngest) = view.youngest() else { return Ok(Self::default()) };
        let (cert, policy) = (view.cert()?, policy::legacy());
        let valid = cert.with_policy(&policy, system_time(now)).or_else(|_| cert.with_policy(&policy, youngest));
        Ok(valid.map(|valid| Self::from_valid(view, &valid)).unwrap_or_default())
    }

    fn from_valid(view: &View, valid: &ValidCert<'_>) -> Self {
        let live = |id: &openpgp::packet::UserID| {
            valid
                .userids()
                .any(|bound| bound.userid() == id && !matches!(bound.revocation_status(), RevocationStatus::Revoked(_)))
        };
        let user_ids = view.sections.iter().filter_map(|section| match &section.head {
            Head::UserId(id) if live(id) => Some(String::from_utf8_lossy(id.value()).into_owned()),
            _ => None,
        });
        let keys = valid.keys().map(|key| {
            let flags = key.key_flags().map(|flags| uses_of(&flags)).unwrap_or_else(|| natural_uses(key.key()));
            (key.key().fingerprint().to_hex(), (key.key_expiration_time().map(timestamp), flags))
        });
        Self {
            self_signed: true,
            revoked: matches!(valid.revocation_status(), RevocationStatus::Revoked(_)),
            expires: valid.primary_key().key_expiration_time().map(timestamp),
            user_ids: user_ids.collect(),
            keys: keys.collect(),
        }
    }
}

fn uses_of(flags: &openpgp::types::KeyFlags) -> Vec<Use> {
    let stated = [
        (flags.for_certification(), Use::Certify),
        (flags.for_signing(), Use::Sign),
        (flags.for_transport_encryption() || flags.for_storage_encryption(), Use::Encrypt),
        (flags.for_authentication(), Use::Authenticate),
    ];
    stated.into_iter().filter_map(|(is_set, usage)| is_set.then_some(usage)).collect()
}

/// Keys of PGP 5 and 6 carry no flags: what the algorithm can do is allowed (RFC 9580 §5.2.3.29).
fn natural_uses(key: &Key<key::PublicParts, key::UnspecifiedRole>) -> Vec<Use> {
    let mut uses = Vec::new();
    if key.pk_algo().for_signing() {
        uses.extend([Use::Certify, Use::Sign]);
    }
    if key.pk_algo().for_encryption() {
        uses.push(Use::Encrypt);
    }
    uses
}

fn components(key: &Transferable, view: &View, bound: &Bound, secrets: &SecretParts) -> Vec<Component> {
    let heads = key.sections.iter().zip(&view.sections);
    heads
        .filter_map(|(section, view)| section.key.as_ref().map(|layout| (layout, &view.head)))
        .map(|(layout, head)| {
            let parsed = match head {
                Head::Primary(key) => Some(key.role_as_unspecified()),
                Head::Subkey(key) => Some(key.role_as_unspecified()),
                _ => None,
            };
            let (expires, uses) = bound.keys.get(layout.fingerprint.as_str()).cloned().unwrap_or_default();
            Component {
                fingerprint: layout.fingerprint.clone(),
                algorithm: parsed.map(algorithm_name).unwrap_or_else(|| format!("algorithm {}", layout.algorithm)),
                created: layout.created,
                expires,
                uses,
                secret: secrets.get(&layout.fingerprint).cloned().unwrap_or(SecretPart::Absent),
                usability: if parsed.is_some_and(is_usable) { Usability::Full } else { Usability::KeptOnly },
            }
        })
        .collect()
}

fn all_user_ids(key: &Transferable) -> Vec<String> {
    let ids = key.sections.iter().filter(|section| section.head.tag == tag::USER_ID);
    ids.map(|section| String::from_utf8_lossy(section.head.body()).into_owned()).collect()
}

/// The name with size or curve, as shown.
pub(crate) fn algorithm_name<P: key::KeyParts, R: key::KeyRole>(key: &Key<P, R>) -> String {
    use PublicKeyAlgorithm as A;
    let sized = |name: &str| format!("{name} {}", key.mpis().bits().unwrap_or_default());
    #[allow(deprecated)]
    match (key.pk_algo(), key.mpis()) {
        (A::RSAEncryptSign | A::RSAEncrypt | A::RSASign, _) => sized("RSA"),
        (A::DSA, _) => sized("DSA"),
        (A::ElGamalEncrypt | A::ElGamalEncryptSign, _) => sized("ElGamal"),
        (_, mpi::PublicKey::EdDSA { curve, .. }) => curve_name("EdDSA", curve),
        (_, mpi::PublicKey::ECDSA { curve, .. }) => curve_name("ECDSA", curve),
        (_, mpi::PublicKey::ECDH { curve, .. }) => curve_name("ECDH", curve),
        (A::X25519, _) => "X25519".into(),
        (A::X448, _) => "X448".into(),
        (A::Ed25519, _) => "Ed25519".into(),
        (A::Ed448, _) => "Ed448".into(),
        (A::MLDSA65_Ed25519, _) => "ML-DSA-65+Ed25519".into(),
        (A::MLDSA87_Ed448, _) => "ML-DSA-87+Ed448".into(),
        (A::SLHDSA128s, _) => "SLH-DSA-SHAKE-128s".into(),
        (A::SLHDSA128f, _) => "SLH-DSA-SHAKE-128f".into(),
        (A::SLHDSA256s, _) => "SLH-DSA-SHAKE-256s".into(),
        (A::MLKEM768_X25519, _) => "ML-KEM-768+X25519".into(),
        (A::MLKEM1024_X448, _) => "ML-KEM-1024+X448".into(),
        (other, _) => format!("algorithm {}", u8::from(other)),
    }
}

/// 1.3.132.0.10 (SEC 2): GnuPG makes such keys, and the library below has no such curve.
const SECP256K1: [u8; 5] = [0x2b, 0x81, 0x04, 0x00, 0x0a];

/// An unknown curve is not spelled out: the library's dotted form overflows on a hostile identifier.
fn curve_name(scheme: &str, curve: &Curve) -> String {
    let name = match curve {
        Curve::Ed25519 => return "Ed25519".into(),
        Curve::Cv25519 => return "X25519".into(),
        Curve::NistP256 => "P-256",
        Curve::NistP384 => "P-384",
        Curve::NistP521 => "P-521",
        Curve::BrainpoolP256 => "brainpoolP256r1",
        Curve::BrainpoolP384 => "brainpoolP384r1",
        Curve::BrainpoolP512 => "brainpoolP512r1",
        Curve::Unknown(identifier) if **identifier == SECP256K1 => "secp256k1",
        _ => "unknown curve",
    };
    format!("{scheme} {name}")
}

/// Whether this build signs, verifies, encrypts and decrypts with such a key.
pub(crate) fn is_usable<P: key::KeyParts, R: key::KeyRole>(key: &Key<P, R>) -> bool {
    let curve = match key.mpis() {
        mpi::PublicKey::EdDSA { curve, .. }
        | mpi::PublicKey::ECDSA { curve, .. }
        | mpi::PublicKey::ECDH { curve, .. } => curve.is_supported(),
        mpi::PublicKey::Unknown { .. } => false,
        _ => true,
    };
    curve && key.pk_algo().is_supported()
}

fn legacy(key: &Transferable, view: &View) -> Vec<Legacy> {
    let mut found = Vec::new();
    let leading = view.sections.iter().filter_map(|section| {
        let dated = section.own.iter().map(|(_, signature)| signature);
        dated.max_by_key(|signature| signature.signature_creation_time())
    });
    if leading.into_iter().any(view::is_weak) {
        found.push(Legacy::WeakHash);
    }
    let keys = || {
        view.sections.iter().filter_map(|section| match &section.head {
            Head::Primary(key) => Some(key.role_as_unspecified()),
            Head::Subkey(key) => Some(key.role_as_unspecified()),
            _ => None,
        })
    };
    let counted_in_bits = |key: &&Key<key::PublicParts, key::UnspecifiedRole>| {
        use mpi::PublicKey::{DSA, ElGamal, RSA};
        matches!(key.mpis(), RSA { .. } | DSA { .. } | ElGamal { .. })
    };
    if keys().filter(counted_in_bits).any(|key| key.mpis().bits().unwrap_or_default() < 2048) {
        found.push(Legacy::ShortKey);
    }
    // RSA encrypt-only and sign-only, ElGamal and DSA (RFC 9580 §9.1, §12.5-12.6).
    if key.keys().any(|layout| matches!(layout.algorithm, 2 | 3 | 16 | 17 | 20)) {
        found.push(Legacy::RetiredAlgorithm);
    }
    found
}

/// Version 3 keys are shown, not used: their fingerprint is MD5 and the library does not read them.
fn version_3(key: &Transferable, primary: &Layout, secrets: &SecretParts) -> KeySummary {
    let components = key.keys().map(|layout| Component {
        fingerprint: layout.fingerprint.clone(),
        algorithm: "RSA (version 3)".into(),
        created: layout.created,
        expires: None,
        uses: Vec::new(),
        secret: secrets.get(&layout.fingerprint).cloned().unwrap_or(SecretPart::Absent),
        usability: Usability::KeptOnly,
    });
    KeySummary {
        fingerprint: primary.fingerprint.clone(),
        version: primary.version,
        user_ids: all_user_ids(key),
        created: primary.created,
        expires: None,
        revoked: false,
        self_signed: false,
        legacy: vec![Legacy::OldVersion],
        components: components.collect(),
    }
}

/// Whether this program can tell whose the parts of a key are. Where it has no such version or algorithm it cannot check
/// a single self-signature, and must not say that they are missing.
///
/// # Errors
/// In this order: [`Code::VersionUnsupported`], [`Code::AlgorithmUnsupported`], [`Code::NoSelfSignatures`].
pub fn require_self_signatures(summary: &KeySummary) -> Outcome<()> {
    if summary.version < 4 {
        return Err(Failure::about(Code::VersionUnsupported, format!("key version {}", summary.version)));
    }
    if let Some(primary) = summary.primary().filter(|part| part.usability == Usability::KeptOnly) {
        return Err(Failure::about(Code::AlgorithmUnsupported, &primary.algorithm));
    }
    if !summary.self_signed {
        return Err(Failure::about(Code::NoSelfSignatures, summary.fingerprint.key_id()));
    }
    Ok(())
}

/// Refuses a key that nobody vouches for: without self-signatures, user IDs and subkeys could be anybody's.
pub(crate) fn require_bindings(key: &Transferable, summary: &KeySummary) -> Outcome<()> {
    require_self_signatures(summary)?;
    let view = View::of(key)?;
    for (section, view) in key.sections.iter().zip(&view.sections).skip(1) {
        if let (Some(subkey), true) = (&section.key, view.own.is_empty()) {
            return Err(Failure::about(Code::NoSelfSignatures, &subkey.fingerprint));
        }
    }
    Ok(())
}
