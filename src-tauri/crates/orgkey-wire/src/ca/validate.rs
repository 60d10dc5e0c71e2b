use crate::{Language, messages::Words};
use orgkey_core::ca as core;
use orgkey_types::Timestamp;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::OnceLock};
use ts_rs::TS;

pub use orgkey_core::ca::RevocationLookup as RevocationCheck;

type Reasons = BTreeMap<String, Words>;

/// Validates a certificate: one that the CA has issued, or one from a file.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ValidateCertificateRequest {
    /// Id of the CA; none tries every CA of the vault.
    pub ca: Option<String>,
    /// Serial number of an issued certificate, hexadecimal.
    pub serial: Option<String>,
    /// Ticket from `choose_certificate_file` or of a dropped file.
    pub file: Option<String>,
}

/// What validating has found.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ValidationView {
    /// No reason at any link.
    pub valid: bool,
    /// Whether a revocation list was there to look into. Not checked is not invalid.
    pub revocation: RevocationCheck,
    /// The chain, from the certificate up to its trust anchor.
    pub links: Vec<ValidationLinkView>,
    /// The moment that it was judged for.
    pub at: Timestamp,
}

/// One certificate of the chain.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ValidationLinkView {
    /// Subject.
    pub subject: String,
    /// Issuer.
    pub issuer: String,
    /// Serial number, hexadecimal.
    pub serial: String,
    /// Valid until.
    pub not_after: Timestamp,
    /// Whether its revocation was looked into.
    pub revocation: RevocationCheck,
    /// Everything that is wrong with it; empty is nothing.
    pub reasons: Vec<ValidationReasonView>,
}

/// Why a certificate is not valid, with its words.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ValidationReasonView {
    /// The vendor's number, hexadecimal: `5`, `B`, `10`.
    pub number: String,
    /// Stable name: `certificate-expired`.
    pub reason: String,
    /// What is wrong.
    pub fact: String,
    /// What to do.
    pub advice: String,
}

impl ValidationView {
    /// All verdicts of a report.
    pub fn all(report: &core::ValidationReport, language: Language) -> Vec<Self> {
        report.verdicts.iter().map(|verdict| Self::new(verdict, report.at, language)).collect()
    }

    fn new(verdict: &core::Validation, at: Timestamp, language: Language) -> Self {
        Self {
            valid: verdict.is_valid(),
            revocation: verdict.revocation,
            links: verdict.links.iter().map(|link| ValidationLinkView::new(link, language)).collect(),
            at,
        }
    }
}

impl ValidationLinkView {
    fn new(link: &core::Link, language: Language) -> Self {
        let summary = &link.summary;
        Self {
            subject: summary.subject.clone(),
            issuer: summary.issuer.clone(),
            serial: summary.serial.clone(),
            not_after: summary.not_after,
            revocation: link.revocation,
            reasons: link.reasons.iter().map(|reason| ValidationReasonView::new(*reason, language)).collect(),
        }
    }
}

impl ValidationReasonView {
    /// A reason by its stable name, with its words.
    pub fn new(reason: core::ValidationReason, language: Language) -> Self {
        let (fact, advice) = reason_words(reason.name(), language);
        Self { number: format!("{:X}", reason.number()), reason: reason.name().to_owned(), fact, advice }
    }
}

/// The words of the reasons, one file per language under `messages/validation`.
fn reason_words(reason: &str, language: Language) -> (String, String) {
    static ENGLISH: OnceLock<Reasons> = OnceLock::new();
    static GERMAN: OnceLock<Reasons> = OnceLock::new();
    let (cell, text) = match language {
        Language::En => (&ENGLISH, include_str!("../../messages/validation/en.json")),
        Language::De => (&GERMAN, include_str!("../../messages/validation/de.json")),
    };
    let reasons = cell.get_or_init(|| serde_json::from_str(text).unwrap_or_default());
    reasons.get(reason).map(|words| (words.fact.clone(), words.advice.clone())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_fact_and_an_advice_in_every_language() {
        for language in [Language::En, Language::De] {
            for reason in core::ValidationReason::ALL {
                let view = ValidationReasonView::new(*reason, language);
                assert!(view.fact.ends_with('.') && view.advice.ends_with('.'), "{view:?}");
            }
        }
    }
}
