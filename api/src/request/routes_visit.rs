//! Visits by invitation as seen from outside.

use super::views_agency::{EnrolVisitor, EnrolledView, UseInvitation, VisitView};
use super::{enrolling, inviting};
use crate::identity::password;
use crate::notification::routes::token_cookie;
use crate::platform::config::Settings;
use crate::platform::db::Db;
use crate::platform::extract::{Answering, Body, unauthenticated};
use crate::platform::ids;
use crate::platform::limits::Limits;
use crate::platform::problem::Problem;
use crate::platform::request::{Request, VISIT_COOKIE};
use actix_web::http::header::LOCATION;
use actix_web::{HttpResponse, delete, get, post, web};

const CURRENT: &str = "/api/v1/request-visits/current";

/// Open a request with the link of an invitation and the code that was told in another way. The code works once.
#[utoipa::path(tag = "request", request_body = UseInvitation, responses((status = 201, description = "The visit has begun; the cookie opens its one request", body = VisitView)))]
#[post("/api/v1/request-visits")]
pub async fn begin_visit(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    limits: web::Data<Limits>,
    request: Request,
    body: Body<UseInvitation>,
) -> Result<HttpResponse, Problem> {
    limits.sign_in(&request.address)?;
    let browser = ids::random::<32>();
    let wanted = body.value;
    let anew = Request { session: None, visit: None, bearer: None, ..request };
    if let Some(problem) = db.public_write(anew.clone(), move |tx| inviting::begin(tx, &wanted, &browser)).await? {
        return Err(problem);
    }
    let answering = Answering { request: Request { visit: Some(browser), ..anew } };
    let view = db.asked(answering, enrolling::current).await?;
    let cookie = token_cookie(&settings, VISIT_COOKIE, hex::encode(browser));
    Ok(HttpResponse::Created().cookie(cookie).insert_header((LOCATION, CURRENT)).json(view))
}

/// The visit of this browser.
#[utoipa::path(tag = "request", responses((status = 200, description = "The visit", body = VisitView)), security(("visit" = [])))]
#[get("/api/v1/request-visits/current")]
pub async fn get_current_visit(db: web::Data<Db>, answering: Answering) -> Result<web::Json<VisitView>, Problem> {
    db.asked(answering, enrolling::current).await.map(web::Json)
}

/// Make an account for the organisation that is asked, so that no code is needed the next time. Sign in with it afterwards.
#[utoipa::path(tag = "request", request_body = EnrolVisitor, responses((status = 201, description = "The account", body = EnrolledView)), security(("visit" = [])))]
#[post("/api/v1/request-visits/current/account")]
pub async fn enrol_visitor(db: web::Data<Db>, answering: Answering, body: Body<EnrolVisitor>) -> Result<HttpResponse, Problem> {
    let (request, wanted) = (answering.request.clone(), body.value);
    let checked = wanted.clone();
    let email = db.asked(answering, move |tx| enrolling::check(tx, &checked)).await?;
    let secret = wanted.password.clone();
    let hash = web::block(move || password::hash(&secret)).await.map_err(|_| Problem::internal("a password could not be hashed"))??;
    let made = db.answer(Answering { request }, move |tx| enrolling::enrol(tx, &wanted, &email, &hash)).await?;
    Ok(HttpResponse::Created().json(made))
}

/// Leave: the browser forgets the request.
#[utoipa::path(tag = "request", responses((status = 204, description = "Ended")), security(("visit" = [])))]
#[delete("/api/v1/request-visits/current")]
pub async fn end_current_visit(db: web::Data<Db>, settings: web::Data<Settings>, answering: Answering) -> Result<HttpResponse, Problem> {
    let browser = answering.request.visit.ok_or_else(unauthenticated)?;
    db.answer(answering, move |tx| inviting::end(tx, &browser)).await?;
    let mut cookie = token_cookie(&settings, VISIT_COOKIE, String::new());
    cookie.make_removal();
    Ok(HttpResponse::NoContent().cookie(cookie).finish())
}
