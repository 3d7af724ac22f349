//! Lists, searches and counts of cases. Every query starts from [`visible_cases`].

use super::sealed::{self, Identity, beginning_to_find, nhs_value};
use super::store::CaseRow;
use crate::platform::keyring::{Index, Keyring};
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use crate::schema::{case_counts, case_name_keys, cases};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use diesel::dsl::count_star;
use diesel::pg::Pg;
use diesel::prelude::*;
use opencdr_domain::case::status::Tab;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A row of a list, as it is kept.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = cases)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
struct StoredSummary {
    id: Uuid,
    reference: String,
    status: String,
    is_open: bool,
    date_of_birth: NaiveDate,
    time_of_birth: Option<NaiveTime>,
    date_of_death: NaiveDate,
    time_of_death: Option<NaiveTime>,
    age_band: String,
    place_of_death: String,
    opened_at: DateTime<Utc>,
    next_due_at: Option<DateTime<Utc>>,
    next_due_rule: Option<String>,
    restricted: bool,
    wrapped_key: Vec<u8>,
    sealed: Vec<u8>,
    merged_into: Option<Uuid>,
}

impl StoredSummary {
    fn open(self, keyring: &Keyring) -> Result<SummaryRow, Problem> {
        Ok(SummaryRow {
            identity: sealed::open(keyring, self.id, &self.wrapped_key, &self.sealed)?,
            id: self.id,
            reference: self.reference,
            status: self.status,
            is_open: self.is_open,
            date_of_birth: self.date_of_birth,
            time_of_birth: self.time_of_birth,
            date_of_death: self.date_of_death,
            time_of_death: self.time_of_death,
            age_band: self.age_band,
            place_of_death: self.place_of_death,
            opened_at: self.opened_at,
            next_due_at: self.next_due_at,
            next_due_rule: self.next_due_rule,
            restricted: self.restricted,
            merged: self.merged_into.is_some(),
        })
    }
}

/// A row of a list, opened.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct SummaryRow {
    pub id: Uuid,
    pub reference: String,
    pub status: String,
    pub is_open: bool,
    /// The child.
    pub identity: Identity,
    pub date_of_birth: NaiveDate,
    pub time_of_birth: Option<NaiveTime>,
    pub date_of_death: NaiveDate,
    pub time_of_death: Option<NaiveTime>,
    pub age_band: String,
    pub place_of_death: String,
    pub opened_at: DateTime<Utc>,
    pub next_due_at: Option<DateTime<Utc>>,
    pub next_due_rule: Option<String>,
    pub restricted: bool,
    /// Whether it continues as another case.
    pub merged: bool,
}

impl SummaryRow {
    /// A whole case as a row of a list.
    pub fn of(case: &CaseRow, identity: Identity, is_open: bool) -> Self {
        Self {
            id: case.id,
            reference: case.reference.clone(),
            status: case.status.clone(),
            is_open,
            identity,
            date_of_birth: case.date_of_birth,
            time_of_birth: case.time_of_birth,
            date_of_death: case.date_of_death,
            time_of_death: case.time_of_death,
            age_band: case.age_band.clone(),
            place_of_death: case.place_of_death.clone(),
            opened_at: case.opened_at,
            next_due_at: case.next_due_at,
            next_due_rule: case.next_due_rule.clone(),
            restricted: case.restricted,
            merged: case.merged_into.is_some(),
        }
    }
}

/// Order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, utoipa::ToSchema)]
pub enum Sort {
    /// Opened last first.
    #[default]
    #[serde(rename = "-opened")]
    OpenedLast,
    /// Opened first first.
    #[serde(rename = "opened")]
    OpenedFirst,
    /// Due next first; cases with nothing due are left out.
    #[serde(rename = "due")]
    Due,
    /// Died last first.
    #[serde(rename = "-death")]
    DiedLast,
    /// Reference.
    #[serde(rename = "reference")]
    Reference,
}

/// Where the page before ended: the value of its order, and the case.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq)]
#[serde(untagged)]
pub enum Key {
    /// Opened, or due.
    At(DateTime<Utc>, Uuid),
    /// Died.
    On(NaiveDate, Uuid),
    /// Reference.
    Named(String),
}

