//! Damage of the medium: one bit of one file is turned, and the program ends with an error or answers as if it had not
//! been. It never panics, never hangs and never answers something else.

use orgkey_hardening::place::{ADMIN, LIST, Place, Prepared};
use std::fs;

const CHECK: &str = "vault check v.orgvault --passphrase-file admin --json";

/// How many runs refused to go on, and how many answered as if nothing had happened. A list reads few pages; a check reads
/// all of them.
#[derive(Debug, Default)]
struct Count {
    checks_refused: u32,
    checks_unharmed: u32,
    lists_refused: u32,
    lists_unharmed: u32,
}

#[test]
fn flipped_bits_of_the_database_are_detected_or_harmless() {
    let count = flipped("vault.db", 200);
    assert_eq!((count.checks_refused, count.checks_unharmed), (100, 0), "every bit of it is authenticated");
    assert!(count.lists_refused > 0, "{count:?}");
}

#[test]
fn flipped_bits_of_the_key_slots_are_detected_or_harmless() {
    let count = flipped("keyslots.json", 100);
    assert!(count.checks_refused + count.lists_refused > 60, "{count:?}");
}

/// Half of the runs check the vault, half only list its key.
fn flipped(name: &str, runs: u32) -> Count {
    let prepared = Place::prepared(Prepared::Key);
    let healthy = prepared.run(LIST).expect(0).stdout;
    let (mut count, mut random) = (Count::default(), Random(0x6f72_676b_6579_0001));
    for run in 0..runs {
        let place = prepared.copy();
        let bit = flip(&place.vault().join(name), &mut random);
        let checks = run % 2 == 0;
        let ended = place.run(if checks { CHECK } else { LIST });
        let shown = format!("{name} bit {bit}: {}", ended.told());
        assert!(ended.signal.is_none() && !ended.stderr.contains("panicked"), "{shown}");
        assert!(!ended.stdout.contains(ADMIN) && !ended.stderr.contains(ADMIN), "{shown}");
        match ended.code {
            Some(0) if checks => count.checks_unharmed += 1,
            Some(0) => {
                assert_eq!(ended.stdout, healthy, "{shown}");
                count.lists_unharmed += 1;
            }
            Some(1..=5) if checks => count.checks_refused += 1,
            Some(1..=5) => count.lists_refused += 1,
            _ => panic!("{shown}"),
        }
    }
    eprintln!("{name}: {count:?}");
    count
}

fn flip(file: &std::path::Path, random: &mut Random) -> usize {
    let mut bytes = fs::read(file).unwrap();
    let bit = usize::try_from(random.next()).unwrap() % (bytes.len() * 8);
    bytes[bit / 8] ^= 1 << (bit % 8);
    fs::write(file, bytes).unwrap();
    bit
}

/// SplitMix64: the same flips in every run, so that a finding can be repeated.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
