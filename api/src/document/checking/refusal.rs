//! Why a file is not kept.

use opencdr_domain::document::kind::allowed_endings;
use std::borrow::Cow;

/// Every reason there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing in it.
    Empty,
    /// More than 25 MiB.
    TooLarge,
    /// Its ending is not on the list.
    NotAllowed,
    /// Its content is not what its ending says.
    Mismatch,
    /// It cannot be read as what it is.
    Damaged,
    /// It is locked with a password.
    Encrypted,
    /// It would unpack to far more than it is.
    Bomb,
    /// It is made of too many parts.
    TooManyParts,
    /// A part of it would be written outside its place.
    UnsafePath,
    /// A part of it points to a place of the reader's computer.
    Link,
    /// It holds another archive.
    NestedArchive,
    /// It is a package of another program than its ending says.
    WrongPackage,
    /// It holds macros.
    Macros,
    /// It fetches something from elsewhere.
    ExternalContent,
    /// Another file is embedded in it.
    EmbeddedFile,
    /// It does something by itself.
    ActiveContent,
    /// A part of it cannot be looked into.
    Unreadable,
    /// More than 50 megapixels.
    TooManyPoints,
    /// It holds data of another kind before its beginning or after its end.
    HiddenData,
    /// It is a page for a browser under the name of a text.
    Markup,
    /// It is not text.
    NotText,
    /// Where and how the picture was taken cannot be taken out of it.
    Metadata,
    /// A file attached to the mail is refused.
    Attachment(Box<Refusal>),
    /// Mails lie too deep within each other.
    TooDeep,
}

impl Refusal {
    /// The stable name of the rule.
    pub const fn code(&self) -> &'static str {
        match self {
            Refusal::Empty => "empty",
            Refusal::TooLarge => "too_large",
            Refusal::NotAllowed => "kind_not_allowed",
            Refusal::Mismatch => "content_mismatch",
            Refusal::Damaged => "damaged",
            Refusal::Encrypted => "encrypted",
            Refusal::Bomb => "unpacks_too_large",
            Refusal::TooManyParts => "too_many_parts",
            Refusal::UnsafePath => "unsafe_path",
            Refusal::Link => "link_inside",
            Refusal::NestedArchive => "archive_inside",
            Refusal::WrongPackage => "wrong_package",
            Refusal::Macros => "macros",
            Refusal::ExternalContent => "external_content",
            Refusal::EmbeddedFile => "embedded_file",
            Refusal::ActiveContent => "active_content",
            Refusal::Unreadable => "cannot_be_checked",
            Refusal::TooManyPoints => "too_many_pixels",
            Refusal::HiddenData => "hidden_data",
            Refusal::Markup => "markup",
            Refusal::NotText => "not_text",
            Refusal::Metadata => "picture_metadata",
            Refusal::Attachment(_) => "attachment",
            Refusal::TooDeep => "too_deep",
        }
    }

    /// The rule and the remedy.
    pub fn words(&self) -> Cow<'static, str> {
        let words = match self {
            Refusal::Empty => "This file is empty. Choose the file again; if it still is, ask whoever sent it to you for another copy",
            Refusal::TooLarge => "This file is larger than 25 MB. Split it, or save it with smaller pictures",
            Refusal::NotAllowed => {
                return format!("Files of this kind are not kept. Allowed are {}. Save it as one of these, for instance as PDF", allowed_endings())
                    .into();
            }
            Refusal::Mismatch => {
                "The content of this file is not what the ending of its name says. Open it in the program it was made with and save it again"
            }
            Refusal::Damaged => "This file is damaged or cut short. Open it, save it again, and send the new copy",
            Refusal::Encrypted => "This file is locked with a password, so it cannot be checked. Save it without a password; it is encrypted here",
            Refusal::Bomb => "This file would unpack to far more than it is. Save its content as PDF and send that",
            Refusal::TooManyParts => "This file is made of more parts than a document has. Save its content as PDF and send that",
            Refusal::UnsafePath => "A part of this file would be written outside its place. Save its content as PDF and send that",
            Refusal::Link => "This file points to another place on a computer. Save its content as PDF and send that",
            Refusal::NestedArchive => "There is an archive (such as a ZIP file) inside this file. Take it out, and send what is in it file by file",
            Refusal::WrongPackage => "This is not the kind of Office file its ending says. Open it in Word or Excel and save it as .docx or .xlsx",
            Refusal::Macros => "This file contains macros, which can do harm. Save it as .docx, .xlsx or PDF, without macros",
            Refusal::ExternalContent => {
                "This file fetches a part of itself from elsewhere when it is opened. Put that part into the file, or save it as PDF"
            }
            Refusal::EmbeddedFile => {
                "Another file is embedded in this one. Send that file by itself, and this one without it, for instance printed to PDF"
            }
            Refusal::ActiveContent => "This file does something by itself when it is opened. Print it to PDF and send that",
            Refusal::Unreadable => "A part of this file cannot be looked into. Print it to PDF and send that",
            Refusal::TooManyPoints => "This picture has more than 50 megapixels. Save it smaller",
            Refusal::HiddenData => {
                "There is something else before the beginning or after the end of this file. Open it, save it again, and send the new copy"
            }
            Refusal::Markup => "This is a web page under the name of a text. Print the page to PDF and send that",
            Refusal::NotText => "This is not plain text. Save it as text in UTF-8, or send the file it came from",
            Refusal::Metadata => "Where and how this picture was taken cannot be removed from it. Save it as JPEG and send that",
            Refusal::Attachment(inner) => {
                return format!(
                    "A file attached to this mail cannot be kept. {}. Send the mail without it, for instance printed to PDF",
                    inner.words()
                )
                .into();
            }
            Refusal::TooDeep => "Mails lie within mails in this file. Take the inner ones out and send each by itself",
        };
        words.into()
    }
}
