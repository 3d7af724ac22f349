//! Whether a joint agency response is needed: the criteria, what the notification suggests, and what a decision has to say.

use crate::vocab::local_time::{parse_datetime, to_utc};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Where the criteria are written.
pub const CITATION: &str = "Child Death Review: Statutory and Operational Guidance (England) 2018, joint agency response; \
    Sudden unexpected death in infancy and childhood: multi-agency guidelines 2016";

/// Writes the criteria from one list, so that none can be forgotten.
macro_rules! criteria {
    ($($(#[$doc:meta])+ $name:ident = $code:literal, $label:literal, $help:literal;)+) => {
        /// A reason for a joint agency response. Any one is enough.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Criterion {
            $($(#[$doc])+ #[serde(rename = $code)] $name,)+
        }

        impl Criterion {
            /// Every criterion, in the order of the guidance.
            pub const ALL: &'static [Criterion] = &[$(Criterion::$name,)+];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Criterion::$name => $code,)+ }
            }

            /// The words to choose from.
            pub const fn label(self) -> &'static str {
                match self { $(Criterion::$name => $label,)+ }
            }

            /// What it takes in.
            pub const fn help(self) -> &'static str {
                match self { $(Criterion::$name => $help,)+ }
            }

            /// The criterion with this code, if there is one.
            pub fn from_code(code: &str) -> Option<Criterion> {
                Criterion::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

criteria! {
    /// An external cause.
    External = "EXT", "The death is, or could be, due to an external cause",
        "For example an injury, a road crash, drowning, poisoning, or harm the child did to themselves.";
    /// Sudden, with no cause to be seen.
    Sudden = "SUD", "The death was sudden and there is no immediately apparent cause",
        "This takes in sudden unexpected deaths of infants and of older children.";
    /// In custody.
    Custody = "CUST", "The child was in custody, or detained under the Mental Health Act",
        "Wherever the child died while held there.";
    /// Suspicious.
    Suspicious = "SUSP", "The first circumstances raise any suspicion that the death may not have been natural",
        "A doubt is enough; nothing has to be shown.";
    /// An unattended stillbirth.
    UnattendedStillbirth = "STILL", "A stillbirth with no healthcare professional in attendance",
        "The response goes on until it is shown that the baby was stillborn.";
}

/// The words for a response that begins before the child dies.
pub const NEAR_DEATH: &str = "The child was brought to hospital near death, was resuscitated, and was expected to die";

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Needed {
    /// A joint agency response is needed.
    Yes,
    /// None is needed.
    No,
    /// It has not been decided.
    NotYetKnown,
}

impl Needed {
    /// Every answer, in the order in which they are offered.
    pub const ALL: [Needed; 3] = [Needed::Yes, Needed::No, Needed::NotYetKnown];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Needed::Yes => "yes",
            Needed::No => "no",
            Needed::NotYetKnown => "not_yet_known",
        }
    }

    /// The words on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Needed::Yes => "A joint agency response is needed",
            Needed::No => "No joint agency response is needed",
            Needed::NotYetKnown => "Not yet known",
        }
    }

    /// The answer with this code, if there is one.
    pub fn from_code(code: &str) -> Option<Needed> {
        Needed::ALL.into_iter().find(|needed| needed.code() == code)
    }
}

/// A decision about a joint agency response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// Whether one is needed.
    pub needed: Needed,
    /// The criteria that apply, each once.
    pub criteria: Vec<Criterion>,
    /// Whether it is about a child brought to hospital near death.
    pub near_death: bool,
    /// Whether it was started, where that is known.
    pub started: Option<bool>,
    /// When it was started.
    pub started_at: Option<DateTime<Utc>>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Who decided: names or posts, since doctors, police and social care decide together.
    pub decided_by: Option<String>,
    /// Why it was not started.
    pub not_started_reason: Option<String>,
}

/// Something a decision lacks, or says wrongly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Flaw {
    /// The field.
    pub field: &'static str,
    /// A stable code.
    pub code: &'static str,
    /// What to do, in words for the person.
    pub words: &'static str,
}

impl Response {
    /// Whether something calls for a joint agency response.
    pub fn is_called_for(&self) -> bool {
        !self.criteria.is_empty() || self.near_death
    }

