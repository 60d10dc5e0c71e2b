//! Validation of a certificate with its chain: valid, or coded reasons for each link; whether revocation could be
//! checked is told apart from both.

mod link;
mod lists;
mod openssl_view;
mod reason;

use crate::{Certificate, CertificateSummary, RevocationList, chain::Search};
use orgkey_types::Timestamp;
use serde::Serialize;

pub(crate) use link::{can_be_read, readable};
pub use reason::ValidationReason;

/// A revocation list, or what is left of one, that is at hand for validation.
#[derive(Debug, Clone, Copy)]
pub enum GivenList<'a> {
    /// A list that was read already.
    Read(&'a RevocationList),
    /// The bytes of one.
    Bytes(&'a [u8]),
    /// There should be one at that address, and it could not be read.
    Unreadable(&'a str),
}

/// Whether revocation was looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(rename = "RevocationCheck"))]
#[serde(rename_all = "kebab-case")]
pub enum Revocation {
    /// Against a current list.
    Checked,
    /// There was none.
    NotChecked,
    /// A trust anchor: nobody can revoke it.
    NotApplicable,
}

/// One certificate of the chain.
#[derive(Debug, Clone)]
pub struct Link {
    /// The certificate.
    pub certificate: Certificate,
    /// What is shown of it.
    pub summary: CertificateSummary,
    /// Everything that is wrong with it; empty is valid.
    pub reasons: Vec<ValidationReason>,
    /// Whether it was looked up.
    pub revocation: Revocation,
}

/// The verdict over a chain, the leaf first.
#[derive(Debug, Clone)]
pub struct Validation {
    /// Each certificate that was found on the way up.
    pub links: Vec<Link>,
    /// [`Revocation::Checked`] only when every link that can be revoked was looked up.
    pub revocation: Revocation,
}

impl Validation {
    /// Nothing is wrong with any link.
    pub fn is_valid(&self) -> bool {
        self.links.iter().all(|link| link.reasons.is_empty())
    }

    /// The first reason, from the leaf upwards, with the certificate it is about.
    pub fn first(&self) -> Option<(&Link, ValidationReason)> {
        self.links.iter().find_map(|link| link.reasons.first().map(|reason| (link, *reason)))
    }
}

/// Judges a certificate at a moment: chain to one of the anchors, dates, CA marks, path lengths, key usage, critical
/// extensions, and the lists at hand. Name constraints and policies are judged by OpenSSL over the same chain.
pub fn validate(
    leaf: &Certificate,
    chain: &[Certificate],
    anchors: &[Certificate],
    lists: &[GivenList<'_>],
    now: Timestamp,
) -> Validation {
    let candidates: Vec<&Certificate> = anchors.iter().chain(chain).collect();
    let path = Search::new(&candidates).path(leaf, |last| anchors.contains(last));
    let lists = lists::Lists::of(lists);
    let mut links = Vec::with_capacity(path.certificates.len());
    for (depth, certificate) in path.certificates.iter().enumerate() {
        let issuer = path.certificates.get(depth + 1).copied();
        let below = path.certificates.get(..depth).unwrap_or_default();
        let anchored = path.complete && issuer.is_none();
        let mut reasons = link::reasons(certificate, below, now);
        reasons.extend(link::origin(certificate, issuer, anchored, &candidates));
        let revocation = lists.look_up(certificate, issuer, anchored, now, &mut reasons);
        reasons.sort();
        reasons.dedup();
        links.push(Link { summary: certificate.summary(), certificate: (*certificate).clone(), reasons, revocation });
    }
    if path.complete && links.iter().all(|link| link.reasons.is_empty()) {
        let refused = !openssl_view::accepts(&path.certificates);
        links.iter_mut().take(1).filter(|_| refused).for_each(|link| link.reasons.push(ValidationReason::System));
    }
    Validation { revocation: overall(&links), links }
}

fn overall(links: &[Link]) -> Revocation {
    let any = |wanted| links.iter().any(|link| link.revocation == wanted);
    match (any(Revocation::NotChecked), any(Revocation::Checked)) {
        (true, _) => Revocation::NotChecked,
        (false, true) => Revocation::Checked,
        (false, false) => Revocation::NotApplicable,
    }
}
