//! How rows of a case are shown: codes get their words, dates their age, deadlines their lateness.

use super::access::CaseAccess;
use super::events::CaseEvent;
use super::sealed::{self, Identity, PersonDetails, ProfessionalDetails, TOLD, Told};
use super::store::{AccessRow, CaseRow, DeadlineRow, EventRow, NotificationOfCase, PersonRow, ProfessionalRow};
use super::store_list::SummaryRow;
use super::views::{
    AccessItem, ActorName, CaseAction, CaseName, CaseNotification, CaseSummary, ChildView, DeadlineView, LabelledValue, NextDeadline, PersonView,
    ProfessionalView, TimelineItem,
};
use crate::platform::keyring::Keyring;
use crate::platform::problem::Problem;
use chrono::{DateTime, Utc};
use opencdr_domain::audit::event::Action as AuditAction;
use opencdr_domain::case::status::Status;
use opencdr_domain::case::workflow::{Action, AvailableAction};
use opencdr_domain::deadline::catalogue;
use opencdr_domain::deadline::due::is_overdue;
use opencdr_domain::forms::Form;
use opencdr_domain::identity::permission::Permission;
use opencdr_domain::identity::role::Role;
use opencdr_domain::vocab::age::age_text_with_times;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashMap;
use uuid::Uuid;

/// The child's name as one text; a baby not yet named is said to be so.
pub fn child_name(forenames: &str, surname: &str) -> String {
    if forenames.is_empty() { format!("Baby {surname} (not yet named)") } else { format!("{forenames} {surname}") }
}

fn status_label(code: &str) -> Cow<'static, str> {
    Status::from_code(code).map_or_else(|| code.to_owned().into(), |s| s.label().into())
}

fn rule_label(id: &str) -> Cow<'static, str> {
    catalogue::rule(catalogue::CHILD_DEATH_REVIEW, id).map_or_else(|| id.to_owned().into(), |rule| rule.label.into())
}

/// A summary from its row. A merged case is told with the one it continues as.
pub fn summary(row: SummaryRow, form: &Form, now: DateTime<Utc>, survivors: &HashMap<Uuid, CaseName>) -> CaseSummary {
    CaseSummary {
        continues_as: survivors.get(&row.id).cloned(),
        id: row.id,
        reference: row.reference,
        status_label: status_label(&row.status),
        status: row.status,
        child_name: child_name(&row.identity.forenames, &row.identity.surname),
        nhs_number: row.identity.nhs_number,
        age_text: age_text_with_times(row.date_of_birth, row.time_of_birth, row.date_of_death, row.time_of_death).unwrap_or_default(),
        age_band: row.age_band,
        date_of_death: row.date_of_death,
        place_label: label(form, "place_of_death", &row.place_of_death),
        place: row.place_of_death,
        opened_at: row.opened_at,
        restricted: row.restricted,
        next_deadline: row.next_due_at.filter(|_| row.is_open).zip(row.next_due_rule).map(|(due_at, rule)| NextDeadline {
            label: rule_label(&rule),
            rule_id: rule,
            due_at,
            overdue: is_overdue(due_at, None, now),
        }),
    }
}

/// The words of a code of a question, or the code where the form has none.
pub fn label(form: &Form, question: &str, code: &str) -> String {
    form.label(question, code).unwrap_or(code).to_owned()
}

/// Why there is no NHS number, beside the words “NHS number”.
fn why_no_number(form: &Form, code: &str) -> String {
    match code {
        "not_available" => "Not available at the moment".to_owned(),
        "non_resident" => "None, as the child did not live in England".to_owned(),
        other => label(form, "nhs_number_missing_reason", other),
    }
}

/// The child from the row of a case and what was sealed in it.
pub fn child(row: &CaseRow, identity: Identity, form: &Form) -> ChildView {
    ChildView {
        surname: identity.surname,
        forenames: identity.forenames,
        aliases: identity.aliases,
        nhs_number: identity.nhs_number,
        nhs_number_missing_reason: row.nhs_number_missing_reason.as_deref().map(|code| why_no_number(form, code)),
        date_of_birth: row.date_of_birth,
        date_of_death: row.date_of_death,
        time_of_birth: row.time_of_birth,
        time_of_death: row.time_of_death,
        age_text: age_text_with_times(row.date_of_birth, row.time_of_birth, row.date_of_death, row.time_of_death).unwrap_or_default(),
        sex_label: label(form, "sex", &row.sex),
        sex: row.sex.clone(),
        ethnicity_label: label(form, "ethnicity", &row.ethnicity),
        address: serde_json::from_value(Value::Object(identity.address)).unwrap_or_default(),
        postcode: identity.postcode,
    }
}

