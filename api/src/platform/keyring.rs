//! The keys that seal what identifies people: kept outside the database, in a file of their own.
//!
//! Every record (a case, a notification, a draft) has a key of its own, drawn at random and kept beside it wrapped by the newest
//! key of the file. What identifies is sealed with the key of its record and bound to its place, so that it can be neither read
//! nor moved with the database alone. For what has to be found, the file's keys also make index codes: the same value in the same
//! area has the same code, and nobody without the key can make or reverse one (api/docs/decisions/0011).

use super::crypto;
use super::ids;
use super::problem::Problem;
use anyhow::{Context, Result, bail};
use aws_lc_rs::hmac;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};
use std::time::SystemTime;
use uuid::Uuid;

/// Version of the layout of a wrapped key: version, number of the file key, and the record's key sealed with it.
const LAYOUT: u8 = 1;

/// One key of the file.
#[derive(Clone)]
struct FileKey {
    number: u32,
    secret: [u8; 32],
}

impl FileKey {
    fn derive(&self, purpose: &str, of: &[u8]) -> [u8; 32] {
        crypto::derive(&self.secret, b"opencdr data", &[purpose.as_bytes(), b"|", of])
    }
}

/// What was read from the file, and when that was written.
struct Read {
    written: Option<SystemTime>,
    /// Never empty; the newest last.
    keys: Arc<Vec<FileKey>>,
}

/// Every key of the file. Cloned freely; a new key in the file is noticed while serving.
#[derive(Clone)]
pub struct Keyring {
    path: Arc<PathBuf>,
    read: Arc<RwLock<Read>>,
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keyring")
    }
}

fn parse(path: &Path, text: &str) -> Result<Vec<FileKey>> {
    let mut keys: Vec<FileKey> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let key = line
            .split_once(' ')
            .and_then(|(number, secret)| Some(FileKey { number: number.parse().ok()?, secret: hex::decode(secret.trim()).ok()?.try_into().ok()? }));
        match key {
            Some(key) if keys.last().is_none_or(|last| last.number < key.number) => keys.push(key),
            Some(_) | None => {
                bail!("{} must hold one key a line: its number, rising from line to line, and 64 hexadecimal digits", path.display())
            }
        }
    }
    if keys.is_empty() {
        bail!("{} holds no key", path.display());
    }
    Ok(keys)
}

fn written(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|m| m.modified()).ok()
}

impl Keyring {
    /// Reads the file, making one with a first key when there is none.
    ///
    /// # Errors
    /// When it cannot be read, or holds something else than keys.
    pub fn open(path: &Path) -> Result<Self> {
        if !path.exists() {
            super::config::write_secret(path, &line(1))?;
        }
        let keys = Arc::new(read(path)?);
        Ok(Self { path: Arc::new(path.to_owned()), read: Arc::new(RwLock::new(Read { written: written(path), keys })) })
    }

    /// Keys held in memory alone: for the demonstration's tests and for measuring.
    pub fn of(secret: [u8; 32]) -> Self {
        let keys = Arc::new(vec![FileKey { number: 1, secret }]);
        Self { path: Arc::new(PathBuf::new()), read: Arc::new(RwLock::new(Read { written: None, keys })) }
    }

    /// Numbers of the keys, the newest last.
    pub fn numbers(&self) -> Vec<u32> {
        self.keys().iter().map(|key| key.number).collect()
    }

    fn keys(&self) -> Arc<Vec<FileKey>> {
        self.read.read().unwrap_or_else(std::sync::PoisonError::into_inner).keys.clone()
    }

    /// Reads the file again if it was written since. A file that cannot be read now leaves the keys as they are.
    pub fn refresh(&self) {
        let now = written(&self.path);
        if now.is_none() || self.read.read().unwrap_or_else(std::sync::PoisonError::into_inner).written == now {
            return;
        }
        if let Ok(keys) = read(&self.path) {
            *self.read.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Read { written: now, keys: Arc::new(keys) };
        }
    }

    /// Draws the key of a new record. Returns it opened, and wrapped as it is kept.
    pub fn draw(&self, record: Uuid) -> (RecordKey, Vec<u8>) {
        let key = RecordKey { secret: ids::random() };
        let wrapped = self.wrap(record, &key);
        (key, wrapped)
    }

