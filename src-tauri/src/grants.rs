//! Paths that native dialogs gave, kept here and handed to the page as random tickets. A ticket is bound to what it
//! was given for and is gone once the operation has succeeded.

use orgkey_types::{Code, Outcome};
use orgkey_wire::{GrantView, name_of, place_of};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Mutex,
};

/// What a path was chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A file to read.
    Read,
    /// A file to write.
    Write,
    /// A folder for a new vault.
    Vault,
}

/// More open tickets than any session needs; the oldest cannot be told apart, so all are dropped.
const MOST: usize = 256;

/// The tickets of this session.
#[derive(Default)]
pub struct Grants(Mutex<HashMap<String, (Purpose, PathBuf)>>);

impl Grants {
    /// Keeps a path and makes its ticket.
    pub fn give(&self, purpose: Purpose, path: PathBuf) -> Outcome<GrantView> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(|_| Code::Internal)?;
        let grant = hex::encode(random);
        let view = view_of(&grant, &path);
        let mut tickets = self.tickets();
        if tickets.len() >= MOST {
            tickets.clear();
        }
        tickets.insert(grant, (purpose, path));
        Ok(view)
    }

    /// The path of a ticket; the ticket stays valid, so that a failed step can be repeated.
    pub fn look(&self, grant: &str, purpose: Purpose) -> Outcome<PathBuf> {
        match self.tickets().get(grant) {
            Some((given, path)) if *given == purpose => Ok(path.clone()),
            _ => Err(Code::GrantUnknown.into()),
        }
    }

    /// The ticket has served.
    pub fn spend(&self, grant: &str) {
        self.tickets().remove(grant);
    }

    /// No ticket outlives the session.
    pub fn clear(&self) {
        self.tickets().clear();
    }

    fn tickets(&self) -> std::sync::MutexGuard<'_, HashMap<String, (Purpose, PathBuf)>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn view_of(grant: &str, path: &Path) -> GrantView {
    GrantView {
        grant: grant.to_owned(),
        name: name_of(path),
        place: path.parent().map(place_of).unwrap_or_default(),
        exists: path.exists(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_serves_its_purpose_until_it_is_spent_and_no_other() {
        let grants = Grants::default();
        let ticket = grants.give(Purpose::Write, PathBuf::from("/media/usb/key.asc")).unwrap();
        assert_eq!((ticket.name.as_str(), ticket.place.as_str()), ("key.asc", "usb"));
        assert!(grants.look(&ticket.grant, Purpose::Write).is_ok());
        assert_eq!(grants.look(&ticket.grant, Purpose::Read).unwrap_err().code, Code::GrantUnknown);
        grants.spend(&ticket.grant);
        assert_eq!(grants.look(&ticket.grant, Purpose::Write).unwrap_err().code, Code::GrantUnknown);
    }

    #[test]
    fn nothing_in_a_ticket_shows_the_folders_above_the_place() {
        let ticket = Grants::default().give(Purpose::Read, PathBuf::from("/mnt/alice/secret/usb/key.asc")).unwrap();
        let json = serde_json::to_string(&ticket).unwrap();
        assert!(!json.contains("alice") && !json.contains("secret/"), "{json}");
    }
}