/// A deadline from its row.
pub fn deadline(row: DeadlineRow, now: DateTime<Utc>) -> DeadlineView {
    let rule = catalogue::rule(catalogue::CHILD_DEATH_REVIEW, &row.rule_id);
    DeadlineView {
        label: rule_label(&row.rule_id).into_owned(),
        citation: rule.map(|r| r.citation.to_owned()).unwrap_or_default(),
        kind: rule.map(|r| r.kind.code().to_owned()).unwrap_or_default(),
        overdue: is_overdue(row.due_at, row.met_at.or(row.stopped_at), now),
        rule_id: row.rule_id,
        trigger_at: row.trigger_at,
        due_at: row.due_at,
        met_at: row.met_at,
        stopped_at: row.stopped_at,
    }
}

/// A person from their row; the answers of the row in words.
pub fn person(row: PersonRow, person: PersonDetails, form: &Form) -> PersonView {
    let list = match row.role.as_str() {
        "carer" => "carers",
        "child" => "other_children",
        _ => "significant_others",
    };
    let questions = form.question(list).map(|q| q.questions.as_slice()).unwrap_or_default();
    let details = questions
        .iter()
        .filter_map(|question| {
            let value = crate::forms::words::answer(form, question, person.details.get(&question.id)?)?;
            Some(LabelledValue { label: question.label.clone(), value })
        })
        .collect();
    let relationship = person
        .relationship
        .as_deref()
        .map(|code| questions.iter().find(|q| q.id == "relationship").and_then(|q| form.options(q).label(code)).unwrap_or(code).to_owned());
    PersonView { id: row.id, role: row.role, name: person.name, relationship, date_of_birth: person.date_of_birth, details }
}

/// A professional from their row.
pub fn professional(row: ProfessionalRow, details: ProfessionalDetails, form: &Form) -> ProfessionalView {
    let agencies = form.question("professionals").and_then(|q| q.questions.iter().find(|q| q.id == "agency"));
    let listed = agencies.and_then(|q| form.options(q).label(&row.agency));
    // Who was named by a question of their own (the key worker) is called as that question calls them.
    let asked = || form.question(&row.agency).map(|q| q.label.as_str());
    let agency_label = listed.or_else(asked).unwrap_or(&row.agency).to_owned();
    ProfessionalView {
        id: row.id,
        agency_label,
        agency: row.agency,
        name: details.name,
        job_title: details.job_title,
        organisation: details.organisation,
        phone: details.phone,
        email: details.email,
        informed: row.informed,
    }
}

/// Why nothing can be done with a case that is seen in an emergency.
pub const TO_READ: &str = "You opened this case in an emergency, to read it.";

/// Who takes an action.
pub fn permission(action: Action) -> Permission {
    match action {
        Action::AddNotification => Permission::LinkNotification,
        Action::Merge | Action::Unmerge => Permission::MergeCases,
        Action::RecordJointAgencyResponse => Permission::DecideJointAgencyResponse,
        Action::AnswerScope | Action::ProveStillbirth => Permission::DecideScope,
        Action::OfferTransfer => Permission::OfferTransfer,
        Action::CompleteTriage | Action::ReopenTriage => Permission::CompleteTriage,
    }
}

/// An action as offered: what the status allows, as far as the role does; none where there is a reason why nothing can be done
/// with the case at all.
pub fn action(offered: AvailableAction, may: bool, why_not: Option<&str>) -> CaseAction {
    let role = (!may).then_some("A coordinator or manager of the panel does this.");
    let reason = why_not.or(role).or(offered.reason);
    CaseAction { action: offered.action.code().to_owned(), available: offered.available && reason.is_none(), reason: reason.map(str::to_owned) }
}

/// A timeline item from its row.
pub fn timeline_item(case: &CaseAccess, (id, at, kind, sealed, actor): EventRow) -> Result<TimelineItem, Problem> {
    let detail = case.open_json(sealed::EVENT, id, &sealed)?;
    let event = CaseEvent::from_parts(&kind, detail).ok_or_else(|| Problem::internal(format!("a timeline event of kind {kind} cannot be read")))?;
    let (title, detail) = event.words();
    Ok(TimelineItem { id, at, kind, title, detail, actor: actor.map(|name| ActorName { name }) })
}

/// A notification of the death, opened with its own key.
pub fn notification(keyring: &Keyring, row: NotificationOfCase) -> Result<CaseNotification, Problem> {
    let (id, reference, received_at, notifier_organisation, wrapped_key, sealed) = row;
    let told: Told = keyring.unwrap(id, &wrapped_key)?.open_json(TOLD, id, &sealed)?;
    Ok(CaseNotification { id, reference, received_at, notifier_name: told.notifier_name, notifier_organisation })
}

/// An access from its row.
pub fn access_item((_, at, role, action, purpose, name, actor_kind): AccessRow) -> AccessItem {
    let stand_in = match actor_kind.as_str() {
        "public" => "A member of the public",
        "operator" => "An operator",
        "invitation" => "Somebody with an invitation",
        "machine" => "An organisation’s own system",
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
