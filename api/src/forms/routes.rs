//! Forms as seen from outside.

use super::views::FormItem;
use crate::platform::page::Page;
use crate::platform::problem::Problem;
use actix_web::http::header::ETAG;
use actix_web::{HttpResponse, get, web};
use opencdr_domain::forms::Registry;
use std::collections::BTreeMap;

/// Forms and their versions.
#[utoipa::path(tag = "forms", responses((status = 200, description = "Forms", body = Page<FormItem>)))]
#[get("/api/v1/forms")]
pub async fn list_forms(registry: web::Data<Registry>) -> web::Json<Page<FormItem>> {
    let mut forms: BTreeMap<&str, FormItem> = BTreeMap::new();
    for form in registry.forms() {
        let definition = &form.definition;
        let item = forms.entry(&definition.id).or_insert_with(|| FormItem {
            id: definition.id.clone(),
            title: definition.title.clone(),
            current_version: definition.version,
            versions: Vec::new(),
        });
        item.current_version = item.current_version.max(definition.version);
        item.versions.push(definition.version);
    }
    web::Json(Page { items: forms.into_values().collect(), next: None })
}

/// One version of a form: sections, pages, questions, conditions and code lists.
#[utoipa::path(tag = "forms",
    params(("form_id" = String, Path, description = "Form", example = "notification"), ("version" = u32, Path, description = "Version", example = 1)),
    responses((status = 200, description = "The definition, its lists, suggestions and hash", body = serde_json::Value)))]
#[get("/api/v1/forms/{form_id}/versions/{version}")]
pub async fn get_form(registry: web::Data<Registry>, path: web::Path<(String, u32)>) -> Result<HttpResponse, Problem> {
    let (id, version) = path.into_inner();
    let form = registry.form(&id, version).ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().insert_header((ETAG, format!("\"{}\"", form.hash))).content_type("application/json").body(form.served_json().to_owned()))
}
