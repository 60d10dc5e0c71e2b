//! The Organization Certificate from outside: three ways in, one in use, its life and what it may carry; the `openssl`
//! program as the second opinion.

mod export;
mod generate;
mod import;
mod install;
mod life;

use orgkey_core::{
    GenerateKey, Silent, Vault, generate_key,
    org_cert::{GenerateOrgCert, OrgCertReceipt, OrgCertSubject, generate_org_cert},
};
use orgkey_test_support::{NOW, Place, new_key};
use orgkey_types::{Outcome, Timestamp};

pub fn named(common_name: &str) -> GenerateOrgCert<'_> {
    let subject = OrgCertSubject { common_name, organization: Some("Example Org"), ..OrgCertSubject::default() };
    GenerateOrgCert { subject, crl_points: Vec::new() }
}

/// Generates one of that name.
pub fn generate(vault: &mut Vault, common_name: &str, now: Timestamp) -> OrgCertReceipt {
    generate_org_cert(vault, &named(common_name), now).unwrap()
}

/// A vault with an Organization Key that never ends and a self-signed Organization Certificate.
pub fn with_org_cert() -> (Place, Vault) {
    let (place, mut vault) = with_key_for("never").unwrap();
    generate(&mut vault, "Mail CA", NOW);
    (place, vault)
}

/// A vault with an Organization Key of that life.
pub fn with_key_for(expires: &str) -> Outcome<(Place, Vault)> {
    with_key(GenerateKey { expires: expires.to_owned(), ..new_key() })
}

pub fn with_key(key: GenerateKey) -> Outcome<(Place, Vault)> {
    let (place, mut vault) = Place::with_vault();
    generate_key(&mut vault, &key, &Silent, NOW)?;
    Ok((place, vault))
}
