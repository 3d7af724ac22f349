//! Everything the record is made of: contributions, choices and joins, opened once.

use super::store::{self, JoinRow};
use crate::case::access::CaseAccess;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use crate::request::showing::agency_label;
use crate::request::store::{self as requests, RequestRow, SubmissionRow};
use crate::request::views::GivenAnswer;
use chrono::{DateTime, Utc};
use opencdr_domain::composite::rows::{Join, RowChoice, RowOf, SourceRow};
use opencdr_domain::composite::{Choice, Seen, Source};
use opencdr_domain::forms::definition::Question;
use opencdr_domain::forms::{Form, Registry};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

/// Place of [`Chosen`].
pub const CHOICE: &str = "composite_choices.sealed";

/// What of a choice is sealed with the key of the case.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Chosen {
    /// What counts.
    pub value: Value,
    /// The contribution it was taken from.
    pub from: Option<Uuid>,
    /// Why.
    pub reason: Option<String>,
    /// The answers it was made over.
    pub seen: Vec<Seen>,
}

/// What one organisation submitted last.
pub struct Contribution<'f> {
    /// The request.
    pub row: RequestRow,
    /// The submission.
    pub submission: SubmissionRow,
    /// The version of the form it was given in.
    pub form: &'f Form,
    /// Organisation.
    pub organisation: String,
    /// Agency type in words.
    pub agency_label: String,
    /// Answers to questions, by question.
    single: HashMap<String, GivenAnswer>,
    /// Rows of groups, by group, in their order.
    rows: HashMap<String, Vec<GivenAnswer>>,
}

/// Everything the record of a case is made of.
pub struct Gathered<'f> {
    /// Every request of the case.
    pub requests: Vec<RequestRow>,
    /// Names of their organisations.
    pub organisations: HashMap<Uuid, String>,
    /// Contributions, the earliest first.
    pub contributions: Vec<Contribution<'f>>,
    choices: Vec<(String, String, String, Choice)>,
    joins: Vec<(String, String, Join)>,
}

/// Gathers it.
///
/// # Errors
/// When something sealed cannot be opened.
pub fn gather<'f>(tx: &mut Tx, registry: &'f Registry, case: &CaseAccess) -> Result<Gathered<'f>, Problem> {
    let requests = requests::list_of_cases(tx.conn(), case.ids())?;
    let ids: Vec<Uuid> = requests.iter().map(|row| row.id).collect();
    let organisations = requests::list_organisation_names(tx.conn(), &requests.iter().map(|row| row.organisation_id).collect::<Vec<_>>())?;
    let mut contributions = Vec::new();
    for submission in requests::list_last_submissions(tx.conn(), &ids)? {
        let Some(row) = requests.iter().find(|row| row.id == submission.request_id) else { continue };
        if !row.timeline().standing().counts_if_submitted() {
            continue;
        }
        let key = tx.keyring().unwrap(row.id, &row.wrapped_key)?;
        let (mut single, mut rows): (HashMap<_, _>, HashMap<String, Vec<GivenAnswer>>) = (HashMap::new(), HashMap::new());
        for given in submission.answers(&key)? {
            if given.row.is_some() {
                rows.entry(given.question.clone()).or_default().push(given);
            } else {
                single.insert(given.question.clone(), given);
            }
        }
        contributions.push(Contribution {
            form: given_in(registry, row, &submission)?,
            organisation: organisations.get(&row.organisation_id).cloned().unwrap_or_default(),
            agency_label: agency_label(registry, &row.agency),
            row: row.clone(),
            submission,
            single,
            rows,
        });
    }
    contributions.sort_by_key(|one| (one.submission.submitted_at, one.row.id));
    Ok(Gathered { requests, organisations, contributions, choices: choices(tx, case)?, joins: joins(tx, case)? })
}

/// The version of the form a submission was given in. The request may have moved to a newer one since it was returned.
fn given_in<'f>(registry: &'f Registry, row: &RequestRow, submission: &SubmissionRow) -> Result<&'f Form, Problem> {
    let version = u32::try_from(submission.form_version).unwrap_or(0);
    registry.form(&row.form_id, version).ok_or_else(|| Problem::internal(format!("form {} version {version} is not built in", row.form_id)))
}

