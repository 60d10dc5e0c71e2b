use crate::bench::*;
use orgkey_types::Code;
use orgkey_x509::*;

#[test]
fn both_certificates_of_a_ca_share_key_and_name_and_chains_hold_over_either() {
    let ca = ca(KeyKind::P384, "CN=Root,O=Example,C=DE");
    let public = public_key_certificate(&ca.issuer(), years(10), &serial()).unwrap();
    assert_eq!((public.subject(), public.public_key()), (ca.root.subject(), ca.root.public_key()));
    assert_ne!(public.serial(), ca.root.serial());
    assert!(public.is_self_signed() && public.is_ca());
    let longer = public_key_certificate(&ca.issuer(), years(11), &serial());
    assert_eq!(longer.unwrap_err().code, Code::ValidityOutsideIssuer);
    let leaf = ca.issue(ca.key.public(), &issuance(Template::Server, "CN=Leaf"));
    let judge = Judge::new();
    judge.put("leaf.pem", leaf.pem()).put("root.pem", ca.root.pem()).put("public.pem", public.pem());
    for anchor in ["root.pem", "public.pem"] {
        judge.agrees(&format!("verify -x509_strict {} -CAfile {anchor} leaf.pem", attime()));
    }
}

#[test]
fn renewing_keeps_everything_but_serial_and_dates() {
    let judge = Judge::new();
    judge.put(
        "ca.cnf",
        "[req]\ndistinguished_name=dn\nx509_extensions=v3\n[dn]\n[v3]\nbasicConstraints=critical,CA:TRUE,pathlen:3\n\
         subjectKeyIdentifier=0a0b0c\nkeyUsage=critical,keyCertSign,cRLSign\ncertificatePolicies=1.2.3.4\n\
         nsComment=old\n2.16.840.1.113719.1.9.4.1=ASN1:UTF8String:security attribute\n",
    );
    judge.agrees("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -config ca.cnf -subj /O=Old/CN=Root -days 10 -outform DER -out ca.der");
    let old = Certificate::from_der(&judge.get("ca.der")).unwrap();
    let key = PrivateKey::from_any(&judge.get("ca.key"), None).unwrap();
    let issuer = Issuer::new(&old, &key).unwrap();
    let new = renewed(&issuer, &old, years(10), &serial()).unwrap();
    assert_eq!((new.subject(), new.public_key(), new.validity()), (old.subject(), old.public_key(), years(10)));
    assert_ne!(new.serial(), old.serial());
    judge.put("old.pem", old.pem()).put("new.pem", new.pem());
    let extensions = |file: &str| {
        let text = judge.agrees(&format!("x509 -in {file} -noout -text -certopt ext_dump"));
        text.split("X509v3 extensions").nth(1).unwrap().split("Signature Algorithm").next().unwrap().to_owned()
    };
    assert_eq!(extensions("old.pem"), extensions("new.pem"));
    let leaf =
        issue(&Issuer::new(&new, &key).unwrap(), Applicant::Key(key.public()), &issuance(Template::Client, "CN=Leaf"))
            .unwrap();
    judge.put("leaf.pem", leaf.pem());
    judge.agrees(&format!("verify {} -CAfile new.pem leaf.pem", attime()));
    let stranger = ca(KeyKind::P256, "CN=Other");
    assert_eq!(renewed(&stranger.issuer(), &old, years(1), &serial()).unwrap_err().code, Code::NameMismatch);
}

#[test]
fn who_trusts_the_old_ca_accepts_what_the_new_one_signs_through_the_cross_certificate() {
    for new_name in ["CN=Root 2,O=Example", "CN=Root,O=Example"] {
        let (old, new) = (ca(KeyKind::P256, "CN=Root,O=Example"), ca(KeyKind::P384, new_name));
        let points = ["http://crl.example.org/old.crl".to_owned()];
        let cross = cross_certificate(&old.issuer(), &new.root, years(5), &serial(), &points).unwrap();
        assert_eq!((cross.subject(), cross.issuer()), (new.root.subject(), old.root.subject()));
        assert_eq!(cross.summary().key_id, new.root.summary().key_id);
        let leaf = new.issue(new.key.public(), &issuance(Template::Server, "CN=Leaf"));
        let judge = Judge::new();
        judge.put("old.pem", old.root.pem()).put("cross.pem", cross.pem()).put("leaf.pem", leaf.pem());
        judge.agrees(&format!("verify -x509_strict {} -CAfile old.pem -untrusted cross.pem leaf.pem", attime()));
        let found = chain(&leaf, &[old.root.clone(), cross.clone()]).unwrap();
        assert_eq!(found, [leaf.clone(), cross.clone(), old.root.clone()]);
        assert!(
            validate(&leaf, &[cross], std::slice::from_ref(&old.root), &[], now().plus_seconds(9)).is_valid(),
            "{new_name}"
        );
    }
    let ca = ca(KeyKind::P256, "CN=Root");
    let leaf = ca.issue(ca.key.public(), &issuance(Template::Server, "CN=Leaf"));
    let refused = cross_certificate(&ca.issuer(), &leaf, years(1), &serial(), &[]);
    assert_eq!(refused.unwrap_err().code, Code::IssuerNotCa);
}

#[test]
fn a_chain_is_put_in_order_and_a_hole_names_the_missing_issuer() {
    let root = ca(KeyKind::P256, "CN=Root,O=Example");
    let middle = root.below("CN=Middle,O=Example", None);
    let low = middle.below("CN=Low,O=Example", None);
    let leaf = low.issue(root.key.public(), &issuance(Template::Server, "CN=Leaf"));
    let stranger = ca(KeyKind::P256, "CN=Middle,O=Example");
    let mixed = [root.root.clone(), stranger.root.clone(), low.root.clone(), leaf.clone(), middle.root.clone()];
    let found = chain(&leaf, &mixed).unwrap();
    assert_eq!(found, [leaf.clone(), low.root.clone(), middle.root.clone(), root.root.clone()]);
    assert_eq!(chain(&root.root, &[]).unwrap(), std::slice::from_ref(&root.root));
    let hole = chain(&leaf, &[low.root.clone(), root.root.clone()]).unwrap_err();
    assert_eq!((hole.code, hole.subject.as_deref()), (Code::ChainIncomplete, Some("CN=Middle,O=Example")));
}

#[test]
fn a_thicket_of_cross_certificates_is_given_up_in_bounded_time() {
    let cas: Vec<Ca> = (0..6).map(|_| ca(KeyKind::P256, "CN=Same,O=Example")).collect();
    let mut thicket = Vec::new();
    for from in &cas {
        for to in &cas {
            let crossed = cross_certificate(&from.issuer(), &to.root, years(1), &serial(), &[]).unwrap();
            thicket.extend([crossed.clone(), renewed(&from.issuer(), &crossed, years(1), &serial()).unwrap()]);
        }
    }
    let thicket: Vec<Certificate> = thicket.into_iter().filter(|one| !one.is_self_signed()).collect();
    let leaf = cas[0].issue(cas[0].key.public(), &issuance(Template::Server, "CN=Leaf"));
    let (found, took) = cpu_time(|| chain(&leaf, &thicket));
    assert_eq!(found.unwrap_err().code, Code::ChainIncomplete);
    assert!(took < std::time::Duration::from_secs(2), "{took:?}");
}
