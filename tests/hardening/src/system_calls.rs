//! The system calls by which the program changes something on a disk: `strace` knows them by name, the tracer by number.

use libc::c_long;

/// One of them.
pub(crate) struct WriteClass {
    /// `pwrite64`.
    pub(crate) name: &'static str,
    /// As this machine counts.
    pub(crate) number: c_long,
    /// Whether its first argument is a descriptor of the file that it changes.
    pub(crate) by_descriptor: bool,
}

const fn by_descriptor(name: &'static str, number: c_long) -> WriteClass {
    WriteClass { name, number, by_descriptor: true }
}

const fn by_name(name: &'static str, number: c_long) -> WriteClass {
    WriteClass { name, number, by_descriptor: false }
}

/// Younger kinds of machine lack the older half of those that go by a file's name.
pub(crate) const WRITE_CLASS: &[WriteClass] = &[
    by_descriptor("write", libc::SYS_write),
    by_descriptor("pwrite64", libc::SYS_pwrite64),
    by_descriptor("writev", libc::SYS_writev),
    by_descriptor("pwritev", libc::SYS_pwritev),
    by_descriptor("pwritev2", libc::SYS_pwritev2),
    by_descriptor("fsync", libc::SYS_fsync),
    by_descriptor("fdatasync", libc::SYS_fdatasync),
    by_descriptor("sync_file_range", libc::SYS_sync_file_range),
    by_descriptor("ftruncate", libc::SYS_ftruncate),
    by_descriptor("fallocate", libc::SYS_fallocate),
    by_descriptor("sendfile", libc::SYS_sendfile),
    // Its third argument is the descriptor of what it changes.
    by_name("copy_file_range", libc::SYS_copy_file_range),
    by_name("truncate", libc::SYS_truncate),
    by_name("openat", libc::SYS_openat),
    by_name("openat2", libc::SYS_openat2),
    by_name("renameat", libc::SYS_renameat),
    by_name("renameat2", libc::SYS_renameat2),
    by_name("unlinkat", libc::SYS_unlinkat),
    by_name("linkat", libc::SYS_linkat),
    by_name("symlinkat", libc::SYS_symlinkat),
    by_name("mkdirat", libc::SYS_mkdirat),
    #[cfg(target_arch = "x86_64")]
    by_name("open", libc::SYS_open),
    #[cfg(target_arch = "x86_64")]
    by_name("creat", libc::SYS_creat),
    #[cfg(target_arch = "x86_64")]
    by_name("rename", libc::SYS_rename),
    #[cfg(target_arch = "x86_64")]
    by_name("unlink", libc::SYS_unlink),
    #[cfg(target_arch = "x86_64")]
    by_name("rmdir", libc::SYS_rmdir),
    #[cfg(target_arch = "x86_64")]
    by_name("link", libc::SYS_link),
    #[cfg(target_arch = "x86_64")]
    by_name("mkdir", libc::SYS_mkdir),
];
