//! The Organizational CAs of an unlocked vault. Everything that one use case changes about them stands or falls in one
//! transaction, which settles the intent that announced it.

use crate::{
    audit::Intent,
    keys::{SecretsKey, new_id},
    slots::AreaKeys,
    tables::{
        ca::{self, CaRow, CaState, NewCa},
        ca_certificate::{self, CaCertificateRow, CertificateRole},
        crl::{self, CrlRow, NewCrl},
        issued::{self, IssuedRow, Revocation, Standing},
        issued_new::{self, NewIssued, Pending},
        issued_page::{self, IssuedQuery},
        issued_use::{self, InUse, RevokedRow},
    },
    vault::Vault,
    write::Change,
};
use orgkey_types::{Area, Code, Failure, Outcome, Secret, Timestamp};
use std::cell::RefCell;

/// A new random identifier for a row: the audit log names a CA before it is stored.
///
/// # Errors
/// [`Code::Internal`] when the system gives no randomness.
pub fn new_identifier() -> Outcome<String> {
    new_id()
}

/// What one use case changes about CAs, inside its transaction.
pub struct CaChange<'a> {
    change: &'a Change<'a>,
    vault_id: &'a str,
    keys: AreaKeys,
    pending: RefCell<Pending>,
}

impl CaChange<'_> {
    /// A new CA.
    ///
    /// # Errors
    /// [`Code::CaExists`] when the name or the key is taken; [`Code::NotPermitted`] without the secrets key.
    pub fn insert(&self, new: &NewCa<'_>) -> Outcome<()> {
        ca::insert(self.change.connection, (self.vault_id, self.secrets_key(Area::Certificates)?), new, self.change.now)
    }

    /// A private key for a CA of which the vault had none.
    ///
    /// # Errors
    /// [`Code::CaNotFound`]; [`Code::NotPermitted`] without the secrets key.
    pub fn set_secrets(&self, ca: &str, secrets: &Secret) -> Outcome<()> {
        let row = ca::by_id(self.change.connection, ca)?;
        ca::set_secrets(self.change.connection, (self.vault_id, self.secrets_key(Area::Certificates)?), &row, secrets)
    }

    /// Name and state.
    ///
    /// # Errors
    /// [`Code::CaExists`] when another CA that is not retired has the name.
    pub fn set_standing(&self, ca: &str, name: &str, state: CaState) -> Outcome<()> {
        ca::set_standing(self.change.connection, ca, name, state)
    }

    /// State alone, of an Organization Certificate.
    ///
    /// # Errors
    /// What the medium says.
    pub fn set_state(&self, ca: &str, state: CaState) -> Outcome<()> {
        ca::set_state(self.change.connection, ca, state)
    }

    /// Days from a revocation list to the next, and the addresses of the list.
    ///
    /// # Errors
    /// What the medium says.
    pub fn set_lists(&self, ca: &str, days: u32, points: &[String]) -> Outcome<()> {
        ca::set_lists(self.change.connection, ca, days, points)
    }

    /// A certificate of the CA itself; in a role of which there is one, the one before becomes `former`. Whether it is
    /// new.
    ///
    /// # Errors
    /// What the medium says.
    pub fn put_certificate(&self, ca: &str, role: CertificateRole, der: &[u8]) -> Outcome<bool> {
        let new = ca_certificate::put(self.change.connection, ca, role, der, self.change.now)?;
        if new {
            ca::certificates_changed(self.change.connection, ca, self.change.now)?;
        }
        Ok(new)
    }

    /// The certificate in that role, as it stands inside this transaction; of several the newest.
    ///
    /// # Errors
    /// What the database says.
    pub fn certificate(&self, ca: &str, role: CertificateRole) -> Outcome<Option<Vec<u8>>> {
        let rows = ca_certificate::of(self.change.connection, ca)?;
        Ok(rows.into_iter().find(|row| row.role == role).map(|row| row.der))
    }

    /// A certificate that the CA has issued; returns its identifier.
    ///
    /// # Errors
    /// What the medium says.
    pub fn insert_issued(&self, ca: &str, new: &NewIssued<'_>) -> Outcome<u64> {
        let mut pending = self.pending.borrow_mut();
        let id = issued_new::insert((self.change.connection, &mut pending), ca, new, Standing::Valid, None)?;
        crate::tables::natural(id)
    }

    /// A certificate that the CA has issued elsewhere. One of which the vault knows nothing is entered as valid; one of
    /// which it knows the serial number, from a list, gets its certificate and stays held or revoked; one that it knows
    /// stays what it is. Whether something changed.
    ///
    /// # Errors
    /// What the medium says.
    pub fn enter_issued(&self, ca: &str, new: &NewIssued<'_>) -> Outcome<bool> {
        let connection = self.change.connection;
        match issued::by_serial(connection, ca, new.serial)? {
            None => self.insert_issued(ca, new).map(|_| true),
            Some(row) if row.sha256.is_some() => Ok(false),
            Some(row) => {
                issued_new::complete((connection, &mut self.pending.borrow_mut()), &row, new)?;
                Ok(true)
            }
        }
    }

    /// One of them as it stands inside this transaction.
    ///
    /// # Errors
    /// [`Code::SerialNotFound`].
    pub fn issued(&self, ca: &str, serial: &[u8]) -> Outcome<IssuedRow> {
        let found = issued::by_serial(self.change.connection, ca, serial)?;
        found.ok_or_else(|| Failure::about(Code::SerialNotFound, hex::encode(serial)))
    }

    /// What another list says about a serial number: one that the vault does not know is entered, one that it has as
    /// valid or held is revoked or held, and nothing is ever taken back. Whether something changed.
    ///
    /// # Errors
    /// What the medium says.
    pub fn merge_revocation(&self, ca: &str, entry: &RevokedRow, standing: Standing) -> Outcome<bool> {
        let connection = self.change.connection;
        let Some(known) = issued::by_serial(connection, ca, &entry.serial)? else {
            let name = hex::encode(&entry.serial);
            let mut pending = self.pending.borrow_mut();
            let new = unknown(entry, &name);
            issued_new::insert((connection, &mut pending), ca, &new, standing, Some(&entry.revocation))?;
            return Ok(true);
        };
        let worse = matches!(
            (known.standing, standing),
            (Standing::Valid, Standing::Held | Standing::Revoked) | (Standing::Held, Standing::Revoked)
        );
        if worse {
            issued::set_standing(connection, known.id, standing, Some(&entry.revocation))?;
        }
        Ok(worse)
    }

    /// How an issued certificate stands.
    ///
    /// # Errors
    /// [`Code::AlreadyRevoked`] for one that is revoked for good, whatever is asked.
    pub fn set_issued(&self, id: u64, standing: Standing, revocation: Option<&Revocation>) -> Outcome<IssuedRow> {
        let row = issued::by_id(self.change.connection, id)?;
        if row.standing == Standing::Revoked {
            return Err(Failure::about(Code::AlreadyRevoked, hex::encode(&row.serial)));
        }
        issued::set_standing(self.change.connection, id, standing, revocation)?;
        issued::by_id(self.change.connection, id)
    }

    /// A revocation list.
    ///
    /// # Errors
    /// [`Code::CrlNumberStale`] when its number is not higher than the last.
    pub fn insert_list(&self, ca: &str, new: &NewCrl<'_>) -> Outcome<()> {
        crl::insert(self.change.connection, ca, new)
    }

    /// The number of a list that was made elsewhere; a lower one than the last changes nothing.
    ///
    /// # Errors
    /// What the medium says.
    pub fn note_list_number(&self, ca: &str, number: u64) -> Outcome<()> {
        match ca::raise_list_number(self.change.connection, ca, number) {
            Err(failure) if failure.code == Code::CrlNumberStale => Ok(()),
            outcome => outcome,
        }
    }

    /// From now on the vault knows everything that this CA has revoked.
    ///
    /// # Errors
    /// What the medium says.
    pub fn revocations_are_known(&self, ca: &str) -> Outcome<()> {
        ca::revocations_known(self.change.connection, ca)
    }

    /// The CA as it stands inside this transaction.
    ///
    /// # Errors
    /// [`Code::CaNotFound`].
    pub fn ca(&self, id: &str) -> Outcome<CaRow> {
        ca::by_id(self.change.connection, id)
    }

    pub(crate) fn connection(&self) -> &rusqlite::Connection {
        self.change.connection
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.change.now
    }

    pub(crate) fn vault_id(&self) -> &str {
        self.vault_id
    }

    pub(crate) fn secrets_key(&self, area: Area) -> Outcome<&SecretsKey> {
        self.keys.of(area)
    }
}

