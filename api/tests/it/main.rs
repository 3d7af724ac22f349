//! One binary for every test that needs the application or its database; `api/scripts/test-database.sh` runs it.

mod support;

mod area;
mod audit;
mod case;
mod composite;
mod contract;
mod demo;
mod doctor;
mod document;
mod duplicates;
mod forgetting;
mod identity;
mod keys;
mod machine;
mod notification;
mod request;
mod restriction;
mod schema;
mod tidy;
mod transfer;
