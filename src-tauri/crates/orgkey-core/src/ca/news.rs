//! What the files of an import say that the vault does not know yet.

use super::{certificates::CaCertificates, relate::Candidate};
use orgkey_types::Outcome;
use orgkey_vault::{CaRow, CaState as Stands, IssuedRow, Standing, Vault};
use orgkey_x509::{Certificate, ListNumber, RevocationList, RevocationReason, RevokedEntry, Serial};
use std::{cmp::Reverse, collections::BTreeSet};

/// What the files add to a CA that the vault has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct News {
    pub(super) certificates: usize,
    pub(super) key: bool,
    pub(super) revocations: u64,
    pub(super) issued: u64,
    pub(super) list_number: bool,
    pub(super) returns: bool,
}

impl News {
    pub(super) fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

impl<'a> Candidate<'a> {
    /// What of it the vault does not have yet.
    pub(super) fn news(&self, vault: &Vault) -> Outcome<News> {
        let (revocations, issued) = (self.new_revocations(vault)?, self.new_issued(vault)?);
        let Some(row) = &self.known else { return Ok(News { revocations, issued, ..News::default() }) };
        let stored = CaCertificates::of(vault, &row.id)?;
        let missing = |one: &Certificate| !stored.all().any(|known| known == one);
        Ok(News {
            certificates: self.certificates.all().filter(|one| missing(one)).count(),
            key: self.key.is_some() && !row.has_secrets,
            revocations,
            issued,
            list_number: self.list_number().is_some_and(|number| number > row.crl_number.into())
                || (!row.revocations_known && self.last_list().is_some()),
            returns: self.key.is_some() && row.state == Stands::Retired,
        })
    }

    /// Serial numbers: several lists may say the same.
    fn new_revocations(&self, vault: &Vault) -> Outcome<u64> {
        let mut new = BTreeSet::new();
        for entry in self.entries()? {
            let settled = match self.in_register(vault, &entry.serial)?.map(|known| known.standing) {
                Some(Standing::Revoked) => true,
                Some(Standing::Held) => entry.reason == RevocationReason::CertificateHold,
                Some(Standing::Valid) | None => false,
            };
            new.extend((!settled).then_some(entry.serial));
        }
        Ok(new.len() as u64)
    }

    /// One of which a list gave the serial number alone is news, too.
    fn new_issued(&self, vault: &Vault) -> Outcome<u64> {
        let mut new = 0;
        for one in &self.issued {
            let known = self.in_register(vault, one.serial())?;
            new += u64::from(known.is_none_or(|known| known.sha256.is_none()));
        }
        Ok(new)
    }

    fn in_register(&self, vault: &Vault, serial: &Serial) -> Outcome<Option<IssuedRow>> {
        self.known.as_ref().map_or(Ok(None), |row| vault.issued(&row.id, serial.octets()))
    }

    /// The highest number of its lists.
    pub(super) fn list_number(&self) -> Option<ListNumber> {
        self.lists.iter().filter_map(|list| list.number()).max()
    }

    /// What all its lists say, newest list first. Of holds what the last list says that names everything, and lists
    /// from after it.
    pub(super) fn entries(&self) -> Outcome<Vec<RevokedEntry>> {
        let mut lists = self.lists.clone();
        lists.sort_by_key(|list| Reverse(list.this_update()));
        // What a list before the last one has on hold may be released since.
        let last = self.last_list().or(lists.first().copied()).map(RevocationList::this_update);
        let (mut entries, mut released) = (Vec::new(), BTreeSet::new());
        for list in lists {
            let holds = Some(list.this_update()) >= last && self.is_news(list);
            for entry in list.entries()? {
                match entry.reason {
                    // Stands in delta lists only: what the list that it continues has on hold is so no longer.
                    RevocationReason::RemoveFromCrl => _ = released.insert(entry.serial),
                    RevocationReason::CertificateHold if !holds || released.contains(&entry.serial) => {}
                    _ => entries.push(entry),
                }
            }
        }
        Ok(entries)
    }

    /// The newest list that names all that the CA had revoked: a delta list, or one for a part, says too little.
    pub(super) fn last_list(&self) -> Option<&'a RevocationList> {
        self.lists.iter().copied().filter(|list| list.is_complete()).max_by_key(|list| list.this_update())
    }

    fn is_news(&self, list: &RevocationList) -> bool {
        let newer = |row: &CaRow| list.number().is_some_and(|number| number > row.crl_number.into());
        self.known.as_ref().is_none_or(|row| !row.revocations_known || newer(row))
    }
}
