//! What the outside sees of cases.

use super::events::CaseEvent;
use super::store::{AccessRow, CaseRow, DeadlineRow, EventRow, PersonRow, ProfessionalRow};
use super::store_list::SummaryRow;
use crate::identity::views::AreaName;
use crate::platform::problem::Problem;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use opencdr_domain::audit::event::Action as AuditAction;
use opencdr_domain::case::status::Status;
use opencdr_domain::case::workflow::AvailableAction;
use opencdr_domain::deadline::catalogue;
use opencdr_domain::deadline::due::is_overdue;
use opencdr_domain::forms::Form;
use opencdr_domain::identity::role::Role;
use opencdr_domain::vocab::age::age_text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// A deadline as shown in a list.
#[derive(Serialize, ToSchema)]
pub struct NextDeadline {
    /// Rule of the catalogue.
    pub rule_id: String,
    /// In words.
    pub label: String,
    /// When due.
    pub due_at: DateTime<Utc>,
    /// Whether that is past.
    pub overdue: bool,
}

/// A case in a list.
#[derive(Serialize, ToSchema)]
pub struct CaseSummary {
    /// Case.
    pub id: Uuid,
    /// AREA/YEAR/NNNN.
    #[schema(example = "KENT/2026/0042")]
    pub reference: String,
    /// Status code.
    #[schema(example = "triage")]
    pub status: String,
    /// Status in words.
    pub status_label: String,
    /// Name of the child.
    pub child_name: String,
    /// Ten digits, where known.
    pub nhs_number: Option<String>,
    /// Age at death in words.
    pub age_text: String,
    /// Age band code.
    pub age_band: String,
    /// Date of death.
    pub date_of_death: NaiveDate,
    /// Place code.
    pub place: String,
    /// Place in words.
    pub place_label: String,
    /// When the case was opened.
    pub opened_at: DateTime<Utc>,
    /// What is due next.
    pub next_deadline: Option<NextDeadline>,
}

/// The child.
#[derive(Serialize, ToSchema)]
pub struct ChildView {
    /// Surname; the family name when not yet named.
    pub surname: String,
    /// First and other names; empty when not yet named.
    pub forenames: String,
    /// Also known as.
    pub aliases: Option<String>,
    /// Ten digits, where known.
    pub nhs_number: Option<String>,
    /// Why there is none, in words.
    pub nhs_number_missing_reason: Option<String>,
    /// Date of birth.
    pub date_of_birth: NaiveDate,
    /// Date of death.
    pub date_of_death: NaiveDate,
    /// Time of death, London, where known.
    #[schema(value_type = Option<String>, example = "14:05:00")]
    pub time_of_death: Option<NaiveTime>,
    /// Age at death in words.
    pub age_text: String,
    /// Sex code.
    pub sex: String,
    /// Sex in words.
    pub sex_label: String,
    /// Ethnic group in words.
    pub ethnicity_label: String,
    /// Home address.
    pub address: HomeAddress,
    /// Home postcode.
    pub postcode: Option<String>,
}

/// A home address; parts that are not known are left out.
#[derive(Default, Serialize, Deserialize, ToSchema)]
pub struct HomeAddress {
    /// House and street.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line1: Option<String>,
    /// Second line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line2: Option<String>,
    /// Town.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub town: Option<String>,
    /// Postcode as written with the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
}

/// Who did something.
#[derive(Serialize, ToSchema)]
pub struct ActorName {
    /// Name.
    pub name: String,
}

/// A deadline of a case.
#[derive(Serialize, ToSchema)]
pub struct DeadlineView {
    /// Rule of the catalogue.
    pub rule_id: String,
    /// In words.
    pub label: String,
    /// Where it is written.
    pub citation: String,
    /// Law, guidance, national or local.
    pub kind: String,
    /// What started the clock.
    pub trigger_at: DateTime<Utc>,
    /// When due.
    pub due_at: DateTime<Utc>,
    /// When met.
    pub met_at: Option<DateTime<Utc>>,
    /// Whether unmet and past.
    pub overdue: bool,
}

/// An answer in words.
#[derive(Serialize, ToSchema)]
pub struct LabelledValue {
    /// Question.
    pub label: String,
    /// Answer.
    pub value: String,
}

/// Somebody of the family or household.
#[derive(Serialize, ToSchema)]
pub struct PersonView {
    /// Row.
    pub id: Uuid,
    /// `carer`, `child` or `other`.
    pub role: String,
    /// Name.
    pub name: String,
    /// Relationship in words.
    pub relationship: Option<String>,
    /// Date of birth.
    pub date_of_birth: Option<NaiveDate>,
    /// The other answers about them.
    pub details: Vec<LabelledValue>,
}

