use super::{rules, settings::OrgCertSettings};
use crate::{
    ca::{Ca, CaCertificates, CaState, PublishedList, key_leaves, newest_list, organization_public_key},
    permit::{UseCase, permit},
    user::due,
};
use orgkey_types::{Code, Failure, Outcome, Timestamp};
use orgkey_vault::{CaRow, CaState as Stands, Vault};
use orgkey_x509::{Certificate, LintFinding};
use serde::Serialize;

/// How one came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum OrgCertWay {
    /// The Organization Key signed it itself.
    SelfSigned,
    /// A certification authority signed it on request.
    Requested,
    /// It came with a key of its own.
    Imported,
}

/// What is to be known about one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum OrgCertNote {
    /// It signs itself: nobody outside trusts it, and it is not for production.
    SelfSigned,
    /// With it came the private key of a root: whoever has this vault can sign anything.
    RootKey,
    /// Its key is not that of the Organization Key.
    OtherKey,
    /// A user has its address.
    EmailOfUser,
    /// It signs with the key of an earlier Organization Key.
    EarlierOrganizationKey,
    /// It is past its end.
    Ended,
}

/// One Organization Certificate.
#[derive(Debug, Clone)]
pub struct OrgCert {
    /// The authority.
    pub ca: Ca,
    /// How it came to be.
    pub way: OrgCertWay,
    /// The certificate.
    pub certificate: Certificate,
    /// Its certificates: those above it, and earlier ones of the same name and key.
    pub certificates: CaCertificates,
    /// What the lint says of it.
    pub findings: Vec<LintFinding>,
    /// What is to be known.
    pub notes: Vec<OrgCertNote>,
    /// Its last revocation list.
    pub last_list: Option<PublishedList>,
    /// Why its keypair cannot be exported; none when it can.
    pub export_refused: Option<Failure>,
}

/// The row Organization Certificate with everything behind it.
#[derive(Debug)]
pub struct OrgCertPage {
    /// The one in use; none is no fault: only S/MIME needs it.
    pub active: Option<OrgCert>,
    /// Earlier ones, newest first.
    pub retired: Vec<OrgCert>,
    /// Why the Organization Key can carry none; then one with a key of its own can be imported.
    pub key_refused: Option<Failure>,
    /// When a self-signed one would end.
    pub self_signed_ends: Option<Timestamp>,
    /// That is the end of the Organization Key.
    pub ends_with_key: bool,
    /// Users without a live certificate.
    pub due_users: u64,
    /// How users' certificates are made.
    pub settings: OrgCertSettings,
}

impl OrgCert {
    pub(super) fn of(vault: &Vault, row: CaRow, now: Timestamp) -> Outcome<Self> {
        let certificates = CaCertificates::of(vault, &row.id)?;
        let ca = Ca::of(vault, row, now)?;
        let missing = || Failure::about(Code::VaultDamaged, &ca.stored.name);
        let certificate = certificates.issuing().cloned().ok_or_else(missing)?;
        let way = match (&ca.stored.organization_key, certificate.is_self_signed()) {
            (None, _) => OrgCertWay::Imported,
            (Some(_), true) => OrgCertWay::SelfSigned,
            (Some(_), false) => OrgCertWay::Requested,
        };
        let above = if certificate.is_self_issued() { Some(&certificate) } else { certificates.chain.first() };
        Ok(Self {
            findings: orgkey_x509::lint(&certificate, above),
            notes: notes(vault, &ca.stored, &certificate, now)?,
            last_list: newest_list(vault, &ca, now)?,
            export_refused: key_leaves(vault, &ca.stored).err(),
            ca,
            way,
            certificate,
            certificates,
        })
    }
}

fn notes(vault: &Vault, row: &CaRow, certificate: &Certificate, now: Timestamp) -> Outcome<Vec<OrgCertNote>> {
    let own_key = row.organization_key.is_none();
    let in_use = vault.active_organization_key()?.map(|key| key.id);
    let noted = [
        (OrgCertNote::SelfSigned, certificate.is_self_signed() && !own_key),
        (OrgCertNote::RootKey, certificate.is_self_signed() && own_key),
        (OrgCertNote::OtherKey, own_key),
        (OrgCertNote::EmailOfUser, rules::has_address_of_user(vault, certificate)?),
        (OrgCertNote::EarlierOrganizationKey, !own_key && row.organization_key != in_use),
        (OrgCertNote::Ended, certificate.validity().not_after <= now),
    ];
    Ok(noted.into_iter().filter_map(|(note, stands)| stands.then_some(note)).collect())
}

