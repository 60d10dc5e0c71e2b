use super::{RevocationList, RevocationReason, RevokedEntry};
use crate::{
    Issuer,
    asn1::{self, Der},
    dates, extension, oid, signing,
};
use orgkey_types::{Code, Failure, Outcome, Timestamp};

/// A full revocation list, signed by the CA: version 2, with the CA's key identifier and the number of the list.
/// Entries are written as they come, so memory grows with the output alone. An entry whose reason is
/// [`RevocationReason::RemoveFromCrl`] is left out: a full list says so by silence (RFC 5280 §5.3.1).
///
/// That the number grows from list to list is the caller's to hold: only the vault knows the last one.
///
/// # Errors
/// [`Code::IssuerNotCa`] when the key may not sign lists, [`Code::InvalidExpiry`] when the next update is not after
/// this one.
pub fn revocation_list(
    issuer: &Issuer<'_>,
    number: u64,
    this_update: Timestamp,
    next_update: Timestamp,
    entries: impl IntoIterator<Item = RevokedEntry>,
) -> Outcome<RevocationList> {
    issuer.may_sign_lists()?;
    if next_update <= this_update {
        return Err(Failure::about(Code::InvalidExpiry, next_update));
    }
    let mut tbs = Der::with_capacity(4096);
    tbs.wrap(asn1::SEQUENCE, |tbs| {
        tbs.unsigned(1);
        tbs.raw(issuer.key().method().identifier);
        tbs.raw(issuer.certificate().subject().der());
        dates::write(tbs, this_update)?;
        dates::write(tbs, next_update)?;
        write_entries(tbs, entries)?;
        tbs.wrap(asn1::context(0), |tbs| {
            tbs.wrap(asn1::SEQUENCE, |list| {
                extension::write(list, oid::AUTHORITY_KEY_ID, false, issuer.authority_key_id());
                extension::write(list, oid::CRL_NUMBER, false, &crl_number(number));
            });
        });
        Outcome::Ok(())
    })?;
    RevocationList::from_der(&signing::signed(issuer.key(), &tbs.done())?)
}

/// revokedCertificates, absent when there is none (RFC 5280 §5.1.2.6).
fn write_entries(tbs: &mut Der, entries: impl IntoIterator<Item = RevokedEntry>) -> Outcome<()> {
    let listed = |entry: &RevokedEntry| entry.reason != RevocationReason::RemoveFromCrl;
    let mut entries = entries.into_iter().filter(listed).peekable();
    if entries.peek().is_none() {
        return Ok(());
    }
    tbs.wrap(asn1::SEQUENCE, |tbs| entries.try_for_each(|entry| write_entry(tbs, &entry)))
}

fn write_entry(tbs: &mut Der, entry: &RevokedEntry) -> Outcome<()> {
    tbs.wrap(asn1::SEQUENCE, |tbs| {
        entry.serial.write(tbs);
        dates::write(tbs, entry.at)?;
        if entry.reason == RevocationReason::Unspecified && entry.invalid_since.is_none() {
            return Ok(());
        }
        tbs.wrap(asn1::SEQUENCE, |list| write_entry_extensions(list, entry))
    })
}

fn write_entry_extensions(list: &mut Der, entry: &RevokedEntry) -> Outcome<()> {
    if entry.reason != RevocationReason::Unspecified {
        extension::write(list, oid::REASON_CODE, false, &[asn1::ENUMERATED, 1, entry.reason.number()]);
    }
    if let Some(since) = entry.invalid_since {
        let mut value = Der::with_capacity(20);
        dates::write_generalized(&mut value, since)?;
        extension::write(list, oid::INVALIDITY_DATE, false, &value.done());
    }
    Ok(())
}

fn crl_number(number: u64) -> Vec<u8> {
    let mut value = Der::with_capacity(12);
    value.unsigned(number);
    value.done()
}
