//! Slots of the first version of `keyslots.json`: one administrator, whose passphrase wraps the page key and one secrets
//! key for all areas. They are read; the next writer makes slots of the present version of them.

use super::{AreaKeys, Opened, SlotSummary, base64_bytes, slot::LONGEST_NAME};
use crate::{
    cost::KdfCost,
    encoding::Encoding,
    keys::{Key, PageKey, SecretsKey},
    seal,
};
use orgkey_types::{Code, Failure, Grant, Outcome, Passphrase, Right, Rights, Timestamp};
use serde::{Deserialize, Serialize};

/// Sealed 32-byte key: nonce 24, ciphertext 32, tag 16.
const SEALED_KEY: usize = 72;

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FirstSlot {
    pub(super) id: String,
    pub(super) administrator: String,
    role: String,
    created: Timestamp,
    pub(super) kdf: KdfCost,
    #[serde(with = "base64_bytes")]
    salt: Vec<u8>,
    may_use_secrets: bool,
    #[serde(with = "base64_bytes")]
    page_key: Vec<u8>,
    /// Empty without the right.
    #[serde(with = "base64_bytes")]
    secrets_key: Vec<u8>,
}

impl FirstSlot {
    pub(super) fn derive(&self, passphrase: &Passphrase) -> Outcome<Key> {
        self.kdf.derive(passphrase, &self.salt)
    }

    /// The header is authenticated with both keys, so that an edited byte opens neither.
    pub(super) fn unwrap_with(&self, vault_id: &str, wrapping: &Key) -> Outcome<Opened> {
        let open = |purpose, sealed: &[u8]| {
            let opened = seal::open(wrapping, &self.header(vault_id, purpose), sealed);
            let key = opened.and_then(|key| Key::from_slice(key.expose()));
            key.ok_or_else(|| Failure::about(Code::WrongPassphrase, &self.administrator))
        };
        let page = PageKey(open("page key", &self.page_key)?);
        let areas = match self.may_use_secrets {
            true => AreaKeys::all_of(&SecretsKey(open("secrets key", &self.secrets_key)?)),
            false => AreaKeys::default(),
        };
        Ok(Opened { page, areas, identity: None })
    }

    /// The one administrator could do everything; without the secrets key everything else.
    pub(super) fn rights(&self) -> Rights {
        let may = |grant: &Grant| self.may_use_secrets || grant.right != Right::ExportSecret;
        Grant::all().filter(may).collect()
    }

    /// Everything but the two wrapped keys.
    fn header(&self, vault_id: &str, purpose: &str) -> Vec<u8> {
        let encoding = Encoding::new("orgkey key slot 1").text(purpose).text(vault_id).text(&self.id);
        let encoding = encoding.text(&self.administrator).text(&self.role).number(self.created.seconds());
        let KdfCost { memory_kib, passes, lanes } = self.kdf;
        let encoding = encoding.number(memory_kib.into()).number(passes.into()).number(lanes.into());
        encoding.bytes(&self.salt).number(self.may_use_secrets.into()).finish()
    }

    pub(super) fn encode(&self, vault_id: &str) -> Vec<u8> {
        let header = self.header(vault_id, "slot");
        Encoding::default().bytes(&header).bytes(&self.page_key).bytes(&self.secrets_key).finish()
    }

    pub(super) fn refuse_malformed(&self) -> Outcome<()> {
        let name_fits = |name: &str| !name.is_empty() && name.len() <= LONGEST_NAME;
        let secrets_key = if self.may_use_secrets { SEALED_KEY } else { 0 };
        let fits = [&self.administrator, &self.role, &self.id].into_iter().all(|name| name_fits(name))
            && (8..=64).contains(&self.salt.len())
            && self.page_key.len() == SEALED_KEY
            && self.secrets_key.len() == secrets_key;
        if !fits {
            return Err(Failure::from(Code::KeySlotsDamaged).because("a slot of a wrong shape"));
        }
        self.kdf.refuse_outside_bounds(&self.administrator)
    }

    pub(super) fn summary(&self) -> SlotSummary {
        SlotSummary {
            administrator: self.administrator.clone(),
            role: self.role.clone(),
            rights: self.rights(),
            created: self.created,
            kdf: self.kdf.shown(),
        }
    }
}
