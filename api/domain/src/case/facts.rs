//! What the workflow needs to know to open a case.

use crate::notification::decision;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde_json::{Map, Value};

/// The facts of a notification that is to become a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpeningFacts {
    /// Where the notification stands.
    pub notification_status: decision::Status,
    /// When it was received.
    pub received_at: DateTime<Utc>,
    /// Date of death in London, if it is known.
    pub date_of_death: Option<NaiveDate>,
    /// Time of death in London, if it is known.
    pub time_of_death: Option<NaiveTime>,
}

impl OpeningFacts {
    /// Takes the facts out of a notification and its answers.
    pub fn from_answers(notification_status: decision::Status, received_at: DateTime<Utc>, answers: &Map<String, Value>) -> OpeningFacts {
        let text = |id: &str| answers.get(id).and_then(Value::as_str);
        OpeningFacts {
            notification_status,
            received_at,
            date_of_death: text("date_of_death").and_then(|written| written.parse().ok()),
            time_of_death: text("time_of_death").and_then(|written| NaiveTime::parse_from_str(written, "%H:%M").ok()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn dates_and_times_that_are_not_known_are_absent() {
        let facts = |answers: Value| OpeningFacts::from_answers(decision::Status::Received, DateTime::UNIX_EPOCH, answers.as_object().unwrap());
        let full = facts(json!({"date_of_death": "2026-01-10", "time_of_death": "04:05"}));
        assert_eq!(full.date_of_death, "2026-01-10".parse().ok());
        assert_eq!(full.time_of_death, NaiveTime::from_hms_opt(4, 5, 0));
        let sparse = facts(json!({"time_of_death": {"state": "not_known"}}));
        assert_eq!((sparse.date_of_death, sparse.time_of_death), (None, None));
    }
}
