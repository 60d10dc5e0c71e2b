use super::{Bench, openssl_ca::OpensslCa};
use crate::{Done, median, now, per_second, rate_row, raw, told};
use openssl::{
    error::ErrorStack,
    hash::MessageDigest,
    pkey::{PKeyRef, Private},
    x509::X509Req,
};
use orgkey_core::{
    Silent,
    ca::{CertificateFormat, IssueCertificate, Template, issue_certificate, issue_certificates},
};

/// Batches.
const RUNS: usize = 5;
/// Batches of the program, which is slower.
const THEIR_RUNS: usize = 3;
const SINGLE: usize = 41;

/// Issues from requests, in a vault that is on the medium when it returns. Gives the serial numbers of one batch.
pub(super) fn measure(bench: &mut Bench, peer: &OpensslCa) -> Done<Vec<String>> {
    let (kind, count) = (bench.kind.name(), bench.requests.len());
    let mut serials = Vec::new();
    let at_once = median(RUNS, || {
        serials = at_once(bench)?;
        Ok(())
    })?;
    let (what, ours) = (format!("issue {count} requests at once, {kind}"), per_second(count, at_once));
    let threads = raw::threads();
    // What is signed is a certificate without its signature; a whole one is some bytes longer.
    let message = bench.public_key.der();
    let request = X509Req::from_pem(bench.requests.first().ok_or("no request")?.as_bytes())?.to_der()?;
    let limit = raw::per_second(threads, || Ok(|| sign(&peer.key, message)))?;
    rate_row(&what, ours, &format!("OpenSSL, signing only, {threads} threads"), limit);
    let limit = raw::per_second(threads, || Ok(|| check_and_sign(&peer.key, &request, message)))?;
    rate_row(&what, ours, "OpenSSL, request checked + signing", limit);
    let theirs = median(THEIR_RUNS, || peer.issue_all())?;
    if peer.issued()? != THEIR_RUNS * count {
        return Err("openssl ca passed requests over".into());
    }
    rate_row(&what, ours, "openssl ca, one process", per_second(count, theirs));
    let ours = median(SINGLE, || one(bench))?;
    let theirs = peer.issue_each(SINGLE)?;
    let what = format!("issue one by one, {kind}");
    rate_row(&what, per_second(1, ours), "openssl x509 -req, a process each", per_second(1, theirs));
    Ok(serials)
}

fn sign(key: &PKeyRef<Private>, message: &[u8]) -> Result<(), ErrorStack> {
    raw::sign(key, MessageDigest::sha256(), message)
}

/// A request is decoded, found to be signed by its applicant, and answered with a signature. Whoever certifies a request
/// has to do these three.
fn check_and_sign(key: &PKeyRef<Private>, request: &[u8], message: &[u8]) -> Result<(), ErrorStack> {
    let request = X509Req::from_der(request)?;
    let holds = request.verify(&*request.public_key()?)?;
    if holds { sign(key, message) } else { Err(ErrorStack::get()) }
}

fn at_once(bench: &mut Bench) -> Done<Vec<String>> {
    let wanted: Vec<IssueCertificate<'_>> = bench.requests.iter().map(|request| wanted(request)).collect();
    let receipts = issue_certificates(&mut bench.vault, None, &wanted, &Silent, now()?).map_err(told)?;
    Ok(receipts.into_iter().map(|receipt| receipt.row.serial).collect())
}

fn one(bench: &mut Bench) -> Done {
    let request = wanted(bench.requests.first().ok_or("no request")?);
    issue_certificate(&mut bench.vault, None, &request, &Silent, now()?).map(drop).map_err(told)
}

fn wanted(request: &str) -> IssueCertificate<'_> {
    IssueCertificate {
        request: request.as_bytes(),
        template: Template::Server,
        valid: "1y",
        subject: None,
        alternative_names: None,
        crl_points: None,
        target: None,
        format: CertificateFormat::Pem,
        overwrite: false,
    }
}
