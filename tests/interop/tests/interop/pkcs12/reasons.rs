//! Why a program does not open a file. Each reason lies in the program: it refuses the same form, kind of key and
//! kind of password when OpenSSL's command line has made the file (for the preset FIPS: the file of RFC 9879).

use orgkey_pkcs12::{PasswordKind, Preset};

/// Cells that stay closed, by preset, program, start of the kind of key, and kind of password; `None` is any.
type Reason = (Option<Preset>, &'static str, Option<&'static str>, Option<PasswordKind>, &'static str);

use PasswordKind::{Long, Unicode};
use Preset::{Fips, Legacy, Modern};

#[rustfmt::skip]
const REASONS: &[Reason] = &[
    (Some(Fips),   "OpenSSL 3.0", None,            None,          "knows PBMAC1 from version 3.4 on"),
    (Some(Fips),   "Java 17",     None,            None,          "knows PBMAC1 from version 26 on"),
    (Some(Fips),   "NSS 3.87",    None,            None,          "does not know PBMAC1"),
    (Some(Fips),   "GnuTLS 3.7",  None,            None,          "does not know PBMAC1"),
    (Some(Fips),   "gpgsm 2.2",   None,            None,          "knows PBES2 with few parameters only"),
    (Some(Modern), "gpgsm 2.2",   None,            None,          "knows PBES2 with few parameters only"),
    (Some(Legacy), "OpenSSL 3.6", None,            None,          "loads RC2 only on request"),
    (Some(Legacy), "gpgsm 2.2",   Some("p"),       None,          "ends while it reads an elliptic key"),
    (Some(Legacy), "gpgsm 2.2",   Some("ed25519"), None,          "does not know Ed25519 in certificates"),
    (Some(Legacy), "gpgsm 2.2",   None,            Some(Unicode), "does not take letters beyond ASCII as others do"),
    (Some(Legacy), "gpgsm 2.2",   None,            Some(Long),    "its agent takes no password so long"),
    (None,         "Java 17",     None,            Some(Unicode), "takes printable ASCII only for encryption by password"),
    (None,         "NSS 3.87",    Some("ed25519"), None,          "does not import Ed25519 keys"),
];

/// Why the cell is closed, where a reason is known.
pub fn reason(preset: Preset, program: &str, key: &str, password: PasswordKind) -> Option<&'static str> {
    let fits = |row: &&Reason| {
        row.0.is_none_or(|known| known == preset)
            && row.1 == program
            && row.2.is_none_or(|start| key.starts_with(start))
            && row.3.is_none_or(|known| known == password)
    };
    REASONS.iter().find(fits).map(|row| row.4)
}
