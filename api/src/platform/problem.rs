//! What an answer says when something cannot be done: `application/problem+json` (RFC 9457), from one table of codes.

use super::request::current_request_id;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use serde::Serialize;
use std::borrow::Cow;
use utoipa::ToSchema;

/// Writes the table of codes: name, wire name, status, title.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $wire:literal $status:literal $title:literal;)+) => {
        /// Every kind of problem there is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code { $($(#[$doc])* $name,)+ }
        impl Code {
            /// All codes, for the documentation.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];
            /// The stable name.
            pub const fn wire(self) -> &'static str { match self { $(Code::$name => $wire,)+ } }
            /// The HTTP status.
            pub const fn status(self) -> u16 { match self { $(Code::$name => $status,)+ } }
            /// A short title.
            pub const fn title(self) -> &'static str { match self { $(Code::$name => $title,)+ } }
        }
    };
}

codes! {
    /// The request cannot be read.
    BadRequest "bad_request" 400 "The request cannot be read";
    /// No session, or it has ended.
    Unauthenticated "unauthenticated" 401 "Sign in to continue";
    /// Wrong e-mail, password or code.
    SignInFailed "sign_in_failed" 401 "Those details are not right";
    /// A second factor is needed first.
    SecondFactorRequired "second_factor_required" 403 "A second factor is needed";
    /// Visible but not allowed.
    Forbidden "forbidden" 403 "Your role does not allow this";
    /// The request did not come from our own pages.
    CrossSite "cross_site" 403 "This request came from another site";
    /// Nothing here, or nothing you may know of.
    NotFound "not_found" 404 "Not found";
    /// The address exists, the method does not.
    MethodNotAllowed "method_not_allowed" 405 "Method not allowed";
    /// The record is in another state.
    Conflict "conflict" 409 "This cannot be done now";
    /// A notification that was decided already.
    AlreadyDecided "already_decided" 409 "A colleague has already dealt with this";
    /// The record changed since it was read.
    VersionStale "version_stale" 412 "This has changed since you opened it";
    /// Too big.
    PayloadTooLarge "payload_too_large" 413 "Too large";
    /// Not JSON.
    UnsupportedMediaType "unsupported_media_type" 415 "Send JSON";
    /// The body has the wrong shape.
    InvalidBody "invalid_body" 422 "The request has the wrong shape";
    /// Answers break a rule.
    InvalidAnswers "invalid_answers" 422 "There is a problem with the answers";
    /// The proof of work is missing, wrong, expired or used.
    ChallengeRequired "challenge_required" 422 "The security check was not completed";
    /// The key was used for something else.
    IdempotencyMismatch "idempotency_mismatch" 422 "This key was used for another request";
    /// An If-Match header is needed.
    PreconditionRequired "precondition_required" 428 "Say which version you changed";
    /// Too many requests.
    RateLimited "rate_limited" 429 "Too many requests";
    /// Something went wrong here.
    Internal "internal" 500 "Something went wrong";
    /// Not built into this server.
    NotBuilt "not_built" 501 "Not available on this server";
    /// There is no room for a file.
    StorageFull "storage_full" 507 "No room for the file";
    /// The database is away or all connections are busy.
    Unavailable "unavailable" 503 "The service is busy";
}

/// One refused field.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    /// JSON pointer to the field in the request; for answers `/answers/<question>` or `/answers/<question>/<row>/<question>`.
    #[schema(example = "/answers/date_of_death")]
    pub pointer: String,
    /// Stable name of the rule.
    #[schema(example = "date_in_future")]
    pub code: Cow<'static, str>,
    /// The rule and what to do, in words.
    #[schema(example = "Date of death must be today or in the past")]
    pub message: String,
}

/// A problem as sent.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// Address that names the kind of problem.
    #[serde(rename = "type")]
    #[schema(example = "https://opencdr.org/problems/not_found")]
    pub kind: String,
    /// Short title.
    pub title: &'static str,
    /// HTTP status.
    pub status: u16,
    /// Stable name of the kind of problem.
    pub code: &'static str,
    /// What happened and what to do.
    pub detail: String,
    /// Names this request in the log; quote it when asking for help.
    #[serde(rename = "requestId")]
    pub request_id: String,
    /// Refused fields.
    pub errors: Vec<FieldProblem>,
    /// The record as it is now, where a stale version was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current: Option<serde_json::Value>,
    /// Error code of OAuth 2.0 (RFC 6749, section 5.2), where an access token was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "invalid_client")]
    pub error: Option<&'static str>,
}

/// A problem on its way out. The internal text goes to the log and cannot be serialised.
#[derive(Debug)]
pub struct Problem {
    code: Code,
    retry_after: Option<u32>,
    lost_race: bool,
    /// Apart, so that the many results that hold no problem stay small.
    told: Box<Told>,
}