    /// Wraps the key of a record with the newest key of the file.
    pub fn wrap(&self, record: Uuid, key: &RecordKey) -> Vec<u8> {
        self.refresh();
        let keys = self.keys();
        let newest = keys.last().expect("a keyring holds a key");
        let mut out = vec![LAYOUT];
        out.extend_from_slice(&newest.number.to_be_bytes());
        out.extend_from_slice(&crypto::seal(&newest.derive("wrap", &[]), record.as_bytes(), &key.secret));
        out
    }

    /// Opens the key of a record.
    ///
    /// # Errors
    /// When it was changed or moved, or the file no longer holds the key that wrapped it.
    pub fn unwrap(&self, record: Uuid, wrapped: &[u8]) -> Result<RecordKey, Problem> {
        let broken = || Problem::internal(format!("the key of record {record} cannot be opened: changed, moved, or its file key is missing"));
        let number = number_of(wrapped).ok_or_else(broken)?;
        let find = || self.keys().iter().find(|key| key.number == number).cloned();
        let key = find().or_else(|| {
            self.refresh();
            find()
        });
        let key = key.ok_or_else(broken)?;
        let secret = crypto::open(&key.derive("wrap", &[]), record.as_bytes(), &wrapped[5..]).ok_or_else(broken)?;
        Ok(RecordKey { secret: secret.try_into().map_err(|_| broken())? })
    }

    /// The index of an area.
    pub fn index(&self, area: Uuid) -> Index {
        // Codes are rewritten as soon as there is a new key, and must be found from then on.
        self.refresh();
        Index { keys: self.keys().iter().map(|key| hmac::Key::new(hmac::HMAC_SHA256, &key.derive("index", area.as_bytes()))).collect() }
    }
}

/// The number of the file key that wrapped a record's key.
pub fn number_of(wrapped: &[u8]) -> Option<u32> {
    match wrapped {
        [LAYOUT, a, b, c, d, ..] => Some(u32::from_be_bytes([*a, *b, *c, *d])),
        _ => None,
    }
}

fn read(path: &Path) -> Result<Vec<FileKey>> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read the keys of the data in {}", path.display()))?;
    parse(path, &text)
}

/// A line of the file with a new key.
pub fn line(number: u32) -> String {
    format!("{number} {}", hex::encode(ids::random::<32>()))
}

/// The opened key of one record.
#[derive(Clone)]
pub struct RecordKey {
    secret: [u8; 32],
}

impl fmt::Debug for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecordKey")
    }
}

impl RecordKey {
    /// Seals bytes for a place (`table.column`) of a row.
    pub fn seal(&self, place: &str, row: Uuid, plain: &[u8]) -> Vec<u8> {
        crypto::seal(&self.secret, &bound(place, row), plain)
    }

    /// Opens what was sealed for the same place and row.
    ///
    /// # Errors
    /// When it was changed, or moved from another place.
    pub fn open(&self, place: &str, row: Uuid, sealed: &[u8]) -> Result<Vec<u8>, Problem> {
        crypto::open(&self.secret, &bound(place, row), sealed)
            .ok_or_else(|| Problem::internal(format!("{place} of {row} cannot be opened: it was changed or moved")))
    }

    /// Seals a value as JSON.
    pub fn seal_json<T: Serialize>(&self, place: &str, row: Uuid, value: &T) -> Result<Vec<u8>, Problem> {
        Ok(self.seal(place, row, &serde_json::to_vec(value).map_err(Problem::internal)?))
    }

    /// Opens a value sealed as JSON.
    ///
    /// # Errors
    /// When it was changed or moved.
    pub fn open_json<T: DeserializeOwned>(&self, place: &str, row: Uuid, sealed: &[u8]) -> Result<T, Problem> {
        // The parser's own words could repeat what it read.
        serde_json::from_slice(&self.open(place, row, sealed)?).map_err(|_| Problem::internal(format!("{place} of {row} holds something else")))
    }
}

/// Makes codes by which sealed values of one area are found.
pub struct Index {
    keys: Vec<hmac::Key>,
}

impl Index {
    /// The code to keep: made with the newest key.
    pub fn code(&self, value: &str) -> i64 {
        self.keys.last().map_or(0, |key| short(key, value))
    }

