//! Users' certificates for S/MIME, signed by the Organization Certificate: issued in the maintenance run, at once for new
//! users, and for chosen ones; revoked.
//!
//! | file | what |
//! |---|---|
//! | `issue` | the use cases of issuing |
//! | `issuing` | one chunk of users: read, sign on all cores, store |
//! | `subject_key` | which key of a user is certified |
//! | `revoke` | revoke, and issue anew in the same step |
//!
//! The vendor's form, in which the certificate is wrapped as a user ID into the PGP key, is read and kept here
//! (`orgkey-openpgp`), and never written.

mod issue;
mod issuing;
mod revoke;
mod subject_key;

pub(super) use issue::issue_to_new_users;
pub use issue::{
    IssueUserCertificates, UserCertificate, UserCertificates, issue_due_certificates, issue_user_certificates,
};
pub(crate) use issue::{count_due_certificates, due};
pub use revoke::{RevokeUserCertificates, RevokedUserCertificates, revoke_user_certificates};
pub(super) use subject_key::refusal;
