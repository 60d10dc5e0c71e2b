//! The one call that SQLCipher offers only in C.
#![allow(unsafe_code)]

use super::error::refused;
use crate::keys::PageKey;
use orgkey_types::{Code, Outcome};
use rusqlite::{Connection, ffi};
use zeroize::Zeroizing;

const RAW: usize = 67;

/// Gives the connection its key in the raw form `x'…'`: no derivation, and the key stands neither in SQL text nor in a
/// statement cache, where `PRAGMA key` would leave it.
pub(super) fn give(connection: &Connection, key: &PageKey) -> Outcome<()> {
    let mut raw = Zeroizing::new([b'\''; RAW]);
    let [x, _, digits @ .., _] = &mut *raw;
    *x = b'x';
    hex::encode_to_slice(key.0.expose(), digits).map_err(|_| Code::Internal)?;
    // SAFETY: the handle lives as long as the connection that is borrowed here; the buffer is valid for RAW bytes and
    // SQLCipher copies it before the call returns.
    let code = unsafe { ffi::sqlite3_key(connection.handle(), raw.as_ptr().cast(), RAW as i32) };
    if code == ffi::SQLITE_OK { Ok(()) } else { Err(refused(code)) }
}
