//! The OpenAPI document: from the handlers themselves, plus what is true of every operation.

use super::problem::{Code, ProblemBody};
use actix_web::dev::ResourceDef;
use utoipa::openapi::PathItem;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, LicenseBuilder, ObjectBuilder, OpenApi, Ref, RefOr, Required, ResponseBuilder, ServerBuilder, Type,
};
use utoipa::{PartialSchema, ToSchema};

/// Where the document is served.
pub const PATH: &str = "/api/v1/openapi.json";

/// The posts that make or decide something, and so keep their answer for a key. The others change nothing that a
/// repetition would double (searches, look-ups), or answer with a secret that is never kept (sessions, codes).
// So does every operation that adds a row to a record (`add_…`).
const KEEPS_ANSWERS: [&str; 33] = [
    "submit_notification",
    "create_notification_draft",
    "accept_notification",
    "link_notification",
    "unlink_notification",
    "reject_notification",
    "answer_comparison",
    "withdraw_answer",
    "merge_cases",
    "unmerge_cases",
    "prove_stillbirth",
    "complete_triage",
    "reopen_triage",
    "offer_case",
    "offer_notification",
    "accept_transfer",
    "decline_transfer",
    "withdraw_transfer",
    "upload_document",
    "withdraw_document",
    "create_case_grant",
    "declare_case_interest",
    "withdraw_case_interest",
    "review_emergency_access",
    "send_case_requests",
    "accept_case_request",
    "return_case_request",
    "withdraw_case_request",
    "resend_case_request",
    "choose_answer",
    "join_rows",
    "submit_request",
    "decline_request",
];

/// Completes the document collected from the handlers.
pub fn complete(mut api: OpenApi) -> OpenApi {
    api.info = InfoBuilder::new()
        .title("OpenCDR")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Notification and review of child deaths in England. Every page of the web application uses these endpoints, and so may \
             an agency's own system. Problems are RFC 9457 documents; lists are `{items, next}`; a POST that makes or decides something takes an Idempotency-Key.",
        ))
        .license(Some(LicenseBuilder::new().name("MIT").identifier(Some("MIT")).build()))
        .build();
    api.servers = Some(vec![ServerBuilder::new().url("/").description(Some("This server")).build()]);
    let components = api.components.get_or_insert_with(Default::default);
    let mut parts = Vec::new();
    ProblemBody::schemas(&mut parts);
    components.schemas.extend(parts);
    components.schemas.insert(ProblemBody::name().into_owned(), ProblemBody::schema());
    components.security_schemes.insert(
        "session".into(),
        RefOr::T(SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
            super::request::SESSION_COOKIE,
            "Set by POST /api/v1/sessions; named __Host-opencdr over TLS. Changes also need the header X-OpenCDR-Client.",
        )))),
    );
    components.security_schemes.insert(
        "visit".into(),
        RefOr::T(SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
            super::request::VISIT_COOKIE,
            "Set by POST /api/v1/request-visits; opens the one request of an invitation.",
        )))),
    );
    components.security_schemes.insert(
        "machine".into(),
        RefOr::T(SecurityScheme::Http(
            HttpBuilder::new()
                .scheme(HttpAuthScheme::Bearer)
                .bearer_format("JWT")
                .description(Some("The access token of an organisation’s own system, from POST /api/v1/oauth/token."))
                .build(),
        )),
    );
    for (path, item) in &mut api.paths.paths {
        let has_id = path.contains('{');
        for (method, operation) in
            [("get", &mut item.get), ("post", &mut item.post), ("put", &mut item.put), ("patch", &mut item.patch), ("delete", &mut item.delete)]
        {
            if let Some(operation) = operation {
                describe(method, path, has_id, operation);
            }
        }
    }
    api
}

/// Adds the headers and problems every operation of its kind has.
fn describe(method: &str, path: &str, has_id: bool, operation: &mut Operation) {
    let change = method != "get";
    let private = operation.security.as_ref().is_some_and(|s| !s.is_empty());
    let body = operation.request_body.is_some();
    let id = operation.operation_id.clone().unwrap_or_default();
    if method == "post" && (KEEPS_ANSWERS.contains(&id.as_str()) || id.starts_with("add_")) {
        header(
            operation,
            "Idempotency-Key",
            "Repeats of a request with the same key and body change nothing and get the same answer; kept 72 hours. The same key with another body is refused.",
        );
    }
    if change && private {
        header(operation, "X-OpenCDR-Client", "Any value; proves that the request was not sent by another site.");
    }
    let mut codes = vec![Code::RateLimited, Code::Internal, Code::Unavailable];
    if path.starts_with("/api/") {
        codes.push(Code::BadRequest);
    }
    if private {
        codes.extend([Code::Unauthenticated, Code::Forbidden]);
    } else if change {
        codes.extend([Code::Unauthenticated, Code::CrossSite]);
    }
    if has_id || path.contains("/current") {
        codes.push(Code::NotFound);
    }
    if body {
        codes.extend([Code::PayloadTooLarge, Code::UnsupportedMediaType]);
    }
    if body || method == "get" || method == "post" {
        codes.push(Code::InvalidBody);
    }
    if matches!(operation.operation_id.as_deref(), Some("upload_document" | "add_document_version")) {
        codes.push(Code::StorageFull);
    }
    // A file that waits for the virus scanner, holds a virus or was withdrawn is there and not sent.
    if matches!(operation.operation_id.as_deref(), Some("get_document_content" | "get_request_copy")) {
        codes.push(Code::Conflict);
    }
    if change {
        codes.extend([Code::Conflict, Code::VersionStale]);
    }
    // A row of a record is replaced as a whole, and by nobody who has not read the version that stands.
    let replaces = method == "put" && has_id;
    if replaces {
        header(operation, "If-Match", "Version of the row you changed.");
    }
    // Answers to a request are saved each over its own revision, so that colleagues do not stand in each other's way.
    if (method == "patch" && id != "save_answers") || replaces {
        codes.push(Code::PreconditionRequired);
    }
    for code in codes {
        let response = ResponseBuilder::new()
            .description(code.title())
            .content("application/problem+json", ContentBuilder::new().schema(Some(RefOr::Ref(Ref::from_schema_name(ProblemBody::name())))).build())
            .build();
        operation.responses.responses.entry(code.status().to_string()).or_insert(RefOr::T(response));
    }
}

fn header(operation: &mut Operation, name: &str, description: &str) {
    let parameter = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).build()))
        .build();
    operation.parameters.get_or_insert_with(Vec::new).push(RefOr::T(parameter));
}

/// The addresses that exist and the methods each has, for telling a wrong method from a wrong address.
pub struct Declared(Vec<(ResourceDef, String)>);

impl Declared {
    /// Reads them from the document.
    pub fn of(api: &OpenApi) -> Self {
        let methods = |item: &PathItem| {
            [("GET, HEAD", &item.get), ("POST", &item.post), ("PUT", &item.put), ("PATCH", &item.patch), ("DELETE", &item.delete)]
                .into_iter()
                .filter_map(|(name, operation)| operation.as_ref().map(|_| name))
                .collect::<Vec<_>>()
                .join(", ")
        };
        Self(api.paths.paths.iter().map(|(path, item)| (ResourceDef::new(path.as_str()), methods(item))).collect())
    }

    /// The methods of an address, if it exists.
    pub fn methods(&self, path: &str) -> Option<&str> {
        self.0.iter().find(|(pattern, _)| pattern.is_match(path)).map(|(_, methods)| methods.as_str())
    }
}
