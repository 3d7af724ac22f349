//! One transaction of one request: who it acts for, and what it writes into the audit trail.

use super::clock::{london_date, london_time};
use super::crypto::sha256;
use super::event::Event;
use super::extract::unauthenticated;
use super::ids;
use super::keyring::Keyring;
use super::problem::Problem;
use super::request::Request;
use crate::schema::audit_entries;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::deserialize::{FromSql, FromSqlRow};
use diesel::pg::{Pg, PgValue};
use diesel::prelude::*;
use diesel::sql_types::{Binary, Jsonb, Nullable, Text};
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::identity::actor::{Decision, Membership};
use opencdr_domain::identity::permission::Permission;
use opencdr_domain::identity::policy::may;
use opencdr_domain::identity::role::Role;
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;

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
    /// Cases this person must not know of: restricted ones without a grant, and those they have an interest in.
    pub denied: Vec<Uuid>,
    /// Restricted cases this person has opened in an emergency.
    pub broken: Vec<Broken>,
    /// Cases and notifications that one of the person's areas has offered to another: they change nothing until that is settled.
    pub offered: Vec<Uuid>,
}

/// A restricted case opened in an emergency.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Broken {
    /// The case.
    pub case: Uuid,
    /// Until when it can be read.
    pub until: DateTime<Utc>,
}

impl FromSql<Jsonb, Pg> for Person {
    /// Straight from the text that follows the version byte, with no tree in between: every request reads this.
    fn from_sql(value: PgValue<'_>) -> diesel::deserialize::Result<Self> {
        from_jsonb(&value)
    }
}

/// Whoever answers one request by an invitation, as the database told.
#[derive(Clone, Debug, Deserialize, FromSqlRow)]
pub struct Visitor {
    /// Visit.
    pub visit: Uuid,
    /// The request it opens.
    pub request: Uuid,
    /// Organisation asked.
    pub organisation: Uuid,
    /// Who it is, as they said.
    pub name: String,
    /// When it ends whatever happens.
    pub expires_at: DateTime<Utc>,
    /// How many visits to the request began before this one.
    pub before: i64,
    /// Invitation it came from.
    pub invitation: Uuid,
    /// Whom that is for, sealed with the key of the request, in hexadecimal digits.
    pub contact: String,
}

/// The system of an organisation, as the database told.
#[derive(Clone, Debug, Deserialize, FromSqlRow)]
pub struct Machine {
    /// The system.
    pub client: Uuid,
    /// Organisation it acts for.
    pub organisation: Uuid,
    /// What it is called.
    pub name: String,
}

/// Reads a jsonb straight from the text that follows its version byte.
fn from_jsonb<T: serde::de::DeserializeOwned>(value: &PgValue<'_>) -> diesel::deserialize::Result<T> {
    match value.as_bytes() {
        [1, text @ ..] => Ok(serde_json::from_slice(text)?),
        _ => Err("a jsonb of an unknown version".into()),
    }
}

impl FromSql<Jsonb, Pg> for Visitor {
    fn from_sql(value: PgValue<'_>) -> diesel::deserialize::Result<Self> {
        from_jsonb(&value)
    }
}

impl FromSql<Jsonb, Pg> for Machine {
    fn from_sql(value: PgValue<'_>) -> diesel::deserialize::Result<Self> {
        from_jsonb(&value)
    }
}

/// Who answers what an organisation is asked.
#[derive(Clone, Debug)]
pub enum Answerer {
    /// Somebody with an account, for these organisations.
    Colleague(Uuid, String, Vec<Uuid>),
    /// Somebody with an invitation.
    Visitor(Visitor),
    /// A system.
    Machine(Machine),
}

/// Who a transaction acts for.
pub(super) enum Who {
    Person(Box<Person>, Option<Decision>),
    Visitor(Visitor),
    Machine(Machine),
    Public,
    System,
}

/// One transaction of one request.
pub struct Tx<'c> {
    conn: &'c mut PgConnection,
    who: Who,
    recorded: usize,
    replay: bool,
    sends_draft: bool,
    keyring: Keyring,
    /// The instant of the request.
    pub now: DateTime<Utc>,
    /// The London day of the request.
    pub today: NaiveDate,
    /// The request.
    pub request: Arc<Request>,
}

impl<'c> Tx<'c> {
    /// Begins one, whose context is open.
    pub(super) fn begin(conn: &'c mut PgConnection, who: Who, now: DateTime<Utc>, request: Arc<Request>, keyring: Keyring) -> Self {
        Self { conn, who, recorded: 0, replay: false, sends_draft: false, keyring, now, today: london_date(now), request }
    }

    /// Whether a change may be committed: something was recorded, or nothing was changed now.
    pub(super) fn accounted_for(&self) -> bool {
        self.recorded > 0 || self.replay
    }

    /// The connection, for stores.
    pub fn conn(&mut self) -> &mut PgConnection {
        self.conn
    }

