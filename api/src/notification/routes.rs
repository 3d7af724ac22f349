//! Sending a notification, and its receipt, as seen from outside.

use super::views::{Challenge, ReceiptView, SubmitNotification, Submitted};
use super::{challenge, receipts, submitting};
use crate::platform::config::Settings;
use crate::platform::db::Db;
use crate::platform::extract::Body;
use crate::platform::idempotency::{Answer, once, respond};
use crate::platform::limits::Limits;
use crate::platform::problem::Problem;
use crate::platform::request::{DRAFT_COOKIE, RECEIPT_COOKIE, Request};
use actix_web::cookie::{Cookie, SameSite};
use actix_web::{HttpResponse, delete, get, post, web};
use opencdr_domain::forms::Registry;

/// A cookie that holds a token: no script reads it, no other site sends it, and it ends with the browser.
pub fn token_cookie(settings: &Settings, name: &str, value: String) -> Cookie<'static> {
    Cookie::build(settings.cookie(name), value).path("/").http_only(true).secure(settings.secure()).same_site(SameSite::Strict).finish()
}

/// A security check to be answered before a notification is begun or sent without signing in.
#[utoipa::path(tag = "notification", responses((status = 200, description = "The check", body = Challenge)))]
#[get("/api/v1/challenge")]
pub async fn get_challenge(db: web::Data<Db>, settings: web::Data<Settings>) -> web::Json<Challenge> {
    web::Json(challenge::issue(&settings.key, db.clock().now()))
}

/// Notify the death of a child. No account is needed.
///
/// The answer never says whether the child is already known.
#[utoipa::path(tag = "notification", request_body = SubmitNotification, responses((status = 201, description = "Received", body = Submitted)))]
#[post("/api/v1/notifications")]
pub async fn submit_notification(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    limits: web::Data<Limits>,
    registry: web::Data<Registry>,
    request: Request,
    body: Body<SubmitNotification>,
) -> Result<HttpResponse, Problem> {
    let claims_session = request.session.is_some();
    if !claims_session {
        limits.public(&request.address)?;
    }
    let (used, fingerprint) = (settings.clone(), body.fingerprint);
    let answer = db
        .public_write(request, move |tx| {
            // A cookie that is no session of ours buys nothing.
            if claims_session && tx.user().is_none() {
                limits.public(&tx.request.address)?;
            }
            if body.value.from_draft {
                tx.sends_draft();
            }
            once(tx, &fingerprint, |tx| {
                let submitted = submitting::submit(tx, &used.key, &registry, &body.value)?;
                Answer::created(format!("/api/v1/notifications/{}", submitted.id), submitted)
            })
        })
        .await?;
    let mut response = respond(&answer);
    // Follows from the id, so that a repeated request shows its receipt too.
    if let Some(id) = answer.body.get("id").and_then(|id| serde_json::from_value(id.clone()).ok()) {
        let token = submitting::receipt_token(&settings.key, id);
        response.add_cookie(&token_cookie(&settings, RECEIPT_COOKIE, hex::encode(token))).map_err(Problem::internal)?;
        let mut gone = token_cookie(&settings, DRAFT_COOKIE, String::new());
        gone.make_removal();
        response.add_cookie(&gone).map_err(Problem::internal)?;
    }
    Ok(response)
}

/// What this browser sent in the last day.
#[utoipa::path(tag = "notification", responses((status = 200, description = "The receipt", body = ReceiptView)))]
#[get("/api/v1/notification-receipts/current")]
pub async fn get_current_receipt(db: web::Data<Db>, request: Request) -> Result<web::Json<ReceiptView>, Problem> {
    db.public_write(request, receipts::current).await.map(web::Json)
}

/// Close the receipt on this browser. What was sent stays with the panel.
#[utoipa::path(tag = "notification", responses((status = 204, description = "Closed")))]
#[delete("/api/v1/notification-receipts/current")]
pub async fn delete_current_receipt(settings: web::Data<Settings>) -> Result<HttpResponse, Problem> {
    let mut gone = token_cookie(&settings, RECEIPT_COOKIE, String::new());
    gone.make_removal();
    Ok(HttpResponse::NoContent().cookie(gone).finish())
}

/// The same on paper: a tagged PDF.
#[utoipa::path(tag = "notification", responses((status = 200, description = "The receipt", content_type = "application/pdf", body = Vec<u8>)))]
#[get("/api/v1/notification-receipts/current/document")]
pub async fn get_current_receipt_document(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    registry: web::Data<Registry>,
    request: Request,
) -> Result<HttpResponse, Problem> {
    document(db, settings.demo, registry, request).await
}

#[cfg(feature = "pdf")]
async fn document(db: web::Data<Db>, demo: bool, registry: web::Data<Registry>, request: Request) -> Result<HttpResponse, Problem> {
    use opencdr_domain::audit::event::Action;
    let (sent, area) = db.public_write(request, |tx| receipts::held(tx, Action::PrintReceipt)).await?;
    let now = db.clock().now();
    let name = format!("attachment; filename=\"{}.pdf\"", sent.row.reference);
    let bytes = web::block(move || {
        let form = super::drafts::form(&registry, u32::try_from(sent.row.form_version).unwrap_or(0))?;
        receipts::paper::print(form, &sent, &area, now, demo)
    })
    .await
    .map_err(|_| Problem::internal("typesetting broke"))??;
    Ok(HttpResponse::Ok().content_type("application/pdf").insert_header(("Content-Disposition", name)).body(bytes))
}

#[cfg(not(feature = "pdf"))]
async fn document(_: web::Data<Db>, _: bool, _: web::Data<Registry>, _: Request) -> Result<HttpResponse, Problem> {
    Err(Problem::new(
        crate::platform::problem::Code::NotBuilt,
        "This server was built without its typesetter. Use the print function of your browser on the receipt page.",
    ))
}
