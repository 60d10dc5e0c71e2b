//! One target under libFuzzer; see `orgkey_fuzz::certificate_request`.
#![no_main]
#![allow(unsafe_code)]

orgkey_fuzz::fuzz!(CertificateRequest, orgkey_fuzz::certificate_request);
