//! What a file may cost before anybody is asked for a passphrase. Every ceiling is far above what real keyrings
//! hold (the largest known organisation key carries 2.4 MB of signatures) and far below what hurts.

/// Largest file, in bytes.
pub const FILE_BYTES: usize = 64 << 20;
/// Most packets in one file.
pub const PACKETS: usize = 200_000;
/// Most armor blocks in one file.
pub const BLOCKS: usize = 1_000;
/// Most keys in one file.
pub const KEYS: usize = 1_000;
/// Largest key of a keyring that is read key by key, in bytes.
pub const KEYRING_KEY_BYTES: usize = 8 << 20;
/// Most packets of one key.
pub const KEY_PACKETS: usize = 20_000;
/// Most user IDs and user attributes of one key.
pub const USER_IDS: usize = 200;
/// Most subkeys of one key.
pub const SUBKEYS: usize = 200;
/// Most signatures of one key that claim to be its own; each costs one verification.
pub const SELF_SIGNATURES: usize = 1_000;
/// Longest user ID, in bytes.
pub const USER_ID_BYTES: usize = 8_192;
/// Largest packet of a key other than a user ID, in bytes.
pub const KEY_PACKET_BYTES: usize = 1 << 20;
/// Longest integer in a public key, in bits; OpenSSL refuses longer RSA moduli as well.
pub const INTEGER_BITS: usize = 16_384;
/// Bytes hashed to judge the self-signatures of one key.
pub const HASHED_BYTES: usize = 128 << 20;
/// Memory for one key derivation, in bytes: the first choice of RFC 9106 §4.
pub const DERIVATION_BYTES: u64 = 2 << 30;
/// The same for a user's key, of which all cores open some at once: four times the second choice of RFC 9106 §4.
pub const USER_DERIVATION_BYTES: u64 = 256 << 20;
/// Most lanes of an Argon2 derivation.
pub const DERIVATION_LANES: u8 = 64;
/// Passes over the allowed memory, summed over all secret packets of a key.
pub const DERIVATION_PASSES: u64 = 8;
