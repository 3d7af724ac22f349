//! The record as it is read: every question with its sources.

use super::gathering::{Contribution, Gathered, gather};
use super::views::{
    CompositeChoiceView, CompositeCounts, CompositeForm, CompositeQuestion, CompositeRow, CompositeSection, CompositeSource, CompositeView,
    ContributionView, RowSource,
};
use crate::case::access;
use crate::case::store::CaseRow;
use crate::forms::words;
use crate::platform::event::Event;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use crate::request::known::facts_of;
use opencdr_domain::audit::event::{Action as Act, ObjectKind};
use opencdr_domain::composite::rows::{self, CollatedRow};
use opencdr_domain::composite::{Choice, Collated, Count, Standing, collate};
use opencdr_domain::forms::definition::{AnsweredBy, Kind, Question};
use opencdr_domain::forms::{Form, Registry, Visible};
use opencdr_domain::identity::permission::Permission;
use serde_json::Value;
use uuid::Uuid;

/// The record of a case.
pub fn get(tx: &mut Tx, registry: &Registry, id: Uuid) -> Result<CompositeView, Problem> {
    let (case, row) = access::open(tx, id)?;
    let gathered = gather(tx, registry, &case)?;
    tx.record(Event::on(Act::ReadComposite, ObjectKind::Composite, case.id()).area(case.area()).case(case.id()))?;
    let changeable = !tx.reads_only(case.id()) && !case.continues_elsewhere();
    let may_choose = changeable && tx.may(Permission::CollateAnswers, case.area());
    Ok(view(registry, &gathered, &row, may_choose))
}

/// The record and what heads it on paper.
#[cfg(feature = "pdf")]
pub fn for_paper(tx: &mut Tx, registry: &Registry, id: Uuid, demo: bool) -> Result<(super::paper::Heading, CompositeView), Problem> {
    let (case, row) = access::open(tx, id)?;
    let gathered = gather(tx, registry, &case)?;
    let identity = row.identity(tx.keyring())?;
    let area = crate::area::store::list_names(tx.conn(), &[case.area()])?.remove(&case.area()).map(|area| area.name).unwrap_or_default();
    tx.record(Event::on(Act::PrintComposite, ObjectKind::Composite, case.id()).area(case.area()).case(case.id()))?;
    let child = crate::case::showing::child_name(&identity.forenames, &identity.surname);
    let view = view(registry, &gathered, &row, false);
    Ok((super::paper::Heading { reference: row.reference, child, area, demo }, view))
}

/// The record, put together.
pub fn view(registry: &Registry, gathered: &Gathered<'_>, row: &CaseRow, may_choose: bool) -> CompositeView {
    let mut counts = CompositeCounts::default();
    let mut forms = Vec::new();
    for form in latest(registry) {
        let id = form.definition.id.as_str();
        let asked = gathered.asked(id);
        if asked.is_empty() && gathered.of_form(id).next().is_none() {
            continue;
        }
        let shown = Shown { gathered, form };
        let sections = form.definition.sections.iter().map(|section| {
            let questions = section.pages.iter().flat_map(|page| &page.questions);
            let questions = questions.filter_map(|question| shown.question(question, asked.contains(&section.id), &mut counts)).collect();
            CompositeSection { id: section.id.clone(), title: section.title.clone(), questions }
        });
        let mut sections: Vec<CompositeSection> = sections.collect();
        keep_what_applies(&mut sections, &form.only(&asked).given(facts_of(row)));
        sections.retain(|section| !section.questions.is_empty());
        sections.extend(earlier(gathered, form, &mut counts));
        forms.push(CompositeForm { form: id.to_owned(), title: form.definition.title.clone(), sections });
    }
    counts.answered = counts.conflicts + counts.reopened + counts.settled;
    let contributions = gathered.contributions.iter().map(contribution).collect();
    CompositeView { case_id: row.id, may_choose, counts, contributions, forms }
}

