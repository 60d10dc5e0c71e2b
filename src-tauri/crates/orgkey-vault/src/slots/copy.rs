//! `keyslots.json` and the same bytes again as `keyslots.copy.json`. The copy always follows the file: it is never older
//! than the last change that has come to its end, so that nobody is told to put a passphrase back that is not in force.

use super::{KeySlots, file::LARGEST};
use crate::layout;
use orgkey_files::{Overwrite, PrivateFile, read_bounded, withdraw};
use orgkey_types::Outcome;
use std::path::Path;

/// Replaces both. Both are on the medium before one of them gets its name: a full disk changes nothing.
///
/// # Errors
/// What the medium says; `keyslots.json` is then unchanged.
pub(crate) fn replace(folder: &Path, slots: &KeySlots) -> Outcome<()> {
    let bytes = slots.to_bytes()?;
    let next = begun(&layout::key_slots(folder), &bytes)?;
    let copy = begun(&layout::copy_of_key_slots(folder), &bytes)?;
    next.commit()?;
    // Absent on purpose: an error. The change has taken effect, and the next writer makes the copy.
    let _ = copy.commit();
    Ok(())
}

/// Whether the copy says what the slots say.
pub(crate) fn stands(folder: &Path, slots: &KeySlots) -> Outcome<bool> {
    let bytes = slots.to_bytes()?;
    Ok(read_bounded(&layout::copy_of_key_slots(folder), LARGEST).is_ok_and(|copy| copy == bytes))
}

/// Makes the copy where it is missing or another one, and takes away what earlier versions kept instead.
///
/// # Errors
/// What the medium says.
pub(crate) fn settle(folder: &Path, slots: &KeySlots) -> Outcome<()> {
    if !stands(folder, slots)? {
        begun(&layout::copy_of_key_slots(folder), &slots.to_bytes()?)?.commit()?;
    }
    let previous = layout::previous_key_slots(folder);
    if previous.is_file() { withdraw(&previous) } else { Ok(()) }
}

fn begun(path: &Path, bytes: &[u8]) -> Outcome<PrivateFile> {
    let mut file = PrivateFile::create(path, Overwrite::Replace)?;
    file.write(bytes)?;
    Ok(file)
}
