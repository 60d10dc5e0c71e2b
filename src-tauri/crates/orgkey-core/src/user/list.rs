use super::rules;
use crate::ca::IssuedEntry;
use crate::permit::{UseCase, permit};
use orgkey_types::{Code, Component, Failure, KeyMode, KeySummary, Outcome, SecretPart, Timestamp, Use};
use orgkey_vault::{AuditEntry, UserFilter, UserKeyRow, UserOrder, UserQuery, UserRow, Vault};
use serde::{Deserialize, Serialize};

/// Rows on one page at most.
const LARGEST_PAGE: u32 = 500;
/// Entries of the history that the details show.
const HISTORY: u32 = 100;

/// How a user stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum UserState {
    /// The key is live and certified by the Organization Key in use.
    Verified,
    /// It is not.
    Unverified,
    /// It is not, because the server holds the key and the user was not in contact for three months.
    WaitingForContact,
    /// Deleted; the keys are kept.
    Deleted,
}

impl UserState {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Verified, Self::Unverified, Self::WaitingForContact, Self::Deleted];

    /// `verified`, `unverified`, `waiting-for-contact` or `deleted`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Unverified => "unverified",
            Self::WaitingForContact => "waiting-for-contact",
            Self::Deleted => "deleted",
        }
    }

    const fn filter(self) -> UserFilter {
        match self {
            Self::Verified => UserFilter::Verified,
            Self::Unverified => UserFilter::Unverified,
            Self::WaitingForContact => UserFilter::WaitingForContact,
            Self::Deleted => UserFilter::Deleted,
        }
    }
}

/// A user as a row.
#[derive(Debug, Clone)]
pub struct User {
    /// The row of the vault.
    pub stored: UserRow,
    /// State today.
    pub state: UserState,
}

impl User {
    fn of(stored: UserRow, generation: Option<u64>, now: Timestamp) -> Outcome<Self> {
        let certified = stored.certified.is_some_and(|(by, until)| Some(by) == generation && until > now);
        let is_live = !stored.revoked && stored.expires.is_none_or(|end| end > now);
        let inactive = stored.last_contact <= rules::inactive_since(now)?;
        let state = if stored.deleted.is_some() {
            UserState::Deleted
        } else if certified && is_live {
            UserState::Verified
        } else if stored.mode == orgkey_types::KeyMode::Skm && !stored.revoked && inactive {
            UserState::WaitingForContact
        } else {
            UserState::Unverified
        };
        Ok(Self { stored, state })
    }

    pub(super) fn of_deleted(user: Self, now: Timestamp) -> Self {
        Self { stored: UserRow { deleted: Some(now), ..user.stored }, state: UserState::Deleted }
    }
}

/// What a page is asked for.
#[derive(Debug, Clone, Default)]
pub struct UserList<'a> {
    /// Text in address, name or fingerprint; the term `state:unverified` narrows further.
    pub filter: Option<&'a str>,
    /// Only in this state; none is all who are not deleted.
    pub state: Option<UserState>,
    /// In which order.
    pub order: UserOrder,
    /// The other way round.
    pub descending: bool,
    /// Mark from the page before.
    pub after: Option<&'a str>,
    /// At most so many: 1 to 500.
    pub limit: u32,
}

/// A page of the users.
#[derive(Debug, Clone)]
pub struct UserPage {
    /// The rows.
    pub rows: Vec<User>,
    /// Users in all who are not deleted, whatever the filter says.
    pub total: u64,
    /// Mark for the next page; none when this is the last one.
    pub next: Option<String>,
}

/// Everything about one user.
#[derive(Debug, Clone)]
pub struct UserDetails {
    /// The user.
    pub user: User,
    /// What the key is.
    pub key: KeySummary,
    /// Its bytes and certification.
    pub stored_key: UserKeyRow,
    /// The user's certificates, newest first; the last hundred.
    pub certificates: Vec<IssuedEntry>,
    /// Why the user can get no certificate.
    pub certificate_refused: Option<Failure>,
    /// What happened to the user, newest first.
    pub history: Vec<AuditEntry>,
}

