//! The Organization Certificate: what signs users' certificates for S/MIME. A use case has a file, under the stems of
//! wire, commands and page.
//!
//! | file | use case |
//! |---|---|
//! | `list` | the one in use and earlier ones |
//! | `generate` | the Organization Key signs it itself |
//! | `request`, `install` | a certification authority signs it: the request, its answer |
//! | `import` | a CA with a key of its own, from PKCS#12 |
//! | `export` | the certificate, or the proven keypair |
//! | `crl` | its revocation list |
//! | `pack` | everything that partners outside need, in a folder |
//! | `settings` | life of users' certificates, kind of key for S/MIME |
//!
//! It is an authority of the tables of the Organizational CA, of a kind of its own: what issuing, revoking, publishing
//! and exporting need is there already, and `crate::ca` does it. It is none of `crate::ca`'s CAs, so that no rule of
//! theirs (name, replacement, whether the key may leave) is asked of it.
//!
//! Invariants: one is in use at most, earlier ones are kept; it never ends later than what it is signed with; it never
//! has the address of a user; whoever has a live certificate keeps it, whatever becomes of its issuer. An issuer is told
//! by name and key together, never by the text of its name.

mod candidate;
mod crl;
mod export;
mod generate;
mod import;
mod install;
mod list;
mod pack;
mod request;
mod rules;
mod settings;
mod subject;

pub use candidate::{OrgCertPlan, OrgCertReceipt};
pub use crl::{PublishOrgCertCrl, plan_org_cert_crl, publish_org_cert_crl};
pub use export::{ExportOrgCert, export_org_cert, plan_export_org_cert};
pub use generate::{GenerateOrgCert, generate_org_cert, plan_generate_org_cert};
pub use import::{ImportOrgCert, OrgCertImportPlan, import_org_cert, plan_import_org_cert};
pub use install::{InstallOrgCert, install_org_cert, plan_install_org_cert};
pub use list::{OrgCert, OrgCertNote, OrgCertPage, OrgCertWay, organization_certificate};
pub(crate) use list::{authorities, in_use, signs};
pub use pack::{PackOrgCert, PackReceipt, pack_org_cert};
pub use request::{OrgCertRequestReceipt, WriteOrgCertRequest, write_org_cert_request};
pub(crate) use rules::{is_users, warned_before};
pub use settings::{OrgCertSettings, SMIME_KEYS, change_org_cert_settings, org_cert_settings};
pub use subject::OrgCertSubject;