/// Leaves out what nobody answered and, by what the record says, nobody was shown: the details of a “yes” that is a “no”.
fn keep_what_applies(sections: &mut [CompositeSection], asked: &Form) {
    let questions = sections.iter().flat_map(|section| &section.questions);
    let said = questions.filter(|question| !question.value.is_null()).map(|question| (question.question.clone(), question.value.clone()));
    let seen = Visible::of(asked, &said.collect());
    for section in sections {
        section
            .questions
            .retain(|question| question.standing != Standing::Nothing.code() || question.rows.is_some() || seen.shows(&question.question));
    }
}

/// The newest version of every form that agencies answer.
pub(super) fn latest(registry: &Registry) -> impl Iterator<Item = &Form> {
    registry.forms().iter().filter(|form| {
        let definition = &form.definition;
        definition.answered_by == AnsweredBy::Agency && registry.current(&definition.id).is_some_and(|c| c.definition.version == definition.version)
    })
}

/// What was answered in an earlier version and is no longer asked: shown in the version it was given in.
fn earlier(gathered: &Gathered<'_>, form: &Form, counts: &mut CompositeCounts) -> Option<CompositeSection> {
    let mut questions: Vec<CompositeQuestion> = Vec::new();
    for one in gathered.of_form(&form.definition.id).filter(|one| one.form.definition.version < form.definition.version) {
        let shown = Shown { gathered, form: one.form };
        for question in one.form.questions().filter(|question| form.question(&question.id).is_none()) {
            if !questions.iter().any(|there| there.question == question.id) {
                questions.extend(shown.question(question, false, counts));
            }
        }
    }
    let title = "Asked in an earlier version of the form".to_owned();
    (!questions.is_empty()).then_some(CompositeSection { id: "earlier".into(), title, questions })
}

fn contribution(one: &Contribution<'_>) -> ContributionView {
    ContributionView {
        request_id: one.row.id,
        reference: one.row.reference.clone(),
        organisation: one.organisation.clone(),
        agency_label: one.agency_label.clone(),
        person: one.submission.submitted_by_name.clone(),
        submitted_at: one.submitted_at(),
        form: one.row.form_id.clone(),
        form_title: one.form.definition.title.clone(),
        form_version: one.form.definition.version,
    }
}

/// A question brought together, for rules and for reading alike; nothing for the office's own.
pub fn collated(gathered: &Gathered<'_>, form: &Form, question: &Question) -> Option<Collated> {
    let id = form.definition.id.as_str();
    collate(form, question, gathered.sources(id, &question.id), &gathered.choices(id, &question.id))
}

/// The rows of a group brought together.
pub fn collated_rows(gathered: &Gathered<'_>, form: &Form, group: &Question) -> Vec<CollatedRow> {
    let id = form.definition.id.as_str();
    let found = gathered.rows(id, group);
    if found.is_empty() {
        return Vec::new();
    }
    rows::collate(form, group, &found, &gathered.joins(id, &group.id), &gathered.row_choices(id, &group.id))
}

struct Shown<'a, 'f> {
    gathered: &'a Gathered<'f>,
    form: &'a Form,
}

impl Shown<'_, '_> {
    /// A question as it is read; nothing where nobody answered it, nobody chose and nobody was asked.
    fn question(&self, question: &Question, asked: bool, counts: &mut CompositeCounts) -> Option<CompositeQuestion> {
        let collated = collated(self.gathered, self.form, question)?;
        let rows = (question.kind == Kind::Repeat).then(|| collated_rows(self.gathered, self.form, question));
        let rows = rows.filter(|rows| !rows.is_empty());
        if collated.standing == Standing::Nothing && rows.is_none() && (!asked || question.kind == Kind::Computed) {
            return None;
        }
        // A group with rows is settled row by row.
        if rows.is_none() {
            add(counts, Count::of([&collated]));
        }
        let choice = self.gathered.choices(&self.form.definition.id, &question.id).pop();
        let mut shown = self.shown(question, &collated, choice.as_ref(), (None, None));
        shown.rows = rows.map(|rows| rows.iter().map(|row| self.row(question, row, counts)).collect());
        Some(shown)
    }

