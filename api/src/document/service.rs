//! What happens when documents are listed, opened, changed and withdrawn.

use super::form::classification;
use super::store::{self, DocumentChange, DocumentRow, VersionRow};
use super::views::{ChangeDocument, ClassificationView, DocumentList, DocumentVersionView, DocumentView, WithdrawalView};
use crate::case::access::{self, CaseAccess, CaseChange};
use crate::case::events::CaseEvent;
use crate::case::opening::note;
use crate::platform::event::Event;
use crate::platform::idempotency::Answer;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::document::classification::Classification;
use opencdr_domain::document::kind::FileKind;
use opencdr_domain::document::scan::ScanState;
use opencdr_domain::document::{LARGEST_FILE, MOST_FOR_A_CASE};
use opencdr_domain::identity::permission::Permission;
use opencdr_domain::vocab::text::clean;
use serde_json::json;
use uuid::Uuid;

/// Places of what is sealed.
pub const TITLE: &str = "case_documents.sealed_title";
/// Reason of a withdrawal.
pub const REASON: &str = "case_documents.sealed_withdrawal_reason";
/// Name of a file.
pub const FILE_NAME: &str = "case_document_versions.sealed_file_name";
/// Sum of a file.
pub const SHA256: &str = "case_document_versions.sealed_sha256";
/// The file itself, in the store of objects.
pub const OBJECT: &str = "case_document_versions.object";

/// The documents of a case, the latest first.
pub fn list(tx: &mut Tx, id: Uuid, scanned: bool) -> Result<DocumentList, Problem> {
    let (case, _) = access::open(tx, id)?;
    let rows = store::list_documents(tx.conn(), &case)?;
    let mut versions = store::list_versions(tx.conn(), &case)?;
    let used = store::count_bytes(tx.conn(), &case)?;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        let (own, others) = versions.into_iter().partition(|(version, _)| version.document_id == row.id);
        versions = others;
        items.push(shown(tx, &case, row, own)?);
    }
    let mut event = Event::list(Action::ListDocuments, ObjectKind::Document, items.iter().map(|d| d.id).collect());
    event.id = Some(case.id());
    tx.record(event.area(case.area()).case(case.id()))?;
    let changeable = !tx.reads_only(case.id()) && !case.continues_elsewhere();
    Ok(DocumentList {
        items,
        classifications: Classification::ALL.iter().map(|c| ClassificationView { code: c.code(), label: c.label() }).collect(),
        endings: FileKind::ALL.iter().flat_map(|kind| kind.endings()).copied().collect(),
        largest_file: LARGEST_FILE,
        used,
        most: MOST_FOR_A_CASE,
        may_upload: changeable && tx.may(Permission::UploadDocument, case.area()),
        may_change: changeable && tx.may(Permission::ChangeDocument, case.area()),
        scanned,
    })
}

/// One document with its versions.
pub fn get(tx: &mut Tx, id: Uuid, document: Uuid) -> Result<DocumentView, Problem> {
    let (case, _) = access::open(tx, id)?;
    let view = view(tx, &case, document)?;
    tx.record(Event::on(Action::ReadDocument, ObjectKind::Document, document).area(case.area()).case(case.id()))?;
    Ok(view)
}

/// A document as it is now, for an answer.
pub fn view(tx: &mut Tx, case: &CaseAccess, document: Uuid) -> Result<DocumentView, Problem> {
    let row = store::find_document(tx.conn(), case, document)?.ok_or_else(Problem::not_found)?;
    let versions = store::list_versions(tx.conn(), case)?.into_iter().filter(|(version, _)| version.document_id == document).collect();
    shown(tx, case, row, versions)
}

fn text(case: &CaseAccess, place: &str, row: Uuid, sealed: &[u8]) -> Result<String, Problem> {
    String::from_utf8(case.open_sealed(place, row, sealed)?).map_err(|_| Problem::internal(format!("{place} of {row} is not text")))
}

