//! The built web application, inside the binary and served on the same origin as the API.

use super::openapi::Declared;
use super::problem::{Code, Problem};
use actix_web::http::Method;
use actix_web::http::header::{ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderValue, IF_NONE_MATCH, VARY};
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../frontend/dist"]
struct Files;

/// Serves a file of the application, or its page for any other address, so that a reload works everywhere.
pub async fn serve(request: HttpRequest, declared: web::Data<Declared>) -> Result<HttpResponse, Problem> {
    // A handler that exists under another method has let this one through.
    if let Some(methods) = declared.methods(request.path()) {
        let mut refused = Problem::new(Code::MethodNotAllowed, format!("This address takes {methods}.")).error_response();
        if let Ok(allow) = HeaderValue::from_str(methods) {
            refused.headers_mut().insert(ALLOW, allow);
        }
        return Ok(refused);
    }
    let path = request.path().trim_start_matches('/');
    if path == "api" || path.starts_with("api/") {
        return Err(Problem::not_found());
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Problem::new(Code::MethodNotAllowed, "Pages are read with GET. Changes go to /api/v1."));
    }
    let asset = path.starts_with("assets/");
    let (name, file) = match Files::get(path) {
        Some(file) if !path.is_empty() => (path, file),
        // A missing script is missing; answering with the page would hide it.
        Some(_) | None if asset => return Err(Problem::not_found()),
        Some(_) | None => (
            "index.html",
            Files::get("index.html").ok_or_else(|| {
                Problem::new(Code::NotBuilt, "The pages are not built into this server. Run `npm run build` in frontend/ and build again.")
            })?,
        ),
    };
    let etag = format!("\"{}\"", hex::encode(&file.metadata.sha256_hash()[..16]));
    if request.headers().get(IF_NONE_MATCH).is_some_and(|v| v.as_bytes() == etag.as_bytes()) {
        return Ok(HttpResponse::NotModified().insert_header((ETAG, etag)).finish());
    }
    let (encoding, file) = packed(&request, name).map_or((None, file), |(encoding, packed)| (Some(encoding), packed));
    // The names of assets hold their hash, so they never change.
    let cache = if asset { "public, max-age=31536000, immutable" } else { "no-cache" };
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let mut response = HttpResponse::Ok();
    response.insert_header((CONTENT_TYPE, kind.as_ref())).insert_header((CACHE_CONTROL, cache)).insert_header((ETAG, etag));
    response.insert_header((VARY, "Accept-Encoding"));
    if let Some(encoding) = encoding {
        response.insert_header((CONTENT_ENCODING, encoding));
    }
    Ok(response.body(file.data.into_owned()))
}

/// The file as the build compressed it, where the browser takes it so: smaller than compressing it anew for each request, and free.
fn packed(request: &HttpRequest, name: &str) -> Option<(&'static str, EmbeddedFile)> {
    let accepted = request.headers().get(ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(encoding, _)| accepted.split(',').any(|one| one.split(';').next().is_some_and(|token| token.trim() == *encoding)))
        .find_map(|(encoding, ending)| Files::get(&format!("{name}.{ending}")).map(|file| (encoding, file)))
}
