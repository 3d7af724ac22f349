//! Files that waited for the virus scanner.

use super::service::OBJECT;
use super::store;
use crate::platform::db::Db;
use crate::platform::event::Event;
use crate::platform::jobs::{self, Job};
use crate::platform::problem::Problem;
use crate::platform::scanner::Scanner;
use crate::platform::storage::Storage;
use crate::platform::tx::Tx;
use anyhow::{Result, anyhow, bail};
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::document::scan::{ScanState, Verdict};
use serde_json::json;
use uuid::Uuid;

/// Has a file scanned that waits for it.
///
/// # Errors
/// When the scanner or the store does not answer; the job is tried again later.
pub fn scan(db: &Db, storage: &Storage, scanner: Option<&Scanner>, version: Uuid) -> Result<()> {
    let told = |problem: Problem| anyhow!("a file that waits for the virus scanner could not be read or written down: {problem}");
    let waiting = db.system(|tx| {
        let row = store::find_waiting(tx.conn(), version)?;
        row.map(|row| tx.keyring().unwrap(row.case_id, &row.wrapped_key).map(|key| (row, key))).transpose()
    });
    let Some((row, key)) = waiting.map_err(told)? else { return Ok(()) };
    let state = match scanner {
        // The installation has none any more: the file is what a new one would be.
        None => ScanState::NotScanned,
        Some(scanner) => {
            let bytes = key.open(OBJECT, version, &storage.get(&row.object_name).map_err(told)?).map_err(told)?;
            match scanner.scan(&bytes) {
                Verdict::Unavailable(why) => bail!("the virus scanner could not be asked: {why}"),
                verdict => ScanState::after(&verdict),
            }
        }
    };
    db.system(|tx| {
        let now = tx.now;
        if store::update_scanned(tx.conn(), version, state.code(), now)? {
            let event = Event::on(Action::ScanDocument, ObjectKind::Document, row.document_id).area(row.area_id).case(row.case_id);
            tx.record(event.detail(json!({ "scan": state.code() })))?;
        }
        Ok(())
    })
    .map_err(told)
}

/// Asks for files again whose job was given up on, since a scanner may be away for longer than a job is tried.
pub fn ask_again(tx: &mut Tx) -> Result<(), Problem> {
    let waiting = store::list_waiting(tx.conn())?;
    if waiting.is_empty() {
        return Ok(());
    }
    let asked = jobs::waiting(tx, "scan_document")?;
    for version in waiting {
        let job = Job::ScanDocument { version };
        if !asked.contains(&job) {
            jobs::enqueue(tx, &job)?;
        }
    }
    Ok(())
}
