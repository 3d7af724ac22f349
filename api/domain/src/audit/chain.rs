//! The hash chain over the audit log: each seal covers the entry and the seal before it.
//!
//! Whoever changes, removes, adds or reorders a sealed entry breaks the chain from there on. Cutting off the end does
//! not break it; that is found by comparing the head with one that was kept elsewhere.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The seal before the first entry.
pub const GENESIS: [u8; 32] = [0; 32];

/// Keeps a seal from being mistaken for a hash made for another purpose, and names the layout it covers.
const DOMAIN: &[u8] = b"opencdr audit entry v1\0";

/// An entry of the log as it is sealed. It holds identifiers and codes, never what was read or written.
///
/// Codes are text, so that an entry can be verified long after its code was retired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the log, from 1 without gaps.
    pub seq: i64,
    /// When it happened; the database keeps microseconds, and so does the seal.
    pub at: DateTime<Utc>,
    /// Whether a person, the public, the system or an operator did it.
    pub actor_kind: String,
    /// Who did it; absent for the public and for the system.
    pub actor: Option<Uuid>,
    /// The session in which it was done.
    pub session: Option<Uuid>,
    /// The role in which it was done.
    pub role: Option<String>,
    /// The code of the act.
    pub action: String,
    /// The code of the kind of thing it was done to.
    pub object_kind: String,
    /// Which one it was done to.
    pub object_id: Option<Uuid>,
    /// The area it belongs to.
    pub area: Option<Uuid>,
    /// The case it concerns.
    pub case: Option<Uuid>,
    /// What for.
    pub purpose: Option<String>,
    /// The request in which it happened.
    pub request_id: Option<String>,
    /// More about it, such as the identifiers in a list, exactly as the text that is stored.
    pub detail: Option<String>,
}

/// The bytes of an entry that are sealed: every field in a fixed order, each with its presence and length, so that no
/// two different entries have the same bytes.
pub fn canonical(entry: &Entry) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    let mut field = |value: Option<&[u8]>| match value {
        None => bytes.push(0),
        Some(value) => {
            bytes.push(1);
            bytes.extend_from_slice(&(value.len() as u64).to_be_bytes());
            bytes.extend_from_slice(value);
        }
    };
    field(Some(&entry.seq.to_be_bytes()));
    field(Some(&entry.at.timestamp_micros().to_be_bytes()));
    field(Some(entry.actor_kind.as_bytes()));
    field(entry.actor.as_ref().map(|id| &id.as_bytes()[..]));
    field(entry.session.as_ref().map(|id| &id.as_bytes()[..]));
    field(entry.role.as_deref().map(str::as_bytes));
    field(Some(entry.action.as_bytes()));
    field(Some(entry.object_kind.as_bytes()));
    field(entry.object_id.as_ref().map(|id| &id.as_bytes()[..]));
    field(entry.area.as_ref().map(|id| &id.as_bytes()[..]));
    field(entry.case.as_ref().map(|id| &id.as_bytes()[..]));
    field(entry.purpose.as_deref().map(str::as_bytes));
    field(entry.request_id.as_deref().map(str::as_bytes));
    field(entry.detail.as_deref().map(str::as_bytes));
    bytes
}

/// The seal of an entry: SHA-256 over the purpose, the seal before it, and its canonical bytes.
pub fn seal_hash(previous: &[u8; 32], canonical: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(DOMAIN).chain_update(previous).chain_update(canonical).finalize().into()
}

/// The last entry of a chain that was followed, and how to go on from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The place of the last entry, which is also how many there are; 0 before the first.
    pub seq: i64,
    /// Its seal.
    pub seal: [u8; 32],
}

impl Head {
    /// Before the first entry.
    pub const START: Head = Head { seq: 0, seal: GENESIS };
}

/// Where a chain is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The place at which an entry is missing, out of order or changed.
    pub seq: i64,
    /// What is wrong there.
    pub reason: Reason,
}

/// What is wrong with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The entry that should be here is missing, or another stands in its place.
    OutOfSequence,
    /// The entry or its seal was changed, or an entry before it was.
    SealDiffers,
}

