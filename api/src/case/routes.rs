//! Cases as seen from outside.

use super::service;
use super::store_list::{Filter, Key, Sort};
use super::views::{AccessItem, CaseSummary, CaseView, SearchCases, TimelineItem};
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::page::{self, Page, PageQuery};
use crate::platform::problem::{Code, Problem};
use actix_web::http::header::ETAG;
use actix_web::{HttpResponse, get, post, web};
use chrono::{DateTime, Utc};
use opencdr_domain::case::status::{Status, Tab};
use opencdr_domain::forms::{Form, Registry};
use opencdr_domain::identity::permission::{ListCases, ReadAccesses, ReadCase, ReadTimeline, SearchCases as MaySearchCases};
use opencdr_domain::vocab::age::AgeBand;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CaseQuery {
    /// `open` (when left out), `overdue`, `closed` or `all`.
    tab: Option<String>,
    /// Status code.
    status: Option<String>,
    /// Age band code.
    age_band: Option<String>,
    /// Place of death, code of the list.
    place: Option<String>,
    /// Order: `-opened` (when left out), `opened`, `due`, `-death` or `reference`.
    #[param(value_type = Option<String>)]
    sort: Option<Sort>,
    /// Rows wanted, 1 to 200; 25 when left out.
    limit: Option<i64>,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// The form whose lists give codes their words.
pub fn form(registry: &Registry) -> Result<&Form, Problem> {
    registry.current("notification").ok_or_else(|| Problem::internal("the notification form is not built in"))
}

fn refuse(pointer: &str, words: &str) -> Problem {
    Problem::field(Code::InvalidBody, pointer, "not_an_option", words)
}

impl CaseQuery {
    fn filter(&self, form: &Form) -> Result<Filter, Problem> {
        let tab = match &self.tab {
            None => Tab::Open,
            Some(code) => Tab::from_code(code).ok_or_else(|| refuse("/query/tab", "tab is open, overdue, closed or all"))?,
        };
        if self.status.as_deref().is_some_and(|code| Status::from_code(code).is_none()) {
            return Err(refuse("/query/status", "status is not one of the case statuses"));
        }
        if self.age_band.as_deref().is_some_and(|code| AgeBand::from_code(code).is_none()) {
            return Err(refuse("/query/age_band", "age_band is not one of the age bands"));
        }
        if self.place.as_deref().is_some_and(|code| form.label("place_of_death", code).is_none()) {
            return Err(refuse("/query/place", "place is not one of the list of places"));
        }
        Ok(Filter {
            tab,
            status: self.status.clone(),
            age_band: self.age_band.clone(),
            place: self.place.clone(),
            sort: self.sort.unwrap_or_default(),
        })
    }

    /// The filters again, for the address of the next page. Every value is a code by now.
    fn repeated(&self) -> String {
        let sort = self.sort.and_then(|s| serde_json::to_value(s).ok()).and_then(|v| v.as_str().map(str::to_owned));
        let limit = self.limit.map(|n| n.to_string());
        [("tab", &self.tab), ("status", &self.status), ("age_band", &self.age_band), ("place", &self.place), ("sort", &sort), ("limit", &limit)]
            .into_iter()
            .filter_map(|(name, value)| value.as_ref().map(|v| format!("{name}={v}")))
            .collect::<Vec<_>>()
            .join("&")
    }
}

/// Cases of my areas.
#[utoipa::path(tag = "case", params(CaseQuery), responses((status = 200, description = "Cases", body = Page<CaseSummary>)), security(("session" = [])))]
#[get("/api/v1/cases")]
pub async fn list_cases(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    permit: Permit<ListCases>,
    query: web::Query<CaseQuery>,
) -> Result<HttpResponse, Problem> {
    let limit = page::limit(query.limit)?;
    let key: Option<Key> = page::decode(query.cursor.as_deref())?;
    let filter = query.filter(form(&registry)?)?;
    let page = db
        .read(permit, move |tx| {
            let (items, next) = service::list(tx, form(&registry)?, &filter, key.as_ref(), limit)?;
            page::write(items, next)
        })
        .await?;
    Ok(page::respond("/api/v1/cases", &query.repeated(), page))
}

/// Search my areas' cases by name, reference or NHS number.
#[utoipa::path(tag = "case", request_body = SearchCases, responses((status = 200, description = "Cases found, those opened last first", body = Page<CaseSummary>)), security(("session" = [])))]
#[post("/api/v1/case-searches")]
pub async fn search_cases(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    permit: Permit<MaySearchCases>,
    body: Body<SearchCases>,
) -> Result<web::Json<Page<CaseSummary>>, Problem> {
    let limit = page::limit(body.value.limit)?;
    let key: Option<Key> = page::decode(body.value.cursor.as_deref())?;
    let wanted = service::wanted(&body.value.query)?;
    let (items, next) = db.read(permit, move |tx| service::search(tx, form(&registry)?, &wanted, key.as_ref(), limit)).await?;
    Ok(web::Json(Page { items, next }))
}

/// One case.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), responses((status = 200, description = "The case; its version is the ETag", body = CaseView)), security(("session" = [])))]
#[get("/api/v1/cases/{id}")]
pub async fn get_case(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    permit: Permit<ReadCase>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let view = db.read(permit, move |tx| service::get(tx, form(&registry)?, *id)).await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, format!("\"{}\"", view.version))).json(view))
}

/// Everything that happened on a case and who did it, the latest first.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case"), PageQuery), responses((status = 200, description = "Events", body = Page<TimelineItem>)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/timeline")]
pub async fn get_case_timeline(
    db: web::Data<Db>,
    permit: Permit<ReadTimeline>,
    id: web::Path<Uuid>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    let (id, limit) = (*id, page::limit(query.limit)?);
    let before: Option<(DateTime<Utc>, Uuid)> = page::decode(query.cursor.as_deref())?;
    let page = db
        .read(permit, move |tx| {
            let (items, next) = service::timeline(tx, id, before, limit)?;
            page::write(items, next)
        })
        .await?;
    Ok(page::respond(&format!("/api/v1/cases/{id}/timeline"), &format!("limit={limit}"), page))
}

/// Who has looked at a case, the latest first.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case"), PageQuery), responses((status = 200, description = "Looks and changes", body = Page<AccessItem>)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/accesses")]
pub async fn list_case_accesses(
    db: web::Data<Db>,
    permit: Permit<ReadAccesses>,
    id: web::Path<Uuid>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    let (id, limit) = (*id, page::limit(query.limit)?);
    let before: Option<i64> = page::decode(query.cursor.as_deref())?;
    let page = db
        .read(permit, move |tx| {
            let (items, next) = service::accesses(tx, id, before, limit)?;
            page::write(items, next)
        })
        .await?;
    Ok(page::respond(&format!("/api/v1/cases/{id}/accesses"), &format!("limit={limit}"), page))
}
