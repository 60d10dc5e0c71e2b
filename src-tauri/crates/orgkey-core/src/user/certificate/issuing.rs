//! One chunk of users at a time: what it takes is read, all cores sign, one transaction stores. No more than a chunk is in
//! memory.

use super::{issue::UserCertificate, subject_key::SubjectKey};
use crate::{
    ca::{Authority, Ca, CaCertificates, insert, subject},
    org_cert::{self, OrgCertSettings, org_cert_settings},
};
use orgkey_types::{Code, Failure, Outcome, Period, Secret, Timestamp};
use orgkey_vault::{CaChange, NewSmimeKey, UserRow, Vault};
use orgkey_x509::{
    AlternativeName, Applicant, Certificate, Issuance, Issuer, Name, PrivateKey, PublicKey, Serial, Template, Validity,
    clamp,
};
use serde_json::json;
use std::{num::NonZero, thread};

/// Users who are read, signed and stored together.
pub(super) const CHUNK: u32 = 512;
/// Fewer than this are not worth a second thread.
const PER_THREAD: usize = 4;
/// Serial numbers that stand in the log beside their count.
const LOGGED: usize = 64;
/// Longest common name (X.520), in characters.
const COMMON_NAME: usize = 64;

/// The Organization Certificate with its private key out of the vault.
pub(super) struct Issuing {
    pub(super) ca: Ca,
    authority: Authority,
    settings: OrgCertSettings,
    now: Timestamp,
}

/// A user before the certificate is made.
struct Wanted {
    user: UserRow,
    key: Outcome<SubjectKey>,
}

/// What was made for a user.
struct Made {
    user: UserRow,
    certificate: Certificate,
    key: MadeKey,
}

enum MadeKey {
    OpenPgp,
    Known(u64),
    New { kind: &'static str, public: PublicKey, secrets: Secret },
}

impl Issuing {
    /// None where there is no Organization Certificate.
    ///
    /// # Errors
    /// [`Code::OrgCertEnded`], [`Code::NotPermitted`].
    pub(super) fn open(vault: &Vault, now: Timestamp) -> Outcome<Option<Self>> {
        let Some(ca) = org_cert::in_use(vault, now)? else { return Ok(None) };
        org_cert::signs(&ca)?;
        let certificates = CaCertificates::of(vault, &ca.stored.id)?;
        let authority = Authority::open(vault, &ca, &certificates)?;
        Ok(Some(Self { ca, authority, settings: org_cert_settings(vault)?, now }))
    }

    /// Issues to all of them, in one transaction. What is wrong with one user keeps out that one only.
    pub(super) fn issue(&self, vault: &mut Vault, users: Vec<UserRow>) -> Outcome<Vec<UserCertificate>> {
        let key = |user: &UserRow| SubjectKey::of(vault, user, self.settings.smime_key, self.now);
        let wanted: Vec<Wanted> = users.into_iter().map(|user| Wanted { key: key(&user), user }).collect();
        let (mut told, mut made) = (Vec::new(), Vec::new());
        for (email, outcome) in self.make_all(wanted)? {
            match outcome {
                Ok(one) => made.push(one),
                Err(failure) => told.push(UserCertificate { email, issued: None, refusal: Some(failure) }),
            }
        }
        if !made.is_empty() {
            told.extend(self.store(vault, made)?);
        }
        Ok(told)
    }

    fn make_all(&self, wanted: Vec<Wanted>) -> Outcome<Vec<(String, Outcome<Made>)>> {
        let issuer = self.authority.issuer()?;
        let most = thread::available_parallelism().map_or(1, NonZero::get);
        let threads = most.min(wanted.len() / PER_THREAD).max(1);
        let share = wanted.len().div_ceil(threads).max(1);
        let (mut rest, mut shares) = (wanted, Vec::new());
        while !rest.is_empty() {
            let after = rest.split_off(share.min(rest.len()));
            shares.push(std::mem::replace(&mut rest, after));
        }
        let make = |share: Vec<Wanted>| -> Vec<(String, Outcome<Made>)> {
            share.into_iter().map(|one| (one.user.email.clone(), self.make(&issuer, one))).collect()
        };
        let parts: Vec<Outcome<Vec<_>>> = thread::scope(|scope| {
            let running: Vec<_> = shares.into_iter().map(|share| scope.spawn(|| make(share))).collect();
            running.into_iter().map(|one| one.join().map_err(|_| Failure::from(Code::Internal))).collect()
        });
        Ok(parts.into_iter().collect::<Outcome<Vec<_>>>()?.into_iter().flatten().collect())
    }

