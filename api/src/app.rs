//! Builds the application; `serve` and the tests both use it.

use crate::area::routes as areas;
use crate::audit::routes as audit;
use crate::case::chronology::routes as chronology;
use crate::case::family::routes as family;
use crate::case::household::routes as household;
use crate::case::links::routes as links;
use crate::case::national::routes as national;
use crate::case::notes::routes as notes;
use crate::case::process::routes as processes;
use crate::case::professional::routes as professionals;
use crate::case::record::routes as record;
use crate::case::{routes as cases, routes_merging as merging, routes_response as responses, routes_scope as scopes, routes_triage as triages};
use crate::composite::routes as composites;
use crate::document::{routes as documents, routes_upload as uploads};
use crate::forms::routes as forms;
use crate::identity::{routes as sessions, routes_account as account};
use crate::machine::routes as machines;
use crate::notification::{
    routes as notifications, routes_comparing as comparing, routes_drafts as drafts, routes_inbox as inbox, routes_scope as notified_scopes,
};
use crate::platform::clock::Clock;
use crate::platform::config::Settings;
use crate::platform::db::Db;
use crate::platform::limits::Limits;
use crate::platform::problem::{Code, Problem};
use crate::platform::storage::Storage;
use crate::platform::{headers, health, openapi, spa};
use crate::request::proposing::Routings;
use crate::request::{routes as requests, routes_agency as asked, routes_visit as visits};
use crate::restriction::{routes as restriction, routes_emergency as emergencies};
use crate::transfer::routes as transfers;
use actix_web::body::BoxBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, Error, HttpRequest, HttpResponse, web};
use anyhow::{Result, anyhow};
use opencdr_domain::forms::Registry;
use opencdr_domain::forms::changes::Mappings;
use utoipa::openapi::OpenApi;
use utoipa_actix_web::{AppExt, UtoipaApp};

/// Everything the handlers share. Built once; each HTTP thread gets a clone.
#[derive(Clone)]
pub struct Shared {
    /// Settings.
    pub settings: web::Data<Settings>,
    /// Database.
    pub db: web::Data<Db>,
    /// Flood guard.
    pub limits: web::Data<Limits>,
    /// Forms.
    pub registry: web::Data<Registry>,
    /// What each version of a form says about the one before.
    pub mappings: web::Data<Mappings>,
    /// Whom each kind of review asks.
    pub routings: web::Data<Routings>,
    /// Where documents are kept.
    pub storage: web::Data<Storage>,
}

impl Shared {
    /// Opens what the handlers share.
    ///
    /// # Errors
    /// When the database cannot be reached or a form definition is not valid.
    pub fn open(settings: Settings, clock: Clock) -> Result<Self> {
        let registry = Registry::embedded().map_err(|error| anyhow!("{error}"))?;
        Ok(Self {
            mappings: web::Data::new(Mappings::embedded(&registry).map_err(|error| anyhow!("{error}"))?),
            routings: web::Data::new(Routings::read(&registry)?),
            db: web::Data::new(Db::open(&settings, clock)?),
            limits: web::Data::new(Limits::new(settings.public_rate_per_hour)),
            storage: web::Data::new(Storage::open(&settings.documents)?),
            registry: web::Data::new(registry),
            settings: web::Data::new(settings),
        })
    }
}

