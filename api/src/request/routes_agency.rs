//! Requests as whoever is asked sees them from outside: people, invitations and systems use the same addresses.

use super::store::{Key, Tab};
use super::views_agency::{
    AskedRequest, AskedRequestItem, AskedRequestName, AssignRequest, DeclineRequest, SaveAnswers, SavedAnswers, SubmitRequest,
};
use super::{answering, declining, inbox, submitting};
use crate::platform::db::Db;
use crate::platform::extract::{Answering, Body};
use crate::platform::idempotency::{Answer, once, respond};
use crate::platform::page::{self, Page};
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use actix_web::http::header::ETAG;
use actix_web::{HttpResponse, get, patch, post, put, web};
use opencdr_domain::forms::Registry;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AskedQuery {
    /// `open` (when left out) or `settled`.
    tab: Option<String>,
    /// Rows wanted, 1 to 200; 25 when left out.
    limit: Option<i64>,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// Answers once for a key.
async fn answer_once(
    db: &Db,
    answering: Answering,
    fingerprint: [u8; 32],
    work: impl Fn(&mut Tx) -> Result<Answer, Problem> + Send + 'static,
) -> Result<HttpResponse, Problem> {
    db.answer(answering, move |tx| once(tx, &fingerprint, &work)).await.map(|answer| respond(&answer))
}

/// What my organisation is asked: what waits, the first due first; or what is settled.
#[utoipa::path(tag = "request", params(AskedQuery), responses((status = 200, description = "Requests", body = Page<AskedRequestItem>)), security(("session" = []), ("visit" = []), ("machine" = [])))]
#[get("/api/v1/agency/requests")]
pub async fn list_asked_requests(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    answering: Answering,
    query: web::Query<AskedQuery>,
) -> Result<HttpResponse, Problem> {
    let tab = match query.tab.as_deref() {
        None | Some("open") => Tab::Open,
        Some("settled") => Tab::Settled,
        Some(_) => return Err(Problem::field(Code::InvalidBody, "/query/tab", "not_an_option", "tab is open or settled")),
    };
    let limit = page::limit(query.limit)?;
    let key: Option<Key> = page::decode(query.cursor.as_deref())?;
    let page = db
        .asked(answering, move |tx| {
            let (items, next) = inbox::list(tx, &registry, tab, key, limit)?;
            page::write(items, next)
        })
        .await?;
    let filters = format!("tab={}&limit={limit}", query.tab.as_deref().unwrap_or("open"));
    Ok(page::respond("/api/v1/agency/requests", &filters, page))
}

/// One request, with what is known already and what the team has saved.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Request")), responses((status = 200, description = "The request", body = AskedRequest)), security(("session" = []), ("visit" = []), ("machine" = [])))]
#[get("/api/v1/agency/requests/{id}")]
pub async fn get_asked_request(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    answering: Answering,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let view = db.asked(answering, move |tx| inbox::get(tx, &registry, *id)).await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, format!("\"{}\"", view.version))).json(view))
}

/// Save answers, each by itself and over the revision it began from. What a colleague changed meanwhile is not overwritten: it comes
/// back among the conflicts, with both answers.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Request")), request_body = SaveAnswers,
    responses((status = 200, description = "What was saved, and what was not", body = SavedAnswers)), security(("session" = []), ("visit" = []), ("machine" = [])))]
#[patch("/api/v1/agency/requests/{id}/answers")]
pub async fn save_answers(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    answering: Answering,
    id: web::Path<Uuid>,
    body: Body<SaveAnswers>,
) -> Result<web::Json<SavedAnswers>, Problem> {
    let wanted = body.value;
    db.answer(answering, move |tx| answering::save_answers(tx, &registry, *id, &wanted)).await.map(web::Json)
}

/// Submit what was answered. It can be changed again only when the panel returns it.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Request")), request_body = SubmitRequest,
    responses((status = 200, description = "Submitted", body = AskedRequestName)), security(("session" = []), ("visit" = []), ("machine" = [])))]
#[post("/api/v1/agency/requests/{id}/submission")]
pub async fn submit_request(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    answering: Answering,
    id: web::Path<Uuid>,
    body: Body<SubmitRequest>,
) -> Result<HttpResponse, Problem> {
    answer_once(&db, answering, body.fingerprint, move |tx| submitting::submit(tx, &registry, *id)).await
}

/// Say that no answers will come, and why. That the child is not known needs no words.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Request")), request_body = DeclineRequest,
    responses((status = 200, description = "Declined", body = AskedRequestName)), security(("session" = []), ("visit" = []), ("machine" = [])))]
#[post("/api/v1/agency/requests/{id}/decline")]
pub async fn decline_request(
    db: web::Data<Db>,
    answering: Answering,
    id: web::Path<Uuid>,
    body: Body<DeclineRequest>,
) -> Result<HttpResponse, Problem> {
    let wanted = body.value;
    answer_once(&db, answering, body.fingerprint, move |tx| declining::decline(tx, *id, &wanted)).await
}

/// Give a request to a colleague, or to nobody in particular.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Request")), request_body = AssignRequest,
    responses((status = 200, description = "Given", body = AskedRequestName)), security(("session" = [])))]
#[put("/api/v1/agency/requests/{id}/assignee")]
pub async fn assign_request(
    db: web::Data<Db>,
    answering: Answering,
    id: web::Path<Uuid>,
    body: Body<AssignRequest>,
) -> Result<HttpResponse, Problem> {
    let wanted = body.value;
    answer_once(&db, answering, body.fingerprint, move |tx| declining::assign(tx, *id, &wanted)).await
}
