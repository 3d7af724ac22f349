//! `opencdr import-postcodes FILE`: reloads the postcode table from the ONS postcode lookup (NSPL).

use crate::platform::clock::Clock;
use crate::platform::crypto::sha256;
use anyhow::{Context, Result, bail};
use diesel::prelude::*;
use std::path::Path;

/// Columns we read and the names the ONS has given them over the years; `*` stands for a two-digit year.
const COLUMNS: [(&str, &[&str]); 8] = [
    ("postcode", &["pcds", "pcd", "pcd2", "pcd7", "pcd8"]),
    ("local authority", &["laua", "oslaua", "lad*cd"]),
    ("region", &["rgn", "gor", "rgn*cd"]),
    ("lower layer super output area", &["lsoa21", "lsoa21cd", "lsoa11", "lsoa11cd"]),
    ("integrated care board", &["icb", "icb*cd", "stp"]),
    ("deprivation rank", &["imd", "imd*ind", "imd*"]),
    ("country", &["ctry", "ctry*cd"]),
    ("month it ceased", &["doterm"]),
];

fn matches(header: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        None => header == pattern,
        Some((before, after)) => header
            .strip_prefix(before)
            .and_then(|rest| rest.strip_suffix(after))
            .is_some_and(|year| matches!(year.len(), 2 | 4) && year.bytes().all(|b| b.is_ascii_digit())),
    }
}

fn positions(headers: &csv::StringRecord) -> Result<Vec<Option<usize>>> {
    let names: Vec<String> = headers.iter().map(|h| h.trim().trim_start_matches('\u{feff}').to_lowercase()).collect();
    let found: Vec<Option<usize>> =
        COLUMNS.iter().map(|(_, patterns)| patterns.iter().find_map(|pattern| names.iter().position(|name| matches(name, pattern)))).collect();
    for at in [0, 1] {
        if found[at].is_none() {
            bail!("the file has no column for the {} (looked for {}); is it the ONS NSPL or ONSPD file?", COLUMNS[at].0, COLUMNS[at].1.join(", "));
        }
    }
    Ok(found)
}

fn field(record: &csv::StringRecord, at: Option<usize>) -> &str {
    at.and_then(|i| record.get(i)).unwrap_or_default().trim()
}

/// Loads the file in place of the table, all or nothing. Returns the number of postcodes, or `None` when `if_empty` and it is not.
///
/// # Errors
/// Names the line that cannot be read; nothing is changed then.
pub fn import_postcodes(owner_url: &str, path: &Path, if_empty: bool, clock: &Clock) -> Result<Option<usize>> {
    let mut conn = PgConnection::establish(owner_url).context("cannot connect as the owner (DATABASE_OWNER_URL)")?;
    if if_empty && super::store_import::has_postcodes(&mut conn)? {
        return Ok(None);
    }
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes.as_slice());
    let at = positions(reader.headers().context("the file has no header line")?)?;
    let mut copy = String::new();
    let mut rows = 0usize;
    for record in reader.records() {
        let record = record.context("a line cannot be read as CSV")?;
        let postcode: String = field(&record, at[0]).chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
        if !(5..=7).contains(&postcode.len()) {
            bail!("line {}: “{}” is not a postcode", record.position().map_or(0, csv::Position::line), field(&record, at[0]));
        }
        let ceased = field(&record, at[7]);
        let ceased = if ceased.len() == 6 { format!("{}-{}-01", &ceased[..4], &ceased[4..]) } else { "\\N".to_owned() };
        let rank = field(&record, at[5]).parse::<i32>().map_or_else(|_| "\\N".to_owned(), |n| n.to_string());
        let code = |i: usize| {
            let text: String = field(&record, at[i]).chars().filter(char::is_ascii_alphanumeric).collect();
            if text.is_empty() { "\\N".to_owned() } else { text }
        };
        copy.push_str(&format!("{postcode}\t{}\t{}\t{}\t{}\t{rank}\t{}\t{ceased}\n", code(1), code(2), code(3), code(4), code(6)));
        rows += 1;
    }
    if rows == 0 {
        bail!("the file holds no postcode; the table was left as it is");
    }
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    super::store_import::replace_postcodes(&mut conn, &copy, &name, &hex::encode(sha256(&[&bytes])), rows, clock.now()).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_whatever_year_the_file_is_of() {
        let old = csv::StringRecord::from(vec!["pcd", "pcd2", "pcds", "dointr", "doterm", "oslaua", "rgn", "lsoa11", "imd"]);
        let new = csv::StringRecord::from(vec!["pcd7", "pcds", "doterm", "lad25cd", "rgn25cd", "lsoa21cd", "icb25cd", "imd20ind", "ctry25cd"]);
        assert_eq!(positions(&old).unwrap()[..2], [Some(2), Some(5)]);
        assert_eq!(positions(&new).unwrap(), [Some(1), Some(3), Some(4), Some(5), Some(6), Some(7), Some(8), Some(2)]);
        let other = csv::StringRecord::from(vec!["name", "code"]);
        assert!(positions(&other).unwrap_err().to_string().contains("no column for the postcode"));
    }
}
