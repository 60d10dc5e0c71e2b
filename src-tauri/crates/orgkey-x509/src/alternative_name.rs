use crate::{
    Name,
    asn1::{self, Cursor, Der, Element},
};
use orgkey_types::{Code, Failure, Outcome};
use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

/// One entry of subjectAltName (RFC 5280 §4.2.1.6). Text form: `DNS:host`, `email:address`, `IP:address`,
/// `URI:address`; other kinds are shown, and copied from a request, but not typed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AlternativeName {
    /// A host name in its ASCII form; a wildcard as the first label is allowed.
    Dns(String),
    /// A mail address, ASCII.
    Email(String),
    /// An address.
    Ip(IpAddr),
    /// An absolute URI.
    Uri(String),
    /// A distinguished name.
    Directory(Name),
    /// Any other kind, DER: a user principal name of Windows, a registered identifier.
    Other(Vec<u8>),
}

const DNS: u8 = 0x82;
const EMAIL: u8 = 0x81;
const URI: u8 = 0x86;
const IP: u8 = 0x87;
const DIRECTORY: u8 = 0xa4;

impl AlternativeName {
    /// Fit to be written into a new certificate.
    ///
    /// # Errors
    /// [`Code::NameInvalid`] with the name.
    pub fn check(&self) -> Outcome<()> {
        let good = match self {
            Self::Dns(host) => is_host(host),
            Self::Email(address) => is_mail(address),
            Self::Uri(uri) => is_uri(uri),
            Self::Ip(_) => true,
            Self::Directory(name) => !name.is_empty(),
            Self::Other(der) => !der.is_empty(),
        };
        if good { Ok(()) } else { Err(Failure::about(Code::NameInvalid, self)) }
    }

    pub(crate) fn write(&self, out: &mut Der) {
        match self {
            Self::Dns(text) => out.primitive(DNS, text.as_bytes()),
            Self::Email(text) => out.primitive(EMAIL, text.as_bytes()),
            Self::Uri(text) => out.primitive(URI, text.as_bytes()),
            Self::Ip(IpAddr::V4(address)) => out.primitive(IP, &address.octets()),
            Self::Ip(IpAddr::V6(address)) => out.primitive(IP, &address.octets()),
            Self::Directory(name) => out.primitive(DIRECTORY, name.der()),
            Self::Other(der) => out.raw(der),
        }
    }

    /// GeneralNames, from the value of the extension.
    pub(crate) fn read_all(value: &[u8]) -> Outcome<Vec<Self>> {
        let mut whole = Cursor::new(value);
        let mut names = whole.enter(asn1::SEQUENCE)?;
        whole.end()?;
        let mut found = Vec::new();
        while !names.is_empty() {
            found.push(Self::read(names.next()?));
        }
        Ok(found)
    }

    fn read(element: Element<'_>) -> Self {
        let text = || std::str::from_utf8(element.content).ok().filter(|text| text.is_ascii()).map(str::to_owned);
        let known = match element.tag {
            DNS => text().map(Self::Dns),
            EMAIL => text().map(Self::Email),
            URI => text().map(Self::Uri),
            IP => address(element.content).map(Self::Ip),
            DIRECTORY => Name::from_der(element.content).ok().map(Self::Directory),
            _ => None,
        };
        known.unwrap_or_else(|| Self::Other(element.whole.to_vec()))
    }
}

fn address(octets: &[u8]) -> Option<IpAddr> {
    let short = <[u8; 4]>::try_from(octets).ok().map(|octets| IpAddr::V4(Ipv4Addr::from(octets)));
    short.or_else(|| <[u8; 16]>::try_from(octets).ok().map(|octets| IpAddr::V6(Ipv6Addr::from(octets))))
}

/// RFC 1123 labels; `_` is tolerated as everywhere.
fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        let inner = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        inner && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
    };
    host.len() <= 253 && host.strip_prefix("*.").unwrap_or(host).split('.').all(label)
}

pub(crate) fn is_mail(address: &str) -> bool {
    let Some((local, host)) = address.rsplit_once('@') else { return false };
    let graphic = local.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'@');
    graphic && (1..=64).contains(&local.len()) && !host.starts_with('*') && is_host(host)
}

/// A scheme, and nothing that is not ASCII or a space (RFC 3986).
pub(crate) fn is_uri(uri: &str) -> bool {
    let Some((scheme, rest)) = uri.split_once(':') else { return false };
    let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    named && !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_graphic())
}

impl fmt::Display for AlternativeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dns(text) => write!(f, "DNS:{text}"),
            Self::Email(text) => write!(f, "email:{text}"),
            Self::Ip(address) => write!(f, "IP:{address}"),
            Self::Uri(text) => write!(f, "URI:{text}"),
            Self::Directory(name) => write!(f, "dirName:{name}"),
            Self::Other(der) => write!(f, "other:{}", hex::encode(der)),
        }
    }
}

/// `DNS:www.example.org`; without a word before it, an address with `@` is mail, a number an address, all else a host.
impl FromStr for AlternativeName {
    type Err = Failure;

    fn from_str(text: &str) -> Outcome<Self> {
        let refuse = || Failure::about(Code::NameInvalid, text);
        let word = text.split_once(':').map(|(word, rest)| (word.to_ascii_lowercase(), rest.trim()));
        let name = match word.as_ref().map(|(word, rest)| (word.as_str(), *rest)) {
            Some(("dns", host)) => Self::Dns(host.to_owned()),
            Some(("email" | "mail", address)) => Self::Email(address.to_owned()),
            Some(("ip", address)) => Self::Ip(address.parse().map_err(|_| refuse())?),
            Some(("uri", uri)) => Self::Uri(uri.to_owned()),
            _ => plain(text.trim()),
        };
        name.check().map(|()| name)
    }
}

fn plain(text: &str) -> AlternativeName {
    match text.parse() {
        Ok(address) => AlternativeName::Ip(address),
        Err(_) if text.contains('@') => AlternativeName::Email(text.to_owned()),
        Err(_) if text.contains("://") => AlternativeName::Uri(text.to_owned()),
        Err(_) => AlternativeName::Dns(text.to_owned()),
    }
}

/// The extension's value for these names, none without any.
pub(crate) fn write_all(names: &[AlternativeName]) -> Option<Vec<u8>> {
    if names.is_empty() {
        return None;
    }
    let mut out = Der::with_capacity(names.len() * 24);
    out.wrap(asn1::SEQUENCE, |out| names.iter().for_each(|name| name.write(out)));
    Some(out.done())
}
