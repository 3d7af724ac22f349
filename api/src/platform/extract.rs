//! Reading a body, and naming in a signature who may call.

use super::crypto::sha256;
use super::json::Strict;
use super::problem::{Code, FieldProblem, Problem};
use super::request::Request;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use opencdr_domain::identity::permission::Grants;
use opencdr_domain::vocab::text::clean;
use serde::de::DeserializeOwned;
use std::future::{Future, Ready, ready};
use std::marker::PhantomData;
use std::pin::Pin;
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

/// The largest JSON body, in bytes. The longest real notification is about 60 kB.
pub const MAX_BODY: usize = 1024 * 1024;

/// A JSON body: strict, of a known shape, and checked.
pub struct Body<T> {
    /// What was sent.
    pub value: T,
    /// SHA-256 of the bytes, so that an idempotency key stands for this very body.
    pub fingerprint: [u8; 32],
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Body<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let json = is_of_kind(request, "application/json");
        let declared = request.headers().get("content-length").and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
        let payload = payload.take();
        Box::pin(async move {
            if declared.is_some_and(|length| length > MAX_BODY) {
                return Err(too_large());
            }
            let bytes = collect(payload).await?;
            // Some changes have nothing to say; an empty body then stands for an empty object.
            if bytes.is_empty() {
                return parse(b"{}");
            }
            if !json {
                return Err(Problem::new(Code::UnsupportedMediaType, "Send the body as JSON with Content-Type: application/json."));
            }
            parse(&bytes)
        })
    }
}

/// The fields of a form as OAuth sends them (`application/x-www-form-urlencoded`), in their order.
pub struct Fields(pub Vec<(String, String)>);

impl FromRequest for Fields {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let form = is_of_kind(request, "application/x-www-form-urlencoded");
        let payload = payload.take();
        Box::pin(async move {
            if !form {
                return Err(Problem::new(Code::UnsupportedMediaType, "Send a form, with Content-Type: application/x-www-form-urlencoded."));
            }
            let bytes = collect(payload).await?;
            Ok(Self(url::form_urlencoded::parse(&bytes).into_owned().collect()))
        })
    }
}

fn too_large() -> Problem {
    Problem::new(Code::PayloadTooLarge, "The request is larger than 1 MB. Shorten the longest texts, or send fewer rows.")
}

fn is_of_kind(request: &HttpRequest, wanted: &str) -> bool {
    let value = request.headers().get("content-type").and_then(|v| v.to_str().ok()).unwrap_or_default();
    value.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case(wanted))
}

