//! The words of every failure, one file per language under `messages/`. A message is a pair: the fact, and the
//! advice. `{subject:words}` stands for what the failure is about, or for the words where nothing is named.

use crate::Language;
use orgkey_types::Code;
use serde::Deserialize;
use std::{collections::BTreeMap, sync::OnceLock};

#[derive(Deserialize)]
pub(crate) struct Words {
    pub(crate) fact: String,
    pub(crate) advice: String,
}

type Catalogue = BTreeMap<Code, Words>;
/// By the name of a check, or of a date in the calendar.
type Checks = BTreeMap<String, Words>;

/// Fact and advice for a named check or a date; `name` as it stands in JSON.
pub fn check_words(name: &str, subject: Option<&str>, language: Language) -> (String, String) {
    match checks(language).get(name) {
        Some(words) => (with_subject(&words.fact, subject), with_subject(&words.advice, subject)),
        None => (name.to_owned(), String::new()),
    }
}

fn checks(language: Language) -> &'static Checks {
    static ENGLISH: OnceLock<Checks> = OnceLock::new();
    static GERMAN: OnceLock<Checks> = OnceLock::new();
    let (cell, text) = match language {
        Language::En => (&ENGLISH, include_str!("../messages/checks/en.json")),
        Language::De => (&GERMAN, include_str!("../messages/checks/de.json")),
    };
    cell.get_or_init(|| serde_json::from_str(text).unwrap_or_default())
}

/// Fact and advice for a code.
pub fn message(code: Code, subject: Option<&str>, language: Language) -> (String, String) {
    match catalogue(language).get(&code) {
        Some(words) => (with_subject(&words.fact, subject), with_subject(&words.advice, subject)),
        None => (code.name(), String::new()),
    }
}

fn catalogue(language: Language) -> &'static Catalogue {
    static ENGLISH: OnceLock<Catalogue> = OnceLock::new();
    static GERMAN: OnceLock<Catalogue> = OnceLock::new();
    let (cell, text) = match language {
        Language::En => (&ENGLISH, include_str!("../messages/en.json")),
        Language::De => (&GERMAN, include_str!("../messages/de.json")),
    };
    cell.get_or_init(|| serde_json::from_str(text).unwrap_or_default())
}

fn with_subject(text: &str, subject: Option<&str>) -> String {
    let Some((before, rest)) = text.split_once("{subject:") else { return text.to_owned() };
    let Some((fallback, after)) = rest.split_once('}') else { return text.to_owned() };
    format!("{before}{}{after}", subject.unwrap_or(fallback))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_fact_and_an_advice_in_every_language() {
        for language in [Language::En, Language::De] {
            for code in Code::ALL {
                let (fact, advice) = message(*code, None, language);
                assert!(
                    fact.ends_with('.') && advice.ends_with(['.', '?', ')']),
                    "{code:?} in {language:?}: {fact} {advice}"
                );
                assert!(!fact.contains('{') && !advice.contains('{'), "{code:?} in {language:?}: {fact}");
            }
            assert_eq!(catalogue(language).len(), Code::ALL.len(), "no words without a code");
        }
    }

    #[test]
    fn every_check_and_every_date_has_a_fact_and_an_advice_in_every_language() {
        use orgkey_core::{AttentionKind, HealthDateKind};
        let word = |kind: AttentionKind| serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned();
        let kinds = AttentionKind::ALL.into_iter().map(word);
        let names: Vec<String> = kinds.chain(HealthDateKind::ALL.map(|kind| kind.name().to_owned())).collect();
        for language in [Language::En, Language::De] {
            for name in &names {
                let (fact, advice) = check_words(name, Some("X"), language);
                assert!(fact.ends_with('.') && advice.ends_with('.'), "{name} in {language:?}: {fact} {advice}");
            }
            assert_eq!(checks(language).len(), names.len(), "no words without a check");
        }
        let named: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(named.len(), names.len(), "each once");
        // What TypeScript sees of the enum is all of it: no kind is left out of the list.
        let shape = <AttentionKind as ts_rs::TS>::inline(&ts_rs::Config::new());
        assert_eq!(shape.split('|').count(), AttentionKind::ALL.len(), "{shape}");
    }

    #[test]
    fn the_subject_takes_its_place_in_the_sentence() {
        let (fact, _) = message(Code::FileExists, Some("backup.asc"), Language::En);
        assert_eq!(fact, "backup.asc exists already and was left as it is.");
    }
}