    fn shown(
        &self,
        question: &Question,
        collated: &Collated,
        choice: Option<&Choice>,
        (group, row): (Option<&str>, Option<&CollatedRow>),
    ) -> CompositeQuestion {
        let sources: Vec<CompositeSource> = collated.sources.iter().filter_map(|view| self.source(question, group, row, view)).collect();
        // An answer of an earlier version is read in the words of that, as beside its source.
        let word = |value: &Value| match sources.iter().find(|source| source.agrees && source.value == *value) {
            Some(source) => Some(source.value_text.clone()).filter(|text| !text.is_empty()),
            None => words::answer(self.form, question, value),
        };
        let text = match &collated.value {
            // Every answer kept: one a line.
            Value::Array(all) if collated.standing == Standing::SideBySide => Some(all.iter().filter_map(word).collect::<Vec<_>>().join("\n")),
            value => word(value),
        };
        CompositeQuestion {
            form: self.form.definition.id.clone(),
            question: group.map_or_else(|| question.id.clone(), |group| format!("{group}.{}", question.id)),
            row_key: row.map(row_key),
            label: question.label.clone(),
            kind: code(&question.kind),
            collate: code(&question.collate),
            row_noun: question.row_noun.clone(),
            standing: collated.standing.code(),
            standing_label: collated.standing.label(),
            why: Some(collated.why.clone()).filter(|why| !why.is_empty()),
            value_text: text,
            value: collated.value.clone(),
            sources,
            choice: choice.map(|choice| CompositeChoiceView {
                own: choice.from.is_none(),
                reason: choice.reason.clone().unwrap_or_default(),
                by: choice.by.clone(),
                at: choice.at,
            }),
            rows: None,
        }
    }

    fn source(
        &self,
        question: &Question,
        group: Option<&str>,
        row: Option<&CollatedRow>,
        view: &opencdr_domain::composite::View,
    ) -> Option<CompositeSource> {
        let one = self.gathered.contribution(view.source.request)?;
        // In the words of the version it was given in.
        let asked = match group {
            None => one.form.question(&question.id),
            Some(group) => one.form.question(group).and_then(|group| group.questions.iter().find(|inner| inner.id == question.id)),
        };
        let of_row = row.and_then(|row| row.rows.iter().find(|of| of.request == view.source.request)).and_then(|of| of.row.parse().ok());
        Some(CompositeSource {
            request_id: view.source.request,
            row: of_row,
            organisation: one.organisation.clone(),
            agency_label: one.agency_label.clone(),
            person: view.source.person.clone(),
            answered_at: view.source.at,
            form_version: view.source.version,
            value_text: words::answer(one.form, asked.unwrap_or(question), &view.source.value).unwrap_or_default(),
            value: view.source.value.clone(),
            agrees: view.agrees,
            is_new: view.is_new,
        })
    }

    fn row(&self, group: &Question, row: &CollatedRow, counts: &mut CompositeCounts) -> CompositeRow {
        add(counts, Count::of(&row.questions));
        let choices = self.gathered.row_choices(&self.form.definition.id, &group.id);
        let questions = row.questions.iter().filter(|collated| collated.standing != Standing::Nothing).filter_map(|collated| {
            let question = group.questions.iter().find(|question| question.id == collated.question)?;
            let choice = choices.iter().find(|one| Some(one.join) == row.join && one.question == question.id).map(|one| &one.choice);
            Some(self.shown(question, collated, choice, (Some(&group.id), Some(row))))
        });
        CompositeRow {
            row_key: row_key(row),
            join_id: row.join,
            row_ids: row.rows.iter().filter_map(|of| of.row.parse().ok()).collect(),
            sources: row
                .rows
                .iter()
                .filter_map(|of| {
                    let one = self.gathered.contribution(of.request)?;
                    Some(RowSource { request_id: of.request, row: of.row.parse().ok()?, organisation: one.organisation.clone() })
                })
                .collect(),
            questions: questions.collect(),
        }
    }
}

/// What a row is called by: its join, or the row of the one contribution it is of.
fn row_key(row: &CollatedRow) -> String {
    row.join.map_or_else(|| row.rows.first().map(|of| of.row.clone()).unwrap_or_default(), |join| join.to_string())
}

fn code<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn add(counts: &mut CompositeCounts, count: Count) {
    counts.conflicts += count.conflicts;
    counts.reopened += count.reopened;
    counts.settled += count.settled;
}
