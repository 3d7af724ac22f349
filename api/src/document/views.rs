//! What the outside sees of documents.

use crate::platform::extract::plain_words;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

/// A choice of what a document is.
#[derive(Serialize, ToSchema)]
pub struct ClassificationView {
    /// Code.
    #[schema(example = "post_mortem")]
    pub code: &'static str,
    /// In words.
    pub label: &'static str,
}

/// A version of a document.
#[derive(Serialize, ToSchema)]
pub struct DocumentVersionView {
    /// From one, in the order of uploading.
    pub number: i32,
    /// Name of the file.
    pub file_name: String,
    /// Kind of file in words.
    pub kind_label: &'static str,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of what is kept, hexadecimal, for whoever wants to be sure that a copy is the same.
    pub sha256: String,
    /// Whether what is kept differs from what was sent: a picture without place and camera, a text in another encoding.
    pub cleaned: bool,
    /// `not_scanned`, `quarantined`, `clean` or `infected`.
    pub scan_state: &'static str,
    /// That in words.
    pub scan_label: &'static str,
    /// Whether it can be opened.
    pub available: bool,
    /// When it was uploaded.
    pub uploaded_at: DateTime<Utc>,
    /// Who uploaded it.
    pub uploaded_by: String,
}

/// How a document was withdrawn.
#[derive(Serialize, ToSchema)]
pub struct WithdrawalView {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// A document.
#[derive(Serialize, ToSchema)]
pub struct DocumentView {
    /// Document.
    pub id: Uuid,
    /// Title.
    pub title: String,
    /// Code of what it is.
    pub classification: &'static str,
    /// That in words.
    pub classification_label: &'static str,
    /// Whether it is kept out of what the panel is given.
    pub withheld_from_panel: bool,
    /// The ETag: raised by every change.
    pub version: i32,
    /// Its versions, the latest first; never none.
    pub versions: Vec<DocumentVersionView>,
    /// How it was withdrawn, if it was.
    pub withdrawal: Option<WithdrawalView>,
}

/// The documents of a case.
#[derive(Serialize, ToSchema)]
pub struct DocumentList {
    /// The documents, the latest first.
    pub items: Vec<DocumentView>,
    /// What a document can be.
    pub classifications: Vec<ClassificationView>,
    /// Endings of files that are taken.
    pub endings: Vec<&'static str>,
    /// The largest file, in bytes.
    pub largest_file: usize,
    /// Bytes the files of this case come to.
    pub used: u64,
    /// What they may come to.
    pub most: u64,
    /// Whether this person may add documents and versions.
    pub may_upload: bool,
    /// Whether this person may change details and withdraw.
    pub may_change: bool,
    /// Whether files are looked at by a virus scanner.
    pub scanned: bool,
}

/// Details of a document that change; what is left out stays.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeDocument {
    /// Title.
    #[schema(example = "Post-mortem report, final")]
    #[validate(length(min = 1, max = 200, message = "Give a title of 1 to 200 characters"), custom(function = "plain_title"))]
    pub title: Option<String>,
    /// Code of what it is.
    #[schema(example = "post_mortem")]
    pub classification: Option<String>,
    /// Whether it is kept out of what the panel is given.
    pub withheld_from_panel: Option<bool>,
}

/// Why a document is withdrawn.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawDocument {
    /// In words, for colleagues.
    #[schema(example = "Belongs to another child; sent to us by mistake")]
    #[validate(length(min = 3, max = 1000, message = "Say why in 3 to 1000 characters"), custom(function = "plain_words"))]
    pub reason: String,
}

/// A document with its file, as a form (`multipart/form-data`).
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the form; form.rs reads it as it arrives")]
pub struct UploadDocument {
    /// The file, at most 25 MiB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// Code of what it is.
    #[schema(example = "post_mortem")]
    classification: String,
    /// Title; the name of the file when left out.
    title: Option<String>,
    /// `true` to keep it out of what the panel is given.
    withheld_from_panel: Option<bool>,
}

/// A new version of a document, as a form (`multipart/form-data`).
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the form; form.rs reads it as it arrives")]
pub struct AddDocumentVersion {
    /// The file, at most 25 MiB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// A title of one line with something in it.
///
/// # Errors
/// `control_character` or `required`, in words.
pub fn plain_title(title: &str) -> Result<(), validator::ValidationError> {
    let refuse = |code, words: &'static str| Err(validator::ValidationError::new(code).with_message(words.into()));
    match opencdr_domain::vocab::text::clean(title) {
        Some(words) if words.contains(['\n', '\t']) => refuse("control_character", "Write the title on one line"),
        Some(words) if words.is_empty() => refuse("required", "Give the document a title"),
        Some(_) => Ok(()),
        None => refuse("control_character", "Take out invisible characters: type the title instead of pasting it"),
    }
}