/// A professional who knew the child.
#[derive(Serialize, ToSchema)]
pub struct ProfessionalView {
    /// Row.
    pub id: Uuid,
    /// Agency type code.
    pub agency: String,
    /// Agency type in words.
    pub agency_label: String,
    /// Name.
    pub name: Option<String>,
    /// Role.
    pub job_title: Option<String>,
    /// Organisation.
    pub organisation: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Whether already told of the death: `yes`, `no` or unknown.
    pub informed: Option<String>,
}

/// A notification of the case.
#[derive(Clone, Serialize, ToSchema)]
pub struct CaseNotification {
    /// Notification.
    pub id: Uuid,
    /// Its reference.
    pub reference: String,
    /// When received.
    pub received_at: DateTime<Utc>,
    /// Who sent it.
    pub notifier_name: String,
    /// Their agency.
    pub notifier_organisation: String,
}

/// Something that can be done with a case.
#[derive(Serialize, ToSchema)]
pub struct CaseAction {
    /// What.
    pub action: String,
    /// Whether now.
    pub available: bool,
    /// Why not.
    pub reason: Option<String>,
}

/// A case.
#[derive(Serialize, ToSchema)]
pub struct CaseView {
    /// As in a list.
    #[serde(flatten)]
    pub summary: CaseSummary,
    /// Version, as in the ETag.
    pub version: i32,
    /// Area responsible.
    pub area: AreaName,
    /// The child.
    pub child: ChildView,
    /// Deadlines, the earliest first.
    pub deadlines: Vec<DeadlineView>,
    /// Family and household.
    pub people: Vec<PersonView>,
    /// Professionals and agencies.
    pub professionals: Vec<ProfessionalView>,
    /// Notifications of this death.
    pub notifications: Vec<CaseNotification>,
    /// What can be done.
    pub actions: Vec<CaseAction>,
}

/// A case, named.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CaseName {
    /// Case.
    pub id: Uuid,
    /// AREA/YEAR/NNNN.
    pub reference: String,
}

/// Something that happened.
#[derive(Serialize, ToSchema)]
pub struct TimelineItem {
    /// Event.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Kind.
    pub kind: String,
    /// In words.
    pub title: String,
    /// More.
    pub detail: Option<String>,
    /// Who; empty for a member of the public or the system.
    pub actor: Option<ActorName>,
}

/// A look at a case, or a change of it.
#[derive(Serialize, ToSchema)]
pub struct AccessItem {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor_name: String,
    /// Role in words.
    pub role: Option<String>,
    /// Action code.
    pub action: String,
    /// Action in words.
    pub action_label: String,
    /// Purpose code.
    pub purpose: String,
}

/// A search. It travels in the body, since a name is personal data.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchCases {
    /// Name, or part of one; reference; or NHS number.
    #[validate(length(min = 2, max = 200, message = "Enter at least 2 characters of a name, a case reference or an NHS number"))]
    pub query: String,
    /// Rows wanted, 1 to 200.
    pub limit: Option<i64>,
    /// `next` of the page before.
    #[validate(length(max = 500))]
    pub cursor: Option<String>,
}

/// Counts for tabs and badges.
#[derive(Serialize, ToSchema)]
pub struct Counts {
    /// Notifications by status.
    pub notifications: BTreeMap<String, i64>,
    /// Cases.
    pub cases: CaseCounts,
}

/// Counts of cases.
#[derive(Serialize, ToSchema)]
pub struct CaseCounts {
    /// With work remaining.
    pub open: i64,
    /// Of these, past a deadline.
    pub overdue: i64,
    /// With none.
    pub closed: i64,
    /// By status code.
    pub by_status: BTreeMap<String, i64>,
}

/// The child's name as one text; a baby not yet named is said to be so.
pub fn child_name(forenames: &str, surname: &str) -> String {
    if forenames.is_empty() { format!("Baby {surname} (not yet named)") } else { format!("{forenames} {surname}") }
}

fn status_label(code: &str) -> String {
    Status::from_code(code).map_or_else(|| code.to_owned(), |s| s.label().to_owned())
}

fn rule_label(id: &str) -> String {
    catalogue::rule(catalogue::CHILD_DEATH_REVIEW, id).map_or_else(|| id.to_owned(), |rule| rule.label.to_owned())
}

/// A summary from its row.
pub fn summary(row: &SummaryRow, form: &Form, now: DateTime<Utc>) -> CaseSummary {
    CaseSummary {
        id: row.id,
        reference: row.reference.clone(),
        status_label: status_label(&row.status),
        status: row.status.clone(),
        child_name: child_name(&row.forenames, &row.surname),
        nhs_number: row.nhs_number.clone(),
        age_text: age_text(row.date_of_birth, row.date_of_death).unwrap_or_default(),
        age_band: row.age_band.clone(),
        date_of_death: row.date_of_death,
        place_label: label(form, "place_of_death", &row.place_of_death),
        place: row.place_of_death.clone(),
        opened_at: row.opened_at,
        next_deadline: row.next_due_at.filter(|_| row.is_open).zip(row.next_due_rule.as_deref()).map(|(due_at, rule)| NextDeadline {
            rule_id: rule.to_owned(),
            label: rule_label(rule),
            due_at,
            overdue: is_overdue(due_at, None, now),
        }),
    }
}

