use super::{Bench, openssl_ca::OpensslCa};
use crate::{Done, median, now, per_second, rate_row, told};
use orgkey_core::ca::{RevocationReason, RevokeCertificate, ToRevoke, revoke_certificate};

const RUNS: usize = 101;
const THEIR_RUNS: usize = 41;

/// One at a time, as administrators revoke: announced in the log, done, and both on the medium. Nothing is signed
/// before the next revocation list, so the limit is the medium and not the key.
pub(super) fn measure(bench: &mut Bench, serials: &[String], peer: &OpensslCa) -> Done {
    let mut serials = serials.iter();
    let ours = median(RUNS, || {
        let serial = serials.next().ok_or("too few certificates")?;
        let request = RevokeCertificate {
            ca: None,
            which: ToRevoke::Serial(serial),
            reason: RevocationReason::Superseded,
            invalid_since: None,
        };
        revoke_certificate(&mut bench.vault, &request, now()?).map(drop).map_err(told)
    })?;
    let theirs = peer.revoke_each(THEIR_RUNS)?;
    let what = format!("revoke one by one, {}", bench.kind.name());
    rate_row(&what, per_second(1, ours), "openssl ca -revoke, a process each", per_second(1, theirs));
    Ok(())
}
