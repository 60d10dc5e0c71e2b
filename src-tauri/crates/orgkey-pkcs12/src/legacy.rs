//! The form of Certificate Server 2.21: certificates under RC2 with 40 bit, the key under 3DES, a MAC with SHA-1,
//! 2,048 rounds each. Whoever holds the file can break the certificates open and try some million passwords a second
//! on the key; it is written where the program that has to read it knows nothing newer.

use crate::{
    Contents,
    cipher::Cipher,
    hash::{Hash, Purpose},
    password::Spellings,
};
use openssl::{rand::rand_bytes, symm};
use p12::{
    AlgorithmIdentifier, CertBag, ContentInfo, EncryptedData, EncryptedPrivateKeyInfo, MacData, PFX, PKCS12Attribute,
    Pkcs12PbeParams, SafeBag, SafeBagKind,
};

/// As `p12` has it for the other parts.
const ROUNDS: u64 = 2_048;

/// None when the random source fails.
pub fn file(contents: &Contents, password: &str) -> Option<Vec<u8>> {
    let password = Spellings::classic_form(password);
    let id = contents.local_key_id();
    let certificates: Vec<SafeBag> = contents
        .certificates
        .iter()
        .map(|certificate| SafeBag {
            bag: SafeBagKind::CertBag(CertBag::X509(certificate.der.to_vec())),
            attributes: attributes(certificate.friendly_name, certificate.matches_key.then_some(&id)),
        })
        .collect();
    let key = SafeBag {
        bag: SafeBagKind::Pkcs8ShroudedKeyBag(shrouded(contents.key.expose(), &password)?),
        attributes: attributes(Some(contents.key_name), Some(&id)),
    };
    let certificates = ContentInfo::EncryptedData(EncryptedData::from_safe_bags(&certificates, &password)?);
    let keys = ContentInfo::Data(yasna::construct_der(|writer| {
        writer.write_sequence_of(|writer| key.write(writer.next()));
    }));
    let safes = yasna::construct_der(|writer| {
        writer.write_sequence_of(|writer| {
            certificates.write(writer.next());
            keys.write(writer.next());
        });
    });
    let mac_data = Some(MacData::new(&safes, &password));
    Some(PFX { version: 3, auth_safe: ContentInfo::Data(safes), mac_data }.to_der())
}

fn attributes(name: Option<&str>, id: Option<&Vec<u8>>) -> Vec<PKCS12Attribute> {
    let name = name.map(|name| PKCS12Attribute::FriendlyName(name.to_owned()));
    name.into_iter().chain(id.map(|id| PKCS12Attribute::LocalKeyId(id.clone()))).collect()
}

/// `p12` shrouds keys only inside files whose certificates have no names.
fn shrouded(key: &[u8], password: &[u8]) -> Option<EncryptedPrivateKeyInfo> {
    let mut salt = vec![0; 8];
    rand_bytes(&mut salt).ok()?;
    let derive = |purpose, size| Hash::Sha1.derive(purpose, password, &salt, ROUNDS, size);
    let (secret, vector) =
        (derive(Purpose::Key, Cipher::Des3.key_bytes()), derive(Purpose::Vector, Cipher::Des3.vector_bytes()));
    let encrypted_data = symm::encrypt(symm::Cipher::des_ede3_cbc(), &secret, Some(&vector), key).ok()?;
    let parameters = Pkcs12PbeParams { salt, iterations: ROUNDS };
    let encryption_algorithm = AlgorithmIdentifier::PbeWithSHAAnd3KeyTripleDESCBC(parameters);
    Some(EncryptedPrivateKeyInfo { encryption_algorithm, encrypted_data })
}
