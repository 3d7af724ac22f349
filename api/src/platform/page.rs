//! Pages by key: the cursor holds where the last one ended, so nothing is skipped or repeated.

use super::problem::{Code, Problem};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Rows of a page when none is asked for.
pub const DEFAULT_LIMIT: i64 = 25;
/// The most rows of a page.
pub const MAX_LIMIT: i64 = 200;

/// Which page.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// Rows wanted, 1 to 200; 25 when left out.
    pub limit: Option<i64>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

/// One page of a list.
#[derive(Serialize, ToSchema)]
pub struct Page<T: ToSchema> {
    /// The rows.
    pub items: Vec<T>,
    /// Cursor of the next page; null on the last.
    pub next: Option<String>,
}

/// Rows to fetch for a page: one more than asked, which tells whether another page follows.
pub fn limit(asked: Option<i64>) -> Result<i64, Problem> {
    match asked {
        None => Ok(DEFAULT_LIMIT),
        Some(n) if (1..=MAX_LIMIT).contains(&n) => Ok(n),
        Some(_) => Err(Problem::field(Code::InvalidBody, "/query/limit", "out_of_range", "limit must be between 1 and 200")),
    }
}

/// Reads a cursor.
pub fn decode<C: DeserializeOwned>(cursor: Option<&str>) -> Result<Option<C>, Problem> {
    let Some(text) = cursor else { return Ok(None) };
    let key = URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    match key {
        Some(key) => Ok(Some(key)),
        None => Err(Problem::field(
            Code::InvalidBody,
            "/query/cursor",
            "invalid_cursor",
            "This page marker is not one we gave for this list. Start again from the first page",
        )),
    }
}

/// Cuts a list fetched with one row too many, and makes the cursor from its last row.
pub fn cut<R, C: Serialize>(mut rows: Vec<R>, limit: i64, key: impl Fn(&R) -> C) -> (Vec<R>, Option<String>) {
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    if rows.len() <= wanted {
        return (rows, None);
    }
    rows.truncate(wanted);
    let next = rows.last().and_then(|row| serde_json::to_vec(&key(row)).ok()).map(|bytes| URL_SAFE_NO_PAD.encode(bytes));
    (rows, next)
}

/// A page as JSON.
pub struct Written {
    json: Vec<u8>,
    next: Option<String>,
}

/// Writes a page on the thread that read its rows: what was put together there is given back there, and the HTTP threads only send.
pub fn write<T: ToSchema + Serialize>(items: Vec<T>, next: Option<String>) -> Result<Written, Problem> {
    // Room for rows of the usual length, so that the text is not moved while it grows.
    let mut json = Vec::with_capacity(256 + 512 * items.len());
    let page = Page { items, next };
    serde_json::to_writer(&mut json, &page).map_err(Problem::internal)?;
    Ok(Written { json, next: page.next })
}

/// Answers a page, with the address of the next one in a `Link` header (RFC 8288). `filters` is the query without the cursor.
pub fn respond(path: &str, filters: &str, page: Written) -> actix_web::HttpResponse {
    let mut response = actix_web::HttpResponse::Ok();
    if let Some(next) = &page.next {
        let and = if filters.is_empty() { "" } else { "&" };
        response.insert_header((actix_web::http::header::LINK, format!("<{path}?{filters}{and}cursor={next}>; rel=\"next\"")));
    }
    response.content_type("application/json").body(page.json)
}
