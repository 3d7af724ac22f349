//! Transfers as seen from outside.

use super::store::{Key, Tab};
use super::views::{AcceptTransfer, EndTransfer, OfferTransfer, TransferName, TransferReasonView, TransferView};
use super::{offering, service, settling};
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::idempotency::write_once;
use crate::platform::page::{self, Page};
use crate::platform::problem::{Code, Problem};
use actix_web::{HttpResponse, get, post, web};
use opencdr_domain::case::reference::CaseReference;
use opencdr_domain::identity::permission::{DecideTransfer, OfferTransfer as MayOffer, ReadTransfers};
use opencdr_domain::transfer::{Action, Reason};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TransferQuery {
    /// `offered_to_us` (when left out), `offered_by_us` or `settled`.
    tab: Option<String>,
    /// Only those of this reference of a case, whatever became of them.
    reference: Option<String>,
    /// Rows wanted, 1 to 200; 25 when left out.
    limit: Option<i64>,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// Offers to my areas and of my areas, and what became of them, the latest first.
#[utoipa::path(tag = "transfer", params(TransferQuery), responses((status = 200, description = "Transfers", body = Page<TransferView>)), security(("session" = [])))]
#[get("/api/v1/transfers")]
pub async fn list_transfers(db: web::Data<Db>, permit: Permit<ReadTransfers>, query: web::Query<TransferQuery>) -> Result<HttpResponse, Problem> {
    let refuse = |pointer: &str, words: &str| Problem::field(Code::InvalidBody, pointer, "not_an_option", words);
    let tab = match query.tab.as_deref() {
        None | Some("offered_to_us") => Tab::OfferedToUs,
        Some("offered_by_us") => Tab::OfferedByUs,
        Some("settled") => Tab::Settled,
        Some(_) => return Err(refuse("/query/tab", "tab is offered_to_us, offered_by_us or settled")),
    };
    let reference = match query.reference.as_deref() {
        None => None,
        Some(typed) => {
            Some(CaseReference::parse(typed).ok_or_else(|| refuse("/query/reference", "reference is that of a case, as in KENT/2026/0042"))?)
        }
    };
    let limit = page::limit(query.limit)?;
    let key: Option<Key> = page::decode(query.cursor.as_deref())?;
    let page = db
        .read(permit, move |tx| {
            let (items, next) = match &reference {
                Some(reference) => (service::by_reference(tx, &reference.to_string())?, None),
                None => service::list(tx, tab, key, limit)?,
            };
            page::write(items, next)
        })
        .await?;
    let filters = format!("tab={}&limit={limit}", query.tab.as_deref().unwrap_or("offered_to_us"));
    Ok(page::respond("/api/v1/transfers", &filters, page))
}

/// Reasons an offer may give.
#[utoipa::path(tag = "transfer", responses((status = 200, description = "Reasons", body = Page<TransferReasonView>)))]
#[get("/api/v1/transfer-reasons")]
pub async fn list_transfer_reasons() -> web::Json<Page<TransferReasonView>> {
    let items = Reason::ALL.iter().map(|reason| TransferReasonView { code: reason.code(), label: reason.label() }).collect();
    web::Json(Page { items, next: None })
}

/// One transfer.
#[utoipa::path(tag = "transfer", params(("id" = Uuid, Path, description = "Transfer")), responses((status = 200, description = "The transfer", body = TransferView)), security(("session" = [])))]
#[get("/api/v1/transfers/{id}")]
pub async fn get_transfer(db: web::Data<Db>, permit: Permit<ReadTransfers>, id: web::Path<Uuid>) -> Result<web::Json<TransferView>, Problem> {
    db.read(permit, move |tx| service::get(tx, *id)).await.map(web::Json)
}

/// Where a case has been offered and gone. For an area it has left, this is all there is of it.
#[utoipa::path(tag = "transfer", params(("id" = Uuid, Path, description = "Case")), responses((status = 200, description = "Transfers of the case, the latest first", body = Page<TransferView>)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/transfers")]
pub async fn list_case_transfers(
    db: web::Data<Db>,
    permit: Permit<ReadTransfers>,
    id: web::Path<Uuid>,
) -> Result<web::Json<Page<TransferView>>, Problem> {
    let items = db.read(permit, move |tx| service::of_case(tx, *id)).await?;
    Ok(web::Json(Page { items, next: None }))
}

/// Where a notification has been offered and gone. For an area it has left, this is all there is of it.
#[utoipa::path(tag = "transfer", params(("id" = Uuid, Path, description = "Notification")), responses((status = 200, description = "Transfers of the notification, the latest first", body = Page<TransferView>)), security(("session" = [])))]
#[get("/api/v1/notifications/{id}/transfers")]
pub async fn list_notification_transfers(
    db: web::Data<Db>,
    permit: Permit<ReadTransfers>,
    id: web::Path<Uuid>,
) -> Result<web::Json<Page<TransferView>>, Problem> {
    let items = db.read(permit, move |tx| service::of_notification(tx, *id)).await?;
    Ok(web::Json(Page { items, next: None }))
}

/// Offer a case to another area. Until it is settled it stays here, to read.
#[utoipa::path(tag = "transfer", params(("id" = Uuid, Path, description = "Case")), request_body = OfferTransfer,
    responses((status = 201, description = "Offered", body = TransferName)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/transfers")]
pub async fn offer_case(
    db: web::Data<Db>,
    permit: Permit<MayOffer>,
    id: web::Path<Uuid>,
    body: Body<OfferTransfer>,
) -> Result<HttpResponse, Problem> {
    let wanted = body.value;
    write_once(&db, permit, body.fingerprint, move |tx| offering::case(tx, *id, &wanted)).await
}

/// Offer a notification that waits to another area.
#[utoipa::path(tag = "transfer", params(("id" = Uuid, Path, description = "Notification")), request_body = OfferTransfer,
    responses((status = 201, description = "Offered", body = TransferName)), security(("session" = [])))]
