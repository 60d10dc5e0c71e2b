//! Rows of the table `issued`: made, and completed where only a serial number was known.

use super::{
    ca::number,
    issued::{IssuedRow, Revocation, Standing},
};
use crate::database::sql;
use orgkey_types::{Outcome, Timestamp};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// What a new row is made of.
pub struct NewIssued<'a> {
    /// Serial number.
    pub serial: &'a [u8],
    /// What it is called in lists.
    pub name: &'a str,
    /// Subject, as RFC 4514 writes it.
    pub subject: &'a str,
    /// What it is for.
    pub template: &'a str,
    /// Key identifier (RFC 5280 §4.2.1.2) of the certified key, where it is known.
    pub key_id: Option<&'a [u8]>,
    /// Start.
    pub not_before: Timestamp,
    /// End.
    pub not_after: Timestamp,
    /// The certificate; none where only its serial number is known.
    pub der: Option<&'a [u8]>,
}

/// What is left to do for inserted rows before their transaction ends.
#[derive(Default)]
pub(crate) struct Pending {
    texts: Vec<(i64, String, String, String)>,
    /// Rows that got their certificate: what was searched before, and what is from now on.
    completed: Vec<(i64, [String; 3], [String; 3])>,
    /// Issued, held and revoked, by CA.
    counts: BTreeMap<String, [i64; 3]>,
}

impl Pending {
    fn add(&mut self, ca: &str, id: i64, new: &NewIssued<'_>, standing: Standing) {
        self.texts.push((id, new.name.to_owned(), new.subject.to_owned(), hex::encode(new.serial)));
        let [issued, held, revoked] = self.counts.entry(ca.to_owned()).or_default();
        *issued += 1;
        *held += i64::from(standing == Standing::Held);
        *revoked += i64::from(standing == Standing::Revoked);
    }

    /// Makes the rows searchable and counts them.
    pub(crate) fn finish(self, connection: &Connection) -> Outcome<()> {
        let text = "INSERT INTO issued_text (rowid, name, subject, serial) VALUES (?1, ?2, ?3, ?4)";
        let mut text = connection.prepare_cached(text).map_err(sql)?;
        for (id, name, subject, serial) in &self.texts {
            text.execute(params![id, name, subject, serial]).map_err(sql)?;
        }
        drop(text);
        self.completed.iter().try_for_each(|(id, old, new)| search_anew(connection, *id, old, new))?;
        let count = "UPDATE ca SET issued = issued + ?2, held = held + ?3, revoked = revoked + ?4, \
                     unpublished = unpublished + ?3 + ?4 WHERE id = ?1";
        for (ca, [issued, held, revoked]) in &self.counts {
            connection.execute(count, params![ca, issued, held, revoked]).map_err(sql)?;
        }
        Ok(())
    }
}

pub(crate) fn insert(
    (connection, pending): (&Connection, &mut Pending),
    ca: &str,
    new: &NewIssued<'_>,
    standing: Standing,
    revocation: Option<&Revocation>,
) -> Outcome<i64> {
    let statement = "INSERT INTO issued (ca_id, serial, name, subject, template, not_before, not_after, state, \
                     reason, revoked_at, invalid_since, sha256, key_id) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    let values = params![
        ca,
        new.serial,
        new.name,
        new.subject,
        new.template,
        new.not_before.seconds(),
        new.not_after.seconds(),
        standing.name(),
        revocation.map(|revocation| &revocation.reason),
        revocation.map(|revocation| revocation.at.seconds()),
        revocation.and_then(|revocation| revocation.invalid_since).map(Timestamp::seconds),
        new.der.map(orgkey_files::sha256),
        new.key_id,
    ];
    connection.prepare_cached(statement).and_then(|mut statement| statement.execute(values)).map_err(sql)?;
    let id = connection.last_insert_rowid();
    pending.add(ca, id, new, standing);
    store_certificate(connection, id, new)?;
    Ok(id)
}

/// Adds the certificate to a row that is known by its serial number alone. How it stands is left as it is.
pub(crate) fn complete(
    (connection, pending): (&Connection, &mut Pending),
    row: &IssuedRow,
    new: &NewIssued<'_>,
) -> Outcome<()> {
    let statement = "UPDATE issued SET name = ?2, subject = ?3, template = ?4, key_id = ?5, not_before = ?6, \
                     not_after = ?7, sha256 = ?8 WHERE id = ?1";
    let id = number(row.id)?;
    let (start, end) = (new.not_before.seconds(), new.not_after.seconds());
    let sha256 = new.der.map(orgkey_files::sha256);
    let values = params![id, new.name, new.subject, new.template, new.key_id, start, end, sha256];
    connection.prepare_cached(statement).and_then(|mut statement| statement.execute(values)).map_err(sql)?;
    store_certificate(connection, id, new)?;
    let serial = hex::encode(&row.serial);
    let old = [row.name.clone(), row.subject.clone(), serial.clone()];
    pending.completed.push((id, old, [new.name.to_owned(), new.subject.to_owned(), serial]));
    Ok(())
}

fn store_certificate(connection: &Connection, id: i64, new: &NewIssued<'_>) -> Outcome<()> {
    let Some(der) = new.der else { return Ok(()) };
    let statement = "INSERT INTO issued_certificate (id, der) VALUES (?1, ?2)";
    connection.prepare_cached(statement).and_then(|mut statement| statement.execute(params![id, der])).map_err(sql)?;
    Ok(())
}

/// An index without text of its own is told what it has to forget.
fn search_anew(connection: &Connection, id: i64, old: &[String; 3], new: &[String; 3]) -> Outcome<()> {
    let forget =
        "INSERT INTO issued_text (issued_text, rowid, name, subject, serial) VALUES ('delete', ?1, ?2, ?3, ?4)";
    let learn = "INSERT INTO issued_text (rowid, name, subject, serial) VALUES (?1, ?2, ?3, ?4)";
    for (statement, [name, subject, serial]) in [(forget, old), (learn, new)] {
        let values = params![id, name, subject, serial];
        connection.prepare_cached(statement).and_then(|mut statement| statement.execute(values)).map_err(sql)?;
    }
    Ok(())
}
