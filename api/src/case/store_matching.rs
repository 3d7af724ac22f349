//! Which cases may be about the same child: PostgreSQL narrows by index codes and dates, and what it finds is opened and scored.

use super::sealed::{Identity, nhs_value, shared_keys};
use super::store::CaseRow;
use super::store_list::visible_cases;
use crate::platform::keyring::Keyring;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use crate::schema::cases;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Integer, Text, Uuid as SqlUuid};
use opencdr_domain::notification::duplicate::near_dates;
use opencdr_domain::notification::facts::NotificationFacts;
use uuid::Uuid;

/// What to look for in these areas.
pub struct Wanted {
    areas: Vec<Uuid>,
    nhs: Vec<i64>,
    keys: Vec<i64>,
    /// Where in `keys` those of each area begin and end, counted from 1 as PostgreSQL does.
    first: Vec<i32>,
    last: Vec<i32>,
}

impl Wanted {
    /// The codes that records of this child have in these areas.
    pub fn of(keyring: &Keyring, areas: &[Uuid], facts: &NotificationFacts) -> Self {
        let shared = shared_keys(facts);
        let mut wanted = Self { areas: areas.to_vec(), nhs: vec![], keys: vec![], first: vec![], last: vec![] };
        for area in areas {
            let index = keyring.index(*area);
            wanted.nhs.extend(facts.nhs_number.iter().flat_map(|number| index.codes(&nhs_value(number))));
            wanted.first.push(wanted.count() + 1);
            wanted.keys.extend(shared.iter().flat_map(|key| index.codes(key)));
            wanted.last.push(wanted.count());
        }
        wanted
    }

    fn count(&self) -> i32 {
        i32::try_from(self.keys.len()).unwrap_or(i32::MAX)
    }
}

/// The rule of [`opencdr_domain::notification::duplicate::is_candidate`] as look-ups in indexes: the same NHS number; or both dates
/// near and one of them next to it; or one date near and a code shared. Its case of a date that is not known does not arise: both
/// tables have both dates.
///
/// Each area is asked for its own codes alone: most of the time goes into comparing codes, and no area has another's.
const NARROW: &str = "
    WITH sought AS MATERIALIZED (SELECT area, ($3)[first:last] AS keys FROM unnest($1, $10, $11) AS s (area, first, last))
    SELECT id FROM {table} WHERE area_id = ANY ($1) AND nhs_key = ANY ($2)
    UNION SELECT id FROM sought JOIN {table} ON area_id = area WHERE date_of_death BETWEEN $12 - 1 AND $12 + 1
        AND (date_of_birth BETWEEN $7 AND $8 OR date_of_birth = ANY ($9))
    UNION SELECT id FROM sought JOIN {table} ON area_id = area WHERE date_of_death BETWEEN $4 AND $5
        AND (date_of_birth BETWEEN $13 - 1 AND $13 + 1 OR match_keys && keys)
    UNION SELECT id FROM sought JOIN {table} ON area_id = area WHERE date_of_death = ANY ($6)
        AND (date_of_birth BETWEEN $13 - 1 AND $13 + 1 OR match_keys && keys)
    UNION SELECT id FROM sought JOIN {table} ON area_id = area WHERE date_of_birth BETWEEN $7 AND $8 AND match_keys && keys
    UNION SELECT id FROM sought JOIN {table} ON area_id = area WHERE date_of_birth = ANY ($9) AND match_keys && keys";

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// Ids of the rows of a table (`cases`, `notifications`) that may be about the same child, born and dead on these days.
pub fn narrow(conn: &mut PgConnection, table: &'static str, wanted: &Wanted, dates: (NaiveDate, NaiveDate)) -> Result<Vec<Uuid>, Problem> {
    let (born, died) = (near_dates(dates.0), near_dates(dates.1));
    let rows: Vec<Id> = diesel::sql_query(NARROW.replace("{table}", table))
        .bind::<Array<SqlUuid>, _>(&wanted.areas)
        .bind::<Array<BigInt>, _>(&wanted.nhs)
        .bind::<Array<BigInt>, _>(&wanted.keys)
        .bind::<Date, _>(died.from)
        .bind::<Date, _>(died.to)
        .bind::<Array<Date>, _>(&died.others)
        .bind::<Date, _>(born.from)
        .bind::<Date, _>(born.to)
        .bind::<Array<Date>, _>(&born.others)
        .bind::<Array<Integer>, _>(&wanted.first)
        .bind::<Array<Integer>, _>(&wanted.last)
        .bind::<Date, _>(dates.1)
        .bind::<Date, _>(dates.0)
        .load(conn)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Which of the areas asked may have a record of the same child, of those the person does not work in; nothing else about it is told
/// (api/src/sql/functions.sql).
pub fn list_areas_that_match(
    conn: &mut PgConnection,
    wanted: &Wanted,
    (born, died): (NaiveDate, NaiveDate),
    sex: &str,
) -> Result<Vec<Uuid>, Problem> {
    let rows: Vec<Id> = diesel::sql_query("SELECT id FROM matches_elsewhere($1, $2, $3, $4, $5, $6, $7, $8) AS found (id)")
        .bind::<Array<SqlUuid>, _>(&wanted.areas)
        .bind::<Array<BigInt>, _>(&wanted.nhs)
        .bind::<Array<BigInt>, _>(&wanted.keys)
        .bind::<Array<Integer>, _>(&wanted.first)
        .bind::<Array<Integer>, _>(&wanted.last)
        .bind::<Date, _>(born)
        .bind::<Date, _>(died)
        .bind::<Text, _>(sex)
        .load(conn)?;
    Ok(rows.into_iter().map(|area| area.id).collect())
}

/// The rows of these cases, as far as the person may know of them.
pub fn list_by_id(tx: &mut Tx, areas: &[Uuid], ids: &[Uuid]) -> Result<Vec<CaseRow>, Problem> {
    let query = visible_cases(areas, tx.denied()).filter(cases::id.eq_any(ids.to_vec()));
    Ok(query.select(CaseRow::as_select()).load(tx.conn())?)
}

/// What is compared of a case.
pub fn facts_of(row: &CaseRow, identity: &Identity) -> NotificationFacts {
    NotificationFacts {
        date_of_birth: Some(row.date_of_birth),
        date_of_death: Some(row.date_of_death),
        sex: Some(row.sex.clone()),
        place: Some(row.place_of_death.clone()),
        ..identity.facts()
    }
}
