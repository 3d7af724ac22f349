//! How complete the record is: what the national database wishes to know, what is known, and from whom the rest is awaited.

use super::weight::{Weight, weight};
use super::wishes::{WISHES, When, Wish};
use crate::forms::condition::{Scope, evaluate};
use crate::forms::definition::{Kind, Question};
use crate::forms::{Form, Registry};
use crate::request::standing::Standing;
use crate::vocab::age::AgeBand;
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

/// What an organisation was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The request.
    pub request: Uuid,
    /// The organisation.
    pub organisation: String,
    /// Its kind: a code of the list `agency`.
    pub agency: String,
    /// Where the request stands.
    pub standing: Standing,
    /// The sections it was sent, by form and version.
    pub parts: Vec<AskedPart>,
}

/// The sections of one form that an organisation was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedPart {
    /// The form.
    pub form: String,
    /// Its version.
    pub version: u32,
    /// The sections.
    pub sections: Vec<String>,
}

/// What is known about the case.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// What the record says, by question: the notification, and what was brought together from the contributions.
    pub answers: &'a Map<String, Value>,
    /// What is worked out from it: `age_days` and `age_band`, when the age is known.
    pub computed: &'a Map<String, Value>,
    /// Every request of the case.
    pub requests: &'a [Asked],
    /// The form whose questions the wishes name.
    pub notification: &'a Form,
    /// The form every organisation gets parts of, when there is one.
    pub reporting: Option<&'a Form>,
    /// The further forms this death calls for.
    pub triggered: &'a [&'a Form],
    /// Every form, to find what a request asks.
    pub forms: &'a Registry,
}

/// Somebody from whom an answer is awaited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Awaited {
    /// The request.
    pub request: Uuid,
    /// The organisation.
    pub organisation: String,
    /// Where the request stands: what was submitted is still to be accepted.
    pub standing: Standing,
}

/// What became of a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The record says it.
    Met,
    /// The record says that it is not known.
    NotKnown,
    /// It is lacking.
    Missing,
}

/// A wish, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wished {
    /// The stable identifier; `section:<form>/<section>` and `form:<form>` for parts.
    pub id: String,
    /// What it is, in words for the screen.
    pub words: String,
    /// What became of it.
    pub state: State,
    /// From whom it is awaited while it is not met; empty when nobody was asked.
    pub awaited: Vec<Awaited>,
    /// Who could tell when nobody was asked: codes of the list `agency`.
    pub could_tell: Vec<String>,
    /// The same in words.
    pub status: String,
}

/// Every wish that applies to the child: the key fields, the parts of the reporting form, and the further forms.
pub fn completeness(facts: &Facts<'_>) -> Vec<Wished> {
    let band = facts.computed.get("age_band").and_then(Value::as_str);
    let under_one = [AgeBand::Days0To27, AgeBand::Days28To364].iter().any(|young| Some(young.code()) == band);
    let applies = |wish: &&Wish| match wish.when {
        When::Always => true,
        When::UnderOne => under_one,
    };
    let fields = WISHES.iter().filter(applies).map(|wish| field(facts, wish));
    let scope = Scope { answers: facts.answers, row: None, computed: facts.computed };
    let sections = facts.reporting.into_iter().flat_map(|form| {
        let asked = form.definition.sections.iter().filter(|section| section.show_if.as_ref().is_none_or(|when| evaluate(when, &scope)));
        asked.map(move |section| {
            let carries = |part: &AskedPart| part.form == form.definition.id && part.sections.contains(&section.id);
            let id = format!("section:{}/{}", form.definition.id, section.id);
            part(facts, id, &section.title, carries, &section.expected_of)
        })
    });
    let further = facts.triggered.iter().map(|form| {
        let mut tellers: Vec<String> = Vec::new();
        for agency in form.definition.sections.iter().flat_map(|section| &section.expected_of) {
            if !tellers.contains(agency) {
                tellers.push(agency.clone());
            }
        }
        let id = format!("form:{}", form.definition.id);
        part(facts, id, &form.definition.title, |part| part.form == form.definition.id, &tellers)
    });
    fields.chain(sections).chain(further).collect()
}

/// Whether an answer says something, and not only that it is not known or that nothing is held.
pub fn is_definite(form: &Form, question: &Question, answer: &Value) -> bool {
    weight(form, question, answer) == Weight::Definite
}

/// How many of the wishes are met or answered with “not known”, and how many there are.
pub fn score(wished: &[Wished]) -> (usize, usize) {
    (wished.iter().filter(|one| one.state != State::Missing).count(), wished.len())
}

