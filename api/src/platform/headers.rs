//! What every answer carries and what every change must carry: request id, security headers, same-site proof, the access log.

use super::config::Settings;
use super::problem::{Code, Problem};
use super::request::{request_id, with_request_id};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, ResponseError, web};
use std::time::Instant;

/// Our own pages need nothing from anywhere else; the documentation pages bring inline styles of their own.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
    worker-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const DOCS_CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; \
    frame-ancestors 'none'; base-uri 'none'";

/// Wraps every request: gives it an id, refuses changes from other sites, adds headers, writes one log line.
pub async fn guard(mut request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let id = request_id(request.headers());
    let method = request.method().clone();
    let api = request.path().starts_with("/api/v1/");
    let docs = request.path().starts_with("/api/docs");
    let secure = request.app_data::<web::Data<Settings>>().is_some_and(|s| s.secure());
    let refused = refuse_other_sites(&request);
    // HEAD is answered as GET; the connection leaves the body out (RFC 9110, 9.3.2).
    if method == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    let mut response = with_request_id(id, async move {
        match refused {
            Some(problem) => {
                let (request, _) = request.into_parts();
                let answer = problem.error_response();
                Ok(ServiceResponse::new(request, answer))
            }
            None => match next.call(request).await {
                Ok(response) => Ok(response.map_into_boxed_body()),
                Err(error) => Err(error),
            },
        }
    })
    .await?;
    let pattern = response.request().match_pattern().unwrap_or_else(|| "-".into());
    let status = response.status().as_u16();
    let headers = response.headers_mut();
    let bound = headers.contains_key("content-security-policy");
    let mut set = |name: &'static str, value: &'static str| {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    };
    // A handler may bind what it sends tighter than a page.
    if !bound {
        set("content-security-policy", if docs { DOCS_CSP } else { CSP });
    }
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "no-referrer");
    set("cross-origin-opener-policy", "same-origin");
    set("cross-origin-resource-policy", "same-origin");
    set("permissions-policy", "camera=(), microphone=(), geolocation=()");
    if secure {
        set("strict-transport-security", "max-age=63072000; includeSubDomains");
    }
    if api {
        set("cache-control", "no-store");
    }
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
    // The pattern, not the path: nothing a person typed reaches the log.
    log::info!(
        request_id = id.to_string().as_str(), method = method.as_str(), route = pattern.as_str(), status = status,
        milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX); "request"
    );
    Ok(response)
}

/// A change that a browser sends must come from our own pages.
///
/// `Sec-Fetch-Site` (or `Origin`) tells where from, and a header no other site can set without asking tells that a script of ours
/// sent it. A program with no cookie of ours has nothing another site could misuse, so it needs neither.
fn refuse_other_sites(request: &ServiceRequest) -> Option<Problem> {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return None;
    }
    let header = |name: &str| request.headers().get(name).and_then(|v| v.to_str().ok());
    let from_elsewhere = match (header("sec-fetch-site"), header("origin")) {
        (Some(site), _) => site != "same-origin" && site != "none",
        (None, Some(origin)) => !same_origin(origin, header("host"), request),
        (None, None) => false,
    };
    let holds_cookie = request.cookies().is_ok_and(|cookies| !cookies.is_empty());
    let unmarked = holds_cookie && header("x-opencdr-client").is_none();
    (from_elsewhere || unmarked).then(|| {
        Problem::new(
            Code::CrossSite,
            "A change with a cookie must come from our own pages, or from a program that sends the header X-OpenCDR-Client.",
        )
    })
}

fn same_origin(origin: &str, host: Option<&str>, request: &ServiceRequest) -> bool {
    let public = request.app_data::<web::Data<Settings>>().map(|s| s.public_url.clone()).unwrap_or_default();
    origin == public || host.is_some_and(|host| origin.split_once("://").is_some_and(|(_, rest)| rest == host))
}
