//! Saying that no answers will come, and giving a request to a colleague.

use super::access::{self, allow, facts_of_asked};
use super::sealed::ENDING;
use super::store::{self, Changes};
use super::submitting::{close, tell};
use super::views_agency::{AssignRequest, DeclineRequest};
use crate::case::events::CaseEvent;
use crate::platform::idempotency::Answer;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::Action as Act;
use opencdr_domain::request::action::Action;
use opencdr_domain::request::decline::{Decline, Reason};
use opencdr_domain::vocab::text::clean;
use uuid::Uuid;

/// Declines a request. That the child is not known needs no words: a nil return.
pub fn decline(tx: &mut Tx, id: Uuid, wanted: &DeclineRequest) -> Result<Answer, Problem> {
    let asked = access::open_to_answer(tx, id)?;
    allow(&facts_of_asked(&asked.row), Action::Decline, tx.now)?;
    let Some(reason) = Reason::from_code(&wanted.reason) else {
        let words = "Choose why: not_known_to_us, wrong_organisation, duplicate or cannot_share";
        return Err(Problem::field(Code::InvalidBody, "/reason", "not_an_option", words));
    };
    let words = wanted.words.as_deref().and_then(clean).filter(|words| !words.is_empty());
    if let Some(flaw) = said(reason, words.clone()).flaws().into_iter().next() {
        return Err(Problem::field(Code::InvalidBody, "/words", flaw.code, flaw.words));
    }
    let changes = Changes {
        declined_at: Some(tx.now),
        decline_reason: Some(reason.code().to_owned()),
        opened_at: asked.row.opened_at.or(Some(tx.now)),
        sealed_ending: words.map(|words| asked.key.seal_json(ENDING, asked.row.id, &words)).transpose()?,
        ..Changes::default()
    };
    tell(tx, &asked, |organisation| CaseEvent::RequestDeclined { organisation, reason: reason.label().to_owned() })?;
    close(tx, asked, Act::DeclineRequest, changes)
}

/// The words as the rule for their reason has them.
fn said(reason: Reason, words: Option<String>) -> Decline {
    let nothing = Decline { reason, ..Decline::nil_return() };
    match reason {
        Reason::NotKnownToUs => nothing,
        Reason::WrongOrganisation => Decline { other_organisation: words, ..nothing },
        Reason::Duplicate => Decline { duplicate_of: words, ..nothing },
        Reason::CannotShare => Decline { explanation: words, ..nothing },
    }
}

/// Gives a request to a colleague, or to nobody in particular.
pub fn assign(tx: &mut Tx, id: Uuid, wanted: &AssignRequest) -> Result<Answer, Problem> {
    let asked = access::open_to_answer(tx, id)?;
    asked.colleague()?;
    tx.request.required_version()?;
    tx.request.check_version(asked.row.version)?;
    allow(&facts_of_asked(&asked.row), Action::Assign, tx.now)?;
    if let Some(user) = wanted.user_id {
        let now = tx.now;
        let colleagues = store::list_colleagues(tx.conn(), asked.row.organisation_id, now)?;
        if !colleagues.iter().any(|(id, ..)| *id == user) {
            return Err(Problem::field(Code::InvalidBody, "/user_id", "not_an_option", "Choose a colleague who answers for your organisation"));
        }
    }
    close(tx, asked, Act::AssignRequest, Changes { assigned_to: Some(wanted.user_id), ..Changes::default() })
}
