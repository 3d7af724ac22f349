//! What the outside sees of cases.

use super::views_comparing::MergeView;
use super::views_places::PlacesView;
use super::views_triage::TriageView;
use crate::identity::views::AreaName;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
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
    pub label: Cow<'static, str>,
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
    pub status_label: Cow<'static, str>,
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
    /// Whether only people with a grant may know of the case.
    pub restricted: bool,
    /// Case under whose reference it continues, when it was merged.
    pub continues_as: Option<CaseName>,
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
    /// Time of birth, London, where known; asked of babies under 28 days.
    #[schema(value_type = Option<String>, example = "03:40:00")]
    pub time_of_birth: Option<NaiveTime>,
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
    /// When the clock was stopped for good, since the review ended before.
    pub stopped_at: Option<DateTime<Utc>>,
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
    /// Until when I may read it, where I opened it in an emergency; I may change nothing then.
    pub emergency_until: Option<DateTime<Utc>>,
    /// Area responsible.
    pub area: AreaName,
    /// Where the child lived, died, and where it happened.
    pub places: PlacesView,
    /// The child.
    pub child: ChildView,
    /// What waits for other reviews and investigations, in sentences.
    pub waiting: Vec<String>,
    /// Deadlines, the earliest first.
    pub deadlines: Vec<DeadlineView>,
    /// Family and household.
    pub people: Vec<PersonView>,
    /// Professionals and agencies.
    pub professionals: Vec<ProfessionalView>,
    /// Notifications of this death.
    pub notifications: Vec<CaseNotification>,
    /// Cases that were merged into this one, and those taken apart from it again; the first first.
    pub merges: Vec<MergeView>,
    /// Who completed triage, and when; null while it is not complete, or that is not known.
    pub triage: Option<TriageView>,
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
    /// Openings in an emergency that wait for my review; left out for those who review none.
    pub emergencies_to_review: Option<i64>,
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
