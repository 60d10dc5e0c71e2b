//! Lint: does a certificate follow the rules of RFC 5280 and of the programs that will read it? Nothing here refuses
//! anything; what this program makes has no finding of severity error.

mod end_entity;
mod everyone;
mod issuer;

use crate::Certificate;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Notice,
    /// Some programs will not use it, or it is weaker than it should be.
    Warning,
    /// Against a MUST of RFC 5280.
    Error,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LintFinding {
    /// How bad.
    pub severity: Severity,
    /// Stable word for it: `basic-constraints-not-critical`.
    pub code: &'static str,
    /// One English sentence for logs and `--json`; the page has words of its own for each code.
    pub text: String,
}

/// Severity, code, sentence.
type Rule = (Severity, &'static str, &'static str);

/// Collects the rules that are broken.
struct Findings(Vec<LintFinding>);

impl Findings {
    fn unless(&mut self, good: bool, (severity, code, text): Rule) {
        if !good {
            self.0.push(LintFinding { severity, code, text: text.to_owned() });
        }
    }
}

/// Checks a certificate by itself and, where its issuer's is at hand, against it (nested validity, key identifier).
pub fn lint(certificate: &Certificate, issuer: Option<&Certificate>) -> Vec<LintFinding> {
    let mut findings = Findings(Vec::new());
    everyone::check(certificate, &mut findings);
    if certificate.is_ca() {
        issuer::check(certificate, &mut findings);
    } else {
        end_entity::check(certificate, &mut findings);
    }
    if let Some(issuer) = issuer {
        issuer::nested(certificate, issuer, &mut findings);
    }
    findings.0.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings.0
}
