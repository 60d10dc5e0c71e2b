use super::{ListNumber, RevocationReason, RevokedEntry};
use crate::{
    Name, PublicKey, Serial,
    asn1::{self, Cursor, damaged},
    dates,
    extension::{self, Extension},
    limits, oid,
};
use openssl::x509::X509Crl;
use orgkey_types::{Code, Outcome, Timestamp};
use std::{fmt, ops::ControlFlow};

/// A revocation list that was read or made. Entries stay in their bytes; searching walks over them.
#[derive(Clone, PartialEq, Eq)]
pub struct RevocationList {
    der: Vec<u8>,
    issuer: Name,
    this_update: Timestamp,
    next_update: Option<Timestamp>,
    /// The entries, one after the other.
    entries: Vec<u8>,
    count: usize,
    /// `SEQUENCE OF Extension`, or empty.
    extensions: Vec<u8>,
}

impl RevocationList {
    /// From DER; nothing may follow.
    ///
    /// # Errors
    /// [`Code::CertificateDamaged`], [`Code::FileTruncated`], [`Code::FileTooLarge`].
    pub fn from_der(der: &[u8]) -> Outcome<Self> {
        if der.len() > limits::FILE {
            return Err(Code::FileTooLarge.into());
        }
        let mut whole = Cursor::new(der);
        let mut inside = whole.enter(asn1::SEQUENCE)?;
        whole.end()?;
        let tbs = inside.enter(asn1::SEQUENCE)?;
        inside.element(asn1::SEQUENCE)?;
        inside.element(asn1::BIT_STRING)?;
        inside.end()?;
        Self::read(der, tbs)
    }

    /// TBSCertList (RFC 5280 §5.1).
    fn read(der: &[u8], mut tbs: Cursor<'_>) -> Outcome<Self> {
        tbs.optional(asn1::INTEGER)?;
        tbs.element(asn1::SEQUENCE)?;
        let issuer = Name::from_der(tbs.element(asn1::SEQUENCE)?.whole)?;
        let this_update = dates::read(tbs.next()?)?;
        let next_update = match tbs.peek() {
            Some(asn1::UTC_TIME | asn1::GENERALIZED_TIME) => Some(dates::read(tbs.next()?)?),
            _ => None,
        };
        let entries = tbs.optional(asn1::SEQUENCE)?.map(|list| list.content).unwrap_or_default();
        let extensions = tbs.optional(asn1::context(0))?.map(|list| list.content).unwrap_or_default();
        tbs.end()?;
        if !extensions.is_empty() {
            extension::read_all(extensions)?;
        }
        let mut count = 0;
        walk(entries, |_| {
            count += 1;
            ControlFlow::Continue(())
        })?;
        Ok(Self {
            der: der.to_vec(),
            issuer,
            this_update,
            next_update,
            entries: entries.to_vec(),
            count,
            extensions: extensions.to_vec(),
        })
    }

    /// The bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// PEM (RFC 7468).
    pub fn pem(&self) -> String {
        crate::pem("X509 CRL", &self.der)
    }

    /// Whose list it is.
    pub fn issuer(&self) -> &Name {
        &self.issuer
    }

    /// When it was made.
    pub fn this_update(&self) -> Timestamp {
        self.this_update
    }

    /// When the next one comes at the latest.
    pub fn next_update(&self) -> Option<Timestamp> {
        self.next_update
    }

    /// How many entries.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Without any entry.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The number of the list; none when it has none.
    pub fn number(&self) -> Option<ListNumber> {
        ListNumber::from_integer(Cursor::new(self.value(oid::CRL_NUMBER)?).element(asn1::INTEGER).ok()?.content)
    }

    /// The key identifier of its signer, where stated.
    pub fn authority_key_id(&self) -> Option<Vec<u8>> {
        extension::read_authority_key_id(self.value(oid::AUTHORITY_KEY_ID)?).ok().flatten().map(<[u8]>::to_vec)
    }

    /// The entry of a certificate, if it is on the list. Walks over the list: cost grows with its length.
    pub fn find(&self, serial: &Serial) -> Option<RevokedEntry> {
        let mut found = None;
        let walked = walk(&self.entries, |entry| {
            if entry.serial != serial.octets() {
                return ControlFlow::Continue(());
            }
            found = entry.owned().ok();
            ControlFlow::Break(())
        });
        walked.ok().and(found)
    }