/// The words of a code of a question, or the code where the form has none.
pub fn label(form: &Form, question: &str, code: &str) -> String {
    form.label(question, code).unwrap_or(code).to_owned()
}

/// The child from the row of a case.
pub fn child(row: &CaseRow, form: &Form) -> ChildView {
    ChildView {
        surname: row.surname.clone(),
        forenames: row.forenames.clone(),
        aliases: row.aliases.clone(),
        nhs_number: row.nhs_number.clone(),
        nhs_number_missing_reason: row.nhs_number_missing_reason.as_deref().map(|code| label(form, "nhs_number_missing_reason", code)),
        date_of_birth: row.date_of_birth,
        date_of_death: row.date_of_death,
        time_of_death: row.time_of_death,
        age_text: age_text(row.date_of_birth, row.date_of_death).unwrap_or_default(),
        sex_label: label(form, "sex", &row.sex),
        sex: row.sex.clone(),
        ethnicity_label: label(form, "ethnicity", &row.ethnicity),
        address: serde_json::from_value(row.address.clone()).unwrap_or_default(),
        postcode: row.postcode.clone(),
    }
}

/// A deadline from its row.
pub fn deadline(row: DeadlineRow, now: DateTime<Utc>) -> DeadlineView {
    let rule = catalogue::rule(catalogue::CHILD_DEATH_REVIEW, &row.rule_id);
    DeadlineView {
        label: rule_label(&row.rule_id),
        citation: rule.map(|r| r.citation.to_owned()).unwrap_or_default(),
        kind: rule.map(|r| r.kind.code().to_owned()).unwrap_or_default(),
        overdue: is_overdue(row.due_at, row.met_at, now),
        rule_id: row.rule_id,
        trigger_at: row.trigger_at,
        due_at: row.due_at,
        met_at: row.met_at,
    }
}

/// A person from their row; the answers of the row in words.
pub fn person(row: PersonRow, form: &Form) -> PersonView {
    let list = match row.role.as_str() {
        "carer" => "carers",
        "child" => "other_children",
        _ => "significant_others",
    };
    let questions = form.question(list).map(|q| q.questions.as_slice()).unwrap_or_default();
    let details = questions
        .iter()
        .filter_map(|question| {
            let value = crate::forms::words::answer(form, question, row.details.get(&question.id)?)?;
            Some(LabelledValue { label: question.label.clone(), value })
        })
        .collect();
    let relationship = row.relationship.as_deref().map(|code| {
        questions.iter().find(|q| q.id == "relationship").and_then(|q| form.options(q).label(code)).unwrap_or(code).to_owned()
    });
    PersonView { id: row.id, role: row.role, name: row.name, relationship, date_of_birth: row.date_of_birth, details }
}

/// A professional from their row.
pub fn professional(row: ProfessionalRow, form: &Form) -> ProfessionalView {
    let agencies = form.question("professionals").and_then(|q| q.questions.iter().find(|q| q.id == "agency"));
    let agency_label = agencies.and_then(|q| form.options(q).label(&row.agency)).unwrap_or(&row.agency).to_owned();
    ProfessionalView {
        id: row.id,
        agency_label,
        agency: row.agency,
        name: row.name,
        job_title: row.job_title,
        organisation: row.organisation,
        phone: row.phone,
        email: row.email,
        informed: row.informed,
    }
}

/// An action as offered.
pub fn action(offered: AvailableAction) -> CaseAction {
    CaseAction { action: offered.action.code().to_owned(), available: offered.available, reason: offered.reason.map(str::to_owned) }
}

/// A timeline item from its row.
pub fn timeline_item((id, at, kind, detail, actor): EventRow) -> Result<TimelineItem, Problem> {
    let event = CaseEvent::from_parts(&kind, detail).ok_or_else(|| Problem::internal(format!("a timeline event of kind {kind} cannot be read")))?;
    let (title, detail) = event.words();
    Ok(TimelineItem { id, at, kind, title, detail, actor: actor.map(|name| ActorName { name }) })
}

/// An access from its row.
pub fn access_item((_, at, role, action, purpose, name, actor_kind): AccessRow) -> AccessItem {
    let stand_in = match actor_kind.as_str() {
        "public" => "A member of the public",
        "operator" => "An operator",
        _ => "The system",
    };
    AccessItem {
        at,
        actor_name: name.unwrap_or_else(|| stand_in.to_owned()),
        role: role.map(|code| Role::from_code(&code).map_or_else(|| code.clone(), |r| r.label().to_owned())),
        action_label: AuditAction::from_code(&action).map_or_else(|| action.clone(), |a| a.label().to_owned()),
        action,
        purpose,
    }
}
