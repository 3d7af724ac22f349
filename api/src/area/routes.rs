//! Places as seen from outside.

use super::service;
use super::views::{AreaLookUp, AreaView, LookUpArea};
use crate::platform::db::Db;
use crate::platform::extract::Body;
use crate::platform::page::Page;
use crate::platform::problem::Problem;
use crate::platform::request::Request;
use actix_web::{get, post, web};

/// Which child death overview panel is responsible for a postcode.
///
/// The postcode travels in the body, since a home address is personal data. Nothing is kept.
#[utoipa::path(tag = "area", request_body = LookUpArea, responses((status = 200, description = "What the postcode leads to", body = AreaLookUp)))]
#[post("/api/v1/area-lookups")]
pub async fn look_up_area(db: web::Data<Db>, request: Request, body: Body<LookUpArea>) -> Result<web::Json<AreaLookUp>, Problem> {
    let postcode = service::parse(&body.value.postcode)?;
    db.public(request, move |tx| service::look_up(tx, &postcode).map(|found| found.view)).await.map(web::Json)
}

/// Areas and what they are made of.
#[utoipa::path(tag = "area", responses((status = 200, description = "Areas by name", body = Page<AreaView>)))]
#[get("/api/v1/areas")]
pub async fn list_areas(db: web::Data<Db>, request: Request) -> Result<web::Json<Page<AreaView>>, Problem> {
    db.public(request, service::list_areas).await.map(|items| web::Json(Page { items, next: None }))
}
