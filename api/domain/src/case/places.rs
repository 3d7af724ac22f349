//! Where the child lived, died, and where it happened: what a notification tells of the areas of a death.

use crate::vocab::postcode::Postcode;
use serde_json::{Map, Value};

/// How the area of a place is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// It is where the child lived.
    Home,
    /// By this postcode.
    Postcode(Postcode),
    /// Nothing in the notification tells.
    Unknown,
}

/// Codes of places of death and of events that are the child's home.
const AT_HOME: &str = "HOME";

/// How the area of the death is found. The form asks for the kind of place and not for its address, so only the home tells.
pub fn of_death(answers: &Map<String, Value>) -> Lead {
    at(answers, "place_of_death")
}

/// How the area of the event is found: by its address, or because it happened at home, or where the child died.
pub fn of_event(answers: &Map<String, Value>) -> Lead {
    let typed = answers.get("event_address").and_then(|address| address.get("postcode")).and_then(Value::as_str);
    match typed.and_then(|typed| Postcode::parse(typed).ok()) {
        Some(postcode) => Lead::Postcode(postcode),
        None => at(answers, "place_of_event"),
    }
}

fn at(answers: &Map<String, Value>, question: &str) -> Lead {
    match answers.get(question).and_then(Value::as_str) {
        Some(AT_HOME) => Lead::Home,
        Some(_) | None => Lead::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_death_at_home_was_in_the_area_of_the_home_and_another_place_does_not_tell() {
        let lead = |place: &str| of_death(json!({ "place_of_death": place }).as_object().unwrap());
        assert_eq!((lead("HOME"), lead("H_ED")), (Lead::Home, Lead::Unknown));
        assert_eq!(of_death(&Map::new()), Lead::Unknown);
    }

    #[test]
    fn the_address_of_an_event_tells_its_area_before_its_kind_of_place_does() {
        let lead = |answers: Value| of_event(answers.as_object().unwrap());
        let found = lead(json!({"place_of_event": "HOME", "event_address": {"line1": "A229", "postcode": "nr1 1aa"}}));
        assert_eq!(found, Lead::Postcode(Postcode::parse("NR1 1AA").unwrap()));
        assert_eq!(lead(json!({"place_of_event": "HOME", "event_address": {"postcode": "near the river"}})), Lead::Home);
        assert_eq!(lead(json!({"event_address": {"state": "not_known"}})), Lead::Unknown);
    }
}
