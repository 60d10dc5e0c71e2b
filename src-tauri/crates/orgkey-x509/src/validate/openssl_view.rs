use crate::Certificate;
use openssl::{
    error::ErrorStack,
    stack::Stack,
    x509::{
        X509, X509StoreContext,
        store::X509StoreBuilder,
        verify::{X509VerifyFlags, X509VerifyParam},
    },
};

/// OpenSSL's verdict over exactly this way, the last certificate being the anchor: for what is not judged here (name
/// constraints, policies), and as a second opinion on what is.
pub(super) fn accepts(path: &[&Certificate]) -> bool {
    judge(path).unwrap_or(false)
}

fn judge(path: &[&Certificate]) -> Result<bool, ErrorStack> {
    let parsed: Vec<X509> = path.iter().map(|one| X509::from_der(one.der())).collect::<Result<_, _>>()?;
    let (Some(leaf), Some(anchor)) = (parsed.first(), parsed.last()) else { return Ok(false) };
    let mut store = X509StoreBuilder::new()?;
    store.add_cert(anchor.clone())?;
    // What signs itself ends a way for OpenSSL. A second certificate over the anchor's own key and name, like a CA's
    // Public Key Certificate, is to be relied on as the anchor is.
    for (_, second) in path.iter().zip(&parsed).filter(|(one, _)| is_second(one, path.last())) {
        store.add_cert(second.clone())?;
    }
    // An anchor need not sign itself: whoever chose it relies on it as it is.
    let mut rules = X509VerifyParam::new()?;
    // Dates are judged before, and to the second: for OpenSSL the last second of a certificate is past already.
    rules.set_flags(X509VerifyFlags::PARTIAL_CHAIN | X509VerifyFlags::NO_CHECK_TIME)?;
    store.set_param(&rules)?;
    let mut between = Stack::new()?;
    for certificate in parsed.iter().skip(1) {
        between.push(certificate.clone())?;
    }
    X509StoreContext::new()?.init(&store.build(), leaf, &between, |context| context.verify_cert())
}

fn is_second(one: &Certificate, anchor: Option<&&Certificate>) -> bool {
    anchor.is_some_and(|anchor| {
        one != *anchor && one.is_self_signed() && one.public_key().spki() == anchor.public_key().spki()
    })
}
