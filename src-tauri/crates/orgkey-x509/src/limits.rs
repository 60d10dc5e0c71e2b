//! How much of a foreign file is looked at before it is refused.

/// Longest file that is searched for certificates, bytes. A revocation list of a million entries has 40 MB.
pub(crate) const FILE: usize = 64 << 20;

/// Most certificates, requests, lists and keys taken from one file.
pub(crate) const OBJECTS: usize = 10_000;

/// Longest certificate or request, bytes. The largest post-quantum signatures are below 50 kB.
pub(crate) const CERTIFICATE: usize = 1 << 20;

/// Longest private key, bytes.
pub(crate) const PRIVATE_KEY: usize = 256 << 10;

/// Most extensions of one certificate.
pub(crate) const EXTENSIONS: usize = 256;

/// Most parts of one name.
pub(crate) const NAME_PARTS: usize = 256;

/// Most alternative names that one certificate is issued with.
pub(crate) const ALTERNATIVE_NAMES: usize = 1_000;

/// Longest serial number that is read, octets. RFC 5280 allows 20; Certificate Servers of the nineties wrote more.
pub(crate) const SERIAL: usize = 64;

/// Largest RSA modulus that is used, bits. A signature check at 64k bits takes seconds.
pub(crate) const RSA_BITS: u32 = 16_384;

/// Rounds of key derivation for an encrypted private key.
pub(crate) const ROUNDS: u64 = 10_000_000;

/// Memory for scrypt, bytes.
pub(crate) const MEMORY: u64 = 256 << 20;

/// Certificates in one chain.
pub(crate) const CHAIN: usize = 16;

/// Signatures that are checked while one chain is looked for.
pub(crate) const CHECKS: usize = 64;
