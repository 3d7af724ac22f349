//! Sessions as seen from outside.

use super::service;
use super::views::{SecondFactor, SessionItem, SessionView, SignIn};
use crate::platform::config::Settings;
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::ids;
use crate::platform::limits::Limits;
use crate::platform::page::Page;
use crate::platform::problem::Problem;
use crate::platform::request::{Request, SESSION_COOKIE};
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::LOCATION;
use actix_web::{HttpResponse, delete, get, post, web};
use chrono::TimeDelta;
use opencdr_domain::identity::permission::ManageOwnAccount;
use uuid::Uuid;

const CURRENT: &str = "/api/v1/sessions/current";

/// The cookie that holds a session's token: no script reads it, no other site sends it.
pub fn session_cookie(settings: &Settings, value: String) -> Cookie<'static> {
    Cookie::build(settings.cookie(SESSION_COOKIE), value).path("/").http_only(true).secure(settings.secure()).same_site(SameSite::Strict).finish()
}

/// Sign in with e-mail and password.
///
/// Answers the same, in the same time, whether the account does not exist, is closed, or the password is wrong.
#[utoipa::path(tag = "identity", request_body = SignIn, responses((status = 201, description = "Signed in, or a second factor is still needed", body = SessionView)))]
#[post("/api/v1/sessions")]
pub async fn create_session(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    limits: web::Data<Limits>,
    request: Request,
    body: Body<SignIn>,
) -> Result<HttpResponse, Problem> {
    limits.sign_in(&request.address)?;
    let email = body.value.email.trim().to_lowercase();
    // A session of before is not carried into the new one.
    let request = Request { session: None, ..request };
    let account = db.public(request.clone(), move |tx| service::begin_sign_in(tx, &email)).await?;
    let checked = account.clone();
    let right = web::block(move || service::password_matches(checked.as_ref(), &body.value.password))
        .await
        .map_err(|_| Problem::internal("a password check broke"))?;
    let id = account.as_ref().map(|a| a.id);
    match account.filter(|_| right) {
        None => {
            db.public_write(request, move |tx| service::note_failed_sign_in(tx, id)).await?;
            Err(service::refuse_sign_in())
        }
        Some(account) => {
            let token = ids::random::<32>();
            let made = settings.clone();
            let view = db.public_write(request, move |tx| service::open_session(tx, &made, &account, &token)).await?;
            Ok(HttpResponse::Created().cookie(session_cookie(&settings, hex::encode(token))).insert_header((LOCATION, CURRENT)).json(view))
        }
    }
}

/// Give the second factor of a session.
#[utoipa::path(tag = "identity", request_body = SecondFactor, responses((status = 200, description = "The session is proven", body = SessionView)), security(("session" = [])))]
#[post("/api/v1/sessions/current/second-factor")]
pub async fn give_second_factor(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    permit: Permit<ManageOwnAccount>,
    body: Body<SecondFactor>,
) -> Result<HttpResponse, Problem> {
    let token = ids::random::<32>();
    let (used, request) = (settings.clone(), permit.request.clone());
    let right = db.own_session(permit, true, move |tx| service::give_second_factor(tx, &used, &body.value, &token)).await?;
    if !right {
        return Err(service::refuse_second_factor());
    }
    let used = settings.clone();
    let proven = Request { session: Some(token), ..request };
    let view = db.public(proven, move |tx| Ok(service::session_view(tx.person()?, &used))).await?;
    Ok(HttpResponse::Ok().cookie(session_cookie(&settings, hex::encode(token))).json(view))
}

/// The current session. Asking does not keep it alive.
#[utoipa::path(tag = "identity", responses((status = 200, description = "The session", body = SessionView)), security(("session" = [])))]
#[get("/api/v1/sessions/current")]
pub async fn get_current_session(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    permit: Permit<ManageOwnAccount>,
) -> Result<web::Json<SessionView>, Problem> {
    db.own_session(permit, false, move |tx| Ok(service::session_view(tx.person()?, &settings))).await.map(web::Json)
}

/// Keep the current session alive.
#[utoipa::path(tag = "identity", responses((status = 200, description = "The session, extended", body = SessionView)), security(("session" = [])))]
#[post("/api/v1/sessions/current/extension")]
pub async fn extend_current_session(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    permit: Permit<ManageOwnAccount>,
) -> Result<web::Json<SessionView>, Problem> {
    db.own_session(permit, true, move |tx| service::extend_session(tx, &settings)).await.map(web::Json)
}

/// Sign out.
#[utoipa::path(tag = "identity", responses((status = 204, description = "Signed out")), security(("session" = [])))]
#[delete("/api/v1/sessions/current")]
pub async fn delete_current_session(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    permit: Permit<ManageOwnAccount>,
) -> Result<HttpResponse, Problem> {
    db.own_session(permit, false, move |tx| {
        let session = tx.person()?.session;
        service::end_session(tx, session)
    })
    .await?;
    let mut gone = session_cookie(&settings, String::new());
    gone.make_removal();
    Ok(HttpResponse::NoContent().cookie(gone).insert_header(("Clear-Site-Data", "\"cache\", \"storage\"")).finish())
}

/// My sessions.
#[utoipa::path(tag = "identity", responses((status = 200, description = "Sessions that have not ended", body = Page<SessionItem>)), security(("session" = [])))]
#[get("/api/v1/sessions")]
pub async fn list_sessions(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    permit: Permit<ManageOwnAccount>,
) -> Result<web::Json<Page<SessionItem>>, Problem> {
    let idle = TimeDelta::minutes(i64::from(settings.session_idle_minutes));
    db.read(permit, move |tx| {
        let (now, person) = (tx.now, tx.person()?.clone());
        Ok(Page { items: super::store::list_sessions(tx.conn(), person.user, person.session, now, now - idle)?, next: None })
    })
    .await
    .map(web::Json)
}

/// End one of my sessions.
#[utoipa::path(tag = "identity", params(("id" = Uuid, Path, description = "Session")), responses((status = 204, description = "Ended")), security(("session" = [])))]
#[delete("/api/v1/sessions/{id}")]
pub async fn delete_session(db: web::Data<Db>, permit: Permit<ManageOwnAccount>, id: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    db.write(permit, move |tx| service::end_session(tx, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
