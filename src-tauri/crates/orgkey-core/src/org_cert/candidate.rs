//! What is to become the Organization Certificate, whichever way it came: judged once, stored once.

use super::{
    list::{OrgCert, OrgCertNote, notes_of},
    rules,
};
use crate::{
    ca::{LIST_DAYS, organization_key},
    permit::{UseCase, permit},
    user::due,
};
use orgkey_types::{Code, Failure, Outcome, Secret, Timestamp};
use orgkey_vault::{
    AuditHead, CaIdentity, CaKind, CaRow, CaState as Stands, CertificateRole, NewCa, Vault, new_identifier,
};
use orgkey_x509::{Certificate, LintFinding, PrivateKey};
use serde_json::json;

/// The preview.
#[derive(Debug)]
pub struct OrgCertPlan {
    /// The certificate as it would be.
    pub certificate: Certificate,
    /// Those above it, the nearest first.
    pub chain: Vec<Certificate>,
    /// The one in use, which would be retired and kept.
    pub retires: Option<OrgCert>,
    /// It is of the same name and key as an earlier one: that stays beside it, and its revocation lists go on.
    pub continues: bool,
    /// What is to be known.
    pub notes: Vec<OrgCertNote>,
    /// What the lint says of it.
    pub findings: Vec<LintFinding>,
    /// Users who would get a certificate.
    pub due_users: u64,
    /// Why it cannot be taken as it stands.
    pub refusal: Option<Failure>,
}

/// What was stored.
#[derive(Debug)]
pub struct OrgCertReceipt {
    /// The Organization Certificate in use now.
    pub stored: OrgCert,
    /// The one that was retired.
    pub retired: Option<OrgCert>,
    /// Users who have no live certificate yet: the next maintenance run issues them.
    pub due_users: u64,
    /// Head of the audit log after it.
    pub audit_head: AuditHead,
}

/// Whose key signs with it.
pub(super) enum Signer {
    /// The Organization Key of that id.
    OrganizationKey(String),
    /// One that came with it.
    Own(PrivateKey),
}

/// A certificate that could become the Organization Certificate.
pub(super) struct Candidate {
    pub(super) certificate: Certificate,
    pub(super) chain: Vec<Certificate>,
    pub(super) signer: Signer,
    pub(super) crl_points: Vec<String>,
}

impl Candidate {
    pub(super) fn plan(self, vault: &Vault, now: Timestamp) -> Outcome<OrgCertPlan> {
        let (refusal, places) = (self.refusal(vault, now)?, self.places(vault)?);
        let above = if self.certificate.is_self_issued() { Some(&self.certificate) } else { self.chain.first() };
        Ok(OrgCertPlan {
            findings: orgkey_x509::lint(&self.certificate, above),
            notes: notes_of(&self.certificate, self.organization_key(), now),
            retires: places.retires.map(|row| OrgCert::of(vault, row, now)).transpose()?,
            continues: places.same.is_some(),
            due_users: vault.count_without_certificate(&due(now)?)?,
            refusal,
            certificate: self.certificate,
            chain: self.chain,
        })
    }

    /// Stores it as the one in use, in one transaction; what was in use before is retired and kept.
    pub(super) fn store(self, vault: &mut Vault, action: &str, now: Timestamp) -> Outcome<OrgCertReceipt> {
        permit(vault, UseCase::MakeOrgCert)?;
        if let Some(refusal) = self.refusal(vault, now)? {
            return Err(refusal);
        }
        let places = self.places(vault)?;
        let id = places.same.as_ref().map_or_else(new_identifier, |row| Ok(row.id.clone()))?;
        let detail = json!({ "subject": self.certificate.subject().to_string(),
            "serial": self.certificate.serial().hex(), "ends": self.certificate.validity().not_after,
            "retires": places.retires.as_ref().map(|row| &row.id) });
        let intent = vault.begin(action, &crate::ca::subject("Organization Certificate", &id), detail, now)?;
        let prepared = self.prepare(vault, &places, action, now);
        let (intent, secrets) = vault.made(intent, prepared, now)?;
        vault.change_cas(intent, now, |change| {
            if let Some(old) = &places.retires {
                change.set_state(&old.id, Stands::Retired)?;
            }
            match places.same {
                None => change.insert(&NewCa { id: id.clone(), ..self.row(secrets.as_ref()) })?,
                Some(_) => change.set_state(&id, Stands::Active)?,
            }
            self.put(change, &id)
        })?;
        receipt(vault, &id, places.retires, now)
    }

    fn organization_key(&self) -> Option<&str> {
        match &self.signer {
            Signer::OrganizationKey(id) => Some(id),
            Signer::Own(_) => None,
        }
    }

