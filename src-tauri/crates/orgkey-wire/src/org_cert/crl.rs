use crate::CertificateFormat;
use orgkey_core::{ca, org_cert as core};
use serde::Deserialize;
use std::path::Path;
use ts_rs::TS;

/// Publishes the revocation list of the Organization Certificate. As a plan it only looks.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PublishOrgCertCrlRequest {
    /// Id of an earlier one; none is the one in use.
    pub id: Option<String>,
    /// Days to the next one; none takes what it has. What is said here is kept for the next time.
    #[ts(type = "number | null")]
    pub days: Option<u32>,
    /// `der` or `pem`.
    pub format: CertificateFormat,
    /// Ticket from `choose_org_cert_target`; the plan does without.
    pub target: Option<String>,
    /// Replace the file that stands there.
    pub overwrite: bool,
    /// The administrator says that an imported one has never published a list before it came here.
    pub first_list: bool,
}

impl PublishOrgCertCrlRequest {
    /// The request of the core; the list goes to the target.
    pub fn to_core<'a>(&'a self, target: Option<&'a Path>) -> core::PublishOrgCertCrl<'a> {
        let list = ca::PublishCrl {
            ca: None,
            days: self.days,
            format: self.format,
            target,
            overwrite: self.overwrite,
            first_list: self.first_list,
        };
        core::PublishOrgCertCrl { which: self.id.as_deref(), list }
    }
}
