//! Requests as the office sees them from outside.

use super::proposing::Routings;
use super::views_panel::{
    AcceptRequest, ChangeDueDay, Invite, NewInvitation, OrganisationItem, RequestList, RequestName, RequestProposal, RequestView, ResendRequest,
    ReturnRequest, SendRequests, SentRequests, WithdrawRequest,
};
use super::{asking, deciding, inviting, proposing};
use crate::platform::config::Settings;
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::idempotency::write_once;
use crate::platform::page::Page;
use crate::platform::problem::Problem;
use actix_web::http::header::ETAG;
use actix_web::{HttpResponse, delete, get, post, put, web};
use opencdr_domain::forms::Registry;
use opencdr_domain::identity::permission::{ReadRequests, SendRequests as MaySend};
use uuid::Uuid;

/// Whom to ask about a case, for what, and why; and everything that can be asked for.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Case")), responses((status = 200, description = "Who may be asked", body = RequestProposal)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/request-proposal")]
pub async fn get_request_proposal(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    routings: web::Data<Routings>,
    permit: Permit<ReadRequests>,
    id: web::Path<Uuid>,
) -> Result<web::Json<RequestProposal>, Problem> {
    db.read(permit, move |tx| proposing::propose_requests(tx, &registry, &routings, *id)).await.map(web::Json)
}

/// Organisations that can be asked.
#[utoipa::path(tag = "request", responses((status = 200, description = "Organisations by name", body = Page<OrganisationItem>)), security(("session" = [])))]
#[get("/api/v1/organisations")]
pub async fn list_organisations(db: web::Data<Db>, permit: Permit<MaySend>) -> Result<web::Json<Page<OrganisationItem>>, Problem> {
    let items = db.read(permit, proposing::organisations).await?;
    Ok(web::Json(Page { items, next: None }))
}

/// Requests of a case, the latest first, with where each stands.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Case")), responses((status = 200, description = "Requests", body = RequestList)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/requests")]
pub async fn list_case_requests(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    permit: Permit<ReadRequests>,
    id: web::Path<Uuid>,
) -> Result<web::Json<RequestList>, Problem> {
    db.read(permit, move |tx| deciding::list(tx, &registry, *id)).await.map(web::Json)
}

/// Ask agencies: all of these requests are sent, or none.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Case")), request_body = SendRequests,
    responses((status = 201, description = "Sent", body = SentRequests)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/requests")]
pub async fn send_case_requests(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    permit: Permit<MaySend>,
    id: web::Path<Uuid>,
    body: Body<SendRequests>,
) -> Result<HttpResponse, Problem> {
    let wanted = body.value;
    write_once(&db, permit, body.fingerprint, move |tx| asking::send(tx, &registry, *id, &wanted)).await
}

/// One request: where it stands and what was submitted. What is not submitted yet is not in it.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Case"), ("request" = Uuid, Path, description = "Request")),
    responses((status = 200, description = "The request", body = RequestView)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/requests/{request}")]
pub async fn get_case_request(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    permit: Permit<ReadRequests>,
    path: web::Path<(Uuid, Uuid)>,
) -> Result<HttpResponse, Problem> {
    let (case, id) = path.into_inner();
    let view = db.read(permit, move |tx| deciding::get(tx, &registry, case, id)).await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, format!("\"{}\"", view.summary.version))).json(view))
}

