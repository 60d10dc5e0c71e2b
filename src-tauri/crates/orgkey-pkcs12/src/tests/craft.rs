//! Files that no honest writer makes.

use crate::{
    hash::{Hash, Purpose},
    oids::{self, Oid},
};
use yasna::models::ObjectIdentifier;

pub fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    let mut out = vec![tag];
    let length = body.len().to_be_bytes();
    let digits = &length[length.iter().position(|byte| *byte != 0).unwrap_or(7)..];
    if body.len() < 0x80 {
        out.push(digits[0]);
    } else {
        out.push(0x80 | u8::try_from(digits.len()).unwrap());
        out.extend_from_slice(digits);
    }
    out.extend(body);
    out
}

pub fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tlv(0x30, parts)
}

/// The same with indefinite length.
pub fn endless(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    [&[tag, 0x80][..], &parts.concat(), &[0, 0]].concat()
}

pub fn octets(bytes: &[u8]) -> Vec<u8> {
    tlv(4, &[bytes])
}

pub fn explicit(inner: &[u8]) -> Vec<u8> {
    tlv(0xa0, &[inner])
}

pub fn oid(oid: Oid) -> Vec<u8> {
    yasna::construct_der(|writer| writer.write_oid(&ObjectIdentifier::from_slice(oid)))
}

pub fn number(number: i64) -> Vec<u8> {
    yasna::construct_der(|writer| writer.write_i64(number))
}

pub fn data(content: &[u8]) -> Vec<u8> {
    sequence(&[&oid(oids::DATA), &explicit(&octets(content))])
}

/// A PFX over these parts of the authenticated safe.
pub fn pfx(safes: &[Vec<u8>], mac: impl FnOnce(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let content = sequence(&safes.iter().map(Vec::as_slice).collect::<Vec<_>>());
    sequence(&[&number(3), &data(&content), &mac(&content)])
}

pub fn no_mac(_: &[u8]) -> Vec<u8> {
    Vec::new()
}

/// A part that anybody can read, with these bags.
pub fn plain(bags: &[Vec<u8>]) -> Vec<u8> {
    data(&sequence(&bags.iter().map(Vec::as_slice).collect::<Vec<_>>()))
}

pub fn bag(kind: Oid, value: &[u8]) -> Vec<u8> {
    sequence(&[&oid(kind), &explicit(value)])
}

pub fn certificate_bag(der: &[u8]) -> Vec<u8> {
    bag(oids::CERTIFICATE_BAG, &sequence(&[&oid(oids::X509_CERTIFICATE), &explicit(&octets(der))]))
}

/// A shrouded key under this algorithm; what is inside is noise.
pub fn shrouded(algorithm: &[u8]) -> Vec<u8> {
    bag(oids::SHROUDED_KEY_BAG, &sequence(&[algorithm, &octets(&[7; 32])]))
}

/// A classic algorithm; the rounds come as an encoded number, so that they may be a bad one.
pub fn classic(kind: Oid, rounds: &[u8]) -> Vec<u8> {
    sequence(&[&oid(kind), &sequence(&[&octets(b"saltsalt"), rounds])])
}

pub fn pbkdf2(rounds: &[u8], key_bytes: &[u8]) -> Vec<u8> {
    let hash = sequence(&[&oid(oids::HMAC_SHA256), &[5, 0]]);
    sequence(&[&oid(oids::PBKDF2), &sequence(&[&octets(b"saltsalt"), rounds, key_bytes, &hash])])
}

pub fn pbes2(rounds: &[u8], key_bytes: &[u8]) -> Vec<u8> {
    let cipher = sequence(&[&oid(oids::AES_256_CBC), &octets(&[1; 16])]);
    sequence(&[&oid(oids::PBES2), &sequence(&[&pbkdf2(rounds, key_bytes), &cipher])])
}

/// Encrypted content under PBES2 of one round with the password `x`.
pub fn encrypted(content: &[u8]) -> Vec<u8> {
    let key = Hash::Sha256.pbkdf2(b"x", b"saltsalt", 1, 32).unwrap();
    let text = openssl::symm::encrypt(openssl::symm::Cipher::aes_256_cbc(), &key, Some(&[1; 16]), content).unwrap();
    let info = sequence(&[&oid(oids::DATA), &pbes2(&number(1), &[]), &tlv(0x80, &[&text])]);
    sequence(&[&oid(oids::ENCRYPTED_DATA), &explicit(&sequence(&[&number(0), &info]))])
}

pub fn mac_data(algorithm: &[u8], digest: &[u8], salt: &[u8], rounds: &[u8]) -> Vec<u8> {
    sequence(&[&sequence(&[algorithm, &octets(digest)]), &octets(salt), rounds])
}

/// A true MAC under these octets of a password.
pub fn classic_mac(hash: Hash, password: &[u8], content: &[u8]) -> Vec<u8> {
    let key = hash.derive(Purpose::Mac, password, b"saltsalt", 1, hash.size());
    let algorithm = sequence(&[&oid(hash.oid()), &[5, 0]]);
    mac_data(&algorithm, &hash.hmac(&key, content).unwrap(), b"saltsalt", &number(1))
}

pub fn pbmac1(rounds: &[u8], key_bytes: &[u8]) -> Vec<u8> {
    let hash = sequence(&[&oid(oids::HMAC_SHA256), &[5, 0]]);
    let algorithm = sequence(&[&oid(oids::PBMAC1), &sequence(&[&pbkdf2(rounds, key_bytes), &hash])]);
    mac_data(&algorithm, &[0; 32], b"unused", &number(1))
}
