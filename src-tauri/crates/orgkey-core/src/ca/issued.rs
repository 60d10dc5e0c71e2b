use super::{
    certificates::{CaCertificates, damaged},
    list::{Ca, find_ca},
};
use crate::permit::{UseCase, permit};
use orgkey_types::{Code, Failure, Outcome, Period, Timestamp};
use orgkey_vault::{IssuedFilter, IssuedOrder, IssuedQuery, IssuedRow, Standing, Vault};
use orgkey_x509::{Certificate, LintFinding, Serial, Template};
use serde::{Deserialize, Serialize};

/// Days before its end from which a certificate counts as ending.
const ENDING_DAYS: i64 = 30;
/// Rows on one page at most.
const LARGEST_PAGE: u32 = 500;

/// State of an issued certificate today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum IssuedState {
    /// Neither revoked nor over.
    Valid,
    /// On hold: may be released.
    Held,
    /// Revoked for good.
    Revoked,
    /// Past its end.
    Expired,
}

impl IssuedState {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Valid, Self::Held, Self::Revoked, Self::Expired];

    /// `valid`, `held`, `revoked` or `expired`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Held => "held",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
        }
    }

    const fn filter(self) -> IssuedFilter {
        match self {
            Self::Valid => IssuedFilter::Valid,
            Self::Held => IssuedFilter::Held,
            Self::Revoked => IssuedFilter::Revoked,
            Self::Expired => IssuedFilter::Expired,
        }
    }
}

/// An issued certificate as a row.
#[derive(Debug, Clone)]
pub struct IssuedEntry {
    /// The row of the vault.
    pub stored: IssuedRow,
    /// Serial number, hexadecimal without separators.
    pub serial: String,
    /// State today.
    pub state: IssuedState,
    /// In use, and it ends within 30 days.
    pub ending: bool,
    /// What it is for; none where only a foreign list named it.
    pub template: Option<Template>,
}

impl IssuedEntry {
    pub(crate) fn of(stored: IssuedRow, now: Timestamp) -> Self {
        let over = stored.not_after <= now;
        let state = match stored.standing {
            Standing::Held => IssuedState::Held,
            Standing::Revoked => IssuedState::Revoked,
            Standing::Valid if over => IssuedState::Expired,
            Standing::Valid => IssuedState::Valid,
        };
        let soon = stored.not_after <= now.plus_seconds(ENDING_DAYS * 86_400);
        let serial = Serial::from_octets(&stored.serial).map(|serial| serial.hex()).unwrap_or_default();
        let template = stored.template.parse().ok();
        Self { serial, state, ending: state == IssuedState::Valid && soon, template, stored }
    }
}

/// What a page is asked for.
#[derive(Debug, Clone, Default)]
pub struct IssuedList<'a> {
    /// The CA, as [`find_ca`] finds it.
    pub ca: Option<&'a str>,
    /// Text in name, subject or serial number; the terms `state:revoked`, `template:server` and `expires<30d` narrow
    /// further.
    pub filter: Option<&'a str>,
    /// Only in this state.
    pub state: Option<IssuedState>,
    /// In which order.
    pub order: IssuedOrder,
    /// The other way round: newest, Z or latest first.
    pub descending: bool,
    /// Mark from the page before.
    pub after: Option<&'a str>,
    /// At most so many: 1 to 500.
    pub limit: u32,
}

/// A page of the Issued list.
#[derive(Debug, Clone)]
pub struct IssuedPage {
    /// The CA.
    pub ca: Ca,
    /// The rows.
    pub rows: Vec<IssuedEntry>,
    /// Mark for the next page; none when this is the last one.
    pub next: Option<String>,
}

/// Everything about one issued certificate.
#[derive(Debug, Clone)]
pub struct IssuedCertificate {
    /// The CA.
    pub ca: Ca,
    /// The row.
    pub row: IssuedEntry,
    /// The certificate; none where only a foreign list named it.
    pub certificate: Option<Certificate>,
    /// What the lint says of it.
    pub findings: Vec<LintFinding>,
}