fn field(facts: &Facts<'_>, wish: &Wish) -> Wished {
    let said: Vec<Weight> = wish.questions.iter().map(|id| says(facts, id)).collect();
    let excused = || wish.excused_by.iter().any(|id| says(facts, id) == Weight::Definite);
    let state = if said.iter().all(|weight| *weight == Weight::Definite) {
        State::Met
    } else if said.iter().all(|weight| *weight != Weight::Nothing) || excused() {
        State::NotKnown
    } else {
        State::Missing
    };
    let asks = |part: &AskedPart| {
        let Some(form) = facts.forms.form(&part.form, part.version) else { return false };
        form.questions().any(|question| {
            let mine = wish.questions.iter().any(|id| tells(question, id));
            mine && form.section_of(&question.id).is_some_and(|section| part.sections.contains(&section.id))
        })
    };
    let tellers: Vec<String> = wish.tellers.iter().map(|code| (*code).to_owned()).collect();
    wished(wish.id.to_owned(), wish.words, state, awaited(facts, asks), &tellers)
}

/// A part is there once a contribution to it is accepted: it may say that nothing is held.
fn part(facts: &Facts<'_>, id: String, words: &str, carries: impl Fn(&AskedPart) -> bool, tellers: &[String]) -> Wished {
    let accepted = facts.requests.iter().any(|asked| asked.standing == Standing::Accepted && asked.parts.iter().any(&carries));
    let state = if accepted { State::Met } else { State::Missing };
    wished(id, words, state, awaited(facts, carries), tellers)
}

fn wished(id: String, words: &str, state: State, awaited: Vec<Awaited>, tellers: &[String]) -> Wished {
    let names: Vec<&str> = awaited.iter().map(|one| one.organisation.as_str()).collect();
    let status = match state {
        State::Met => "Known".to_owned(),
        State::NotKnown => "Said to be not known".to_owned(),
        State::Missing if names.is_empty() => "Missing, and nobody has been asked".to_owned(),
        State::Missing => format!("Awaited from {}", names.join(", ")),
    };
    let nobody_asked = state == State::Missing && awaited.is_empty();
    let awaited = if state == State::Met { Vec::new() } else { awaited };
    // What everybody may tell names nobody in particular.
    let could_tell = tellers.iter().filter(|agency| nobody_asked && *agency != "all").cloned().collect();
    Wished { id, words: words.to_owned(), state, awaited, could_tell, status }
}

/// Who was asked and has not been settled. What was submitted is awaited still, until somebody has read and accepted it.
fn awaited(facts: &Facts<'_>, asks: impl Fn(&AskedPart) -> bool) -> Vec<Awaited> {
    let open = facts.requests.iter().filter(|asked| asked.standing.is_awaited() || asked.standing == Standing::Submitted);
    open.filter(|asked| asked.parts.iter().any(&asks))
        .map(|asked| Awaited { request: asked.request, organisation: asked.organisation.clone(), standing: asked.standing })
        .collect()
}

/// Whether a question tells what a question of the notification asks: the same one, or one that asks for it again.
fn tells(question: &Question, id: &str) -> bool {
    question.id == id || question.known.and_then(|known| known.notification_question()) == Some(id)
}

