//! Connections, and the transaction every request runs in.
//!
//! A transaction opens its row-level security context first, writes its audit entries last, and
//! commits a change only if something was recorded.

use super::clock::Clock;
use super::config::Settings;
use super::crypto::{ServerKey, sha256};
use super::extract::{Answering, Permit, unauthenticated};
use super::keyring::Keyring;
use super::problem::{Code, Problem};
use super::request::Request;
use super::token;
use super::tx::{Machine, Person, Tx, Visitor, Who, open_scope};
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, Pool};
use diesel::sql_types::{Array, Binary, Bool, Integer, Text, Timestamptz, Uuid as SqlUuid};
use opencdr_domain::identity::actor::{Actor, Refusal, decide};
use opencdr_domain::identity::permission::{Grants, Permission};
use opencdr_domain::identity::policy::may;
use opencdr_domain::identity::role::Role;
use std::sync::Arc;
use std::time::Duration;

diesel::define_sql_function! {
    /// Reads a session and opens its context (api/src/sql/functions.sql).
    fn open_session(token: Binary, now: Timestamptz, idle_seconds: Integer, touch: Bool, scope: Text, roles: Array<Text>) -> Nullable<Jsonb>;
}

diesel::define_sql_function! {
    /// Opens the context of whoever answers by an invitation (api/src/sql/functions.sql).
    fn open_visit(token: Binary, now: Timestamptz, idle_seconds: Integer) -> Nullable<Jsonb>;
}

diesel::define_sql_function! {
    /// Opens the context of an organisation's own system (api/src/sql/functions.sql).
    fn open_machine(client: SqlUuid) -> Nullable<Jsonb>;
}

/// What somebody with an account needs to answer.
const ANSWERING: Wanted = Wanted { permission: Permission::AnswerRequests, touch: true, half: false };

/// How long a visit by invitation may rest before it ends.
const VISIT_IDLE_SECONDS: i32 = 3600;

/// The pool, and how transactions are opened.
#[derive(Clone)]
pub struct Db {
    pool: Pool<ConnectionManager<PgConnection>>,
    clock: Clock,
    idle_seconds: i32,
    demo: bool,
    keyring: Keyring,
    key: ServerKey,
}

/// How a transaction is opened.
enum Door {
    /// For anyone.
    Public,
    /// For a person with a permission.
    Session(Wanted),
    /// For whoever answers what an organisation is asked; with whether that keeps a session alive.
    Answering(bool),
}

