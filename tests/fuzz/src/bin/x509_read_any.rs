//! One target under libFuzzer; see `orgkey_fuzz::x509_read_any`.
#![no_main]
#![allow(unsafe_code)]

orgkey_fuzz::fuzz!(X509ReadAny, orgkey_fuzz::x509_read_any);