async fn collect(mut payload: Payload) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Problem::new(Code::BadRequest, "The body broke off before its end. Send it again."))?;
        if bytes.len() + chunk.len() > MAX_BODY {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn parse<T: DeserializeOwned + Validate>(bytes: &[u8]) -> Result<Body<T>, Problem> {
    let Strict(tree) = serde_json::from_slice(bytes).map_err(|error| {
        // serde_json's message names what it expected and where, never the text it read.
        Problem::field(Code::BadRequest, "", "invalid_json", &format!("This is not JSON we can read: {error}"))
    })?;
    let value: T = shaped(tree)?;
    value.validate().map_err(|errors| {
        let mut fields = Vec::new();
        flatten("", &errors, &mut fields);
        Problem::new(Code::InvalidBody, "Some fields need another look.").with_errors(fields)
    })?;
    Ok(Body { value, fingerprint: sha256(&[bytes]) })
}

/// A check for an explanation a person typed: more than blanks, and nothing that is unsafe to show (`vocab::text`).
///
/// # Errors
/// `required` or `control_character`, in words.
pub fn plain_words(text: &str) -> Result<(), ValidationError> {
    let refuse = |code, words: &'static str| Err(ValidationError::new(code).with_message(words.into()));
    match clean(text) {
        None => refuse("control_character", "Take out invisible characters: type the text instead of pasting it"),
        // A text that is short with its blanks too is told so by its length.
        Some(words) if words.chars().count() < 3 && text.chars().count() >= 3 => refuse("required", "Explain it in a few words"),
        Some(_) => Ok(()),
    }
}

/// Turns a tree into the shape; a wrong field is named, its value is not.
fn shaped<T: DeserializeOwned>(tree: serde_json::Value) -> Result<T, Problem> {
    serde_path_to_error::deserialize(tree).map_err(|error| {
        let text = error.inner().to_string();
        let quoted = text.split('`').nth(1).unwrap_or_default();
        let place = pointer(error.path());
        let (pointer, code, message) = if text.starts_with("unknown field") {
            // The path ends in the field itself.
            (place, "unknown_field", format!("“{quoted}” is not a field of this request; leave it out"))
        } else if text.starts_with("missing field") {
            (format!("{place}/{quoted}"), "required", format!("“{quoted}” is missing; send it"))
        } else {
            let field = place.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("The body");
            let message = format!("{field} has the wrong type. See the documentation of this request at /api/docs");
            (place, "wrong_type", message)
        };
        Problem::field(Code::InvalidBody, &pointer, code, &message)
    })
}

/// A path as a JSON pointer.
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter().fold(String::new(), |mut text, segment| {
        match segment {
            Segment::Seq { index } => text.push_str(&format!("/{index}")),
            Segment::Map { key } | Segment::Enum { variant: key } => text.push_str(&format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
            Segment::Unknown => {}
        }
        text
    })
}

/// The validator's tree as pointers and words; its parameters quote the value that was sent, so they are dropped.
fn flatten(prefix: &str, errors: &ValidationErrors, out: &mut Vec<FieldProblem>) {
    for (field, kind) in errors.errors() {
        let pointer = format!("{prefix}/{field}");
        match kind {
            ValidationErrorsKind::Field(list) => out.extend(list.iter().map(|error| FieldProblem {
                pointer: pointer.clone(),
                code: error.code.clone(),
                message: error.message.clone().map_or_else(|| format!("{field} is not valid; see /api/docs"), |m| m.into_owned()),
            })),
            ValidationErrorsKind::Struct(inner) => flatten(&pointer, inner, out),
            ValidationErrorsKind::List(items) => items.iter().for_each(|(at, inner)| flatten(&format!("{pointer}/{at}"), inner, out)),
        }
    }
}

/// A claim to one permission, named in the signature of a handler.
///
/// It holds the session token; the transaction it opens reads the session, asks the policy table
/// and sets the row-level security context in one statement (decision record 0004).
pub struct Permit<P: Grants> {
    /// The request it came with.
    pub request: Request,
    permission: PhantomData<P>,
}

impl<P: Grants> Permit<P> {
    /// The same claim for a second transaction of one request.
    pub fn of(request: Request) -> Self {
        Self { request, permission: PhantomData }
    }
}

impl<P: Grants> FromRequest for Permit<P> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let read = Request::from_request(request, payload).into_inner();
        ready(read.and_then(|request| match request.session {
            Some(_) => Ok(Self::of(request)),
            None => Err(unauthenticated()),
        }))
    }
}

/// Somebody who answers what an organisation is asked: signed in, come by an invitation, or the organisation's own system.
pub struct Answering {
    /// The request it came with.
    pub request: Request,
}

impl FromRequest for Answering {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let read = Request::from_request(request, payload).into_inner();
        ready(read.and_then(|request| match (&request.session, &request.visit, &request.bearer) {
            (None, None, None) => Err(unauthenticated()),
            _ => Ok(Self { request }),
        }))
    }
}

/// No session, or it has ended.
pub fn unauthenticated() -> Problem {
    Problem::new(Code::Unauthenticated, "Your session has ended, or you have not signed in. Sign in and try again; nothing was changed.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize, Validate)]
    #[serde(deny_unknown_fields)]
    struct Shape {
        #[validate(length(max = 3, message = "Use at most 3 characters"))]
        name: String,
        #[serde(rename = "inner")]
        _inner: Option<Inner>,
    }

    #[derive(Deserialize, Validate)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        #[serde(rename = "number")]
        _number: u32,
    }

    #[test]
    fn a_refused_field_is_named_and_its_value_is_not() {
        for (text, pointer, code) in [
            (r#"{"name":"secret"}"#, "/name", "length"),
            (r#"{"name":"a","secret":1}"#, "/secret", "unknown_field"),
            (r#"{}"#, "/name", "required"),
            (r#"{"name":7}"#, "/name", "wrong_type"),
            (r#"[]"#, "", "wrong_type"),
            (r#"{"name":"a","inner":{"number":"secret"}}"#, "/inner/number", "wrong_type"),
            (r#"{"name":"a","inner":{}}"#, "/inner/number", "required"),
            (r#"{"name":"a","inner":{"number":1,"more":2}}"#, "/inner/more", "unknown_field"),
        ] {
            let problem = parse::<Shape>(text.as_bytes()).err().unwrap();
            let body = format!("{problem:?}");
            assert!(body.contains(&format!("pointer: \"{pointer}\"")) && body.contains(code), "{body}");
        }
        let body = format!("{:?}", parse::<Shape>(br#"{"name":"secret"}"#).err().unwrap());
        assert!(!body.contains("secret"), "{body}");
    }
}
