//! Connections, and the transaction every request runs in.
//!
//! A transaction opens its row-level security context first, writes its audit entries last, and
//! commits a change only if something was recorded.

use super::clock::{Clock, london_date, london_time};
use super::config::Settings;
use super::crypto::sha256;
use super::event::Event;
use super::extract::{Permit, unauthenticated};
use super::idempotency::Answer;
use super::problem::{Code, Problem};
use super::request::Request;
use crate::schema::audit_entries;
use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::deserialize::{FromSql, FromSqlRow};
use diesel::pg::{Pg, PgValue};
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, Pool};
use diesel::sql_types::{Array, Binary, Bool, Integer, Jsonb, Nullable, Text, Timestamptz};
use opencdr_domain::identity::actor::{Actor, Decision, Membership, Refusal, decide};
use opencdr_domain::identity::permission::{Grants, Permission};
use opencdr_domain::identity::policy::may;
use opencdr_domain::identity::role::Role;
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

diesel::define_sql_function! {
    /// Reads a session and opens its context (api/src/sql/functions.sql).
    fn open_session(token: Binary, now: Timestamptz, idle_seconds: Integer, touch: Bool, scope: Text, roles: Array<Text>) -> Nullable<Jsonb>;
}
diesel::define_sql_function! {
    /// Opens a context with no person behind it (api/src/sql/functions.sql).
    fn open_scope(scope: Text, token: Nullable<Binary>, reference: Nullable<Text>) -> Bool;
}

/// The signed-in person, as the session told.
#[derive(Clone, Debug, Deserialize, FromSqlRow)]
pub struct Person {
    /// Session.
    pub session: Uuid,
    /// Account.
    pub user: Uuid,
    /// Name.
    pub name: String,
    /// Sign-in name.
    pub email: String,
    /// Whether the account has a second factor.
    pub enrolled: bool,
    /// Whether this session gave it.
    pub second_factor: bool,
    /// Last use before this one.
    pub last_seen_at: DateTime<Utc>,
    /// When the session ends whatever happens.
    pub absolute_expires_at: DateTime<Utc>,
    /// Roles held now.
    pub memberships: Vec<Membership>,
}

impl FromSql<Jsonb, Pg> for Person {
    /// Straight from the text that follows the version byte, with no tree in between: every request reads this.
    fn from_sql(value: PgValue<'_>) -> diesel::deserialize::Result<Self> {
        match value.as_bytes() {
            [1, text @ ..] => Ok(serde_json::from_slice(text)?),
            _ => Err("a jsonb of an unknown version".into()),
        }
    }
}

/// Who a transaction acts for.
enum Who {
    Person(Box<Person>, Option<Decision>),
    Public,
    System,
}

/// One transaction of one request.
pub struct Tx<'c> {
    conn: &'c mut PgConnection,
    who: Who,
    recorded: usize,
    replay: bool,
    holds_draft: bool,
    /// The instant of the request.
    pub now: DateTime<Utc>,
    /// The London day of the request.
    pub today: NaiveDate,
    /// The request.
    pub request: Arc<Request>,
}

