//! The Organizational CA: one key with two certificates, and everything it signs. A use case has a file, under the
//! stems of wire, commands and page.
//!
//! | file | use case |
//! |---|---|
//! | `list` | the CAs and all about one |
//! | `create`, `install` | a new CA; the answer of the superior CA to a subordinate one's request |
//! | `import` | from elsewhere, and back from a backup |
//! | `export` | a proven backup; a certificate of the CA, or one that it has issued |
//! | `issue`, `issued` | certificates from requests; what was issued |
//! | `revoke`, `crl` | revoke, hold, release; revocation lists |
//! | `renew`, `replace` | the same key for longer; a new key after this one |
//! | `validate` | whether a certificate is good, and if not why |
//!
//! Invariants: a certificate that the vault knows is never forgotten, what is revoked stays revoked, the number of a
//! revocation list never falls, and a name that was read is signed byte for byte.

mod authority;
mod certificates;
mod contents;
mod create;
mod crl;
mod desk;
mod export;
mod format;
mod gather;
mod import;
pub(crate) mod inspect;
mod install;
mod issue;
mod issued;
mod list;
mod news;
mod proof;
mod register;
mod relate;
mod renew;
mod replace;
mod request;
mod revoke;
mod rules;
mod store;
mod validate;

pub(crate) use authority::{Authority, organization_key, organization_public_key};
pub use certificates::CaCertificates;
pub use contents::{CertificateChoice, FileEntry, FileEntryKind};
pub(crate) use contents::{above_issued, named};
pub use create::{CreateCa, CreateCaPlan, CreateCaReceipt, create_ca, plan_create_ca};
pub(crate) use create::{LIST_DAYS, write_request};
pub use crl::{
    CrlPlan, CrlReceipt, CrlStatus, PublishCrl, PublishedList, RevocationLists, plan_crl, publish_crl, revocation_lists,
};
pub(crate) use crl::{newest_list, next_number, plan_crl_of, publish_crl_of};
pub use export::{CaPart, ExportCa, ExportCaPlan, ExportCaReceipt, export_ca, plan_export_ca};
pub(crate) use export::{export_of, plan_export_of};
pub use format::CertificateFormat;
pub(crate) use format::{encode, prove_certificates};
pub use gather::{CaFile, ImportedFile};
pub(crate) use gather::{Gathered, Reading};
pub use import::{CaNote, CaRelation, ImportCa, ImportCaPlan, ImportCaReceipt, Keeps, import_ca, plan_import_ca};
pub use inspect::{CaFileContents, ListSummary};
pub use install::{InstallCaReceipt, install_ca_certificate};
pub use issue::{
    IssueCertificate, IssuePlan, IssueReceipt, RequestSummary, issue_certificate, issue_certificates, plan_issue,
};
pub use issued::{
    IssuedCertificate, IssuedEntry, IssuedList, IssuedPage, IssuedState, issued_certificate, issued_page,
};
pub(crate) use list::all_cas;
pub use list::{Ca, CaCoverage, CaDetails, CaState, ca_details, cas, find_ca};
pub(crate) use list::{is_outdated, subject};
pub use orgkey_pkcs12::{
    BagKind, Encoding, Inspection, MacInfo, MacKind, OpensIn, PasswordKind, Preset, SafeInfo,
    inspect as inspect_pkcs12, opens_in,
};
pub use orgkey_vault::{CaRow, CertificateRole, CrlRow, InUse, IssuedOrder, IssuedRow, Revocation, Standing};
pub use orgkey_x509::{
    Certificate, CertificateSummary, Found, KeyKind, Link, LintFinding, Request, Revocation as RevocationLookup,
    RevocationReason, Severity as LintSeverity, Template, Validation, ValidationReason,
};
pub use proof::{CaProof, CaProofMeans};
pub(crate) use proof::{prove, prove_copy};
pub(crate) use register::insert;
pub use renew::{RenewCa, RenewPlan, RenewReceipt, plan_renew, renew_ca};
pub use replace::{ReplaceCa, ReplacePlan, ReplaceReceipt, plan_replace, replace_ca};
pub use request::{RequestReceipt, write_ca_request};
pub use revoke::{RevokeCertificate, RevokeReceipt, ToRevoke, release_certificate, revoke_certificate};
pub use rules::{VENDOR_FLOOR, accept_ca_password, key_leaves};
pub use validate::{ToValidate, ValidationReport, validate_certificate};
