//! Freed memory is wiped, whoever frees it: Rust, GTK and the web view's C++, through which the body of the request
//! that carries a passphrase passes. Their wiping is not in our hands, but `free` is: what the program defines itself
//! the linker prefers for every library of the process. `realloc` is taken over too, since it frees when it moves.
//!
//! WebKit's own allocator would never call it, unless the variable `Malloc` tells it to use the system's. It asks while
//! the libraries are loaded, before any code of ours: hence `getenv` is ours as well. The web process keeps its own.
//!
//! Measured with `tests/desktop/journeys/memory.test.mjs`, eight runs each: a copy of the passphrase stayed in the
//! window's process in seven when `Malloc` was not told, in three when it was told by `main`, in none as it is here.
//! Only for glibc, whose functions have second names to be called by.

#![allow(unsafe_code)]

use std::ffi::{CStr, c_char, c_void};

unsafe extern "C" {
    fn __libc_free(pointer: *mut c_void);
    fn __libc_malloc(size: usize) -> *mut c_void;
    fn malloc_usable_size(pointer: *mut c_void) -> usize;
    fn secure_getenv(name: *const c_char) -> *mut c_char;
}

/// `getenv` of the C standard library, which answers `1` for `Malloc`.
///
/// # Safety
/// As getenv(3).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn getenv(name: *const c_char) -> *mut c_char {
    // SAFETY: the caller's promise that this is a C string; nobody writes to what getenv gives.
    unsafe { if CStr::from_ptr(name) == c"Malloc" { c"1".as_ptr().cast_mut() } else { secure_getenv(name) } }
}

/// `free` of the C standard library, with the memory wiped before it goes back.
///
/// # Safety
/// As free(3).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn free(pointer: *mut c_void) {
    if !pointer.is_null() {
        // SAFETY: the caller gives back what the allocator gave; all of it is writable, and nobody reads it again.
        unsafe { wipe(pointer, malloc_usable_size(pointer)) };
    }
    // SAFETY: the caller's promise, passed on.
    unsafe { __libc_free(pointer) }
}

/// `realloc` of the C standard library, by way of a copy, so that the old place is wiped.
///
/// # Safety
/// As realloc(3).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn realloc(pointer: *mut c_void, size: usize) -> *mut c_void {
    // SAFETY: the caller's promise; old and new place do not overlap, and the copy stays inside both.
    unsafe {
        if pointer.is_null() {
            return __libc_malloc(size);
        }
        if size == 0 {
            free(pointer);
            return std::ptr::null_mut();
        }
        let held = malloc_usable_size(pointer);
        // It stays where it is while it fits and does not waste half: what grows a little at a time stays cheap.
        if size <= held && size > held / 2 {
            return pointer;
        }
        let moved = __libc_malloc(size);
        if !moved.is_null() {
            std::ptr::copy_nonoverlapping(pointer.cast::<u8>(), moved.cast::<u8>(), held.min(size));
            free(pointer);
        }
        moved
    }
}

unsafe fn wipe(pointer: *mut c_void, length: usize) {
    // SAFETY: the caller owns these bytes. `__libc_free`, which follows, means nothing to the compiler: it cannot leave
    // the writes out.
    unsafe { std::ptr::write_bytes(pointer.cast::<u8>(), 0, length) };
}
