//! How the secret packets of a file are protected, and what opening them would cost. Nothing here derives a key.

use crate::{inspect::FoundKey, layout, limits, packets, transferable::SecretPacket};
use openpgp::{
    Packet,
    crypto::S2K,
    packet::key::{Encrypted, SecretKeyMaterial},
    parse::Parse,
    types::{AEADAlgorithm, HashAlgorithm, SymmetricAlgorithm},
};
use orgkey_types::{Code, Failure, Outcome, Protection, SecretPart};
use sequoia_openpgp as openpgp;

/// The secret material of a packet, open or not.
pub(crate) fn material(packet: &SecretPacket) -> Outcome<SecretKeyMaterial> {
    match Packet::from_bytes(packet.packet.expose()) {
        Ok(Packet::SecretKey(key)) => Ok(key.secret().clone()),
        Ok(Packet::SecretSubkey(key)) => Ok(key.secret().clone()),
        _ => Err(Failure::about(Code::FileDamaged, &packet.fingerprint)),
    }
}

/// What the packet says about its protection.
pub(crate) fn secret_part(packet: &SecretPacket) -> Outcome<SecretPart> {
    let whole = packets::split(packet.packet.expose())?;
    let body = whole.first().map(packets::Packet::body).unwrap_or_default();
    let layout = layout::read(body, true)?;
    if layout.version < 4 {
        let open = body.get(layout.public_length) == Some(&0);
        let old = Protection { derivation: "MD5".into(), cipher: "IDEA CFB".into(), weak: true };
        return Ok(if open { SecretPart::Open } else { SecretPart::Protected(old) });
    }
    match material(packet)? {
        SecretKeyMaterial::Unencrypted(_) => Ok(SecretPart::Open),
        // 101 is GnuPG's number for a stub and for a key on a card.
        SecretKeyMaterial::Encrypted(secret) => Ok(match secret.s2k() {
            S2K::Private { tag: 101, .. } => SecretPart::Elsewhere,
            _ => SecretPart::Protected(protection(&secret)),
        }),
    }
}

fn protection(secret: &Encrypted) -> Protection {
    let (derivation, strong_derivation) = derivation(secret.s2k());
    let (cipher, strong_cipher) = cipher(secret);
    Protection { derivation, cipher, weak: !(strong_derivation && strong_cipher) }
}

/// The derivation in words, and whether it is what this program writes today.
#[allow(deprecated)]
fn derivation(s2k: &S2K) -> (String, bool) {
    match s2k {
        S2K::Argon2 { t, m, .. } => {
            let (memory, passes) = (memory_name(*m), if *t == 1 { "pass" } else { "passes" });
            (format!("Argon2id, {memory}, {t} {passes}"), *m >= 16 && *t >= 3 || *m >= 21)
        }
        S2K::Iterated { hash, hash_bytes, .. } => {
            let strong = !matches!(hash, HashAlgorithm::MD5 | HashAlgorithm::SHA1 | HashAlgorithm::RipeMD);
            (format!("{}, {} octets", hash_name(*hash), grouped(*hash_bytes)), strong && *hash_bytes >= 0x3e0_0000)
        }
        S2K::Salted { hash, .. } => (format!("{}, salted", hash_name(*hash)), false),
        S2K::Simple { hash } => (format!("{}, unsalted", hash_name(*hash)), false),
        S2K::Implicit => ("MD5, unsalted".into(), false),
        _ => ("unknown".into(), false),
    }
}

fn memory_name(exponent: u8) -> String {
    match exponent {
        0..10 => format!("{} KiB", 1u64 << exponent),
        10..20 => format!("{} MiB", 1u64 << (exponent - 10)),
        20..40 => format!("{} GiB", 1u64 << (exponent - 20)),
        _ => format!("2^{exponent} KiB"),
    }
}

fn hash_name(hash: HashAlgorithm) -> String {
    match hash {
        HashAlgorithm::MD5 => "MD5".into(),
        HashAlgorithm::SHA1 => "SHA-1".into(),
        HashAlgorithm::RipeMD => "RIPEMD-160".into(),
        HashAlgorithm::SHA224 => "SHA-224".into(),
        HashAlgorithm::SHA256 => "SHA-256".into(),
        HashAlgorithm::SHA384 => "SHA-384".into(),
        HashAlgorithm::SHA512 => "SHA-512".into(),
        HashAlgorithm::SHA3_256 => "SHA3-256".into(),
        HashAlgorithm::SHA3_512 => "SHA3-512".into(),
        other => format!("hash {}", u8::from(other)),
    }
}

fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[allow(deprecated)]
fn cipher(secret: &Encrypted) -> (String, bool) {
    use SymmetricAlgorithm as S;
    let (name, strong) = match secret.algo() {
        S::Unencrypted => ("none", false),
        S::IDEA => ("IDEA", false),
        S::TripleDES => ("3DES", false),
        S::CAST5 => ("CAST5", false),
        S::Blowfish => ("Blowfish", false),
        S::AES128 => ("AES-128", true),
        S::AES192 => ("AES-192", true),
        S::AES256 => ("AES-256", true),
        S::Twofish => ("Twofish", true),
        S::Camellia128 => ("Camellia-128", true),
        S::Camellia192 => ("Camellia-192", true),
        S::Camellia256 => ("Camellia-256", true),
        _ => ("unknown cipher", false),
    };
    let mode = match secret.aead_algo() {
        None => "CFB",
        Some(AEADAlgorithm::EAX) => "EAX",
        Some(AEADAlgorithm::OCB) => "OCB",
        Some(AEADAlgorithm::GCM) => "GCM",
        Some(_) => "unknown mode",
    };
    let checked =
        secret.aead_algo().is_some() || secret.checksum() == Some(openpgp::crypto::mpi::SecretKeyChecksum::SHA1);
    (format!("{name} {mode}"), strong && checked)
}

/// Whether opening `found` stays within `memory_limit_bytes` for each derivation, within a fixed multiple of it for all
/// of them together, and within 64 lanes. Iterated derivations always pass: their largest count is 65 MB of hashing.
///
/// # Errors
/// [`Code::TooExpensive`] with what would be needed as the subject.
pub fn check_cost(found: &FoundKey, memory_limit_bytes: u64) -> Outcome<()> {
    let mut work: u64 = 0;
    for packet in &found.secrets {
        if found.summary.version < 4 {
            continue;
        }
        let SecretKeyMaterial::Encrypted(secret) = material(packet)? else { continue };
        let S2K::Argon2 { t, p, m, .. } = secret.s2k() else { continue };
        let memory = 1u64.checked_shl(u32::from(*m) + 10).unwrap_or(u64::MAX);
        work = work.saturating_add(memory.saturating_mul(u64::from(*t)));
        if *m >= 54 || memory > memory_limit_bytes || *p > limits::DERIVATION_LANES {
            return Err(Failure::about(Code::TooExpensive, format!("{}, {p} lanes", memory_name(*m))));
        }
    }
    if work > memory_limit_bytes.saturating_mul(limits::DERIVATION_PASSES) {
        return Err(Failure::about(Code::TooExpensive, format!("{} MiB in all", work >> 20)));
    }
    Ok(())
}
