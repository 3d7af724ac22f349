//! The audit trail as seen from outside.

use super::store;
use super::views::AuditItem;
use crate::platform::db::Db;
use crate::platform::event::Event;
use crate::platform::extract::Permit;
use crate::platform::page::{self, Page, PageQuery};
use crate::platform::problem::Problem;
use actix_web::{HttpResponse, get, web};
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::identity::permission::ReadAudit;

/// The audit trail, the latest first, without what any record holds.
#[utoipa::path(tag = "audit", params(PageQuery), responses((status = 200, description = "Entries", body = Page<AuditItem>)), security(("session" = [])))]
#[get("/api/v1/audit-entries")]
pub async fn list_audit_entries(db: web::Data<Db>, permit: Permit<ReadAudit>, query: web::Query<PageQuery>) -> Result<HttpResponse, Problem> {
    let limit = page::limit(query.limit)?;
    let before: Option<i64> = page::decode(query.cursor.as_deref())?;
    let page = db
        .read(permit, move |tx| {
            // An auditor of an area audits that area; one bound to none, the whole system.
            let within = if tx.whole_system() { None } else { Some(tx.areas()) };
            let rows = store::list(tx.conn(), within, before, limit + 1)?;
            tx.record(Event::list(Action::ReadAudit, ObjectKind::AuditLog, Vec::new()))?;
            let (items, next) = page::cut(rows, limit, |row| row.id);
            page::write(items, next)
        })
        .await?;
    Ok(page::respond("/api/v1/audit-entries", &format!("limit={limit}"), page))
}
