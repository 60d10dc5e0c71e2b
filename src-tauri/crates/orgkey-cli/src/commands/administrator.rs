//! `orgkey admin …`: who may open the vault, and what they may do in it.

use super::create::cost_of;
use crate::{
    answer::Answer,
    arguments::administrator::{Addition, AdministratorVerb, RightOf, TwoPersonVerb},
    process::Session,
    show::{pairs, table},
    watch::Watch,
};
use orgkey_core::{
    Access,
    administrator::{
        AddAdministrator, AdministratorReceipt, TwoPersonRule, add_administrator, administrators, grant_right,
        remove_administrator, revoke_right, set_two_person, two_person_rules,
    },
};
use orgkey_types::Outcome;
use orgkey_wire::{AdministratorReceiptView, AdministratorView, TwoPersonRuleView};
use serde_json::json;

/// Leads a call to its use case.
pub fn run(verb: AdministratorVerb, session: &Session) -> Outcome<Answer> {
    match verb {
        AdministratorVerb::Add(wanted) => add(session, &wanted),
        AdministratorVerb::List => list(session),
        AdministratorVerb::Grant(wanted) => grant(session, &wanted),
        AdministratorVerb::Revoke(wanted) => revoke(session, &wanted),
        AdministratorVerb::Remove { name } => remove(session, &name),
        AdministratorVerb::TwoPerson(TwoPersonVerb::Set { operation, needs_two }) => {
            set(session, TwoPersonRule { operation, needs_two })
        }
    }
}

fn add(session: &Session, wanted: &Addition) -> Outcome<Answer> {
    let mut vault = session.open(Access::Write)?;
    let passphrase = &session.passphrases.added_administrator(wanted.new_passphrase_file.as_deref())?;
    let (name, role, cost) = (wanted.name.as_str(), wanted.role, cost_of(wanted.derivation));
    let request = AddAdministrator { name, role, passphrase, cost };
    let receipt = add_administrator(&mut vault, &request, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    Ok(answer("Added", &receipt))
}

fn list(session: &Session) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let people: Vec<AdministratorView> = administrators(&vault)?.iter().map(Into::into).collect();
    let rules: Vec<TwoPersonRuleView> = two_person_rules(&vault)?.into_iter().map(Into::into).collect();
    let row =
        |one: &AdministratorView| vec![one.name.clone(), one.role.clone(), one.created.date(), short(&one.rights)];
    let rows: Vec<Vec<String>> = people.iter().map(row).collect();
    let two: Vec<&str> = rules.iter().filter(|rule| rule.needs_two).map(|rule| rule.operation.name()).collect();
    let two = if two.is_empty() { "none".to_owned() } else { two.join(", ") };
    let text = table(&["Administrator", "Role", "Since", "Rights"], &rows);
    let text = format!("{text}\n{}", pairs(&[("Operations that need two", two)]));
    Ok(Answer::new(json!({ "administrators": people, "twoPerson": rules }), text))
}

fn grant(session: &Session, wanted: &RightOf) -> Outcome<Answer> {
    let mut vault = session.open(Access::Write)?;
    let receipt = grant_right(&mut vault, &wanted.name, wanted.right, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    Ok(answer("Granted to", &receipt))
}

fn revoke(session: &Session, wanted: &RightOf) -> Outcome<Answer> {
    let mut vault = session.open(Access::Write)?;
    let receipt = revoke_right(&mut vault, &wanted.name, wanted.right, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    Ok(answer("Revoked from", &receipt))
}

fn remove(session: &Session, name: &str) -> Outcome<Answer> {
    let mut vault = session.open(Access::Write)?;
    let receipt = remove_administrator(&mut vault, name, &Watch::new(), session.now)?;
    session.saw(&vault)?;
    Ok(answer("Removed", &receipt))
}

fn set(session: &Session, rule: TwoPersonRule) -> Outcome<Answer> {
    let mut vault = session.open(Access::Write)?;
    set_two_person(&mut vault, rule, session.now)?;
    session.saw(&vault)?;
    let needs = if rule.needs_two { "two administrators" } else { "one administrator" };
    Ok(Answer::new(TwoPersonRuleView::from(rule), pairs(&[(rule.operation.name(), format!("needs {needs}"))])))
}

fn answer(what: &str, receipt: &AdministratorReceipt) -> Answer {
    let view = AdministratorReceiptView::from(receipt);
    let text = pairs(&[
        (what, view.administrator.name.clone()),
        ("Role", view.administrator.role.clone()),
        ("Rights", short(&view.administrator.rights)),
        ("Audit head", format!("{} {}", view.audit_head.seq, view.audit_head.hash)),
    ]);
    Answer::new(view, text)
}

/// Write and Export secret bring Read with them: it is told where it stands alone.
fn short(rights: &[String]) -> String {
    let area = |right: &str| right.split(':').next().unwrap_or_default().to_owned();
    let alone = |right: &&String| {
        !right.ends_with(":read") || rights.iter().filter(|other| area(other) == area(right)).count() == 1
    };
    rights.iter().filter(alone).map(String::as_str).collect::<Vec<_>>().join(", ")
}
