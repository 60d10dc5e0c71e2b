//! One target under libFuzzer; see `orgkey_fuzz::revocation_list`.
#![no_main]
#![allow(unsafe_code)]

orgkey_fuzz::fuzz!(RevocationList, orgkey_fuzz::revocation_list);
