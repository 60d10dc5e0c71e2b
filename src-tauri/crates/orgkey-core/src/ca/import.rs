use super::{
    certificates::CaCertificates,
    gather::{CaFile, Gathered, ImportedFile, Reading},
    list::{Ca, find_ca, subject},
    relate::{Candidate, candidate},
    store::store,
};
use crate::{
    create::check_name,
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
};
use orgkey_types::{Code, Failure, Outcome, Passphrase, Secret, Timestamp};
use orgkey_vault::{AuditHead, CaRow, CaState as Stands, Vault, new_identifier};
use serde::Serialize;
use serde_json::json;

/// What the administrator asks for. Import and restore are the same: what the vault knows of a CA it keeps.
pub struct ImportCa<'a> {
    /// The files.
    pub files: &'a [CaFile<'a>],
    /// Password of the files, where one has one.
    pub passphrase: Option<&'a Passphrase>,
    /// Name in the vault; none keeps the name that it has, or takes the common name.
    pub name: Option<&'a str>,
    /// Version of the program that made its key, where it is known: `2.20`. Of a new CA only.
    pub born_with: Option<&'a str>,
    /// Whether the private key may ever leave this vault again. Of a new CA only.
    pub exportable: bool,
    /// Open a PKCS#12 file of which nothing tells whether it was changed.
    pub accept_missing_mac: bool,
}

/// What an import would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(rename = "CaImportRelation"))]
#[serde(rename_all = "lowercase")]
pub enum CaRelation {
    /// Cannot be told before the password is known.
    Sealed,
    /// The vault does not have this CA.
    New,
    /// The vault has it and nothing in the files is new.
    Same,
    /// The vault has it; the files add to it, or bring it back into use.
    Newer,
    /// Another CA in use has this name: it would be retired, and kept.
    Replaces,
}

/// What was noticed in the files of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum CaNote {
    /// Certificates or lists that belong to nothing.
    Unrelated,
    /// Private keys that fit no certificate.
    SpareKeys,
    /// Bags of a PKCS#12 file that this program has no use for.
    OtherBags,
    /// Nothing tells what the CA has revoked: bring its last revocation list along.
    RevocationsUnknown,
    /// The last revocation list among the files is overdue: there may be a later one.
    ListOverdue,
    /// The CA has ended.
    Ended,
}

impl CaNote {
    /// `unrelated`, `spare-keys`, `other-bags`, `revocations-unknown`, `list-overdue` or `ended`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unrelated => "unrelated",
            Self::SpareKeys => "spare-keys",
            Self::OtherBags => "other-bags",
            Self::RevocationsUnknown => "revocations-unknown",
            Self::ListOverdue => "list-overdue",
            Self::Ended => "ended",
        }
    }
}

/// What the vault keeps whatever the files say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeps {
    /// Certificates that it knows as issued.
    pub issued: u64,
    /// Those of them that stay revoked or on hold.
    pub revoked: u64,
    /// Number of the last revocation list.
    pub crl_number: u64,
}

/// The preview.
pub struct ImportCaPlan {
    /// What is in each file.
    pub files: Vec<ImportedFile>,
    /// A password is needed to go on.
    pub needs_passphrase: bool,
    /// How it stands to the vault.
    pub relation: CaRelation,
    /// Name that it would have.
    pub name: Option<String>,
    /// Kind of its key.
    pub key_algorithm: Option<String>,
    /// Its certificates in the files.
    pub certificates: CaCertificates,
    /// Revocations in the files that the vault does not have.
    pub revocations: u64,
    /// Certificates in the files that it has issued and the vault does not have.
    pub issued: u64,
    /// The CA of the vault that it would touch: the same one, or the one that would be retired.
    pub existing: Option<Ca>,
    /// What the vault keeps of it.
    pub keeps: Option<Keeps>,
    /// Why it cannot be imported as it stands.
    pub refusal: Option<Failure>,
    /// What was noticed.
    pub notes: Vec<CaNote>,
}

