//! Signing in as a system, as seen from outside.

use super::assertion::Fault;
use super::service::{self, ENDPOINT, Looked};
use super::views::{TokenRequest, TokenView};
use crate::platform::config::Settings;
use crate::platform::db::Db;
use crate::platform::extract::{Answering, Fields};
use crate::platform::limits::Limits;
use crate::platform::problem::Problem;
use crate::platform::request::Request;
use crate::platform::token;
use actix_web::{post, web};

/// Sign in as an organisation’s own system: OAuth 2.0 client credentials with `private_key_jwt`.
///
/// Problems have the member `error` of RFC 6749 beside the usual ones. A token works for five minutes, and stops working at once when
/// the system is disabled.
#[utoipa::path(tag = "machine", request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "An access token", body = TokenView)))]
#[post("/api/v1/oauth/token")]
pub async fn issue_access_token(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    limits: web::Data<Limits>,
    request: Request,
    fields: Fields,
) -> Result<web::Json<TokenView>, Problem> {
    limits.sign_in(&request.address)?;
    let assertion = service::assertion_of(&fields.0)?;
    let endpoint = format!("{}{ENDPOINT}", settings.public_url.trim_end_matches('/'));
    // Whoever else the sender may be has no part in this.
    let anew = Request { session: None, visit: None, bearer: None, ..request };
    let proven = match db.public(anew.clone(), move |tx| service::look(tx, &assertion, &endpoint)).await? {
        Looked::Right(proven) => proven,
        Looked::Wrong(fault, client) => {
            db.public_write(anew, move |tx| service::note_failure(tx, fault, client)).await?;
            return Err(service::refuse(fault));
        }
    };
    let access_token = token::issue(&settings.key, proven.client, db.clock().now())?;
    // From here on it is the system that acts: its own context is opened with the token it is about to be given.
    let answering = Answering { request: Request { bearer: Some(access_token.clone()), ..anew } };
    if !db.answer(answering, move |tx| service::sign_in(tx, &proven)).await? {
        return Err(service::refuse(Fault::Used));
    }
    Ok(web::Json(TokenView { access_token, token_type: "Bearer", expires_in: token::LIFETIME.num_seconds(), scope: token::SCOPE }))
}