impl Tx<'_> {
    /// The connection, for stores.
    pub fn conn(&mut self) -> &mut PgConnection {
        self.conn
    }

    /// London wall-clock time of the request.
    pub fn london_now(&self) -> NaiveDateTime {
        london_time(self.now)
    }

    /// The signed-in person; only a transaction opened with a permit has one.
    pub fn person(&self) -> Result<&Person, Problem> {
        match &self.who {
            Who::Person(person, _) => Ok(person),
            Who::Public | Who::System => Err(unauthenticated()),
        }
    }

    /// The signed-in person's account, if any.
    pub fn user(&self) -> Option<Uuid> {
        match &self.who {
            Who::Person(person, _) => Some(person.user),
            Who::Public | Who::System => None,
        }
    }

    /// Areas in which the permit of this transaction holds, in a stable order.
    pub fn areas(&self) -> Vec<Uuid> {
        match &self.who {
            Who::Person(_, Some(decision)) => decision.areas(),
            Who::Person(_, None) | Who::Public | Who::System => Vec::new(),
        }
    }

    /// Whether the permit of this transaction holds beyond any area.
    pub fn whole_system(&self) -> bool {
        matches!(&self.who, Who::Person(_, Some(decision)) if decision.whole_system())
    }

    /// Whether the person may also use another permission in an area; for telling which actions are open.
    pub fn may(&self, permission: Permission, area: Uuid) -> bool {
        match &self.who {
            Who::Person(person, Some(_)) => person.memberships.iter().any(|m| m.area == Some(area) && may(m.role, permission)),
            Who::Person(_, None) | Who::Public | Who::System => false,
        }
    }

    /// Who asked, hashed, for idempotency keys.
    pub fn principal(&self) -> [u8; 32] {
        match &self.who {
            Who::Person(person, _) => sha256(&[b"person", person.user.as_bytes()]),
            Who::Public | Who::System => match self.request.draft.filter(|_| self.holds_draft) {
                Some(token) => sha256(&[b"draft", &token]),
                None => sha256(&[b"address", self.request.address.as_bytes()]),
            },
        }
    }

    /// Why data was used: the review of section 16M of the Children Act 2004, or running the service.
    fn purpose(&self) -> &'static str {
        match &self.who {
            Who::Person(_, Some(decision)) if decision.permission().touches_case_content() => "child_death_review",
            Who::Public | Who::Person(_, None) => "notification",
            Who::Person(_, Some(_)) | Who::System => "administration",
        }
    }

    /// Writes an audit entry into this transaction.
    pub fn record(&mut self, event: Event) -> Result<(), Problem> {
        let (kind, actor, session, role) = match &self.who {
            Who::Person(person, decision) => {
                ("person", Some(person.user), Some(person.session), decision.as_ref().and_then(|d| d.role_in(event.area)).map(Role::code))
            }
            Who::Public => match event.by {
                Some((account, session)) => ("person", Some(account), Some(session), None),
                None => ("public", None, None, None),
            },
            Who::System => ("system", None, None, None),
        };
        let purpose = if event.administration { "administration" } else { self.purpose() };
        diesel::insert_into(audit_entries::table)
            .values((
                audit_entries::at.eq(self.now),
                audit_entries::actor_kind.eq(kind),
                audit_entries::actor_id.eq(actor),
                audit_entries::role.eq(role),
                audit_entries::session_id.eq(session),
                audit_entries::action.eq(event.action.code()),
                audit_entries::object_kind.eq(event.object.code()),
                audit_entries::object_id.eq(event.id),
                audit_entries::area_id.eq(event.area),
                audit_entries::case_id.eq(event.case),
                audit_entries::purpose.eq(purpose),
                audit_entries::request_id.eq(self.request.id),
                audit_entries::detail.eq(event.detail),
            ))
            .execute(self.conn)?;
        self.recorded += 1;
        Ok(())
    }

    /// Says that the request is about the draft this browser holds. Its holder stays the same person when the network changes.
    pub fn about_draft(&mut self) {
        self.holds_draft = true;
    }

    /// Says that this change was made before and nothing is changed now.
    pub fn replayed(&mut self) {
        self.replay = true;
    }

    /// Shows the holder of a token, and of nothing else, what is theirs.
    pub fn present(&mut self, token: Option<[u8; 32]>, reference: Option<&str>) -> Result<(), Problem> {
        let scope = if matches!(self.who, Who::Person(..)) { "staff" } else { "public" };
        let hash = token.map(|t| sha256(&[&t]).to_vec());
        diesel::select(open_scope(scope, hash, reference)).get_result::<bool>(self.conn)?;
        Ok(())
    }
}

/// The pool, and how transactions are opened.
#[derive(Clone)]
pub struct Db {
    pool: Pool<ConnectionManager<PgConnection>>,
    clock: Clock,
    idle_seconds: i32,
    demo: bool,
}