impl Sort {
    /// The key of a row in this order.
    pub fn key(self, row: &SummaryRow) -> Key {
        match self {
            Self::OpenedLast | Self::OpenedFirst => Key::At(row.opened_at, row.id),
            Self::Due => Key::At(row.next_due_at.unwrap_or(row.opened_at), row.id),
            Self::DiedLast => Key::On(row.date_of_death, row.id),
            Self::Reference => Key::Named(row.reference.clone()),
        }
    }
}

/// What to list.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Tab.
    pub tab: Tab,
    /// Status code.
    pub status: Option<String>,
    /// Age band code.
    pub age_band: Option<String>,
    /// Place code.
    pub place: Option<String>,
    /// Order.
    pub sort: Sort,
}

type Boxed<'q> = cases::BoxedQuery<'q, Pg>;

/// The cases of these areas that the person may know of: where every list begins. One area is by far the most common, and an
/// equality lets the index give the order; row-level security says the same again.
pub(super) fn visible_cases<'q>(areas: &[Uuid], denied: Vec<Uuid>) -> Boxed<'q> {
    let query = match areas {
        [one] => cases::table.filter(cases::area_id.eq(*one)).into_boxed(),
        many => cases::table.filter(cases::area_id.eq_any(many.to_vec())).into_boxed(),
    };
    if denied.is_empty() { query } else { query.filter(cases::id.ne_all(denied)) }
}

fn after<'q>(query: Boxed<'q>, sort: Sort, key: Option<&Key>) -> Boxed<'q> {
    match (sort, key.cloned()) {
        (Sort::OpenedLast, Some(Key::At(at, id))) => {
            query.filter(cases::opened_at.lt(at).or(cases::opened_at.eq(at).and(cases::id.lt(id)))).filter(cases::opened_at.le(at))
        }
        (Sort::OpenedFirst, Some(Key::At(at, id))) => {
            query.filter(cases::opened_at.gt(at).or(cases::opened_at.eq(at).and(cases::id.gt(id)))).filter(cases::opened_at.ge(at))
        }
        (Sort::Due, Some(Key::At(at, id))) => {
            query.filter(cases::next_due_at.gt(at).or(cases::next_due_at.eq(at).and(cases::id.gt(id)))).filter(cases::next_due_at.ge(at))
        }
        (Sort::DiedLast, Some(Key::On(on, id))) => {
            query.filter(cases::date_of_death.lt(on).or(cases::date_of_death.eq(on).and(cases::id.lt(id)))).filter(cases::date_of_death.le(on))
        }
        (Sort::Reference, Some(Key::Named(reference))) => query.filter(cases::reference.gt(reference)),
        // A marker of another order names no place in this one; the list starts anew.
        (_, None | Some(_)) => query,
    }
}

/// A page of cases.
pub fn list(tx: &mut Tx, areas: &[Uuid], filter: &Filter, key: Option<&Key>, limit: i64) -> Result<Vec<SummaryRow>, Problem> {
    let mut query = visible_cases(areas, tx.denied());
    let now = tx.now;
    query = match filter.tab {
        Tab::Open => query.filter(cases::is_open.eq(true)),
        Tab::Overdue => query.filter(cases::is_open.eq(true)).filter(cases::next_due_at.lt(now)),
        Tab::Closed => query.filter(cases::is_open.eq(false)),
        Tab::All => query,
    };
    if let Some(status) = &filter.status {
        query = query.filter(cases::status.eq(status.clone()));
    }
    if let Some(band) = &filter.age_band {
        query = query.filter(cases::age_band.eq(band.clone()));
    }
    if let Some(place) = &filter.place {
        query = query.filter(cases::place_of_death.eq(place.clone()));
    }
    query = after(query, filter.sort, key);
    query = match filter.sort {
        Sort::OpenedLast => query.order((cases::opened_at.desc(), cases::id.desc())),
        Sort::OpenedFirst => query.order((cases::opened_at.asc(), cases::id.asc())),
        Sort::Due => query.filter(cases::next_due_at.is_not_null()).order((cases::next_due_at.asc(), cases::id.asc())),
        Sort::DiedLast => query.order((cases::date_of_death.desc(), cases::id.desc())),
        Sort::Reference => query.order(cases::reference.asc()),
    };
    let rows: Vec<StoredSummary> = query.limit(limit).select(StoredSummary::as_select()).load(tx.conn())?;
    rows.into_iter().map(|row| row.open(tx.keyring())).collect()
}