/// What a certificate would be noted for before it is stored: `organization_key` is whose key it has.
pub(super) fn notes_of(certificate: &Certificate, organization_key: Option<&str>, now: Timestamp) -> Vec<OrgCertNote> {
    let own_key = organization_key.is_none();
    let noted = [
        (OrgCertNote::SelfSigned, certificate.is_self_signed() && !own_key),
        (OrgCertNote::RootKey, certificate.is_self_signed() && own_key),
        (OrgCertNote::OtherKey, own_key),
        (OrgCertNote::Ended, certificate.validity().not_after <= now),
    ];
    noted.into_iter().filter_map(|(note, stands)| stands.then_some(note)).collect()
}

/// The one in use and earlier ones.
///
/// # Errors
/// What the database says.
pub fn organization_certificate(vault: &Vault, now: Timestamp) -> Outcome<OrgCertPage> {
    permit(vault, UseCase::ShowCertificates)?;
    let (mut active, mut retired) = (None, Vec::new());
    for row in vault.organization_certificates()? {
        match row.state {
            Stands::Retired => retired.push(OrgCert::of(vault, row, now)?),
            _ => active = Some(OrgCert::of(vault, row, now)?),
        }
    }
    let key = rules::organization_key(vault, now);
    let fit = key.and_then(|key| organization_public_key(&key).map(|_| key));
    let (key, key_refused) = match fit {
        Ok(key) => (Some(key), None),
        Err(failure) => (None, Some(failure)),
    };
    Ok(OrgCertPage {
        self_signed_ends: key.as_ref().map(|key| rules::self_signed_end(key, now)).transpose()?,
        ends_with_key: key.is_some_and(|key| key.summary.expires.is_some()),
        key_refused,
        due_users: vault.count_without_certificate(&due(now)?)?,
        settings: super::org_cert_settings(vault)?,
        active,
        retired,
    })
}

/// All of them as authorities, the one in use first.
pub(crate) fn authorities(vault: &Vault, now: Timestamp) -> Outcome<Vec<Ca>> {
    vault.organization_certificates()?.into_iter().map(|row| Ca::of(vault, row, now)).collect()
}

/// The one in use.
pub(crate) fn in_use(vault: &Vault, now: Timestamp) -> Outcome<Option<Ca>> {
    let row = vault.organization_certificates()?.into_iter().find(|row| row.state != Stands::Retired);
    row.map(|row| Ca::of(vault, row, now)).transpose()
}

/// One of them by id or serial number; without a name the one in use.
///
/// # Errors
/// [`Code::OrgCertMissing`].
pub(super) fn find(vault: &Vault, name: Option<&str>, now: Timestamp) -> Outcome<OrgCert> {
    let rows = vault.organization_certificates()?;
    let missing =
        || name.map_or_else(|| Code::OrgCertMissing.into(), |name| Failure::about(Code::OrgCertMissing, name));
    let Some(name) = name else {
        let row = rows.into_iter().find(|row| row.state != Stands::Retired).ok_or_else(missing)?;
        return OrgCert::of(vault, row, now);
    };
    for row in rows {
        let found = OrgCert::of(vault, row, now)?;
        if found.ca.stored.id == name || found.certificate.serial().hex().eq_ignore_ascii_case(name) {
            return Ok(found);
        }
    }
    Err(missing())
}

/// Whether it still signs.
pub(crate) fn signs(ca: &Ca) -> Outcome<()> {
    match (ca.state, ca.ends) {
        (CaState::Active | CaState::Ending, _) => Ok(()),
        (_, Some(ends)) => Err(Failure::about(Code::OrgCertEnded, ends.date())),
        (_, None) => Err(Code::OrgCertEnded.into()),
    }
}