    fn make(&self, issuer: &Issuer<'_>, wanted: Wanted) -> Outcome<Made> {
        let Wanted { user, key } = wanted;
        let (public, key, signs_only, ends) = match key? {
            SubjectKey::OpenPgp { key, signs_only, ends } => (key, MadeKey::OpenPgp, signs_only, ends),
            SubjectKey::Smime(id, key) => (key, MadeKey::Known(id), false, None),
            SubjectKey::New(kind) => {
                let made = PrivateKey::generate(kind)?;
                let public = made.public().clone();
                let secrets = made.to_pkcs8()?;
                (public.clone(), MadeKey::New { kind: kind.name(), public, secrets }, false, None)
            }
        };
        let issuance = self.issuance(&user, signs_only, ends)?;
        let certificate = orgkey_x509::issue(issuer, Applicant::Key(&public), &issuance)?;
        Ok(Made { user, certificate, key })
    }

    /// It ends after the time of the settings, and never later than its issuer or the user's key.
    fn issuance(&self, user: &UserRow, signs_only: bool, key_ends: Option<Timestamp>) -> Outcome<Issuance> {
        let interval = self.now.after(Period::Days(i64::from(self.settings.user_certificate_days)))?;
        let end = [user.expires, key_ends].into_iter().flatten().fold(interval, Timestamp::min);
        let wanted = Validity { not_before: self.now, not_after: end };
        let (valid, _) = clamp(wanted, &self.authority.certificate)?;
        let name: String = user.name.chars().take(COMMON_NAME).collect();
        Ok(Issuance {
            subject: Some(Name::of_parts(&[("CN", &name)])?),
            san: vec![AlternativeName::Email(user.email.clone())],
            template: Template::Smime,
            valid,
            path_len: None,
            crl_points: self.ca.stored.crl_points.clone(),
            serial: Serial::random()?,
            signs_only,
        })
    }

    fn store(&self, vault: &mut Vault, made: Vec<Made>) -> Outcome<Vec<UserCertificate>> {
        let id = self.ca.stored.id.as_str();
        let serials: Vec<String> = made.iter().take(LOGGED).map(|one| one.certificate.serial().hex()).collect();
        let about = match made.as_slice() {
            [one] => one.user.email.clone(),
            _ => subject(&self.ca.stored.name, id),
        };
        let detail = json!({ "count": made.len(), "serials": serials });
        let intent = vault.begin("issue-user-certificates", &about, detail, self.now)?;
        vault.change_cas(intent, self.now, |change| made.iter().try_for_each(|one| store_one(change, id, one)))?;
        let told = |one: Made| {
            let row = vault.issued(id, one.certificate.serial().octets())?.ok_or(Code::Internal)?;
            Ok(UserCertificate::issued(one.user.email, row, self.now))
        };
        made.into_iter().map(told).collect()
    }
}

fn store_one(change: &CaChange<'_>, ca: &str, one: &Made) -> Outcome<()> {
    let smime_key = match &one.key {
        MadeKey::OpenPgp => None,
        MadeKey::Known(id) => Some(*id),
        MadeKey::New { kind, public, secrets } => {
            let new = NewSmimeKey { kind, spki: public.spki(), secrets };
            Some(change.insert_smime_key(one.user.id, &new)?)
        }
    };
    let issued = insert(change, ca, Template::Smime.name(), &one.certificate)?;
    change.insert_user_certificate(one.user.id, issued, smime_key, one.certificate.validity().not_after)
}
