//! Which CA the files of an import are about, and how it stands to the vault.

use super::{certificates::CaCertificates, gather::Gathered, register::is_issued_by};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{CaRow, Vault};
use orgkey_x509::{Certificate, PrivateKey, PublicKey, RevocationList};

/// From this number on no list of a CA can be continued: the vault counts up to it (SQLite's integer).
const NUMBERS_END: u64 = i64::MAX.unsigned_abs();

/// The CA that was found in the files, its certificates in their roles.
pub(super) struct Candidate<'a> {
    /// Its private key, where the files have it.
    pub(super) key: Option<&'a PrivateKey>,
    pub(super) public: PublicKey,
    pub(super) certificates: CaCertificates,
    /// The lists that its key has signed.
    pub(super) lists: Vec<&'a RevocationList>,
    /// Certificates that it has issued.
    pub(super) issued: Vec<&'a Certificate>,
    /// The CA of the vault that has the same key.
    pub(super) known: Option<CaRow>,
    /// Certificates and lists that belong to nothing.
    pub(super) unrelated: usize,
}

/// # Errors
/// [`Code::SeveralKeys`] when several could be meant; [`Code::NotX509`] when the files hold nothing of a CA;
/// [`Code::CertificateMismatch`] for a key that fits none of the certificates.
pub(super) fn candidate<'a>(vault: &Vault, gathered: &'a Gathered) -> Outcome<Candidate<'a>> {
    let rows = vault.cas()?;
    let (key, public) = choose(vault, gathered, &rows)?;
    let known = rows.into_iter().find(|row| row.identity.spki_sha256 == hex::encode(public.sha256()));
    let stored = match &known {
        Some(row) => CaCertificates::of(vault, &row.id)?,
        None => CaCertificates::default(),
    };
    let (own, others): (Vec<_>, Vec<_>) =
        gathered.certificates.iter().partition(|(one, _)| one.public_key().same_as(&public));
    if own.is_empty() && stored.own().is_empty() {
        return Err(Failure::about(Code::CertificateMismatch, "private key"));
    }
    let mut certificates = roles(&own);
    let lists: Vec<&RevocationList> = gathered.lists.iter().filter(|list| list.is_signed_by(&public)).collect();
    certificates.chain = superiors(&certificates, &stored, gathered, &public);
    let issued = issued(&certificates, &stored, gathered);
    let related = |one: &Certificate| certificates.chain.contains(one) || issued.contains(&one);
    let strangers = others.iter().filter(|(one, _)| !related(one)).count();
    let unrelated = strangers + gathered.lists.len() - lists.len();
    Ok(Candidate { key, public, certificates, lists, issued, known, unrelated })
}

/// What the CA has issued among the certificates of the files. Those above it it has not, even in a ring.
fn issued<'a>(certificates: &CaCertificates, stored: &CaCertificates, gathered: &'a Gathered) -> Vec<&'a Certificate> {
    let ca = if certificates.issuing().is_some() { certificates } else { stored };
    let above = |one: &Certificate| certificates.chain.contains(one);
    let all = gathered.certificates.iter().map(|(one, _)| one);
    all.filter(|one| !above(one) && is_issued_by(one, ca)).collect()
}

/// The key of the CA: the only one that a CA certificate of the files fits, or else a CA of the vault of which the files
/// hold a certificate, a list, or something that it has issued.
fn choose<'a>(vault: &Vault, gathered: &'a Gathered, rows: &[CaRow]) -> Outcome<(Option<&'a PrivateKey>, PublicKey)> {
    let fits = |key: &PrivateKey, ca: bool| {
        gathered.certificates.iter().any(|(one, _)| (one.is_ca() || !ca) && one.public_key().same_as(key.public()))
    };
    let of_ca: Vec<&PrivateKey> = gathered.keys.iter().filter(|key| fits(key, true)).collect();
    let of_any: Vec<&PrivateKey> = gathered.keys.iter().filter(|key| fits(key, false)).collect();
    let all: Vec<&PrivateKey> = gathered.keys.iter().collect();
    match (of_ca.as_slice(), of_any.as_slice(), all.as_slice()) {
        ([key], _, _) | ([], [key], _) | ([], [], [key]) => return Ok((Some(key), key.public().clone())),
        ([], [], []) => {}
        _ => return Err(Failure::about(Code::SeveralKeys, gathered.keys.len())),
    }
    let known = |public: &PublicKey| rows.iter().any(|row| row.identity.spki_sha256 == hex::encode(public.sha256()));
    let certificate = gathered.certificates.iter().map(|(one, _)| one.public_key()).find(|public| known(public));
    if let Some(public) = certificate {
        return Ok((None, public.clone()));
    }
    for row in rows {
        let certificates = CaCertificates::of(vault, &row.id)?;
        let Some(own) = certificates.issuing() else { continue };
        if gathered.lists.iter().any(|list| list.is_signed_by(own.public_key()))
            || gathered.certificates.iter().any(|(one, _)| is_issued_by(one, &certificates))
        {
            return Ok((None, own.public_key().clone()));
        }
    }
    // A CA without its key can be looked at, and the plan says what is missing.
    let ca = gathered.certificates.iter().find(|(one, _)| one.is_ca());
    ca.map(|(one, _)| (None, one.public_key().clone())).ok_or_else(|| Failure::about(Code::NotX509, "CA"))
}

