//! One target under libFuzzer; see `orgkey_fuzz::openpgp_inspect`.
#![no_main]
#![allow(unsafe_code)]

orgkey_fuzz::fuzz!(OpenpgpInspect, orgkey_fuzz::openpgp_inspect);
