//! Writes one of everything this crate makes into a folder (the only argument), for linters of other makers.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods)]

use orgkey_types::{Period, Timestamp};
use orgkey_x509::*;
use std::{fs, path::PathBuf};

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap());
    fs::create_dir_all(&folder).unwrap();
    for kind in KeyKind::ALL {
        specimens(*kind, &mut |name, text| {
            fs::write(folder.join(format!("{}-{name}.pem", kind.name())), text).unwrap()
        });
    }
}

fn specimens(kind: KeyKind, put: &mut dyn FnMut(&str, String)) {
    let key = PrivateKey::generate(kind).unwrap();
    let from = Timestamp::from_seconds(1_795_000_000);
    let years = |count| Validity { not_before: from, not_after: from.after(Period::Years(count)).unwrap() };
    let serial = || Serial::random().unwrap();
    let subject = Name::parse("CN=Example Root,OU=Keys,O=Example,L=Berlin,C=DE").unwrap();
    let root = self_signed(&key, &CaProfile { subject, valid: years(10), path_len: Some(2) }, &serial()).unwrap();
    let issuer = Issuer::new(&root, &key).unwrap();
    put("root", root.pem());
    put("public", public_key_certificate(&issuer, years(9), &serial()).unwrap().pem());
    let other = PrivateKey::generate(kind).unwrap();
    for template in Template::ALL {
        let san: &[&str] = match template {
            Template::Server => &["DNS:www.example.org"],
            Template::Client | Template::Smime => &["email:ada@example.org"],
            Template::SubordinateCa => &[],
        };
        let wanted = Issuance {
            subject: Some(Name::parse("CN=ada@example.org,O=Example,C=DE").unwrap()),
            san: san.iter().map(|name| name.parse().unwrap()).collect(),
            template: *template,
            valid: years(1),
            path_len: None,
            crl_points: vec!["http://crl.example.org/ca.crl".into()],
            serial: serial(),
        };
        put(template.name(), issue(&issuer, Applicant::Key(other.public()), &wanted).unwrap().pem());
    }
    let new = CaProfile {
        subject: Name::parse("CN=Example Root 2,O=Example,C=DE").unwrap(),
        valid: years(10),
        path_len: None,
    };
    let new = self_signed(&other, &new, &serial()).unwrap();
    put(
        "cross",
        cross_certificate(&issuer, &new, years(5), &serial(), &["http://crl.example.org/ca.crl".into()]).unwrap().pem(),
    );
    put("renewed", renewed(&issuer, &root, years(12), &serial()).unwrap().pem());
    let gone = RevocationReason::ALL.iter().map(|reason| RevokedEntry {
        serial: serial(),
        at: from,
        reason: *reason,
        invalid_since: (*reason == RevocationReason::KeyCompromise).then_some(from),
    });
    put("list", revocation_list(&issuer, 7, from, from.plus_seconds(7 * 86_400), gone).unwrap().pem());
    put("empty-list", revocation_list(&issuer, 8, from, from.plus_seconds(7 * 86_400), []).unwrap().pem());
    put(
        "csr",
        Request::from_der(&request(&key, root.subject(), &Wanted { san: Vec::new(), ca: true }).unwrap())
            .unwrap()
            .pem(),
    );
}
