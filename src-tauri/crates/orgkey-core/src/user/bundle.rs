use super::list::{User, find_user};
use crate::{
    administrator::{Operation, approved},
    ca::{CaCertificates, CaProof, FileEntry, FileEntryKind, Preset, above_issued, accept_ca_password, named, prove},
    export::{Reauthentication, reauthenticate},
    permit::{UseCase, permit},
    progress::{Progress, Stage, Steps},
    target::{Proven, check_target, file_name, take_back},
};
use orgkey_files::Written;
use orgkey_openpgp::Keypair;
use orgkey_pkcs12::{Contents, NamedCertificate};
use orgkey_types::{Code, Failure, KeyMode, Outcome, Passphrase, Timestamp};
use orgkey_vault::{AuditHead, Standing, UserCertificateRow, Vault};
use orgkey_x509::{Certificate, PrivateKey};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Certificates of a user that are looked through for a live one.
const LOOKED: u32 = 100;

/// What the administrator asks for.
pub struct ExportUserBundle<'a> {
    /// Address of the user.
    pub email: &'a str,
    /// How the file is protected.
    pub preset: Preset,
    /// Password of the file; the plan does without.
    pub password: Option<&'a Passphrase>,
    /// How the administrator has shown to be the same person as at unlock.
    pub reauthentication: Reauthentication<'a>,
    /// Where the file goes.
    pub target: &'a Path,
    /// Replace the file that stands there.
    pub overwrite: bool,
}

/// What would be written.
#[derive(Debug)]
pub struct UserBundlePlan {
    /// The user.
    pub user: User,
    /// The certificate; none where there is no live one.
    pub certificate: Option<Certificate>,
    /// Everything in the file, in its order.
    pub contents: Vec<FileEntry>,
    /// Protection.
    pub preset: Preset,
    /// Why it cannot be exported.
    pub refusal: Option<Failure>,
    /// Where the file goes.
    pub target: PathBuf,
    /// Something stands there and would be replaced.
    pub replaces: bool,
}

/// What was written and how it was proven.
#[derive(Debug, Clone)]
pub struct UserBundleReceipt {
    /// Address of the user.
    pub email: String,
    /// What is in the file, in its order.
    pub contents: Vec<FileEntry>,
    /// Protection.
    pub preset: Preset,
    /// The file.
    pub file: Written,
    /// When.
    pub at: Timestamp,
    /// How it was proven.
    pub proof: Vec<CaProof>,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

/// What the vault can hand out of the users of one key mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyModeExport {
    /// The key mode.
    pub mode: KeyMode,
    /// The public OpenPGP key.
    pub public_key: bool,
    /// The OpenPGP keypair.
    pub keypair: bool,
    /// Certificate and private key for mail programs.
    pub bundle: bool,
}

impl KeyModeExport {
    /// All modes. Only of users in Server Key Mode the vault holds every private key: of SCKM users the subkey for
    /// encryption, which no certificate is made over, of the others none.
    pub const ALL: [Self; 4] = [
        Self { mode: KeyMode::Skm, public_key: true, keypair: true, bundle: true },
        Self { mode: KeyMode::Sckm, public_key: true, keypair: false, bundle: false },
        Self { mode: KeyMode::Gkm, public_key: true, keypair: false, bundle: false },
        Self { mode: KeyMode::Ckm, public_key: true, keypair: false, bundle: false },
    ];
}

const STAGES: &[Stage] =
    &[Stage::Protecting, Stage::Writing, Stage::ReadingBack, Stage::Opening, Stage::Comparing, Stage::Verifying];

/// What is live of a user: the certificate, its row, and those above it.
struct Live {
    row: UserCertificateRow,
    certificate: Certificate,
    chain: Vec<Certificate>,
}

/// Tells what would be written. Writes nothing.
///
/// # Errors
/// [`Code::UserNotFound`], [`Code::NotPermitted`], [`Code::PassphraseWeak`]; [`Code::FileExists`] and its like for the
/// target. Why there is nothing to export is the plan's refusal.
pub fn plan_user_bundle(vault: &Vault, request: &ExportUserBundle<'_>, now: Timestamp) -> Outcome<UserBundlePlan> {
    permit(vault, UseCase::ExportUserKeypair)?;
    let user = find_user(vault, request.email, now)?;
    if let Some(password) = request.password {
        accept_ca_password(password, false)?;
    }
    let replaces = check_target(request.target, request.overwrite)?;
    let (live, refusal) = match live(vault, &user, now) {
        Ok(live) => (Some(live), None),
        Err(failure) if [Code::UserCertificateMissing, Code::UserKeyElsewhere].contains(&failure.code) => {
            (None, Some(failure))
        }
        Err(failure) => return Err(failure),
    };
    Ok(UserBundlePlan {
        contents: live.as_ref().map(|live| contents(&user, live)).unwrap_or_default(),
        certificate: live.map(|live| live.certificate),
        user,
        preset: request.preset,
        refusal,
        target: request.target.to_owned(),
        replaces,
    })
}

