//! kill -9 at the write-class system calls of what changes the Organization Certificate and users' certificates.

use super::killed::{State, at_every_write};
use orgkey_hardening::{
    judge::whole,
    org_cert::{self, PEOPLE, counted, issuers},
    place::ADMIN,
};

#[test]
fn org_cert_generate_leaves_none_or_a_whole_one() {
    at_every_write(&org_cert::place(), org_cert::GENERATE, |place| match issuers(&whole(place, ADMIN)) {
        0 => State::Old,
        1 => State::New,
        some => panic!("{some} Organization Certificates"),
    });
}

#[test]
fn user_issue_certificate_leaves_a_chunk_of_users_without_or_with_one() {
    at_every_write(&org_cert::with_issuer(), org_cert::ISSUE, |place| match counted(&whole(place, ADMIN)) {
        (0, 0) => State::Old,
        (PEOPLE, 0) => State::New,
        some => panic!("{some:?}"),
    });
}

#[test]
fn user_revoke_certificate_revokes_all_or_none() {
    let place = org_cert::with_issuer();
    let _ = place.run(org_cert::ISSUE).expect(0);
    at_every_write(&place, org_cert::REVOKE, |place| match counted(&whole(place, ADMIN)) {
        (PEOPLE, 0) => State::Old,
        (live, 2) if live == PEOPLE - 2 => State::New,
        some => panic!("{some:?}"),
    });
}
