use crate::{
    bags::{self, Bag, Content},
    ber::Budget,
    limits,
    password::Spellings,
    pfx::{self, Pfx, Safe},
    scheme::Scheme,
};
use orgkey_types::{Code, Failure, Outcome, Passphrase, Secret};
use zeroize::Zeroizing;

/// What the administrator has decided about a file before it is opened.
#[derive(Debug, Clone, Copy, Default)]
pub struct OpenPolicy {
    /// Open a file of which nothing tells whether it was changed.
    pub accept_missing_mac: bool,
}

/// Everything in a file that this program can use.
#[derive(Debug, Default)]
pub struct Opened {
    /// In the order of the file.
    pub keys: Vec<OpenedKey>,
    /// In the order of the file, which is no order: chains are sorted by whoever needs them.
    pub certificates: Vec<OpenedCertificate>,
    /// Revocation lists, secrets and bags of unknown kind, which are left alone.
    pub other_bags: usize,
}

/// One private key.
#[derive(Debug)]
pub struct OpenedKey {
    /// PKCS#8, DER.
    pub pkcs8: Secret,
    /// As whoever wrote the file called it.
    pub friendly_name: Option<String>,
    /// The same as that of the certificates which belong to it; whether they do is for the caller to prove.
    pub local_key_id: Option<Vec<u8>>,
}

/// One certificate.
#[derive(Debug)]
pub struct OpenedCertificate {
    /// As it stands in the file.
    pub der: Vec<u8>,
    /// As whoever wrote the file called it.
    pub friendly_name: Option<String>,
    /// The same as that of its key.
    pub local_key_id: Option<Vec<u8>>,
}

/// Opens a file. The MAC is checked first, and nothing is decrypted where it does not hold, but for one trial that
/// tells a wrong password from a changed file.
///
/// # Errors
/// Those of [`inspect`](crate::inspect); [`Code::MacMissing`] unless the policy accepts it; [`Code::WrongPassphrase`];
/// [`Code::MacWrongOrDamaged`] where the password decrypts but the MAC does not hold;
/// [`Code::AlgorithmUnsupported`] with the algorithm's name.
pub fn open(bytes: &[u8], password: &Passphrase, policy: OpenPolicy) -> Outcome<Opened> {
    let mut pfx = Pfx::read(bytes)?;
    let mut spellings = Spellings::of(password.expose());
    match &pfx.mac {
        Some(mac) if mac.holds(&mut spellings, &pfx.content)? => {}
        Some(_) => return Err(wrong_or_changed(&pfx, &mut spellings)),
        None if policy.accept_missing_mac => {}
        None => return Err(Code::MacMissing.into()),
    }
    let mut opening = Opening::new(&mut pfx, spellings);
    for safe in std::mem::take(&mut opening.pfx.safes) {
        opening.safe(safe)?;
    }
    Ok(opening.opened)
}

/// The password is right where it decrypts anything.
fn wrong_or_changed(pfx: &Pfx, spellings: &mut Spellings) -> Failure {
    let trial = pfx.safes.iter().find_map(|safe| match safe {
        Safe::Encrypted { scheme, text } => Some((scheme, text)),
        Safe::Plain(bags) => bags.iter().find_map(|bag| match &bag.content {
            Content::Shrouded { scheme, text } => Some((scheme, text)),
            _ => None,
        }),
    });
    let decrypts = trial.is_some_and(|(scheme, text)| matches!(scheme.decrypt(spellings, text), Ok(Some(_))));
    if decrypts { Code::MacWrongOrDamaged.into() } else { Code::WrongPassphrase.into() }
}

struct Opening<'p> {
    pfx: &'p mut Pfx,
    spellings: Spellings,
    opened: Opened,
    bags: usize,
    rounds: u64,
}

impl<'p> Opening<'p> {
    fn new(pfx: &'p mut Pfx, spellings: Spellings) -> Self {
        let (bags, rounds) = (pfx.plain_bags(), pfx.total_rounds);
        Self { pfx, spellings, opened: Opened::default(), bags, rounds }
    }

    fn budget(&mut self) -> &mut Budget {
        &mut self.pfx.budget
    }

    fn safe(&mut self, safe: Safe) -> Outcome<()> {
        let bags = match safe {
            Safe::Plain(bags) => bags,
            Safe::Encrypted { scheme, text } => {
                let content = self.decrypt(&scheme, &text)?;
                self.hidden(&content)?
            }
        };
        bags.into_iter().try_for_each(|bag| self.bag(bag))
    }

    /// Bags that came out of encryption count towards the same bounds.
    fn hidden(&mut self, content: &[u8]) -> Outcome<Vec<Bag>> {
        let mut count = self.bags;
        let (bags, _) = bags::read(content, self.budget(), &mut count)?;
        self.bags = count;
        self.rounds = self.rounds.saturating_add(bags::rounds(&bags));
        if self.rounds > limits::TOTAL_ROUNDS { Err(pfx::too_expensive(self.rounds)) } else { Ok(bags) }
    }

    fn bag(&mut self, bag: Bag) -> Outcome<()> {
        let Bag { content, friendly_name, local_key_id } = bag;
        let pkcs8 = match content {
            Content::Certificate(der) => {
                self.opened.certificates.push(OpenedCertificate { der, friendly_name, local_key_id });
                return Ok(());
            }
            Content::Key(key) => key,
            Content::Shrouded { scheme, text } => self.decrypt(&scheme, &text)?,
            Content::RevocationList | Content::SecretValue | Content::Other(_) => {
                self.opened.other_bags += 1;
                return Ok(());
            }
        };
        let pkcs8 = Secret::new(pkcs8.to_vec());
        self.opened.keys.push(OpenedKey { pkcs8, friendly_name, local_key_id });
        Ok(())
    }

    /// Where the MAC holds and this does not, the part has a password of its own: old Java tools allow that.
    fn decrypt(&mut self, scheme: &Scheme, text: &[u8]) -> Outcome<Zeroizing<Vec<u8>>> {
        scheme.decrypt(&mut self.spellings, text)?.ok_or_else(|| Code::WrongPassphrase.into())
    }
}
