//! The forms this build knows: every published version, read once and checked.

use super::definition::{CodeList, FormDefinition, Kind, ListOption, Question, SuggestionRule, Suggestions};
use super::load;
use super::order::Orders;
use super::sources;
use super::trigger::Triggers;
use serde::Serialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::fmt::Write as _;

/// What is wrong with a form definition, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionError {
    /// The file.
    pub file: String,
    /// The question (`group.question` inside a group), when it is about one.
    pub question: Option<String>,
    /// What is wrong.
    pub reason: String,
}

impl fmt::Display for DefinitionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.question {
            Some(question) => write!(f, "{}: question {question}: {}", self.file, self.reason),
            None => write!(f, "{}: {}", self.file, self.reason),
        }
    }
}

impl std::error::Error for DefinitionError {}

/// A file of definitions: its name, for errors, and its text.
pub type Source<'a> = (&'a str, &'a str);

/// One form version, ready to be used.
#[derive(Debug, Clone)]
pub struct Form {
    /// The definition.
    pub definition: FormDefinition,
    /// The code lists it uses.
    pub lists: BTreeMap<String, Vec<ListOption>>,
    /// Which agencies it suggests, and when.
    pub suggestions: Vec<SuggestionRule>,
    /// SHA-256 of everything served about it, whatever the spacing and key order of the files.
    pub hash: String,
    served: String,
    pub(super) index: HashMap<String, (usize, usize, usize)>,
    pub(super) facts: Map<String, Value>,
    order: Vec<String>,
    row_orders: HashMap<String, Vec<usize>>,
}

#[derive(Serialize)]
struct Served<'a> {
    #[serde(flatten)]
    definition: &'a FormDefinition,
    lists: &'a BTreeMap<String, Vec<ListOption>>,
    suggestions: &'a [SuggestionRule],
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<&'a str>,
}

impl Form {
    pub(super) fn new(
        definition: FormDefinition,
        lists: BTreeMap<String, Vec<ListOption>>,
        suggestions: Vec<SuggestionRule>,
        orders: Orders,
    ) -> Result<Self, serde_json::Error> {
        let mut served = Served { definition: &definition, lists: &lists, suggestions: &suggestions, hash: None };
        let hash = sha256_hex(&canonical(&serde_json::to_value(&served)?));
        served.hash = Some(&hash);
        let served = serde_json::to_string(&served)?;
        let index = index(&definition);
        let facts = Map::new();
        Ok(Self { definition, lists, suggestions, hash, served, index, facts, order: orders.form, row_orders: orders.rows })
    }

    /// Brings what is found by question in line with the sections that are left.
    pub(super) fn index_again(&mut self) {
        self.index = index(&self.definition);
        self.order.retain(|id| self.index.contains_key(id));
    }

    /// The form as the API serves it: definition, `lists`, `suggestions` and `hash` in one JSON text.
    pub fn served_json(&self) -> &str {
        &self.served
    }

    /// A question of the form, not of a row.
    pub fn question(&self, id: &str) -> Option<&Question> {
        let (s, p, q) = *self.index.get(id)?;
        Some(&self.definition.sections[s].pages[p].questions[q])
    }

