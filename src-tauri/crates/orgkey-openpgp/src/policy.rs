//! The labelled legacy policy: an organisation's old key is judged by what its owner wrote, not by today's taste. What
//! today's policy would refuse is told in `KeySummary::legacy`, never by an error.

use openpgp::{
    packet::Tag,
    policy::{AsymmetricAlgorithm, StandardPolicy},
    types::HashAlgorithm,
};
use sequoia_openpgp as openpgp;

/// Accepts every hash and every key size. Only for signatures that the key's owner made on the own key, and for
/// probe messages made a moment ago; never to judge what a stranger signed.
pub(crate) fn legacy() -> StandardPolicy<'static> {
    let mut policy = StandardPolicy::new();
    for hash in [HashAlgorithm::MD5, HashAlgorithm::SHA1, HashAlgorithm::RipeMD, HashAlgorithm::SHA224] {
        policy.accept_hash(hash);
    }
    use AsymmetricAlgorithm::*;
    let old = [
        RSA1024,
        RSA2048,
        ElGamal1024,
        ElGamal2048,
        ElGamal3072,
        ElGamal4096,
        DSA1024,
        DSA2048,
        DSA3072,
        DSA4096,
        BrainpoolP256,
        BrainpoolP384,
        BrainpoolP512,
        Unknown,
    ];
    for algorithm in old {
        policy.accept_asymmetric_algo(algorithm);
    }
    policy.accept_packet_tag_version(Tag::Signature, 3);
    policy
}
