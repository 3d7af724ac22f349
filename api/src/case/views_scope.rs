//! What the outside sees of the questions of scope.

use crate::platform::extract::plain_words;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// What the notification suggests.
#[derive(Serialize, ToSchema)]
pub struct SuggestedAnswer {
    /// `yes`, `no` or `not_known`.
    pub answer: String,
    /// Why.
    pub because: String,
}

/// An answer that leaves another question aside.
#[derive(Serialize, ToSchema)]
pub struct AskedUnless {
    /// Code of the question it answers.
    pub question: &'static str,
    /// `yes` or `no`.
    pub answer: &'static str,
}

/// A question of scope.
#[derive(Serialize, ToSchema)]
pub struct ScopeQuestionView {
    /// Code.
    #[schema(example = "under_18")]
    pub code: &'static str,
    /// The question.
    pub words: &'static str,
    /// What the answers mean.
    pub help: &'static str,
    /// Where the rule is written.
    pub citation: &'static str,
    /// Whether it matters, given the other answers.
    pub asked: bool,
    /// The answer to another question that leaves nothing to ask here.
    pub asked_unless: Option<AskedUnless>,
    /// What the notification suggests.
    pub suggestion: Option<SuggestedAnswer>,
    /// What was recorded: `yes`, `no` or `not_known`.
    pub answer: Option<String>,
    /// Who recorded it.
    pub answered_by: Option<String>,
    /// When.
    pub answered_at: Option<DateTime<Utc>>,
}

/// What follows from the answers, and from the suggestions where nobody has answered.
#[derive(Serialize, ToSchema)]
pub struct ScopeOutcomeView {
    /// `in_scope`, `elsewhere`, `outside_england`, `out_of_scope` or `not_yet_known`.
    pub code: &'static str,
    /// In words.
    pub words: &'static str,
    /// Code of the reason to reject it for, where it is out of scope.
    pub reason: Option<&'static str>,
    /// Questions that have to be answered first.
    pub open: Vec<&'static str>,
    /// Questions this rests on that nobody has answered yet. Empty: people have confirmed it.
    pub unconfirmed: Vec<&'static str>,
    /// What to ask for, where the child died abroad.
    pub ask_for: Vec<&'static str>,
    /// Whether it holds only until it is shown that the baby was stillborn.
    pub until_proved_stillborn: bool,
}

/// What showed that the baby was stillborn.
#[derive(Serialize, ToSchema)]
pub struct StillbirthProofView {
    /// Day on which it was shown.
    pub proved_on: NaiveDate,
    /// Who showed it.
    pub proved_by: String,
    /// By what.
    pub proof: String,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// Who recorded it.
    pub recorded_by: String,
}

/// The questions of scope, with the answers so far and what follows.
#[derive(Serialize, ToSchema)]
pub struct ScopeView {
    /// Version, as in the ETag.
    pub version: i32,
    /// The questions that can matter at this age, in the order in which they are asked.
    pub questions: Vec<ScopeQuestionView>,
    /// What follows.
    pub outcome: ScopeOutcomeView,
    /// What ended the review, where that was so.
    pub stillbirth_proof: Option<StillbirthProofView>,
    /// Whether you may answer.
    pub may_answer: bool,
    /// Why not.
    pub reason: Option<String>,
}

/// Answers to record.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerScope {
    /// Code of a question → `yes`, `no` or `not_known`. Questions left out keep what they have.
    #[validate(length(min = 1, max = 8, message = "Answer at least one question"))]
    #[schema(example = json!({"live_born": "yes"}))]
    pub answers: BTreeMap<String, String>,
}

/// Shows that a baby was stillborn.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProveStillbirth {
    /// Day on which it was shown.
    #[schema(example = "2026-11-20")]
    pub proved_on: NaiveDate,
    /// Who showed it: name or post.
    #[validate(length(min = 3, max = 500, message = "Say who showed it: a name or a post"), custom(function = "plain_words"))]
    pub proved_by: String,
    /// By what, for example the report of the post-mortem.
    #[validate(
        length(min = 3, max = 2000, message = "Say what shows it, for example the report of the post-mortem"),
        custom(function = "plain_words")
    )]
    pub proof: String,
}

/// A review that has ended.
#[derive(Serialize, ToSchema)]
pub struct ReviewEnded {
    /// Case.
    pub id: Uuid,
    /// Its status now.
    pub status: String,
}