/// Accept what was submitted.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Case"), ("request" = Uuid, Path, description = "Request")), request_body = AcceptRequest,
    responses((status = 200, description = "Accepted", body = RequestName)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/requests/{request}/acceptance")]
pub async fn accept_case_request(
    db: web::Data<Db>,
    permit: Permit<MaySend>,
    path: web::Path<(Uuid, Uuid)>,
    body: Body<AcceptRequest>,
) -> Result<HttpResponse, Problem> {
    let (case, id) = path.into_inner();
    write_once(&db, permit, body.fingerprint, move |tx| deciding::accept(tx, case, id)).await
}

/// Return named questions to be cleared up: they alone can be changed, and everything else stays as it was submitted.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Case"), ("request" = Uuid, Path, description = "Request")), request_body = ReturnRequest,
    responses((status = 200, description = "Returned", body = RequestName)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/requests/{request}/clarification")]
pub async fn return_case_request(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    permit: Permit<MaySend>,
    path: web::Path<(Uuid, Uuid)>,
    body: Body<ReturnRequest>,
) -> Result<HttpResponse, Problem> {
    let ((case, id), wanted) = (path.into_inner(), body.value);
    write_once(&db, permit, body.fingerprint, move |tx| deciding::return_for_clarification(tx, &registry, case, id, &wanted)).await
}

/// Withdraw a request that is no longer needed.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Case"), ("request" = Uuid, Path, description = "Request")), request_body = WithdrawRequest,
    responses((status = 200, description = "Withdrawn", body = RequestName)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/requests/{request}/withdrawal")]
pub async fn withdraw_case_request(
    db: web::Data<Db>,
    permit: Permit<MaySend>,
    path: web::Path<(Uuid, Uuid)>,
    body: Body<WithdrawRequest>,
) -> Result<HttpResponse, Problem> {
    let ((case, id), words) = (path.into_inner(), body.value.words);
    write_once(&db, permit, body.fingerprint, move |tx| deciding::withdraw(tx, case, id, &words)).await
}

/// Send a request again: the same request, and another mail to the people of the organisation.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Case"), ("request" = Uuid, Path, description = "Request")), request_body = ResendRequest,
    responses((status = 200, description = "Sent again", body = RequestName)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/requests/{request}/resending")]
pub async fn resend_case_request(
    db: web::Data<Db>,
    permit: Permit<MaySend>,
    path: web::Path<(Uuid, Uuid)>,
    body: Body<ResendRequest>,
) -> Result<HttpResponse, Problem> {
    let (case, id) = path.into_inner();
    write_once(&db, permit, body.fingerprint, move |tx| deciding::resend(tx, case, id)).await
}

/// Ask for an answer by another day.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Case"), ("request" = Uuid, Path, description = "Request")), request_body = ChangeDueDay,
    responses((status = 200, description = "Changed", body = RequestName)), security(("session" = [])))]
#[put("/api/v1/cases/{id}/requests/{request}/due-date")]
pub async fn change_request_due_day(
    db: web::Data<Db>,
    permit: Permit<MaySend>,
    path: web::Path<(Uuid, Uuid)>,
    body: Body<ChangeDueDay>,
) -> Result<HttpResponse, Problem> {
    let ((case, id), due_on) = (path.into_inner(), body.value.due_on);
    write_once(&db, permit, body.fingerprint, move |tx| deciding::change_due(tx, case, id, due_on)).await
}

/// Invite somebody without an account. The link goes by e-mail; the code is in this answer alone, to be told by telephone.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Case"), ("request" = Uuid, Path, description = "Request")), request_body = Invite,
    responses((status = 201, description = "Invited; the code is not kept and cannot be read again", body = NewInvitation)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/requests/{request}/invitations")]
pub async fn invite_to_request(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    permit: Permit<MaySend>,
    path: web::Path<(Uuid, Uuid)>,
    body: Body<Invite>,
) -> Result<HttpResponse, Problem> {
    let ((case, id), wanted) = (path.into_inner(), body.value);
    // The answer holds a secret, so it is not kept for a repeated request: asking again makes a new link, and ends this one.
    let invited = db.write(permit, move |tx| inviting::invite(tx, &settings.key, case, id, &wanted)).await?;
    Ok(HttpResponse::Created().json(invited))
}

/// Revoke an invitation.
#[utoipa::path(tag = "request", params(("id" = Uuid, Path, description = "Case"), ("request" = Uuid, Path, description = "Request"), ("invitation" = Uuid, Path, description = "Invitation")),
    responses((status = 204, description = "Revoked")), security(("session" = [])))]
#[delete("/api/v1/cases/{id}/requests/{request}/invitations/{invitation}")]
pub async fn revoke_invitation(db: web::Data<Db>, permit: Permit<MaySend>, path: web::Path<(Uuid, Uuid, Uuid)>) -> Result<HttpResponse, Problem> {
    let (case, id, invitation) = path.into_inner();
    db.write(permit, move |tx| inviting::revoke(tx, case, id, invitation)).await?;
    Ok(HttpResponse::NoContent().finish())
}
