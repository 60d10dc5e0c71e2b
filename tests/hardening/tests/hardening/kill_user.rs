//! kill -9 at the write-class system calls of what is done for users: of each transaction all is there, or nothing, and the
//! next maintenance run finishes the rest.

use super::killed::{State, at_every_write};
use orgkey_hardening::{
    judge::{keys, whole},
    place::ADMIN,
    users,
};

#[test]
fn user_import_leaves_nobody_or_everybody() {
    at_every_write(&users::place(), users::IMPORT, |place| match users::complete(&whole(place, ADMIN)) {
        0 => State::Old,
        users::PEOPLE => State::New,
        some => panic!("{some} users"),
    });
}

#[test]
fn a_maintenance_run_leaves_whole_pieces_and_the_next_one_does_the_rest() {
    at_every_write(&users::place_with_due_users(), users::MAINTENANCE, |place| {
        match users::finished(&mut whole(place, ADMIN)) {
            (0, users::PEOPLE) => State::Old,
            (users::PEOPLE, users::PEOPLE) => State::New,
            (before, after) => panic!("{before} were signed, then {after}"),
        }
    });
}

#[test]
fn a_replacement_leaves_the_old_organization_key_in_use_or_the_new_one() {
    at_every_write(&users::place_with_users(), users::REPLACE, |place| {
        let mut vault = whole(place, ADMIN);
        let generations: Vec<u64> = keys(&vault).iter().map(|key| key.stored.generation).collect();
        for key in keys(&vault) {
            orgkey_hardening::judge::complete(&vault, &key);
        }
        match (generations.as_slice(), users::finished(&mut vault)) {
            ([1], (users::PEOPLE, users::PEOPLE)) => State::Old,
            ([2, 1], (0, users::PEOPLE)) => State::New,
            (generations, users) => panic!("{generations:?}, {users:?}"),
        }
    });
}