/// Follows the chain from a head through more sealed entries, so that a long log can be read page by page.
/// Answers the head after the last of them, whose `seq` is the number of entries.
pub fn verify(from: Head, sealed: impl IntoIterator<Item = (Entry, [u8; 32])>) -> Result<Head, Broken> {
    sealed.into_iter().try_fold(from, |head, (entry, seal)| {
        let seq = head.seq + 1;
        if entry.seq != seq {
            return Err(Broken { seq, reason: Reason::OutOfSequence });
        }
        if seal_hash(&head.seal, &canonical(&entry)) != seal {
            return Err(Broken { seq, reason: Reason::SealDiffers });
        }
        Ok(Head { seq, seal })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(seq: i64) -> Entry {
        Entry {
            seq,
            at: DateTime::from_timestamp_micros(1_800_000_000_000_000 + seq).unwrap(),
            actor_kind: "person".into(),
            actor: Some(Uuid::from_u128(7)),
            session: Some(Uuid::from_u128(9)),
            role: Some("coordinator".into()),
            action: "read_case".into(),
            object_kind: "case".into(),
            object_id: Some(Uuid::from_u128(100 + seq as u128)),
            area: Some(Uuid::from_u128(1)),
            case: Some(Uuid::from_u128(100 + seq as u128)),
            purpose: None,
            request_id: Some(format!("request-{seq}")),
            detail: None,
        }
    }

    fn log(entries: i64) -> Vec<(Entry, [u8; 32])> {
        let mut previous = GENESIS;
        (1..=entries)
            .map(|seq| {
                let entry = entry(seq);
                previous = seal_hash(&previous, &canonical(&entry));
                (entry, previous)
            })
            .collect()
    }

    fn broken(seq: i64, reason: Reason) -> Result<Head, Broken> {
        Err(Broken { seq, reason })
    }

    #[test]
    fn an_untouched_log_verifies_whole_and_page_by_page() {
        let log = log(20);
        let head = verify(Head::START, log.clone()).unwrap();
        assert_eq!((head.seq, head.seal), (20, log[19].1));
        let halfway = verify(Head::START, log[..10].to_vec()).unwrap();
        assert_eq!(verify(halfway, log[10..].to_vec()), Ok(head));
        assert_eq!(verify(Head::START, []), Ok(Head::START));
    }

    #[test]
    fn a_change_of_any_field_is_found() {
        let changes: [fn(&mut Entry); 13] = [
            |e| e.actor_kind = "system".into(),
            |e| e.session = None,
            |e| e.case = None,
            |e| e.at += chrono::TimeDelta::microseconds(1),
            |e| e.actor = None,
            |e| e.role = Some("manager".into()),
            |e| e.action = "list_cases".into(),
            |e| e.object_kind = "user".into(),
            |e| e.object_id = Some(Uuid::from_u128(8)),
            |e| e.area = None,
            |e| e.purpose = Some(String::new()),
            |e| e.request_id = None,
            |e| e.detail = Some("{}".into()),
        ];
        for change in changes {
            let mut log = log(5);
            change(&mut log[2].0);
            assert_eq!(verify(Head::START, log), broken(3, Reason::SealDiffers));
        }
    }

    #[test]
    fn a_changed_entry_that_was_sealed_again_breaks_the_next() {
        let mut log = log(5);
        log[2].0.action = "list_cases".into();
        log[2].1 = seal_hash(&log[1].1, &canonical(&log[2].0));
        assert_eq!(verify(Head::START, log), broken(4, Reason::SealDiffers));
    }

    #[test]
    fn removing_adding_or_reordering_entries_is_found() {
        let mut removed = log(5);
        removed.remove(2);
        assert_eq!(verify(Head::START, removed), broken(3, Reason::OutOfSequence));

        let mut renumbered = log(5);
        renumbered.remove(2);
        renumbered[2].0.seq = 3;
        renumbered[3].0.seq = 4;
        assert_eq!(verify(Head::START, renumbered), broken(3, Reason::SealDiffers));

        let mut added = log(5);
        added.insert(3, (entry(4), [9; 32]));
        assert_eq!(verify(Head::START, added), broken(4, Reason::SealDiffers));

        let mut swapped = log(5);
        swapped.swap(1, 2);
        assert_eq!(verify(Head::START, swapped), broken(2, Reason::OutOfSequence));
    }

    #[test]
    fn cutting_off_the_end_shows_against_a_head_kept_elsewhere() {
        let kept = verify(Head::START, log(5)).unwrap();
        let cut = verify(Head::START, log(3)).unwrap();
        assert_ne!(cut, kept);
    }

    #[test]
    fn text_cannot_be_moved_from_one_field_to_the_next() {
        let (mut one, mut other) = (entry(1), entry(1));
        (one.action, one.object_kind) = ("read".into(), "case".into());
        (other.action, other.object_kind) = ("readc".into(), "ase".into());
        assert_ne!(canonical(&one), canonical(&other));
        let mut absent = entry(1);
        let mut empty = entry(1);
        absent.purpose = None;
        empty.purpose = Some(String::new());
        assert_ne!(canonical(&absent), canonical(&empty));
    }

    #[test]
    fn the_seal_of_a_known_entry_never_changes() {
        let seal = seal_hash(&GENESIS, &canonical(&entry(1)));
        let hex: String = seal.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "5d02676ad2e08699f086c4ae09b49ae8ad7928599d5dec27b36ec879bbd026fc");
    }
}