    /// What has to be put right before the decision can be kept; empty when nothing has.
    pub fn flaws(&self, now: DateTime<Utc>) -> Vec<Flaw> {
        let blank = |text: &Option<String>| text.as_deref().is_none_or(|words| words.trim().is_empty());
        let decided = self.needed != Needed::NotYetKnown;
        let not_started = self.started == Some(false) || self.needed == Needed::No && self.started.is_none();
        let rules = [
            (
                self.needed == Needed::Yes && !self.is_called_for(),
                Flaw {
                    field: "criteria",
                    code: "required",
                    words: "Choose the criteria that apply, or say that the child was brought in near death",
                },
            ),
            (
                self.is_called_for() && not_started && blank(&self.not_started_reason),
                Flaw {
                    field: "not_started_reason",
                    code: "required",
                    words: "Say why a joint agency response was not started although a criterion applies",
                },
            ),
            (
                self.needed == Needed::No && self.started == Some(true),
                Flaw {
                    field: "started",
                    code: "contradiction",
                    words: "It cannot be started and not be needed: choose that it is needed, or that it was not started",
                },
            ),
            (decided && self.decided_at.is_none(), Flaw { field: "decided_at", code: "required", words: "Give the date and time of the decision" }),
            (
                decided && blank(&self.decided_by),
                Flaw {
                    field: "decided_by",
                    code: "required",
                    words: "Say who decided: names, or posts such as the on-call paediatrician and the police lead",
                },
            ),
            (
                self.decided_at.is_some_and(|at| at > now),
                Flaw { field: "decided_at", code: "in_the_future", words: "The decision cannot lie in the future; check the date and time" },
            ),
            (
                self.started_at.is_some_and(|at| at > now),
                Flaw { field: "started_at", code: "in_the_future", words: "The start cannot lie in the future; check the date and time" },
            ),
            (
                self.started_at.is_some() && self.started != Some(true),
                Flaw { field: "started_at", code: "contradiction", words: "Give a start only if the response was started" },
            ),
        ];
        rules.into_iter().filter(|(applies, _)| *applies).map(|(_, flaw)| flaw).collect()
    }
}

/// What the notification says, for a person to confirm or change: the response so far, and why each criterion is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The response as far as the notification tells it.
    pub response: Response,
    /// The reasons, in words.
    pub because: Vec<String>,
}

