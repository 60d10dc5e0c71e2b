use orgkey_types::{Code, Failure, Outcome};
use std::str::FromStr;

/// What a certificate is for; decides its basic constraints, key usage and extended key usage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Template {
    /// A TLS server: needs a DNS name or an IP address.
    Server,
    /// A TLS client: a person or a program.
    Client,
    /// Mail: needs a mail address.
    Smime,
    /// A CA below the issuer.
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
