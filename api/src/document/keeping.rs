//! How a file becomes a document, or a version of one: checked, scanned, sealed, put into the store, written down.
//!
//! The file is in the store before its row is committed, so that no row speaks of a file that is not there. When the row cannot be
//! kept, the file is taken back; should that fail too, what stays is sealed, has a random name and belongs to nothing.

use super::checking::{self, Checked, Refusal};
use super::form::Details;
use super::service::{self, FILE_NAME, OBJECT, SHA256, TITLE};
use super::store::{self, DocumentRow, VersionRow};
use crate::case::access::{self, CaseAccess, CaseChange};
use crate::case::events::CaseEvent;
use crate::case::opening::note;
use crate::platform::crypto::sha256;
use crate::platform::event::Event;
use crate::platform::idempotency::Answer;
use crate::platform::ids;
use crate::platform::jobs::{self, Job};
use crate::platform::problem::{Code, Problem};
use crate::platform::scanner::Scanner;
use crate::platform::storage::Storage;
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::document::MOST_FOR_A_CASE;
use opencdr_domain::document::scan::{ScanState, Verdict};
use serde_json::json;
use uuid::Uuid;

/// A file that has been put into the store.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Version it is to be.
    version: Uuid,
    object: String,
    name: String,
    kind: &'static str,
    size: usize,
    sum: [u8; 32],
    cleaned: bool,
    state: ScanState,
}

impl Stored {
    /// Name in the store.
    pub fn object(&self) -> &str {
        &self.object
    }
}

/// Proof that the person may add to the case, and room for a file of this size.
pub fn admit(tx: &mut Tx, id: Uuid, size: usize) -> Result<CaseChange, Problem> {
    let (case, _) = access::open_for_change(tx, id)?;
    let used = store::count_bytes(tx.conn(), &case)?;
    if used + u64::try_from(size).unwrap_or(u64::MAX) > MOST_FOR_A_CASE {
        return Err(Problem::field(
            Code::PayloadTooLarge,
            "/file",
            "case_full",
            "The documents of this case would come to more than 1 GB. Send only what the review needs, or smaller copies",
        ));
    }
    Ok(case)
}

/// Why a file is not kept.
pub enum Refused {
    /// It breaks a rule.
    Rule(Refusal),
    /// The scanner found something in it.
    Infected(String),
}

impl Refused {
    /// What the person is told.
    pub fn problem(&self) -> Problem {
        match self {
            Self::Rule(refusal @ Refusal::TooLarge) => Problem::field(Code::PayloadTooLarge, "/file", refusal.code(), &refusal.words()),
            Self::Rule(refusal) => Problem::field(Code::InvalidBody, "/file", refusal.code(), &refusal.words()),
            Self::Infected(_) => Problem::field(
                Code::InvalidBody,
                "/file",
                "infected",
                "The virus scanner found a virus in this file, so it was not kept. Tell its sender and your IT support, and ask for another copy",
            ),
        }
    }

    /// Writes down that a file was refused, and by which rule.
    pub fn record(&self, tx: &mut Tx, id: Uuid) -> Result<(), Problem> {
        let (case, _) = access::open(tx, id)?;
        let detail = match self {
            Self::Rule(refusal) => json!({ "rule": refusal.code() }),
            Self::Infected(name) => json!({ "rule": "infected", "found": name }),
        };
        tx.record(Event::on(Action::RefuseDocument, ObjectKind::Case, case.id()).area(case.area()).case(case.id()).detail(detail))
    }
}

/// Checks a file and has it scanned. It works and waits, so it is called from a thread that may.
pub fn examine(name: &str, bytes: Vec<u8>, scanner: Option<&Scanner>) -> Result<(Checked, ScanState), Refused> {
    let checked = checking::check(name, bytes).map_err(Refused::Rule)?;
    let Some(scanner) = scanner else { return Ok((checked, ScanState::NotScanned)) };
    match scanner.scan(&checked.bytes) {
        Verdict::Infected(name) => Err(Refused::Infected(name)),
        verdict => {
            if let Verdict::Unavailable(why) = &verdict {
                log::warn!("the virus scanner could not be asked, so a file waits: {why}");
            }
            Ok((checked, ScanState::after(&verdict)))
        }
    }
}

