use crate::arguments::values::one_of;
use clap::Args;
use orgkey_wire::{IssuedOrder, IssuedState};

#[derive(Args)]
pub struct CaIssued {
    /// Name or id; the CA in use without it
    pub name: Option<String>,
    /// Only rows with this text in name, subject or serial number
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,
    /// Only rows in this state
    #[arg(long, value_name = "S", value_parser = one_of::<IssuedState>(IssuedState::ALL.map(IssuedState::name)))]
    pub state: Option<IssuedState>,
    /// Order of the rows
    #[arg(long, value_name = "O", default_value = "newest", value_parser = one_of::<IssuedOrder>(ORDERS))]
    pub order: IssuedOrder,
    /// At most so many
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=500))]
    pub limit: u32,
    /// Go on after this mark, which the page before gave
    #[arg(long, value_name = "MARK")]
    pub after: Option<String>,
}

const ORDERS: &[&str] = &["newest", "name", "ends"];
