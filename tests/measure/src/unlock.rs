use crate::{ADMINISTRATOR, Done, median, opened, row, vault};
use argon2::{Algorithm, Argon2, Params, Version};
use orgkey_core::KdfCost;
use std::{hint::black_box, path::Path, time::Duration};

const RUNS: usize = 9;

/// Unlocking is the key derivation and little else; the rest is what this program adds.
pub fn measure(folder: &Path) -> Done {
    let folder = folder.join("unlock.orgvault");
    drop(vault(&folder)?);
    let (whole, derivation) = (whole(&folder)?, derivation()?);
    row("unlock (64 MiB, 3 passes)", whole, "key derivation alone", derivation);
    row("unlock minus key derivation", whole.saturating_sub(derivation), "key derivation alone", derivation);
    Ok(())
}

/// From a closed vault to an open one.
pub fn whole(folder: &Path) -> Done<Duration> {
    median(RUNS, || {
        black_box(opened(folder)?.lock());
        Ok(())
    })
}

/// The part of it that is slow on purpose.
pub fn derivation() -> Done<Duration> {
    let cost = KdfCost::floor();
    median(RUNS, || {
        let params =
            Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).map_err(|error| error.to_string())?;
        let mut key = [0; 32];
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        argon.hash_password_into(ADMINISTRATOR.as_bytes(), &[7; 16], &mut key).map_err(|error| error.to_string())?;
        black_box(key);
        Ok(())
    })
}
