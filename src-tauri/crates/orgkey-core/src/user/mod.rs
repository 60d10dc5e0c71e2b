//! Managed Keys: the internal users and their keys. A use case has a file, under the stems of wire, commands and page.
//!
//! | file | use case |
//! |---|---|
//! | `add` | a new user, whose key the server makes |
//! | `import` | many at once: key files, folders, CSV |
//! | `list` | the users and all about one |
//! | `contact` | when a user was last in contact |
//! | `export` | one user's key, or the public keys of all |
//! | `certificate` | certificates for S/MIME: issued, revoked |
//! | `bundle` | a user's certificate and key for mail programs |
//! | `delete` | a user goes, the keys stay |
//!
//! Invariants: a user's bytes are kept as they came; a certification lies beside them and is joined on export; a public
//! import never removes a private part; a deleted user's keys stay in the vault.

mod add;
mod bundle;
mod certificate;
mod contact;
mod delete;
pub(crate) mod desk;
mod export;
mod gather;
mod import;
mod list;
mod pipeline;
pub(crate) mod rules;
mod user_list;

pub use add::{AddUser, AddUserPlan, AddUserReceipt, add_user, plan_add_user};
pub use bundle::{
    ExportUserBundle, KeyModeExport, UserBundlePlan, UserBundleReceipt, export_user_bundle, plan_user_bundle,
};
pub use certificate::{
    IssueUserCertificates, RevokeUserCertificates, RevokedUserCertificates, UserCertificate, UserCertificates,
    issue_due_certificates, issue_user_certificates, revoke_user_certificates,
};
pub(crate) use certificate::{count_due_certificates, due};
pub use contact::contact_user;
pub use delete::delete_user;
pub use export::{ExportAllUsers, ExportUser, UserExportReceipt, export_all_users, export_user};
pub use import::{
    ImportUsers, ImportedUser, UserImportCounts, UserImportReceipt, UserRelation, import_users, plan_user_import,
};
pub use list::{User, UserDetails, UserList, UserPage, UserState, find_user, user_details, users_page};
pub use orgkey_vault::UserOrder;
