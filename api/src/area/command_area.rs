//! `opencdr area add | list | end`: areas are looked after at the command line. They change by date, so that cases keep
//! the area they were opened in.

use crate::platform::clock::Clock;
use crate::platform::ids;
use crate::platform::problem::constraint_of;
use crate::platform::tx::record_by_operator;
use crate::schema::{area_local_authorities as parts, areas, local_authorities, postcodes};
use anyhow::{Context, Result, anyhow, bail};
use chrono::{DateTime, NaiveDate, Utc};
use clap::{Args, Subcommand};
use diesel::prelude::*;
use opencdr_domain::audit::event::{Action, ObjectKind};
use std::collections::HashSet;
use uuid::Uuid;

/// What to do with areas.
#[derive(Subcommand)]
pub enum AreaCommand {
    /// Make an area out of local authorities.
    Add(AddArea),
    /// List every area with its local authorities, also those that have ended.
    List,
    /// End an area. Its cases and accounts stay; what is notified from that day on goes to other areas.
    End {
        /// Code of the area.
        code: String,
        /// First day on which it is no more, for example 2027-04-01.
        #[arg(long, value_name = "DATE", value_parser = day)]
        on: NaiveDate,
    },
}

/// A new area.
#[derive(Args)]
pub struct AddArea {
    /// Two to eight capital letters, the first part of its case references; for example KENT.
    #[arg(value_parser = code)]
    code: String,
    /// Name people know the panel by.
    #[arg(long)]
    name: String,
    /// Its first day, for example 2026-04-01.
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: NaiveDate,
    /// A local authority it is made of: ONS code and name, for example E06000035=Medway. Give this once for each.
    #[arg(long = "authority", value_name = "CODE=NAME", required = true, value_parser = authority)]
    authorities: Vec<Authority>,
}

/// A local authority as typed.
#[derive(Clone)]
struct Authority {
    code: String,
    name: String,
}

fn day(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| "write a day as 2026-04-01".to_owned())
}

fn code(text: &str) -> Result<String, String> {
    if (2..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase()) {
        Ok(text.to_owned())
    } else {
        Err("a code has two to eight capital letters, for example KENT".to_owned())
    }
}

/// Reads `E06000035=Medway`. Only the kinds of authority to which postcodes lead can be part of an area.
fn authority(text: &str) -> Result<Authority, String> {
    let (code, name) = text.split_once('=').ok_or("write it as CODE=NAME, for example E06000035=Medway")?;
    let (code, name) = (code.trim(), name.trim());
    let digits = code.strip_prefix('E').filter(|digits| digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit()));
    match digits.map(|digits| &digits[..2]) {
        Some("06" | "07" | "08" | "09") if name.is_empty() => Err(format!("{code} has no name; write {code}=NAME")),
        Some("06" | "07" | "08" | "09") => Ok(Authority { code: code.to_owned(), name: name.to_owned() }),
        Some("10") => Err(format!("{code} is a county, and postcodes lead to its districts; name those (E07…)")),
        Some(_) | None => Err(format!("“{code}” is not the ONS code of a local authority in England: E06, E07, E08 or E09 and six more digits")),
    }
}

/// Runs a command as the owner of the tables, with its audit entry in the same transaction. Returns what to print.
///
/// # Errors
/// Says what is wrong and what to do; nothing is changed then.
pub fn run(owner_url: &str, command: &AreaCommand, clock: &Clock) -> Result<String> {
    let mut conn = PgConnection::establish(owner_url).context("cannot connect as the owner (DATABASE_OWNER_URL)")?;
    let now = clock.now();
    match command {
        AreaCommand::Add(wanted) => conn.transaction(|conn| add(conn, wanted, now)),
        AreaCommand::List => list(&mut conn),
        AreaCommand::End { code, on } => conn.transaction(|conn| end(conn, code, *on, now)),
    }
}

