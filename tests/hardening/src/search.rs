//! Looking for secrets where none may be: in every form that a program writes text or bytes in.

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use orgkey_types::{Passphrase, Timestamp};
use std::path::{Path, PathBuf};

/// One secret in the forms in which it could have been written.
#[derive(Debug, Clone)]
pub struct Needle {
    /// What it is; the secret itself is told to nobody.
    pub name: String,
    /// Form and bytes.
    pub forms: Vec<(&'static str, Vec<u8>)>,
}

impl Needle {
    /// A passphrase: UTF-8, UTF-16 in both orders, hexadecimal, base64.
    pub fn text(name: &str, text: &str) -> Self {
        let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let mut needle = Self::bytes(name, text.as_bytes());
        needle.forms.push(("UTF-16LE", wide(u16::to_le_bytes)));
        needle.forms.push(("UTF-16BE", wide(u16::to_be_bytes)));
        needle
    }

    /// A key: as it is, backwards (numbers have two orders), hexadecimal, base64.
    pub fn bytes(name: &str, bytes: &[u8]) -> Self {
        let hex = hex::encode(bytes);
        let mut forms = vec![("as it is", bytes.to_vec()), ("backwards", bytes.iter().rev().copied().collect())];
        forms.push(("upper-case hexadecimal", hex.to_uppercase().into_bytes()));
        forms.push(("lower-case hexadecimal", hex.into_bytes()));
        // What HMAC leaves of a key in its block (RFC 2104 §2): as good as the key.
        forms.push(("under HMAC's inner pad", bytes.iter().map(|byte| byte ^ 0x36).collect()));
        forms.push(("under HMAC's outer pad", bytes.iter().map(|byte| byte ^ 0x5c).collect()));
        forms.extend((0..3).map(|before| ("base64", base64_after(before, bytes))));
        Self { name: name.to_owned(), forms }
    }

    /// The forms in which it stands in those bytes.
    pub fn found_in(&self, bytes: &[u8]) -> Vec<&'static str> {
        self.forms.iter().filter(|(_, form)| contains(bytes, form)).map(|(form, _)| *form).collect()
    }
}

/// What base64 makes of bytes that stand behind so many others, without the letters at both ends that depend on the
/// neighbours.
fn base64_after(before: usize, bytes: &[u8]) -> Vec<u8> {
    let mut padded = vec![0; before];
    padded.extend(bytes);
    let encoded = STANDARD_NO_PAD.encode(&padded).into_bytes();
    let whole = padded.len() / 3 * 4;
    encoded[(before * 8).div_ceil(6)..whole].to_vec()
}

/// Whether `form` stands in `bytes`.
pub fn contains(bytes: &[u8], form: &[u8]) -> bool {
    memchr::memmem::find(bytes, form).is_some()
}

/// Where `form` stands in `bytes`, up to so many times.
pub fn positions(bytes: &[u8], form: &[u8], most: usize) -> Vec<usize> {
    memchr::memmem::find_iter(bytes, form).take(most).collect()
}

/// Every file below those folders in which a needle stands, with the form.
pub fn in_files(folders: &[PathBuf], needles: &[Needle]) -> Vec<String> {
    let mut paths = Vec::new();
    folders.iter().for_each(|folder| crate::place::walk(folder, &mut paths));
    let files = paths.iter().filter(|path| path.symlink_metadata().unwrap().is_file());
    files.flat_map(|path| in_bytes(&path.display().to_string(), &std::fs::read(path).unwrap(), needles)).collect()
}

/// The needles that stand in those bytes.
pub fn in_bytes(named: &str, bytes: &[u8], needles: &[Needle]) -> Vec<String> {
    let found = needles.iter().flat_map(|needle| needle.found_in(bytes).into_iter().map(move |form| (needle, form)));
    found.map(|(needle, form)| format!("{} ({form}) in {named}", needle.name)).collect()
}

/// A word that nobody has used before, long enough for the policy.
pub fn new_word(name: &str) -> String {
    let mut random = [0; 10];
    getrandom::fill(&mut random).unwrap();
    format!("{name}-{}", hex::encode(random))
}

/// The secret numbers of the keypair file at `path`: 24 bytes out of each secret packet, away from its length and its
/// checksum.
pub fn secret_numbers(path: &Path, passphrase: &str) -> Vec<Needle> {
    let file = std::fs::read(path).unwrap();
    let found = orgkey_openpgp::inspect(&file, Timestamp::LATEST).unwrap().keys.pop().unwrap();
    let passphrase = Passphrase::new(passphrase.to_owned());
    let keypair = orgkey_openpgp::unlock(found, Some(&passphrase), Timestamp::LATEST).unwrap();
    let packets = packets(keypair.secrets().expose());
    assert_eq!(packets.len(), 2, "primary key and subkey");
    let number = |packet: &&[u8]| packet[packet.len() - 26..packet.len() - 2].to_vec();
    let names = ["number of the primary key", "number of the subkey"];
    names.iter().zip(&packets).map(|(name, packet)| Needle::bytes(name, &number(packet))).collect()
}

/// Packets with a one-octet length (RFC 9580 §4.2.1.1), which is what a key on curve 25519 has.
fn packets(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut found = Vec::new();
    while let [tag, length, rest @ ..] = bytes {
        assert!(*tag >= 0xc0 && *length < 192, "packet {tag:#x} of length {length}");
        let (body, behind) = rest.split_at(usize::from(*length));
        found.push(body);
        bytes = behind;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_needle_is_found_in_each_of_its_forms_and_at_each_place() {
        let needle = Needle::text("canary", "pocket-thunder-Ünder-31");
        for (form, bytes) in &needle.forms {
            for before in 0..4 {
                let hay = [vec![b'x'; before], bytes.clone(), vec![b'y'; 5]].concat();
                assert!(needle.found_in(&hay).contains(form), "{form} after {before}");
            }
        }
        for before in 0..6 {
            let text = [vec![b'{'; before], "pocket-thunder-Ünder-31\n".into()].concat();
            assert!(needle.found_in(STANDARD_NO_PAD.encode(text).as_bytes()).contains(&"base64"), "after {before}");
        }
        assert!(needle.found_in(b"pocket-thunder-Under-31").is_empty());
    }
}
