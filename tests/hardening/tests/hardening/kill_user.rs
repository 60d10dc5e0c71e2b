//! kill -9 at the write-class system calls of an import of users: all of them are there, or none.

use super::killed::{State, at_every_write};
use orgkey_hardening::{judge::whole, place::ADMIN, users};

#[test]
fn user_import_leaves_nobody_or_everybody() {
    at_every_write(&users::place(), users::IMPORT, |place| match users::complete(&whole(place, ADMIN)) {
        0 => State::Old,
        users::PEOPLE => State::New,
        some => panic!("{some} users"),
    });
}
