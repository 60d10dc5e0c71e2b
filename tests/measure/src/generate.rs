use crate::{Done, USER_ID, median, now, row, told};
use openssl::{
    ec::{EcGroup, EcKey},
    error::ErrorStack,
    nid::Nid,
    pkey::PKey,
    rsa::Rsa,
};
use orgkey_openpgp::{KeySettings, generate};
use orgkey_types::{Algorithm, Profile};
use std::hint::black_box;

type Raw = fn() -> Result<(), ErrorStack>;

/// Kind of key, runs, and the two keypairs that it is made of, made by the same OpenSSL without anything around them.
const KINDS: &[(Algorithm, usize, Raw)] = &[
    (Algorithm::Curve25519, 101, || {
        black_box((PKey::generate_ed25519()?, PKey::generate_x25519()?));
        Ok(())
    }),
    (Algorithm::P384, 101, || curve(Nid::SECP384R1)),
    (Algorithm::Rsa2048, 41, || rsa(2048)),
    (Algorithm::Rsa3072, 41, || rsa(3072)),
    (Algorithm::Rsa4096, 21, || rsa(4096)),
];

/// A whole Organization Key (two keypairs, user ID, self-signatures) beside the two bare keypairs.
pub fn measure() -> Done {
    for (algorithm, runs, raw) in KINDS {
        let settings =
            KeySettings { user_id: USER_ID.into(), algorithm: *algorithm, profile: Profile::V4, expires: None };
        let ours = median(*runs, || generate(&settings, now()?).map(drop).map_err(told))?;
        let theirs = median(*runs, || Ok(raw()?))?;
        row(&format!("generate, {}", algorithm.name()), ours, "OpenSSL, two keypairs", theirs);
    }
    Ok(())
}

fn rsa(bits: u32) -> Result<(), ErrorStack> {
    black_box((Rsa::generate(bits)?, Rsa::generate(bits)?));
    Ok(())
}

fn curve(name: Nid) -> Result<(), ErrorStack> {
    let group = EcGroup::from_curve_name(name)?;
    black_box((EcKey::generate(&group)?, EcKey::generate(&group)?));
    Ok(())
}