/// Its certificate was never seen, so that nobody knows when it ends.
fn unknown<'a>(entry: &'a RevokedRow, name: &'a str) -> NewIssued<'a> {
    /// 9999-12-31T23:59:59Z: no well-defined end (RFC 5280 §4.1.2.5).
    const NO_END: Timestamp = Timestamp::from_seconds(253_402_300_799);
    NewIssued {
        serial: &entry.serial,
        name,
        subject: "",
        template: "unknown",
        key_id: None,
        not_before: entry.revocation.at,
        not_after: NO_END,
        der: None,
    }
}

impl Vault {
    /// Changes CAs and settles the intent, in one transaction. When it is refused the intent is settled as failed.
    ///
    /// # Errors
    /// [`Code::VaultReadOnly`]; what `work` or the medium says.
    pub fn change_cas<T>(
        &mut self,
        intent: Intent,
        now: Timestamp,
        work: impl FnOnce(&CaChange<'_>) -> Outcome<T>,
    ) -> Outcome<T> {
        let (vault_id, keys) = (self.id().to_owned(), self.copy_of_area_keys());
        self.settle_with(&intent, now, |change| {
            let cas = CaChange { change, vault_id: &vault_id, keys, pending: RefCell::default() };
            let value = work(&cas)?;
            cas.pending.into_inner().finish(change.connection)?;
            Ok(value)
        })
    }

    /// The Organization Certificates: the one in use first, then earlier ones, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn organization_certificates(&self) -> Outcome<Vec<CaRow>> {
        self.read(ca::organization_certificates)
    }