/// Reads a notification's answers. Nobody has decided yet, so `decided_at` and `decided_by` stay empty.
pub fn suggest(answers: &Map<String, Value>) -> Suggestion {
    let text = |id: &str| answers.get(id).and_then(Value::as_str);
    let ticked: Vec<&str> = answers.get("jar_criteria").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let mut criteria: Vec<Criterion> = ticked.iter().filter_map(|code| Criterion::from_code(code)).collect();
    let near_death = ticked.contains(&"NEAR");
    let mut because = Vec::new();
    if !criteria.is_empty() || near_death {
        because.push("The notification names criteria that are met".to_owned());
    }
    let hints = [
        (
            text("suspected_stillbirth_unattended") == Some("yes"),
            Criterion::UnattendedStillbirth,
            "The notification suspects a stillbirth with no health professional present",
        ),
        (text("place_of_death") == Some("CUSTODY"), Criterion::Custody, "The place of death is a secure setting or custody"),
        (
            text("expected") == Some("unexpected") && text("mode_of_death") == Some("FOUND"),
            Criterion::Sudden,
            "The death was unexpected and the child was found dead or collapsed",
        ),
    ];
    for (applies, criterion, words) in hints {
        if applies && !criteria.contains(&criterion) {
            criteria.push(criterion);
            because.push(words.to_owned());
        }
    }
    criteria.sort_unstable();
    criteria.dedup();
    let started = match text("jar_started") {
        Some("yes") => Some(true),
        Some("no") => Some(false),
        Some(_) | None => None,
    };
    let needed = match text("jar_required") {
        Some("yes") => Needed::Yes,
        Some("no") if criteria.is_empty() => Needed::No,
        Some(_) | None => Needed::NotYetKnown,
    };
    if text("jar_required") == Some("no") {
        because.push(if criteria.is_empty() {
            "The notification says that the criteria are not met".to_owned()
        } else {
            "The notification says that the criteria are not met, and yet the answers point to one".to_owned()
        });
    }
    let at = text("jar_started_at").and_then(parse_datetime).map(to_utc);
    Suggestion {
        response: Response {
            needed,
            criteria,
            near_death,
            started,
            started_at: at.filter(|_| started == Some(true)),
            decided_at: None,
            decided_by: None,
            not_started_reason: text("jar_not_started_reason").map(str::to_owned),
        },
        because,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn suggested(answers: Value) -> Suggestion {
        suggest(answers.as_object().unwrap())
    }

    fn now() -> DateTime<Utc> {
        "2026-11-20T10:00:00Z".parse().unwrap()
    }

    fn yes() -> Response {
        Response {
            needed: Needed::Yes,
            criteria: vec![Criterion::Sudden],
            near_death: false,
            started: Some(true),
            started_at: Some(now()),
            decided_at: Some(now()),
            decided_by: Some("Dr Ada Reed".into()),
            not_started_reason: None,
        }
    }

    fn flawed(response: &Response) -> Vec<&'static str> {
        response.flaws(now()).into_iter().map(|flaw| flaw.field).collect()
    }

    #[test]
    fn there_are_five_criteria_each_with_its_own_code_and_words() {
        let codes: Vec<_> = Criterion::ALL.iter().map(|one| one.code()).collect();
        assert_eq!(codes, ["EXT", "SUD", "CUST", "SUSP", "STILL"]);
        for one in Criterion::ALL {
            assert_eq!(Criterion::from_code(one.code()), Some(*one));
            assert!(!one.label().is_empty() && !one.help().is_empty());
        }
        assert_eq!(Criterion::from_code("NEAR"), None);
    }

    #[test]
    fn any_one_criterion_or_a_child_brought_in_near_death_is_enough() {
        for one in Criterion::ALL {
            assert!(flawed(&Response { criteria: vec![*one], ..yes() }).is_empty());
        }
        assert!(flawed(&Response { criteria: vec![], near_death: true, ..yes() }).is_empty());
        assert_eq!(flawed(&Response { criteria: vec![], ..yes() }), ["criteria"]);
    }

    #[test]
    fn a_response_that_a_criterion_calls_for_and_was_not_started_needs_a_reason() {
        let not_started = Response { started: Some(false), started_at: None, ..yes() };
        assert_eq!(flawed(&not_started), ["not_started_reason"]);
        assert_eq!(flawed(&Response { not_started_reason: Some("  ".into()), ..not_started.clone() }), ["not_started_reason"]);
        assert!(flawed(&Response { not_started_reason: Some("Known heart condition".into()), ..not_started.clone() }).is_empty());
        // Deciding against one although a criterion applies is the same as not starting it.
        let against = Response { needed: Needed::No, started: None, ..not_started };
        assert_eq!(flawed(&against), ["not_started_reason"]);
        assert!(flawed(&Response { criteria: vec![], ..against }).is_empty());
    }

    #[test]
    fn a_decision_says_who_took_it_and_when_and_not_in_the_future() {
        assert_eq!(flawed(&Response { decided_at: None, decided_by: None, ..yes() }), ["decided_at", "decided_by"]);
        let later = now() + chrono::TimeDelta::minutes(1);
        assert_eq!(flawed(&Response { decided_at: Some(later), started_at: Some(later), ..yes() }), ["decided_at", "started_at"]);
        let open = Response { needed: Needed::NotYetKnown, started: None, started_at: None, decided_at: None, decided_by: None, ..yes() };
        assert!(flawed(&open).is_empty());
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        assert_eq!(flawed(&Response { needed: Needed::No, ..yes() }), ["started"]);
        let started = Response { started: None, ..yes() };
        assert_eq!(flawed(&started), ["started_at"]);
    }

    #[test]
    fn the_notification_suggests_what_its_answers_say() {
        let found = suggested(json!({"jar_required": "yes", "jar_criteria": ["SUSP", "EXT", "NEAR"], "jar_started": "yes",
            "jar_started_at": "2026-11-19T21:30"}));
        assert_eq!(found.response.needed, Needed::Yes);
        assert_eq!(found.response.criteria, [Criterion::External, Criterion::Suspicious]);
        assert!(found.response.near_death);
        assert_eq!(found.response.started_at, "2026-11-19T21:30:00Z".parse().ok());
        assert_eq!((found.response.decided_at, found.response.decided_by), (None, None));
    }

    #[test]
    fn answers_that_point_to_a_criterion_are_not_overlooked() {
        let found = suggested(json!({"jar_required": "no", "suspected_stillbirth_unattended": "yes"}));
        assert_eq!(found.response.criteria, [Criterion::UnattendedStillbirth]);
        assert_eq!(found.response.needed, Needed::NotYetKnown);
        assert_eq!(found.because.len(), 2);
        assert_eq!(suggested(json!({"place_of_death": "CUSTODY"})).response.criteria, [Criterion::Custody]);
        assert_eq!(suggested(json!({"expected": "unexpected", "mode_of_death": "FOUND"})).response.criteria, [Criterion::Sudden]);
    }

    #[test]
    fn a_sparse_notification_suggests_nothing() {
        let found = suggested(json!({"jar_required": "not_decided"}));
        assert_eq!((found.response.needed, found.response.is_called_for(), found.because.len()), (Needed::NotYetKnown, false, 0));
        assert_eq!(suggested(json!({"jar_required": "no"})).response.needed, Needed::No);
    }
}