/// Writes certificate, private key and chain for mail programs as PKCS#12, proves the file, and only then gives it its
/// name.
///
/// # Errors
/// As [`plan_user_bundle`]; its refusal; [`Code::PassphraseMissing`]; [`Code::WrongPassphrase`] for the administrator's
/// own; [`Code::NotProven`] with the step that failed; [`Code::Cancelled`]; what the medium says.
pub fn export_user_bundle(
    vault: &mut Vault,
    request: &ExportUserBundle<'_>,
    progress: &dyn Progress,
    now: Timestamp,
) -> Outcome<UserBundleReceipt> {
    let plan = plan_user_bundle(vault, request, now)?;
    if let Some(refusal) = plan.refusal {
        return Err(refusal);
    }
    let password = request.password.ok_or_else(|| Failure::about(Code::PassphraseMissing, "that of the file"))?;
    reauthenticate(vault, request.reauthentication)?;
    let live = live(vault, &plan.user, now)?;
    let email = plan.user.stored.email.clone();
    let detail = json!({ "file": file_name(request.target), "preset": request.preset.name(),
        "serial": live.certificate.serial().hex() });
    let detail = approved(vault, Operation::ExportUserKeypair, detail, now)?;
    let intent = vault.begin("export-user-bundle", &email, detail, now)?;
    let written = write(vault, request, &plan.user, &live, (password, &Steps::new(progress, STAGES)), now);
    let (intent, (file, proof)) = vault.made(intent, written, now)?;
    vault.settle_done(intent, now).inspect_err(|_| take_back(&file.path, plan.replaces))?;
    let (contents, audit_head) = (plan.contents, vault.audit_head()?);
    Ok(UserBundleReceipt { email, contents, preset: request.preset, file, at: now, proof, audit_head })
}

/// The newest certificate that is neither revoked nor over, where the vault has the key of it.
fn live(vault: &Vault, user: &User, now: Timestamp) -> Outcome<Live> {
    let row = vault
        .user_certificates(user.stored.id, LOOKED)?
        .into_iter()
        .find(|row| row.issued.standing == Standing::Valid && row.issued.not_after > now)
        .ok_or_else(|| Failure::about(Code::UserCertificateMissing, &user.stored.email))?;
    if row.smime_key.is_none() && (user.stored.mode != KeyMode::Skm || !user.stored.has_secrets) {
        return Err(Failure::about(Code::UserKeyElsewhere, &user.stored.email));
    }
    let der = vault.issued_certificate(row.issued.id)?.ok_or(Code::Internal)?;
    let issuer = CaCertificates::of(vault, &row.issued.ca)?;
    let certificate = Certificate::from_der(&der)?;
    // Of several generations over one key the one that signed is found by its signature, not by its name.
    let candidates = [above_issued(&issuer), issuer.former.clone()].concat();
    let chain = orgkey_x509::chain(&certificate, &candidates)?.into_iter().skip(1).collect();
    Ok(Live { row, certificate, chain })
}

fn contents(user: &User, live: &Live) -> Vec<FileEntry> {
    let (name, algorithm) = (&user.stored.email, live.certificate.public_key().algorithm());
    let key = FileEntry {
        kind: FileEntryKind::PrivateKey,
        friendly_name: Some(name.clone()),
        text: algorithm,
        certificate: None,
    };
    let entry = |kind, friendly_name, certificate: &Certificate| FileEntry {
        kind,
        friendly_name,
        text: certificate.subject().to_string(),
        certificate: Some(certificate.clone()),
    };
    let own = entry(FileEntryKind::Issued, Some(name.clone()), &live.certificate);
    let above = live.chain.iter().map(|one| entry(FileEntryKind::Chain, one.subject().common_name(), one));
    [key, own].into_iter().chain(above).collect()
}

fn write(
    vault: &Vault,
    request: &ExportUserBundle<'_>,
    user: &User,
    live: &Live,
    (password, steps): (&Passphrase, &Steps<'_>),
    now: Timestamp,
) -> Outcome<(Written, Vec<CaProof>)> {
    steps.begin(Stage::Protecting)?;
    let (key, entries) = (private_key(vault, user, live, now)?, contents(user, live));
    let certificates: Vec<NamedCertificate<'_>> = entries.iter().filter_map(named).collect();
    let contents = Contents { key: &key.to_pkcs8()?, key_name: &user.stored.email, certificates: &certificates };
    let bytes = orgkey_pkcs12::write(&contents, request.preset, password)?;
    let expected = CaCertificates { public_key: Some(live.certificate.clone()), ..CaCertificates::default() };
    let written: Vec<Certificate> = entries.iter().filter_map(|entry| entry.certificate.clone()).collect();
    let (file, proof) = Proven::write(request.target, request.overwrite, &bytes, steps, |read| {
        prove(read, password, &expected, &written, steps)
    })?;
    Ok((file.commit()?, proof))
}

/// The key that the server made for S/MIME, or the component of the OpenPGP key that was certified.
fn private_key(vault: &Vault, user: &User, live: &Live, now: Timestamp) -> Outcome<PrivateKey> {
    if let Some(id) = live.row.smime_key {
        return PrivateKey::from_pkcs8(&vault.smime_key_secrets(user.stored.id, id)?);
    }
    let public = vault.user_key(&user.stored.fingerprint)?.public;
    let keypair = Keypair::from_parts(public, vault.user_secrets(&user.stored)?, now)?;
    let spki = live.certificate.public_key().spki();
    let certified = |spki_of: &[u8]| spki_of == spki;
    let component = keypair.summary().components.iter().find(|part| {
        orgkey_openpgp::bare_public(keypair.public(), &part.fingerprint).is_ok_and(|found| certified(&found))
    });
    let elsewhere = || Failure::about(Code::UserKeyElsewhere, &user.stored.email);
    let pkcs8 = orgkey_openpgp::bare_private(&keypair, &component.ok_or_else(elsewhere)?.fingerprint)?;
    PrivateKey::from_pkcs8(&pkcs8)
}
