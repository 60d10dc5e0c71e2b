use crate::{
    Certificate,
    asn1::{self, Der},
    oid,
};
use base64::{Engine, engine::general_purpose::STANDARD};

/// PEM (RFC 7468) with lines of 64 characters. For public things: the text is not wiped.
pub fn pem(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let mut out = format!("-----BEGIN {label}-----\n");
    for line in text.as_bytes().chunks(64) {
        out.extend(line.iter().copied().map(char::from));
        out.push('\n');
    }
    out + &format!("-----END {label}-----\n")
}

/// P7B: PKCS#7 SignedData that signs nothing and carries certificates (RFC 5652 §5.1; `certs-only` of RFC 8551).
pub fn p7b(certificates: &[&Certificate]) -> Vec<u8> {
    let size = certificates.iter().map(|certificate| certificate.der().len()).sum::<usize>();
    let mut out = Der::with_capacity(size + 64);
    out.wrap(asn1::SEQUENCE, |out| {
        out.primitive(asn1::OID, oid::SIGNED_DATA);
        out.wrap(asn1::context(0), |out| out.wrap(asn1::SEQUENCE, |out| signed_data(out, certificates)));
    });
    out.done()
}

fn signed_data(out: &mut Der, certificates: &[&Certificate]) {
    out.unsigned(1);
    out.primitive(asn1::SET, &[]);
    out.wrap(asn1::SEQUENCE, |out| out.primitive(asn1::OID, oid::PKCS7_DATA));
    // A SET OF: sorted by encoding (X.690 §11.6).
    let mut sorted: Vec<&[u8]> = certificates.iter().map(|certificate| certificate.der()).collect();
    sorted.sort_unstable();
    out.wrap(asn1::context(0), |out| sorted.iter().for_each(|certificate| out.raw(certificate)));
    out.primitive(asn1::SET, &[]);
}
