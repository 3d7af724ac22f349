//! Where places are kept.

use crate::identity::views::AreaName;
use crate::platform::problem::Problem;
use crate::schema::{area_local_authorities as parts, areas, local_authorities, postcodes};
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::HashMap;
use uuid::Uuid;

/// What the table knows of a postcode.
#[derive(Clone, Queryable)]
pub struct PostcodeRow {
    /// ONS local authority code.
    pub local_authority_code: Option<String>,
    /// Name of the local authority, where listed.
    pub local_authority_name: Option<String>,
}

/// A postcode, upper case without its space.
pub fn find_postcode(conn: &mut PgConnection, compact: &str) -> Result<Option<PostcodeRow>, Problem> {
    Ok(postcodes::table
        .left_join(local_authorities::table.on(postcodes::local_authority_code.eq(local_authorities::code.nullable())))
        .filter(postcodes::postcode.eq(compact))
        .select((postcodes::local_authority_code, local_authorities::name.nullable()))
        .first(conn)
        .optional()?)
}

/// The area a local authority belongs to on a day, if the area exists on that day.
pub fn find_area_of(conn: &mut PgConnection, authority: &str, on: NaiveDate) -> Result<Option<AreaName>, Problem> {
    let row: Option<(Uuid, String, String)> = parts::table
        .inner_join(areas::table)
        .filter(parts::local_authority_code.eq(authority))
        .filter(parts::valid_from.le(on).and(parts::valid_to.is_null().or(parts::valid_to.gt(on))))
        .filter(areas::valid_from.le(on).and(areas::valid_to.is_null().or(areas::valid_to.gt(on))))
        .select((areas::id, areas::code, areas::name))
        .first(conn)
        .optional()?;
    Ok(row.map(|(id, code, name)| AreaName { id, code, name }))
}

/// An area that exists on a day.
pub fn find_area(conn: &mut PgConnection, id: Uuid, on: NaiveDate) -> Result<Option<AreaName>, Problem> {
    let row: Option<(Uuid, String, String)> = areas::table
        .filter(areas::id.eq(id))
        .filter(areas::valid_from.le(on).and(areas::valid_to.is_null().or(areas::valid_to.gt(on))))
        .select((areas::id, areas::code, areas::name))
        .first(conn)
        .optional()?;
    Ok(row.map(|(id, code, name)| AreaName { id, code, name }))
}

/// Every area that exists on a day, by name, and its local authorities.
#[expect(clippy::type_complexity, reason = "two joined rows, read once")]
pub fn list_areas(conn: &mut PgConnection, on: NaiveDate) -> Result<Vec<(AreaName, Vec<(String, String)>)>, Problem> {
    let areas: Vec<(Uuid, String, String)> = areas::table
        .filter(areas::valid_from.le(on).and(areas::valid_to.is_null().or(areas::valid_to.gt(on))))
        .order(areas::name)
        .select((areas::id, areas::code, areas::name))
        .load(conn)?;
    let rows: Vec<(Uuid, String, String)> = parts::table
        .inner_join(local_authorities::table)
        .filter(parts::valid_from.le(on).and(parts::valid_to.is_null().or(parts::valid_to.gt(on))))
        .order(local_authorities::name)
        .select((parts::area_id, local_authorities::code, local_authorities::name))
        .load(conn)?;
    let mut by_area: HashMap<Uuid, Vec<(String, String)>> = HashMap::new();
    for (area, code, name) in rows {
        by_area.entry(area).or_default().push((code, name));
    }
    Ok(areas.into_iter().map(|(id, code, name)| (AreaName { id, code, name }, by_area.remove(&id).unwrap_or_default())).collect())
}

/// Names of areas by id.
pub fn list_names(conn: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, AreaName>, Problem> {
    let rows: Vec<(Uuid, String, String)> = areas::table.filter(areas::id.eq_any(ids)).select((areas::id, areas::code, areas::name)).load(conn)?;
    Ok(rows.into_iter().map(|(id, code, name)| (id, AreaName { id, code, name })).collect())
}
