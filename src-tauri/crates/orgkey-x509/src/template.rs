use orgkey_types::{Code, Failure, Outcome};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(rename = "CertificateTemplate"))]
#[serde(rename_all = "kebab-case")]
pub enum Template {
    /// A TLS server.
    Server,
    /// A TLS client.
    Client,
    /// Signed and encrypted mail.
    Smime,
    /// A CA below this one.
    SubordinateCa,
}

impl Template {
    /// Every template, in the order in which they are offered.
    pub const ALL: &'static [Template] = &[Self::Server, Self::Client, Self::Smime, Self::SubordinateCa];

    /// The word on the command line and in the vault.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Client => "client",
            Self::Smime => "smime",
            Self::SubordinateCa => "subordinate-ca",
        }
    }
}

impl FromStr for Template {
    type Err = Failure;

    fn from_str(text: &str) -> Outcome<Self> {
        let found = Self::ALL.iter().copied().find(|template| template.name() == text);
        found.ok_or_else(|| Failure::about(Code::TemplateUnknown, text))
    }
}