/// What was stored.
#[derive(Debug, Clone)]
pub struct ImportCaReceipt {
    /// The CA as it stands in the vault now.
    pub ca: Ca,
    /// What happened.
    pub relation: CaRelation,
    /// The CA that was retired for it.
    pub retired: Option<Ca>,
    /// A probe signature of the key was verified with each of its certificates.
    pub probed: bool,
    /// Revocations that were new to the vault.
    pub revocations: u64,
    /// Certificates that it had issued and that were new to the vault.
    pub issued: u64,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

const STAGES: &[Stage] = &[Stage::Opening, Stage::Comparing, Stage::Verifying, Stage::Storing];

/// Reads the files and tells what an import would do. A password that was given is tried. Writes nothing.
///
/// # Errors
/// [`Code::NotPermitted`]; what a file turned out to be; [`Code::WrongPassphrase`], [`Code::MacMissing`],
/// [`Code::MacWrongOrDamaged`], [`Code::TooExpensive`]; [`Code::SeveralKeys`], [`Code::CertificateMismatch`]. What is
/// wrong with the *CA* is the plan's refusal, so that it can be shown.
pub fn plan_import_ca(vault: &Vault, request: &ImportCa<'_>, now: Timestamp) -> Outcome<ImportCaPlan> {
    let gathered = gather(vault, request)?;
    if gathered.sealed {
        return Ok(sealed(gathered));
    }
    let found = candidate(vault, &gathered)?;
    let looked = look(vault, request, &found)?;
    let (notes, certificates) = (notes(&gathered, &found, now), found.certificates.clone());
    let keeps = found.known.as_ref().map(|row| Keeps {
        issued: row.issued,
        revoked: row.held + row.revoked,
        crl_number: row.crl_number,
    });
    let touched = looked.retires.as_ref().or(found.known.as_ref()).map(|row| row.id.clone());
    Ok(ImportCaPlan {
        needs_passphrase: false,
        relation: looked.relation,
        name: Some(looked.name),
        key_algorithm: Some(found.public.algorithm()),
        certificates,
        revocations: looked.revocations,
        issued: looked.issued,
        existing: touched.map(|id| find_ca(vault, Some(&id), now)).transpose()?,
        keeps,
        refusal: looked.refusal,
        notes,
        files: gathered.files,
    })
}

/// Stores what the preview showed, in one transaction; a copy of the vault is taken before an existing CA changes.
///
/// # Errors
/// As [`plan_import_ca`]; the plan's refusal; [`Code::PassphraseMissing`]; [`Code::VaultReadOnly`];
/// [`Code::Cancelled`].
pub fn import_ca(
    vault: &mut Vault,
    request: &ImportCa<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<ImportCaReceipt> {
    let steps = Steps::new(progress, STAGES);
    steps.begin(Stage::Opening)?;
    let gathered = gather(vault, request)?;
    if gathered.sealed {
        return Err(Failure::about(Code::PassphraseMissing, "that of the file"));
    }
    steps.begin(Stage::Comparing)?;
    let found = candidate(vault, &gathered)?;
    let looked = look(vault, request, &found)?;
    if let Some(refusal) = looked.refusal {
        return Err(refusal);
    }
    let id = found.known.as_ref().map_or_else(new_identifier, |row| Ok(row.id.clone()))?;
    let detail = json!({ "files": files(request), "key": hex::encode(found.public.sha256()) });
    let intent = vault.begin("import-ca", &subject(&looked.name, &id), detail, now)?;
    let ready = prepare(vault, &found, &looked, &steps, now);
    let (intent, secrets) = vault.made(intent, ready, now)?;
    if looked.relation == CaRelation::Same {
        vault.settle_unchanged(intent, now)?;
    } else {
        vault.change_cas(intent, now, |change| store(change, request, (&id, &found, &looked), secrets.as_ref()))?;
    }
    receipt(vault, &id, &found, &looked, now)
}

fn receipt(vault: &Vault, id: &str, found: &Candidate<'_>, looked: &Look, now: Timestamp) -> Outcome<ImportCaReceipt> {
    let retired = looked.retires.as_ref().map(|row| find_ca(vault, Some(&row.id), now)).transpose()?;
    Ok(ImportCaReceipt {
        ca: find_ca(vault, Some(id), now)?,
        relation: looked.relation,
        retired,
        probed: found.key.is_some(),
        revocations: looked.revocations,
        issued: looked.issued,
        audit_head: vault.audit_head()?,
    })
}

fn gather(vault: &Vault, request: &ImportCa<'_>) -> Outcome<Gathered> {
    permit(vault, UseCase::ImportCa)?;
    let reading = Reading { passphrase: request.passphrase, accept_missing_mac: request.accept_missing_mac };
    Gathered::from(request.files, reading)
}

fn sealed(gathered: Gathered) -> ImportCaPlan {
    ImportCaPlan {
        files: gathered.files,
        needs_passphrase: true,
        relation: CaRelation::Sealed,
        name: None,
        key_algorithm: None,
        certificates: CaCertificates::default(),
        revocations: 0,
        issued: 0,
        existing: None,
        keeps: None,
        refusal: None,
        notes: Vec::new(),
    }
}

/// What follows from the files and the vault together.
pub(super) struct Look {
    pub(super) relation: CaRelation,
    pub(super) name: String,
    pub(super) retires: Option<CaRow>,
    pub(super) revocations: u64,
    pub(super) issued: u64,
    pub(super) refusal: Option<Failure>,
}

fn look(vault: &Vault, request: &ImportCa<'_>, found: &Candidate<'_>) -> Outcome<Look> {
    let name = request.name.map_or_else(|| found.default_name(), |name| name.trim().to_owned());
    let news = found.news(vault)?;
    let id = found.known.as_ref().map(|row| row.id.as_str());
    // Whoever brings only certificates and lists of a retired CA leaves it retired, and nobody is in its way.
    let comes_into_use = found.key.is_some() || found.known.as_ref().is_some_and(|row| row.state != Stands::Retired);
    let retires = vault.cas()?.into_iter().find(|row| {
        row.state != Stands::Retired && row.name.eq_ignore_ascii_case(&name) && Some(row.id.as_str()) != id
    });
    let retires = retires.filter(|_| comes_into_use);
    let renamed = found.known.as_ref().is_some_and(|row| row.name != name);
    let relation = match (&found.known, &retires) {
        (_, Some(_)) => CaRelation::Replaces,
        (None, None) => CaRelation::New,
        (Some(_), None) if news.is_nothing() && !renamed => CaRelation::Same,
        (Some(_), None) => CaRelation::Newer,
    };
    let refusal = check_name("name", &name, 100).err().or_else(|| found.refusal());
    Ok(Look { relation, name, retires, revocations: news.revocations, issued: news.issued, refusal })
}

/// The last that can be stopped: probes the key and copies the vault where something existing would change.
fn prepare(
    vault: &mut Vault,
    found: &Candidate<'_>,
    looked: &Look,
    steps: &Steps<'_>,
    now: Timestamp,
) -> Outcome<Option<Secret>> {
    steps.begin(Stage::Verifying)?;
    found.probe()?;
    let secrets = found.key.map(|key| key.to_pkcs8()).transpose()?;
    steps.begin(Stage::Storing)?;
    if matches!(looked.relation, CaRelation::Newer | CaRelation::Replaces) {
        vault.take_generation("restore-ca", now)?;
    }
    Ok(secrets)
}

fn notes(gathered: &Gathered, found: &Candidate<'_>, now: Timestamp) -> Vec<CaNote> {
    let last = found.last_list();
    let unknown = last.is_none() && found.known.as_ref().is_none_or(|row| !row.revocations_known);
    let overdue = last.and_then(|list| list.next_update()).is_some_and(|next| next <= now);
    let noticed = [
        (CaNote::Unrelated, found.unrelated > 0 || !gathered.requests.is_empty()),
        (CaNote::SpareKeys, gathered.keys.len() > usize::from(found.key.is_some())),
        (CaNote::OtherBags, gathered.other_bags > 0),
        (CaNote::RevocationsUnknown, unknown),
        (CaNote::ListOverdue, overdue),
        (CaNote::Ended, found.has_ended(now)),
    ];
    noticed.into_iter().filter_map(|(note, stands)| stands.then_some(note)).collect()
}

fn files(request: &ImportCa<'_>) -> Vec<serde_json::Value> {
    let told = |file: &CaFile<'_>| json!({ "name": file.name, "sha256": orgkey_files::sha256(file.bytes) });
    request.files.iter().map(told).collect()
}
