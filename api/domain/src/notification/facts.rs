//! What is compared to find out whether a death is already known.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The identifying facts of a notification or a case. What is not known is absent and counts neither way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NotificationFacts {
    /// Family name.
    pub surname: Option<String>,
    /// First and middle names; a placeholder such as "Baby of …" counts as not named.
    pub forenames: Option<String>,
    /// Other names, separated by commas, semicolons, slashes or "or".
    pub aliases: Option<String>,
    /// Ten digits whose check digit was verified when they were entered.
    pub nhs_number: Option<String>,
    /// Date of birth.
    pub date_of_birth: Option<NaiveDate>,
    /// Date of death.
    pub date_of_death: Option<NaiveDate>,
    /// Home postcode in capitals without a space.
    pub postcode: Option<String>,
    /// Code of the list `place`: what kind of place the child died in.
    pub place: Option<String>,
    /// Code of the list `sex`.
    pub sex: Option<String>,
    /// Place in the birth order of twins or more: 1 for the first.
    pub birth_order: Option<u8>,
    /// Whether the child is one of twins or more.
    pub multiple: Option<bool>,
}

impl NotificationFacts {
    /// Takes the facts out of the answers of the notification form; "I do not know" is absent.
    pub fn from_answers(answers: &Map<String, Value>) -> NotificationFacts {
        let text = |id: &str| answers.get(id).and_then(Value::as_str).map(str::trim).filter(|written| !written.is_empty());
        let compact = |id: &str| {
            text(id).map(|written| written.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect::<String>())
        };
        let date = |id: &str| text(id).and_then(|written| written.parse().ok());
        let named = text("name_status") != Some("not_yet_named");
        NotificationFacts {
            surname: text("surname").map(str::to_owned),
            forenames: text("forenames").filter(|_| named).map(str::to_owned),
            aliases: text("aliases").map(str::to_owned),
            nhs_number: compact("nhs_number").filter(|digits| digits.len() == 10),
            date_of_birth: date("date_of_birth"),
            date_of_death: date("date_of_death"),
            postcode: compact("postcode"),
            place: text("place_of_death").map(str::to_owned),
            sex: text("sex").map(str::to_owned),
            birth_order: answers.get("multiple_order").and_then(Value::as_u64).and_then(|order| u8::try_from(order).ok()),
            multiple: match text("multiple_birth") {
                Some("yes") => Some(true),
                Some("no") => Some(false),
                Some(_) | None => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn answers_become_facts_and_what_nobody_knows_is_absent() {
        let answers = json!({
            "surname": " Okafor ", "forenames": "Ada", "name_status": "named",
            "nhs_number": "999 000 0107", "date_of_birth": "2020-05-01",
            "date_of_death": {"state": "not_known"}, "postcode": "me4 4uf", "place_of_death": "H_ED", "sex": "female",
            "multiple_birth": "yes", "multiple_order": 2, "aliases": "",
        });
        let facts = NotificationFacts::from_answers(answers.as_object().unwrap());
        assert_eq!(facts.surname.as_deref(), Some("Okafor"));
        assert_eq!(facts.nhs_number.as_deref(), Some("9990000107"));
        assert_eq!(facts.postcode.as_deref(), Some("ME44UF"));
        assert_eq!(facts.place.as_deref(), Some("H_ED"));
        assert_eq!(facts.date_of_death, None);
        assert_eq!(facts.aliases, None);
        assert_eq!((facts.birth_order, facts.multiple), (Some(2), Some(true)));
    }

    #[test]
    fn a_baby_not_yet_named_has_no_first_name_to_compare() {
        let answers = json!({"surname": "Reed", "forenames": "Baby", "name_status": "not_yet_named"});
        let facts = NotificationFacts::from_answers(answers.as_object().unwrap());
        assert_eq!(facts.forenames, None);
        assert_eq!(facts.multiple, None);
    }
}