    /// The codes to look for: one of each key, since rows written before a rotation keep theirs until they are rewritten.
    pub fn codes(&self, value: &str) -> Vec<i64> {
        self.keys.iter().map(|key| short(key, value)).collect()
    }
}

/// Eight bytes are enough: what is found is opened and compared, and an index of integers is behind row-level security as well.
fn short(key: &hmac::Key, value: &str) -> i64 {
    let tag = hmac::sign(key, value.as_bytes());
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&tag.as_ref()[..8]);
    i64::from_be_bytes(bytes)
}

/// What a sealed text is bound to: its table and column, and its row.
fn bound(place: &str, row: Uuid) -> Vec<u8> {
    [place.as_bytes(), b"|", row.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: Uuid = Uuid::from_u128(1);
    const OTHER: Uuid = Uuid::from_u128(2);

    #[test]
    fn what_is_sealed_opens_only_in_its_place_with_its_key_and_unchanged() {
        let ring = Keyring::of([7; 32]);
        let (key, wrapped) = ring.draw(ROW);
        let mut sealed = key.seal("cases.sealed", ROW, b"Okafor");
        assert!(!sealed.windows(6).any(|w| w == b"Okafor"));
        let again = ring.unwrap(ROW, &wrapped).unwrap();
        assert_eq!(again.open("cases.sealed", ROW, &sealed).unwrap(), b"Okafor");
        assert!(again.open("cases.sealed", OTHER, &sealed).is_err());
        assert!(again.open("case_people.sealed", ROW, &sealed).is_err());
        assert!(ring.draw(ROW).0.open("cases.sealed", ROW, &sealed).is_err());
        *sealed.last_mut().unwrap() ^= 1;
        assert!(again.open("cases.sealed", ROW, &sealed).is_err());
    }

    #[test]
    fn the_key_of_a_record_opens_for_that_record_alone() {
        let ring = Keyring::of([7; 32]);
        let (_, mut wrapped) = ring.draw(ROW);
        assert!(ring.unwrap(OTHER, &wrapped).is_err());
        assert!(Keyring::of([8; 32]).unwrap(ROW, &wrapped).is_err());
        wrapped[4] = 9;
        assert!(ring.unwrap(ROW, &wrapped).is_err());
        assert!(ring.unwrap(ROW, &[]).is_err());
    }

    #[test]
    fn a_code_is_the_same_in_one_area_and_another_in_the_next() {
        let ring = Keyring::of([7; 32]);
        assert_eq!(ring.index(ROW).code("okafor"), ring.index(ROW).code("okafor"));
        assert_ne!(ring.index(ROW).code("okafor"), ring.index(OTHER).code("okafor"));
        assert_ne!(ring.index(ROW).code("okafor"), Keyring::of([8; 32]).index(ROW).code("okafor"));
    }

    #[test]
    fn a_key_added_to_the_file_is_noticed_and_the_old_one_still_opens() {
        let folder = std::env::temp_dir().join(format!("opencdr-keyring-{}", ids::new_id()));
        let path = folder.join("data.keys");
        let ring = Keyring::open(&path).unwrap();
        let (key, old) = ring.draw(ROW);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{}\n{}\n", text.trim(), line(2))).unwrap();
        let other = Keyring::open(&path).unwrap();
        let new = other.wrap(ROW, &key);
        assert_eq!((number_of(&old), number_of(&new)), (Some(1), Some(2)));
        let sealed = key.seal("a.b", ROW, b"x");
        assert_eq!(ring.unwrap(ROW, &new).unwrap().open("a.b", ROW, &sealed).unwrap(), b"x", "a running server reads the file again");
        assert!(other.unwrap(ROW, &old).is_ok());
        assert_eq!(other.index(ROW).codes("x").len(), 2);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_file_that_holds_something_else_is_refused_with_the_rule() {
        let path = Path::new("data.keys");
        assert!(parse(path, "").is_err());
        assert!(parse(path, "1 abcd").is_err());
        assert!(parse(path, &format!("{}\n{}", line(2), line(1))).is_err());
        assert_eq!(parse(path, &format!("# of the panel\n{}\n\n{}", line(1), line(4))).unwrap().len(), 2);
    }
}
