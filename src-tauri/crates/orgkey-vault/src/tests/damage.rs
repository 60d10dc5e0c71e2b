use super::{Closed, NOW};
use crate::{
    IssuedQuery, UserFilter, UserOrder, UserQuery,
    database::{Mode, sql, user_version},
    layout,
    tables::{
        adk, audit, backup, ca, ca_certificate, crl, issued_page, issued_use, key_slots, maintenance_run, organization,
        organization_key, setting, user, user_certificate, user_page,
    },
    write,
};
use orgkey_types::{Code, Outcome};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs::{self, OpenOptions},
    os::unix::fs::FileExt,
};

/// Reads every table through the code that the program uses, and digests it.
fn everything(closed: &Closed) -> Outcome<Vec<u8>> {
    closed.open(Mode::Read)?.read(|connection| everything_in(closed, connection))
}

fn everything_in(closed: &Closed, connection: &Connection) -> Outcome<Vec<u8>> {
    // As entering a vault does.
    if user_version(connection)? == 0 {
        return Err(Code::VaultDamaged.into());
    }
    let mut digest = Sha256::new();
    digest.update(format!("{:?}", organization::read(connection)?));
    digest.update(organization::counter(connection)?.to_be_bytes());
    digest.update(key_slots::read(connection)?.to_bytes()?);
    audit::verify(connection, &closed.id)?;
    digest.update(format!(
        "{:?}",
        audit::page(connection, orgkey_types::Timestamp::from_seconds(0), i64::MAX, u32::MAX, "")?
    ));
    digest.update(format!("{:?}", ca::all(connection)?));
    digest.update(format!("{:?}", ca_certificate::of(connection, "ca")?));
    digest.update(format!("{:?}", crl::of(connection, "ca", 9)?));
    digest.update(format!("{:?}", issued_use::out_of_use(connection, "ca", NOW)?));
    digest.update(format!("{:?}", issued_use::in_use(connection, "ca", NOW)?));
    let query = IssuedQuery { text: "text".to_owned(), limit: 9, ..IssuedQuery::default() };
    digest.update(format!("{:?}", issued_page::page(connection, "ca", &query, NOW)?));
    digest.update(users_in(connection)?);
    digest.update(keys_in(connection)?);
    let mut statement = connection.prepare("SELECT name, value FROM setting ORDER BY name").map_err(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(sql)?;
    for row in rows {
        let (name, value): (String, String) = row.map_err(sql)?;
        digest.update(name + "=" + &value);
    }
    Ok(digest.finalize().to_vec())
}

/// The tables of keys, copies and runs; most are empty here, and their roots are pages too.
fn keys_in(connection: &Connection) -> Outcome<String> {
    let keys = format!("{:?}{:?}", organization_key::all(connection)?, backup::list(connection, None)?);
    let adks = format!("{:?}{:?}", adk::all(connection)?, adk::coverage(connection)?);
    let runs = format!("{:?}{:?}", maintenance_run::last(connection, 9)?, maintenance_run::newest_moment(connection)?);
    let certificates = user_certificate::of_user(connection, 1, 9)?;
    Ok(format!("{keys}{adks}{runs}{certificates:?}{:?}{}", user::after(connection, 0)?, user::count(connection)?))
}

/// Walks of the users, each over another index; few, since they are walked ten thousand times.
fn users_in(connection: &Connection) -> Outcome<String> {
    let asked = [
        (UserOrder::Email, None, ""),
        (UserOrder::Contact, None, ""),
        (UserOrder::Name, None, "text"),
        (UserOrder::Email, Some(UserFilter::Deleted), ""),
    ];
    let mut read = String::new();
    for (order, filter, text) in asked {
        let (descending, generation, after) = (false, Some(1), None);
        let text = text.to_owned();
        let query = UserQuery { order, descending, filter, text, generation, inactive_since: NOW, after, limit: 9 };
        read += &format!("{:?}", user_page::page(connection, &query, NOW)?);
    }
    Ok(read)
}

/// A small generator with a known start, so that a failure can be repeated.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

#[test]
fn ten_thousand_flipped_bits_of_the_database_never_give_wrong_data() {
    let closed = Closed::with_entries(90);
    let whole = everything(&closed).unwrap();
    let path = layout::database(&closed.folder);
    let bytes = fs::read(&path).unwrap();
    let file = OpenOptions::new().write(true).open(&path).unwrap();
    let mut numbers = Numbers(0x0bad_5eed_cafe_f00d);
    let mut codes: BTreeMap<Code, u32> = BTreeMap::new();
    let mut harmless = 0;
    for round in 0..10_000 {
        let bit = numbers.below(bytes.len() as u64 * 8);
        let (place, original) = (bit / 8, bytes[(bit / 8) as usize]);
        file.write_all_at(&[original ^ (1 << (bit % 8))], place).unwrap();
        match everything(&closed) {
            Ok(read) => {
                assert!(read == whole, "round {round}, bit {bit}");
                harmless += 1;
            }
            Err(failure) => *codes.entry(failure.code).or_default() += 1,
        }
        file.write_all_at(&[original], place).unwrap();
    }
    assert_eq!(everything(&closed).unwrap(), whole, "the file is as it was");
    assert_eq!(codes.keys().copied().collect::<Vec<_>>(), [Code::VaultDamaged], "{codes:?}, harmless: {harmless}");
    assert!(codes[&Code::VaultDamaged] > 5_000, "most pages were read: {codes:?}, harmless: {harmless}");
}

/// The tail of a long value is a page that SQLite reads without looking for a structure in it.
#[test]
fn a_flipped_bit_in_the_tail_of_a_long_value_is_damage_and_not_zeros() {
    let closed = Closed::with_entries(0);
    let mut database = closed.open(Mode::Write).unwrap();
    let long = "long value ".repeat(700);
    write::change(&mut database, "Ada", NOW, |change| setting::write(change.connection, "long", &long)).unwrap();
    database.close().unwrap();
    let path = layout::database(&closed.folder);
    let bytes = fs::read(&path).unwrap();
    let (mut damaged, mut zeros) = (0, 0);
    for page in 1..bytes.len() / 4096 {
        let mut flipped = bytes.clone();
        flipped[page * 4096 + 1000] ^= 1;
        fs::write(&path, &flipped).unwrap();
        // A page of the schema is read as the database is opened.
        let database = match closed.open(Mode::Read) {
            Ok(database) => database,
            Err(failure) => {
                assert_eq!(failure.code, Code::VaultDamaged);
                continue;
            }
        };
        let unguarded = setting::read(&database.0, "long");
        zeros += u32::from(unguarded.is_ok_and(|read| read.as_ref() != Some(&long)));
        drop(database);
        match closed.open(Mode::Read).unwrap().read(|connection| setting::read(connection, "long")) {
            Ok(read) => assert!(read.as_ref() == Some(&long), "page {page}"),
            Err(failure) => {
                assert_eq!(failure.code, Code::VaultDamaged);
                damaged += 1;
            }
        }
    }
    assert!(damaged >= 2, "the row and its tail: {damaged}");
    assert!(zeros >= 1, "without the guard SQLite returns zeros for data: should that end, so can the guard");
}

#[test]
fn a_database_cut_at_any_page_or_near_it_is_damaged() {
    let closed = Closed::with_entries(20);
    let path = layout::database(&closed.folder);
    let bytes = fs::read(&path).unwrap();
    for page in 0..bytes.len() / 4096 {
        for length in [page * 4096, page * 4096 + 1, page * 4096 + 2048, page * 4096 + 4095] {
            fs::write(&path, &bytes[..length]).unwrap();
            let read = everything(&closed).map_err(|failure| failure.code);
            assert_eq!(read, Err(Code::VaultDamaged), "{length} of {}", bytes.len());
        }
    }
}

#[test]
fn pages_that_were_exchanged_or_repeated_are_damage() {
    let closed = Closed::with_entries(20);
    let path = layout::database(&closed.folder);
    let bytes = fs::read(&path).unwrap();
    let pages = bytes.len() / 4096;
    assert!(pages > 8);
    for (from, to) in (1..pages).map(|page| (page, if page + 1 < pages { page + 1 } else { 1 })) {
        let mut changed = bytes.clone();
        changed.copy_within(from * 4096..(from + 1) * 4096, to * 4096);
        fs::write(&path, &changed).unwrap();
        if let Ok(read) = everything(&closed) {
            fs::write(&path, &bytes).unwrap();
            assert_eq!(read, everything(&closed).unwrap(), "page {from} over page {to}");
        }
    }
}

#[test]
fn an_intent_that_meets_damage_says_damage_and_not_that_room_is_missing() {
    let closed = Closed::with_entries(20);
    let path = layout::database(&closed.folder);
    let bytes = fs::read(&path).unwrap();
    let mut codes: BTreeMap<Code, u32> = BTreeMap::new();
    for page in 0..bytes.len() / 4096 {
        let mut flipped = bytes.clone();
        flipped[page * 4096 + 1000] ^= 1;
        fs::write(&path, &flipped).unwrap();
        let begun =
            closed.enter().and_then(|mut vault| vault.begin("note", "subject", serde_json::json!({}), NOW).map(|_| ()));
        if let Err(failure) = begun {
            *codes.entry(failure.code).or_default() += 1;
        }
    }
    assert_eq!(codes.keys().copied().collect::<Vec<_>>(), [Code::VaultDamaged], "{codes:?}");
    assert!(codes[&Code::VaultDamaged] >= 3, "{codes:?}");
}
