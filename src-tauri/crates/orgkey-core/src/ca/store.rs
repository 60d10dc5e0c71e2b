//! What an import stores, inside its one transaction. Nothing that the vault knows of a CA is taken back by it: not a
//! certificate, not a revocation, not the number of a list.

use super::{
    create::LIST_DAYS,
    import::{ImportCa, Look},
    register::enter,
    relate::Candidate,
};
use orgkey_types::{Code, Failure, Outcome, Secret};
use orgkey_vault::{
    CaChange, CaIdentity, CaKind, CaRow, CaState as Stands, CertificateRole, NewCa, Revocation, RevokedRow, Standing,
};
use orgkey_x509::{Certificate, RevocationReason, RevokedEntry};

pub(super) fn store(
    change: &CaChange<'_>,
    request: &ImportCa<'_>,
    (id, found, looked): (&str, &Candidate<'_>, &Look),
    secrets: Option<&Secret>,
) -> Outcome<()> {
    if let Some(old) = &looked.retires {
        change.set_standing(&old.id, &old.name, Stands::Retired)?;
    }
    match (&found.known, secrets) {
        (Some(row), secrets) => {
            if let Some(secrets) = secrets.filter(|_| !row.has_secrets) {
                change.set_secrets(id, secrets)?;
            }
            change.set_standing(id, &looked.name, standing(row, found))?;
        }
        (None, Some(secrets)) => change.insert(&imported(request, (id, found, looked), secrets))?,
        (None, None) => return Err(Failure::about(Code::PublicOnly, &looked.name)),
    }
    store_certificates(change, id, found)?;
    // Before the revocations, which then find them.
    found.issued.iter().try_for_each(|one| enter(change, id, one).map(|_| ()))?;
    store_revocations(change, id, found)
}

/// A restored CA is in use again; one that awaits its certificate does so until the files bring it.
fn standing(row: &CaRow, found: &Candidate<'_>) -> Stands {
    let answered = found.certificates.public_key.as_ref().is_some_and(|one| !one.is_self_signed());
    match row.state {
        Stands::AwaitingCertificate if !answered => Stands::AwaitingCertificate,
        Stands::Retired if found.key.is_none() => Stands::Retired,
        _ => Stands::Active,
    }
}

fn imported<'a>(
    request: &ImportCa<'_>,
    (id, found, looked): (&str, &Candidate<'_>, &Look),
    secrets: &'a Secret,
) -> NewCa<'a> {
    let own = found.certificates.own();
    let name = own.first().map(|one| one.subject());
    NewCa {
        id: id.to_owned(),
        name: looked.name.clone(),
        state: Stands::Active,
        identity: CaIdentity {
            subject: name.map(|name| name.der().to_vec()).unwrap_or_default(),
            subject_text: name.map(ToString::to_string).unwrap_or_default(),
            key_algorithm: found.public.algorithm(),
            key_id: own.first().map(|one| hex::encode(one.key_id())).unwrap_or_default(),
            spki_sha256: hex::encode(found.public.sha256()),
            exportable: request.exportable,
            born_with: request.born_with.unwrap_or("unknown").to_owned(),
            origin: "imported".to_owned(),
        },
        revocations_known: found.last_list().is_some(),
        crl_number: 0,
        crl_days: LIST_DAYS,
        crl_points: Vec::new(),
        secrets: Some(secrets),
        kind: CaKind::OrganizationalCa,
        organization_key: None,
    }
}

/// A certificate that the vault has in a newer form stays where it is: an old backup brings back former ones, and never
/// takes the place of one that lasts longer.
fn store_certificates(change: &CaChange<'_>, id: &str, found: &Candidate<'_>) -> Outcome<()> {
    let certificates = &found.certificates;
    let singles = [
        (CertificateRole::SelfSigned, &certificates.self_signed),
        (CertificateRole::PublicKey, &certificates.public_key),
    ];
    for (role, certificate) in singles {
        let Some(certificate) = certificate else { continue };
        let alone = role == CertificateRole::PublicKey && certificates.public_key == certificates.self_signed;
        if alone && found.known.is_some() {
            continue;
        }
        let stored = change.certificate(id, role)?;
        let newer = |der: &Vec<u8>| outlasts(der, certificate);
        let role = if stored.as_ref().is_some_and(newer) { CertificateRole::Former } else { role };
        change.put_certificate(id, role, certificate.der())?;
    }
    let chain = certificates.chain.iter().map(|one| (CertificateRole::Chain, one));
    let cross = certificates.cross.iter().map(|one| (CertificateRole::Cross, one));
    let former = certificates.former.iter().map(|one| (CertificateRole::Former, one));
    for (role, one) in chain.chain(cross).chain(former) {
        change.put_certificate(id, role, one.der())?;
    }
    Ok(())
}

/// What the superior CA signed outranks what the CA signed itself; else the later end does.
fn outlasts(stored: &[u8], incoming: &Certificate) -> bool {
    let Ok(stored) = Certificate::from_der(stored) else { return false };
    let rank = |one: &Certificate| (!one.is_self_signed(), one.validity().not_after, one.validity().not_before);
    stored != *incoming && rank(&stored) >= rank(incoming)
}

fn store_revocations(change: &CaChange<'_>, id: &str, found: &Candidate<'_>) -> Outcome<()> {
    for entry in found.entries()? {
        let standing = match entry.reason {
            RevocationReason::CertificateHold => Standing::Held,
            _ => Standing::Revoked,
        };
        change.merge_revocation(id, &row(entry), standing)?;
    }
    if let Some(number) = found.list_number().and_then(|number| number.small()) {
        change.note_list_number(id, number)?;
    }
    if found.last_list().is_some() {
        change.revocations_are_known(id)?;
    }
    Ok(())
}

fn row(entry: RevokedEntry) -> RevokedRow {
    RevokedRow {
        serial: entry.serial.octets().to_vec(),
        revocation: Revocation {
            at: entry.at,
            reason: entry.reason.name().to_owned(),
            invalid_since: entry.invalid_since,
        },
    }
}
