//! Notifications begun and not yet sent, as seen from outside.

use super::drafts;
use super::routes::token_cookie;
use super::views::{DraftView, ResumeDraft, SaveDraft, StartDraft};
use crate::platform::config::Settings;
use crate::platform::db::Db;
use crate::platform::extract::Body;
use crate::platform::idempotency::{Answer, once, respond};
use crate::platform::limits::Limits;
use crate::platform::problem::Problem;
use crate::platform::request::{DRAFT_COOKIE, Request};
use actix_web::http::header::{ETAG, LOCATION};
use actix_web::{HttpResponse, delete, get, patch, post, web};
use opencdr_domain::forms::Registry;
use serde_json::Value;

const CURRENT: &str = "/api/v1/notification-drafts/current";

fn draft_cookie(settings: &Settings, reference: &str) -> actix_web::cookie::Cookie<'static> {
    token_cookie(settings, DRAFT_COOKIE, hex::encode(drafts::token(&settings.key, reference)))
}

/// Begin a notification, to be finished now or later, here or elsewhere.
#[utoipa::path(tag = "notification", request_body = StartDraft, responses((status = 201, description = "Begun; write the reference and the code down", body = DraftView)))]
#[post("/api/v1/notification-drafts")]
pub async fn create_notification_draft(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    limits: web::Data<Limits>,
    registry: web::Data<Registry>,
    request: Request,
    body: Body<StartDraft>,
) -> Result<HttpResponse, Problem> {
    limits.public(&request.address)?;
    let (used, fingerprint) = (settings.clone(), body.fingerprint);
    let sent = body.value.answers.clone();
    let mut answer = db
        .public_write(request, move |tx| {
            once(tx, &fingerprint, |tx| {
                let view = drafts::start(tx, &used.key, &registry, &body.value)?;
                // The answers are not kept a second time under the idempotency key; the same request brings them again.
                Answer::created(CURRENT.to_owned(), DraftView { answers: Value::Null, ..view })
            })
        })
        .await?;
    let reference = answer.body.get("reference").and_then(Value::as_str).unwrap_or_default().to_owned();
    if let Some(view) = answer.body.as_object_mut() {
        view.insert("answers".into(), Value::Object(sent));
        view.insert("resume_code".into(), drafts::resume_code(&settings.key, &reference).into());
    }
    let mut response = respond(&answer);
    response.add_cookie(&draft_cookie(&settings, &reference)).map_err(Problem::internal)?;
    Ok(response)
}

fn shown(view: DraftView) -> HttpResponse {
    HttpResponse::Ok().insert_header((ETAG, format!("\"{}\"", view.revision))).json(view)
}

/// The saved notification of this browser.
#[utoipa::path(tag = "notification", responses((status = 200, description = "The draft; its revision is the ETag", body = DraftView)))]
#[get("/api/v1/notification-drafts/current")]
pub async fn get_current_draft(db: web::Data<Db>, registry: web::Data<Registry>, request: Request) -> Result<HttpResponse, Problem> {
    db.public_write(request, move |tx| drafts::current(tx, &registry)).await.map(shown)
}

/// Save changed answers. Send the ETag as If-Match.
#[utoipa::path(tag = "notification", request_body = SaveDraft, params(("If-Match" = String, Header, description = "ETag of the version you changed")),
    responses((status = 200, description = "Saved", body = DraftView)))]
#[patch("/api/v1/notification-drafts/current")]
pub async fn update_current_draft(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    request: Request,
    body: Body<SaveDraft>,
) -> Result<HttpResponse, Problem> {
    db.public_write(request, move |tx| drafts::save(tx, &registry, &body.value)).await.map(shown)
}

/// Throw the saved notification of this browser away.
#[utoipa::path(tag = "notification", responses((status = 204, description = "Deleted")))]
#[delete("/api/v1/notification-drafts/current")]
pub async fn delete_current_draft(db: web::Data<Db>, settings: web::Data<Settings>, request: Request) -> Result<HttpResponse, Problem> {
    db.public_write(request, drafts::discard).await?;
    let mut gone = token_cookie(&settings, DRAFT_COOKIE, String::new());
    gone.make_removal();
    Ok(HttpResponse::NoContent().cookie(gone).finish())
}

/// Continue a saved notification on this device.
#[utoipa::path(tag = "notification", request_body = ResumeDraft, responses((status = 201, description = "The draft", body = DraftView)))]
#[post("/api/v1/notification-draft-resumptions")]
pub async fn resume_notification_draft(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    limits: web::Data<Limits>,
    registry: web::Data<Registry>,
    request: Request,
    body: Body<ResumeDraft>,
) -> Result<HttpResponse, Problem> {
    limits.public(&request.address)?;
    let resumed = db.public_write(request, move |tx| drafts::resume(tx, &registry, &body.value)).await?;
    let Some(view) = resumed else { return Err(drafts::refuse_resumption()) };
    let cookie = draft_cookie(&settings, &view.reference);
    Ok(HttpResponse::Created().cookie(cookie).insert_header((LOCATION, CURRENT)).insert_header((ETAG, format!("\"{}\"", view.revision))).json(view))
}