fn add(conn: &mut PgConnection, wanted: &AddArea, now: DateTime<Utc>) -> Result<String> {
    let (code, name) = (&wanted.code, wanted.name.trim());
    if !(1..=200).contains(&name.chars().count()) {
        bail!("--name must have 1 to 200 characters");
    }
    let mut seen = HashSet::new();
    if let Some(twice) = wanted.authorities.iter().find(|authority| !seen.insert(&authority.code)) {
        bail!("{} is given twice", twice.code);
    }
    let id = ids::new_id();
    diesel::insert_into(areas::table)
        .values((areas::id.eq(id), areas::code.eq(code), areas::name.eq(name), areas::valid_from.eq(wanted.from)))
        .execute(conn)
        .map_err(|error| match constraint_of(&error) {
            Some("areas_code_unique") => {
                anyhow!("there is an area {code} already, or there was; case references begin with the code, so it is used once. Choose another")
            }
            _ => anyhow!("the area could not be made"),
        })?;
    for authority in &wanted.authorities {
        join(conn, id, authority, wanted.from)?;
    }
    record_by_operator(conn, (Action::AddArea, ObjectKind::Area), Some(id), Some(id), now)?;
    let parts: Vec<&str> = wanted.authorities.iter().map(|authority| authority.name.as_str()).collect();
    let mut words = format!("{code} ({name}) is an area from {} on: {}.", wanted.from, parts.join(", "));
    for line in without_postcodes(conn, &wanted.authorities)? {
        words.push('\n');
        words.push_str(&line);
    }
    Ok(words)
}

/// Puts a local authority into a new area, unless another has it on one of the area's days.
fn join(conn: &mut PgConnection, area: Uuid, authority: &Authority, from: NaiveDate) -> Result<()> {
    let Authority { code, name } = authority;
    let other: Option<(String, String, NaiveDate, Option<NaiveDate>)> = parts::table
        .inner_join(areas::table)
        .filter(parts::local_authority_code.eq(code))
        .filter(parts::valid_to.is_null().or(parts::valid_to.gt(from)))
        .order(parts::valid_from)
        .select((areas::code, areas::name, parts::valid_from, parts::valid_to))
        .first(conn)
        .optional()?;
    match other {
        None => {}
        Some((other, named, since, None)) if since < from => {
            bail!("{code} ({name}) belongs to {other} ({named}). End that area first: opencdr area end {other} --on {from}")
        }
        Some((other, named, since, until)) => bail!("{code} ({name}) belongs to {other} ({named}) {}", days(since, until)),
    }
    use local_authorities as l;
    diesel::insert_into(l::table)
        .values((l::code.eq(code), l::name.eq(name)))
        .on_conflict(l::code)
        .do_update()
        .set(l::name.eq(name))
        .execute(conn)
        .context("the local authority could not be listed")?;
    diesel::insert_into(parts::table)
        .values((parts::area_id.eq(area), parts::local_authority_code.eq(code), parts::valid_from.eq(from)))
        .execute(conn)
        .map_err(|error| match constraint_of(&error) {
            // Somebody else was quicker.
            Some("area_local_authorities_one_area") => anyhow!("{code} ({name}) belongs to another area; see: opencdr area list"),
            _ => anyhow!("{code} ({name}) could not be put into the area"),
        })?;
    Ok(())
}

/// What to say of authorities to which no postcode leads: a slip in a code would send nothing to the panel.
fn without_postcodes(conn: &mut PgConnection, authorities: &[Authority]) -> Result<Vec<String>> {
    let codes: Vec<&String> = authorities.iter().map(|authority| &authority.code).collect();
    let known: Vec<Option<String>> =
        postcodes::table.filter(postcodes::local_authority_code.eq_any(codes)).select(postcodes::local_authority_code).distinct().load(conn)?;
    if known.is_empty() {
        return Ok(vec!["No postcode loaded leads to it yet; opencdr import-postcodes FILE loads them.".to_owned()]);
    }
    let missing = authorities.iter().filter(|authority| !known.iter().flatten().any(|code| *code == authority.code));
    Ok(missing
        .map(|Authority { code, name }| format!("No postcode leads to {code} ({name}). Is the code right, and the postcode file recent?"))
        .collect())
}

