use super::{craft::*, material::Ca};
use crate::{OpenPolicy, Preset, inspect, open};
use orgkey_types::Passphrase;

/// Deterministic noise: a failure is found again by its seed.
struct Noise(u64);

impl Noise {
    fn next(&mut self, below: usize) -> usize {
        // The multiplier and increment of Knuth's MMIX.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.next(256)).unwrap()
    }

    /// A few wounds of the kinds that files get, and of those that only people make.
    fn wound(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.next(3) {
            if bytes.is_empty() {
                break;
            }
            let at = self.next(bytes.len());
            match self.next(6) {
                0 => bytes[at] ^= 1 << self.next(8),
                1 => bytes[at] = self.byte(),
                2 => bytes.truncate(at),
                3 => bytes.insert(at, [0, 0x80, 0xff, 0x30, 0xa0][self.next(5)]),
                4 => drop(bytes.drain(at..(at + 1 + self.next(8)).min(bytes.len()))),
                _ => {
                    let end = (at + self.next(64)).min(bytes.len());
                    let piece = bytes[at..end].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
        }
        bytes
    }
}

fn look(file: &[u8]) {
    let _ = inspect(file);
    let _ = open(file, &Passphrase::new("x".into()), OpenPolicy { accept_missing_mac: true });
}

fn wound_each(seed: u64, count: usize, base: &[u8], wrap: impl Fn(Vec<u8>) -> Vec<u8>) {
    let mut noise = Noise(seed);
    look(&wrap(base.to_vec()));
    for _ in 0..count {
        look(&wrap(noise.wound(base)));
    }
}

/// With few rounds, so that the time goes into reading. Those without MAC, and those whose encrypted content is
/// wounded before it is encrypted, get behind the doors where the others end.
#[test]
fn a_hundred_thousand_wounded_files_neither_panic_nor_hang() {
    let ca = Ca::new("p256");
    let (modern, fips) = (ca.file(Preset::Modern, "x", 1), ca.file(Preset::Fips, "x", 1));
    let legacy = ca.file(Preset::Legacy, "x", 1);
    let bags = sequence(&[
        &certificate_bag(&ca.self_signed),
        &bag(crate::oids::KEY_BAG, ca.key.expose()),
        &shrouded(&pbes2(&number(1), &number(32))),
        &bag(crate::oids::SAFE_CONTENTS_BAG, &sequence(&[&certificate_bag(&[5; 20])])),
    ]);
    let endless_bags =
        endless(0x30, &[&certificate_bag(&[5; 20]), &shrouded(&classic(crate::oids::PBE_RC2_40, &number(1)))]);
    std::thread::scope(|scope| {
        scope.spawn(|| wound_each(1, 15_000, &modern, |file| file));
        scope.spawn(|| wound_each(2, 15_000, &fips, |file| file));
        scope.spawn(|| wound_each(3, 3_000, &legacy, |file| file));
        scope.spawn(|| wound_each(4, 27_000, &pfx(&[data(&bags), encrypted(&bags)], no_mac), |file| file));
        scope.spawn(|| wound_each(5, 20_000, &bags, |bags| pfx(&[encrypted(&bags)], no_mac)));
        scope.spawn(|| wound_each(6, 20_000, &endless_bags, |bags| pfx(&[data(&bags)], no_mac)));
    });
}
