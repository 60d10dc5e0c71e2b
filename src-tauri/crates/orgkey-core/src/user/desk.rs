//! What makes and certifies keys of users: the Organization Key, open, and the domains. Copies go to threads.

use super::rules::{self, Owner};
use crate::{
    adk::adk_in_use,
    maintenance::{MaintenanceSettings, maintenance_settings},
};
use orgkey_openpgp::{Adk, Certifier, FoundKey, KeySettings, Keypair, UserKey, adks, change_adk};
use orgkey_types::{Algorithm, Code, Failure, Fingerprint, KeyMode, Outcome, Passphrase, Profile, Timestamp};
use orgkey_vault::{NewUser, NewUserKey, Organization, UserCertificationRow, UserChange, Vault};

/// The user ID of a key that is made here.
pub(super) fn user_id(name: &str, email: &str) -> String {
    format!("{name} <{email}>")
}

#[derive(Clone)]
pub(crate) struct Desk {
    organization: Organization,
    certifier: Certifier,
    generation: u64,
    settings: MaintenanceSettings,
    adk: Option<Adk>,
    now: Timestamp,
}

/// A user with a key, ready to be stored.
pub(crate) struct Prepared {
    pub email: String,
    pub name: String,
    pub mode: KeyMode,
    pub key: UserKey,
    pub origin: &'static str,
    pub certification: Option<UserCertificationRow>,
    /// The Additional Decryption Key that it names.
    adk: Option<Fingerprint>,
    algorithm: String,
}

impl Desk {
    /// # Errors
    /// [`Code::OrganizationKeyMissing`]; [`Code::NotPermitted`] without the right to use secrets; [`Code::KeyExpired`]
    /// and [`Code::KeyRevoked`] for an Organization Key that certifies nothing any more.
    pub fn open(vault: &Vault, now: Timestamp) -> Outcome<Self> {
        let row = vault.active_organization_key()?.ok_or(Code::OrganizationKeyMissing)?;
        if row.summary.revoked {
            return Err(Failure::about(Code::KeyRevoked, row.summary.fingerprint.key_id()));
        }
        if let Some(ended) = row.summary.expires.filter(|end| *end <= now) {
            return Err(Failure::about(Code::KeyExpired, ended.date()));
        }
        let secrets = vault.organization_key_secrets(&row.id)?;
        let keypair = Keypair::from_parts(row.public, secrets, now)?;
        let certifier = Certifier::new(&keypair)?;
        let (organization, settings) = (vault.organization()?, maintenance_settings(vault)?);
        let adk = adk_in_use(vault)?.map(|row| Adk::from_public(&row.public)).transpose()?;
        Ok(Self { organization, certifier, generation: row.generation, settings, adk, now })
    }

    /// Generation of the Organization Key that certifies.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The Additional Decryption Key that keys of the server name.
    pub fn adk(&self) -> Option<&Adk> {
        self.adk.as_ref()
    }

    /// Until when a certification that is made now holds.
    pub fn certified_until(&self) -> Outcome<Timestamp> {
        self.settings.certified_until(self.now)
    }

    /// Makes a key for a user in Server Key Mode.
    pub fn generate(&mut self, email: &str, name: &str) -> Outcome<Prepared> {
        let email = rules::internal_address(&self.organization, email)?;
        let name = rules::user_name(name)?;
        let user_id = user_id(&name, &email);
        let settings = KeySettings {
            user_id: user_id.clone(),
            algorithm: Algorithm::Curve25519,
            profile: Profile::V4,
            expires: Some(rules::key_end(self.now)?),
        };
        let plain = orgkey_openpgp::generate(&settings, self.now)?;
        let key = UserKey::from(match &self.adk {
            Some(adk) => change_adk(&plain, Some(adk), self.now)?,
            None => plain,
        });
        self.certified(Owner { user_id, email, name }, KeyMode::Skm, key, "generated")
    }

    /// Whether [`Desk::generate`] would make a key for that user.
    pub fn could_generate(&self, email: &str, name: &str) -> Outcome<()> {
        let email = rules::internal_address(&self.organization, email)?;
        orgkey_openpgp::check_user_id(&user_id(&rules::user_name(name)?, &email))
    }

    /// Takes a found key over. Without a mode, a keypair is the server's and a public key the client's.
    pub fn take(
        &mut self,
        found: FoundKey,
        mode: Option<KeyMode>,
        passphrase: Option<&Passphrase>,
    ) -> Outcome<Prepared> {
        let owner = rules::owner(&self.organization, &found.summary)?;
        let mode = mode.unwrap_or(if found.summary.is_keypair() { KeyMode::Skm } else { KeyMode::Ckm });
        let key = orgkey_openpgp::take_user_key(found, mode, passphrase, self.now)?;
        self.certified(owner, mode, key, "imported")
    }

    /// A key that is revoked or past its end is kept, and not certified: it still opens old mail.
    fn certified(&mut self, owner: Owner, mode: KeyMode, key: UserKey, origin: &'static str) -> Outcome<Prepared> {
        let is_live = !key.summary.revoked && !key.summary.has_ended(self.now);
        let certification = if is_live { Some(self.certify(&owner, &key)?) } else { None };
        let algorithm = rules::algorithms(&key.summary);
        let adk = adks(&key.public)?.into_iter().next();
        Ok(Prepared { adk, email: owner.email, name: owner.name, mode, key, origin, certification, algorithm })
    }

    fn certify(&mut self, owner: &Owner, key: &UserKey) -> Outcome<UserCertificationRow> {
        self.certify_id(&key.public, owner.user_id.as_bytes().to_vec())
    }

    /// Certifies a key that is stored: the user ID that was certified before, or else the one of a managed domain.
    ///
    /// # Errors
    /// [`Code::UserIdMissing`] where there is none.
    pub fn certify_again(&mut self, public: &[u8], user_id: Option<Vec<u8>>) -> Outcome<UserCertificationRow> {
        let user_id = match user_id {
            Some(user_id) => user_id,
            None => {
                let summary = orgkey_openpgp::summarize_public(public, self.now)?;
                rules::owner(&self.organization, &summary)?.user_id.into_bytes()
            }
        };
        self.certify_id(public, user_id)
    }

    fn certify_id(&mut self, public: &[u8], user_id: Vec<u8>) -> Outcome<UserCertificationRow> {
        let ends = self.certified_until()?;
        let signature = self.certifier.certify(public, &user_id, ends, self.now)?;
        Ok(UserCertificationRow { generation: self.generation, user_id, signature, made: self.now, ends })
    }
}

impl Prepared {
    pub fn insert(&self, users: &UserChange<'_>, now: Timestamp) -> Outcome<u64> {
        let new = NewUser { email: &self.email, name: &self.name, mode: self.mode, last_contact: now };
        let id = users.insert(&new, &self.as_new_key())?;
        if self.adk.is_some() {
            users.set_adk(id, self.adk.as_ref())?;
        }
        Ok(id)
    }

    pub fn as_new_key(&self) -> NewUserKey<'_> {
        NewUserKey {
            columns: rules::columns(&self.key.summary, &self.algorithm),
            public: &self.key.public,
            secrets: self.key.secrets.as_ref(),
            origin: self.origin,
            certification: self.certification.as_ref(),
        }
    }
}
