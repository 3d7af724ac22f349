//! People, each with their own cookies: `app.coordinator().get("/api/v1/cases").await`.

use super::TestApp;
use super::call::{Answered, Call};
use super::template::{self, COLLEAGUE, NEWCOMER, OTHER_AREA_COORDINATOR, PASSWORD, TOTP_SECRET};
use actix_web::cookie::Cookie;
use chrono::TimeDelta;
use opencdr::platform::crypto::sha256;
use opencdr::platform::ids;
use opencdr::request::sealed::INVITED;
use opencdr_domain::identity::role::Role;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Somebody who sends requests.
pub struct Persona<'a> {
    app: &'a TestApp,
    /// For messages.
    pub name: String,
    /// The account, when there is one.
    pub user: Option<Uuid>,
    cookies: RefCell<BTreeMap<String, String>>,
    address: RefCell<String>,
    bearer: Option<String>,
}

impl<'a> Persona<'a> {
    /// Somebody with no cookie.
    pub fn anonymous(app: &'a TestApp, name: &str) -> Self {
        Self { app, name: name.to_owned(), user: None, cookies: RefCell::default(), address: RefCell::new("203.0.113.7".into()), bearer: None }
    }

    fn signed_in(app: &'a TestApp, name: &str, user: Uuid, second_factor: bool) -> Self {
        let persona = Self { user: Some(user), ..Self::anonymous(app, name) };
        persona.open_session(second_factor);
        persona
    }

    /// Opens a session as signing in does, without the time a password hash takes.
    pub fn open_session(&self, second_factor: bool) -> Uuid {
        let (session, token, now) = (ids::new_id(), ids::random::<32>(), self.app.clock.now());
        let proven = if second_factor { format!("'{now}'") } else { "NULL".into() };
        let ends = now + TimeDelta::hours(i64::from(self.app.shared.settings.session_absolute_hours));
        self.app.database.run(&format!(
            "INSERT INTO sessions (id, token_hash, user_id, created_at, last_seen_at, absolute_expires_at, second_factor_at, user_agent)
             VALUES ('{session}', '\\x{}', '{}', '{now}', '{now}', '{ends}', {proven}, 'test')",
            hex::encode(sha256(&[&token])),
            self.user.expect("an account"),
        ));
        self.set_cookie("opencdr", &hex::encode(token));
        session
    }

    /// A system that sends this access token.
    pub fn with_token(app: &'a TestApp, token: &str) -> Self {
        Self { bearer: Some(token.to_owned()), ..Self::anonymous(app, "machine") }
    }

    pub(super) fn bearer(&self) -> Option<&str> {
        self.bearer.as_deref()
    }

    pub(super) fn app(&self) -> &'a TestApp {
        self.app
    }

    /// The address requests come from.
    pub fn address(&self) -> String {
        self.address.borrow().clone()
    }

    /// Sends from another address.
    pub fn at(self, address: &str) -> Self {
        *self.address.borrow_mut() = address.to_owned();
        self
    }

    /// The cookies held.
    pub fn cookies(&self) -> BTreeMap<String, String> {
        self.cookies.borrow().clone()
    }

    /// Puts a cookie in place.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
    }

    pub(super) fn keep_cookies(&self, answered: &Answered) {
        for header in answered.headers.get_all("set-cookie") {
            let Ok(cookie) = Cookie::parse(header.to_str().unwrap_or_default().to_owned()) else { continue };
            if cookie.max_age().is_some_and(|age| age.is_zero()) {
                self.cookies.borrow_mut().remove(cookie.name());
            } else {
                self.set_cookie(cookie.name(), cookie.value());
            }
        }
    }

    /// Begins a request.
    pub fn call(&self, method: &str, path: &str) -> Call<'_, 'a> {
        Call::new(self, method, path)
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Answered {
        self.call("GET", path).send().await
    }

    /// Posts JSON.
    pub async fn post(&self, path: &str, body: Value) -> Answered {
        self.call("POST", path).json(&body).send().await
    }

    /// Changes a part, naming the version that was read.
    pub async fn patch(&self, path: &str, version: i64, body: Value) -> Answered {
        self.call("PATCH", path).if_match(version).json(&body).send().await
    }

    /// Replaces.
    pub async fn put(&self, path: &str, body: Value) -> Answered {
        self.call("PUT", path).json(&body).send().await
    }

    /// Replaces, naming the version that was read.
    pub async fn revise(&self, path: &str, version: i64, body: Value) -> Answered {
        self.call("PUT", path).if_match(version).json(&body).send().await
    }

    /// Deletes.
    pub async fn delete(&self, path: &str) -> Answered {
        self.call("DELETE", path).send().await
    }

    /// Tries to sign in.
    pub async fn sign_in(&self, email: &str, password: &str) -> Answered {
        self.post("/api/v1/sessions", json!({ "email": email, "password": password })).await
    }

    /// Signs in at the door with the password of the tests.
    pub async fn sign_in_as(&self, email: &str) -> Value {
        self.sign_in(email, PASSWORD).await.expect(201)
    }
}

/// The six digits an authenticator with this secret shows.
pub fn code(secret: &[u8], at: i64) -> String {
    let totp = totp_rs::Builder::new().with_secret(secret.to_vec()).build().expect("an authenticator");
    totp.generate(u64::try_from(at).expect("an instant")).to_string()
}

