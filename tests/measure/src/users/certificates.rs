//! Users' certificates for S/MIME: what the last stage of a maintenance run issues, beside what OpenSSL signs with the same
//! key.

use super::{
    certify::middle,
    crowd::{self, DAY},
    primitive::Primitive,
    run::DAYS,
};
use crate::{Done, now, per_second, rate_row, raw, told};
use openssl::{
    ec::{EcGroup, EcKey},
    error::ErrorStack,
    hash::MessageDigest,
    nid::Nid,
    pkey::{PKey, Private},
    rsa::Rsa,
};
use orgkey_core::{
    Silent, Vault,
    ca::KeyKind,
    org_cert::{GenerateOrgCert, OrgCertSettings, OrgCertSubject, change_org_cert_settings, generate_org_cert},
    user::issue_due_certificates,
};
use orgkey_types::{Algorithm, Profile};
use std::{path::Path, time::Instant};

/// Octets of a user's certificate without its signature, about.
const TO_BE_SIGNED: [u8; 500] = [7; 500];

/// Kinds of Organization Key.
const ISSUERS: [Algorithm; 3] = [Algorithm::Curve25519, Algorithm::P256, Algorithm::Rsa2048];
/// Kinds of the users' keys for S/MIME with users: a key of RSA takes longer than a hundred certificates.
const SUBJECTS: [(KeyKind, usize); 2] = [(KeyKind::P256, 5_000), (KeyKind::Rsa2048, 200)];

/// Every pair of kinds, none with more users than that.
pub fn measure(folder: &Path, most: usize) -> Done {
    for issuer in ISSUERS {
        for (subject, users) in SUBJECTS {
            let place = folder.join(format!("smime-{}-{}.orgvault", issuer.name(), subject.name()));
            let mut vault = crowd::empty(&place, issuer, Profile::V4)?;
            crowd::add(&mut vault, most.min(users))?;
            prepare(&mut vault, subject)?;
            compare(&mut vault, issuer, subject)?;
        }
    }
    Ok(())
}

fn prepare(vault: &mut Vault, smime_key: KeyKind) -> Done {
    let subject = OrgCertSubject { common_name: "Measured Mail CA", ..OrgCertSubject::default() };
    let settings = OrgCertSettings { user_certificate_days: 14, smime_key };
    change_org_cert_settings(vault, settings, now()?).map_err(told)?;
    generate_org_cert(vault, &GenerateOrgCert { subject, crl_points: Vec::new() }, now()?).map_err(told)?;
    Ok(())
}

/// The first certificate of each user takes a new key, the later ones take the one that is there.
fn compare(vault: &mut Vault, issuer: Algorithm, subject: KeyKind) -> Done {
    let keys = Primitive::of(vault, issuer)?;
    let (threads, kinds) = (raw::threads(), format!("{} by {}", subject.name(), issuer.name()));
    let first = issue(vault, 0)?;
    let made = raw::per_second(threads, || {
        let keys = keys.open()?;
        Ok(move || generate(subject).and_then(|_| sign(&keys)))
    })?;
    let peer = format!("OpenSSL, key made + signed, {threads} cores");
    rate_row(&format!("first user certificates, {kinds}"), first, &peer, made);
    let later = middle(DAYS.iter().map(|day| issue(vault, *day)).collect::<Done<_>>()?)?;
    let signed = raw::per_second(threads, || {
        let keys = keys.open()?;
        Ok(move || sign(&keys))
    })?;
    let peer = format!("OpenSSL, signing only, {threads} cores");
    rate_row(&format!("user certificates, {kinds}"), later, &peer, signed);
    Ok(())
}

/// Certificates per second for everybody who has none on that day.
fn issue(vault: &mut Vault, day: i64) -> Done<f64> {
    let at = now()?.plus_seconds(day * DAY);
    let start = Instant::now();
    let told = issue_due_certificates(vault, None, &Silent, at).map_err(told)?;
    if told.refused > 0 || told.issued == 0 {
        return Err(format!("{} certificates, {} refused", told.issued, told.refused).into());
    }
    Ok(per_second(usize::try_from(told.issued)?, start.elapsed()))
}

fn sign(keys: &[PKey<Private>]) -> Result<(), ErrorStack> {
    keys.iter().try_for_each(|key| raw::sign(key, MessageDigest::sha256(), &TO_BE_SIGNED))
}

fn generate(kind: KeyKind) -> Result<PKey<Private>, ErrorStack> {
    match kind {
        KeyKind::Rsa2048 => PKey::from_rsa(Rsa::generate(2048)?),
        _ => PKey::from_ec_key(EcKey::generate(&*EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?)?),
    }
}