fn shown(tx: &mut Tx, case: &CaseAccess, row: DocumentRow, versions: Vec<(VersionRow, String)>) -> Result<DocumentView, Problem> {
    let class = Classification::from_code(&row.classification).ok_or_else(|| Problem::internal("a document has an unknown classification"))?;
    let withdrawal = match (row.withdrawn_at, row.withdrawn_by, &row.sealed_withdrawal_reason) {
        (Some(at), Some(by), Some(reason)) => {
            let by = store::find_name(tx.conn(), by)?.unwrap_or_default();
            Some(WithdrawalView { at, by, reason: text(case, REASON, row.id, reason)? })
        }
        _ => None,
    };
    let withdrawn = withdrawal.is_some();
    Ok(DocumentView {
        id: row.id,
        title: text(case, TITLE, row.id, &row.sealed_title)?,
        classification: class.code(),
        classification_label: class.label(),
        withheld_from_panel: row.withheld_from_panel,
        version: row.version,
        versions: versions.into_iter().map(|(version, by)| shown_version(case, version, by, withdrawn)).collect::<Result<_, _>>()?,
        withdrawal,
    })
}

fn shown_version(case: &CaseAccess, row: VersionRow, uploaded_by: String, withdrawn: bool) -> Result<DocumentVersionView, Problem> {
    let state = state(&row)?;
    Ok(DocumentVersionView {
        number: row.number,
        file_name: text(case, FILE_NAME, row.id, &row.sealed_file_name)?,
        kind_label: kind(&row)?.label(),
        size: row.size,
        sha256: hex::encode(case.open_sealed(SHA256, row.id, &row.sealed_sha256)?),
        cleaned: row.cleaned,
        scan_state: state.code(),
        scan_label: state.label(),
        available: state.may_be_sent() && !withdrawn,
        uploaded_at: row.uploaded_at,
        uploaded_by,
    })
}

fn state(row: &VersionRow) -> Result<ScanState, Problem> {
    ScanState::from_code(&row.scan_state).ok_or_else(|| Problem::internal("a document has an unknown scan state"))
}

fn kind(row: &VersionRow) -> Result<FileKind, Problem> {
    FileKind::from_code(&row.kind).ok_or_else(|| Problem::internal("a document is of an unknown kind"))
}

/// A file that may be sent, still sealed and in the store.
pub struct Opened {
    /// The case, which holds the key.
    pub case: CaseAccess,
    /// Version.
    pub version: Uuid,
    /// Name in the store.
    pub object: String,
    /// Name to save it under.
    pub file_name: String,
    /// What it is.
    pub kind: FileKind,
}

impl Opened {
    /// Opens what the store gave.
    ///
    /// # Errors
    /// When it was changed, or is the file of another version.
    pub fn unseal(&self, sealed: &[u8]) -> Result<Vec<u8>, Problem> {
        self.case.open_sealed(OBJECT, self.version, sealed)
    }
}

/// Finds a file to be sent. Written down here, since from here on it is on its way.
pub fn open(tx: &mut Tx, id: Uuid, document: Uuid, number: i32) -> Result<Opened, Problem> {
    let (case, _) = access::open(tx, id)?;
    let row = store::find_document(tx.conn(), &case, document)?.ok_or_else(Problem::not_found)?;
    let version = store::find_version(tx.conn(), &case, document, number)?.ok_or_else(Problem::not_found)?;
    if row.withdrawn_at.is_some() {
        return Err(Problem::new(Code::Conflict, "This document was withdrawn, so its files are not opened any more. The reason is shown with it."));
    }
    match state(&version)? {
        ScanState::NotScanned | ScanState::Clean => {}
        ScanState::Quarantined => {
            return Err(Problem::new(
                Code::Conflict,
                "This file waits for the virus scanner and cannot be opened yet. Try again in a few minutes; if it still waits, tell whoever runs this service.",
            ));
        }
        ScanState::Infected => {
            return Err(Problem::new(
                Code::Conflict,
                "The virus scanner found a virus in this file, so it is not opened. Ask its sender for another copy.",
            ));
        }
    }
    tx.record(
        Event::on(Action::ReadDocument, ObjectKind::Document, document).area(case.area()).case(case.id()).detail(json!({ "version": number })),
    )?;
    let file_name = text(&case, FILE_NAME, version.id, &version.sealed_file_name)?;
    Ok(Opened { version: version.id, object: version.object_name.clone(), file_name, kind: kind(&version)?, case })
}

