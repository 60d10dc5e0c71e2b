use super::*;
use crate::{KeySettings, generate};
use orgkey_types::{Algorithm, Profile};

const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);
const PRESETS: [Preset; 2] = [Preset::Modern, Preset::Compatible];

fn key(algorithm: Algorithm, profile: Profile) -> Keypair {
    let expires = Some(NOW.plus_seconds(86_400));
    generate(&KeySettings { user_id: "A <a@example.org>".into(), algorithm, profile, expires }, NOW).unwrap()
}

fn elliptic() -> Keypair {
    key(Algorithm::Curve25519, Profile::V4)
}

fn sealed(key: &Keypair, preset: Preset, content: &[u8]) -> Vec<u8> {
    let (mut sink, comments) = (Vec::new(), ["what anybody may read".to_owned(), "and this: {}".to_owned()]);
    let write = |writer: &mut dyn Write| writer.write_all(content).map_err(failure_of);
    seal_message(&mut sink, &comments, (key, preset), NOW, write).unwrap();
    sink
}

fn opened(message: &[u8], keys: &[Keypair]) -> Outcome<(Vec<u8>, OpenedMessage)> {
    open_message(message, message.len() as u64, keys, NOW, |reader| {
        let mut content = Vec::new();
        reader.read_to_end(&mut content).map_err(failure_of)?;
        Ok(content)
    })
}

#[test]
fn what_is_sealed_for_a_key_of_each_kind_opens_with_it_and_is_signed_by_it() {
    let keys = [elliptic(), key(Algorithm::Rsa3072, Profile::V4), key(Algorithm::Curve25519, Profile::V6)];
    for key in keys {
        for preset in PRESETS {
            let message = sealed(&key, preset, b"all of it");
            let names = recipients(&message);
            let (content, opened) = opened(&message, std::slice::from_ref(&key)).unwrap();
            assert_eq!(
                (content.as_slice(), opened.signer, opened.signed),
                (&b"all of it"[..], key.summary().fingerprint.clone(), NOW)
            );
            assert_eq!(names.len(), 1);
            assert!(
                key.summary().components.iter().any(|part| part.fingerprint.as_str().ends_with(&names[0])),
                "{names:?}"
            );
            assert_eq!(comments(&message), ["what anybody may read", "and this: {}"]);
        }
    }
}

#[test]
fn a_message_of_many_buffers_comes_back_as_it_went_in() {
    let content: Vec<u8> = (0..40_000_000u32).map(|index| (index % 251) as u8).collect();
    let key = elliptic();
    for preset in PRESETS {
        let message = sealed(&key, preset, &content);
        assert!(opened(&message, std::slice::from_ref(&key)).unwrap().0 == content, "{preset:?}");
    }
}

#[test]
fn another_key_opens_nothing_and_is_told_which_one_does() {
    let (key, other) = (elliptic(), elliptic());
    let message = sealed(&key, Preset::Compatible, b"secret");
    let failure = opened(&message, &[other]).unwrap_err();
    assert_eq!(failure.code, Code::MessageForAnotherKey);
    assert_eq!(failure.subject.unwrap(), recipients(&message)[0]);
}

/// Whatever happens to the armor and to the names of the recipients: either the content is what it was, or it is refused.
#[test]
fn each_changed_byte_and_each_cut_is_found_or_changes_nothing() {
    let key = elliptic();
    let keys = std::slice::from_ref(&key);
    for preset in PRESETS {
        let message = sealed(&key, preset, &[7; 300]);
        let body = message.len() - "=abcd\n-----END PGP MESSAGE-----\n".len() - 4;
        let mut passed = 0;
        for at in 0..message.len() {
            let mut changed = message.clone();
            changed[at] ^= 0x01;
            if let Ok((content, _)) = opened(&changed, keys) {
                assert_eq!(content, [7; 300], "{preset:?} {at}");
                passed += 1;
            }
            if let Ok((content, _)) = opened(&message[..at], keys) {
                assert_eq!(content, [7; 300], "{preset:?} cut at {at}");
                assert!(at >= body, "{preset:?} cut at {at}");
            }
        }
        assert!(passed < message.len() / 2, "{preset:?}: {passed} of {}", message.len());
    }
}

#[test]
fn a_message_without_a_signature_of_the_key_is_refused_in_the_end() {
    let key = elliptic();
    let parts = Parts::of(&key).unwrap();
    let mut bare = Vec::new();
    let armored = Armorer::new(Message::new(&mut bare)).kind(Kind::Message).build().unwrap();
    let message = Encryptor::for_recipients(armored, parts.recipients(Preset::Modern)).build().unwrap();
    let mut literal = LiteralWriter::new(message).build().unwrap();
    literal.write_all(&[b'?'; 500]).unwrap();
    literal.finalize().unwrap();
    assert_eq!(opened(&bare, std::slice::from_ref(&key)).unwrap_err().code, Code::MessageNotSigned);
}

/// Anybody can encrypt a few kilobytes to a public key that become gigabytes.
#[test]
fn a_message_that_grows_when_it_is_opened_is_refused_in_time() {
    let key = elliptic();
    let parts = Parts::of(&key).unwrap();
    let mut bomb = Vec::new();
    let armored = Armorer::new(Message::new(&mut bomb)).kind(Kind::Message).build().unwrap();
    let message = Encryptor::for_recipients(armored, parts.recipients(Preset::Modern)).build().unwrap();
    let message = openpgp::serialize::stream::Compressor::new(message)
        .algo(openpgp::types::CompressionAlgorithm::Zip)
        .build()
        .unwrap();
    let mut literal = LiteralWriter::new(message).build().unwrap();
    (0..100).for_each(|_| literal.write_all(&[0; 1 << 20]).unwrap());
    literal.finalize().unwrap();
    let mut seen = 0;
    let outcome = open_message(bomb.as_slice(), bomb.len() as u64, std::slice::from_ref(&key), NOW, |reader| {
        seen = io::copy(reader, &mut io::sink()).map_err(failure_of)?;
        Ok(())
    });
    assert_eq!(outcome.unwrap_err().code, Code::MessageDamaged);
    assert!(seen <= bomb.len() as u64);
}

#[test]
fn a_key_that_has_ended_seals_nothing() {
    let key = elliptic();
    let later = NOW.plus_seconds(86_400);
    let failure = seal_message(Vec::new(), &[], (&key, Preset::Modern), later, |_| Ok(())).unwrap_err();
    assert_eq!(failure.code, Code::KeyExpired);
}

#[test]
fn what_the_content_refuses_is_what_the_caller_is_told() {
    let key = elliptic();
    let refuse = |_: &mut dyn Write| Err(Code::Cancelled.into());
    assert_eq!(seal_message(Vec::new(), &[], (&key, Preset::Modern), NOW, refuse).unwrap_err().code, Code::Cancelled);
    let full = Full;
    let write = |writer: &mut dyn Write| {
        let written = (0..100).try_for_each(|_| writer.write_all(&[0; 1 << 20]));
        written.map_err(failure_of)
    };
    assert_eq!(seal_message(full, &[], (&key, Preset::Modern), NOW, write).unwrap_err().code, Code::DiskFull);
}

/// A sink without room.
struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::Error::other(Failure::from(Code::DiskFull)))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
