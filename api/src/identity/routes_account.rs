//! One's own account, and the list of accounts, as seen from outside.

use super::routes::session_cookie;
use super::service;
use super::views::{ChangePassword, ConfirmEnrolment, EnrolmentView, Me, RecoveryCodes, UserView};
use crate::platform::config::Settings;
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::page::{self, Page, PageQuery};
use crate::platform::problem::{Code, Problem};
use crate::platform::{extract, ids};
use actix_web::http::header::LOCATION;
use actix_web::{HttpResponse, get, post, put, web};
use opencdr_domain::identity::permission::{ListUsers, ManageOwnAccount};

/// Who I am and what I may do.
#[utoipa::path(tag = "identity", responses((status = 200, description = "The signed-in person", body = Me)), security(("session" = [])))]
#[get("/api/v1/me")]
pub async fn get_me(db: web::Data<Db>, settings: web::Data<Settings>, permit: Permit<ManageOwnAccount>) -> Result<web::Json<Me>, Problem> {
    db.read(permit, move |tx| service::me(tx, &settings)).await.map(web::Json)
}

/// Begin to set up a second factor.
#[utoipa::path(tag = "identity", responses((status = 201, description = "Scan or type the secret, then confirm with a code", body = EnrolmentView)), security(("session" = [])))]
#[post("/api/v1/me/second-factor")]
pub async fn create_second_factor(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    permit: Permit<ManageOwnAccount>,
) -> Result<HttpResponse, Problem> {
    let view = db.write(permit, move |tx| service::begin_enrolment(tx, &settings)).await?;
    Ok(HttpResponse::Created().insert_header((LOCATION, "/api/v1/me")).json(view))
}

/// Confirm a second factor; ends my other sessions.
#[utoipa::path(tag = "identity", request_body = ConfirmEnrolment, responses((status = 200, description = "Set up; keep the recovery codes", body = RecoveryCodes)), security(("session" = [])))]
#[post("/api/v1/me/second-factor/confirmation")]
pub async fn confirm_second_factor(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    permit: Permit<ManageOwnAccount>,
    body: Body<ConfirmEnrolment>,
) -> Result<HttpResponse, Problem> {
    let token = ids::random::<32>();
    let used = settings.clone();
    let codes = db.write(permit, move |tx| service::confirm_enrolment(tx, &used, &body.value.code, &token)).await?;
    Ok(HttpResponse::Ok().cookie(session_cookie(&settings, hex::encode(token))).json(codes))
}

/// Make new recovery codes; the old stop working.
#[utoipa::path(tag = "identity", responses((status = 201, description = "New codes", body = RecoveryCodes)), security(("session" = [])))]
#[post("/api/v1/me/recovery-codes")]
pub async fn create_recovery_codes(db: web::Data<Db>, permit: Permit<ManageOwnAccount>) -> Result<HttpResponse, Problem> {
    let codes = db
        .write(permit, |tx| {
            if !tx.person()?.enrolled {
                return Err(Problem::new(Code::Conflict, "Set up a second factor first; recovery codes stand in for it."));
            }
            service::renew_recovery_codes(tx)
        })
        .await?;
    Ok(HttpResponse::Created().insert_header((LOCATION, "/api/v1/me")).json(codes))
}

/// Change my password; ends my other sessions.
#[utoipa::path(tag = "identity", request_body = ChangePassword, responses((status = 204, description = "Changed")), security(("session" = [])))]
#[put("/api/v1/me/password")]
pub async fn replace_password(db: web::Data<Db>, permit: Permit<ManageOwnAccount>, body: Body<ChangePassword>) -> Result<HttpResponse, Problem> {
    let request = permit.request.clone();
    let ChangePassword { current, new } = body.value;
    let wanted = new.clone();
    let account = db.read(permit, move |tx| service::begin_password_change(tx, &wanted)).await?;
    let hash = web::block(move || if service::password_matches(Some(&account), &current) { super::password::hash(&new).map(Some) } else { Ok(None) })
        .await
        .map_err(|_| Problem::internal("a password check broke"))??;
    let permit = extract::Permit::<ManageOwnAccount>::of(request);
    let Some(hash) = hash else {
        db.write(permit, service::note_wrong_password).await?;
        return Err(Problem::field(Code::InvalidBody, "/current", "wrong_password", "That is not the password you use now"));
    };
    db.write(permit, move |tx| service::change_password(tx, &hash)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Accounts, for the system administrator.
#[utoipa::path(tag = "identity", params(PageQuery), responses((status = 200, description = "Accounts by e-mail", body = Page<UserView>)), security(("session" = [])))]
#[get("/api/v1/users")]
pub async fn list_users(db: web::Data<Db>, permit: Permit<ListUsers>, query: web::Query<PageQuery>) -> Result<HttpResponse, Problem> {
    let limit = page::limit(query.limit)?;
    let cursor: Option<String> = page::decode(query.cursor.as_deref())?;
    let page = db
        .read(permit, move |tx| {
            let (items, next) = service::list_users(tx, cursor.clone(), limit)?;
            page::write(items, next)
        })
        .await?;
    Ok(page::respond("/api/v1/users", &format!("limit={limit}"), page))
}
