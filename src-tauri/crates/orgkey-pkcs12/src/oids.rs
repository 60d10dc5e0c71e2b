//! Object identifiers of PKCS#12 (RFC 7292), PKCS#5 (RFC 8018) and the algorithms under them.

/// Components of an object identifier.
pub type Oid = &'static [u64];

const PKCS: [u64; 4] = [1, 2, 840, 113_549];

macro_rules! pkcs {
    ($($name:ident = $($part:literal)+;)*) => { $(pub const $name: Oid = &[PKCS[0], PKCS[1], PKCS[2], PKCS[3], $($part),+];)* };
}

pkcs! {
    DATA = 1 7 1;
    SIGNED_DATA = 1 7 2;
    ENVELOPED_DATA = 1 7 3;
    ENCRYPTED_DATA = 1 7 6;
    FRIENDLY_NAME = 1 9 20;
    LOCAL_KEY_ID = 1 9 21;
    X509_CERTIFICATE = 1 9 22 1;
    KEY_BAG = 1 12 10 1 1;
    SHROUDED_KEY_BAG = 1 12 10 1 2;
    CERTIFICATE_BAG = 1 12 10 1 3;
    REVOCATION_LIST_BAG = 1 12 10 1 4;
    SECRET_BAG = 1 12 10 1 5;
    SAFE_CONTENTS_BAG = 1 12 10 1 6;
    PBES2 = 1 5 13;
    PBKDF2 = 1 5 12;
    PBMAC1 = 1 5 14;
    HMAC_SHA1 = 2 7;
    HMAC_SHA224 = 2 8;
    HMAC_SHA256 = 2 9;
    HMAC_SHA384 = 2 10;
    HMAC_SHA512 = 2 11;
    DES_EDE3_CBC = 3 7;
    RC2_CBC = 3 2;
    PBE_RC4_128 = 1 12 1 1;
    PBE_RC4_40 = 1 12 1 2;
    PBE_DES_3 = 1 12 1 3;
    PBE_DES_2 = 1 12 1 4;
    PBE_RC2_128 = 1 12 1 5;
    PBE_RC2_40 = 1 12 1 6;
}

pub const SHA1: Oid = &[1, 3, 14, 3, 2, 26];
pub const SHA256: Oid = &[2, 16, 840, 1, 101, 3, 4, 2, 1];
pub const SHA384: Oid = &[2, 16, 840, 1, 101, 3, 4, 2, 2];
pub const SHA512: Oid = &[2, 16, 840, 1, 101, 3, 4, 2, 3];
pub const SHA224: Oid = &[2, 16, 840, 1, 101, 3, 4, 2, 4];
pub const AES_128_CBC: Oid = &[2, 16, 840, 1, 101, 3, 4, 1, 2];
pub const AES_192_CBC: Oid = &[2, 16, 840, 1, 101, 3, 4, 1, 22];
pub const AES_256_CBC: Oid = &[2, 16, 840, 1, 101, 3, 4, 1, 42];
