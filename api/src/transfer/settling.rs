//! What becomes of an offer: accepted, declined or withdrawn.

use super::service::{DECISION, asking, opens, side, state_of};
use super::store::{self, Settlement, TransferRow};
use super::views::TransferName;
use crate::area::store::list_names;
use crate::case::events::CaseEvent;
use crate::case::{access, moving, sealed};
use crate::notification::moving as notified;
use crate::platform::event::Event;
use crate::platform::idempotency::Answer;
use crate::platform::ids;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action as Act, ObjectKind};
use opencdr_domain::transfer::{Action, Refusal, State, decide};
use serde_json::json;
use uuid::Uuid;

fn refused(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::Settled(state) => {
            let words = match state {
                State::Accepted => "This offer was accepted. Reload to see where it is now.",
                State::Declined => "This offer was declined. Reload to see why.",
                State::Withdrawn => "This offer was withdrawn by the area that made it.",
                State::Offered => "This offer still waits. Reload and try again.",
            };
            Problem::new(Code::Conflict, words)
        }
        Refusal::OtherArea => {
            Problem::new(Code::Forbidden, "That is for the other area to do. You can do it with offers to, or of, your own area only.")
        }
    }
}

/// Settles an offer. The same again answers with where it stands.
pub fn settle(tx: &mut Tx, id: Uuid, action: Action, words: Option<&str>) -> Result<Answer, Problem> {
    let asking = asking(tx)?;
    let row = store::find(tx.conn(), &asking, id)?.ok_or_else(Problem::not_found)?;
    let (before, side) = (state_of(&row)?, side(&row, &asking));
    let location = format!("/api/v1/transfers/{id}");
    let next = match decide(before, action, side) {
        Ok(next) => next,
        Err(Refusal::Settled(state)) if Ok(state) == decide(State::Offered, action, side) => {
            tx.replayed();
            return Answer::again(location, TransferName { id, state: row.state.clone(), opens: opens(&row, state, side) });
        }
        Err(refusal) => return Err(refused(refusal)),
    };
    let key = tx.keyring().unwrap(row.id, &row.wrapped_key)?;
    let sealed = words.map(|words| key.seal_json(DECISION, row.id, &words.trim())).transpose()?;
    let event = ids::new_id();
    let (kind, told) = told(tx, &row, next, words, event)?;
    let settlement = Settlement { state: next.code(), by: asking.user, at: tx.now, sealed, event: (event, &kind), told };
    if !store::settle(tx.conn(), id, settlement)? {
        return Err(Problem::lost_race());
    }
    if next == State::Accepted {
        match (row.case_id, row.notification_id) {
            (Some(case), _) => moving::index_anew(tx, case)?,
            (None, Some(notification)) => notified::index_anew(tx, notification)?,
            (None, None) => {}
        }
    }
    record(tx, &row, next)?;
    Answer::created(location, TransferName { id, state: next.code().to_owned(), opens: opens(&row, next, side) })
}

/// What the timeline of a case is told, sealed with its key. A notification has no timeline.
fn told(tx: &mut Tx, row: &TransferRow, next: State, words: Option<&str>, event: Uuid) -> Result<(String, Option<Vec<u8>>), Problem> {
    let Some(case) = row.case_id else { return Ok((String::new(), None)) };
    let names = list_names(tx.conn(), &[row.from_area_id, row.to_area_id])?;
    let name = |id: Uuid| names.get(&id).map(|area| area.name.clone()).unwrap_or_default();
    let words = words.unwrap_or_default().trim().to_owned();
    let happened = match next {
        State::Accepted => CaseEvent::TransferAccepted { from: name(row.from_area_id), to: name(row.to_area_id) },
        State::Declined => CaseEvent::TransferDeclined { by: name(row.to_area_id), words },
        State::Withdrawn | State::Offered => CaseEvent::TransferWithdrawn { to: name(row.to_area_id), words },
    };
    let (kind, detail) = happened.parts();
    let sealed = if next == State::Withdrawn {
        access::open(tx, case)?.0.seal_json(sealed::EVENT, event, &detail)?
    } else {
        let wrapped = store::find_offered_key(tx.conn(), row.id)?.ok_or_else(Problem::lost_race)?;
        tx.keyring().unwrap(case, &wrapped)?.seal_json(sealed::EVENT, event, &detail)?
    };
    Ok((kind, Some(sealed)))
}

/// One entry in each area, so that either can tell what became of it.
fn record(tx: &mut Tx, row: &TransferRow, next: State) -> Result<(), Problem> {
    let act = match next {
        State::Withdrawn | State::Offered => Act::WithdrawTransfer,
        State::Accepted | State::Declined if row.restricted => Act::DecideRestrictedTransfer,
        State::Accepted | State::Declined => Act::DecideTransfer,
    };
    for area in [row.from_area_id, row.to_area_id] {
        let event = Event::on(act, ObjectKind::Transfer, row.id).area(area).detail(json!({ "state": next.code() }));
        tx.record(match row.case_id {
            Some(case) => event.case(case),
            None => event,
        })?;
    }
    Ok(())
}
