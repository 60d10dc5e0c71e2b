use crate::{
    identity::VaultIdentity,
    keys::{Key, PageKey, SecretsKey},
};
use orgkey_types::{Area, Code, Failure, Grant, Outcome, Right, Rights};
use std::collections::BTreeMap;

/// The secrets keys of areas. Whoever has none of an area cannot open its private material, by no program.
#[derive(Default)]
pub(crate) struct AreaKeys(BTreeMap<Area, SecretsKey>);

impl AreaKeys {
    /// New keys for these areas, each its own.
    pub(crate) fn random(areas: impl IntoIterator<Item = Area>) -> Outcome<Self> {
        let made = |area| Ok((area, SecretsKey(Key::random()?)));
        areas.into_iter().map(made).collect::<Outcome<_>>().map(Self)
    }

    /// One key for every area, as it was before areas had keys of their own.
    pub(crate) fn all_of(key: &SecretsKey) -> Self {
        Self(Area::WITH_SECRETS.into_iter().map(|area| (area, key.duplicate())).collect())
    }

    /// # Errors
    /// [`Code::NotPermitted`] about the right that would bring it.
    pub(crate) fn of(&self, area: Area) -> Outcome<&SecretsKey> {
        self.0.get(&area).ok_or_else(|| not_permitted(area))
    }

    pub(crate) fn get(&self, area: Area) -> Option<&SecretsKey> {
        self.0.get(&area)
    }

    pub(crate) fn insert(&mut self, area: Area, key: SecretsKey) {
        self.0.insert(area, key);
    }

    /// Wipes those that these rights do not bring.
    pub(crate) fn keep(&mut self, rights: Rights) {
        self.0.retain(|area, _| rights.has(*area, Right::ExportSecret));
    }

    /// Areas that have one key together: whoever gets it for one of them has it for all.
    pub(crate) fn shared(&self) -> Vec<Area> {
        let same = |one: Area, key: &SecretsKey| {
            self.0.iter().any(|(other, twin)| *other != one && twin.0.expose() == key.0.expose())
        };
        self.0.iter().filter(|(area, key)| same(**area, key)).map(|(area, _)| *area).collect()
    }

    /// With what the other has in the place of its own; those of no other area.
    pub(crate) fn exchanged(&self, newer: &Self) -> Self {
        let chosen = |(area, key): (&Area, &SecretsKey)| (*area, newer.get(*area).unwrap_or(key).duplicate());
        Self(self.0.iter().map(chosen).collect())
    }
}

/// What comes out of a slot.
pub(crate) struct Opened {
    pub(crate) page: PageKey,
    pub(crate) areas: AreaKeys,
    /// Who must have signed the slots; none in a slot of the first version.
    pub(crate) identity: Option<VaultIdentity>,
}

impl Opened {
    /// What a new vault begins with.
    pub(crate) fn new(rights: Rights) -> Outcome<Self> {
        let areas = AreaKeys::random(rights.secrets())?;
        Ok(Self { page: PageKey(Key::random()?), areas, identity: None })
    }
}

pub(super) fn not_permitted(area: Area) -> Failure {
    Failure::about(Code::NotPermitted, Grant { area, right: Right::ExportSecret }.shown())
}
