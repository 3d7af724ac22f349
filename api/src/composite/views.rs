//! What the outside sees of the collated record.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// How far the record has come together.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub struct CompositeCounts {
    /// Questions on which somebody has to choose.
    pub conflicts: usize,
    /// Choices that need another look.
    pub reopened: usize,
    /// Questions nobody has to look at.
    pub settled: usize,
    /// Questions with an answer.
    pub answered: usize,
}

/// A contribution: what one organisation submitted last.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ContributionView {
    /// Request.
    pub request_id: Uuid,
    /// Its reference.
    pub reference: String,
    /// Organisation.
    pub organisation: String,
    /// Agency type in words.
    pub agency_label: String,
    /// Who submitted it.
    pub person: String,
    /// When.
    pub submitted_at: DateTime<Utc>,
    /// Form.
    pub form: String,
    /// What the form is called.
    pub form_title: String,
    /// Version it was given in.
    pub form_version: u32,
}

/// One answer of one organisation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CompositeSource {
    /// Request it came with.
    pub request_id: Uuid,
    /// Row, for an answer inside a group.
    pub row: Option<Uuid>,
    /// Organisation.
    pub organisation: String,
    /// Agency type in words.
    pub agency_label: String,
    /// Who answered.
    pub person: String,
    /// When.
    pub answered_at: DateTime<Utc>,
    /// Version of the form it was answered in.
    pub form_version: u32,
    /// The answer.
    pub value: Value,
    /// The answer in words, those of its own version.
    pub value_text: String,
    /// Whether it says what the record says.
    pub agrees: bool,
    /// Whether it came, or changed, after the choice that holds.
    pub is_new: bool,
}

/// A choice a person made.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CompositeChoiceView {
    /// Whether it is in the office's own words, and not one of the answers.
    pub own: bool,
    /// Why.
    pub reason: String,
    /// Who chose.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A question with every source beside it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CompositeQuestion {
    /// Form.
    pub form: String,
    /// Question; `group.question` inside a group.
    pub question: String,
    /// Row of a group, for a question inside it.
    pub row_key: Option<String>,
    /// Its label.
    pub label: String,
    /// Kind of answer.
    pub kind: String,
    /// `single`, `all` or `narrative`.
    pub collate: String,
    /// What one row of a group is called.
    pub row_noun: Option<String>,
    /// `nothing`, `single`, `agreed`, `side_by_side`, `chosen`, `conflict` or `reopened`.
    pub standing: &'static str,
    /// The same in words.
    pub standing_label: &'static str,
    /// How the record came to say this.
    pub why: Option<String>,
    /// What the record says.
    pub value: Value,
    /// The same in words.
    pub value_text: Option<String>,
    /// Every source.
    pub sources: Vec<CompositeSource>,
    /// The choice that holds.
    pub choice: Option<CompositeChoiceView>,
    /// The rows of a group.
    pub rows: Option<Vec<CompositeRow>>,
}

/// Where a row comes from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RowSource {
    /// Request.
    pub request_id: Uuid,
    /// Row in that contribution.
    pub row: Uuid,
    /// Organisation.
    pub organisation: String,
}

/// A row of the record: of one contribution, or joined from several.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CompositeRow {
    /// What the row is called by in choices.
    pub row_key: String,
    /// The join that holds it together.
    pub join_id: Option<Uuid>,
    /// The rows it is made of.
    pub row_ids: Vec<Uuid>,
    /// Where each comes from.
    pub sources: Vec<RowSource>,
    /// Its questions.
    #[schema(no_recursion)]
    pub questions: Vec<CompositeQuestion>,
}

/// A section of a form.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CompositeSection {
    /// Section.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Questions that somebody answered, is asked, or on which somebody chose.
    pub questions: Vec<CompositeQuestion>,
}

/// A form.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CompositeForm {
    /// Form.
    pub form: String,
    /// What it is called.
    pub title: String,
    /// Its sections.
    pub sections: Vec<CompositeSection>,
}

/// The collated record of a case.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CompositeView {
    /// Case.
    pub case_id: Uuid,
    /// Whether the person may choose and join now.
    pub may_choose: bool,
    /// How far it has come together.
    pub counts: CompositeCounts,
    /// What it is made of.
    pub contributions: Vec<ContributionView>,
    /// The record, form by form.
    pub forms: Vec<CompositeForm>,
}

/// Choose which answer counts.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"form": "reporting", "question": "last_contact", "request_id": "018f3c1e-0000-7000-8000-000000000000", "reason": "The surgery’s record is the more precise", "seen": ["018f3c1e-0000-7000-8000-000000000000"]}))]
pub struct ChooseAnswer {
    /// Form.
    pub form: String,
    /// Question, as the record names it.
    pub question: String,
    /// Row, for a question inside joined rows.
    #[serde(default)]
    pub row_key: Option<String>,
    /// The contribution whose answer counts.
    #[serde(default)]
    pub request_id: Option<Uuid>,
    /// An answer in its place: own words, accounts put together.
    #[serde(default)]
    pub value: Value,
    /// Why.
    #[serde(default)]
    #[validate(length(max = 2000, message = "Use at most 2,000 characters"))]
    pub reason: String,
    /// Requests whose answers lay before whoever chose.
    #[validate(length(max = 200, message = "Name at most 200 requests"))]
    pub seen: Vec<Uuid>,
}

/// Say that rows of several contributions are about the same.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"form": "reporting", "question": "siblings", "row_ids": ["018f3c1e-0000-4000-8000-000000000001", "018f3c1e-0000-4000-8000-000000000002"]}))]
pub struct JoinRows {
    /// Form.
    pub form: String,
    /// Group.
    pub question: String,
    /// The rows, each of another contribution.
    #[validate(length(min = 2, max = 40, message = "Choose 2 to 40 rows"))]
    pub row_ids: Vec<Uuid>,
}

/// Something that was kept.
#[derive(Serialize, ToSchema)]
pub struct CompositeName {
    /// Identifier.
    pub id: Uuid,
}

/// From whom something is awaited.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AwaitedFrom {
    /// Request.
    pub request_id: Uuid,
    /// Its reference.
    pub reference: String,
    /// Organisation.
    pub organisation: String,
    /// Where the request stands, in words.
    pub standing_label: &'static str,
    /// Last day for an answer.
    pub due_on: NaiveDate,
}

/// Something the national database wishes to know.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WishView {
    /// The wish.
    pub id: String,
    /// In words.
    pub words: String,
    /// `met`, `not_known` or `missing`.
    pub standing: &'static str,
    /// The same in words.
    pub standing_label: String,
    /// From whom it is awaited.
    pub from: Vec<AwaitedFrom>,
    /// Whether it is missing and nobody was asked.
    pub nobody_asked: bool,
    /// Who could tell then: agency types in words.
    pub could_tell: Vec<String>,
}

/// How complete the record is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CompletenessView {
    /// Wishes that are met, or answered with “not known”.
    pub met: usize,
    /// How many there are.
    pub of: usize,
    /// Each of them.
    pub wishes: Vec<WishView>,
}
