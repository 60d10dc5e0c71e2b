//! `orgkey health`.

use super::values;
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub struct HealthArguments {
    /// Write what ends into a calendar (RFC 5545), with a reminder ahead of each
    #[arg(long, value_name = "FILE", value_parser = values::target)]
    pub ics: Option<PathBuf>,
    /// Replace the calendar that stands there
    #[arg(long, requires = "ics")]
    pub overwrite: bool,
}
