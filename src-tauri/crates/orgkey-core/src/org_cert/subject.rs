use orgkey_types::{Code, Failure, Outcome};
use orgkey_x509::Name;

/// The fields of the dialog. Empty ones are left out.
#[derive(Debug, Clone, Default)]
pub struct OrgCertSubject<'a> {
    /// Common Name; the one that is needed.
    pub common_name: &'a str,
    /// Contact Email: none, or one that no user has.
    pub email: Option<&'a str>,
    /// Organization Name.
    pub organization: Option<&'a str>,
    /// Organization Unit.
    pub unit: Option<&'a str>,
    /// City.
    pub city: Option<&'a str>,
    /// State or Province.
    pub state: Option<&'a str>,
    /// Country, two letters.
    pub country: Option<&'a str>,
}

impl OrgCertSubject<'_> {
    /// The distinguished name. The address stands in the name itself, as the vendor's dialog puts it there.
    ///
    /// # Errors
    /// [`Code::InvalidArgument`] without a common name; [`Code::NameInvalid`] with the field.
    pub(super) fn name(&self) -> Outcome<Name> {
        if self.common_name.trim().is_empty() {
            return Err(Failure::about(Code::InvalidArgument, "common-name"));
        }
        let country = self.country.map(str::to_ascii_uppercase);
        let parts = [
            ("emailAddress", self.email),
            ("CN", Some(self.common_name)),
            ("OU", self.unit),
            ("O", self.organization),
            ("L", self.city),
            ("ST", self.state),
            ("C", country.as_deref()),
        ];
        let given = parts.iter().filter_map(|(kind, value)| Some((*kind, (*value)?)));
        let given: Vec<(&str, &str)> = given.filter(|(_, value)| !value.trim().is_empty()).collect();
        Name::of_parts(&given)
    }
}
