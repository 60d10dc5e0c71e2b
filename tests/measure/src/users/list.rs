//! The list of users of a large vault beside that of a small one, and both beside what a person does not notice.

use super::{FEW, key::email, share::own_process};
use crate::{Done, goal, median, memory, now, opened, row, told, unlock};
use orgkey_core::{
    Vault,
    user::{UserList, UserOrder, user_details, users_page},
};
use std::{
    path::Path,
    time::{Duration, Instant},
};

const RUNS: usize = 9;
/// Rows on a page.
const PAGE: u32 = 100;
/// Each answer is to be there by then.
const SOON: Duration = Duration::from_millis(50);

/// In a process of its own: in this one the memory of others would hide that of reading.
pub fn measure(small: &Path, large: &Path) -> Done {
    let status = own_process(&["list", &small.to_string_lossy(), &large.to_string_lossy()]).status()?;
    if status.success() { Ok(()) } else { Err("the list could not be measured".into()) }
}

/// What took how long in the large vault.
type Answered = Vec<(&'static str, Duration)>;

/// Opens both and asks both the same.
pub fn ask_both(small: &Path, large: &Path) -> Done {
    let mut answered = open_both(small, large)?;
    let (small, large) = (opened(small)?, opened(large)?);
    let label = format!("the same with {} users", small.user_count().map_err(told)?);
    memory::forget_peak();
    let mut compare = |what, ask: &dyn Fn(&Vault) -> Done<Duration>| -> Done {
        let (ours, theirs) = (ask(&large)?, ask(&small)?);
        row(what, ours, &label, theirs);
        answered.push((what, ours));
        Ok(())
    };
    let first = UserList { limit: PAGE, ..UserList::default() };
    compare("users: first page after unlock", &|vault| once(vault, &first))?;
    for (what, list) in questions() {
        compare(what, &|vault| ask(vault, &list))?;
    }
    compare("users: show one", &|vault| median(RUNS, || show_one(vault)))?;
    println!("    most memory during these: {:.1} MB", memory::peak().unwrap_or(f64::NAN));
    judge(&answered);
    Ok(())
}

/// The key derivation of an unlock is slow on purpose, and the same for both.
fn open_both(small: &Path, large: &Path) -> Done<Answered> {
    let (ours, theirs, derivation) = (unlock::whole(large)?, unlock::whole(small)?, unlock::derivation()?);
    let opening = ours.saturating_sub(derivation);
    row("users: open", ours, "the small vault", theirs);
    row("users: open minus key derivation", opening, "key derivation alone", derivation);
    Ok(vec![("open", ours), ("open minus key derivation", opening)])
}

fn judge(answered: &Answered) {
    for (what, time) in answered.iter().filter(|(_, time)| *time > SOON) {
        println!("    {what}: {:.1} ms", time.as_secs_f64() * 1000.0);
    }
    let late = answered.iter().filter(|(_, time)| *time > SOON).count();
    goal(&format!("{SOON:?} for each of {}, {late} take longer", answered.len()), late == 0);
}

fn once(vault: &Vault, list: &UserList<'_>) -> Done<Duration> {
    let start = Instant::now();
    users_page(vault, list, now()?).map_err(told)?;
    Ok(start.elapsed())
}

fn ask(vault: &Vault, list: &UserList<'_>) -> Done<Duration> {
    median(RUNS, || users_page(vault, list, now()?).map(drop).map_err(told))
}

fn show_one(vault: &Vault) -> Done {
    user_details(vault, &email(FEW / 2), now()?).map(drop).map_err(told)
}

/// Every word of the last two stands somewhere; all of it nowhere.
fn questions() -> Vec<(&'static str, UserList<'static>)> {
    let all = UserList { limit: PAGE, ..UserList::default() };
    let by = |order| UserList { order, ..all.clone() };
    let searched = |filter| UserList { filter: Some(filter), ..all.clone() };
    vec![
        ("users: first page by address", all.clone()),
        ("users: page in the middle, by address", UserList { after: Some("5000"), ..all.clone() }),
        ("users: newest first", UserList { descending: true, ..by(UserOrder::Added) }),
        ("users: by name", by(UserOrder::Name)),
        ("users: by last contact", by(UserOrder::Contact)),
        ("users: verified", searched("state:verified")),
        ("users: unverified, by end", UserList { filter: Some("state:unverified"), ..by(UserOrder::End) }),
        ("users: waiting for contact", searched("state:waiting-for-contact")),
        ("users: deleted, of whom there are none", searched("state:deleted")),
        ("users: search that hits one", searched("user0005000")),
        ("users: search that hits all", searched("example")),
        ("users: search that hits one of ten, by end", UserList { filter: Some("dept9"), ..by(UserOrder::End) }),
        ("users: search that misses", searched("user9999999")),
    ]
}