    /// All Organizational CAs: those in use first, then by generation, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn cas(&self) -> Outcome<Vec<CaRow>> {
        self.read(ca::all)
    }

    /// One of them.
    ///
    /// # Errors
    /// [`Code::CaNotFound`].
    pub fn ca(&self, id: &str) -> Outcome<CaRow> {
        self.read(|connection| ca::by_id(connection, id))
    }

    /// The private key of one: PKCS#8 DER.
    ///
    /// # Errors
    /// [`Code::NotPermitted`] without the secrets key, [`Code::CaNotFound`], [`Code::PublicOnly`],
    /// [`Code::VaultDamaged`] when the seal does not hold.
    pub fn ca_secrets(&self, id: &str) -> Outcome<Secret> {
        let key = self.secrets_key(Area::Certificates)?;
        self.read(|connection| ca::secrets(connection, &ca::by_id(connection, id)?, self.id(), key))
    }

    /// The certificates of a CA itself, in the order of their roles.
    ///
    /// # Errors
    /// What the database says.
    pub fn ca_certificates(&self, id: &str) -> Outcome<Vec<CaCertificateRow>> {
        self.read(|connection| ca_certificate::of(connection, id))
    }

    /// A page of what a CA has issued.
    ///
    /// # Errors
    /// [`Code::SerialNotFound`] when the row after which it is to begin does not exist.
    pub fn issued_page(&self, ca: &str, query: &IssuedQuery, now: Timestamp) -> Outcome<Vec<IssuedRow>> {
        self.read(|connection| issued_page::page(connection, ca, query, now))
    }

    /// One issued certificate, by its serial number; none where the vault does not know it.
    ///
    /// # Errors
    /// What the database says.
    pub fn issued(&self, ca: &str, serial: &[u8]) -> Outcome<Option<IssuedRow>> {
        self.read(|connection| issued::by_serial(connection, ca, serial))
    }

    /// What a CA has issued for the key of that identifier, newest first; no more than `limit`.
    ///
    /// # Errors
    /// What the database says.
    pub fn issued_for_key(&self, ca: &str, key_id: &[u8], limit: u32) -> Outcome<Vec<IssuedRow>> {
        self.read(|connection| issued::of_key(connection, ca, key_id, limit))
    }

    /// Its bytes; none where only its serial number is known.
    ///
    /// # Errors
    /// What the database says.
    pub fn issued_certificate(&self, id: u64) -> Outcome<Option<Vec<u8>>> {
        self.read(|connection| issued::certificate(connection, id))
    }

    /// Everything of a CA that is held or revoked and ends after that moment, in the order in which it was issued.
    ///
    /// # Errors
    /// What the database says.
    pub fn out_of_use(&self, ca: &str, ended_after: Timestamp) -> Outcome<Vec<RevokedRow>> {
        self.read(|connection| issued_use::out_of_use(connection, ca, ended_after))
    }

    /// What of a CA is in use, by template. Counts every row: for a preview, not for a page.
    ///
    /// # Errors
    /// What the database says.
    pub fn issued_in_use(&self, ca: &str, now: Timestamp) -> Outcome<Vec<InUse>> {
        self.read(|connection| issued_use::in_use(connection, ca, now))
    }

    /// The revocation lists of a CA, newest first, without their bytes.
    ///
    /// # Errors
    /// What the database says.
    pub fn revocation_lists(&self, ca: &str, limit: u32) -> Outcome<Vec<CrlRow>> {
        self.read(|connection| crl::of(connection, ca, limit))
    }

    /// The newest revocation list of a CA with its bytes.
    ///
    /// # Errors
    /// What the database says.
    pub fn newest_revocation_list(&self, ca: &str) -> Outcome<Option<CrlRow>> {
        self.read(|connection| crl::newest(connection, ca))
    }
}
