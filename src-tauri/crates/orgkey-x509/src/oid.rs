//! Object identifiers as they stand in the encoding (content octets), and their words.

/// X.520 and PKCS#9 types that appear in names: identifier, RFC 4514 word, further words read.
pub(crate) const ATTRIBUTES: &[(&[u8], &str, &[&str])] = &[
    (COMMON_NAME, "CN", &["commonName"]),
    (&[0x55, 4, 4], "SN", &["surname"]),
    (SERIAL_NUMBER, "serialNumber", &[]),
    (COUNTRY, "C", &["countryName"]),
    (&[0x55, 4, 7], "L", &["localityName"]),
    (&[0x55, 4, 8], "ST", &["S", "stateOrProvinceName"]),
    (&[0x55, 4, 9], "STREET", &["streetAddress"]),
    (&[0x55, 4, 10], "O", &["organizationName"]),
    (&[0x55, 4, 11], "OU", &["organizationalUnitName"]),
    (&[0x55, 4, 12], "T", &["title"]),
    (&[0x55, 4, 13], "description", &[]),
    (&[0x55, 4, 17], "postalCode", &[]),
    (&[0x55, 4, 42], "GN", &["givenName"]),
    (&[0x55, 4, 43], "initials", &[]),
    (&[0x55, 4, 44], "generationQualifier", &[]),
    (QUALIFIER, "dnQualifier", &[]),
    (&[0x55, 4, 65], "pseudonym", &[]),
    (&[0x55, 4, 97], "organizationIdentifier", &[]),
    (DOMAIN_COMPONENT, "DC", &["domainComponent"]),
    (&[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 1], "UID", &["userId"]),
    (EMAIL, "emailAddress", &["E", "EMAIL", "MAIL"]),
];

pub(crate) const COMMON_NAME: &[u8] = &[0x55, 4, 3];
pub(crate) const COUNTRY: &[u8] = &[0x55, 4, 6];
pub(crate) const SERIAL_NUMBER: &[u8] = &[0x55, 4, 5];
pub(crate) const QUALIFIER: &[u8] = &[0x55, 4, 46];
pub(crate) const DOMAIN_COMPONENT: &[u8] = &[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 25];
pub(crate) const EMAIL: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 9, 1];

// Extensions, RFC 5280 §4.2 and §5.2: all below 2.5.29.
pub(crate) const SUBJECT_KEY_ID: &[u8] = &[0x55, 29, 14];
pub(crate) const KEY_USAGE: &[u8] = &[0x55, 29, 15];
pub(crate) const ALTERNATIVE_NAME: &[u8] = &[0x55, 29, 17];
pub(crate) const ISSUER_ALTERNATIVE_NAME: &[u8] = &[0x55, 29, 18];
pub(crate) const BASIC_CONSTRAINTS: &[u8] = &[0x55, 29, 19];
pub(crate) const CRL_NUMBER: &[u8] = &[0x55, 29, 20];
pub(crate) const REASON_CODE: &[u8] = &[0x55, 29, 21];
pub(crate) const INVALIDITY_DATE: &[u8] = &[0x55, 29, 24];
pub(crate) const DELTA_CRL: &[u8] = &[0x55, 29, 27];
pub(crate) const ISSUING_POINT: &[u8] = &[0x55, 29, 28];
pub(crate) const CERTIFICATE_ISSUER: &[u8] = &[0x55, 29, 29];
pub(crate) const NAME_CONSTRAINTS: &[u8] = &[0x55, 29, 30];
pub(crate) const CRL_POINTS: &[u8] = &[0x55, 29, 31];
pub(crate) const POLICIES: &[u8] = &[0x55, 29, 32];
pub(crate) const POLICY_MAPPINGS: &[u8] = &[0x55, 29, 33];
pub(crate) const AUTHORITY_KEY_ID: &[u8] = &[0x55, 29, 35];
pub(crate) const POLICY_CONSTRAINTS: &[u8] = &[0x55, 29, 36];
pub(crate) const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 29, 37];
pub(crate) const INHIBIT_ANY_POLICY: &[u8] = &[0x55, 29, 54];

