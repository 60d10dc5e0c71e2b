use crate::bench::*;
use orgkey_x509::*;
use std::collections::HashSet;

#[test]
fn ten_thousand_certificates_have_ten_thousand_positive_serials_of_sixteen_octets() {
    let ca = ca(KeyKind::P256, "CN=Root");
    let (key, issuer) = (ca.key.public(), ca.issuer());
    let mut seen = HashSet::new();
    for _ in 0..10_000 {
        let wanted = Issuance { serial: serial(), ..issuance(Template::Client, "CN=Leaf") };
        let leaf = issue(&issuer, Applicant::Key(key), &wanted).unwrap();
        let octets = leaf.serial().octets().to_vec();
        assert!(leaf.serial().is_positive() && octets.len() == 16 && octets[0] != 0, "{octets:?}");
        assert!(seen.insert(octets), "a serial came twice");
    }
}

#[test]
fn serials_are_read_as_they_stand_and_typed_as_they_are_shown() {
    let rows: [(&[u8], &str); 5] =
        [(&[1], "01"), (&[0, 0xff], "ff"), (&[0xff], "-ff"), (&[0], "00"), (&[0x12, 0x34], "1234")];
    for (octets, shown) in rows {
        assert_eq!(Serial::from_octets(octets).unwrap().hex(), shown);
    }
    for (typed, octets) in [("ff", &[0, 0xff][..]), ("0F:a0", &[0x0f, 0xa0]), ("1", &[1]), ("00 12", &[0x12])] {
        assert_eq!(typed.parse::<Serial>().unwrap().octets(), octets, "{typed}");
    }
    let long = "1".repeat(130);
    for typed in ["", "0", "xy", "-1", &long] {
        assert!(typed.parse::<Serial>().is_err(), "{typed}");
    }
    let random = serial();
    assert_eq!(random.hex().parse::<Serial>().unwrap(), random);
}
