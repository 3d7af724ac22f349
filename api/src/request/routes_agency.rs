//! Requests as whoever is asked sees them from outside: people, invitations and systems use the same addresses.

use super::store::{Key, Tab};
use super::versions::{self, Forms};
use super::views_agency::{
    AskedRequest, AskedRequestItem, AskedRequestName, AssignRequest, DeclineRequest, MovedRequest, RevisionList, SaveAnswers, SavedAnswers,
    SubmitRequest, UpgradeRequest,
};
use super::{answering, copying, declining, inbox, submitting};
use crate::platform::config::Settings;
use crate::platform::db::Db;
use crate::platform::extract::{Answering, Body};
use crate::platform::idempotency::{Answer, once, respond};
use crate::platform::page::{self, Page};
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use actix_web::http::header::ETAG;
use actix_web::{HttpResponse, get, patch, post, put, web};
use opencdr_domain::forms::Registry;
use opencdr_domain::forms::changes::Mappings;
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
    mappings: web::Data<Mappings>,
    answering: Answering,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let view = db.asked(answering, move |tx| inbox::get(tx, Forms { registry: &registry, mappings: &mappings }, *id)).await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, format!("\"{}\"", view.version))).json(view))
}

/// Which answers have been saved, and how often, without what they say. Asking does not keep a session alive.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Request")), responses((status = 200, description = "Revisions", body = RevisionList)), security(("session" = []), ("visit" = []), ("machine" = [])))]
#[get("/api/v1/agency/requests/{id}/revisions")]
pub async fn list_answer_revisions(db: web::Data<Db>, answering: Answering, id: web::Path<Uuid>) -> Result<web::Json<RevisionList>, Problem> {
    db.asked_quietly(answering, move |tx| inbox::revisions(tx, *id)).await.map(web::Json)
}

/// Save answers, each by itself and over the revision it began from. What a colleague changed meanwhile is not overwritten: it comes
/// back among the conflicts, with both answers.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Request")), request_body = SaveAnswers,
    responses((status = 200, description = "What was saved, and what was not", body = SavedAnswers)), security(("session" = []), ("visit" = []), ("machine" = [])))]
#[patch("/api/v1/agency/requests/{id}/answers")]
pub async fn save_answers(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    mappings: web::Data<Mappings>,
    answering: Answering,
    id: web::Path<Uuid>,
    body: Body<SaveAnswers>,
) -> Result<web::Json<SavedAnswers>, Problem> {
    let wanted = body.value;
    db.answer(answering, move |tx| answering::save_answers(tx, Forms { registry: &registry, mappings: &mappings }, *id, &wanted)).await.map(web::Json)
}

/// Submit what was answered. It can be changed again only when the panel returns it.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Request")), request_body = SubmitRequest,
    responses((status = 200, description = "Submitted", body = AskedRequestName)), security(("session" = []), ("visit" = []), ("machine" = [])))]
#[post("/api/v1/agency/requests/{id}/submission")]
pub async fn submit_request(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    mappings: web::Data<Mappings>,
    answering: Answering,
    id: web::Path<Uuid>,
    body: Body<SubmitRequest>,
) -> Result<HttpResponse, Problem> {
    answer_once(&db, answering, body.fingerprint, move |tx| submitting::submit(tx, Forms { registry: &registry, mappings: &mappings }, *id)).await
}

/// Move a request that is being answered to the newer version of its form: answers come along as far as they mean the same.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Request")), request_body = UpgradeRequest,
    responses((status = 200, description = "Moved", body = MovedRequest)), security(("session" = []), ("visit" = []), ("machine" = [])))]
#[post("/api/v1/agency/requests/{id}/upgrade")]
pub async fn upgrade_request(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    mappings: web::Data<Mappings>,
    answering: Answering,
    id: web::Path<Uuid>,
    _: Body<UpgradeRequest>,
) -> Result<HttpResponse, Problem> {
    // What has no place any more is an answer, which is never kept for a repeated request; a second move finds nothing to do.
    let moved = db.answer(answering, move |tx| versions::upgrade(tx, Forms { registry: &registry, mappings: &mappings }, *id)).await?;
    Ok(respond(&moved))
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

/// A copy of what was submitted, for your own records: a tagged PDF.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Request")),
    responses((status = 200, description = "The copy", content_type = "application/pdf", body = Vec<u8>)), security(("session" = []), ("visit" = []), ("machine" = [])))]
#[get("/api/v1/agency/requests/{id}/copy")]
pub async fn get_request_copy(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    registry: web::Data<Registry>,
    answering: Answering,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let copied = db.answer(answering, move |tx| copying::copied(tx, *id)).await?;
    copy(&db, settings.demo, registry, copied).await
}

#[cfg(feature = "pdf")]
async fn copy(db: &Db, demo: bool, registry: web::Data<Registry>, copied: copying::Copied) -> Result<HttpResponse, Problem> {
    let now = db.clock().now();
    let name = format!("attachment; filename=\"{}.pdf\"", copied.row.reference);
    let bytes =
        web::block(move || copying::paper::print(&registry, &copied, now, demo)).await.map_err(|_| Problem::internal("typesetting broke"))??;
    Ok(HttpResponse::Ok().content_type("application/pdf").insert_header(("Content-Disposition", name)).body(bytes))
}

#[cfg(not(feature = "pdf"))]
async fn copy(_: &Db, _: bool, _: web::Data<Registry>, _: copying::Copied) -> Result<HttpResponse, Problem> {
    Err(Problem::new(Code::NotBuilt, "This server was built without its typesetter. Use the print function of your browser."))
}