/// The most that the record says about a question of the notification, whichever form asked for it.
fn says(facts: &Facts<'_>, id: &str) -> Weight {
    let forms = std::iter::once(facts.notification).chain(facts.reporting).chain(facts.triggered.iter().copied());
    let mut most = Weight::Nothing;
    for (form, question) in forms.flat_map(|form| form.questions().map(move |question| (form, question))) {
        let Some(answer) = facts.answers.get(&question.id).filter(|_| question.kind != Kind::Computed && tells(question, id)) else { continue };
        match weight(form, question, answer) {
            Weight::Definite => return Weight::Definite,
            Weight::NotKnown => most = Weight::NotKnown,
            Weight::Nothing => {}
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::shipped_forms;
    use serde_json::json;

    fn asked(number: u128, standing: Standing) -> Asked {
        let parts = vec![AskedPart { form: "notification".into(), version: 1, sections: vec!["n_child".into()] }];
        Asked { request: Uuid::from_u128(number), organisation: format!("Organisation {number}"), agency: "gp".into(), standing, parts }
    }

    /// The notification stands for every form here: its sections are parts like those of any other.
    fn found(answers: Value, computed: Value, requests: &[Asked]) -> Vec<Wished> {
        let forms = shipped_forms();
        let form = forms.current("notification").unwrap();
        let (answers, computed) = (answers.as_object().unwrap(), computed.as_object().unwrap());
        completeness(&Facts { answers, computed, requests, notification: form, reporting: Some(form), triggered: &[form], forms })
    }

    fn one(wished: &[Wished], id: &str) -> Wished {
        wished.iter().find(|one| one.id == id).cloned().unwrap_or_else(|| panic!("{id}"))
    }

    #[test]
    fn a_wish_is_met_said_to_be_not_known_or_missing() {
        let answers = json!({"sex": "F", "ethnicity": "99", "nhs_number_missing_reason": "not_available", "place_of_death": {"state": "not_known"}});
        let found = found(answers, json!({}), &[]);
        assert_eq!(one(&found, "sex").state, State::Met);
        assert_eq!(one(&found, "ethnicity").state, State::NotKnown);
        assert_eq!(one(&found, "nhs_number").state, State::NotKnown);
        assert_eq!(one(&found, "place_of_death").state, State::NotKnown);
        let missing = one(&found, "circumstances");
        assert_eq!((missing.state, missing.status.as_str()), (State::Missing, "Missing, and nobody has been asked"));
        assert_eq!(missing.could_tell[0], "hospital_paediatrician");
    }

    #[test]
    fn gestation_and_birthweight_are_wished_for_under_the_age_of_one() {
        let asks = |computed| found(json!({}), computed, &[]).iter().any(|wish| wish.id == "birthweight");
        assert!(asks(json!({"age_band": "d28_364"})));
        assert!(!asks(json!({"age_band": "y1_4"})));
        assert!(!asks(json!({})));
    }

    #[test]
    fn what_is_missing_is_awaited_from_everybody_who_was_sent_the_section_and_has_not_been_accepted() {
        let requests = [asked(1, Standing::InProgress), asked(2, Standing::Submitted), asked(3, Standing::Declined), asked(4, Standing::Withdrawn)];
        let found = found(json!({}), json!({}), &requests);
        let sex = one(&found, "sex");
        assert_eq!((sex.status.as_str(), sex.could_tell.len()), ("Awaited from Organisation 1, Organisation 2", 0));
        assert_eq!(sex.awaited[1].standing, Standing::Submitted);
        assert!(one(&found, "circumstances").awaited.is_empty(), "nobody was sent the section about the death");
    }

    #[test]
    fn a_part_is_there_once_a_contribution_to_it_is_accepted() {
        let before = found(json!({}), json!({}), &[asked(1, Standing::Submitted)]);
        assert_eq!(one(&before, "section:notification/n_child").state, State::Missing);
        let after = found(json!({}), json!({}), &[asked(1, Standing::Submitted), asked(2, Standing::Accepted)]);
        assert_eq!(one(&after, "section:notification/n_child").state, State::Met);
        assert!(one(&after, "section:notification/n_child").awaited.is_empty());
        assert_eq!(one(&after, "section:notification/n_death").state, State::Missing);
        assert_eq!(one(&after, "form:notification").state, State::Met);
    }

    #[test]
    fn the_shipped_forms_tell_what_is_wished_for_and_which_parts_matter_at_the_child_s_age() {
        let forms = shipped_forms();
        let part = AskedPart { form: "reporting".into(), version: 1, sections: vec!["r_a_birth".into()] };
        let requests = [Asked { parts: vec![part], ..asked(1, Standing::Sent) }];
        let age = |days: u32, band: &str| json!({"age_days": days, "age_band": band});
        let wished = |computed: Value| {
            let (notification, reporting) = (forms.current("notification").unwrap(), forms.current("reporting"));
            let triggered = [forms.current("drowning").unwrap()];
            let (answers, computed) = (&Map::new(), computed.as_object().unwrap());
            completeness(&Facts { answers, computed, requests: &requests, notification, reporting, triggered: &triggered, forms })
        };
        let baby = wished(age(40, "d28_364"));
        assert_eq!(one(&baby, "birthweight").status, "Awaited from Organisation 1");
        assert_eq!(one(&baby, "section:reporting/r_a_birth").awaited.len(), 1);
        assert_eq!(one(&baby, "form:drowning").could_tell[0], "police");
        assert!(one(&baby, "section:reporting/r_learn").could_tell.is_empty());
        assert!(!baby.iter().any(|wish| wish.id == "section:reporting/r_a_dev"));
        assert!(!wished(age(4_000, "y10_14")).iter().any(|wish| wish.id == "section:reporting/r_a_birth"));
    }

    #[test]
    fn the_score_counts_what_is_said() {
        let wished = found(json!({"sex": "F", "ethnicity": "99"}), json!({}), &[]);
        assert_eq!(score(&wished).0, 2);
        assert_eq!(score(&wished).1, wished.len());
    }
}
