//! What either side of a request can do.

use super::*;
use chrono::TimeDelta;

const PANEL: Side = Side { panel: true, asked: false };
const ASKED: Side = Side { panel: false, asked: true };

fn at(hours: i64) -> DateTime<Utc> {
    "2026-11-20T10:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::hours(hours)
}

fn facts(timeline: Timeline, side: Side) -> Facts {
    Facts { timeline, side, has_answers: true, case_is_open: true }
}

/// A request in each standing.
fn timelines() -> Vec<Timeline> {
    let sent = Timeline::sent(at(0));
    let saved = Timeline { first_saved_at: Some(at(2)), ..sent.opened(at(1)) };
    let submitted = Timeline { submitted_at: Some(at(3)), ..saved };
    vec![
        sent,
        sent.undelivered(at(1)),
        sent.opened(at(1)),
        saved,
        submitted,
        Timeline { returned_at: Some(at(4)), ..submitted },
        Timeline { accepted_at: Some(at(4)), ..submitted },
        Timeline { declined_at: Some(at(4)), ..saved },
        Timeline { withdrawn_at: Some(at(4)), ..saved },
    ]
}

fn after(timeline: Timeline, side: Side, action: Action) -> Result<Standing, Refusal> {
    decide(&facts(timeline, side), action, at(9)).map(|plan| plan.standing)
}

#[test]
fn there_is_a_request_for_every_standing() {
    let standings: Vec<Standing> = timelines().iter().map(Timeline::standing).collect();
    assert_eq!(standings, Standing::ALL);
}

#[test]
fn what_is_offered_is_what_is_allowed_and_the_rest_has_a_reason() {
    for timeline in timelines() {
        for side in [PANEL, ASKED, Side { panel: true, asked: true }] {
            for case_is_open in [true, false] {
                let facts = Facts { case_is_open, ..facts(timeline, side) };
                for offered in available(&facts) {
                    assert_eq!(offered.available, decide(&facts, offered.action, at(9)).is_ok());
                    assert_eq!(offered.available, offered.reason.is_none());
                }
            }
        }
    }
    assert!(available(&facts(Timeline::sent(at(0)), Side::default())).is_empty());
}

#[test]
fn neither_side_does_what_is_for_the_other() {
    for action in Action::ALL {
        for timeline in timelines() {
            if !action.is_for(PANEL) {
                assert_eq!(after(timeline, PANEL, *action), Err(Refusal::OtherSide));
            }
            if !action.is_for(ASKED) {
                assert_eq!(after(timeline, ASKED, *action), Err(Refusal::OtherSide));
            }
        }
    }
}

#[test]
fn a_request_is_answered_sent_returned_sent_again_accepted_and_returned_once_more() {
    let mut timeline = Timeline::sent(at(0));
    let steps = [
        (ASKED, Action::Answer, Standing::InProgress),
        (ASKED, Action::Submit, Standing::Submitted),
        (PANEL, Action::ReturnForClarification, Standing::Returned),
        (ASKED, Action::Answer, Standing::Returned),
        (ASKED, Action::Submit, Standing::Submitted),
        (PANEL, Action::Accept, Standing::Accepted),
        (PANEL, Action::ReturnForClarification, Standing::Returned),
        (PANEL, Action::Accept, Standing::Accepted),
    ];
    for (hour, (side, action, standing)) in (1..).zip(steps) {
        let plan = decide(&facts(timeline, side), action, at(hour)).unwrap();
        assert_eq!(plan.standing, standing, "{action:?}");
        timeline = plan.timeline;
    }
    assert_eq!(timeline.first_saved_at, Some(at(1)));
}

#[test]
fn a_declined_request_can_be_returned_and_then_be_answered_or_declined_again() {
    let declined = Timeline { declined_at: Some(at(1)), ..Timeline::sent(at(0)) };
    assert!(after(declined, ASKED, Action::Answer).is_err());
    let plan = decide(&facts(declined, PANEL), Action::ReturnForClarification, at(2)).unwrap();
    assert_eq!(after(plan.timeline, ASKED, Action::Submit), Ok(Standing::Submitted));
    assert_eq!(after(plan.timeline, ASKED, Action::Decline), Ok(Standing::Declined));
    assert_eq!(after(plan.timeline, PANEL, Action::Withdraw), Ok(Standing::Withdrawn));
    assert!(after(plan.timeline, PANEL, Action::Accept).is_err());
}

#[test]
fn what_was_sent_is_neither_declined_nor_withdrawn() {
    for timeline in timelines().into_iter().filter(|line| line.submitted_at.is_some()) {
        assert!(after(timeline, ASKED, Action::Decline).is_err());
        assert!(after(timeline, PANEL, Action::Withdraw).is_err());
    }
}

#[test]
fn nothing_is_sent_without_an_answer() {
    let empty = Facts { has_answers: false, ..facts(Timeline::sent(at(0)), ASKED) };
    assert_eq!(decide(&empty, Action::Submit, at(1)), Err(Refusal::NothingAnswered));
    assert!(decide(&empty, Action::Decline, at(1)).is_ok());
}

#[test]
fn reminders_stop_when_nothing_more_is_awaited() {
    for timeline in timelines() {
        for action in Action::ALL {
            let facts = facts(timeline, Side { panel: true, asked: true });
            if let Ok(plan) = decide(&facts, *action, at(9)) {
                assert_eq!(plan.reminders == Reminders::Stop, !plan.standing.is_awaited(), "{action:?}");
                assert_eq!(plan.answers == Answers::Keep, *action == Action::Submit);
            }
        }
    }
}

#[test]
fn a_message_sent_again_ends_a_delivery_problem_and_stays_the_same_request() {
    let lost = Timeline::sent(at(0)).undelivered(at(1));
    assert_eq!(after(lost, PANEL, Action::Resend), Ok(Standing::Sent));
}

#[test]
fn a_withdrawn_request_stays_withdrawn() {
    let withdrawn = Timeline { withdrawn_at: Some(at(1)), ..Timeline::sent(at(0)) };
    for offered in available(&facts(withdrawn, Side { panel: true, asked: true })) {
        assert!(!offered.available, "{:?}", offered.action);
    }
}

#[test]
fn the_printed_table_has_a_line_for_every_standing_and_a_column_for_every_action() {
    let text = table_text();
    for standing in Standing::ALL {
        assert!(text.lines().any(|line| line.starts_with(standing.code())));
    }
    assert!(Action::ALL.iter().all(|action| text.contains(action.code())));
    assert!(text.lines().all(|line| line == line.trim_end()));
}
