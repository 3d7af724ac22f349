//! The state machine of a request as a table: what either side can do, and what becomes of it.

use super::standing::{Standing, Timeline};
use crate::vocab::coded::coded;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

coded! {
    /// Something that can be done with a request.
    Action {
        /// Save an answer.
        Answer = "answer", "Save answers";
        /// Send the answers to the panel.
        Submit = "submit", "Send the answers";
        /// Say that and why the organisation does not answer.
        Decline = "decline", "Decline";
        /// Give it to somebody in the organisation.
        Assign = "assign", "Assign";
        /// Give a person of the organisation access to it.
        Invite = "invite", "Invite somebody";
        /// Ask the organisation to make named answers clearer.
        ReturnForClarification = "return_for_clarification", "Return for clarification";
        /// Take the answers as they are.
        Accept = "accept", "Accept";
        /// Take the request back.
        Withdraw = "withdraw", "Withdraw";
        /// Set another day by which it is due.
        ChangeDue = "change_due", "Change the due date";
        /// Send the message again; it stays the same request.
        Resend = "resend", "Send again";
    }
}

/// On which side of a request a person stands. Somebody can stand on both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Side {
    /// They run the process of the panel that asks.
    pub panel: bool,
    /// They belong to the organisation that is asked, and may answer this request.
    pub asked: bool,
}

/// What the rules need to know about a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// When things happened to it.
    pub timeline: Timeline,
    /// Who wants to do something.
    pub side: Side,
    /// Whether any answer is saved.
    pub has_answers: bool,
    /// Whether the case still takes information.
    pub case_is_open: bool,
}

/// An action, and whether it can be taken now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Available {
    /// The action.
    pub action: Action,
    /// Whether it can be taken.
    pub available: bool,
    /// Why not, in words for the screen.
    pub reason: Option<&'static str>,
}

/// Why something cannot be done with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is for the other side to do.
    OtherSide,
    /// The request stands where it cannot be done; the words say why.
    NotNow(Standing, &'static str),
    /// The case takes no more information.
    CaseClosed,
    /// Nothing has been answered.
    NothingAnswered,
}

impl Refusal {
    /// Why, in words for the screen.
    pub const fn words(self) -> &'static str {
        match self {
            Refusal::OtherSide => "This is for the other side of the request to do",
            Refusal::NotNow(_, words) => words,
            Refusal::CaseClosed => "The review of this death has finished, so the request can no longer be changed",
            Refusal::NothingAnswered => "Nothing has been answered yet. If you hold nothing about the child, decline with ‘not known to us’",
        }
    }
}

/// What becomes of the reminders of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reminders {
    /// They go on as they are.
    Unchanged,
    /// They are planned anew.
    PlanAgain,
    /// They stop at once.
    Stop,
}

/// What becomes of the answers of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// They stay as they are.
    Unchanged,
    /// They are kept as a version that never changes.
    Keep,
    /// Those that are named can be changed again.
    OpenNamed,
}

/// What an action brings about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// When things happened, with this.
    pub timeline: Timeline,
    /// Where the request stands then.
    pub standing: Standing,
    /// What becomes of its reminders.
    pub reminders: Reminders,
    /// What becomes of its answers.
    pub answers: Answers,
}

impl Action {
    /// Whether somebody on this side may do it at all.
    pub const fn is_for(self, side: Side) -> bool {
        match self {
            Action::Answer | Action::Submit | Action::Decline | Action::Assign => side.asked,
            Action::Invite => side.panel || side.asked,
            Action::ReturnForClarification | Action::Accept | Action::Withdraw | Action::ChangeDue | Action::Resend => side.panel,
        }
    }

    /// Who may do it, for the printed table.
    const fn who(self) -> &'static str {
        match (self.is_for(Side { panel: true, asked: false }), self.is_for(Side { panel: false, asked: true })) {
            (true, true) => "both",
            (true, false) => "panel",
            (false, true) => "asked",
            (false, false) => "nobody",
        }
    }
}

/// Whether the action can be taken where the request stands; the words say why not.
///
/// What was sent is never lost by a click: an answered request is accepted or made clearer, never declined or withdrawn.
/// An accepted request can still be returned, since a question may come up at the meeting; and so can a declined one,
/// since an organisation may have overlooked its records.
fn permits(standing: Standing, was_submitted: bool, action: Action) -> Result<(), &'static str> {
    let awaited = if standing.is_awaited() { Ok(()) } else { Err(why_not_awaited(standing)) };
    match action {
        Action::Answer | Action::Submit | Action::Assign | Action::Invite | Action::ChangeDue | Action::Resend => awaited,
        Action::Decline if standing.is_awaited() && was_submitted => {
            Err("You have already sent answers. Change those the panel asks about, and send them again")
        }
        Action::Withdraw if standing.is_awaited() && was_submitted => Err("Answers were sent. Accept them as they are instead"),
        Action::Decline | Action::Withdraw => awaited,
        Action::ReturnForClarification => match standing {
            Standing::Submitted | Standing::Accepted | Standing::Declined => Ok(()),
            Standing::Returned => Err("The request is with the organisation already"),
            Standing::Withdrawn => Err(why_not_awaited(standing)),
            Standing::Sent | Standing::DeliveryProblem | Standing::Opened | Standing::InProgress => Err(NOT_SENT),
        },
        Action::Accept => match standing {
            Standing::Submitted => Ok(()),
            Standing::Returned if was_submitted => Ok(()),
            Standing::Accepted | Standing::Declined | Standing::Withdrawn => Err(why_not_awaited(standing)),
            Standing::Sent | Standing::DeliveryProblem | Standing::Opened | Standing::InProgress | Standing::Returned => Err(NOT_SENT),
        },
    }
}

