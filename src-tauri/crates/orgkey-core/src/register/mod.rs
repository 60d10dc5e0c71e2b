//! The register of copies and their drills: where each copy lies, when it last proved that it restores, and what became
//! of it.

mod drill;
mod list;
mod retire;
mod would_restore;

pub use drill::{DrillCopy, DrillPlan, DrillReceipt, drill_copy, plan_drill};
pub(crate) use list::copies;
pub use list::{Backup, Coverage, backup_register, coverage_of, find_copy};
pub use retire::{RetireCopy, RetirePlan, RetireReceipt, plan_retire, retire_copy};
pub use would_restore::{Restoration, Verdict, would_restore};

/// A copy of an Organization Key with its secret part, in the register.
pub(crate) const KEYPAIR: &str = "keypair";