/// Mounts every handler, and collects the OpenAPI document from the same list. An address is looked for from the top, so what
/// is asked for most comes first.
fn mounted<T>(app: UtoipaApp<T>) -> UtoipaApp<T>
where
    T: ServiceFactory<ServiceRequest, Config = (), Error = Error, InitError = ()>,
{
    app.service(cases::list_cases)
        .service(cases::get_case)
        .service(cases::search_cases)
        .service(cases::get_case_timeline)
        .service(cases::list_case_accesses)
        .service(responses::get_joint_agency_response)
        .service(responses::record_joint_agency_response)
        .service(scopes::get_case_scope)
        .service(scopes::answer_case_scope)
        .service(scopes::prove_stillbirth)
        .service(scopes::change_areas_of_case)
        .service(triages::complete_triage)
        .service(triages::reopen_triage)
        .service(notified_scopes::get_scope_of_notified)
        .service(notified_scopes::answer_scope_of_notified)
        .service(documents::list_documents)
        .service(documents::get_document)
        .service(documents::get_document_content)
        .service(documents::change_document)
        .service(documents::withdraw_document)
        .service(uploads::upload_document)
        .service(uploads::add_document_version)
        .service(processes::list_case_processes)
        .service(processes::add_case_process)
        .service(processes::replace_case_process)
        .service(family::get_case_family)
        .service(family::replace_family_arrangements)
        .service(family::add_family_day)
        .service(family::replace_family_day)
        .service(family::add_family_contact)
        .service(family::replace_family_contact)
        .service(family::add_family_question)
        .service(family::replace_family_question)
        .service(national::get_national_notification)
        .service(national::record_national_notification)
        .service(household::get_case_household)
        .service(household::add_case_person)
        .service(household::replace_case_person)
        .service(household::add_case_household)
        .service(household::replace_case_household)
        .service(household::add_household_stay)
        .service(household::replace_household_stay)
        .service(household::add_case_address)
        .service(household::replace_case_address)
        .service(professionals::list_case_professionals)
        .service(professionals::add_case_professional)
        .service(professionals::replace_case_professional)
        .service(chronology::get_case_chronology)
        .service(chronology::add_chronology_entry)
        .service(chronology::replace_chronology_entry)
        .service(record::get_record_history)
        .service(notes::list_case_notes)
        .service(notes::add_case_note)
        .service(notes::replace_case_note)
        .service(links::list_case_links)
        .service(links::add_case_link)
        .service(links::end_case_link)
        .service(asked::save_answers)
        .service(asked::list_asked_requests)
        .service(asked::list_answer_revisions)
        .service(asked::get_asked_request)
        .service(asked::submit_request)
        .service(asked::upgrade_request)
        .service(asked::decline_request)
        .service(asked::assign_request)
        .service(asked::get_request_copy)
        .service(requests::get_request_proposal)
        .service(requests::list_organisations)
        .service(requests::list_case_requests)
        .service(requests::send_case_requests)
        .service(requests::get_case_request)
        .service(requests::accept_case_request)
        .service(requests::return_case_request)
        .service(requests::withdraw_case_request)
        .service(requests::change_request_due_day)
        .service(requests::resend_case_request)
        .service(requests::invite_to_request)
        .service(requests::revoke_invitation)
        .service(composites::get_composite)
        .service(composites::get_completeness)
        .service(composites::choose_answer)
        .service(composites::join_rows)
        .service(composites::separate_rows)
        .service(composites::get_composite_document)
        .service(visits::begin_visit)
        .service(visits::get_current_visit)
        .service(visits::end_current_visit)
        .service(visits::enrol_visitor)
        .service(machines::issue_access_token)
        .service(restriction::get_case_restriction)
        .service(restriction::set_case_restriction)
        .service(restriction::create_case_grant)
        .service(restriction::end_case_grant)
        .service(restriction::declare_case_interest)
        .service(restriction::withdraw_case_interest)
        .service(emergencies::create_emergency_access)
        .service(emergencies::list_emergency_accesses)
        .service(emergencies::review_emergency_access)
        .service(inbox::list_notifications)
        .service(inbox::get_notification)
        .service(inbox::accept_notification)
        .service(inbox::link_notification)
        .service(inbox::reject_notification)
        .service(comparing::unlink_notification)
        .service(comparing::compare_notification)
        .service(comparing::answer_comparison)
        .service(comparing::withdraw_answer)
        .service(merging::compare_cases)
        .service(merging::merge_cases)
        .service(merging::unmerge_cases)
        .service(inbox::get_counts)
        .service(transfers::list_transfers)
        .service(transfers::get_transfer)
        .service(transfers::list_case_transfers)
        .service(transfers::list_notification_transfers)
        .service(transfers::offer_case)
        .service(transfers::offer_notification)
        .service(transfers::accept_transfer)
        .service(transfers::decline_transfer)
        .service(transfers::withdraw_transfer)
        .service(transfers::list_transfer_reasons)
        .service(notifications::get_challenge)
        .service(notifications::submit_notification)
        .service(notifications::get_current_receipt)
        .service(notifications::delete_current_receipt)
        .service(notifications::get_current_receipt_document)
        .service(drafts::create_notification_draft)
        .service(drafts::get_current_draft)
        .service(drafts::update_current_draft)
        .service(drafts::delete_current_draft)
        .service(drafts::resume_notification_draft)
        .service(sessions::create_session)
        .service(sessions::give_second_factor)
        .service(sessions::get_current_session)
        .service(sessions::extend_current_session)
        .service(sessions::delete_current_session)
        .service(sessions::list_sessions)
        .service(sessions::delete_session)
        .service(account::get_me)
        .service(account::create_second_factor)
        .service(account::confirm_second_factor)
        .service(account::create_recovery_codes)
        .service(account::replace_password)
        .service(account::list_users)
        .service(areas::look_up_area)
        .service(areas::list_areas)
        .service(forms::list_forms)
        .service(forms::get_form)
        .service(audit::list_audit_entries)
        .service(health::livez)
        .service(health::readyz)
        .service(health::get_service)
}

/// The OpenAPI document of this version.
pub fn document() -> OpenApi {
    let (_, api) = mounted(App::new().into_utoipa_app()).split_for_parts();
    openapi::complete(api)
}

/// The application.
pub fn build(
    shared: &Shared,
) -> App<impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<BoxBody>, Error = Error, InitError = ()> + use<>> {
    let (app, api) = mounted(App::new().into_utoipa_app()).split_for_parts();
    let document = openapi::complete(api);
    let declared = web::Data::new(openapi::Declared::of(&document));
    let text = web::Data::new(document.to_json().unwrap_or_default());
    app.app_data(shared.settings.clone())
        .app_data(shared.db.clone())
        .app_data(shared.limits.clone())
        .app_data(shared.registry.clone())
        .app_data(shared.mappings.clone())
        .app_data(shared.routings.clone())
        .app_data(shared.storage.clone())
        .app_data(text)
        .app_data(declared)
        .app_data(web::QueryConfig::default().error_handler(|_, _| {
            Problem::field(
                Code::InvalidBody,
                "/query",
                "wrong_query",
                "The address has a filter we do not know, or one with a value it cannot take; see /api/docs",
            )
            .into()
        }))
        // An id that is not one names nothing.
        .app_data(web::PathConfig::default().error_handler(|_, _| Problem::not_found().into()))
        .service(web::resource(openapi::PATH).get(serve_document))
        .service(web::redirect("/api/docs", "/api/docs/"))
        // Without its own validator, which asks another host.
        .service(utoipa_swagger_ui::SwaggerUi::new("/api/docs/{_:.*}").config(utoipa_swagger_ui::Config::from(openapi::PATH).validator_url("none")))
        .default_service(web::to(spa::serve))
        .wrap(Compress::default())
        .wrap(from_fn(headers::guard))
}

/// The OpenAPI document as JSON.
async fn serve_document(_: HttpRequest, text: web::Data<String>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(text.get_ref().clone())
}