/// How a session is read.
struct Door {
    permission: Permission,
    /// Whether this use keeps the session alive.
    touch: bool,
    /// Whether a session that still owes its second factor may pass.
    half: bool,
}

impl Db {
    /// Opens the pool.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub fn open(settings: &Settings, clock: Clock) -> Result<Self> {
        let pool = Pool::builder()
            .max_size(settings.pool_size)
            .min_idle(Some(settings.pool_size.min(2)))
            // A broken connection is noticed by its error; asking before each use would cost a round trip.
            .test_on_check_out(false)
            .connection_timeout(Duration::from_secs(2))
            .build(ConnectionManager::<PgConnection>::new(&settings.database_url))
            .context("cannot reach the database named by DATABASE_URL")?;
        Ok(Self { pool, clock, idle_seconds: i32::try_from(settings.session_idle_minutes * 60).unwrap_or(900), demo: settings.demo })
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Reads under a permit.
    pub async fn read<P: Grants + 'static, T: Send + 'static>(
        &self,
        permit: Permit<P>,
        work: impl Fn(&mut Tx) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let door = Door { permission: P::PERMISSION, touch: true, half: false };
        self.run(permit.request, Some(door), false, work).await
    }

    /// Reads under a permit without keeping the session alive: for what a page asks by itself, whether or not anybody is there.
    pub async fn glance<P: Grants + 'static, T: Send + 'static>(
        &self,
        permit: Permit<P>,
        work: impl Fn(&mut Tx) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let door = Door { permission: P::PERMISSION, touch: false, half: false };
        self.run(permit.request, Some(door), false, work).await
    }

    /// Changes under a permit: refuses to commit unless something was recorded.
    pub async fn write<P: Grants + 'static, T: Send + 'static>(
        &self,
        permit: Permit<P>,
        work: impl Fn(&mut Tx) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let door = Door { permission: P::PERMISSION, touch: true, half: false };
        self.run(permit.request, Some(door), true, work).await
    }

    /// Reads or changes a session that may still owe its second factor. `touch` says whether that keeps it alive.
    pub async fn own_session<P: Grants + 'static, T: Send + 'static>(
        &self,
        permit: Permit<P>,
        touch: bool,
        work: impl Fn(&mut Tx) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.run(permit.request, Some(Door { permission: P::PERMISSION, touch, half: true }), false, work).await
    }