/// Which of the certificates over one key is which. Of those that sign themselves the one called so, or else the one
/// that lasts longest, is the trust anchor. The Public Key Certificate is the one called so, or what another CA has
/// signed, or the second that signs itself. What another CA has signed beside it leads there from that CA.
fn roles(own: &[&(Certificate, Option<String>)]) -> CaCertificates {
    let (mut anchors, mut signed): (Vec<_>, Vec<_>) =
        own.iter().copied().partition(|(certificate, _)| certificate.is_self_signed());
    let end = |one: &&(Certificate, Option<String>)| std::cmp::Reverse(one.0.validity().not_after);
    let public = |one: &&(Certificate, Option<String>)| !is_called(one, "publickeycertificate");
    signed.sort_by_key(|one| (public(one), end(one)));
    anchors.sort_by_key(|one| (!is_called(one, "selfsigned"), !public(one), end(one), one.0.validity().not_before));
    let self_signed = (!anchors.is_empty()).then(|| anchors.remove(0));
    let called = anchors.iter().position(|one| !public(one)).map(|at| anchors.remove(at));
    let by_others = || signed.first().copied();
    let public_key = called.or_else(by_others).or_else(|| anchors.first().copied()).or(self_signed);
    let rest = |list: Vec<&(Certificate, Option<String>)>| {
        let rest = list.into_iter().map(|(one, _)| one).filter(|one| public_key.is_none_or(|(taken, _)| taken != *one));
        rest.cloned().collect()
    };
    CaCertificates {
        self_signed: self_signed.map(|(one, _)| one.clone()),
        public_key: public_key.map(|(one, _)| one.clone()),
        chain: Vec::new(),
        cross: rest(signed),
        former: rest(anchors),
    }
}

fn is_called(one: &(Certificate, Option<String>), letters: &str) -> bool {
    let name = one.1.as_deref().unwrap_or_default();
    let found: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    found.to_ascii_lowercase().contains(letters)
}

/// Those above, the nearest first: whatever leads from one of its certificates to a trust anchor.
fn superiors(
    certificates: &CaCertificates,
    stored: &CaCertificates,
    gathered: &Gathered,
    own: &PublicKey,
) -> Vec<Certificate> {
    let candidates: Vec<Certificate> = gathered.all().into_iter().chain(stored.all().cloned()).collect();
    let Some(leaf) = certificates.public_key.as_ref().or(stored.public_key.as_ref()) else { return Vec::new() };
    let whole = orgkey_x509::chain(leaf, &candidates).unwrap_or_default();
    whole.into_iter().filter(|one| !one.public_key().same_as(own)).collect()
}

impl Candidate<'_> {
    /// Why it cannot be imported as it stands.
    pub(super) fn refusal(&self) -> Option<Failure> {
        let own = self.certificates.own();
        let subject = own.first().map(|one| one.subject().to_string()).unwrap_or_default();
        if self.key.is_none() && self.known.is_none() {
            return Some(Failure::about(Code::PublicOnly, subject));
        }
        if let Some(other) = own.iter().find(|one| !one.is_ca()) {
            return Some(Failure::about(Code::IssuerNotCa, other.subject()));
        }
        if let Some(other) =
            own.iter().find(|one| own.first().is_some_and(|first| !one.subject().same_as(first.subject())))
        {
            return Some(Failure::about(Code::NameMismatch, other.subject()));
        }
        let renamed = self.known.as_ref().filter(|row| !own.is_empty() && row.identity.subject_text != subject);
        if let Some(row) = renamed {
            return Some(Failure::about(Code::NameMismatch, &row.identity.subject_text));
        }
        self.endless().or_else(|| self.hole()).or_else(|| self.probe().err())
    }

    /// The next list could get no higher number: it would fall, and programs would keep the old list.
    fn endless(&self) -> Option<Failure> {
        let last = self.list_number()?;
        (last >= NUMBERS_END.into()).then(|| Failure::about(Code::CrlNumberTooLarge, last))
    }

    /// A Public Key Certificate that the superior CA signed needs the way up to a trust anchor.
    fn hole(&self) -> Option<Failure> {
        let leaf = self.certificates.public_key.as_ref().filter(|leaf| !leaf.is_self_signed())?;
        orgkey_x509::chain(leaf, &self.certificates.chain).err()
    }

    /// The key signs, and each certificate verifies.
    pub(super) fn probe(&self) -> Outcome<()> {
        let Some(key) = self.key else { return Ok(()) };
        self.certificates.own().into_iter().try_for_each(|own| orgkey_x509::probe(key, own))
    }

    /// The name that the vault has for it, or else that in its certificates.
    pub(super) fn default_name(&self) -> String {
        if let Some(row) = &self.known {
            return row.name.clone();
        }
        let subject = self.certificates.own().first().map(|one| one.subject().clone());
        subject.map(|subject| subject.common_name().unwrap_or_else(|| subject.to_string())).unwrap_or_default()
    }

    /// Whether the certificate that it issues with has ended.
    pub(super) fn has_ended(&self, now: Timestamp) -> bool {
        self.certificates.issuing().is_some_and(|one| one.validity().not_after <= now)
    }
}
