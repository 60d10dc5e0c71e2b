//! Programs that read and write PKCS#12 files.
//!
//! | program | what it is |
//! |---|---|
//! | [`Openssl`] | OpenSSL 3.0 of Debian 12, its command line; the legacy preset with `-legacy` |
//! | [`Library`] | OpenSSL 3.6, the vendored library: of these the one that knows PBMAC1 |
//! | [`Java`] | keytool of Java 17 |
//! | [`Nss`] | pk12util and certutil of NSS 3.87, which Firefox and Thunderbird share |
//! | [`Gnutls`] | certtool of GnuTLS 3.7 |
//! | [`Gpgsm`] | gpgsm of GnuPG 2.2 |

mod gnutls;
mod gpgsm;
mod java;
mod library;
mod material;
mod nss;
mod openssl;

pub use gnutls::Gnutls;
pub use gpgsm::Gpgsm;
pub(crate) use gpgsm::launch_agent;
pub use java::Java;
pub use library::Library;
pub use material::{Ca, KINDS, Place, Words, passwords};
pub use nss::Nss;
pub use openssl::Openssl;

/// What a program shows of a file that it opened.
#[derive(Debug)]
pub enum Proof {
    /// A certificate signing request, PEM, that it signed with the key.
    Request(Vec<u8>),
    /// It lists the private key; it is known by this much of its certificate.
    Listed,
}

/// A reader of PKCS#12 files.
pub trait Program: Sync {
    /// Its name and version, as the window says it.
    fn name(&self) -> &'static str;

    /// Opens the file and uses the key in it, or lists it.
    ///
    /// # Errors
    /// What the program says.
    fn open(&self, file: &[u8], password: &str) -> Result<Proof, String>;
}

/// The readers, in the order of the table.
pub const PROGRAMS: [&dyn Program; 6] = [&Openssl, &Library, &Java, &Nss, &Gnutls, &Gpgsm];
