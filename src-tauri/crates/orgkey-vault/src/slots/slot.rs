use super::{SlotSummary, base64_bytes};
use crate::{
    cost::KdfCost,
    encoding::Encoding,
    keys::{Key, PageKey, SecretsKey, fill, new_id},
    seal,
};
use orgkey_types::{Code, Failure, Outcome, Passphrase, Timestamp};
use serde::{Deserialize, Serialize};

/// Longest name of an administrator or role, in bytes.
const LONGEST_NAME: usize = 200;
/// Sealed 32-byte key: nonce 24, ciphertext 32, tag 16.
const SEALED_KEY: usize = 72;
const SALT: usize = 32;

/// One administrator's way in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Slot {
    pub(crate) id: String,
    pub(crate) administrator: String,
    pub(crate) role: String,
    pub(crate) created: Timestamp,
    kdf: KdfCost,
    #[serde(with = "base64_bytes")]
    salt: Vec<u8>,
    may_use_secrets: bool,
    #[serde(with = "base64_bytes")]
    page_key: Vec<u8>,
    /// Empty without the right.
    #[serde(with = "base64_bytes")]
    secrets_key: Vec<u8>,
}

/// What comes out of a slot.
pub(crate) struct Opened {
    pub(crate) page: PageKey,
    pub(crate) secrets: Option<SecretsKey>,
}

impl Slot {
    /// Wraps the keys anew for one administrator.
    pub(crate) fn wrap(
        vault_id: &str,
        (administrator, role): (&str, &str),
        keys: &Opened,
        passphrase: &Passphrase,
        kdf: KdfCost,
        now: Timestamp,
    ) -> Outcome<Self> {
        let mut salt = vec![0; SALT];
        fill(&mut salt)?;
        let wrapping = kdf.derive(passphrase, &salt)?;
        let (administrator, role) = (administrator.to_owned(), role.to_owned());
        let may_use_secrets = keys.secrets.is_some();
        let (page_key, secrets_key) = (Vec::new(), Vec::new());
        let mut slot = Self {
            id: new_id()?,
            administrator,
            role,
            created: now,
            kdf,
            salt,
            may_use_secrets,
            page_key,
            secrets_key,
        };
        slot.page_key = seal::seal(&wrapping, &slot.header(vault_id, "page key"), keys.page.0.expose())?;
        if let Some(secrets) = &keys.secrets {
            slot.secrets_key = seal::seal(&wrapping, &slot.header(vault_id, "secrets key"), secrets.0.expose())?;
        }
        Ok(slot)
    }

    /// # Errors
    /// [`Code::WrongPassphrase`] about the administrator.
    pub(crate) fn open(&self, vault_id: &str, passphrase: &Passphrase) -> Outcome<Opened> {
        self.unwrap_with(vault_id, &self.derive(passphrase)?)
    }

    /// The slow part of [`Slot::open`].
    pub(crate) fn derive(&self, passphrase: &Passphrase) -> Outcome<Key> {
        self.kdf.derive(passphrase, &self.salt)
    }

    /// The fast part: the header is authenticated with both keys, so that an edited byte opens neither.
    pub(crate) fn unwrap_with(&self, vault_id: &str, wrapping: &Key) -> Outcome<Opened> {
        let open = |purpose, sealed: &[u8]| {
            let opened = seal::open(wrapping, &self.header(vault_id, purpose), sealed);
            opened.and_then(|key| Key::from_slice(key.expose()))
        };
        let wrong = || Failure::about(Code::WrongPassphrase, &self.administrator);
        let page = PageKey(open("page key", &self.page_key).ok_or_else(wrong)?);
        let secrets = match self.may_use_secrets {
            true => Some(SecretsKey(open("secrets key", &self.secrets_key).ok_or_else(wrong)?)),
            false => None,
        };
        Ok(Opened { page, secrets })
    }

    /// Everything but the two wrapped keys.
    fn header(&self, vault_id: &str, purpose: &str) -> Vec<u8> {
        let encoding = Encoding::new("orgkey key slot 1").text(purpose).text(vault_id).text(&self.id);
        let encoding = encoding.text(&self.administrator).text(&self.role).number(self.created.seconds());
        let KdfCost { memory_kib, passes, lanes } = self.kdf;
        let encoding = encoding.number(memory_kib.into()).number(passes.into()).number(lanes.into());
        encoding.bytes(&self.salt).number(self.may_use_secrets.into()).finish()
    }

    /// Everything, for the code over the whole file.
    pub(crate) fn encode(&self, vault_id: &str) -> Vec<u8> {
        let header = self.header(vault_id, "slot");
        Encoding::default().bytes(&header).bytes(&self.page_key).bytes(&self.secrets_key).finish()
    }

    /// What can be judged without a passphrase.
    pub(crate) fn refuse_malformed(&self) -> Outcome<()> {
        let name_fits = |name: &str| !name.is_empty() && name.len() <= LONGEST_NAME;
        let secrets_key = if self.may_use_secrets { SEALED_KEY } else { 0 };
        let fits = name_fits(&self.administrator)
            && name_fits(&self.role)
            && name_fits(&self.id)
            && (8..=64).contains(&self.salt.len())
            && self.page_key.len() == SEALED_KEY
            && self.secrets_key.len() == secrets_key;
        if !fits {
            return Err(Failure::from(Code::KeySlotsDamaged).because("a slot of a wrong shape"));
        }
        self.kdf.refuse_outside_bounds(&self.administrator)
    }

    pub(crate) fn summary(&self) -> SlotSummary {
        SlotSummary {
            administrator: self.administrator.clone(),
            role: self.role.clone(),
            created: self.created,
            kdf: self.kdf.shown(),
            may_use_secrets: self.may_use_secrets,
        }
    }
}
