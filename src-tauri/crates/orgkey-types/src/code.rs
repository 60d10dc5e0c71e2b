use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// Why an operation did not do what was asked. Closed: a code exists only while a person or a program acts
        /// on it, and each has a fact and an advice in the message catalogue of `orgkey-wire`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
        #[serde(rename_all = "kebab-case")]
        pub enum Code { $($(#[$doc])* $name),* }

        impl Code {
            /// Every code, for the tests that hold the catalogues total.
            pub const ALL: &'static [Code] = &[$(Code::$name),*];
        }
    };
}

codes! {
    // --- the vault and its key slots
    /// No vault in this folder: a wrong path, or the folder was moved.
    VaultNotFound,
    /// The folder for a new vault holds something already.
    VaultExists,
    /// A file of the vault is a symbolic link: somebody may have put another file in its place.
    VaultLinked,
    /// Written by a newer program; this one would lose what it does not know.
    VaultNewer,
    /// The database does not authenticate: damage or tampering.
    VaultDamaged,
    /// `keyslots.json` cannot be read or does not authenticate.
    KeySlotsDamaged,
    /// A key slot asks for less key-derivation work than the floor: a downgrade.
    KeySlotsWeak,
    /// `keyslots.json` is older than the vault's own copy, and the passphrase does not open that copy.
    KeySlotsRolledBack,
    /// The vault's counter is lower than the one that this machine saw last.
    VaultRolledBack,
    /// Another process writes to the vault; the subject names it.
    VaultBusy,
    /// A change was asked of a vault that is open for reading only.
    VaultReadOnly,
    /// The session is locked: nobody has given a passphrase, or the idle time is over.
    VaultLocked,
    /// A folder, database or slot file can be read by other users of this machine.
    VaultExposed,
    /// The intent could not be written to the audit log, so the operation did not start.
    AuditUnwritable,
    /// The hash chain of the audit log does not hold; the subject names the entry.
    AuditBroken,
    /// The file is no exported audit log; the subject names it.
    NotAuditFile,
    /// An exported audit log does not hold; the subject is the number of the first entry that does not.
    AuditFileBroken,
    /// The signature under an exported audit log does not hold, or is missing.
    AuditSignatureWrong,
    /// An exported audit log was compared with another vault than its own; the subject is whose it is.
    AuditOfOtherVault,
    /// The log of the vault does not lead to a head that was noted elsewhere; the subject is the number of that entry.
    AuditRolledBack,
    /// An operation was begun and never settled: the program ended in the middle. The subject names it.
    OperationInterrupted,

    // --- people and passphrases
    /// No key slot of that name.
    UnknownAdministrator,
    /// More than one administrator, and none was named.
    AdministratorMissing,
    /// Another slot has that name.
    AdministratorExists,
    /// Nobody takes the slot away with which the vault is open.
    AdministratorIsSelf,
    /// Nobody would be left who can administer and holds every key; the subject is the administrator.
    LastAdministrator,
    /// The administrator's slot does not carry the right; the subject names it.
    NotPermitted,
    /// The operation needs two administrators, and no second one stands by or exists; the subject is the operation.
    SecondPersonMissing,
    /// The second person is the first.
    SecondPersonSame,
    /// The passphrase opens nothing here.
    WrongPassphrase,
    /// None was given and nobody can be asked.
    PassphraseMissing,
    /// Under the floor of the policy; the subject says by what.
    PassphraseWeak,
    /// The two entries are not the same.
    PassphrasesDiffer,
    /// The new passphrase is the one that is in force.
    PassphraseUnchanged,
    /// A passphrase file that is not one line of text.
    PassphraseUnreadable,

    // --- what was asked
    /// A value outside its range; the subject names it.
    InvalidArgument,
    /// What was typed again to confirm is something else; the subject is what it should be.
    ConfirmationDiffers,
    /// A moment in the past was wanted; the subject is the day that was given.
    MomentInFuture,
    /// Not a domain name.
    InvalidDomain,
    /// Not usable as a user ID: empty, too long, or with control characters.
    InvalidUserId,
    /// Not a period or a date, or not in the future.
    InvalidExpiry,
    /// After the last moment of OpenPGP's clock.
    ExpiryTooLate,
    /// The algorithm does not exist in that key version.
    AlgorithmNotInProfile,
    /// The vault has no Organization Key yet.
    OrganizationKeyMissing,
    /// The vault has an Organization Key already; replacing it is an operation of its own.
    OrganizationKeyExists,
    /// No key of that id or fingerprint.
    KeyNotFound,
    /// A preview that was shown no longer fits: the file, the vault or the place has changed since.
    PlanOutdated,
    /// The administrator stopped the operation.
    Cancelled,
    /// The clock of this machine stands before a moment that the vault has seen; the subject is that moment.
    ClockBehind,

    // --- files and media
    /// No such file.
    FileNotFound,
    /// The target exists and overwriting was not asked for.
    FileExists,
    /// The system refuses to let us read it.
    FileUnreadable,
    /// The system refuses to let us write there.
    FileUnwritable,
    /// Larger than anything we read whole.
    FileTooLarge,
    /// A folder, device, pipe, socket or symbolic link where a file was expected.
    NotAFile,
    /// A file was to be written into the folder of a vault, where it could replace a part of the vault.
    TargetInVault,
    /// No space left, or quota reached.
    DiskFull,
    /// The medium is write-protected.
    MediumReadOnly,
    /// The medium reports an error, or vanished.
    MediumFailed,
    /// The page used a file ticket that was never given, or twice.
    GrantUnknown,

    // --- what a file turned out to be
    /// Neither armored nor binary OpenPGP.
    NotOpenPgp,
    /// OpenPGP, but not a key; the subject says what.
    NotAKey,
    /// Packets or checksums do not hold together.
    FileDamaged,
    /// Ends before its packets do.
    FileTruncated,
    /// Public parts only: nothing to restore from.
    PublicOnly,
    /// A secret key whose self-signatures are missing: half of a PGP Desktop export.
    NoSelfSignatures,
    /// A keypair that signs only: a backup cannot be encrypted to it, and it opens none.
    NoEncryptionKey,
    /// The key is past its end.
    KeyExpired,
    /// The key is revoked.
    KeyRevoked,
    /// An algorithm that nothing in this program can use; the subject names it.
    AlgorithmUnsupported,
    /// A key or packet version that this program does not know.
    VersionUnsupported,
    /// Opening would cost more memory or work than the limit allows; found before asking for a passphrase.
    TooExpensive,
    /// More packets, blocks or keys than the limit allows, or nested too deep.
    TooComplex,
    /// More than one keypair in the file, and none was chosen.
    SeveralKeys,
    /// The secret part does not fit the public part.
    KeyMismatch,
    /// A key of another fingerprint stands where this one would go.
    KeyConflict,
    /// Renewal was asked for a key that never ends.
    KeyNeverEnds,
    /// Replacement was asked for an Organization Key of which no keypair copy was proven.
    KeyNotBackedUp,
    /// Replacement was asked for an earlier generation.
    KeyNotInUse,
    /// The vault has no Additional Decryption Key.
    AdkMissing,
    /// Only a stub, or a key on a token: the secret is not in this file.
    SecretElsewhere,

    // --- the Organization Certificate and users' certificates
    /// No Organization Certificate is in use, or no earlier one of that id exists.
    OrgCertMissing,
    /// The Organization Key is of a kind that X.509 cannot carry; the subject names it.
    OrgCertKeyUnfit,
    /// The Organization Certificate may not have the address of a user; the subject is the address.
    OrgCertEmailTaken,
    /// The Organization Certificate is past its end and signs nothing more; the subject is its end.
    OrgCertEnded,
    /// A user's key is of a kind that mail programs cannot use, and the server has no say in it.
    UserCertificateUnfit,
    /// The user has no certificate that could be revoked or exported; the subject is the address.
    UserCertificateMissing,

    // --- the Organizational CA
    /// No Organizational CA of that name.
    CaNotFound,
    /// The name is taken by another CA of this vault.
    CaExists,
    /// A subordinate CA whose certificate the superior CA has not given yet.
    CaAwaitsCertificate,
    /// The CA was replaced: it signs revocation lists, but nothing new.
    CaRetired,
    /// The private key may not leave the vault; the subject says by what rule.
    KeyNotExportable,
    /// Neither certificate, private key, request nor revocation list.
    NotX509,
    /// Not a PKCS#12 (PFX) file.
    NotPkcs12,
    /// A certificate, request or list whose bytes do not hold together, or whose signature is wrong.
    CertificateDamaged,
    /// The certificate is past its end; the subject says which and when.
    CertificateExpired,
    /// The private key does not fit the certificate.
    CertificateMismatch,
    /// A hole in the chain of certificates; the subject names the missing issuer.
    ChainIncomplete,
    /// The certificate is no CA certificate, so nothing can be issued under it.
    IssuerNotCa,
    /// The signature of the certificate signing request does not hold.
    RequestSignatureWrong,
    /// The key of the request is too small, or of an algorithm that nobody should certify.
    RequestKeyWeak,
    /// Not a distinguished name or alternative name; the subject is the part that cannot be read.
    NameInvalid,
    /// Neither request nor call give the kind of name that the template needs; the subject is the template.
    NamesMissing,
    /// The names do not fit: another subject than expected, or an issuer of another name.
    NameMismatch,
    /// The issuer's path length leaves no room for a CA below it.
    PathTooLong,
    /// The wanted validity is not inside that of the issuer, or ends before it begins.
    ValidityOutsideIssuer,
    /// This CA has issued no certificate with that serial number.
    SerialNotFound,
    /// The certificate is revoked for good.
    AlreadyRevoked,
    /// Release was asked for a certificate that is not on hold.
    NotOnHold,
    /// The number of the revocation list is not higher than the last one of this CA.
    CrlNumberStale,
    /// A list was to be published by a CA that came without its earlier ones: it could take revocations back.
    EarlierListsUnknown,
    /// The signature or the issuer of the certificate is not that of this CA.
    NotIssuedByCa,
    /// What is renewed would not end later than it does now; the subject has both days.
    EndNotLater,
    /// The CA has no certificate of that kind, or none with that serial number.
    CertificateMissing,
    /// An issued certificate of which the vault knows the serial number alone, from a list that was made elsewhere.
    CertificateNotKept,
    /// The number of a revocation list is so large that this program cannot go on from it.
    CrlNumberTooLarge,
    /// A PKCS#12 file without MAC: nothing tells whether it was changed.
    MacMissing,
    /// The MAC of a PKCS#12 file does not fit although its password does.
    MacWrongOrDamaged,
    /// A PBMAC1 key so short that the MAC proves nothing (RFC 9879 section 8).
    MacKeyShort,
    /// Vendor-compatible mode takes ASCII letters and digits only, six or more.
    PasswordNotAlphanumeric,
    /// No template of that name.
    TemplateUnknown,

    // --- internal users
    /// No internal user of that address.
    UserNotFound,
    /// An internal user of that address is there already.
    UserExists,
    /// Not an email address.
    EmailInvalid,
    /// The domain of the address is none of the managed domains; the subject is the address.
    DomainNotManaged,
    /// No user ID of the key names an address of a managed domain.
    UserIdMissing,
    /// The user has another key than the one that was found.
    UserKeyConflict,
    /// A key was to be made for a user whose key mode leaves that to the client; the subject is the mode.
    UserKeyMadeByClient,
    /// A line of a list of users cannot be read; the subject has the line and why.
    UserListUnreadable,
    /// The vault does not hold all of the user's private key, as the key mode has it; the subject is the address.
    UserKeyElsewhere,

    // --- after writing
    /// The file was written but did not pass its proof; it is not a backup.
    NotProven,

    // --- the register of copies
    /// No copy of that id or file name in the register.
    CopyNotFound,
    /// More than one copy has that id or file name.
    CopyAmbiguous,
    /// The file at its place is not the one that was entered in the register.
    CopyChanged,
    /// The copy was destroyed, as the register says.
    CopyRetired,

    // --- backups of the whole vault
    /// The file is no server backup.
    NotABackup,
    /// A newer program made the backup; this one does not know its format.
    BackupNewer,
    /// None of the keys at hand opens the message; the subject is which keys do.
    MessageForAnotherKey,
    /// An encrypted message is cut, changed, or is none.
    MessageDamaged,
    /// No signature under the message is one of the key that opened it.
    MessageNotSigned,
    /// The backup opens, and what is in it does not fit together; the subject is what.
    BackupDamaged,

    // --- ours
    /// A fault of this program. The subject is the reference of the log line.
    Internal,
}

impl Code {
    /// The code as it stands in JSON, logs and documentation: `file-exists`.
    pub fn name(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(name)) => name,
            _ => format!("{self:?}"),
        }
    }
}
