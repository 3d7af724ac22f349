//! Contact with the family: their key worker, what they wish, the days on which nobody should write, and what they asked.
//!
//! Every bereaved family is offered the guide “When a Child Dies” and has a key worker, who brings their questions to the review
//! and takes the answers back (handbook 1.3 and 2.1, D06 and D25).

use super::Fault;
use crate::deadline::due::day_begins;
use crate::vocab::coded::coded;
use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

coded! {
    /// How people are in touch.
    Channel {
        /// Spoken, by telephone.
        Telephone = "telephone", "Telephone";
        /// Seen at home or elsewhere.
        Visit = "visit", "Visit or meeting";
        /// A letter on paper.
        Letter = "letter", "Letter";
        /// An e-mail.
        Email = "email", "Email";
        /// A text message.
        Text = "text", "Text message";
        /// Seen through a screen.
        Video = "video", "Video call";
        /// Through somebody else, for example the hospice.
        Through = "through_someone", "Through somebody they trust";
    }
}

coded! {
    /// Where a question of the family stands.
    QuestionStatus {
        /// Nobody has answered yet.
        Open = "open", "Waiting for an answer";
        /// Somebody else answers it: the coroner, the hospital.
        PassedOn = "passed_on", "Passed on to somebody who can answer";
        /// It has an answer.
        Answered = "answered", "Answered";
    }
}

/// What is true of a question of the family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuestionFacts {
    /// Where it stands.
    pub status: QuestionStatus,
    /// Day it was asked.
    pub asked: Option<NaiveDate>,
    /// Whether it is written who answers.
    pub has_answerer: bool,
    /// Whether the answer is written down.
    pub has_answer: bool,
    /// Day the family was told.
    pub told: Option<NaiveDate>,
}

impl QuestionFacts {
    /// Everything that cannot be right. `today` is the London day.
    pub fn faults(&self, today: NaiveDate) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut refuse = |field, code, message| faults.push(Fault { field, code, message });
        match self.asked {
            None => refuse("asked_on", "required", "Give the day the family asked"),
            Some(day) if day > today => refuse("asked_on", "date_in_future", "The day the family asked must be today or in the past"),
            Some(_) => {}
        }
        match self.status {
            QuestionStatus::Open => {}
            QuestionStatus::PassedOn if !self.has_answerer => refuse("answerer", "required", "Say who will answer"),
            QuestionStatus::PassedOn => {}
            QuestionStatus::Answered if !self.has_answer => refuse("answer", "required", "Write down the answer"),
            QuestionStatus::Answered => {}
        }
        if self.told.is_some() && self.status != QuestionStatus::Answered {
            refuse("told_on", "not_answered", "The family can be told once there is an answer: choose “Answered”, or take the day out");
        }
        if self.told.is_some_and(|day| day > today) {
            refuse("told_on", "date_in_future", "The day the family was told must be today or in the past");
        } else if self.told.zip(self.asked).is_some_and(|(told, asked)| told < asked) {
            refuse("told_on", "before_beginning", "The family cannot have been told before they asked");
        }
        faults
    }

    /// Whether something is still owed to the family: an answer, or that they hear it.
    pub fn owed(&self) -> bool {
        self.status != QuestionStatus::Answered || self.told.is_none()
    }
}

/// Since when the family has had what every bereaved family is owed in the first days (D06): a key worker and the guide; the later
/// of the two.
pub fn supported_at(key_worker: Option<Given>, guide: Option<Given>) -> Option<DateTime<Utc>> {
    Some(key_worker?.since().max(guide?.since()))
}

/// Something a family was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// On which day, where that is known.
    pub on: Option<NaiveDate>,
    /// When it was written down, which stands for the day where that is not known.
    pub written: DateTime<Utc>,
}

impl Given {
    fn since(self) -> DateTime<Utc> {
        self.on.map_or(self.written, day_begins)
    }
}

/// A day of the year on which nobody should write to the family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenderDay {
    /// When: within the last days, if it has only just been; otherwise the next time it comes, today included.
    pub on: NaiveDate,
    /// Why, in words.
    pub why: String,
    /// Whether that is near enough to hold a letter back.
    pub near: bool,
}

/// Days before and after a tender day on which a letter could arrive and hurt.
pub const NEAR_DAYS: i64 = 7;

/// The next time a day of the year comes. The 29th of February is remembered on the 28th in other years.
fn next_time(day: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let in_year = |year: i32| {
        let years = u32::try_from(year - day.year()).ok()?;
        day.checked_add_months(Months::new(12 * years))
    };
    in_year(today.year()).filter(|next| *next >= today).or_else(|| in_year(today.year() + 1))
}

