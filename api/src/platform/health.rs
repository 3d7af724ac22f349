//! Whether the process lives and whether it can serve.

use super::config::Settings;
use super::db::Db;
use super::problem::Problem;
use actix_web::{HttpResponse, get, web};
use diesel::prelude::*;
use diesel::sql_types::Integer;
use serde::Serialize;
use utoipa::ToSchema;

/// State of the process.
#[derive(Serialize, ToSchema)]
pub struct Health {
    /// `ok`.
    #[schema(example = "ok")]
    status: &'static str,
}

/// What this server is.
#[derive(Serialize, ToSchema)]
pub struct ServiceView {
    /// Name of the software.
    #[schema(example = "OpenCDR")]
    name: &'static str,
    /// Its version.
    #[schema(example = "0.1.0")]
    version: &'static str,
    /// A demonstration: everybody in it is invented, and nothing about a real child may be entered.
    demo: bool,
}

/// What this server is, for whoever comes to it.
#[utoipa::path(tag = "health", responses((status = 200, description = "The service", body = ServiceView)))]
#[get("/api/v1/service")]
pub async fn get_service(settings: web::Data<Settings>) -> HttpResponse {
    HttpResponse::Ok().json(ServiceView { name: "OpenCDR", version: env!("CARGO_PKG_VERSION"), demo: settings.demo })
}

/// The process lives.
#[utoipa::path(operation_id = "get_liveness", tag = "health", responses((status = 200, description = "The process lives", body = Health)))]
#[get("/livez")]
pub async fn livez() -> HttpResponse {
    HttpResponse::Ok().json(Health { status: "ok" })
}

/// The process can serve: the database answers.
#[utoipa::path(operation_id = "get_readiness", tag = "health", responses((status = 200, description = "Ready to serve", body = Health)))]
#[get("/readyz")]
pub async fn readyz(db: web::Data<Db>) -> Result<HttpResponse, Problem> {
    let db = db.get_ref().clone();
    let asked =
        web::block(move || db.system(|tx| diesel::select(diesel::dsl::sql::<Integer>("1")).get_result::<i32>(tx.conn()).map_err(Problem::from)))
            .await;
    asked.unwrap_or_else(|_| Err(Problem::unavailable("the readiness check broke")))?;
    Ok(HttpResponse::Ok().json(Health { status: "ok" }))
}
