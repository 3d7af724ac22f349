//! Things worth a second look. They never stop anybody from sending.

use super::answers::AnswerSet;
use super::registry::Form;
use super::visible::Visible;
use serde::Serialize;
use serde_json::{Map, Value};

/// Something to look at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// Where: `/answers/gestation_weeks`.
    pub pointer: String,
    /// Which check.
    pub code: &'static str,
    /// What to look at.
    pub message: &'static str,
}

const DAYS_TO_FOURTH_BIRTHDAY: i64 = 1461;

/// The soft checks of the answers that are shown.
pub fn warnings(form: &Form, answers: &Map<String, Value>) -> Vec<Warning> {
    let seen = Visible::of(form, answers);
    let age_days = seen.computed.get("age_days").and_then(Value::as_i64);
    let answers = AnswerSet::new(seen.answers);
    let mut found = Vec::new();
    let mut warn = |when: bool, question: &str, code, message| {
        // An agency may be sent a part of a form that does not ask the question.
        if when && form.question(question).is_some() {
            found.push(Warning { pointer: format!("/answers/{question}"), code, message });
        }
    };
    let weeks = answers.number("gestation_weeks");
    let place = answers.code("place_of_death");
    warn(
        weeks.is_some_and(|weeks| weeks < 22),
        "gestation_weeks",
        "signs_of_life",
        "The baby was born before 22 weeks. Please check that signs of life were confirmed",
    );
    warn(
        weeks.zip(answers.number("birthweight_g")).is_some_and(|(weeks, grams)| !usual_weight(weeks, grams)),
        "birthweight_g",
        "birthweight_for_gestation",
        "This birthweight is unusual for the length of the pregnancy. Please check both",
    );
    warn(
        place == Some("SCHOOL") && age_days.is_some_and(|days| days < DAYS_TO_FOURTH_BIRTHDAY),
        "place_of_death",
        "young_for_school",
        "The child was under 4. Please check that the death was at a school or nursery",
    );
    warn(
        place == Some("FOSTER") && answers.code("social_care_status") != Some("looked_after"),
        "social_care_status",
        "foster_home_not_looked_after",
        "The death was in a foster home. Was the child looked after by a local authority?",
    );
    warn(
        place == Some("HOSPICE") && answers.code("life_limiting") != Some("yes"),
        "life_limiting",
        "hospice_without_condition",
        "The death was in a hospice. Did the child have a life-limiting condition?",
    );
    warn(
        answers.code("expected") == Some("expected") && answers.code("jar_required") == Some("yes"),
        "jar_required",
        "expected_with_response",
        "The death was expected, and meets the criteria for a joint agency response. Please check both answers",
    );
    warn(
        answers.number("gravidity").zip(answers.number("parity")).is_some_and(|(pregnancies, births)| births > pregnancies),
        "parity",
        "births_over_pregnancies",
        "There are more earlier births than pregnancies. Please check both numbers",
    );
    warn(
        answers.date("first_contact").zip(answers.date("last_contact")).is_some_and(|(first, last)| last < first),
        "last_contact",
        "last_contact_before_first",
        "The last contact is before the first contact. Please check both dates",
    );
    found
}

/// Whether a birthweight is within wide limits for its week: only a slip of the keyboard should fall outside.
fn usual_weight(weeks: i64, grams: i64) -> bool {
    const LIMITS: [(i64, i64, i64); 8] =
        [(16, 200, 400), (20, 200, 700), (24, 300, 1200), (28, 500, 2000), (32, 800, 3300), (36, 1200, 4800), (40, 1600, 6000), (45, 1800, 6500)];
    let between = |from: i64, to: i64, done: i64, span: i64| from + (to - from) * done / span;
    LIMITS.windows(2).find(|pair| (pair[0].0..=pair[1].0).contains(&weeks)).is_none_or(|pair| {
        let ((week, low, high), (next, low_next, high_next)) = (pair[0], pair[1]);
        let (done, span) = (weeks - week, next - week);
        (between(low, low_next, done, span)..=between(high, high_next, done, span)).contains(&grams)
    })
}
