use crate::{Machine, accept_passphrase};
use orgkey_types::{Code, Failure, Outcome, Passphrase, Timestamp};
use orgkey_vault::{KdfCost, NewVault, Vault};
use std::path::Path;

/// The first page of the Setup Assistant: who the vault is for.
#[derive(Debug, Clone)]
pub struct NewOrganization {
    /// Name of the organisation: 1 to 100 characters.
    pub organization: String,
    /// Managed domains, at least one: `example.org`.
    pub domains: Vec<String>,
    /// Name of the first administrator: 1 to 64 characters.
    pub administrator: String,
    /// Language of the page: `en` or `de`.
    pub language: String,
}

/// Makes a vault and opens it. The first administrator is Supervisor.
///
/// # Errors
/// [`Code::InvalidArgument`], [`Code::InvalidDomain`], [`Code::PassphraseWeak`], [`Code::VaultExists`], and what the
/// disk says.
pub fn create_vault(
    folder: &Path,
    new: &NewOrganization,
    passphrase: &Passphrase,
    cost: KdfCost,
    program: &str,
    machine: &Machine,
    now: Timestamp,
) -> Outcome<Vault> {
    if let Some(fault) = faults_of_organization(&new.organization, &new.domains).into_iter().next() {
        return Err(fault);
    }
    check_name("administrator", &new.administrator, 64)?;
    accept_passphrase(passphrase)?;
    let contents = NewVault {
        organization: new.organization.trim().to_owned(),
        domains: new.domains.iter().map(|domain| domain.trim().to_ascii_lowercase()).collect(),
        administrator: new.administrator.trim().to_owned(),
        language: new.language.clone(),
    };
    let vault = orgkey_vault::create(folder, &contents, passphrase, cost, program, now)?;
    machine.saw(vault.id(), vault.counter()?);
    Ok(vault)
}

/// What is wrong with name and domains, in their order; empty when nothing is.
pub fn faults_of_organization(organization: &str, domains: &[String]) -> Vec<Failure> {
    let mut faults: Vec<Failure> = check_name("organization", organization, 100).err().into_iter().collect();
    if domains.is_empty() {
        faults.push(Code::InvalidDomain.into());
    }
    faults.extend(
        domains
            .iter()
            .filter(|domain| !is_domain(domain.trim()))
            .map(|domain| Failure::about(Code::InvalidDomain, domain)),
    );
    faults
}

/// A folder name for an organisation: `Example Org` becomes `example-org.orgvault`.
pub fn default_folder_name(organization: &str) -> String {
    let words: Vec<String> = organization
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let stem: String = words.join("-").chars().take(60).collect();
    format!("{}.orgvault", if stem.is_empty() { "organization" } else { stem.trim_end_matches('-') })
}

pub(crate) fn check_name(what: &str, name: &str, longest: usize) -> Outcome<()> {
    let length = name.trim().chars().count();
    let printable = !name.chars().any(|c| c.is_control() || is_bidi_control(c));
    if (1..=longest).contains(&length) && printable {
        return Ok(());
    }
    Err(Failure::about(Code::InvalidArgument, format!("{what} (1 to {longest} letters, digits or signs)")))
}

/// Characters that turn the reading direction and can make one name look like another.
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A domain name of at least two labels (RFC 1035 §2.3.1, with digits first as RFC 1123 §2.1 allows); international
/// names in their ASCII form.
fn is_domain(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_judged_as_the_rfc_says() {
        let cases = [
            ("example.org", true),
            ("mail.example.co.uk", true),
            ("1und1.de", true),
            ("xn--mller-kva.de", true),
            ("localhost", false),
            ("exa mple.org", false),
            ("@example.org", false),
            ("-a.org", false),
            ("a..org", false),
            ("", false),
            ("müller.de", false),
        ];
        for (domain, good) in cases {
            assert_eq!(is_domain(domain), good, "{domain}");
        }
    }

    #[test]
    fn folder_names_come_from_the_organisation() {
        let cases = [
            ("Example Org", "example-org.orgvault"),
            ("Müller & Söhne GmbH", "müller-söhne-gmbh.orgvault"),
            ("../..", "organization.orgvault"),
        ];
        for (name, folder) in cases {
            assert_eq!(default_folder_name(name), folder);
        }
    }
}
