//! From a postcode to a panel, and the table that says so.

mod area_command;
mod hand_over;
mod import_postcodes;
mod lookups;