    /// The keys of what identifies people.
    pub fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    /// Who answers what an organisation is asked: only a transaction opened by [`super::db::Db::answer`] has one.
    pub fn answerer(&self) -> Result<Answerer, Problem> {
        match &self.who {
            Who::Person(person, Some(decision)) => Ok(Answerer::Colleague(person.user, person.name.clone(), decision.organisations())),
            Who::Visitor(visitor) => Ok(Answerer::Visitor(visitor.clone())),
            Who::Machine(machine) => Ok(Answerer::Machine(machine.clone())),
            Who::Person(_, None) | Who::Public | Who::System => Err(unauthenticated()),
        }
    }

    /// Cases the person must not know of; row-level security says the same again.
    pub fn denied(&self) -> Vec<Uuid> {
        match &self.who {
            Who::Person(person, _) => person.denied.clone(),
            Who::Visitor(_) | Who::Machine(_) | Who::Public | Who::System => Vec::new(),
        }
    }

    /// Until when a case is open to the person in an emergency, if that is how they see it.
    pub fn broken_until(&self, case: Uuid) -> Option<DateTime<Utc>> {
        match &self.who {
            Who::Person(person, _) => person.broken.iter().find(|b| b.case == case).map(|b| b.until),
            Who::Visitor(_) | Who::Machine(_) | Who::Public | Who::System => None,
        }
    }

    /// Whether a case or notification of the person's areas is offered to another area.
    pub fn is_offered(&self, id: Uuid) -> bool {
        matches!(&self.who, Who::Person(person, _) if person.offered.contains(&id))
    }

    /// Whether a case is only to be read for now: opened in an emergency, or offered to another area.
    pub fn reads_only(&self, case: Uuid) -> bool {
        self.broken_until(case).is_some() || self.is_offered(case)
    }

    /// London wall-clock time of the request.
    pub fn london_now(&self) -> NaiveDateTime {
        london_time(self.now)
    }

    /// The signed-in person; only a transaction opened with a permit has one.
    pub fn person(&self) -> Result<&Person, Problem> {
        match &self.who {
            Who::Person(person, _) => Ok(person),
            Who::Visitor(_) | Who::Machine(_) | Who::Public | Who::System => Err(unauthenticated()),
        }
    }

    /// The signed-in person's account, if any.
    pub fn user(&self) -> Option<Uuid> {
        match &self.who {
            Who::Person(person, _) => Some(person.user),
            Who::Visitor(_) | Who::Machine(_) | Who::Public | Who::System => None,
        }
    }

    /// Areas in which the permit of this transaction holds, in a stable order.
    pub fn areas(&self) -> Vec<Uuid> {
        match &self.who {
            Who::Person(_, Some(decision)) => decision.areas(),
            Who::Person(_, None) | Who::Visitor(_) | Who::Machine(_) | Who::Public | Who::System => Vec::new(),
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
            Who::Person(_, None) | Who::Visitor(_) | Who::Machine(_) | Who::Public | Who::System => false,
        }
    }

    /// Who asked, hashed, for idempotency keys. Who sends the draft of a browser is known by it as well as by the address:
    /// by the draft when the network changed, by the address when the draft is gone.
    pub fn principals(&self) -> Vec<Vec<u8>> {
        match &self.who {
            Who::Person(person, _) => vec![sha256(&[b"person", person.user.as_bytes()]).to_vec()],
            Who::Visitor(visitor) => vec![sha256(&[b"visit", visitor.visit.as_bytes()]).to_vec()],
            Who::Machine(machine) => vec![sha256(&[b"machine", machine.client.as_bytes()]).to_vec()],
            Who::Public | Who::System => {
                let draft = self.request.draft.filter(|_| self.sends_draft).map(|token| sha256(&[b"draft", &token]).to_vec());
                draft.into_iter().chain([sha256(&[b"address", self.request.address.as_bytes()]).to_vec()]).collect()
            }
        }
    }

    /// Why data was used: the review of section 16M of the Children Act 2004, or running the service.
    fn purpose(&self) -> &'static str {
        match &self.who {
            Who::Person(_, Some(decision)) if decision.permission().touches_case_content() => "child_death_review",
            Who::Visitor(_) | Who::Machine(_) => "child_death_review",
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
            Who::Visitor(visitor) => ("invitation", None, Some(visitor.visit), None),
            Who::Machine(machine) => ("machine", Some(machine.client), None, None),
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

    /// Says that the request sends the draft this browser holds.
    pub fn sends_draft(&mut self) {
        self.sends_draft = true;
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

/// Writes down what an operator did at the command line, in the transaction that does it.
///
/// # Errors
/// When the entry cannot be written; the change must not be kept then.
pub fn record_by_operator(
    conn: &mut PgConnection,
    (action, object): (Action, ObjectKind),
    id: Option<Uuid>,
    area: Option<Uuid>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(audit_entries::table)
        .values((
            audit_entries::at.eq(now),
            audit_entries::actor_kind.eq("operator"),
            audit_entries::action.eq(action.code()),
            audit_entries::object_kind.eq(object.code()),
            audit_entries::object_id.eq(id),
            audit_entries::area_id.eq(area),
            audit_entries::purpose.eq("administration"),
            audit_entries::request_id.eq(ids::new_id()),
        ))
        .execute(conn)
        .map(drop)
}