/// A page of the users.
///
/// # Errors
/// [`Code::InvalidArgument`] for limit, mark or a term of the filter.
pub fn users_page(vault: &Vault, list: &UserList<'_>, now: Timestamp) -> Outcome<UserPage> {
    permit(vault, UseCase::ShowUsers)?;
    if !(1..=LARGEST_PAGE).contains(&list.limit) {
        return Err(Failure::about(Code::InvalidArgument, "limit"));
    }
    let generation = generation_in_use(vault)?;
    let mark = |mark: &str| mark.parse().map_err(|_| Failure::about(Code::InvalidArgument, "after"));
    let (state, text) = read_filter(list.filter.unwrap_or_default())?;
    let query = UserQuery {
        order: list.order,
        descending: list.descending,
        filter: state.or(list.state).map(UserState::filter),
        text,
        generation,
        inactive_since: rules::inactive_since(now)?,
        after: list.after.map(mark).transpose()?,
        limit: list.limit + 1,
    };
    let mut rows = vault.users_page(&query, now)?;
    let more = rows.len() > list.limit as usize;
    rows.truncate(list.limit as usize);
    let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
    let rows = rows.into_iter().map(|row| User::of(row, generation, now)).collect::<Outcome<_>>()?;
    Ok(UserPage { rows, total: vault.user_count()?, next })
}

fn read_filter(filter: &str) -> Outcome<(Option<UserState>, String)> {
    let (mut state, mut words) = (None, Vec::new());
    for word in filter.split_whitespace() {
        match word.strip_prefix("state:") {
            Some(name) => {
                let known = UserState::ALL.into_iter().find(|known| known.name() == name);
                state = Some(known.ok_or_else(|| Failure::about(Code::InvalidArgument, word))?);
            }
            None => words.push(word),
        }
    }
    Ok((state, words.join(" ")))
}

fn generation_in_use(vault: &Vault) -> Outcome<Option<u64>> {
    Ok(vault.active_organization_key()?.map(|row| row.generation))
}

/// The user of that address.
///
/// # Errors
/// [`Code::UserNotFound`].
pub fn find_user(vault: &Vault, email: &str, now: Timestamp) -> Outcome<User> {
    let row =
        vault.user_by_email(&rules::folded(email.trim()))?.ok_or_else(|| Failure::about(Code::UserNotFound, email))?;
    User::of(row, generation_in_use(vault)?, now)
}

/// Everything about the user of that address.
///
/// # Errors
/// [`Code::UserNotFound`].
pub fn user_details(vault: &Vault, email: &str, now: Timestamp) -> Outcome<UserDetails> {
    permit(vault, UseCase::ShowUsers)?;
    let user = find_user(vault, email, now)?;
    let stored_key = vault.user_key(&user.stored.fingerprint)?;
    let key = with_held_parts(orgkey_openpgp::summarize_public(&stored_key.public, now)?, &user.stored);
    let history = vault.audit_page(None, HISTORY, Some(&user.stored.email))?;
    let certificates = vault.user_certificates(user.stored.id, HISTORY)?;
    let certificates = certificates.into_iter().map(|row| IssuedEntry::of(row.issued, now)).collect();
    let certificate_refused = super::certificate::refusal(&user.stored, now);
    Ok(UserDetails { user, key, stored_key, certificates, certificate_refused, history })
}

/// The public packets do not tell which private parts the vault holds; the key mode does.
fn with_held_parts(mut key: KeySummary, row: &UserRow) -> KeySummary {
    let held = |part: &Component| match row.mode {
        KeyMode::Skm => true,
        KeyMode::Sckm => part.uses == [Use::Encrypt],
        KeyMode::Gkm | KeyMode::Ckm => false,
    };
    for part in key.components.iter_mut().filter(|part| row.has_secrets && held(part)) {
        part.secret = SecretPart::Open;
    }
    key
}
