//! What the questions of scope decide, situation by situation (handbook 1.2).

use super::*;
use crate::notification::scope::rejection_reason;
use serde_json::{Value, json};

fn facts(answers: Value) -> ScopeFacts {
    ScopeFacts::from_answers(answers.as_object().unwrap())
}

fn answers(pairs: &[(Question, Answer)]) -> Answers {
    // A live-born child of this area, with what the situation changes.
    let mut all: Answers = [
        (Question::Under18, Answer::Yes),
        (Question::LiveBorn, Answer::Yes),
        (Question::LawfulTermination, Answer::No),
        (Question::ResidentInEngland, Answer::Yes),
        (Question::ResidentHere, Answer::Yes),
        (Question::DiedAbroad, Answer::No),
    ]
    .into();
    all.extend(pairs.iter().copied());
    all
}

const HERE: Outcome = Outcome::InScope { until_proved_stillborn: false, abroad: false };

#[test]
fn each_situation_of_the_guidance_leads_where_it_should() {
    use Answer::{No, NotKnown, Yes};
    use Question as Q;
    for (situation, changes, expected) in [
        ("live-born here", vec![], HERE),
        ("eighteen", vec![(Q::Under18, No)], Outcome::OutOfScope("not_under_18")),
        ("termination with signs of life", vec![(Q::LawfulTermination, Yes)], Outcome::OutOfScope("planned_termination")),
        ("loss before 24 weeks", vec![(Q::LiveBorn, No), (Q::TwentyFourWeeks, No)], Outcome::OutOfScope("late_fetal_loss")),
        ("attended stillbirth", vec![(Q::LiveBorn, No), (Q::TwentyFourWeeks, Yes), (Q::Attended, Yes)], Outcome::OutOfScope("stillbirth_attended")),
        ("unattended stillbirth", vec![(Q::LiveBorn, NotKnown), (Q::Attended, No)], Outcome::InScope { until_proved_stillborn: true, abroad: false }),
        (
            "unattended, said to be stillborn and not yet shown",
            vec![(Q::LiveBorn, No), (Q::TwentyFourWeeks, Yes), (Q::Attended, No)],
            Outcome::InScope { until_proved_stillborn: true, abroad: false },
        ),
        ("died abroad", vec![(Q::DiedAbroad, Yes)], Outcome::InScope { until_proved_stillborn: false, abroad: true }),
        ("lives in another area", vec![(Q::ResidentHere, No)], Outcome::Elsewhere),
        ("lives in Wales", vec![(Q::ResidentInEngland, No)], Outcome::OutsideEngland),
        ("home not known", vec![(Q::ResidentHere, NotKnown)], Outcome::NotYetKnown(vec![Q::ResidentHere])),
        ("no signs of life, nothing else known", vec![(Q::LiveBorn, No)], Outcome::NotYetKnown(vec![Q::TwentyFourWeeks, Q::Attended])),
        ("eighteen and elsewhere", vec![(Q::Under18, No), (Q::ResidentHere, No)], Outcome::OutOfScope("not_under_18")),
    ] {
        assert_eq!(Scope::of(answers(&changes), false).outcome(), expected, "{situation}");
    }
}

#[test]
fn nothing_answered_decides_nothing() {
    let Outcome::NotYetKnown(open) = Scope::of(Answers::new(), false).outcome() else { panic!("nothing is known") };
    assert!(open.contains(&Question::Under18) && open.contains(&Question::ResidentHere));
}

#[test]
fn every_way_out_of_scope_is_a_reason_a_notification_can_be_rejected_for() {
    for code in ["not_under_18", "planned_termination", "late_fetal_loss", "stillbirth_attended"] {
        assert!(rejection_reason(code).is_some(), "{code}");
    }
}

#[test]
fn an_older_child_of_this_area_is_suggested_to_be_in_scope_without_a_question() {
    let facts = facts(json!({"date_of_birth": "2019-01-01", "date_of_death": "2026-11-18", "residence": "england", "place_of_death": "HOME"}));
    assert!(suggestions(&facts, Some(true)).keys().all(|question| question.concerns(true)), "nothing about the birth");
    let suggested: Answers = suggestions(&facts, Some(true)).into_iter().map(|(question, one)| (question, one.answer)).collect();
    assert_eq!(Scope::of(suggested, true).outcome(), HERE);
    let elsewhere: Answers = suggestions(&facts, Some(false)).into_iter().map(|(question, one)| (question, one.answer)).collect();
    assert_eq!(Scope::of(elsewhere, true).outcome(), Outcome::Elsewhere);
}