    /// Does something anyone may do. A session, if there is one, is read so that the person is known.
    pub async fn public<T: Send + 'static>(
        &self,
        request: Request,
        work: impl Fn(&mut Tx) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.run(request, None, false, work).await
    }

    /// Changes something anyone may change: refuses to commit unless something was recorded.
    pub async fn public_write<T: Send + 'static>(
        &self,
        request: Request,
        work: impl Fn(&mut Tx) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.run(request, None, true, work).await
    }

    async fn run<T: Send + 'static>(
        &self,
        request: Request,
        door: Option<Door>,
        must_record: bool,
        work: impl Fn(&mut Tx) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let (db, request) = (self.clone(), Arc::new(request));
        let result = actix_web::web::block(move || {
            let mut tries = 0;
            loop {
                let outcome = db.transaction(&request, door.as_ref(), must_record, &work);
                tries += 1;
                match outcome {
                    Err(problem) if tries < 4 && problem.is_lost_race() => {}
                    outcome => return outcome,
                }
            }
        })
        .await;
        result.unwrap_or_else(|_| Err(Problem::internal("a request was cancelled or broke")))
    }

    fn transaction<T>(
        &self,
        request: &Arc<Request>,
        door: Option<&Door>,
        must_record: bool,
        work: &impl Fn(&mut Tx) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let mut conn = self.pool.get().map_err(|_| Problem::unavailable("no database connection within two seconds"))?;
        let now = self.clock.now();
        conn.transaction(|conn| {
            let who = self.open_context(conn, request, door, now)?;
            let mut tx = Tx { conn, who, recorded: 0, replay: false, holds_draft: false, now, today: london_date(now), request: request.clone() };
            let value = work(&mut tx)?;
            if must_record && tx.recorded == 0 && !tx.replay {
                return Err(Problem::internal("a change was made with no audit entry; it was undone"));
            }
            Ok(value)
        })
    }

    fn open_context(&self, conn: &mut PgConnection, request: &Request, door: Option<&Door>, now: DateTime<Utc>) -> Result<Who, Problem> {
        let person = match request.session {
            None => None,
            Some(token) => self.session(conn, &token, door, now)?,
        };
        match (person, door) {
            (None, Some(_)) => Err(unauthenticated()),
            (None, None) => {
                diesel::select(open_scope("public", None::<Vec<u8>>, None::<String>)).get_result::<bool>(conn)?;
                Ok(Who::Public)
            }
            // Whoever still owes a second factor is a member of the public.
            (Some(person), None) if person.enrolled && !person.second_factor => Ok(Who::Public),
            (Some(person), None) => Ok(Who::Person(Box::new(person), None)),
            (Some(person), Some(door)) => {
                let owes = person.enrolled && !person.second_factor;
                if owes && !door.half {
                    return Err(second_factor_required());
                }
                let actor = Actor { user: person.user, memberships: person.memberships.clone(), second_factor: person.second_factor };
                match decide(&actor, door.permission, self.demo && !person.enrolled) {
                    Ok(decision) => Ok(Who::Person(Box::new(person), Some(decision))),
                    Err(Refusal::SecondFactorRequired) => Err(second_factor_required()),
                    Err(Refusal::Forbidden) => Err(Problem::new(
                        Code::Forbidden,
                        "Your role does not include this. If you need it for your work, ask the manager of your child death overview panel.",
                    )),
                }
            }
        }
    }

    fn session(&self, conn: &mut PgConnection, token: &[u8; 32], door: Option<&Door>, now: DateTime<Utc>) -> Result<Option<Person>, Problem> {
        let (touch, roles): (bool, Vec<&str>) = match door {
            None => (false, Vec::new()),
            Some(door) => (door.touch, Role::ALL.into_iter().filter(|role| may(*role, door.permission)).map(Role::code).collect()),
        };
        let scope = if door.is_some_and(|d| d.permission == Permission::ReadAudit) { "audit" } else { "staff" };
        let hash = sha256(&[token]).to_vec();
        Ok(diesel::select(open_session(hash, now, self.idle_seconds, touch, scope, roles)).get_result(conn)?)
    }

    /// Runs work of the system itself: the worker's, and the readiness check.
    pub fn system<T>(&self, work: impl Fn(&mut Tx) -> Result<T, Problem>) -> Result<T, Problem> {
        let mut conn = self.pool.get().map_err(|_| Problem::unavailable("no database connection within two seconds"))?;
        let now = self.clock.now();
        conn.transaction(|conn| {
            diesel::select(open_scope("worker", None::<Vec<u8>>, None::<String>)).get_result::<bool>(conn)?;
            let mut tx = Tx {
                conn,
                who: Who::System,
                recorded: 0,
                replay: false,
                holds_draft: false,
                now,
                today: london_date(now),
                request: Arc::new(Request::of_the_system()),
            };
            work(&mut tx)
        })
    }
}

fn second_factor_required() -> Problem {
    Problem::new(Code::SecondFactorRequired, "Confirm that it is you with your second factor, then try again.")
}

/// Answers a change that may be repeated.
pub fn respond(answer: &Answer) -> actix_web::HttpResponse {
    let status = actix_web::http::StatusCode::from_u16(answer.status).unwrap_or(actix_web::http::StatusCode::OK);
    let mut response = actix_web::HttpResponse::build(status);
    if let Some(location) = &answer.location {
        response.insert_header((actix_web::http::header::LOCATION, location.as_str()));
    }
    response.json(&answer.body)
}
