//! Which supplementary forms a death calls for, why, and who normally completes them.

use super::check;
use super::condition::{Condition, Scope, evaluate};
use super::load;
use super::registry::{DefinitionError, Form, Registry, Source};
use super::visible::Visible;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One rule that proposes a form: by what the notification says, by what agencies say happened, or by either.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// The id of the form it proposes.
    pub form: String,
    /// When the notification calls for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Codes of the list `event_type` that call for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<String>,
    /// Codes of the list `agency`: who normally completes it, the first choice first.
    pub lead: Vec<String>,
    /// Why, in one sentence.
    pub reason: String,
}

/// The triggers that go with one version of the notification, as in `forms/triggers.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Triggers {
    /// The id of the form whose answers the conditions are about.
    pub form: String,
    /// Its version.
    pub version: u32,
    /// The triggers in order.
    pub triggers: Vec<Trigger>,
}

/// A form that is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Triggered {
    /// The id of the form.
    pub form: String,
    /// Every reason, in the order of the rules.
    pub reasons: Vec<String>,
    /// Who normally completes it, the first choice first.
    pub lead: Vec<String>,
}

impl Registry {
    /// Every rule that proposes a supplementary form.
    pub fn triggers(&self) -> impl Iterator<Item = &Trigger> {
        self.triggers.iter().flat_map(|set| &set.triggers)
    }

    /// Adds the triggers of a file, after checking that they speak of forms, questions, events and agencies there are.
    pub(super) fn with_triggers(mut self, source: &Source<'_>) -> Result<Self, DefinitionError> {
        let set: Triggers = load::read(source)?;
        let wrong = |reason: String| DefinitionError { file: source.0.to_owned(), question: None, reason };
        let form = self.form(&set.form, set.version).ok_or_else(|| wrong(format!("there is no form {} {}", set.form, set.version)))?;
        for trigger in &set.triggers {
            self.check(form, trigger).map_err(|why| wrong(format!("the trigger of {}: {why}", trigger.form)))?;
        }
        self.triggers.push(set);
        Ok(self)
    }

    fn check(&self, notification: &Form, trigger: &Trigger) -> Result<(), String> {
        if self.current(&trigger.form).is_none() {
            return Err("there is no such form".to_owned());
        }
        if trigger.when.is_none() && trigger.events.is_empty() {
            return Err("nothing sets it off".to_owned());
        }
        if trigger.lead.is_empty() {
            return Err("nobody completes it".to_owned());
        }
        self.codes("event_type", &trigger.events)?;
        self.codes("agency", &trigger.lead)?;
        check::conditions(&notification.definition, &notification.lists, trigger.when.iter())
    }

    fn codes(&self, list: &str, codes: &[String]) -> Result<(), String> {
        let options = self.forms().iter().find_map(|form| form.lists.get(list)).map_or(&[][..], Vec::as_slice);
        match codes.iter().find(|code| !options.iter().any(|option| &&option.code == code)) {
            Some(code) => Err(format!("{code} is not in the list {list}")),
            None => Ok(()),
        }
    }
}

/// The forms that a death calls for: by the answers of its notification, and by the events that agencies named.
pub fn triggered(registry: &Registry, notification_answers: &Map<String, Value>, events: &[String]) -> Vec<Triggered> {
    let mut found: Vec<Triggered> = Vec::new();
    for set in &registry.triggers {
        let Some(form) = registry.form(&set.form, set.version) else {
            continue;
        };
        let seen = Visible::of(form, notification_answers);
        let scope = Scope { answers: &seen.answers, row: None, computed: &seen.computed };
        for trigger in &set.triggers {
            let said = trigger.when.as_ref().is_some_and(|when| evaluate(when, &scope));
            if !said && !trigger.events.iter().any(|event| events.contains(event)) {
                continue;
            }
            match found.iter_mut().find(|proposed| proposed.form == trigger.form) {
                Some(proposed) => {
                    proposed.reasons.push(trigger.reason.clone());
                    let more: Vec<&String> = trigger.lead.iter().filter(|code| !proposed.lead.contains(code)).collect();
                    proposed.lead.extend(more.into_iter().cloned());
                }
                None => found.push(Triggered { form: trigger.form.clone(), reasons: vec![trigger.reason.clone()], lead: trigger.lead.clone() }),
            }
        }
    }
    found
}
