use super::{NAME, fill};
use crate::{Done, median, memory, now, opened, row, told};
use orgkey_core::{
    Vault,
    ca::{IssuedList, IssuedOrder, KeyKind, ReplaceCa, find_ca, issued_certificate, issued_page, plan_replace},
};
use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

const RUNS: usize = 9;
/// Rows on a page.
const PAGE: u32 = 100;
/// A row that both vaults have.
const KNOWN: usize = 500;

/// The list is read in a process of its own: in this one the memory of filling would hide that of reading.
pub(super) fn measure(small: &Path, large: &Path) -> Done {
    let status = Command::new(std::env::current_exe()?).arg("issued").args([small, large]).status()?;
    if status.success() { Ok(()) } else { Err("the list could not be measured".into()) }
}

/// Pages, searches and one certificate, each beside the same question to the small vault.
pub fn issued_list(small: &Path, large: &Path) -> Done {
    let (small, large) = (Opened::open(small)?, Opened::open(large)?);
    let before = memory::resident();
    let cold = large.once(&first())?;
    row("first page after unlock", cold, &small.label, small.once(&first())?);
    for (what, question) in questions() {
        let (ours, theirs) = (large.median(&question)?, small.median(&question)?);
        row(&what, ours, &small.label, theirs);
    }
    row("impact of a replacement", large.impact()?, &small.label, small.impact()?);
    row("open one", large.open_one()?, &small.label, small.open_one()?);
    if let (Some(before), Some(after)) = (before, memory::resident()) {
        let what = format!("resident memory after these, MB, {} rows", large.rows);
        println!("{what:<52} {after:>9.1}      {before:>9.1}    {:<34} {:>6.2}", "before them", after / before);
    }
    Ok(())
}

struct Question {
    list: IssuedList<'static>,
    /// Begin behind the row that stands half way.
    middle: bool,
}

fn first() -> Question {
    Question { list: IssuedList { descending: true, limit: PAGE, ..IssuedList::default() }, middle: false }
}

fn questions() -> Vec<(String, Question)> {
    let by_name = IssuedList { order: IssuedOrder::Name, limit: PAGE, ..IssuedList::default() };
    let by_end = IssuedList { order: IssuedOrder::End, limit: PAGE, ..IssuedList::default() };
    let searched = |text: &'static str| IssuedList { filter: Some(text), ..first().list };
    // Every three digits of the last one stand somewhere; all of it nowhere.
    [
        ("first page, newest first", first().list, false),
        ("page in the middle, as issued", first().list, true),
        ("first page by name", by_name.clone(), false),
        ("page in the middle, by name", by_name.clone(), true),
        ("filter, revoked", searched("state:revoked"), false),
        ("search that hits one", searched("host0959500"), false),
        ("search that hits all", searched("example"), false),
        ("search that misses", searched("0123450123456"), false),
        ("search whose hits stand last, by name", IssuedList { filter: Some("host09"), ..by_name.clone() }, false),
        ("search that hits one of ten, by end", IssuedList { filter: Some("dept9"), ..by_end.clone() }, false),
        ("template of none, by name", IssuedList { filter: Some("template:smime"), ..by_name.clone() }, false),
        ("search and template of none, by end", IssuedList { filter: Some("example template:smime"), ..by_end }, false),
    ]
    .map(|(what, list, middle)| (what.to_owned(), Question { list, middle }))
    .into()
}

struct Opened {
    vault: Vault,
    rows: u64,
    label: String,
}

impl Opened {
    fn open(folder: &Path) -> Done<Self> {
        let vault = opened(folder)?;
        let rows = find_ca(&vault, Some(NAME), now()?).map_err(told)?.stored.issued;
        Ok(Self { vault, rows, label: format!("the same with {rows} rows") })
    }

    fn once(&self, question: &Question) -> Done<Duration> {
        let start = Instant::now();
        self.ask(question)?;
        Ok(start.elapsed())
    }

    fn median(&self, question: &Question) -> Done<Duration> {
        median(RUNS, || self.ask(question))
    }

    fn ask(&self, question: &Question) -> Done {
        let mark = (self.rows / 2).to_string();
        let list = IssuedList { after: question.middle.then_some(mark.as_str()), ..question.list.clone() };
        issued_page(&self.vault, &list, now()?).map(drop).map_err(told)
    }

    fn impact(&self) -> Done<Duration> {
        let (key, valid) = (KeyKind::P256, "10y");
        let request = ReplaceCa { ca: None, name: None, subject: None, key, valid, exportable: true };
        median(RUNS, || plan_replace(&self.vault, &request, now()?).map(drop).map_err(told))
    }

    fn open_one(&self) -> Done<Duration> {
        let serial = openssl::bn::BigNum::from_slice(&fill::serial(KNOWN))?.to_hex_str()?.to_string();
        median(RUNS, || {
            let found = issued_certificate(&self.vault, None, &serial, now()?).map_err(told)?;
            if found.row.stored.name == fill::name(KNOWN) { Ok(()) } else { Err("another certificate".into()) }
        })
    }
}
