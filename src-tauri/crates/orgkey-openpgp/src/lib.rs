//! OpenPGP for OrgKey Console: the only crate that names Sequoia.
//!
//! | module | what it does |
//! |---|---|
//! | [`generate`] | makes an Organization Key |
//! | [`inspect`] | says what is in a file, without a passphrase |
//! | [`unlock`] | opens the secret parts of a found key |
//! | [`keypair_file`], [`public_file`] | write key files |
//! | [`prove_keypair`], [`prove_public`] | read a written file back as a stranger would, and use it |
//! | [`merge_public`], [`complete_with`] | put two states of one key together |
//! | [`renew_self_signatures`], [`extend`] | new self-signatures on the same key |
//! | [`Adk`], [`adks`], [`change_adk`] | Additional Decryption Keys in self-signatures |
//! | [`take_user_key`], [`Certifier`], [`with_certification`] | a user's key: what is kept, certified, joined |
//! | [`Keyring`] | a keyring of any length, key after key |
//! | [`seal_message`], [`open_message`] | messages of any length, signed and encrypted |
//! | [`bare_public`], [`bare_private`] | one component in the frames of X.509 |
//! | [`Keypair`] | the vault's form of a key |
//!
//! Invariants:
//! - The bytes are the truth. Packets are split by our own framer, kept and written as they came; Sequoia gets a copy
//!   with the parts it understands. X.509 pseudo-signatures, private packets and unknown subpackets survive.
//! - Bounded before trusted: sizes, counts and costs (`limits`) are checked before a passphrase is asked for.
//! - A secret is used only after its numbers fit the public ones, and a key only with self-signatures that hold.
//! - Age is told, not refused: see `policy` and `KeySummary::legacy`.
//! - Everything works on bytes; time comes in as an argument. No files, no clock.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod adk;
mod armor;
mod bare;
mod crt;
mod dearmor;
mod eddsa;
mod generate;
mod inspect;
mod judge;
mod keypair;
mod keyring;
mod layout;
mod legacy;
mod limits;
mod maker;
mod matching;
mod merge;
mod message;
mod packets;
mod policy;
mod protect;
mod protection;
mod prove;
mod transferable;
mod unlock;
mod user;
mod view;
mod words;

pub use adk::{Adk, AdkChange, adks};
pub use bare::{bare_private, bare_public};
pub use generate::{KeySettings, check_user_id, generate};
pub use inspect::{ContentKind, Contents, FoundKey, MessageInfo, Note, inspect};
pub use judge::require_self_signatures;
pub use keypair::{Keypair, summarize_public};
pub use keyring::Keyring;
pub use legacy::{change_adk, extend, renew_self_signatures};
pub use merge::{Merged, Relation, complete_with, merge_public};
pub use message::{OpenedMessage, START, comments, failure_of, open_message, recipients, seal_message};
pub use protect::{Preset, keypair_file, open_keypair_file, public_file};
pub use protection::check_cost;
pub use prove::{Proof, ProofMeans, ProofStage, ProvenKey, prove_keypair, prove_public};
pub use unlock::unlock;
pub use user::{Certifier, UserKey, certifications, name_and_address, take_user_key, with_certification};

/// The libraries below with their versions: `Sequoia 2.4.2 on OpenSSL 3.6.3`.
pub fn backend() -> String {
    let openssl = openssl::version::version();
    let short = openssl.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    format!("Sequoia {} on {short}", sequoia_openpgp::VERSION)
}
