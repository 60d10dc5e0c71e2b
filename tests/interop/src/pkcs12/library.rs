use super::{Program, Proof};
use openssl::{
    error::ErrorStack,
    hash::MessageDigest,
    pkcs12::Pkcs12,
    pkey::Id,
    x509::{X509Name, X509Req},
};

/// The vendored OpenSSL 3.6. It is the library that this program links as well, but reads by its own code; of the
/// programs that can be had here it is the only one that knows PBMAC1. It loads no RC2, so the legacy preset is not
/// for it.
pub struct Library;

impl Program for Library {
    fn name(&self) -> &'static str {
        "OpenSSL 3.6"
    }

    fn open(&self, file: &[u8], password: &str) -> Result<Proof, String> {
        request(file, password).map_err(|error| error.to_string())
    }
}

fn request(file: &[u8], password: &str) -> Result<Proof, ErrorStack> {
    let key = Pkcs12::from_der(file)?.parse2(password)?.pkey.ok_or_else(ErrorStack::get)?;
    let mut name = X509Name::builder()?;
    name.append_entry_by_text("CN", "Probe")?;
    let mut request = X509Req::builder()?;
    request.set_subject_name(&name.build())?;
    request.set_pubkey(&key)?;
    let digest = if key.id() == Id::ED25519 { MessageDigest::null() } else { MessageDigest::sha256() };
    request.sign(&key, digest)?;
    request.build().to_pem().map(Proof::Request)
}
