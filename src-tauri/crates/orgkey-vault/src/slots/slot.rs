use super::{Opened, SlotSummary, base64_bytes, envelope, opened::not_permitted};
use crate::{
    cost::KdfCost,
    encoding::Encoding,
    identity::VaultIdentity,
    keys::{KEY_LENGTH, Key, PageKey, SecretsKey, fill, new_id},
    seal,
    slots::AreaKeys,
};
use orgkey_types::{Area, Code, Failure, Outcome, Passphrase, Rights, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// Longest name of an administrator or role, in bytes.
pub(super) const LONGEST_NAME: usize = 200;
/// Private key and identity of the vault: nonce 24, ciphertext 64, tag 16.
const PRIVATE: usize = 104;
pub(super) const SALT: usize = 32;

/// Who a slot is made for.
pub(crate) struct Person<'a> {
    pub(crate) administrator: &'a str,
    pub(crate) role: &'a str,
    pub(crate) rights: Rights,
}

/// One administrator's way in.
///
/// The passphrase opens the private half of the slot's pair, together with the identity of the vault. Page key and area
/// keys are sealed to the public half, so that they can be exchanged without the passphrase. An area's key is there where
/// its secrets may be exported, and nowhere else: to use a secret is to be able to take it. Role and rights are bound to
/// the page key; so the keys of areas stay as they are while rights around them change.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Slot {
    pub(super) id: String,
    pub(super) administrator: String,
    role: String,
    rights: Rights,
    created: Timestamp,
    kdf: KdfCost,
    #[serde(with = "base64_bytes")]
    salt: Vec<u8>,
    #[serde(with = "base64_bytes")]
    public_key: Vec<u8>,
    #[serde(with = "base64_bytes")]
    private_key: Vec<u8>,
    #[serde(with = "base64_bytes")]
    page_key: Vec<u8>,
    area_keys: BTreeMap<Area, Sealed>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct Sealed(#[serde(with = "base64_bytes")] Vec<u8>);

impl Slot {
    /// A new slot with a pair of its own.
    ///
    /// # Errors
    /// [`Code::NotPermitted`] when a right needs a key that is not among these.
    pub(crate) fn wrap(
        vault_id: &str,
        person: &Person<'_>,
        (keys, identity): (&Opened, &VaultIdentity),
        passphrase: &Passphrase,
        kdf: KdfCost,
        now: Timestamp,
    ) -> Outcome<Self> {
        let mut salt = vec![0; SALT];
        fill(&mut salt)?;
        let wrapping = kdf.derive(passphrase, &salt)?;
        let (private, public_key) = envelope::pair()?;
        let (administrator, role) = (person.administrator.to_owned(), person.role.to_owned());
        let (private_key, page_key, area_keys) = (Vec::new(), Vec::new(), BTreeMap::new());
        let (id, created, rights) = (new_id()?, now, Rights::NONE);
        let mut slot =
            Self { id, administrator, role, rights, created, kdf, salt, public_key, private_key, page_key, area_keys };
        let inside = Zeroizing::new([private.expose().as_slice(), identity.bytes()].concat());
        slot.private_key = seal::seal(&wrapping, &slot.header(vault_id, "private key").finish(), &inside)?;
        slot.given(vault_id, person.rights, &keys.page, &keys.areas)
    }

    /// The same slot with these rights and this page key; `areas` are keys that it did not have or that are new. What is
    /// not among them stays sealed as it is.
    ///
    /// # Errors
    /// [`Code::NotPermitted`] when a right needs a key that is neither there nor among these.
    pub(crate) fn given(&self, vault_id: &str, rights: Rights, page: &PageKey, areas: &AreaKeys) -> Outcome<Self> {
        let mut slot = Self { rights, ..self.clone() };
        slot.page_key = envelope::seal_to(&self.public_key, &slot.bound(vault_id), &page.0)?;
        slot.area_keys = BTreeMap::new();
        for area in rights.secrets() {
            let sealed = match (areas.get(area), self.area_keys.get(&area)) {
                (Some(key), _) => Sealed(envelope::seal_to(&self.public_key, &self.of_area(vault_id, area), &key.0)?),
                (None, Some(sealed)) => sealed.clone(),
                (None, None) => return Err(not_permitted(area)),
            };
            slot.area_keys.insert(area, sealed);
        }
        Ok(slot)
    }

    /// The slow part of opening it.
    pub(crate) fn derive(&self, passphrase: &Passphrase) -> Outcome<Key> {
        self.kdf.derive(passphrase, &self.salt)
    }

    /// The fast part: an edited byte of the header opens nothing.
    ///
    /// # Errors
    /// [`Code::WrongPassphrase`] about the administrator.
    pub(crate) fn unwrap_with(&self, vault_id: &str, wrapping: &Key) -> Outcome<Opened> {
        let wrong = || Failure::about(Code::WrongPassphrase, &self.administrator);
        let inside = seal::open(wrapping, &self.header(vault_id, "private key").finish(), &self.private_key);
        let inside = inside.ok_or_else(wrong)?;
        let (private, identity) = inside.expose().split_at_checked(KEY_LENGTH).ok_or_else(wrong)?;
        let private = Key::from_slice(private).ok_or_else(wrong)?;
        let open = |context: &[u8], sealed: &[u8]| envelope::open_with(&private, context, sealed).ok_or_else(wrong);
        let page = PageKey(open(&self.bound(vault_id), &self.page_key)?);
        let mut areas = AreaKeys::default();
        for (area, sealed) in &self.area_keys {
            areas.insert(*area, SecretsKey(open(&self.of_area(vault_id, *area), &sealed.0)?));
        }
        Ok(Opened { page, areas, identity: Some(VaultIdentity::of(identity.to_vec())) })
    }

    pub(crate) fn rights(&self) -> Rights {
        self.rights
    }

    pub(crate) fn administrator(&self) -> &str {
        &self.administrator
    }

    /// What stays the same for the life of the slot.
    fn header(&self, vault_id: &str, purpose: &str) -> Encoding {
        let encoding = Encoding::new("orgkey key slot 2").text(purpose).text(vault_id).text(&self.id);
        let encoding = encoding.text(&self.administrator).number(self.created.seconds());
        let KdfCost { memory_kib, passes, lanes } = self.kdf;
        let encoding = encoding.number(memory_kib.into()).number(passes.into()).number(lanes.into());
        encoding.bytes(&self.salt).bytes(&self.public_key)
    }

    /// What the page key is bound to: role and rights with it.
    fn bound(&self, vault_id: &str) -> Vec<u8> {
        self.header(vault_id, "page key").text(&self.role).number(self.rights.bits().into()).finish()
    }

    fn of_area(&self, vault_id: &str, area: Area) -> Vec<u8> {
        self.header(vault_id, "area key").text(area.name()).finish()
    }

    /// Everything, for the code over the whole file.
    pub(super) fn encode(&self, vault_id: &str) -> Vec<u8> {
        let encoding = Encoding::default().bytes(&self.bound(vault_id)).bytes(&self.private_key).bytes(&self.page_key);
        let area = |encoding: Encoding, (area, sealed): (&Area, &Sealed)| encoding.text(area.name()).bytes(&sealed.0);
        self.area_keys.iter().fold(encoding, area).finish()
    }

    /// What can be judged without a passphrase.
    pub(super) fn refuse_malformed(&self) -> Outcome<()> {
        let name_fits = |name: &str| !name.is_empty() && name.len() <= LONGEST_NAME;
        let fits = [&self.administrator, &self.role, &self.id].into_iter().all(|name| name_fits(name))
            && (8..=64).contains(&self.salt.len())
            && self.public_key.len() == KEY_LENGTH
            && self.private_key.len() == PRIVATE
            && self.page_key.len() == envelope::SEALED
            && self.area_keys.keys().copied().eq(self.rights.secrets())
            && self.area_keys.values().all(|sealed| sealed.0.len() == envelope::SEALED);
        if !fits {
            return Err(Failure::from(Code::KeySlotsDamaged).because("a slot of a wrong shape"));
        }
        self.kdf.refuse_outside_bounds(&self.administrator)
    }

    pub(super) fn summary(&self) -> SlotSummary {
        SlotSummary {
            administrator: self.administrator.clone(),
            role: self.role.clone(),
            rights: self.rights,
            created: self.created,
            kdf: self.kdf.shown(),
        }
    }
}
