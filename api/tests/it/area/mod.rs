//! From a postcode to a panel, and the table that says so.

mod import_postcodes;
mod lookups;
