//! Two states of one key.

use crate::craft::{NOW, certification, fixture, packet, small_key, split};
use orgkey_openpgp::{Note, Relation, inspect, merge_public, renew_self_signatures, summarize_public};
use orgkey_types::Code;

#[test]
fn newer_older_same_and_mixed_are_told_apart_and_nothing_gets_lost() {
    let first = small_key();
    let second = renew_self_signatures(&first, Some(NOW.plus_seconds(86_400)), NOW.plus_seconds(10)).unwrap();
    let third = renew_self_signatures(&first, Some(NOW.plus_seconds(99_000)), NOW.plus_seconds(20)).unwrap();
    // Direct key, user ID and subkey: three signatures each.
    let cases = [
        (first.public(), first.public(), Relation::Same, 0),
        (first.public(), second.public(), Relation::Newer, 3),
        (second.public(), first.public(), Relation::Older, 0),
        (second.public(), third.public(), Relation::Mixed, 3),
    ];
    for (stored, incoming, relation, added) in cases {
        let merged = merge_public(stored, incoming, NOW).unwrap();
        assert_eq!((merged.relation, merged.added_packets), (relation, added));
        let packets = split(&merged.public);
        for (_, raw) in split(stored).iter().chain(&split(incoming)) {
            assert!(packets.iter().any(|(_, kept)| kept == raw));
        }
    }
    let merged = merge_public(second.public(), third.public(), NOW).unwrap();
    let summary = summarize_public(&merged.public, NOW.plus_seconds(30)).unwrap();
    assert_eq!(summary.expires, Some(NOW.plus_seconds(99_000)));
}

#[test]
fn another_key_is_not_merged() {
    let failure = merge_public(small_key().public(), small_key().public(), NOW).unwrap_err();
    assert_eq!(failure.code, Code::KeyMismatch);
}

#[test]
fn what_a_stranger_appends_does_not_get_in() {
    let (mine, other) = (small_key(), small_key());
    let foreign_subkey = split(other.public()).into_iter().skip_while(|(tag, _)| *tag != 14);
    let foreign_subkey: Vec<u8> = foreign_subkey.flat_map(|(_, raw)| raw).collect();
    let mut false_signature = split(mine.public()).into_iter().find(|(tag, _)| *tag == 2).unwrap().1;
    *false_signature.last_mut().unwrap() ^= 1;
    let cases = [
        ("user ID", packet(13, b"Mallory <m@example.net>")),
        ("foreign subkey with its binding", foreign_subkey),
        ("false self-signature behind a subkey", false_signature),
    ];
    for (name, extra) in cases {
        let merged = merge_public(mine.public(), &[mine.public(), &extra].concat(), NOW).unwrap();
        assert_eq!((merged.public.as_slice(), merged.relation), (mine.public(), Relation::Same), "{name}");
    }
}

#[test]
fn a_false_self_signature_does_not_get_in_among_certifications() {
    let mine = small_key();
    let mut packets: Vec<Vec<u8>> = split(mine.public()).into_iter().map(|(_, raw)| raw).collect();
    let mut lie = packets[2].clone();
    *lie.last_mut().unwrap() ^= 1;
    packets.insert(3, lie);
    let merged = merge_public(mine.public(), &packets.concat(), NOW).unwrap();
    assert_eq!((merged.public.as_slice(), merged.added_packets), (mine.public(), 0));
    let contents = inspect(&packets.concat(), NOW).unwrap();
    assert_eq!(contents.notes, [Note::FalseSignatures(1)]);
}

#[test]
fn certifications_by_others_are_taken_over_up_to_a_bound() {
    let (mine, other) = (small_key(), small_key());
    let user_id = mine.summary().user_ids[0].clone();
    let with = |count: usize| {
        let mut bytes = Vec::new();
        for (tag, raw) in split(mine.public()) {
            bytes.extend(&raw);
            if tag == 13 {
                // Distinct packets: what counts is their number.
                let one = certification(&other, &mine, &user_id);
                bytes.extend(&one);
                bytes.extend((1..count).flat_map(|n| packet(2, &[&[4, 0x10, 22, 8][..], &n.to_be_bytes()].concat())));
            }
        }
        merge_public(mine.public(), &bytes, NOW).unwrap()
    };
    assert_eq!((with(1).relation, with(1).added_packets), (Relation::Newer, 1));
    assert_eq!(with(500).added_packets, 500);
    assert_eq!((with(501).public.as_slice(), with(501).added_packets), (mine.public(), 0));
}

#[test]
fn a_revocation_is_merged_and_shown() {
    let stored = inspect(&fixture("revoked.asc"), NOW).unwrap().keys.pop().unwrap().public().to_vec();
    let before: Vec<u8> = {
        let mut packets = split(&stored);
        packets.remove(1);
        packets.into_iter().flat_map(|(_, raw)| raw).collect()
    };
    assert!(!summarize_public(&before, NOW).unwrap().revoked);
    let merged = merge_public(&before, &stored, NOW).unwrap();
    assert_eq!((merged.relation, merged.added_packets), (Relation::Newer, 1));
    assert!(summarize_public(&merged.public, NOW).unwrap().revoked);
    assert_eq!(merge_public(&stored, &before, NOW).unwrap().relation, Relation::Older);
}