const NOT_SENT: &str = "The organisation has not sent its answers yet";

const fn why_not_awaited(standing: Standing) -> &'static str {
    match standing {
        Standing::Submitted => "The answers were sent to the panel. Only the panel can open them again",
        Standing::Accepted => "The panel has accepted the answers. Only the panel can open them again",
        Standing::Declined => "The organisation has declined. Only the panel can ask again",
        Standing::Withdrawn => "The panel has withdrawn this request",
        Standing::Sent | Standing::DeliveryProblem | Standing::Opened | Standing::InProgress | Standing::Returned => "An answer is awaited",
    }
}

fn check(facts: &Facts, action: Action) -> Result<(), Refusal> {
    let standing = facts.timeline.standing();
    if !action.is_for(facts.side) {
        return Err(Refusal::OtherSide);
    }
    permits(standing, facts.timeline.submitted_at.is_some(), action).map_err(|words| Refusal::NotNow(standing, words))?;
    if !facts.case_is_open {
        return Err(Refusal::CaseClosed);
    }
    match action {
        Action::Submit if !facts.has_answers => Err(Refusal::NothingAnswered),
        Action::Answer
        | Action::Submit
        | Action::Decline
        | Action::Assign
        | Action::Invite
        | Action::ReturnForClarification
        | Action::Accept
        | Action::Withdraw
        | Action::ChangeDue
        | Action::Resend => Ok(()),
    }
}

/// Every action of this side, with whether it can be taken now and, if not, why.
pub fn available(facts: &Facts) -> Vec<Available> {
    let mine = Action::ALL.iter().copied().filter(|action| action.is_for(facts.side));
    mine.map(|action| {
        let reason = check(facts, action).err().map(Refusal::words);
        Available { action, available: reason.is_none(), reason }
    })
    .collect()
}

/// What the action brings about, or why it cannot be taken. What [`available`] offers is what this allows.
pub fn decide(facts: &Facts, action: Action, now: DateTime<Utc>) -> Result<Plan, Refusal> {
    check(facts, action)?;
    let before = facts.timeline;
    let (timeline, reminders, answers) = match action {
        Action::Answer => {
            let saved = Timeline { first_saved_at: before.first_saved_at.or(Some(now)), ..before.opened(now) };
            (saved, Reminders::Unchanged, Answers::Unchanged)
        }
        Action::Submit => (Timeline { submitted_at: Some(now), ..before.opened(now) }, Reminders::Stop, Answers::Keep),
        Action::Decline => (Timeline { declined_at: Some(now), ..before.opened(now) }, Reminders::Stop, Answers::Unchanged),
        Action::ReturnForClarification => (Timeline { returned_at: Some(now), ..before }, Reminders::PlanAgain, Answers::OpenNamed),
        Action::Accept => (Timeline { accepted_at: Some(now), ..before }, Reminders::Stop, Answers::Unchanged),
        Action::Withdraw => (Timeline { withdrawn_at: Some(now), ..before }, Reminders::Stop, Answers::Unchanged),
        Action::ChangeDue => (before, Reminders::PlanAgain, Answers::Unchanged),
        // Chasing by hand stands for the next automatic reminder.
        Action::Resend => (Timeline { resent_at: Some(now), ..before }, Reminders::PlanAgain, Answers::Unchanged),
        Action::Assign | Action::Invite => (before, Reminders::Unchanged, Answers::Unchanged),
    };
    Ok(Plan { timeline, standing: timeline.standing(), reminders, answers })
}

/// The table as text, so that a change of the process shows in review as a changed line.
pub fn table_text() -> String {
    let mut text = String::from("requests for information: what can be done where a request stands, and by whom\n\n");
    let mut line = |first: &str, cells: &mut dyn Iterator<Item = (&'static str, usize)>| {
        let mut written = format!("{first:20}");
        for (cell, width) in cells {
            written.push_str(&format!("{cell:width$}  "));
        }
        text.push_str(written.trim_end());
        text.push('\n');
    };
    let width = |action: &Action| action.code().len().max("unless_submitted".len());
    line("standing", &mut Action::ALL.iter().map(|action| (action.code(), width(action))));
    line("by", &mut Action::ALL.iter().map(|action| (action.who(), width(action))));
    for standing in Standing::ALL {
        let permitted = |was_submitted, action: &Action| permits(*standing, was_submitted, *action).is_ok();
        // Only what is returned can have been submitted or not: a declined request is returned without answers.
        let (least, most) = match standing {
            Standing::Returned => (false, true),
            Standing::Submitted | Standing::Accepted => (true, true),
            Standing::Sent | Standing::DeliveryProblem | Standing::Opened | Standing::InProgress | Standing::Declined | Standing::Withdrawn => {
                (false, false)
            }
        };
        let cell = |action: &Action| match (permitted(least, action), permitted(most, action)) {
            (true, true) => "yes",
            (true, false) => "unless_submitted",
            (false, true) => "if_submitted",
            (false, false) => "-",
        };
        line(standing.code(), &mut Action::ALL.iter().map(|action| (cell(action), width(action))));
    }
    text
}

#[cfg(test)]
mod tests;
