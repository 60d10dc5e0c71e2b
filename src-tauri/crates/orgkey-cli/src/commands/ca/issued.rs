use super::text::issued_rows;
use crate::{answer::Answer, arguments::ca::CaIssued, process::Session};
use orgkey_core::{
    Access,
    ca::{IssuedList, IssuedOrder as Order, issued_page},
};
use orgkey_types::Outcome;
use orgkey_wire::{IssuedOrder, IssuedPageView};

pub fn issued(session: &Session, wanted: &CaIssued) -> Outcome<Answer> {
    let vault = session.open(Access::WriteOrRead)?;
    let (order, descending) = match wanted.order {
        IssuedOrder::Newest => (Order::Issued, true),
        IssuedOrder::Name => (Order::Name, false),
        IssuedOrder::Ends => (Order::End, false),
    };
    let list = IssuedList {
        ca: wanted.name.as_deref(),
        filter: wanted.filter.as_deref(),
        state: wanted.state,
        order,
        descending,
        after: wanted.after.as_deref(),
        limit: wanted.limit,
    };
    let view = IssuedPageView::from(&issued_page(&vault, &list, session.now)?);
    if view.rows.is_empty() {
        let none = if view.total == 0 {
            "This CA has issued nothing yet."
        } else {
            "Nothing of what this CA has issued fits."
        };
        return Ok(Answer::new(&view, none));
    }
    let next = view.next.as_ref().map(|mark| format!("\nMore: --after {mark}\n")).unwrap_or_default();
    let text = format!("{}\n{} issued in all\n{next}", issued_rows(&view.rows), view.total);
    Ok(Answer::new(&view, text))
}