    /// All entries about certificates of the list's own issuer, in their order. An indirect list names those of others
    /// too, and a serial number means nothing without its issuer.
    ///
    /// # Errors
    /// [`Code::CertificateDamaged`] at the first that cannot be read.
    pub fn entries(&self) -> Outcome<Vec<RevokedEntry>> {
        let mut found = Vec::with_capacity(self.count);
        let (mut own, mut trouble) = (true, Ok(()));
        let mut read = |entry: Entry<'_>| {
            // Holds for the entries behind it as well (RFC 5280 §5.3.3).
            if let Some(names) = entry.certificate_issuer()? {
                own = holds_name(names, &self.issuer)?;
            }
            if own {
                found.push(entry.owned()?);
            }
            Outcome::Ok(())
        };
        walk(&self.entries, |entry| match read(entry) {
            Ok(()) => ControlFlow::Continue(()),
            Err(failure) => {
                trouble = Err(failure);
                ControlFlow::Break(())
            }
        })?;
        trouble.map(|()| found)
    }

    /// Whether the signature holds under this key.
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        let Ok(key) = key.affordable() else { return false };
        X509Crl::from_der(&self.der).and_then(|list| list.verify(&key)).unwrap_or(false)
    }

    pub(crate) fn extensions(&self) -> Vec<Extension<'_>> {
        if self.extensions.is_empty() { Vec::new() } else { extension::read_all(&self.extensions).unwrap_or_default() }
    }

    /// Whether an entry carries a critical extension that is not understood: then the list cannot be used (RFC 5280
    /// §5.3).
    pub(crate) fn has_unknown_critical_entry(&self) -> bool {
        let mut unknown = false;
        let walked = walk(&self.entries, |entry| {
            unknown = entry.has_unknown_critical();
            if unknown { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        unknown || walked.is_err()
    }

    pub(crate) fn value(&self, kind: &[u8]) -> Option<&[u8]> {
        self.extensions().into_iter().find(|extension| extension.kind == kind).map(|extension| extension.value)
    }
}

impl fmt::Debug for RevocationList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RevocationList({}, number {:?}, {} entries)", self.issuer, self.number(), self.count)
    }
}

/// One entry in its bytes.
struct Entry<'a> {
    serial: &'a [u8],
    rest: Cursor<'a>,
}

impl<'a> Entry<'a> {
    fn owned(&self) -> Outcome<RevokedEntry> {
        let mut rest = self.rest.clone();
        let at = dates::read(rest.next()?)?;
        let extensions = self.extensions()?;
        let value = |kind| extensions.iter().find(|extension| extension.kind == kind).map(|extension| extension.value);
        let reason = value(oid::REASON_CODE).map_or(Some(RevocationReason::Unspecified), |value| match value {
            [asn1::ENUMERATED, 1, number] => RevocationReason::from_number(*number),
            _ => None,
        });
        let invalid_since =
            value(oid::INVALIDITY_DATE).map(|value| Cursor::new(value).next().and_then(dates::read)).transpose()?;
        let serial = Serial::from_octets(self.serial).map_err(|_| damaged("serial number"))?;
        Ok(RevokedEntry { serial, at, reason: reason.ok_or_else(|| damaged("reason code"))?, invalid_since })
    }

    /// GeneralNames of another issuer, where the entry says so.
    fn certificate_issuer(&self) -> Outcome<Option<&'a [u8]>> {
        let found = self.extensions()?.into_iter().find(|extension| extension.kind == oid::CERTIFICATE_ISSUER);
        Ok(found.map(|extension| extension.value))
    }

    fn extensions(&self) -> Outcome<Vec<Extension<'a>>> {
        let mut rest = self.rest.clone();
        rest.next()?;
        rest.optional(asn1::SEQUENCE)?.map_or(Ok(Vec::new()), |list| extension::read_all(list.whole))
    }

    fn has_unknown_critical(&self) -> bool {
        let known = [oid::REASON_CODE, oid::INVALIDITY_DATE];
        let unknown = |extension: &Extension<'_>| extension.critical && !known.contains(&extension.kind);
        self.extensions().map_or(true, |list| list.iter().any(unknown))
    }
}

/// Whether a name stands among GeneralNames as directoryName.
fn holds_name(names: &[u8], name: &Name) -> Outcome<bool> {
    let mut inside = Cursor::new(names).enter(asn1::SEQUENCE)?;
    let mut found = false;
    while !inside.is_empty() {
        let one = inside.next()?;
        found |= one.tag == asn1::context(4) && Name::from_der(one.content)?.same_as(name);
    }
    Ok(found)
}

fn walk<'a>(entries: &'a [u8], mut each: impl FnMut(Entry<'a>) -> ControlFlow<()>) -> Outcome<()> {
    let mut cursor = Cursor::new(entries);
    while !cursor.is_empty() {
        let mut rest = cursor.enter(asn1::SEQUENCE)?;
        let serial = rest.element(asn1::INTEGER)?.content;
        if each(Entry { serial, rest }).is_break() {
            return Ok(());
        }
    }
    Ok(())
}
