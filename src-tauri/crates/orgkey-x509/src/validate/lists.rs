use super::{GivenList, Revocation, ValidationReason as Reason, link};
use crate::{
    Certificate, RevocationList,
    asn1::{self, Cursor},
    extension::Extension,
    oid,
};
use orgkey_types::Timestamp;
use std::borrow::Cow;
use x509_cert::ext::pkix::KeyUsages;

/// The lists at hand, read once.
pub(super) struct Lists<'a> {
    read: Vec<Cow<'a, RevocationList>>,
    damaged: bool,
    unreadable: Vec<&'a str>,
}

impl<'a> Lists<'a> {
    pub(super) fn of(given: &[GivenList<'a>]) -> Self {
        let mut lists = Self { read: Vec::new(), damaged: false, unreadable: Vec::new() };
        for list in given {
            match list {
                GivenList::Read(list) => lists.read.push(Cow::Borrowed(*list)),
                GivenList::Unreadable(address) => lists.unreadable.push(address),
                GivenList::Bytes(bytes) => match RevocationList::from_der(bytes) {
                    Ok(list) => lists.read.push(Cow::Owned(list)),
                    Err(_) => lists.damaged = true,
                },
            }
        }
        lists
    }

    /// Looks a certificate up and adds what is wrong to its reasons.
    pub(super) fn look_up(
        &self,
        certificate: &Certificate,
        issuer: Option<&Certificate>,
        anchored: bool,
        now: Timestamp,
        reasons: &mut Vec<Reason>,
    ) -> Revocation {
        if anchored {
            return Revocation::NotApplicable;
        }
        let Some(issuer) = issuer else { return Revocation::NotChecked };
        let Some((list, faults)) = self.best(certificate, issuer, now) else {
            reasons.extend(self.missing(certificate, issuer));
            return Revocation::NotChecked;
        };
        // An old list still tells who was revoked by then; one of a stranger tells nothing.
        let usable = faults.iter().all(|fault| *fault == Reason::CrlExpired);
        reasons.extend(faults);
        if !usable {
            return Revocation::NotChecked;
        }
        reasons.extend(list.find(certificate.serial()).and_then(revoked));
        Revocation::Checked
    }

    /// The list of the issuer's name to rely on, and its faults: one without any, or else the newest.
    fn best(
        &self,
        certificate: &Certificate,
        issuer: &Certificate,
        now: Timestamp,
    ) -> Option<(&RevocationList, Vec<Reason>)> {
        let named = self.read.iter().map(AsRef::as_ref).filter(|list| list.issuer().same_as(certificate.issuer()));
        let mut judged: Vec<_> = named.map(|list| (list, faults(list, certificate, issuer, now))).collect();
        judged.sort_by_key(|(list, faults)| (!faults.is_empty(), -list.this_update().seconds()));
        judged.into_iter().next()
    }

    /// No list of that name: why, if something else is known.
    fn missing(&self, certificate: &Certificate, issuer: &Certificate) -> Option<Reason> {
        let points = certificate.value(oid::CRL_POINTS);
        let addresses = certificate.crl_points();
        let unreadable = |address: &String| self.unreadable.contains(&address.as_str());
        if self.damaged {
            return Some(Reason::CrlDecode);
        }
        if self.read.iter().any(|list| list.is_signed_by(issuer.public_key())) {
            return Some(Reason::CrlIssuerName);
        }
        match points {
            Some(_) if addresses.iter().any(unreadable) => Some(Reason::CrlUnreadable),
            Some(_) if addresses.is_empty() => Some(Reason::CrlPointUnusable),
            _ => None,
        }
    }
}

fn faults(list: &RevocationList, certificate: &Certificate, issuer: &Certificate, now: Timestamp) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut add = |wrong: bool, reason: Reason| reasons.extend(wrong.then_some(reason));
    let elsewhere = !list.is_signed_by(issuer.public_key()) || !covers(list, certificate);
    add(elsewhere, Reason::CrlNotForCertificate);
    add(!link::allows(issuer, KeyUsages::CRLSign), Reason::KeyUsage);
    add(has_unknown_critical(list), Reason::CrlDecode);
    let late = list.next_update().is_some_and(|next| now > next);
    add(late || now < list.this_update(), Reason::CrlExpired);
    reasons
}

fn revoked(entry: crate::RevokedEntry) -> Option<Reason> {
    (entry.reason != crate::RevocationReason::RemoveFromCrl).then_some(Reason::Revoked)
}

fn has_unknown_critical(list: &RevocationList) -> bool {
    let known = [oid::AUTHORITY_KEY_ID, oid::CRL_NUMBER, oid::ISSUING_POINT];
    let unknown = |extension: &Extension<'_>| extension.critical && !known.contains(&extension.kind);
    let extensions = list.extensions();
    // A delta list is critical by its own extension, and lists only what changed.
    extensions.iter().any(unknown)
        || extensions.iter().any(|extension| extension.kind == oid::DELTA_CRL)
        || list.has_unknown_critical_entry()
}

fn covers(list: &RevocationList, certificate: &Certificate) -> bool {
    let excludes = |restriction: &u8| match *restriction {
        USERS_ONLY => certificate.is_ca(),
        CAS_ONLY => !certificate.is_ca(),
        _ => true,
    };
    restrictions(list).is_some_and(|found| !found.iter().any(excludes))
}

/// Tags of issuingDistributionPoint.
const USERS_ONLY: u8 = 0x81;
const CAS_ONLY: u8 = 0x82;

/// issuingDistributionPoint (RFC 5280 §5.2.5): a list may be for users only, for CAs only, for attribute certificates,
/// for some reasons only, or for certificates of other issuers. By their tags; none where it cannot be read.
fn restrictions(list: &RevocationList) -> Option<Vec<u8>> {
    let Some(value) = list.value(oid::ISSUING_POINT) else { return Some(Vec::new()) };
    let mut inside = Cursor::new(value).enter(asn1::SEQUENCE).ok()?;
    let mut found = Vec::new();
    while !inside.is_empty() {
        let element = inside.next().ok()?;
        let set = element.content.iter().any(|octet| *octet != 0);
        found.extend((set && (USERS_ONLY..=0x85).contains(&element.tag)).then_some(element.tag));
    }
    Some(found)
}

impl RevocationList {
    /// Whether it names all that its issuer has revoked: it is no delta list (RFC 5280 §5.2.4), none for a part of the
    /// certificates or reasons only, and nothing critical in it is unknown.
    pub fn is_complete(&self) -> bool {
        !has_unknown_critical(self) && restrictions(self).is_some_and(|found| found.is_empty())
    }
}
