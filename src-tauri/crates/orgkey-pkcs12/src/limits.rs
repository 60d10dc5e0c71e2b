//! What a file may cost before anybody is asked for a password. Real files stay far below: the largest trust stores
//! hold some hundred certificates, and the highest count seen in one derivation is 600,000 (Firefox).

/// Largest file, in bytes.
pub const FILE_BYTES: usize = 64 << 20;
/// Deepest nesting of elements.
pub const DEPTH: usize = 64;
/// Most elements of one file, over all its encrypted parts.
pub const ELEMENTS: usize = 200_000;
/// Most parts (`ContentInfo`) of the authenticated safe.
pub const SAFES: usize = 200;
/// Most bags of one file.
pub const BAGS: usize = 2_000;
/// Deepest nesting of bags in bags.
pub const NESTED_BAGS: usize = 4;
/// Rounds of all key derivations of one file.
pub const TOTAL_ROUNDS: u64 = 10_000_000;
/// Longest salt, in bytes.
pub const SALT_BYTES: usize = 1_024;
/// Shortest PBMAC1 key, in bytes. RFC 9879 section 5 asks for the length; 160 bit is the shortest MAC that the
/// format ever had, and a key of one byte is guessed without the password.
pub const MAC_KEY_SHORTEST: i64 = 20;
/// Longest PBMAC1 key, in bytes: the block of SHA-512. Longer ones are hashed down and only cost rounds.
pub const MAC_KEY_LONGEST: i64 = 128;
