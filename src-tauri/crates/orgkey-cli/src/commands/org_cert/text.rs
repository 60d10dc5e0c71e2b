//! Text forms of what an Organization Certificate answers.

use crate::{
    commands::ca::text::{certificate, findings},
    show::{backup, counted, pairs, refusal, word, would},
};
use orgkey_wire::{OrgCertNote, OrgCertPlanView, OrgCertReceiptView, OrgCertRowView, OrgCertView};

pub fn page(view: &OrgCertView) -> String {
    let refused = view.key_refused.as_ref();
    let head = pairs(&[
        ("Users without a certificate", view.due_users.to_string()),
        ("Users' certificates", format!("{} days", view.settings.user_certificate_days)),
        ("Keys for S/MIME", view.settings.smime_key.name().to_owned()),
        ("Organization Key", refusal(refused)),
        ("A self-signed one would end", view.self_signed_ends.map(|end| end.to_string()).unwrap_or_default()),
    ]);
    let active = view.active.as_ref().map_or_else(
        || "No Organization Certificate. It is optional: only S/MIME needs it.\n".to_owned(),
        |active| row("Organization Certificate", active),
    );
    let retired: String = view.retired.iter().map(|one| row("Earlier Organization Certificate", one)).collect();
    format!("{active}\n{head}{retired}")
}

fn row(title: &str, row: &OrgCertRowView) -> String {
    let list = row.last_list.as_ref();
    let facts = pairs(&[
        ("State", word(row.state)),
        ("Way", word(row.way)),
        ("Issued", format!("{}, {} revoked", row.issued, row.revoked)),
        (
            "Revocation list",
            list.map(|list| format!("number {}, {}", list.number, word(list.status))).unwrap_or_default(),
        ),
        ("Not yet published", if row.unpublished > 0 { row.unpublished.to_string() } else { String::new() }),
        ("Backup", backup(&row.backup)),
        ("Noted", notes(&row.notes)),
    ]);
    format!("{}{facts}{}", certificate(title, Some(&row.certificate)), findings(&row.findings))
}

pub fn plan_text(plan: &OrgCertPlanView) -> String {
    let words = if plan.continues { "stand beside an earlier one of the same name and key" } else { "be a new issuer" };
    let facts = pairs(&[
        ("Would", would(words, plan.refusal.as_ref())),
        ("Retires", plan.retires.as_ref().map(|old| old.certificate.subject.clone()).unwrap_or_default()),
        ("Starts", due(plan.due_users)),
        ("Noted", notes(&plan.notes)),
        ("Refused", refusal(plan.refusal.as_ref())),
    ]);
    let chain: String = plan.chain.iter().map(|one| certificate("Certificate above it", Some(one))).collect();
    let own = certificate("Organization Certificate", Some(&plan.certificate));
    format!("{facts}{own}{chain}{}", findings(&plan.findings))
}

pub fn receipt_text(view: &OrgCertReceiptView) -> String {
    let retired = view.retired.as_ref().map(|old| old.certificate.subject.clone()).unwrap_or_default();
    let facts = pairs(&[("Retired", retired), ("Starts", due(view.due_users))]);
    format!("{}\n{facts}", row("Organization Certificate", &view.row).trim_start())
}

fn due(users: u64) -> String {
    format!("a certificate for {} in the next maintenance run", counted(users, "user", "users"))
}

fn notes(notes: &[OrgCertNote]) -> String {
    notes.iter().map(|note| note_words(*note)).collect::<Vec<_>>().join("; ")
}

fn note_words(note: OrgCertNote) -> &'static str {
    match note {
        OrgCertNote::SelfSigned => "it signs itself: nobody outside trusts it, so it is not for production",
        OrgCertNote::RootKey => "with it comes the private key of a root: whoever has this vault can sign anything",
        OrgCertNote::OtherKey => "its key is not that of the Organization Key",
        OrgCertNote::EmailOfUser => "a user has its address",
        OrgCertNote::EarlierOrganizationKey => "it signs with the key of an earlier Organization Key",
        OrgCertNote::Ended => "it has ended",
    }
}