/// Seals a file and puts it into the store. It waits, so it is called from a thread that may.
pub fn put(storage: &Storage, case: &CaseAccess, (checked, state): (Checked, ScanState)) -> Result<Stored, Problem> {
    let version = ids::new_id();
    let stored = Stored {
        version,
        object: hex::encode(ids::random::<16>()),
        name: checked.name,
        kind: checked.kind.code(),
        size: checked.bytes.len(),
        sum: sha256(&[&checked.bytes]),
        cleaned: checked.changed,
        state,
    };
    storage.put(&stored.object, case.seal(OBJECT, version, &checked.bytes))?;
    Ok(stored)
}

/// Writes down a new document with its first version.
pub fn keep_document(tx: &mut Tx, id: Uuid, stored: &Stored, details: &Details) -> Result<Answer, Problem> {
    let case = admit(tx, id, stored.size)?;
    let document = ids::new_id();
    let now = tx.now;
    let row = DocumentRow {
        id: document,
        case_id: case.id(),
        area_id: case.area(),
        classification: details.classification.code().to_owned(),
        withheld_from_panel: details.withheld_from_panel,
        sealed_title: case.seal(TITLE, document, details.title.as_bytes()),
        version: 1,
        created_at: now,
        withdrawn_at: None,
        withdrawn_by: None,
        sealed_withdrawal_reason: None,
    };
    store::insert_document(tx.conn(), &row)?;
    let event = CaseEvent::DocumentAdded { document, classification: row.classification.clone() };
    keep(tx, &case, document, 1, stored, &event)
}

/// Writes down a new version of a document.
pub fn keep_version(tx: &mut Tx, id: Uuid, document: Uuid, stored: &Stored) -> Result<Answer, Problem> {
    let case = admit(tx, id, stored.size)?;
    let row = service::lock(tx, &case, document)?;
    let number = store::next_number(tx.conn(), document)?;
    service::raise_version(tx, &case, &row)?;
    let event = CaseEvent::DocumentVersionAdded { document, classification: row.classification, number };
    keep(tx, &case, document, number, stored, &event)
}

fn keep(tx: &mut Tx, case: &CaseChange, document: Uuid, number: i32, stored: &Stored, event: &CaseEvent) -> Result<Answer, Problem> {
    let (now, user) = (tx.now, tx.person()?.user);
    let scanned = stored.state == ScanState::Clean;
    let row = VersionRow {
        id: stored.version,
        document_id: document,
        case_id: case.id(),
        area_id: case.area(),
        number,
        kind: stored.kind.to_owned(),
        size: i64::try_from(stored.size).unwrap_or(i64::MAX),
        sealed_file_name: case.seal(FILE_NAME, stored.version, stored.name.as_bytes()),
        sealed_sha256: case.seal(SHA256, stored.version, &stored.sum),
        cleaned: stored.cleaned,
        object_name: stored.object.clone(),
        scan_state: stored.state.code().to_owned(),
        scanned_at: scanned.then_some(now),
        uploaded_at: now,
        uploaded_by: user,
    };
    store::insert_version(tx.conn(), &row)?;
    if stored.state == ScanState::Quarantined {
        jobs::enqueue(tx, &Job::ScanDocument { version: stored.version })?;
    }
    note(tx, case, now, Some(user), event)?;
    let detail = json!({ "version": number, "kind": stored.kind, "scan": stored.state.code() });
    tx.record(Event::on(Action::UploadDocument, ObjectKind::Document, document).area(case.area()).case(case.id()).detail(detail))?;
    let view = service::view(tx, case, document)?;
    Answer::created(format!("/api/v1/cases/{}/documents/{document}", case.id()), view)
}