/// PKCS#9 extensionRequest, RFC 2985 §5.4.2.
pub(crate) const EXTENSION_REQUEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 9, 14];
/// PKCS#7 data and signedData, RFC 5652.
pub(crate) const PKCS7_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 7, 1];
pub(crate) const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 7, 2];
/// PBES2, PBKDF2 and scrypt (RFC 8018, RFC 7914).
pub(crate) const PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 5, 13];
pub(crate) const PBKDF2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 5, 12];
pub(crate) const SCRYPT: &[u8] = &[0x2b, 6, 1, 4, 1, 0xda, 0x47, 4, 11];

/// Purposes of extended key usage, RFC 5280 §4.2.1.12.
pub(crate) const PURPOSES: &[(&str, &str)] = &[
    (SERVER_AUTH, "serverAuth"),
    (CLIENT_AUTH, "clientAuth"),
    ("1.3.6.1.5.5.7.3.3", "codeSigning"),
    (EMAIL_PROTECTION, "emailProtection"),
    ("1.3.6.1.5.5.7.3.8", "timeStamping"),
    ("1.3.6.1.5.5.7.3.9", "OCSPSigning"),
    ("1.3.6.1.4.1.311.20.2.2", "smartcardLogon"),
    ("2.5.29.37.0", "anyExtendedKeyUsage"),
];
pub(crate) const SERVER_AUTH: &str = "1.3.6.1.5.5.7.3.1";
pub(crate) const CLIENT_AUTH: &str = "1.3.6.1.5.5.7.3.2";
pub(crate) const EMAIL_PROTECTION: &str = "1.3.6.1.5.5.7.3.4";

/// Signature algorithms, by content octets.
pub(crate) const SIGNATURES: &[(&[u8], &str)] = &[
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 4], "md5WithRSAEncryption"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 5], "sha1WithRSAEncryption"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 10], "RSASSA-PSS"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 11], "sha256WithRSAEncryption"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 12], "sha384WithRSAEncryption"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 13], "sha512WithRSAEncryption"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 1], "ecdsa-with-SHA1"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2], "ecdsa-with-SHA256"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3], "ecdsa-with-SHA384"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 4], "ecdsa-with-SHA512"),
    (&[0x2b, 0x65, 0x70], "Ed25519"),
    (&[0x2b, 0x65, 0x71], "Ed448"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 17], "ML-DSA-44"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 18], "ML-DSA-65"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 19], "ML-DSA-87"),
];

/// Dotted form; hexadecimal where an arc is larger than any real one.
pub(crate) fn dotted(octets: &[u8]) -> String {
    arcs(octets).map_or_else(
        || format!("oid:{}", hex::encode(octets)),
        |arcs| arcs.iter().map(u128::to_string).collect::<Vec<_>>().join("."),
    )
}

fn arcs(octets: &[u8]) -> Option<Vec<u128>> {
    let (mut arcs, mut value, mut open) = (Vec::new(), 0_u128, true);
    for octet in octets {
        value = value.checked_mul(128)?.checked_add(u128::from(octet & 0x7f))?;
        open = octet & 0x80 != 0;
        if !open {
            push(&mut arcs, value);
            value = 0;
        }
    }
    (!open).then_some(arcs)
}

/// The first two arcs share one number (X.690 §8.19.4).
fn push(arcs: &mut Vec<u128>, value: u128) {
    if !arcs.is_empty() {
        return arcs.push(value);
    }
    let first = (value / 40).min(2);
    arcs.extend([first, value - first * 40]);
}

/// The word for a signature algorithm, or its dotted form.
pub(crate) fn signature_word(octets: &[u8]) -> String {
    let known = SIGNATURES.iter().find(|(oid, _)| *oid == octets);
    known.map_or_else(|| dotted(octets), |(_, word)| (*word).to_owned())
}
