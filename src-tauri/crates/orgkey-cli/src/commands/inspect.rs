use super::ca::text::certificate;
use crate::{
    answer::Answer,
    process::Session,
    show::{counted, pairs, summary},
};
use orgkey_core::inspect_file;
use orgkey_types::Outcome;
use orgkey_wire::{FileView, FoundListView, Pkcs12View, ServerBackupHeaderView, SigningRequestView};
use std::path::Path;

pub fn inspect(session: &Session, file: &Path) -> Outcome<Answer> {
    let view = FileView::new(&inspect_file(file, session.now)?, session.now);
    if let Some(header) = &view.server_backup {
        return Ok(Answer::new(&view, backup(file, &view, header)));
    }
    let recipients = view.message.as_ref().map(|message| message.recipients.join(", ")).unwrap_or_default();
    let form = if view.armored { format!("armored: {}", view.blocks.join(", ")) } else { "binary".to_owned() };
    let open_pgp = matches!(view.kind.as_str(), "keys" | "message" | "signature" | "revocation");
    let head = pairs(&[
        ("File", file.display().to_string()),
        ("Size", counted(view.bytes, "byte", "bytes")),
        ("SHA-256", view.sha256.clone()),
        ("Holds", view.kind.clone()),
        ("Form", if open_pgp { form } else { String::new() }),
        ("Opens with", recipients),
        ("Format", view.message.as_ref().map(|message| message.format.clone()).unwrap_or_default()),
        ("Private keys", private_keys(&view.private_keys)),
        ("Noticed", view.notes.join("; ")),
    ]);
    let keys: String = view.keys.iter().map(|key| format!("\n{}", summary(key))).collect();
    let of_x509 = [
        view.pkcs12.as_ref().map(pkcs12).unwrap_or_default(),
        view.certificates.iter().map(|one| certificate("Certificate", Some(one))).collect(),
        view.requests.iter().map(request).collect(),
        view.revocation_lists.iter().map(list).collect(),
    ];
    Ok(Answer::new(&view, format!("{head}{keys}{}", of_x509.concat())))
}

/// Where nothing protects it: the words say what is only said.
fn backup(file: &Path, view: &FileView, header: &ServerBackupHeaderView) -> String {
    let text = pairs(&[
        ("File", file.display().to_string()),
        ("Size", counted(view.bytes, "byte", "bytes")),
        ("SHA-256", view.sha256.clone()),
        ("Holds", "server backup".to_owned()),
        ("Organisation", header.organization.clone()),
        ("Vault", header.vault.clone()),
        ("Made", header.made.to_string()),
        ("Opens with", format!("Organization Key generation {}, {}", header.generation, header.fingerprint)),
        ("Encrypted to", header.recipients.join(", ")),
        ("Users", format!("up to {}", header.users_up_to)),
    ]);
    format!("{text}\nThis is what the file says of itself. Opening it with the keypair proves it.\n")
}

fn private_keys(keys: &[bool]) -> String {
    let words = keys.iter().map(|encrypted| if *encrypted { "encrypted" } else { "not encrypted" });
    words.collect::<Vec<_>>().join(", ")
}

fn pkcs12(file: &Pkcs12View) -> String {
    let mac = file.mac.as_ref().map_or_else(
        || "none: nothing tells whether the file was changed".to_owned(),
        |mac| format!("{}, {} rounds ({})", mac.algorithm, mac.rounds, mac.kind),
    );
    let part = |safe: &orgkey_wire::Pkcs12SafeView| match (&safe.protection, safe.rounds) {
        (Some(protection), Some(rounds)) => format!("{protection}, {rounds} rounds"),
        (Some(protection), None) => protection.clone(),
        (None, _) => format!(
            "readable without the password: {}",
            safe.bags.iter().map(|bag| part_name(bag)).collect::<Vec<_>>().join(", ")
        ),
    };
    let parts: Vec<String> = file.safes.iter().map(part).collect();
    let text = pairs(&[
        ("Encoding", file.encoding.clone()),
        ("MAC", mac),
        ("Parts", parts.join("; ")),
        ("Rounds in all", file.total_rounds.to_string()),
    ]);
    let certificates: String = file
        .certificates
        .iter()
        .map(|one| certificate("Certificate, readable without the password", Some(one)))
        .collect();
    format!("\nPKCS#12\n{text}{certificates}")
}

/// A shrouded key (RFC 7292 section 4.2.2) stands in a readable part and is encrypted itself.
fn part_name(bag: &str) -> &str {
    if bag == "shrouded-key" { "encrypted private key" } else { bag }
}

fn request(request: &SigningRequestView) -> String {
    let text = pairs(&[
        ("Subject", request.subject.clone()),
        ("Key", request.key_algorithm.clone()),
        ("Names", request.alternative_names.join(", ")),
        ("Signature", if request.signature_holds { "holds" } else { "DOES NOT HOLD" }.to_owned()),
    ]);
    format!("\nCertificate signing request\n{text}")
}

fn list(list: &FoundListView) -> String {
    let text = pairs(&[
        ("Issuer", list.issuer.clone()),
        ("Number", list.number.clone().unwrap_or_default()),
        ("Made", list.this_update.to_string()),
        ("Next by", list.next_update.map(|next| next.to_string()).unwrap_or_default()),
        ("Entries", list.entries.to_string()),
    ]);
    format!("\nRevocation list\n{text}")
}
