use crate::{ADMINISTRATOR, Done, median, now, passphrase, row, told, vault};
use argon2::{Algorithm, Argon2, Params, Version};
use orgkey_core::{Access, KdfCost, LockedVault, Machine, Unlock, unlock};
use std::{hint::black_box, path::Path};

const RUNS: usize = 9;

/// Unlocking is the key derivation and little else; the rest is what this program adds.
pub fn measure(folder: &Path) -> Done {
    let folder = folder.join("unlock.orgvault");
    drop(vault(&folder)?);
    let words = passphrase(ADMINISTRATOR);
    let request = Unlock { administrator: None, passphrase: &words, access: Access::WriteOrRead, program: "measure" };
    let whole = median(RUNS, || {
        let locked = LockedVault::open(&folder).map_err(told)?;
        let opened = unlock(&locked, &request, &Machine::at(None), now()?).map_err(told)?;
        black_box(opened.lock());
        Ok(())
    })?;
    let cost = KdfCost::floor();
    let derivation = median(RUNS, || {
        let params =
            Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).map_err(|error| error.to_string())?;
        let mut key = [0; 32];
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        argon.hash_password_into(ADMINISTRATOR.as_bytes(), &[7; 16], &mut key).map_err(|error| error.to_string())?;
        black_box(key);
        Ok(())
    })?;
    row("unlock (64 MiB, 3 passes)", whole, "key derivation alone", derivation);
    row("unlock minus key derivation", whole.saturating_sub(derivation), "key derivation alone", derivation);
    Ok(())
}