/// What a search looks for.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// An NHS number.
    NhsNumber(String),
    /// A reference, whole.
    Reference(String),
    /// Starts of parts of a name, folded.
    Names(Vec<String>),
}

/// Rows read at a time while the beginnings of a name are narrowed to the whole of what was typed.
const AT_A_TIME: i64 = 200;

/// Cases found, those opened last first. A name is found by the start of each of its parts, in any order: index codes find the
/// beginnings, and what they find is opened and compared with all that was typed.
pub fn search(tx: &mut Tx, areas: &[Uuid], wanted: &Wanted, key: Option<&Key>, limit: i64) -> Result<Vec<SummaryRow>, Problem> {
    let indexes: Vec<Index> = areas.iter().map(|area| tx.keyring().index(*area)).collect();
    let codes = |value: &str| -> Vec<i64> { indexes.iter().flat_map(|index| index.codes(value)).collect() };
    let denied = tx.denied();
    let mut found: Vec<SummaryRow> = Vec::new();
    let mut from = key.cloned();
    loop {
        let mut query = visible_cases(areas, denied.clone());
        match wanted {
            Wanted::NhsNumber(number) => query = query.filter(cases::nhs_key.eq_any(codes(&nhs_value(number)))),
            Wanted::Reference(reference) => query = query.filter(cases::reference.eq(reference.clone())),
            Wanted::Names(parts) => {
                for start in parts.iter().filter_map(|part| beginning_to_find(part)) {
                    let keys = case_name_keys::table
                        .filter(case_name_keys::area_id.eq_any(areas.to_vec()))
                        .filter(case_name_keys::key.eq_any(codes(&start)))
                        .select(case_name_keys::case_id);
                    query = query.filter(cases::id.eq_any(keys));
                }
            }
        }
        let at_a_time = limit.max(AT_A_TIME);
        let rows: Vec<StoredSummary> = after(query, Sort::OpenedLast, from.as_ref())
            .order((cases::opened_at.desc(), cases::id.desc()))
            .limit(at_a_time)
            .select(StoredSummary::as_select())
            .load(tx.conn())?;
        let last = i64::try_from(rows.len()).is_ok_and(|n| n < at_a_time);
        for row in rows {
            let row = row.open(tx.keyring())?;
            from = Some(Sort::OpenedLast.key(&row));
            if wanted.is(&row.identity) {
                found.push(row);
            }
            if i64::try_from(found.len()).is_ok_and(|n| n == limit) {
                return Ok(found);
            }
        }
        if last {
            return Ok(found);
        }
    }
}

impl Wanted {
    /// Whether a case that an index code found is one that was looked for.
    fn is(&self, identity: &Identity) -> bool {
        match self {
            Self::NhsNumber(number) => identity.nhs_number.as_ref() == Some(number),
            Self::Reference(_) => true,
            Self::Names(parts) => identity.is_called(parts),
        }
    }
}

/// How many rows of a status are hidden.
#[derive(QueryableByName)]
pub struct Hidden {
    /// Status code.
    #[diesel(sql_type = diesel::sql_types::Text)]
    pub status: String,
    /// Rows.
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    pub n: i64,
}

/// Cases by status, from the counters, without those the person must not know of.
pub fn count_by_status(conn: &mut PgConnection, areas: &[Uuid]) -> Result<BTreeMap<String, i64>, Problem> {
    let rows: Vec<(String, i64)> =
        case_counts::table.filter(case_counts::area_id.eq_any(areas)).select((case_counts::status, case_counts::n)).load(conn)?;
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    for (status, n) in rows {
        *counts.entry(status).or_default() += n;
    }
    for hidden in diesel::sql_query("SELECT * FROM hidden_cases()").load::<Hidden>(conn)? {
        *counts.entry(hidden.status).or_default() -= hidden.n;
    }
    Ok(counts)
}

/// Open cases past their deadline; from the index of deadlines.
pub fn count_overdue(tx: &mut Tx, areas: &[Uuid]) -> Result<i64, Problem> {
    let overdue = visible_cases(areas, tx.denied()).filter(cases::is_open.eq(true)).filter(cases::next_due_at.lt(tx.now));
    Ok(overdue.select(count_star()).first(tx.conn())?)
}
