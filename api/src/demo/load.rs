//! Loading the demonstration: everything in one transaction, so that a run that is stopped leaves nothing behind.

use super::areas::ELSEWHERE;
use super::inbox::write_inbox;
use super::random::Rng;
use super::record::{Batch, Case};
use super::world::{MANY, World};
use crate::identity::password::hash;
use crate::schema::{
    area_local_authorities, areas, case_deadlines, case_entries, case_events, case_name_keys, case_notes, case_people, case_processes,
    case_professionals, case_record_versions, case_reference_counters, cases, local_authorities, memberships, notifications, organisations, users,
};
use anyhow::{Context, Result, anyhow};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use diesel::connection::SimpleConnection;
use diesel::pg::CopyFormat;
use diesel::prelude::*;
use std::sync::mpsc::{Receiver, sync_channel};

/// Cases of one batch.
const BATCH: usize = 2_000;

/// Tables filled by `COPY`, in the order in which they refer to each other.
const TABLES: [&str; 11] = [
    "cases",
    "case_name_keys",
    "case_people",
    "case_professionals",
    "case_deadlines",
    "case_events",
    "notifications",
    "case_entries",
    "case_processes",
    "case_notes",
    "case_record_versions",
];

/// Which case each notification belongs to, as accepting and linking keep it.
const LINKS: &str = "INSERT INTO notification_links (id, notification_id, case_id, area_id, kind, answer, linked_at, linked_by)
    SELECT gen_random_uuid(), id, case_id, area_id, CASE status WHEN 'accepted' THEN 'opening' ELSE 'linked' END,
        CASE status WHEN 'linked' THEN 'same_child' END, decided_at, decided_by FROM notifications WHERE case_id IS NOT NULL";

/// Loads a table's rows into these of its columns.
macro_rules! copy {
    ($conn:expr, $rows:expr, $table:ident, $columns:expr) => {
        if !$rows.as_bytes().is_empty() {
            diesel::copy_from($table::table)
                .from_raw_data($columns, |out| out.write_all($rows.as_bytes()).map_err(|e| diesel::result::Error::SerializationError(Box::new(e))))
                .with_format(CopyFormat::Text)
                .execute($conn)
                .context(concat!("the table ", stringify!($table), " could not be filled"))?;
        }
    };
}

/// Loads a world into a database that holds none, and calls back with the number of cases loaded so far.
///
/// # Errors
/// Nothing is changed then.
pub fn load(conn: &mut PgConnection, world: &World, mut progress: impl FnMut(usize)) -> Result<()> {
    let many = world.schedule.slots.len() > MANY;
    conn.batch_execute("SET LOCAL synchronous_commit = off; SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL lock_timeout = '30s'")?;
    people_and_places(conn, world)?;
    // COPY is not allowed where row-level security binds. Nobody sees the tables without it: the change of the owner's
    // own binding and its undoing are in this transaction, which holds the tables alone.
    for table in TABLES {
        conn.batch_execute(&format!("ALTER TABLE public.{table} NO FORCE ROW LEVEL SECURITY"))?;
    }
    let later = if many { put_off(conn)? } else { Vec::new() };
    let loaded: Result<()> = std::thread::scope(|scope| {
        let makers = if many { std::thread::available_parallelism().map_or(1, usize::from).clamp(1, 8) } else { 1 };
        let receivers: Vec<Receiver<Batch>> = (0..makers)
            .map(|maker| {
                let (send, receive) = sync_channel(2);
                scope.spawn(move || {
                    for batch in (maker..batches(world)).step_by(makers) {
                        // Nobody listens any more when loading has failed.
                        if send.send(make(world, batch)).is_err() {
                            return;
                        }
                    }
                });
                receive
            })
            .collect();
        for batch in 0..batches(world) {
            let rows = receivers[batch % makers].recv().map_err(|_| anyhow!("the invented cases could not be made"))?;
            copy_batch(conn, &rows)?;
            progress(((batch + 1) * BATCH).min(world.schedule.slots.len()));
        }
        Ok(())
    });
    loaded?;
    let mut waiting = Batch::default();
    for area in 0..world.areas.len() {
        write_inbox(world, area, &mut waiting);
    }
    copy_batch(conn, &waiting)?;
    for ((area, year), last) in &world.schedule.last {
        use case_reference_counters as c;
        diesel::insert_into(c::table)
            .values((c::area_id.eq(world.areas[*area].id), c::year.eq(year), c::last.eq(i32::try_from(*last)?)))
            .execute(conn)?;
    }
    conn.batch_execute(LINKS).context("the links of the notifications cannot be written")?;
    for statement in later {
        conn.batch_execute(&statement).with_context(|| format!("this could not be put back: {statement}"))?;
    }
    for table in TABLES {
        conn.batch_execute(&format!("ALTER TABLE public.{table} FORCE ROW LEVEL SECURITY"))?;
    }
    Ok(())
}

fn batches(world: &World) -> usize {
    world.schedule.slots.len().div_ceil(BATCH)
}

fn make(world: &World, batch: usize) -> Batch {
    let mut rows = Batch::default();
    for number in (batch * BATCH)..((batch + 1) * BATCH).min(world.schedule.slots.len()) {
        let (case, mut rng) = Case::of(world, number);
        case.write(&mut rows, &mut rng);
    }
    rows
}