fn choices(tx: &mut Tx, case: &CaseAccess) -> Result<Vec<(String, String, String, Choice)>, Problem> {
    let rows = store::list_choices(tx.conn(), case)?;
    rows.into_iter()
        .map(|(row, by)| {
            let Chosen { value, from, reason, seen } = case.open_json(CHOICE, row.id, &row.sealed)?;
            let choice = Choice { value, from, reason, by, at: row.chosen_at, seen, ended_at: None };
            Ok((row.form_id, row.question, row.row_key, choice))
        })
        .collect()
}

fn joins(tx: &mut Tx, case: &CaseAccess) -> Result<Vec<(String, String, Join)>, Problem> {
    let join = |row: JoinRow| {
        let rows = row.request_ids.iter().flatten().zip(row.row_ids.iter().flatten());
        let rows = rows.map(|(request, row)| RowOf { request: *request, row: row.to_string() }).collect();
        let join = Join { id: row.id, rows, by: String::new(), at: row.joined_at, ended_at: None };
        (row.form_id, row.question, join)
    };
    Ok(store::list_joins(tx.conn(), case)?.into_iter().map(join).collect())
}

impl Contribution<'_> {
    fn source(&self, given: &GivenAnswer) -> Source {
        Source {
            request: self.row.id,
            organisation: self.organisation.clone(),
            agency: self.row.agency.clone(),
            person: given.saved_by.clone(),
            at: given.saved_at,
            form: self.row.form_id.clone(),
            version: self.form.definition.version,
            value: given.value.clone(),
            revision: i64::from(given.revision),
        }
    }

    /// When its last answer came, for what is shown of it as a whole.
    pub fn submitted_at(&self) -> DateTime<Utc> {
        self.submission.submitted_at
    }
}

impl<'f> Gathered<'f> {
    /// The sections of a form that somebody was asked for and has neither declined nor been spared.
    pub fn asked(&self, form: &str) -> Vec<String> {
        let stands = |row: &&RequestRow| {
            let standing = row.timeline().standing();
            row.form_id == form && (standing.is_awaited() || standing.counts_if_submitted())
        };
        self.requests.iter().filter(stands).flat_map(RequestRow::asked).collect()
    }

    /// The contributions to a form.
    pub fn of_form<'g>(&'g self, form: &'g str) -> impl Iterator<Item = &'g Contribution<'f>> {
        self.contributions.iter().filter(move |one| one.row.form_id == form)
    }

    /// What was said about a question of a form, or about a group as a whole.
    pub fn sources(&self, form: &str, question: &str) -> Vec<Source> {
        self.of_form(form).filter_map(|one| Some(one.source(one.single.get(question)?))).collect()
    }

    /// The rows of a group, of every contribution.
    pub fn rows(&self, form: &str, group: &Question) -> Vec<SourceRow> {
        let of = |one: &Contribution<'_>| {
            let rows = one.rows.get(&group.id).map_or(&[][..], Vec::as_slice).iter();
            rows.map(|given| SourceRow { row: given.row.unwrap_or_default().to_string(), source: one.source(given) }).collect::<Vec<_>>()
        };
        self.of_form(form).flat_map(of).collect()
    }

    /// The choice on a question.
    pub fn choices(&self, form: &str, question: &str) -> Vec<Choice> {
        let mine = self.choices.iter().filter(|(f, q, row, _)| (f.as_str(), q.as_str(), row.as_str()) == (form, question, ""));
        mine.map(|(.., choice)| choice.clone()).collect()
    }

    /// The joins of a group.
    pub fn joins(&self, form: &str, group: &str) -> Vec<Join> {
        self.joins.iter().filter(|(f, q, _)| (f.as_str(), q.as_str()) == (form, group)).map(|(.., join)| join.clone()).collect()
    }

    /// The choices on questions of joined rows of a group.
    pub fn row_choices(&self, form: &str, group: &str) -> Vec<RowChoice> {
        let mine = self.choices.iter().filter_map(|(f, question, row, choice)| {
            let (of, question) = question.split_once('.')?;
            let join = row.parse().ok().filter(|_| (f.as_str(), of) == (form, group))?;
            Some(RowChoice { join, question: question.to_owned(), choice: choice.clone() })
        });
        mine.collect()
    }

    /// A contribution by its request.
    pub fn contribution(&self, request: Uuid) -> Option<&Contribution<'f>> {
        self.contributions.iter().find(|one| one.row.id == request)
    }
}