    /// The name and the key make the issuer. The same name may come back over another key, and the same key under
    /// another name: both are other issuers.
    fn identity(&self) -> String {
        orgkey_files::sha256(&[self.certificate.public_key().spki(), self.certificate.subject().der()].concat())
    }

    fn places(&self, vault: &Vault) -> Outcome<Places> {
        let (identity, rows) = (self.identity(), vault.organization_certificates()?);
        let same = rows.iter().find(|row| row.identity.spki_sha256 == identity).cloned();
        let other = |row: &CaRow| row.state != Stands::Retired && row.identity.spki_sha256 != identity;
        Ok(Places { same, retires: rows.into_iter().find(other) })
    }

    fn refusal(&self, vault: &Vault, now: Timestamp) -> Outcome<Option<Failure>> {
        let (subject, end) = (self.certificate.subject(), self.certificate.validity().not_after);
        if !self.certificate.is_ca() {
            return Ok(Some(Failure::about(Code::IssuerNotCa, subject)));
        }
        if end <= now {
            return Ok(Some(Failure::about(Code::CertificateExpired, format!("{subject}, {}", end.date()))));
        }
        let probed = match &self.signer {
            Signer::OrganizationKey(id) => {
                organization_key(vault, id).and_then(|key| orgkey_x509::probe(&key, &self.certificate))
            }
            Signer::Own(key) => orgkey_x509::probe(key, &self.certificate),
        };
        let refused = probed.and_then(|()| orgkey_x509::check_crl_points(&self.crl_points)).err();
        match rules::email_is_free(vault, subject, &self.certificate.alternative_names()) {
            Err(taken) if taken.code == Code::OrgCertEmailTaken => Ok(refused.or(Some(taken))),
            other => other.map(|()| refused),
        }
    }

    /// The last that can fail: a copy of the vault where something existing changes, and the private key for sealing.
    fn prepare(&self, vault: &mut Vault, places: &Places, action: &str, now: Timestamp) -> Outcome<Option<Secret>> {
        if places.same.is_some() || places.retires.is_some() {
            vault.take_generation(action, now)?;
        }
        match &self.signer {
            Signer::OrganizationKey(_) => Ok(None),
            Signer::Own(key) => key.to_pkcs8().map(Some),
        }
    }

    fn row<'a>(&self, secrets: Option<&'a Secret>) -> NewCa<'a> {
        let subject = self.certificate.subject();
        NewCa {
            id: String::new(),
            name: subject.common_name().unwrap_or_else(|| subject.to_string()),
            state: Stands::Active,
            identity: CaIdentity {
                subject: subject.der().to_vec(),
                subject_text: subject.to_string(),
                key_algorithm: self.certificate.public_key().algorithm(),
                key_id: hex::encode(self.certificate.key_id()),
                spki_sha256: self.identity(),
                exportable: true,
                born_with: format!("OrgKey Console {}", env!("CARGO_PKG_VERSION")),
                origin: if secrets.is_some() { "imported" } else { "created" }.to_owned(),
            },
            // What an imported one has revoked elsewhere nobody has told.
            revocations_known: self.organization_key().is_some(),
            crl_number: 0,
            crl_days: LIST_DAYS,
            crl_points: self.crl_points.clone(),
            secrets,
            kind: CaKind::OrganizationCertificate,
            organization_key: self.organization_key().map(str::to_owned),
        }
    }

    fn put(&self, change: &orgkey_vault::CaChange<'_>, id: &str) -> Outcome<()> {
        change.put_certificate(id, CertificateRole::PublicKey, self.certificate.der())?;
        if self.certificate.is_self_signed() {
            change.put_certificate(id, CertificateRole::SelfSigned, self.certificate.der())?;
        }
        for above in &self.chain {
            change.put_certificate(id, CertificateRole::Chain, above.der())?;
        }
        if self.crl_points.is_empty() {
            return Ok(());
        }
        change.set_lists(id, change.ca(id)?.crl_days, &self.crl_points)
    }
}

/// Where it goes: the row of the same name and key, and the one that it takes the place of.
struct Places {
    same: Option<CaRow>,
    retires: Option<CaRow>,
}

fn receipt(vault: &Vault, id: &str, retired: Option<CaRow>, now: Timestamp) -> Outcome<OrgCertReceipt> {
    let retired = retired.map(|row| OrgCert::of(vault, vault.ca(&row.id)?, now)).transpose()?;
    Ok(OrgCertReceipt {
        stored: OrgCert::of(vault, vault.ca(id)?, now)?,
        retired,
        due_users: vault.count_without_certificate(&due(now)?)?,
        audit_head: vault.audit_head()?,
    })
}
