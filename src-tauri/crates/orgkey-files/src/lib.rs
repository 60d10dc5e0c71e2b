//! The one crate that creates files: private from the first moment, whole or absent under their final name, and read
//! back from the medium. Every path arrives from the caller; nothing is ever written to a shared temporary folder.
// The ban on opening files for writing is there to send everybody else to this crate.
#![allow(clippy::disallowed_methods)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod digest;
mod folder;
mod lock;
mod medium;
mod os;
mod place;
mod private;
mod read;

pub use digest::sha256;
pub use folder::{
    create_private_dir, exposed, move_folder, remove_folder, replace_file, sweep_leftovers, sync_folder, withdraw,
};
pub use lock::LockedFile;
pub use medium::{open_uncached, read_back};
pub use private::{Overwrite, PrivateFile, Written, is_part};
pub use read::{open_regular, read_bounded, read_secret};
