use orgkey_types::{Code, Failure, Outcome};
use orgkey_vault::{CertificateRole, Vault};
use orgkey_x509::{Certificate, LintFinding};

/// The certificates of a CA itself.
#[derive(Debug, Clone, Default)]
pub struct CaCertificates {
    /// The *Self-Signed Certificate*: the trust anchor. A subordinate CA that was imported may have none.
    pub self_signed: Option<Certificate>,
    /// The *Public Key Certificate*; none while a subordinate CA awaits it.
    pub public_key: Option<Certificate>,
    /// Those of the CAs above it, the nearest first.
    pub chain: Vec<Certificate>,
    /// Over its key, by the CA that it replaced.
    pub cross: Vec<Certificate>,
    /// Earlier ones of the same key.
    pub former: Vec<Certificate>,
}

impl CaCertificates {
    pub(crate) fn of(vault: &Vault, ca: &str) -> Outcome<Self> {
        let mut found = Self::default();
        for row in vault.ca_certificates(ca)? {
            let certificate = Certificate::from_der(&row.der).map_err(damaged)?;
            match row.role {
                CertificateRole::SelfSigned => found.self_signed = Some(certificate),
                CertificateRole::PublicKey => found.public_key = Some(certificate),
                CertificateRole::Chain => found.chain.push(certificate),
                CertificateRole::Cross => found.cross.push(certificate),
                CertificateRole::Former => found.former.push(certificate),
            }
        }
        found.chain = nearest_first(found.public_key.as_ref(), found.chain);
        Ok(found)
    }

    /// The one that it issues with.
    pub fn issuing(&self) -> Option<&Certificate> {
        self.public_key.as_ref().or(self.self_signed.as_ref())
    }

    /// Both of its own, the Public Key Certificate first; one only where it has one only.
    pub fn own(&self) -> Vec<&Certificate> {
        let second = self.self_signed.as_ref().filter(|second| Some(*second) != self.public_key.as_ref());
        self.public_key.iter().chain(second).collect()
    }

    /// Those of one role, the nearest or newest first.
    pub(super) fn of_role(&self, role: CertificateRole) -> Vec<&Certificate> {
        match role {
            CertificateRole::SelfSigned => self.self_signed.iter().collect(),
            CertificateRole::PublicKey => self.public_key.iter().collect(),
            CertificateRole::Chain => self.chain.iter().collect(),
            CertificateRole::Cross => self.cross.iter().collect(),
            CertificateRole::Former => self.former.iter().collect(),
        }
    }

    /// What the lint says of its own certificates.
    pub fn findings(&self) -> Vec<LintFinding> {
        let above = self.chain.first();
        let issuer = |own: &Certificate| if own.is_self_issued() { self.self_signed.as_ref() } else { above };
        self.own().into_iter().flat_map(|own| orgkey_x509::lint(own, issuer(own))).collect()
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &Certificate> {
        let own = self.self_signed.iter().chain(&self.public_key);
        own.chain(&self.chain).chain(&self.cross).chain(&self.former)
    }
}

/// What the vault cannot read any more was damaged in it.
pub(super) fn damaged(failure: Failure) -> Failure {
    Failure { code: Code::VaultDamaged, ..failure }
}

/// Walks up from the leaf by issuer names; what is not on the way stands behind.
pub(super) fn nearest_first(leaf: Option<&Certificate>, mut candidates: Vec<Certificate>) -> Vec<Certificate> {
    let mut ordered: Vec<Certificate> = Vec::with_capacity(candidates.len());
    let mut issuer = leaf.map(|leaf| leaf.issuer().clone());
    while let Some(wanted) = issuer {
        let Some(at) = candidates.iter().position(|candidate| candidate.subject().same_as(&wanted)) else { break };
        let next = candidates.remove(at);
        issuer = (!next.is_self_issued()).then(|| next.issuer().clone());
        ordered.push(next);
    }
    ordered.extend(candidates);
    ordered
}
