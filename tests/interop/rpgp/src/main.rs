//! `rpgp-judge WHAT KEY [FILE]`: one question to rPGP. Text or message on standard input, the answer on standard output.
//! FILE is the passphrase for `decrypt` and `sign`, and the signature for `verify`.

use pgp::{
    composed::{Deserializable, DetachedSignature, Message, MessageBuilder, SignedPublicKey, SignedSecretKey},
    crypto::{
        aead::{AeadAlgorithm, ChunkSize},
        hash::HashAlgorithm,
        sym::SymmetricKeyAlgorithm,
    },
    errors::Result,
    ser::Serialize,
    types::{KeyDetails, KeyVersion, Password},
};
use rand::rngs::OsRng;
use std::{
    env, fs,
    io::{self, Read, Write},
    process::ExitCode,
};

fn main() -> ExitCode {
    match answer().and_then(|bytes| Ok(io::stdout().write_all(&bytes)?)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn answer() -> Result<Vec<u8>> {
    let words: Vec<String> = env::args().skip(1).collect();
    let word = |index: usize| words.get(index).map(String::as_str).unwrap_or_default();
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let passphrase = || fs::read_to_string(word(2)).map(|text| Password::from(text.as_str()));
    match word(0) {
        "encrypt" => encrypt(&public_in(word(1))?, input),
        "decrypt" => decrypt(&keypair_in(word(1))?, &passphrase()?, &input),
        "sign" => sign(&keypair_in(word(1))?, &passphrase()?, &input),
        "verify" => {
            let signature = DetachedSignature::from_bytes(fs::read(word(2))?.as_slice())?;
            signature.verify(&public_in(word(1))?, &input).map(|()| Vec::new())
        }
        _ => Err(io::Error::other("encrypt, decrypt, sign or verify").into()),
    }
}

fn public_in(file: &str) -> Result<SignedPublicKey> {
    let (key, _) = SignedPublicKey::from_reader_single(fs::File::open(file)?)?;
    key.verify_bindings()?;
    Ok(key)
}

fn keypair_in(file: &str) -> Result<SignedSecretKey> {
    let (key, _) = SignedSecretKey::from_reader_single(fs::File::open(file)?)?;
    key.verify_bindings()?;
    Ok(key)
}

/// The message is of the version that goes with the key's (RFC 9580 §10.3.2.1).
fn encrypt(key: &SignedPublicKey, text: Vec<u8>) -> Result<Vec<u8>> {
    let subkey = key.public_subkeys.iter().find(|subkey| subkey.algorithm().can_encrypt());
    let subkey = subkey.ok_or_else(|| io::Error::other("no subkey that encrypts"))?;
    let message = MessageBuilder::from_bytes("", text);
    if key.version() == KeyVersion::V6 {
        let (cipher, mode) = (SymmetricKeyAlgorithm::AES256, AeadAlgorithm::Ocb);
        let mut message = message.seipd_v2(OsRng, cipher, mode, ChunkSize::default());
        message.encrypt_to_key(OsRng, subkey)?;
        message.to_vec(OsRng)
    } else {
        let mut message = message.seipd_v1(OsRng, SymmetricKeyAlgorithm::AES256);
        message.encrypt_to_key(OsRng, subkey)?;
        message.to_vec(OsRng)
    }
}

fn decrypt(key: &SignedSecretKey, passphrase: &Password, message: &[u8]) -> Result<Vec<u8>> {
    Ok(Message::from_bytes(message)?.decrypt(passphrase, key)?.as_data_vec()?)
}

fn sign(key: &SignedSecretKey, passphrase: &Password, text: &[u8]) -> Result<Vec<u8>> {
    DetachedSignature::sign_binary_data(OsRng, &key.primary_key, passphrase, HashAlgorithm::Sha512, text)?.to_bytes()
}
