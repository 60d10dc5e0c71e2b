//! The stage that certifies users with the Organization Key: who has no certification by the key in use, or one that ends
//! within a day.

use super::{
    pipeline::{HANDFUL, OverUsers, Walk},
    report::RefusedUser,
};
use crate::user::desk::Desk;
use orgkey_types::{Fingerprint, Outcome};
use orgkey_vault::{CertificationMark, Due, DueUser, UserCertificationRow, UserChange, Vault};

/// Users who are to be certified.
pub(super) struct Certifying {
    pub due: Due,
}

/// A certification, or why there is none.
pub(super) struct Certified {
    id: u64,
    email: String,
    fingerprint: Fingerprint,
    made: Outcome<UserCertificationRow>,
}

impl OverUsers for Certifying {
    type User = DueUser;
    type Made = Certified;
    type Mark = CertificationMark;

    fn next(&self, vault: &Vault, walk: &mut Walk<CertificationMark>) -> Outcome<Vec<DueUser>> {
        let mark = walk.last.unwrap_or(CertificationMark::START);
        let users = vault.due_certifications(&self.due, mark, walk.take(HANDFUL))?;
        walk.passed(users.len());
        walk.last = users.last().map(|user| user.mark).or(walk.last);
        Ok(users)
    }

    fn make(&self, desk: &mut Desk, user: DueUser) -> Certified {
        let made = desk.certify_again(&user.public, user.certified_id);
        Certified { id: user.id, email: user.email, fingerprint: user.fingerprint, made }
    }
}

impl Certified {
    /// The inner outcome is that of the user, the outer one that of the vault.
    pub fn store(self, users: &UserChange<'_>) -> Outcome<Result<(), RefusedUser>> {
        match self.made {
            Ok(certification) => users.certify(self.id, &self.fingerprint, &certification).map(Ok),
            Err(failure) => Ok(Err(RefusedUser::new(&self.email, &failure))),
        }
    }
}
