use crate::{Certificate, limits};
use orgkey_types::{Code, Failure, Outcome};

/// From the certificate up to one that signs itself, each signed by the next. Candidates may come in any order, with
/// others among them; nothing is said about dates or trust.
///
/// # Errors
/// [`Code::ChainIncomplete`] with the name of the issuer that is missing.
pub fn chain(leaf: &Certificate, candidates: &[Certificate]) -> Outcome<Vec<Certificate>> {
    let all: Vec<&Certificate> = candidates.iter().collect();
    let path = Search::new(&all).path(leaf, |last| last.is_self_signed());
    let owned = || path.certificates.iter().map(|certificate| (*certificate).clone()).collect();
    match path.certificates.last() {
        _ if path.complete => Ok(owned()),
        last => Err(Failure::about(Code::ChainIncomplete, last.unwrap_or(&leaf).issuer())),
    }
}

/// A way upwards, the leaf first.
pub(crate) struct Path<'a> {
    pub(crate) certificates: Vec<&'a Certificate>,
    /// Ends where it should.
    pub(crate) complete: bool,
}

/// Looks for a way, depth first, within a bounded number of signature checks.
pub(crate) struct Search<'a> {
    candidates: &'a [&'a Certificate],
    checks: usize,
    longest: Vec<&'a Certificate>,
}

impl<'a> Search<'a> {
    pub(crate) fn new(candidates: &'a [&'a Certificate]) -> Self {
        Self { candidates, checks: 0, longest: Vec::new() }
    }

    /// The first way that ends at a wanted certificate, or else the longest one.
    pub(crate) fn path(mut self, leaf: &'a Certificate, wanted: impl Fn(&Certificate) -> bool) -> Path<'a> {
        let mut path = vec![leaf];
        let complete = self.climb(&mut path, &wanted);
        Path { certificates: if complete { path } else { self.longest }, complete }
    }

    fn climb(&mut self, path: &mut Vec<&'a Certificate>, wanted: &impl Fn(&Certificate) -> bool) -> bool {
        let Some(last) = path.last().copied() else { return false };
        if wanted(last) {
            return true;
        }
        if path.len() > self.longest.len() {
            self.longest.clone_from(path);
        }
        if path.len() == limits::CHAIN {
            return false;
        }
        for issuer in self.issuers_of(last) {
            if path.contains(&issuer) || !self.signed(last, issuer) {
                continue;
            }
            path.push(issuer);
            if self.climb(path, wanted) {
                return true;
            }
            path.pop();
        }
        false
    }

    fn signed(&mut self, certificate: &Certificate, issuer: &Certificate) -> bool {
        self.checks += 1;
        self.checks <= limits::CHECKS && certificate.is_signed_by(issuer.public_key())
    }

    /// Candidates of the issuer's name: those with the stated key identifier first, then those that last longest.
    fn issuers_of(&self, certificate: &Certificate) -> Vec<&'a Certificate> {
        let mut found = named(self.candidates, certificate);
        found.sort_by_key(|issuer| (!fits_key_id(certificate, issuer), -issuer.validity().not_after.seconds()));
        found
    }
}

/// Candidates whose subject is the certificate's issuer.
pub(crate) fn named<'a>(candidates: &[&'a Certificate], certificate: &Certificate) -> Vec<&'a Certificate> {
    candidates.iter().copied().filter(|issuer| issuer.subject().same_as(certificate.issuer())).collect()
}

fn fits_key_id(certificate: &Certificate, issuer: &Certificate) -> bool {
    certificate.authority_key_id().is_some_and(|id| issuer.stated_key_id() == Some(id))
}
