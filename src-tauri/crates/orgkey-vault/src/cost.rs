use crate::keys::Key;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use orgkey_types::{Code, Failure, Outcome, Passphrase};
use serde::{Deserialize, Serialize};
use std::time::{Duration, Instant};
use zeroize::Zeroize;

/// What a key derivation with Argon2id (RFC 9106) costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KdfCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes; they are computed one after the other here.
    pub lanes: u32,
}

const MIB: u32 = 1024;
const MOST_MEMORY: u32 = 2048 * MIB;
const MOST_PASSES: u32 = 64;
const MOST_LANES: u32 = 16;
/// Calibration stops here: unlocking must also work on the smaller machine that the vault is carried to.
const CALIBRATED_MEMORY: u32 = 512 * MIB;
const AIM: Duration = Duration::from_secs(1);

impl KdfCost {
    /// The least that is accepted: 64 MiB, 3 passes, 4 lanes (RFC 9106 §4, second recommended option).
    pub const fn floor() -> Self {
        Self { memory_kib: 64 * MIB, passes: 3, lanes: 4 }
    }

    /// About one second on this machine, measured now, and never under the floor: memory grows first, up to 512 MiB,
    /// then the passes.
    pub fn calibrated() -> Self {
        let floor = Self::floor();
        let Some(spent) = measure(floor) else { return floor };
        let times = (AIM.as_secs_f64() / spent.as_secs_f64().max(0.001)).clamp(1.0, 1024.0);
        let memory = (times.floor() as u32).clamp(1, CALIBRATED_MEMORY / floor.memory_kib);
        let passes = (f64::from(floor.passes) * times / f64::from(memory)).round() as u32;
        Self { memory_kib: floor.memory_kib * memory, passes: passes.clamp(floor.passes, MOST_PASSES), ..floor }
    }

    /// Refuses a downgrade and a bomb, before any passphrase is asked for.
    ///
    /// # Errors
    /// [`Code::KeySlotsWeak`] under the floor of memory or passes, [`Code::TooExpensive`] over 2 GiB, 64 passes or 16
    /// lanes; both about `subject`.
    pub(crate) fn refuse_outside_bounds(self, subject: &str) -> Outcome<()> {
        let floor = Self::floor();
        if self.memory_kib < floor.memory_kib || self.passes < floor.passes || self.lanes < 1 {
            return Err(Failure::about(Code::KeySlotsWeak, subject));
        }
        if self.memory_kib > MOST_MEMORY || self.passes > MOST_PASSES || self.lanes > MOST_LANES {
            return Err(Failure::about(Code::TooExpensive, subject));
        }
        Ok(())
    }

    /// As shown: `Argon2id, 64 MiB, 3 passes`.
    pub(crate) fn shown(self) -> String {
        format!("Argon2id, {} MiB, {} passes", self.memory_kib / MIB, self.passes)
    }

    /// # Errors
    /// [`Code::TooExpensive`] when the memory is not to be had.
    pub(crate) fn derive(self, passphrase: &Passphrase, salt: &[u8]) -> Outcome<Key> {
        let refuse = |error: argon2::Error| Failure::from(Code::Internal).because(error);
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).map_err(refuse)?;
        let mut memory = Vec::new();
        memory.try_reserve_exact(params.block_count()).map_err(|_| Failure::about(Code::TooExpensive, self.shown()))?;
        memory.resize(params.block_count(), Block::default());
        let mut key = Key::empty();
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let text = passphrase.expose().as_bytes();
        let derived = argon.hash_password_into_with_memory(text, salt, key.expose_mut(), &mut memory);
        memory.zeroize();
        derived.map_err(refuse)?;
        Ok(key)
    }
}

/// A stopwatch, not a point in time: nothing that is stored depends on the clock.
#[allow(clippy::disallowed_methods)]
fn measure(cost: KdfCost) -> Option<Duration> {
    let start = Instant::now();
    cost.derive(&Passphrase::new("calibration".to_owned()), &[0; 16]).ok()?;
    Some(start.elapsed())
}