#[test]
fn nothing_about_the_birth_is_asked_once_the_child_lived_past_the_first_27_days() {
    let older = Scope::of(answers(&[(Question::LiveBorn, Answer::No), (Question::LawfulTermination, Answer::Yes)]), true);
    assert_eq!(older.outcome(), HERE);
    let asked: Vec<Question> = Question::ALL.iter().copied().filter(|one| older.is_asked(*one)).collect();
    assert_eq!(asked, [Question::Under18, Question::ResidentInEngland, Question::ResidentHere, Question::DiedAbroad]);
}

#[test]
fn a_baby_who_lived_leaves_nothing_to_ask_about_a_stillbirth() {
    let lived = Scope::of(answers(&[]), false);
    assert!(lived.is_asked(Question::LawfulTermination));
    assert!(!lived.is_asked(Question::Attended) && Question::Attended.concerns(false));
}

#[test]
fn a_baby_who_died_on_the_day_of_birth_is_never_suggested_to_be_live_born_since_that_has_to_be_asked() {
    let newborn = json!({"date_of_birth": "2026-11-18", "date_of_death": "2026-11-18", "gestation_weeks": 21});
    let found = suggestions(&facts(newborn), Some(true));
    assert_eq!(found[&Question::LiveBorn].answer, Answer::NotKnown);
    assert_eq!(found[&Question::TwentyFourWeeks].answer, Answer::No);
    assert!(!found.contains_key(&Question::LawfulTermination));
    let lived = json!({"date_of_birth": "2026-11-18", "date_of_death": "2026-11-22", "gestation_weeks": 38});
    assert_eq!(suggestions(&facts(lived), Some(true))[&Question::LiveBorn].answer, Answer::Yes);
    let suspected = json!({"date_of_birth": "2026-11-18", "date_of_death": "2026-11-18", "suspected_stillbirth_unattended": "yes"});
    let found = suggestions(&facts(suspected), Some(true));
    assert_eq!((found[&Question::LiveBorn].answer, found[&Question::Attended].answer), (Answer::NotKnown, Answer::No));
}

#[test]
fn the_day_before_the_eighteenth_birthday_is_in_scope_and_the_birthday_is_not() {
    let on = |death: &str| {
        let found = suggestions(&facts(json!({"date_of_birth": "2008-03-10", "date_of_death": death})), None);
        found[&Question::Under18].answer
    };
    assert_eq!((on("2026-03-09"), on("2026-03-10")), (Answer::Yes, Answer::No));
    let leap = |death: &str| suggestions(&facts(json!({"date_of_birth": "2008-02-29", "date_of_death": death})), None)[&Question::Under18].answer;
    assert_eq!((leap("2026-02-28"), leap("2026-03-01")), (Answer::Yes, Answer::No));
}

#[test]
fn a_sparse_notification_suggests_only_what_it_says() {
    let found = suggestions(&facts(json!({})), None);
    assert_eq!(found.keys().copied().collect::<Vec<_>>(), [Question::DiedAbroad]);
    let abroad = suggestions(&facts(json!({"place_of_death": "ABROAD", "residence": "outside_england"})), None);
    assert_eq!((abroad[&Question::DiedAbroad].answer, abroad[&Question::ResidentInEngland].answer), (Answer::Yes, Answer::No));
}

#[test]
fn questions_and_answers_are_found_by_their_codes() {
    for question in Question::ALL {
        assert_eq!(Question::from_code(question.code()), Some(*question));
        assert!(question.words().ends_with('?') && !question.help().is_empty() && !question.citation().is_empty());
    }
    for answer in [Answer::Yes, Answer::No, Answer::NotKnown] {
        assert_eq!(Answer::from_code(answer.code()), Some(answer));
    }
    assert_eq!(Question::from_code("why"), None);
}