fn list(conn: &mut PgConnection) -> Result<String> {
    type Area = (Uuid, String, String, NaiveDate, Option<NaiveDate>);
    type Part = (Uuid, String, String, NaiveDate, Option<NaiveDate>);
    let all: Vec<Area> = areas::table
        .order((areas::valid_from, areas::code))
        .select((areas::id, areas::code, areas::name, areas::valid_from, areas::valid_to))
        .load(conn)?;
    let made_of: Vec<Part> = parts::table
        .inner_join(local_authorities::table)
        .order((parts::local_authority_code, parts::valid_from))
        .select((parts::area_id, local_authorities::code, local_authorities::name, parts::valid_from, parts::valid_to))
        .load(conn)?;
    if all.is_empty() {
        return Ok("There is no area yet. opencdr area add makes one.".to_owned());
    }
    let mut lines = Vec::new();
    for (area, code, name, from, until) in all {
        lines.push(format!("{code}  {name}, {}", days(from, until)));
        for (_, code, name, since, to) in made_of.iter().filter(|part| part.0 == area) {
            let when = if (*since, *to) == (from, until) { String::new() } else { format!(", {}", days(*since, *to)) };
            lines.push(format!("    {code}  {name}{when}"));
        }
    }
    Ok(lines.join("\n"))
}

fn days(from: NaiveDate, until: Option<NaiveDate>) -> String {
    until.map_or_else(|| format!("from {from}"), |until| format!("from {from} until {until}"))
}

fn end(conn: &mut PgConnection, code: &str, on: NaiveDate, now: DateTime<Utc>) -> Result<String> {
    let (id, name, from, until): (Uuid, String, NaiveDate, Option<NaiveDate>) = areas::table
        .filter(areas::code.eq(code))
        .select((areas::id, areas::name, areas::valid_from, areas::valid_to))
        .for_no_key_update()
        .first(conn)
        .optional()?
        .ok_or_else(|| anyhow!("there is no area with the code {code}; see: opencdr area list"))?;
    if let Some(until) = until {
        bail!("{code} ({name}) ends on {until} already");
    }
    if on <= from {
        bail!("{code} ({name}) begins on {from}; it can end on the day after at the earliest");
    }
    let still_to_come: Option<(String, NaiveDate)> = parts::table
        .filter(parts::area_id.eq(id).and(parts::valid_from.ge(on)))
        .select((parts::local_authority_code, parts::valid_from))
        .first(conn)
        .optional()?;
    if let Some((authority, since)) = still_to_come {
        bail!("{authority} belongs to {code} only from {since}; the area can end after that day");
    }
    diesel::update(areas::table.find(id)).set(areas::valid_to.eq(on)).execute(conn)?;
    diesel::update(parts::table.filter(parts::area_id.eq(id)))
        .filter(parts::valid_to.is_null().or(parts::valid_to.gt(on)))
        .set(parts::valid_to.eq(on))
        .execute(conn)?;
    record_by_operator(conn, (Action::EndArea, ObjectKind::Area), Some(id), Some(id), now)?;
    Ok(format!(
        "{code} ({name}) ends on {on}: from that day its local authorities can belong to another area. Its cases and accounts stay as they are until that day; then give them to the areas that follow it: opencdr area hand-over {code}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_authority_is_an_ons_code_to_which_postcodes_lead_and_a_name() {
        let read = authority(" E06000035 = Medway ").unwrap();
        assert_eq!((read.code.as_str(), read.name.as_str()), ("E06000035", "Medway"));
        assert_eq!(authority("E06000023=Bristol, City of=x").unwrap().name, "Bristol, City of=x");
        for (typed, wanted) in [
            ("Medway", "CODE=NAME"),
            ("E06000035=", "has no name"),
            ("E10000016=Kent", "county"),
            ("E0600035=Medway", "not the ONS code"),
            ("e06000035=Medway", "not the ONS code"),
            ("W06000015=Cardiff", "not the ONS code"),
            ("E0600003é=Medway", "not the ONS code"),
            ("E12000008=South East", "not the ONS code"),
        ] {
            let refused = authority(typed).err().unwrap();
            assert!(refused.contains(wanted), "{typed}: {refused}");
        }
    }

    #[test]
    fn an_area_code_is_of_capital_letters() {
        assert!(code("KENT").is_ok() && code("XA").is_ok());
        for typed in ["K", "kent", "KENTMEDWAY", "KENT1", "", "ÄREA"] {
            assert!(code(typed).is_err(), "{typed}");
        }
    }
}
