use super::new_ca;
use crate::{
    Done,
    mould::{places, put},
    now, per_second, rate_row, told, vault,
};
use openssl::sha::sha1;
use orgkey_core::{
    Vault,
    ca::{KeyKind, Revocation, Standing, Template},
};
use orgkey_types::{Outcome, Timestamp};
use orgkey_vault::{CaChange, NewIssued};
use orgkey_x509::{Applicant, Issuance, Issuer, Name, PrivateKey, Serial, Validity, issue};
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// Rows in one transaction.
const BATCH: usize = 20_000;
/// Every so many is revoked.
const REVOKED: usize = 20;
const DAY: i64 = 86_400;

/// How long it took, and the first batch of it.
pub(super) struct Filled {
    all: Duration,
    first: Duration,
}

/// Fills a vault and prints at which rate; its first rows are the peer of all.
pub(super) fn measure(folder: &Path, rows: usize) -> Done {
    println!("    filling a vault with {rows} issued certificates");
    let Filled { all, first } = filled(folder, rows)?;
    let first_rows = rows.min(BATCH);
    let peer = format!("the first {first_rows} of them");
    rate_row(&format!("store {rows} issued rows"), per_second(rows, all), &peer, per_second(first_rows, first));
    let bytes = std::fs::metadata(folder.join("vault.db")).map_or(0, |file| file.len());
    println!("    the vault has {} MB", bytes / 1_000_000);
    Ok(())
}

/// A vault with a CA and so many rows, through the vault's own changes: signing a million certificates would measure
/// the key.
pub(super) fn filled(folder: &Path, rows: usize) -> Done<Filled> {
    let (mut vault, now) = (vault(folder)?, now()?);
    let (ca, mould) = mould(&mut vault, now)?;
    let start = Instant::now();
    let mut first = None;
    for from in (0..rows).step_by(BATCH) {
        let intent = vault.begin("issue-certificates", "measure", Default::default(), now).map_err(told)?;
        let batch = from..rows.min(from + BATCH);
        let stored = vault.change_cas(intent, now, |change| {
            batch.into_iter().try_for_each(|number| store(change, &ca, &mould, number, now))
        });
        stored.map_err(told)?;
        first.get_or_insert_with(|| start.elapsed());
    }
    let all = start.elapsed();
    vault.lock();
    Ok(Filled { all, first: first.unwrap_or(all) })
}

fn store(change: &CaChange<'_>, ca: &str, mould: &Mould, number: usize, now: Timestamp) -> Outcome<()> {
    let (name, serial) = (name(number), serial(number));
    let der = mould.cast(&name, &serial);
    let new = NewIssued {
        serial: &serial,
        name: &name,
        subject: &subject(&name),
        template: Template::Server.name(),
        key_id: Some(&sha1(&serial)),
        not_before: now,
        // Some ended already, most end within two years.
        not_after: now.plus_seconds(i64::try_from(number % 800).unwrap_or_default() * DAY - 70 * DAY),
        der: Some(&der),
    };
    let id = change.insert_issued(ca, &new)?;
    if number.is_multiple_of(REVOKED) {
        let revocation = Revocation { at: now, reason: "superseded".into(), invalid_since: None };
        change.set_issued(id, Standing::Revoked, Some(&revocation))?;
    }
    Ok(())
}

/// Names come in no order, as they do in life; no two are the same below a million.
pub(super) fn name(number: usize) -> String {
    format!("host{:07}.dept{:02}.example.org", number * 7_919 % 1_000_000, number % 97)
}

fn subject(name: &str) -> String {
    format!("CN={name},O=Example Org,C=DE")
}

/// Sixteen octets as of a random number: positive, and of full length.
pub(super) fn serial(number: usize) -> Vec<u8> {
    let mut octets = sha1(&number.to_be_bytes())[..16].to_vec();
    octets[0] = octets[0] & 0x3f | 0x40;
    octets
}

/// A certificate that was issued once. All others are its bytes with another name and serial number in the same
/// places; that their signatures do not hold nobody sees who lists and opens them.
struct Mould {
    der: Vec<u8>,
    serial_at: Vec<usize>,
    name_at: Vec<usize>,
}

fn mould(vault: &mut Vault, now: Timestamp) -> Done<(String, Mould)> {
    let made = new_ca(vault, KeyKind::P256)?;
    let key = PrivateKey::from_pkcs8(&vault.ca_secrets(&made.ca.stored.id).map_err(told)?).map_err(told)?;
    let own = made.certificates.issuing().ok_or("a new CA without certificate")?;
    let (name, serial) = (name(0), serial(0));
    let issuance = Issuance {
        subject: Some(Name::parse(&subject(&name)).map_err(told)?),
        san: vec![format!("DNS:{name}").parse().map_err(told)?],
        template: Template::Server,
        valid: Validity { not_before: now, not_after: now.plus_seconds(365 * DAY) },
        path_len: None,
        crl_points: made.ca.stored.crl_points.clone(),
        serial: Serial::from_octets(&serial).map_err(told)?,
        signs_only: false,
    };
    let applicant = PrivateKey::generate(KeyKind::P256).map_err(told)?;
    let issuer = Issuer::new(own, &key).map_err(told)?;
    let der = issue(&issuer, Applicant::Key(applicant.public()), &issuance).map_err(told)?.der().to_vec();
    let (serial_at, name_at) = (places(&der, &serial), places(&der, name.as_bytes()));
    Ok((made.ca.stored.id, Mould { der, serial_at, name_at }))
}

impl Mould {
    fn cast(&self, name: &str, serial: &[u8]) -> Vec<u8> {
        let mut der = self.der.clone();
        put(&mut der, &self.serial_at, serial);
        put(&mut der, &self.name_at, name.as_bytes());
        der
    }
}