/// Loads and holds a document that still counts.
pub fn lock(tx: &mut Tx, case: &CaseChange, document: Uuid) -> Result<DocumentRow, Problem> {
    let row = store::lock_document(tx.conn(), case, document)?.ok_or_else(Problem::not_found)?;
    match row.withdrawn_at {
        None => Ok(row),
        Some(_) => Err(Problem::new(Code::Conflict, "This document was withdrawn. Upload it as a new document if it is needed after all.")),
    }
}

fn unchanged(version: i32) -> DocumentChange {
    DocumentChange {
        classification: None,
        withheld_from_panel: None,
        sealed_title: None,
        withdrawn_at: None,
        withdrawn_by: None,
        sealed_withdrawal_reason: None,
        version: version + 1,
    }
}

/// Raises the version of a document, since a file was added to it.
pub fn raise_version(tx: &mut Tx, case: &CaseChange, row: &DocumentRow) -> Result<(), Problem> {
    store::update_document(tx.conn(), case, row.id, &unchanged(row.version))
}

/// Changes what a document is called and classed as, and whether the panel is given it.
pub fn change(tx: &mut Tx, id: Uuid, document: Uuid, wanted: &ChangeDocument) -> Result<DocumentView, Problem> {
    let (case, _) = access::open_for_change(tx, id)?;
    let row = lock(tx, &case, document)?;
    if tx.request.required_version()? != row.version {
        let current = serde_json::to_value(view(tx, &case, document)?).map_err(Problem::internal)?;
        return Err(Problem::new(Code::VersionStale, "Somebody has changed this document since you opened it. Look at it again, then change it.")
            .with_current(current));
    }
    let class = wanted.classification.as_deref().map(classification).transpose()?;
    let title = wanted.title.as_deref().and_then(clean).map(|title| case.seal(TITLE, document, title.as_bytes()));
    let changed: Vec<&str> = [("classification", class.is_some()), ("title", title.is_some()), ("withheld", wanted.withheld_from_panel.is_some())]
        .into_iter()
        .filter_map(|(name, changed)| changed.then_some(name))
        .collect();
    let change = DocumentChange {
        classification: class.map(|c| c.code().to_owned()),
        withheld_from_panel: wanted.withheld_from_panel,
        sealed_title: title,
        ..unchanged(row.version)
    };
    store::update_document(tx.conn(), &case, document, &change)?;
    let detail = json!({ "changed": changed, "withheld_from_panel": wanted.withheld_from_panel });
    tx.record(Event::on(Action::ChangeDocument, ObjectKind::Document, document).area(case.area()).case(case.id()).detail(detail))?;
    view(tx, &case, document)
}

/// Withdraws a document with a reason. It stays, with its versions, and is not opened any more.
pub fn withdraw(tx: &mut Tx, id: Uuid, document: Uuid, reason: &str) -> Result<Answer, Problem> {
    let (case, _) = access::open_for_change(tx, id)?;
    let row = lock(tx, &case, document)?;
    tx.request.check_version(row.version)?;
    let (now, user) = (tx.now, tx.person()?.user);
    let reason = clean(reason).unwrap_or_default();
    let change = DocumentChange {
        withdrawn_at: Some(now),
        withdrawn_by: Some(user),
        sealed_withdrawal_reason: Some(case.seal(REASON, document, reason.as_bytes())),
        ..unchanged(row.version)
    };
    store::update_document(tx.conn(), &case, document, &change)?;
    note(tx, &case, now, Some(user), &CaseEvent::DocumentWithdrawn { document, classification: row.classification })?;
    tx.record(Event::on(Action::WithdrawDocument, ObjectKind::Document, document).area(case.area()).case(case.id()))?;
    let view = view(tx, &case, document)?;
    Answer::created(format!("/api/v1/cases/{id}/documents/{document}"), view)
}
