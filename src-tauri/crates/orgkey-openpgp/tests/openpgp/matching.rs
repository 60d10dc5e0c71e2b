//! A secret under the right passphrase and the wrong public numbers is refused.

use crate::craft::{NOW, fixture, key, passphrase, split};
use openpgp::{
    Packet,
    crypto::mpi::{MPI, PublicKey, SecretKeyMaterial},
    packet::key,
    parse::Parse,
    serialize::MarshalInto,
};
use orgkey_openpgp::{inspect, unlock};
use orgkey_types::{Algorithm, Code, Profile};
use sequoia_openpgp as openpgp;

/// The first file's packets with the secret material of the second's: what an attacker would write who cannot know the
/// passphrase but may exchange what is not protected. Open keys, so that nothing but arithmetic can notice.
fn crossed(algorithm: Algorithm, profile: Profile, role: u8) -> Vec<u8> {
    let (mine, other) = (key(algorithm, profile), key(algorithm, profile));
    let secret_of = |keypair: &orgkey_openpgp::Keypair, role: u8| {
        split(keypair.secrets().expose()).into_iter().find(|(tag, _)| *tag == role).unwrap().1
    };
    let replaced = match (
        Packet::from_bytes(&secret_of(&mine, role)).unwrap(),
        Packet::from_bytes(&secret_of(&other, role)).unwrap(),
    ) {
        (Packet::SecretKey(a), Packet::SecretKey(b)) => Packet::from(a.take_secret().0.add_secret(b.take_secret().1).0),
        (Packet::SecretSubkey(a), Packet::SecretSubkey(b)) => {
            Packet::from(a.take_secret().0.add_secret(b.take_secret().1).0)
        }
        _ => panic!("two keys of one role"),
    };
    let replaced = MarshalInto::to_vec(&replaced).unwrap();
    let kept = secret_of(&mine, if role == 5 { 7 } else { 5 });
    let packets = split(mine.public()).into_iter().map(|(tag, raw)| match (tag, role) {
        (6, 5) | (14, 7) => replaced.clone(),
        (6, _) | (14, _) => kept.clone(),
        _ => raw,
    });
    packets.collect::<Vec<_>>().concat()
}

#[test]
fn the_secret_of_another_key_is_a_mismatch_for_every_algorithm() {
    let kinds = [
        (Algorithm::Curve25519, Profile::V4),
        (Algorithm::Curve25519, Profile::V6),
        (Algorithm::Curve448, Profile::V6),
        (Algorithm::P256, Profile::V4),
        (Algorithm::P384, Profile::V4),
        (Algorithm::P521, Profile::V4),
        (Algorithm::Rsa2048, Profile::V4),
        (Algorithm::MlDsa65Ed25519, Profile::V6),
        (Algorithm::MlDsa87Ed448, Profile::V6),
    ];
    for (algorithm, profile) in kinds {
        for role in [5, 7] {
            let file = crossed(algorithm, profile, role);
            let found = inspect(&file, NOW).unwrap().keys.pop().unwrap();
            let failure = unlock(found, None, NOW).err().unwrap_or_else(|| panic!("{algorithm:?} {role} opened"));
            assert_eq!(failure.code, Code::KeyMismatch, "{algorithm:?} {profile:?} {role}");
        }
    }
}

/// Changes one secret number of an open RSA, DSA or ElGamal packet.
fn with_wrong_number(keypair: &orgkey_openpgp::Keypair, role: u8, number: usize) -> Vec<u8> {
    let change = |secret: key::SecretKeyMaterial| -> key::SecretKeyMaterial {
        let key::SecretKeyMaterial::Unencrypted(open) = secret else { panic!("open") };
        open.map(|numbers| {
            let bump = |mpi: &openpgp::crypto::mpi::ProtectedMPI, hit: bool| {
                let mut value = mpi.value().to_vec();
                *value.last_mut().unwrap() ^= if hit { 2 } else { 0 };
                value.into()
            };
            match numbers {
                SecretKeyMaterial::RSA { d, p, q, u } => SecretKeyMaterial::RSA {
                    d: bump(d, number == 0),
                    p: bump(p, number == 1),
                    q: bump(q, number == 2),
                    u: bump(u, number == 3),
                },
                SecretKeyMaterial::DSA { x } => SecretKeyMaterial::DSA { x: bump(x, true) },
                SecretKeyMaterial::ElGamal { x } => SecretKeyMaterial::ElGamal { x: bump(x, true) },
                _ => panic!("numbers"),
            }
        })
        .into()
    };
    let secrets = split(keypair.secrets().expose());
    let packets = split(keypair.public()).into_iter().map(|(tag, raw)| {
        let wanted = match tag {
            6 => 5,
            14 => 7,
            _ => return raw,
        };
        let open = &secrets.iter().find(|(tag, _)| *tag == wanted).unwrap().1;
        if wanted != role {
            return open.clone();
        }
        let changed = match Packet::from_bytes(open).unwrap() {
            Packet::SecretKey(key) => {
                let (public, secret) = key.take_secret();
                Packet::from(public.add_secret(change(secret)).0)
            }
            Packet::SecretSubkey(key) => {
                let (public, secret) = key.take_secret();
                Packet::from(public.add_secret(change(secret)).0)
            }
            _ => panic!("secret packets"),
        };
        MarshalInto::to_vec(&changed).unwrap()
    });
    packets.collect::<Vec<_>>().concat()
}

#[test]
fn one_wrong_number_is_a_mismatch() {
    let opened = |name: &str| {
        let found = inspect(&fixture(name), NOW).unwrap().keys.pop().unwrap();
        unlock(found, Some(&passphrase(crate::craft::PASSPHRASE)), NOW).unwrap()
    };
    let (rsa, dsa) = (opened("rsa2048.asc"), opened("dsa-elgamal.asc"));
    let cases = [(&rsa, 5, 0), (&rsa, 5, 1), (&rsa, 5, 2), (&rsa, 5, 3), (&rsa, 7, 0), (&dsa, 5, 0), (&dsa, 7, 0)];
    for (keypair, role, number) in cases {
        let found = inspect(&with_wrong_number(keypair, role, number), NOW).unwrap().keys.pop().unwrap();
        let code = unlock(found, None, NOW).err().map(|failure| failure.code);
        assert_eq!(code, Some(Code::KeyMismatch), "role {role}, number {number}");
    }
}

#[test]
fn the_right_numbers_of_the_fixtures_are_what_the_cases_above_change() {
    // Guards the test above: without a change the same construction opens.
    let found = inspect(&fixture("rsa2048.asc"), NOW).unwrap().keys.pop().unwrap();
    let rsa = unlock(found, Some(&passphrase(crate::craft::PASSPHRASE)), NOW).unwrap();
    let untouched = with_wrong_number(&rsa, 0, 0);
    let again = unlock(inspect(&untouched, NOW).unwrap().keys.pop().unwrap(), None, NOW).unwrap();
    assert_eq!(again.secrets().expose(), rsa.secrets().expose());
    let PublicKey::RSA { n, .. } = primary(&untouched) else { panic!() };
    assert!(n.bits() == 2048 && MPI::new(n.value()) == n);
}

fn primary(file: &[u8]) -> PublicKey {
    match Packet::from_bytes(&split(file)[0].1).unwrap() {
        Packet::SecretKey(key) => key.mpis().clone(),
        _ => panic!("a secret key"),
    }
}
