//! The database itself: indexes, row-level security, comments, migrations both ways.

mod isolation;
mod migrations;
mod prepare;
mod roles;
mod shape;