impl TestApp {
    fn member(&self, role: Role) -> Persona<'_> {
        Persona::signed_in(self, role.code(), template::account(role), true)
    }

    /// Runs the process in Kent.
    pub fn coordinator(&self) -> Persona<'_> {
        self.member(Role::Coordinator)
    }

    /// A second coordinator in Kent.
    pub fn colleague(&self) -> Persona<'_> {
        Persona::signed_in(self, "colleague", COLLEAGUE, true)
    }

    /// Answers for the process in Kent.
    pub fn manager(&self) -> Persona<'_> {
        self.member(Role::Manager)
    }

    /// Senior paediatrician in Kent.
    pub fn designated_doctor(&self) -> Persona<'_> {
        self.member(Role::DesignatedDoctor)
    }

    /// Answers requests for a hospital.
    pub fn agency_contributor(&self) -> Persona<'_> {
        self.member(Role::AgencyContributor)
    }

    /// Sits on the panel in Kent.
    pub fn panel_member(&self) -> Persona<'_> {
        self.member(Role::PanelMember)
    }

    /// Chairs the panel in Kent.
    pub fn chair(&self) -> Persona<'_> {
        self.member(Role::Chair)
    }

    /// Works with national data.
    pub fn national_analyst(&self) -> Persona<'_> {
        self.member(Role::NationalAnalyst)
    }

    /// Looks after accounts.
    pub fn system_administrator(&self) -> Persona<'_> {
        self.member(Role::SystemAdministrator)
    }

    /// Reads the audit log.
    pub fn auditor(&self) -> Persona<'_> {
        self.member(Role::Auditor)
    }

    /// Runs the process in Norfolk.
    pub fn other_area_coordinator(&self) -> Persona<'_> {
        Persona::signed_in(self, "other_area_coordinator", OTHER_AREA_COORDINATOR, true)
    }

    /// A coordinator who gave the password and still owes the second factor.
    pub fn half_signed_in(&self) -> Persona<'_> {
        Persona::signed_in(self, "half_signed_in", template::account(Role::Coordinator), false)
    }

    /// A coordinator with no second factor yet.
    pub fn newcomer(&self) -> Persona<'_> {
        Persona::signed_in(self, "newcomer", NEWCOMER, false)
    }

    /// Anyone.
    pub fn anonymous(&self) -> Persona<'_> {
        Persona::anonymous(self, "anonymous")
    }

    /// Somebody without an account who used an invitation to the latest request.
    pub fn invited(&self) -> Persona<'_> {
        let persona = Persona::anonymous(self, "invited");
        let (invitation, visit, token, now) = (ids::new_id(), ids::new_id(), ids::random::<32>(), self.clock.now());
        let asked = &self.database.rows("SELECT id, encode(wrapped_key, 'hex') AS key FROM requests ORDER BY sent_at DESC, id DESC LIMIT 1")[0];
        let request: Uuid = asked["id"].as_str().and_then(|id| id.parse().ok()).expect("an identifier");
        let key = hex::decode(asked["key"].as_str().expect("a key")).expect("hexadecimal digits");
        let key = self.shared.settings.keyring.unwrap(request, &key).expect("the key opens");
        let contact = hex::encode(
            key.seal_json(INVITED, invitation, &json!({ "name": "Dr Asha Lane", "email": "asha.lane@riverside.example" })).expect("a contact"),
        );
        let (asker, ends) = (template::account(Role::Coordinator), now + TimeDelta::hours(8));
        self.database.run(&format!(
            "INSERT INTO request_invitations (id, request_id, case_id, area_id, token_hash, code_hash, sealed_contact, created_at, created_by, expires_at, used_at)
                SELECT '{invitation}', id, case_id, area_id, '\\x{token}00', '\\x00', '\\x{contact}', '{now}', '{asker}', '{ends}', '{now}' FROM requests WHERE id = '{request}';
             INSERT INTO request_visits (id, invitation_id, request_id, case_id, area_id, token_hash, name, started_at, last_seen_at, expires_at)
                SELECT '{visit}', id, request_id, case_id, area_id, '\\x{hash}', 'Dr Asha Lane', '{now}', '{now}', '{ends}' FROM request_invitations WHERE id = '{invitation}'",
            token = hex::encode(token),
            hash = hex::encode(sha256(&[&token])),
        ));
        persona.set_cookie("opencdr-visit", &hex::encode(token));
        persona
    }

    /// Everyone in the authorisation matrix, in its order.
    pub fn everyone(&self) -> Vec<Persona<'_>> {
        CAST.iter().map(|enter| enter(self)).collect()
    }

    /// The code the authenticator of any account of the template shows now.
    pub fn code_now(&self) -> String {
        code(TOTP_SECRET, self.clock.now().timestamp())
    }
}

/// Lets somebody enter.
pub type Enter = for<'a> fn(&'a TestApp) -> Persona<'a>;

/// Everyone, in the order of the authorisation matrix.
pub const CAST: [Enter; 15] = [
    TestApp::anonymous,
    TestApp::half_signed_in,
    TestApp::newcomer,
    TestApp::coordinator,
    TestApp::manager,
    TestApp::designated_doctor,
    TestApp::agency_contributor,
    TestApp::panel_member,
    TestApp::chair,
    TestApp::national_analyst,
    TestApp::system_administrator,
    TestApp::auditor,
    TestApp::other_area_coordinator,
    TestApp::invited,
    TestApp::machine,
];
