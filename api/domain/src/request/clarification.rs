//! What the panel asks to be made clearer, and which answers may change while it is.

use super::entry::{Key, changes, entries};
use super::{Flaw, is_blank};
use crate::forms::{Form, Visible};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One answer that is to be made clearer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The question, or a row of a group.
    #[serde(flatten)]
    pub key: Key,
    /// What the panel wants to know.
    pub message: String,
}

/// What the panel says when it returns a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clarification {
    /// Something about the whole.
    #[serde(default)]
    pub message: Option<String>,
    /// The answers that may change.
    #[serde(default)]
    pub named: Vec<Named>,
}

/// What can be changed in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Open {
    /// Everything.
    All,
    /// These, and nothing else.
    Only(Vec<Key>),
}

impl Clarification {
    /// What has to be put right before the request can be returned; empty when nothing has.
    ///
    /// A request that was declined has no answers to point to: it is returned as a whole, with a message.
    pub fn flaws(&self, form: &Form, submitted: Option<&Map<String, Value>>) -> Vec<Flaw> {
        let Some(submitted) = submitted else {
            let silent = is_blank(self.message.as_deref());
            return silent.then(|| Flaw::new("message", "required", "Say why you ask again")).into_iter().collect();
        };
        if self.named.is_empty() {
            return vec![Flaw::new("named", "required", "Choose at least one question to be made clearer")];
        }
        let there: Vec<Key> = entries(submitted).into_iter().map(|(key, _)| key).collect();
        let mut flaws = Vec::new();
        for (place, named) in self.named.iter().enumerate() {
            let known = form.question(&named.key.question).is_some() && (named.key.row.is_none() || there.contains(&named.key));
            let again = self.named[..place].iter().any(|earlier| earlier.key == named.key);
            if !known {
                flaws.push(Flaw::new(format!("named/{place}"), "unknown_question", "The request has no such question. Choose another"));
            } else if again {
                flaws.push(Flaw::new(format!("named/{place}"), "twice", "This question is named twice. Put both messages together"));
            } else if is_blank(Some(&named.message)) {
                flaws.push(Flaw::new(format!("named/{place}/message"), "required", "Say what should be made clearer"));
            }
        }
        flaws
    }

    /// What may change: what is named, and what those answers bring into view that was not in view when it was submitted.
    ///
    /// `submitted` are the answers as they were sent, nothing when the request was declined; `now` is how they stand.
    pub fn open(&self, form: &Form, submitted: Option<&Map<String, Value>>, now: &Map<String, Value>) -> Open {
        let Some(submitted) = submitted else {
            return Open::All;
        };
        let (before, after) = (Visible::of(form, submitted), Visible::of(form, now));
        let mut open: Vec<Key> = self.named.iter().map(|named| named.key.clone()).collect();
        let new = form.questions().filter(|question| after.shows(&question.id) && !before.shows(&question.id));
        open.extend(new.map(|question| Key::of(&question.id)));
        Open::Only(open)
    }
}

impl Open {
    /// Whether this entry may change. A group that is open is open in every row.
    pub fn has(&self, key: &Key) -> bool {
        match self {
            Open::All => true,
            Open::Only(keys) => keys.iter().any(|open| open == key || (open.row.is_none() && open.question == key.question)),
        }
    }

    /// What changed between these answers although it is locked.
    pub fn breached(&self, before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<Key> {
        changes(before, after).into_iter().map(|(key, _)| key).filter(|key| !self.has(key)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::shipped_forms;
    use serde_json::json;

    fn map(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    fn form() -> Form {
        shipped_forms().form("notification", 1).unwrap().clone()
    }

    fn asked(keys: &[Key]) -> Clarification {
        let named = keys.iter().map(|key| Named { key: key.clone(), message: "Please say more".into() }).collect();
        Clarification { message: None, named }
    }

    #[test]
    fn only_what_is_named_may_change() {
        let sent = map(json!({"sex": "F", "carers": [{"row": "a", "name": "Al"}, {"row": "b", "name": "Bo"}]}));
        let open = asked(&[Key::of_row("carers", "a")]).open(&form(), Some(&sent), &sent);
        let changed = map(json!({"sex": "M", "carers": [{"row": "a", "name": "Alan"}, {"row": "b", "name": "Bob"}, {"row": "c"}]}));
        let locked = [Key::of_row("carers", "b"), Key::of_row("carers", "c"), Key::of("sex")];
        let mut breached = open.breached(&sent, &changed);
        breached.sort();
        assert_eq!(breached, locked);
        let group = asked(&[Key::of("carers")]).open(&form(), Some(&sent), &sent);
        assert_eq!(group.breached(&sent, &changed), [Key::of("sex")]);
    }

    #[test]
    fn what_a_named_answer_brings_into_view_may_be_answered() {
        let sent = map(json!({"coroner_referred": "no"}));
        let clarification = asked(&[Key::of("coroner_referred")]);
        assert!(!clarification.open(&form(), Some(&sent), &sent).has(&Key::of("coroner_area")));
        let now = map(json!({"coroner_referred": "yes"}));
        let open = clarification.open(&form(), Some(&sent), &now);
        assert!(open.has(&Key::of("coroner_area")));
        assert!(!open.has(&Key::of("sex")));
    }

    #[test]
    fn a_declined_request_is_returned_as_a_whole() {
        let silent = Clarification { message: None, named: vec![] };
        assert_eq!(silent.open(&form(), None, &Map::new()), Open::All);
        assert_eq!(silent.flaws(&form(), None)[0].field, "message");
        let said = Clarification { message: Some("The GP says you saw her in May".into()), named: vec![] };
        assert!(said.flaws(&form(), None).is_empty());
    }

    #[test]
    fn each_question_is_named_once_exists_and_has_a_message() {
        let sent = map(json!({"carers": [{"row": "a"}]}));
        let fields =
            |clarification: Clarification| -> Vec<String> { clarification.flaws(&form(), Some(&sent)).into_iter().map(|flaw| flaw.field).collect() };
        assert!(fields(asked(&[Key::of("sex"), Key::of_row("carers", "a")])).is_empty());
        assert_eq!(fields(asked(&[])), ["named"]);
        assert_eq!(fields(asked(&[Key::of("sex"), Key::of("sex")])), ["named/1"]);
        assert_eq!(fields(asked(&[Key::of("nothing"), Key::of_row("carers", "z")])), ["named/0", "named/1"]);
        let mut blank = asked(&[Key::of("sex")]);
        blank.named[0].message = " ".into();
        assert_eq!(fields(blank), ["named/0/message"]);
    }

    #[test]
    fn a_named_question_is_read_from_json() {
        let read: Clarification = serde_json::from_value(json!({"named": [{"question": "carers", "row": "a", "message": "Who is this?"}]})).unwrap();
        assert_eq!(read.named[0].key, Key::of_row("carers", "a"));
    }
}
