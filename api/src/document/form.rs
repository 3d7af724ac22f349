//! What the form of an upload says beside the file.

use super::views::plain_title;
use crate::platform::problem::{Code, Problem};
use crate::platform::upload::FileForm;
use opencdr_domain::document::classification::Classification;
use opencdr_domain::document::{LONGEST_TITLE, title_from};
use opencdr_domain::vocab::text::clean;

/// What a document is called and classed as.
#[derive(Clone, Debug)]
pub struct Details {
    /// Title.
    pub title: String,
    /// What it is.
    pub classification: Classification,
    /// Whether it is kept out of what the panel is given.
    pub withheld_from_panel: bool,
}

/// Reads the details of a new document.
///
/// # Errors
/// Names the field that is missing or wrong.
pub fn details(form: &FileForm) -> Result<Details, Problem> {
    only(form, &["classification", "title", "withheld_from_panel"])?;
    let classification = classification(form.text("classification").unwrap_or_default())?;
    let withheld_from_panel = match form.text("withheld_from_panel") {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(refuse("/withheld_from_panel", "not_an_option", "withheld_from_panel is true or false")),
    };
    let title = match form.text("title").map(str::trim).filter(|title| !title.is_empty()) {
        None => title_from(&opencdr_domain::document::file_name::safe(&form.file_name)),
        Some(title) if title.chars().count() > LONGEST_TITLE => return Err(refuse("/title", "length", "Give a title of 1 to 200 characters")),
        Some(title) => {
            plain_title(title).map_err(|error| refuse("/title", "control_character", error.message.as_deref().unwrap_or("Type the title again")))?;
            clean(title).unwrap_or_default()
        }
    };
    Ok(Details { title, classification, withheld_from_panel })
}

/// Refuses fields nobody reads.
///
/// # Errors
/// Names the first one.
pub fn only(form: &FileForm, known: &[&str]) -> Result<(), Problem> {
    match form.fields.keys().find(|name| !known.contains(&name.as_str())) {
        None => Ok(()),
        Some(_) => Err(refuse("", "unknown_field", "The form has a field we do not know; see the documentation of this request at /api/docs")),
    }
}

/// The classification with this code.
///
/// # Errors
/// When there is none.
pub fn classification(code: &str) -> Result<Classification, Problem> {
    Classification::from_code(code).ok_or_else(|| refuse("/classification", "not_an_option", "Choose what kind of document this is"))
}

fn refuse(pointer: &str, code: &'static str, words: &str) -> Problem {
    Problem::field(Code::InvalidBody, pointer, code, words)
}