/// What is said about a problem.
#[derive(Debug)]
struct Told {
    detail: Cow<'static, str>,
    errors: Vec<FieldProblem>,
    current: Option<serde_json::Value>,
    internal: Option<String>,
    oauth: Option<&'static str>,
}

impl Problem {
    /// A problem with words for the person.
    pub fn new(code: Code, detail: impl Into<Cow<'static, str>>) -> Self {
        let told = Told { detail: detail.into(), errors: Vec::new(), current: None, internal: None, oauth: None };
        Self { code, retry_after: None, lost_race: false, told: Box::new(told) }
    }

    /// Nothing here, or nothing you may know of: one answer for both.
    pub fn not_found() -> Self {
        Self::new(Code::NotFound, "There is nothing here, or nothing that you may see.")
    }

    /// Something went wrong that the person cannot mend. The cause is only logged; it must hold no personal data.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        let mut problem = Self::new(Code::Internal, "Something went wrong on our side. Nothing was changed. Try again in a minute.");
        problem.told.internal = Some(cause.to_string());
        problem
    }

    /// The database is away or busy.
    pub fn unavailable(cause: impl std::fmt::Display) -> Self {
        let mut problem =
            Self::new(Code::Unavailable, "The service is busy or restarting. Nothing was changed. Try again in a few seconds.").retry_after(3);
        problem.told.internal = Some(cause.to_string());
        problem
    }

    /// One refused field.
    pub fn field(code: Code, pointer: &str, field_code: &'static str, message: &str) -> Self {
        Self::new(code, message.to_owned()).with_errors(vec![FieldProblem {
            pointer: pointer.to_owned(),
            code: field_code.into(),
            message: message.to_owned(),
        }])
    }

    /// Adds the refused fields.
    pub fn with_errors(mut self, errors: Vec<FieldProblem>) -> Self {
        self.told.errors = errors;
        self
    }

    /// Adds the record as it is now.
    pub fn with_current(mut self, current: serde_json::Value) -> Self {
        self.told.current = Some(current);
        self
    }

    /// Adds the error code of OAuth 2.0, which every client of that protocol looks for.
    pub fn oauth(mut self, error: &'static str) -> Self {
        self.told.oauth = Some(error);
        self
    }

    /// Says when to try again, in seconds.
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Lost to the same request sent at the same time; the transaction is run again and this never leaves the server.
    pub fn lost_race() -> Self {
        let mut problem = Self::new(Code::Conflict, "The same request is being answered at this moment. Try again.");
        problem.lost_race = true;
        problem
    }

    /// Whether running the transaction again will find the answer.
    pub fn is_lost_race(&self) -> bool {
        self.lost_race
    }

    /// The kind.
    pub fn code(&self) -> Code {
        self.code
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code.wire())
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let request_id = current_request_id();
        if let Some(cause) = &self.told.internal {
            log::error!(request_id = request_id.as_str(), code = self.code.wire(); "{cause}");
        }
        let mut response = HttpResponse::build(self.status_code());
        if let Some(seconds) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds.to_string()));
        }
        let mut answer = response.json(ProblemBody {
            kind: format!("https://opencdr.org/problems/{}", self.code.wire()),
            title: self.code.title(),
            status: self.code.status(),
            code: self.code.wire(),
            detail: self.told.detail.to_string(),
            request_id,
            errors: self.told.errors.clone(),
            current: self.told.current.clone(),
            error: self.told.oauth,
        });
        answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        answer
    }
}

impl From<DieselError> for Problem {
    fn from(error: DieselError) -> Self {
        match &error {
            DieselError::NotFound => Problem::not_found(),
            DieselError::DatabaseError(DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand, _)
            | DieselError::BrokenTransactionManager => Problem::unavailable("the database connection was lost"),
            // The message names constraints and columns; the detail, which quotes values, is never read.
            DieselError::DatabaseError(kind, info) => {
                let message = info.message();
                if message.contains("terminating connection") || message.contains("shutting down") || message.contains("starting up") {
                    Problem::unavailable("the database is restarting")
                } else if info.constraint_name().is_some() {
                    Problem::internal(format!("{kind:?} on {}", info.constraint_name().unwrap_or("?")))
                } else {
                    Problem::internal(format!("{kind:?}: {message}"))
                }
            }
            DieselError::SerializationError(_) | DieselError::DeserializationError(_) => Problem::internal(format!("{error}")),
            _ => Problem::internal("database error"),
        }
    }
}

/// The name of the constraint a database error speaks of.
pub fn constraint_of(error: &DieselError) -> Option<&str> {
    match error {
        DieselError::DatabaseError(_, info) => info.constraint_name(),
        _ => None,
    }
}
