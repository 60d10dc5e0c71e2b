//! Revoke, hold and release.

use super::{days, issue, with_ca};
use orgkey_core::{
    Vault,
    ca::{
        IssuedState, RevocationReason, RevokeCertificate, RevokeReceipt, ToRevoke, issued_certificate,
        release_certificate, revoke_certificate,
    },
};
use orgkey_test_support::{Held, NOW, refusal};
use orgkey_types::{Code, Outcome};

fn revoke(vault: &mut Vault, serial: &str, reason: RevocationReason) -> Outcome<RevokeReceipt> {
    revoke_certificate(
        vault,
        &RevokeCertificate { ca: None, which: ToRevoke::Serial(serial), reason, invalid_since: Some(days(-3)) },
        NOW,
    )
}

#[test]
fn a_certificate_is_held_released_held_and_revoked_for_good() {
    let (place, mut vault, _) = with_ca();
    let serial = issue(&mut vault, "mail.example.org").row.serial;
    let held = revoke(&mut vault, &serial, RevocationReason::CertificateHold).unwrap();
    assert_eq!(held.row.state, IssuedState::Held);
    assert_eq!(release_certificate(&mut vault, None, &serial, NOW).unwrap().row.state, IssuedState::Valid);
    revoke(&mut vault, &serial, RevocationReason::CertificateHold).unwrap();
    let revoked = revoke(&mut vault, &serial, RevocationReason::KeyCompromise).unwrap();
    let revocation = revoked.row.stored.revocation.clone().unwrap();
    assert_eq!((revocation.reason.as_str(), revocation.invalid_since), ("key-compromise", Some(days(-3))));
    let log = Held::last_entries(&vault, 8);
    assert_eq!(log[2..4], ["release-certificate intent", "release-certificate settled done"]);
    assert_eq!(log[6..8], ["revoke-certificate intent", "revoke-certificate settled done"]);
    let vault = place.reopen(vault);
    let kept = issued_certificate(&vault, None, &serial, NOW).unwrap();
    assert_eq!((kept.row.state, kept.ca.stored.revoked, kept.ca.stored.held), (IssuedState::Revoked, 1, 0));
    assert_eq!(kept.ca.stored.unpublished, 4);
}

#[test]
fn serials_are_found_however_they_are_written() {
    let (_place, mut vault, _) = with_ca();
    let serial = issue(&mut vault, "mail.example.org").row.serial;
    let colons: Vec<_> = serial.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap()).collect();
    let colons = colons.join(":").to_uppercase();
    assert_eq!(revoke(&mut vault, &colons, RevocationReason::Superseded).unwrap().row.serial, serial);
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let (_place, mut vault, _) = with_ca();
    let valid = issue(&mut vault, "valid.example.org").row.serial;
    let gone = issue(&mut vault, "gone.example.org").row.serial;
    let on_hold = issue(&mut vault, "held.example.org").row.serial;
    revoke(&mut vault, &gone, RevocationReason::Superseded).unwrap();
    revoke(&mut vault, &on_hold, RevocationReason::CertificateHold).unwrap();
    let held = Held::in_vault(&vault, NOW);
    let cases = [
        (revoke(&mut vault, "0badcafe", RevocationReason::Superseded), Code::SerialNotFound),
        (revoke(&mut vault, &gone, RevocationReason::KeyCompromise), Code::AlreadyRevoked),
        (revoke(&mut vault, &gone, RevocationReason::CertificateHold), Code::AlreadyRevoked),
        (revoke(&mut vault, &on_hold, RevocationReason::CertificateHold), Code::AlreadyRevoked),
        (revoke(&mut vault, &valid, RevocationReason::RemoveFromCrl), Code::InvalidArgument),
        (revoke(&mut vault, &valid, RevocationReason::AaCompromise), Code::InvalidArgument),
        (release_certificate(&mut vault, None, &valid, NOW), Code::NotOnHold),
        (release_certificate(&mut vault, None, &gone, NOW), Code::AlreadyRevoked),
        (
            revoke_certificate(
                &mut vault,
                &RevokeCertificate {
                    ca: None,
                    which: ToRevoke::Serial(&valid),
                    reason: RevocationReason::KeyCompromise,
                    invalid_since: Some(days(1)),
                },
                NOW,
            ),
            Code::InvalidArgument,
        ),
    ];
    for (outcome, code) in cases {
        assert_eq!(refusal(outcome).code, code);
    }
    assert_eq!(Held::in_vault(&vault, NOW), held);
}