#[post("/api/v1/notifications/{id}/transfers")]
pub async fn offer_notification(
    db: web::Data<Db>,
    permit: Permit<MayOffer>,
    id: web::Path<Uuid>,
    body: Body<OfferTransfer>,
) -> Result<HttpResponse, Problem> {
    let wanted = body.value;
    write_once(&db, permit, body.fingerprint, move |tx| offering::notification(tx, *id, &wanted)).await
}

/// Accept an offer: the case or notification is this area's from now on, with everything that hangs on it.
#[utoipa::path(tag = "transfer", params(("id" = Uuid, Path, description = "Transfer")), request_body = AcceptTransfer,
    responses((status = 201, description = "Accepted", body = TransferName), (status = 200, description = "Accepted before", body = TransferName)), security(("session" = [])))]
#[post("/api/v1/transfers/{id}/acceptance")]
pub async fn accept_transfer(
    db: web::Data<Db>,
    permit: Permit<DecideTransfer>,
    id: web::Path<Uuid>,
    body: Body<AcceptTransfer>,
) -> Result<HttpResponse, Problem> {
    write_once(&db, permit, body.fingerprint, move |tx| settling::settle(tx, *id, Action::Accept, None)).await
}

/// Decline an offer with a reason: it is the sender's again, whole.
#[utoipa::path(tag = "transfer", params(("id" = Uuid, Path, description = "Transfer")), request_body = EndTransfer,
    responses((status = 201, description = "Declined", body = TransferName), (status = 200, description = "Declined before", body = TransferName)), security(("session" = [])))]
#[post("/api/v1/transfers/{id}/decline")]
pub async fn decline_transfer(
    db: web::Data<Db>,
    permit: Permit<DecideTransfer>,
    id: web::Path<Uuid>,
    body: Body<EndTransfer>,
) -> Result<HttpResponse, Problem> {
    let words = body.value.words;
    write_once(&db, permit, body.fingerprint, move |tx| settling::settle(tx, *id, Action::Decline, Some(&words))).await
}

/// Withdraw an offer: it is the sender's again.
#[utoipa::path(tag = "transfer", params(("id" = Uuid, Path, description = "Transfer")), request_body = EndTransfer,
    responses((status = 201, description = "Withdrawn", body = TransferName), (status = 200, description = "Withdrawn before", body = TransferName)), security(("session" = [])))]
#[post("/api/v1/transfers/{id}/withdrawal")]
pub async fn withdraw_transfer(
    db: web::Data<Db>,
    permit: Permit<MayOffer>,
    id: web::Path<Uuid>,
    body: Body<EndTransfer>,
) -> Result<HttpResponse, Problem> {
    let words = body.value.words;
    write_once(&db, permit, body.fingerprint, move |tx| settling::settle(tx, *id, Action::Withdraw, Some(&words))).await
}