/// Takes secondary indexes and foreign keys away and returns the statements that make them again, indexes first.
fn put_off(conn: &mut PgConnection) -> Result<Vec<String>> {
    #[derive(QueryableByName)]
    struct Made {
        #[diesel(sql_type = diesel::sql_types::Text)]
        undo: String,
        #[diesel(sql_type = diesel::sql_types::Text)]
        again: String,
    }
    let tables = TABLES.map(|table| format!("'public.{table}'::regclass")).join(", ");
    let made: Vec<Made> = diesel::sql_query(format!(
        "SELECT undo, again FROM (
            SELECT 2 AS step, conname AS name, format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS undo,
                   format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS again
              FROM pg_constraint WHERE contype = 'f' AND conrelid IN ({tables})
            UNION ALL
            SELECT 1, i.indexrelid::regclass::text, format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
              FROM pg_index i WHERE i.indrelid IN ({tables})
               AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))
        ) x ORDER BY step, name"
    ))
    .load(conn)
    .context("the indexes cannot be listed")?;
    for one in &made {
        conn.batch_execute(&one.undo)?;
    }
    Ok(made.into_iter().map(|one| one.again).collect())
}

fn people_and_places(conn: &mut PgConnection, world: &World) -> Result<()> {
    let long_ago = NaiveDate::from_ymd_opt(2019, 4, 1).context("a date")?;
    for area in &world.areas {
        diesel::insert_into(areas::table)
            .values((areas::id.eq(area.id), areas::code.eq(&area.code), areas::name.eq(&area.name), areas::valid_from.eq(long_ago)))
            .execute(conn)?;
        for (code, name, region) in &area.authorities {
            authority(conn, code, name, region)?;
            use area_local_authorities as p;
            diesel::insert_into(p::table)
                .values((p::area_id.eq(area.id), p::local_authority_code.eq(code), p::valid_from.eq(long_ago)))
                .execute(conn)?;
        }
    }
    for (code, name, region) in ELSEWHERE {
        authority(conn, code, name, region)?;
    }
    for organisation in world.hosts.iter().chain(&world.agencies) {
        use organisations as o;
        diesel::insert_into(o::table)
            .values((o::id.eq(organisation.id), o::name.eq(&organisation.name), o::kind.eq(organisation.kind)))
            .execute(conn)?;
    }
    let since: DateTime<Utc> = world.schedule.from.and_time(NaiveTime::MIN).and_utc();
    for (number, persona) in world.personas.iter().enumerate() {
        let hash = hash(&persona.password).map_err(|_| anyhow!("a password could not be hashed"))?;
        diesel::insert_into(users::table)
            .values((
                users::id.eq(persona.id),
                users::email.eq(&persona.email),
                users::name.eq(persona.name),
                users::password_hash.eq(hash),
                users::created_at.eq(since),
                users::demo.eq(true),
            ))
            .execute(conn)
            .with_context(|| format!("the account {} could not be made", persona.email))?;
        use memberships as m;
        diesel::insert_into(m::table)
            .values((
                m::id.eq(Rng::of(world.seed, 111, number as u64).id(since)),
                m::user_id.eq(persona.id),
                m::role.eq(persona.role.code()),
                m::area_id.eq(persona.area.as_ref().map(|(id, _)| *id)),
                m::organisation_id.eq(persona.organisation.as_ref().map(|(id, _)| *id)),
                m::valid_from.eq(since),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// A local authority that may be listed already.
fn authority(conn: &mut PgConnection, code: &str, name: &str, region: &str) -> Result<()> {
    use local_authorities as l;
    diesel::insert_into(l::table).values((l::code.eq(code), l::name.eq(name), l::region.eq(region))).on_conflict_do_nothing().execute(conn)?;
    Ok(())
}

fn copy_batch(conn: &mut PgConnection, batch: &Batch) -> Result<()> {
    use {cases as c, notifications as n};
    copy!(
        conn,
        batch.cases,
        cases,
        (
            c::id,
            c::area_id,
            c::review_type,
            c::reference,
            c::status,
            c::nhs_number_missing_reason,
            c::date_of_birth,
            c::date_of_death,
            c::time_of_death,
            c::age_days,
            c::age_band,
            c::sex,
            c::ethnicity,
            c::place_of_death,
            c::local_authority_code,
            c::opened_at,
            c::opened_by,
            c::next_due_at,
            c::next_due_rule,
            c::version,
            c::time_of_birth,
            c::wrapped_key,
            c::sealed,
            c::nhs_key,
            c::match_keys,
        )
    );
    copy!(conn, batch.name_keys, case_name_keys, case_name_keys::all_columns);
    copy!(conn, batch.people, case_people, case_people::all_columns);
    copy!(conn, batch.professionals, case_professionals, case_professionals::all_columns);
    copy!(conn, batch.deadlines, case_deadlines, case_deadlines::all_columns);
    copy!(conn, batch.events, case_events, case_events::all_columns);
    copy!(conn, batch.entries, case_entries, case_entries::all_columns);
    copy!(conn, batch.processes, case_processes, case_processes::all_columns);
    copy!(conn, batch.notes, case_notes, case_notes::all_columns);
    copy!(conn, batch.versions, case_record_versions, case_record_versions::all_columns);
    copy!(
        conn,
        batch.notifications,
        notifications,
        (
            n::id,
            n::area_id,
            n::reference,
            n::status,
            n::form_id,
            n::form_version,
            n::form_hash,
            n::date_of_birth,
            n::date_of_death,
            n::died_at,
            n::sex,
            n::local_authority_code,
            n::birth_order,
            n::multiple_birth,
            n::jar_required,
            n::notifier_organisation,
            n::submitted_by,
            n::received_at,
            n::receipt_hash,
            n::case_id,
            n::decided_at,
            n::decided_by,
            n::decision_reason,
            n::version,
            n::wrapped_key,
            n::sealed,
            n::sealed_answers,
            n::sealed_decision,
            n::nhs_key,
            n::match_keys,
        )
    );
    Ok(())
}