/// How a session is read.
#[derive(Clone, Copy)]
struct Wanted {
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
        let idle_seconds = i32::try_from(settings.session_idle_minutes * 60).unwrap_or(900);
        Ok(Self { pool, clock, idle_seconds, demo: settings.demo, keyring: settings.keyring.clone(), key: settings.key.clone() })
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
        let door = Wanted { permission: P::PERMISSION, touch: true, half: false };
        self.run(permit.request, Door::Session(door), false, work).await
    }

    /// Reads under a permit without keeping the session alive: for what a page asks by itself, whether or not anybody is there.
    pub async fn glance<P: Grants + 'static, T: Send + 'static>(
        &self,
        permit: Permit<P>,
        work: impl Fn(&mut Tx) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let door = Wanted { permission: P::PERMISSION, touch: false, half: false };
        self.run(permit.request, Door::Session(door), false, work).await
    }

    /// Changes under a permit: refuses to commit unless something was recorded.
    pub async fn write<P: Grants + 'static, T: Send + 'static>(
        &self,
        permit: Permit<P>,
        work: impl Fn(&mut Tx) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let door = Wanted { permission: P::PERMISSION, touch: true, half: false };
        self.run(permit.request, Door::Session(door), true, work).await
    }

    /// Reads or changes a session that may still owe its second factor. `touch` says whether that keeps it alive.
    pub async fn own_session<P: Grants + 'static, T: Send + 'static>(
        &self,
        permit: Permit<P>,
        touch: bool,
        work: impl Fn(&mut Tx) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.run(permit.request, Door::Session(Wanted { permission: P::PERMISSION, touch, half: true }), false, work).await
    }

    /// Does something anyone may do. A session, if there is one, is read so that the person is known.
    pub async fn public<T: Send + 'static>(
        &self,
        request: Request,
        work: impl Fn(&mut Tx) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.run(request, Door::Public, false, work).await
    }

    /// Changes something anyone may change: refuses to commit unless something was recorded.
    pub async fn public_write<T: Send + 'static>(
        &self,
        request: Request,
        work: impl Fn(&mut Tx) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.run(request, Door::Public, true, work).await
    }

    /// Reads what an organisation is asked.
    pub async fn asked<T: Send + 'static>(
        &self,
        answering: Answering,
        work: impl Fn(&mut Tx) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.run(answering.request, Door::Answering(true), false, work).await
    }

    /// Reads what an organisation is asked without keeping the session alive: for what a page asks by itself.
    pub async fn asked_quietly<T: Send + 'static>(
        &self,
        answering: Answering,
        work: impl Fn(&mut Tx) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.run(answering.request, Door::Answering(false), false, work).await
    }

    /// Answers what an organisation is asked: refuses to commit unless something was recorded.
    pub async fn answer<T: Send + 'static>(
        &self,
        answering: Answering,
        work: impl Fn(&mut Tx) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.run(answering.request, Door::Answering(true), true, work).await
    }

    async fn run<T: Send + 'static>(
        &self,
        request: Request,
        door: Door,
        must_record: bool,
        work: impl Fn(&mut Tx) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let (db, request) = (self.clone(), Arc::new(request));
        let result = actix_web::web::block(move || {
            let mut tries = 0;
            loop {
                let outcome = db.transaction(&request, &door, must_record, &work);
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
        door: &Door,
        must_record: bool,
        work: &impl Fn(&mut Tx) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let mut conn = self.pool.get().map_err(|_| Problem::unavailable("no database connection within two seconds"))?;
        let now = self.clock.now();
        conn.transaction(|conn| {
            let who = self.open_context(conn, request, door, now)?;
            let mut tx = Tx::begin(conn, who, now, request.clone(), self.keyring.clone());
            let value = work(&mut tx)?;
            if must_record && !tx.accounted_for() {
                return Err(Problem::internal("a change was made with no audit entry; it was undone"));
            }
            Ok(value)
        })
    }

    fn open_context(&self, conn: &mut PgConnection, request: &Request, door: &Door, now: DateTime<Utc>) -> Result<Who, Problem> {
        if let (Door::Answering(_), Some(bearer)) = (door, &request.bearer) {
            return self.machine(conn, bearer, now);
        }
        let wanted = match door {
            Door::Public => None,
            Door::Session(wanted) => Some(*wanted),
            Door::Answering(touch) => Some(Wanted { touch: *touch, ..ANSWERING }),
        };
        let person = match request.session {
            None => None,
            Some(token) => self.session(conn, &token, wanted.as_ref(), now)?,
        };
        // A visit stands back behind a session, which may be of somebody who has an account by now.
        if let (Door::Answering(_), None, Some(visit)) = (door, &person, request.visit) {
            let visitor: Option<Visitor> = diesel::select(open_visit(sha256(&[&visit]).to_vec(), now, VISIT_IDLE_SECONDS)).get_result(conn)?;
            return visitor.map(Who::Visitor).ok_or_else(unauthenticated);
        }
        match (person, wanted) {
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

    /// Opens the context of an organisation's own system.
    fn machine(&self, conn: &mut PgConnection, bearer: &str, now: DateTime<Utc>) -> Result<Who, Problem> {
        let client = token::client_of(&self.key, bearer, now).ok_or_else(token::refused)?;
        let machine: Option<Machine> = diesel::select(open_machine(client)).get_result(conn)?;
        machine.map(Who::Machine).ok_or_else(token::refused)
    }

    fn session(&self, conn: &mut PgConnection, token: &[u8; 32], door: Option<&Wanted>, now: DateTime<Utc>) -> Result<Option<Person>, Problem> {
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
            work(&mut Tx::begin(conn, Who::System, now, Arc::new(Request::of_the_system()), self.keyring.clone()))
        })
    }
}

fn second_factor_required() -> Problem {
    Problem::new(Code::SecondFactorRequired, "Confirm that it is you with your second factor, then try again.")
}
