//! One target under libFuzzer; see `orgkey_fuzz::pkcs12_inspect_open`.
#![no_main]
#![allow(unsafe_code)]

orgkey_fuzz::fuzz!(Pkcs12InspectOpen, orgkey_fuzz::pkcs12_inspect_open);