/// A page of what a CA has issued.
///
/// # Errors
/// [`Code::CaNotFound`]; [`Code::InvalidArgument`] for limit, mark or a term of the filter; [`Code::TemplateUnknown`],
/// [`Code::InvalidExpiry`].
pub fn issued_page(vault: &Vault, list: &IssuedList<'_>, now: Timestamp) -> Outcome<IssuedPage> {
    permit(vault, UseCase::ShowCertificates)?;
    let ca = find_ca(vault, list.ca, now)?;
    if !(1..=LARGEST_PAGE).contains(&list.limit) {
        return Err(Failure::about(Code::InvalidArgument, "limit"));
    }
    let mark = |mark: &str| mark.parse().map_err(|_| Failure::about(Code::InvalidArgument, "after"));
    let mut query = IssuedQuery {
        order: list.order,
        descending: list.descending,
        filter: list.state.map(IssuedState::filter),
        after: list.after.map(mark).transpose()?,
        limit: list.limit + 1,
        ..IssuedQuery::default()
    };
    read_filter(list.filter.unwrap_or_default(), &mut query, now)?;
    let mut rows = vault.issued_page(&ca.stored.id, &query, now)?;
    let more = rows.len() > list.limit as usize;
    rows.truncate(list.limit as usize);
    let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
    Ok(IssuedPage { ca, rows: rows.into_iter().map(|row| IssuedEntry::of(row, now)).collect(), next })
}

/// One issued certificate, by its serial number in hexadecimal.
///
/// # Errors
/// [`Code::CaNotFound`], [`Code::SerialNotFound`], [`Code::InvalidArgument`] for what is no number.
pub fn issued_certificate(vault: &Vault, ca: Option<&str>, serial: &str, now: Timestamp) -> Outcome<IssuedCertificate> {
    permit(vault, UseCase::ShowCertificates)?;
    let ca = find_ca(vault, ca, now)?;
    let row = find(vault, &ca, serial)?;
    let certificate = kept(vault, &row)?;
    let certificates = CaCertificates::of(vault, &ca.stored.id)?;
    let findings = certificate.as_ref().map(|one| orgkey_x509::lint(one, certificates.issuing())).unwrap_or_default();
    Ok(IssuedCertificate { row: IssuedEntry::of(row, now), ca, certificate, findings })
}

/// # Errors
/// [`Code::SerialNotFound`], [`Code::InvalidArgument`] for what is no number.
pub(super) fn find(vault: &Vault, ca: &Ca, serial: &str) -> Outcome<IssuedRow> {
    let number: Serial = serial.trim().parse()?;
    let row = vault.issued(&ca.stored.id, number.octets())?;
    row.ok_or_else(|| Failure::about(Code::SerialNotFound, serial))
}

/// The certificate with that serial number.
///
/// # Errors
/// As [`find`]; [`Code::CertificateNotKept`] where only a foreign list named it.
pub(super) fn issued(vault: &Vault, ca: &Ca, serial: &str) -> Outcome<Certificate> {
    let row = find(vault, ca, serial)?;
    kept(vault, &row)?.ok_or_else(|| Failure::about(Code::CertificateNotKept, serial))
}

fn kept(vault: &Vault, row: &IssuedRow) -> Outcome<Option<Certificate>> {
    let der = vault.issued_certificate(row.id)?;
    der.map(|der| Certificate::from_der(&der).map_err(damaged)).transpose()
}

fn read_filter(filter: &str, query: &mut IssuedQuery, now: Timestamp) -> Outcome<()> {
    let mut words: Vec<&str> = Vec::new();
    for word in filter.split_whitespace() {
        if let Some(state) = word.strip_prefix("state:") {
            let known = IssuedState::ALL.into_iter().find(|known| known.name() == state);
            query.filter = Some(known.ok_or_else(|| Failure::about(Code::InvalidArgument, word))?.filter());
        } else if let Some(template) = word.strip_prefix("template:") {
            query.template = Some(template.parse::<Template>()?.name().to_owned());
        } else if let Some(period) = word.strip_prefix("expires<") {
            query.ends_before = Some(now.after(period.parse::<Period>()?)?);
        } else {
            words.push(word);
        }
    }
    query.text = words.join(" ");
    Ok(())
}
