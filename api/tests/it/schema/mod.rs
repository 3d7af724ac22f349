//! The database itself: indexes, row-level security, comments, migrations both ways.

mod guards;
mod isolation;
mod migrations;
mod prepare;
mod reach;
mod roles;
mod shape;