    /// Every question of the form in the order of its pages; the questions of a row are inside their group.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.definition.sections.iter().flat_map(|s| &s.pages).flat_map(|p| &p.questions)
    }

    /// The options of a question, from its list or its own; the fixed ones of yes-no questions.
    pub fn options<'a>(&'a self, question: &'a Question) -> Options<'a> {
        match (question.kind, &question.list) {
            (Kind::YesNo, _) => Options::Fixed(&[("yes", "Yes"), ("no", "No")]),
            (Kind::YesNoUnknown, _) => Options::Fixed(&[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")]),
            (_, Some(list)) => Options::Listed(self.lists.get(list).map_or(&[], Vec::as_slice)),
            (_, None) => Options::Listed(&question.options),
        }
    }

    /// The words of a code: what is printed and shown for it. Nothing when it is not an option.
    pub fn label(&self, question: &str, code: &str) -> Option<&str> {
        self.options(self.question(question)?).label(code)
    }

    /// Question ids and computed keys, each after those its visibility rests on.
    pub(super) fn order(&self) -> &[String] {
        &self.order
    }

    /// Positions of a group's row questions, each after those its visibility rests on.
    pub(super) fn row_order(&self, group: &str) -> &[usize] {
        self.row_orders.get(group).map_or(&[], Vec::as_slice)
    }
}

fn index(definition: &FormDefinition) -> HashMap<String, (usize, usize, usize)> {
    let mut index = HashMap::new();
    for (s, section) in definition.sections.iter().enumerate() {
        for (p, page) in section.pages.iter().enumerate() {
            for (q, question) in page.questions.iter().enumerate() {
                index.insert(question.id.clone(), (s, p, q));
            }
        }
    }
    index
}

/// The options of a question.
#[derive(Debug, Clone, Copy)]
pub enum Options<'a> {
    /// Those every question of its kind has.
    Fixed(&'static [(&'static str, &'static str)]),
    /// Those the definition lists.
    Listed(&'a [ListOption]),
}

impl<'a> Options<'a> {
    /// The words of a code.
    pub fn label(&self, code: &str) -> Option<&'a str> {
        match self {
            Self::Fixed(options) => options.iter().find(|(c, _)| *c == code).map(|(_, label)| *label),
            Self::Listed(options) => options.iter().find(|o| o.code == code).map(|o| o.label.as_str()),
        }
    }

    /// Whether the code is one of them.
    pub fn has(&self, code: &str) -> bool {
        self.label(code).is_some()
    }

    /// Every code in order.
    pub fn codes(&self) -> Vec<&'a str> {
        match self {
            Self::Fixed(options) => options.iter().map(|(code, _)| *code).collect(),
            Self::Listed(options) => options.iter().map(|o| o.code.as_str()).collect(),
        }
    }
}

/// Every form version.
#[derive(Debug, Clone)]
pub struct Registry {
    forms: Vec<Form>,
    pub(super) triggers: Vec<Triggers>,
}

impl Registry {
    /// The forms built into this program.
    pub fn embedded() -> Result<Self, DefinitionError> {
        Self::read(sources::FORMS, sources::LISTS, sources::SUGGESTIONS)?.with_triggers(&sources::TRIGGERS)
    }

    /// Reads and checks forms; the first thing that is wrong is the answer.
    pub fn read(forms: &[Source<'_>], lists: &[Source<'_>], suggestions: &[Source<'_>]) -> Result<Self, DefinitionError> {
        let lists: Vec<CodeList> = lists.iter().map(load::list).collect::<Result<_, _>>()?;
        let suggestions: Vec<(&str, Suggestions)> =
            suggestions.iter().map(|source| Ok((source.0, load::suggestions(source)?))).collect::<Result<_, DefinitionError>>()?;
        let mut read: Vec<Form> = Vec::new();
        for source in forms {
            let form = load::form(source, &lists, &suggestions)?;
            let FormDefinition { id, version, .. } = &form.definition;
            if read.iter().any(|f| (&f.definition.id, f.definition.version) == (id, *version)) {
                return Err(DefinitionError {
                    file: source.0.to_owned(),
                    question: None,
                    reason: format!("form {id} version {version} is defined twice"),
                });
            }
            read.push(form);
        }
        Ok(Self { forms: read, triggers: Vec::new() })
    }

    /// One version of a form.
    pub fn form(&self, id: &str, version: u32) -> Option<&Form> {
        self.forms.iter().find(|f| f.definition.id == id && f.definition.version == version)
    }

    /// The latest version of a form.
    pub fn current(&self, id: &str) -> Option<&Form> {
        self.forms.iter().filter(|f| f.definition.id == id).max_by_key(|f| f.definition.version)
    }

    /// Every version of every form.
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }
}

fn sha256_hex(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// JSON with sorted keys and no spaces, so that a hash does not depend on how a file is laid out.
fn canonical(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let sorted: BTreeMap<&String, &Value> = map.iter().collect();
            let parts: Vec<String> = sorted.into_iter().map(|(key, value)| format!("{}:{}", Value::from(key.as_str()), canonical(value))).collect();
            format!("{{{}}}", parts.join(","))
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}
