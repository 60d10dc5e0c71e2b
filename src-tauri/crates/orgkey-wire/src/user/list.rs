use crate::{AuditEntryView, FailureView, IssuedRowView, Language};
use orgkey_core::user as core;
use orgkey_types::{Fingerprint, KeyMode, KeySummary, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use orgkey_core::user::UserState;

/// A page of the users.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UsersRequest {
    /// Only users with this text in address, name or fingerprint; the term `state:unverified` narrows further.
    pub filter: Option<String>,
    /// Only users in this state; none is all who are not deleted.
    pub state: Option<UserState>,
    /// Order of the rows.
    pub order: UserOrder,
    /// Mark from the page before; none is the first page.
    pub after: Option<String>,
    /// At most so many; 1 to 500.
    #[ts(type = "number")]
    pub limit: u32,
}

/// Order of the list of users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum UserOrder {
    /// By address.
    #[default]
    Email,
    /// By name.
    Name,
    /// The first key to end first.
    Ends,
    /// Whoever was silent longest first.
    Contact,
    /// The last added first.
    Newest,
}

/// A user as a row.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UserRowView {
    /// Address: the id of a user who is not deleted.
    pub email: String,
    /// Name.
    pub name: String,
    /// Who holds the private key.
    pub mode: KeyMode,
    /// State today.
    pub state: UserState,
    /// Fingerprint of the key in use.
    pub fingerprint: Fingerprint,
    /// Its algorithms.
    pub algorithm: String,
    /// When it ends; none is never.
    pub expires: Option<Timestamp>,
    /// It is revoked.
    pub revoked: bool,
    /// The vault holds a private part of it.
    pub has_secrets: bool,
    /// Generation of the Organization Key that has certified it.
    #[ts(type = "number | null")]
    pub certified_by: Option<u64>,
    /// Until when.
    pub certified_until: Option<Timestamp>,
    /// When the user was added.
    pub added: Timestamp,
    /// When the user was last in contact.
    pub last_contact: Timestamp,
    /// When the user was deleted.
    pub deleted: Option<Timestamp>,
    /// Until when the last of the user's certificates holds that is not revoked; none without any.
    pub certificate_until: Option<Timestamp>,
}

/// A page of the users.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UserPageView {
    /// The rows.
    pub rows: Vec<UserRowView>,
    /// Users in all who are not deleted, whatever the filter says.
    #[ts(type = "number")]
    pub total: u64,
    /// Mark for the next page; none when this is the last one.
    pub next: Option<String>,
}

/// Everything about one user.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UserDetailsView {
    /// The row.
    pub row: UserRowView,
    /// What the key is.
    pub key: KeySummary,
    /// `generated` or `imported`.
    pub origin: String,
    /// When the Organization Key certified it last.
    pub certified_at: Option<Timestamp>,
    /// The user's certificates, newest first; the last hundred.
    pub certificates: Vec<IssuedRowView>,
    /// Why the user can get no certificate.
    pub certificate_refused: Option<FailureView>,
    /// What happened to the user, newest first.
    pub history: Vec<AuditEntryView>,
}

impl UsersRequest {
    /// The request of the core.
    pub fn to_core(&self) -> core::UserList<'_> {
        let (order, descending) = self.order.to_core();
        core::UserList {
            filter: self.filter.as_deref(),
            state: self.state,
            order,
            descending,
            after: self.after.as_deref(),
            limit: self.limit,
        }
    }
}

impl UserOrder {
    /// The order of the core, and whether it is walked the other way round.
    pub fn to_core(self) -> (core::UserOrder, bool) {
        match self {
            Self::Email => (core::UserOrder::Email, false),
            Self::Name => (core::UserOrder::Name, false),
            Self::Ends => (core::UserOrder::End, false),
            Self::Contact => (core::UserOrder::Contact, false),
            Self::Newest => (core::UserOrder::Added, true),
        }
    }
}

impl From<&core::User> for UserRowView {
    fn from(user: &core::User) -> Self {
        let stored = &user.stored;
        Self {
            email: stored.email.clone(),
            name: stored.name.clone(),
            mode: stored.mode,
            state: user.state,
            fingerprint: stored.fingerprint.clone(),
            algorithm: stored.algorithm.clone(),
            expires: stored.expires,
            revoked: stored.revoked,
            has_secrets: stored.has_secrets,
            certified_by: stored.certified.map(|(by, _)| by),
            certified_until: stored.certified.map(|(_, until)| until),
            added: stored.added,
            last_contact: stored.last_contact,
            deleted: stored.deleted,
            certificate_until: stored.certificate_until,
        }
    }
}

impl From<&core::UserPage> for UserPageView {
    fn from(page: &core::UserPage) -> Self {
        Self { rows: page.rows.iter().map(Into::into).collect(), total: page.total, next: page.next.clone() }
    }
}

impl UserDetailsView {
    /// The details, with the words of a refusal.
    pub fn new(details: &core::UserDetails, language: Language) -> Self {
        let refused = details.certificate_refused.as_ref();
        Self {
            row: (&details.user).into(),
            key: details.key.clone(),
            origin: details.stored_key.origin.clone(),
            certified_at: details.stored_key.certification.as_ref().map(|certification| certification.made),
            certificates: details.certificates.iter().map(Into::into).collect(),
            certificate_refused: refused.map(|failure| FailureView::new(failure, language)),
            history: details.history.iter().map(Into::into).collect(),
        }
    }
}
