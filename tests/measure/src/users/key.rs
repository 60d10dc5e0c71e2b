//! Public keys of users.

use crate::{
    Done,
    mould::{places, put},
    told,
};
use openssl::sha::sha1;
use orgkey_openpgp::{KeySettings, Keypair, generate};
use orgkey_types::{Algorithm, Fingerprint, Outcome, Profile, Timestamp};

/// The time of creation behind the version, in the packet of a key of version 4 (RFC 9580 §5.5.2.2).
const CREATED: std::ops::Range<usize> = 3..7;

/// The address of a user; all have the same length.
pub fn email(number: usize) -> String {
    format!("user{number:07}.dept{:02}@example.org", number % 97)
}

/// Names come in no order, as they do in life; all have the same length.
pub fn name(number: usize) -> String {
    format!("Person {:07}", number * 7_919 % 1_000_000)
}

pub fn user_id(number: usize) -> String {
    format!("{} <{}>", name(number), email(number))
}

/// A key as the server makes it for that user.
pub fn real(number: usize, expires: Option<Timestamp>, now: Timestamp) -> Outcome<Keypair> {
    let user_id = user_id(number);
    generate(&KeySettings { user_id, algorithm: Algorithm::Curve25519, profile: Profile::V4, expires }, now)
}

/// A key that was made once. The others are its packets with another user ID and another time of creation, and so with
/// another fingerprint. That their self-signatures do not hold nobody sees who certifies them: keys are judged as they
/// enter a vault, and their bytes are as many and are hashed alike.
pub struct Mould {
    public: Vec<u8>,
    created: u32,
    user_id_at: Vec<usize>,
    /// Octets of the packet of the primary key, without its header.
    primary: usize,
}

impl Mould {
    pub fn new(now: Timestamp) -> Done<Self> {
        let public = real(0, None, now).map_err(told)?.public().to_vec();
        let user_id_at = places(&public, user_id(0).as_bytes());
        let primary = usize::from(*public.get(1).ok_or("an empty key")?);
        let created = u32::from_be_bytes(public.get(CREATED).ok_or("an empty key")?.try_into()?);
        // One octet of length and version 4: what `CREATED` and the fingerprint rely on.
        let known = primary < 192 && public.get(2) == Some(&4) && user_id_at.len() == 1;
        if known { Ok(Self { public, created, user_id_at, primary }) } else { Err("a key of another form".into()) }
    }

    pub fn cast(&self, number: usize) -> Outcome<(Fingerprint, Vec<u8>)> {
        let mut public = self.public.clone();
        let earlier = u32::try_from(number).unwrap_or_default();
        put(&mut public, &[CREATED.start], &(self.created - earlier).to_be_bytes());
        put(&mut public, &self.user_id_at, user_id(number).as_bytes());
        let fingerprint = self.fingerprint(&public).parse()?;
        Ok((fingerprint, public))
    }

    /// RFC 9580 §5.5.4.2.
    fn fingerprint(&self, public: &[u8]) -> String {
        let hashed = [&[0x99, 0, self.primary as u8], &public[2..2 + self.primary]].concat();
        sha1(&hashed).iter().map(|octet| format!("{octet:02X}")).collect()
    }
}
