//! One target under libFuzzer; see `orgkey_fuzz::certificate`.
#![no_main]
#![allow(unsafe_code)]

orgkey_fuzz::fuzz!(Certificate, orgkey_fuzz::certificate);