/// The days not to write on, the earliest first: the child's birthday, the day of death, and those the family named.
pub fn tender_days(born: NaiveDate, died: NaiveDate, own: &[(NaiveDate, String)], today: NaiveDate) -> Vec<TenderDay> {
    let computed = [(born, "The child’s birthday".to_owned()), (died, "The day the child died".to_owned())];
    let mut days: Vec<TenderDay> = computed
        .iter()
        .chain(own)
        .filter_map(|(day, why)| {
            let on = next_time(*day, today - chrono::TimeDelta::days(NEAR_DAYS))?;
            Some(TenderDay { on, why: why.clone(), near: (on - today).num_days() <= NEAR_DAYS })
        })
        .collect();
    days.sort_by_key(|day| day.on);
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn question(status: QuestionStatus) -> QuestionFacts {
        QuestionFacts { status, asked: Some(day("2026-11-01")), has_answerer: true, has_answer: true, told: None }
    }

    #[test]
    fn a_question_is_owed_until_the_family_has_heard_the_answer() {
        assert!(question(QuestionStatus::Open).owed());
        assert!(question(QuestionStatus::PassedOn).owed());
        assert!(question(QuestionStatus::Answered).owed());
        assert!(!QuestionFacts { told: Some(day("2026-11-10")), ..question(QuestionStatus::Answered) }.owed());
    }

    #[test]
    fn what_cannot_be_right_about_a_question_is_refused() {
        use QuestionStatus::{Answered, Open, PassedOn};
        let told = Some(day("2026-11-10"));
        let rows: [(QuestionFacts, &[(&str, &str)]); 9] = [
            (question(Open), &[]),
            (question(Answered), &[]),
            (QuestionFacts { asked: None, ..question(Open) }, &[("asked_on", "required")]),
            (QuestionFacts { asked: Some(day("2026-11-21")), ..question(Open) }, &[("asked_on", "date_in_future")]),
            (QuestionFacts { has_answerer: false, ..question(PassedOn) }, &[("answerer", "required")]),
            (QuestionFacts { has_answer: false, ..question(Answered) }, &[("answer", "required")]),
            (QuestionFacts { told, ..question(Open) }, &[("told_on", "not_answered")]),
            (QuestionFacts { told: Some(day("2026-11-21")), ..question(Answered) }, &[("told_on", "date_in_future")]),
            (QuestionFacts { told: Some(day("2026-10-31")), ..question(Answered) }, &[("told_on", "before_beginning")]),
        ];
        for (facts, expected) in rows {
            let found: Vec<(&str, &str)> = facts.faults(day("2026-11-20")).iter().map(|f| (f.field, f.code)).collect();
            assert_eq!(found, expected, "{facts:?}");
        }
    }

    #[test]
    fn the_family_is_supported_from_the_later_of_key_worker_and_guide() {
        let written: DateTime<Utc> = "2026-11-22T15:00:00Z".parse().unwrap();
        let begins = |text| Some(day_begins(day(text)));
        let on = |text| Some(Given { on: Some(day(text)), written });
        let some_day = Some(Given { on: None, written });
        let rows = [
            (on("2026-11-19"), on("2026-11-20"), begins("2026-11-20")),
            (on("2026-11-21"), on("2026-11-20"), begins("2026-11-21")),
            (some_day, on("2026-11-20"), Some(written)),
            (on("2026-11-20"), some_day, Some(written)),
            (some_day, None, None),
            (None, on("2026-11-20"), None),
        ];
        for (key_worker, guide, expected) in rows {
            assert_eq!(supported_at(key_worker, guide), expected, "{key_worker:?} {guide:?}");
        }
    }

    #[test]
    fn birthday_and_day_of_death_come_every_year_and_the_nearest_is_first() {
        let days = tender_days(day("2019-11-25"), day("2026-10-02"), &[(day("2020-12-24"), "Christmas Eve".into())], day("2026-11-20"));
        let told: Vec<(&str, String, bool)> = days.iter().map(|d| (d.why.as_str(), d.on.to_string(), d.near)).collect();
        assert_eq!(
            told,
            [
                ("The child’s birthday", "2026-11-25".to_owned(), true),
                ("Christmas Eve", "2026-12-24".to_owned(), false),
                ("The day the child died", "2027-10-02".to_owned(), false),
            ]
        );
    }

    #[test]
    fn a_tender_day_is_near_a_week_before_and_a_week_after() {
        for (today, near) in
            [("2026-11-17", false), ("2026-11-18", true), ("2026-11-25", true), ("2026-12-02", true), ("2026-12-03", false), ("2027-01-01", false)]
        {
            let days = tender_days(day("2020-06-01"), day("2025-11-25"), &[], day(today));
            let anniversary = days.iter().find(|d| d.why == "The day the child died").unwrap();
            // The day that is called near is the one that is shown.
            let shown = if near || today < "2026-11-25" { "2026-11-25" } else { "2027-11-25" };
            assert_eq!((anniversary.near, anniversary.on), (near, day(shown)), "{today}");
        }
    }

    #[test]
    fn the_29th_of_february_is_remembered_on_the_28th_in_other_years() {
        let days = tender_days(day("2024-02-29"), day("2026-10-02"), &[], day("2027-01-10"));
        assert_eq!(days[0].on, day("2027-02-28"));
        let days = tender_days(day("2024-02-29"), day("2026-10-02"), &[], day("2028-01-10"));
        assert_eq!(days[0].on, day("2028-02-29"));
    }
}
