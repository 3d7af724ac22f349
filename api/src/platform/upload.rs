//! A form with one file (`multipart/form-data`), read as it arrives: bounded in size and in time.

use super::crypto::sha256;
use super::problem::{Code, Problem};
use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use std::collections::BTreeMap;
use std::future::{Ready, ready};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// How long the whole form may take: 25 MB over a slow line.
const LONGEST: Duration = Duration::from_secs(600);
/// How long nothing may come.
const SILENCE: Duration = Duration::from_secs(30);
/// Files received at once, each held in memory until it is stored; who comes after them waits.
static AT_ONCE: Semaphore = Semaphore::const_new(16);
/// Bytes of one field that is not the file.
const LARGEST_FIELD: usize = 4096;
/// Fields beside the file.
const MOST_FIELDS: usize = 10;
/// What boundaries and heads of parts may come to, beside the file and the fields.
const AROUND: usize = 64 * 1024;

/// A form that has not been read yet, so that who sends it can be asked for first.
pub struct FileUpload {
    form: Option<Multipart>,
    declared: Option<usize>,
}

/// A form that was read.
pub struct FileForm {
    /// Name of the file as it was sent.
    pub file_name: String,
    /// The file.
    pub file: Vec<u8>,
    /// The other fields.
    pub fields: BTreeMap<String, String>,
    _turn: SemaphorePermit<'static>,
}

impl FileForm {
    /// A field.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }

    /// Stands for this very form, so that an idempotency key does.
    pub fn fingerprint(&self) -> [u8; 32] {
        let fields: Vec<u8> = self.fields.iter().flat_map(|(name, value)| format!("{name}={value}\n").into_bytes()).collect();
        sha256(&[self.file_name.as_bytes(), b"\n", &fields, &self.file])
    }
}

impl FromRequest for FileUpload {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let header = |name: &str| request.headers().get(name).and_then(|v| v.to_str().ok());
        let is_form = header("content-type").is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data"));
        let declared = header("content-length").and_then(|length| length.parse().ok());
        let form = is_form.then(|| Multipart::new(request.headers(), payload.take()));
        ready(Ok(Self { form, declared }))
    }
}

fn broken() -> Problem {
    Problem::new(Code::BadRequest, "The upload broke off before its end. Check your connection and send the file again.")
}

fn too_large(most: usize) -> Problem {
    let words = format!("This file is larger than {} MB. Split it, or save it with smaller pictures", most / (1024 * 1024));
    Problem::field(Code::PayloadTooLarge, "/file", "too_large", &words)
}

impl FileUpload {
    /// Reads the form. The file may have so many bytes.
    ///
    /// # Errors
    /// When too many others are being received, or it is no form, has no file or more than one, is too large, breaks off or takes too long.
    pub async fn read(self, most: usize) -> Result<FileForm, Problem> {
        let form =
            self.form.ok_or_else(|| Problem::new(Code::UnsupportedMediaType, "Send the file as a form, with Content-Type: multipart/form-data."))?;
        // Told at once rather than after the last byte.
        if self.declared.is_some_and(|length| length > most + MOST_FIELDS * LARGEST_FIELD + AROUND) {
            return Err(too_large(most));
        }
        let turn = turn(&AT_ONCE, SILENCE).await?;
        tokio::time::timeout(LONGEST, parts(form, most, turn)).await.map_err(|_| broken())?
    }
}

async fn turn(at_once: &'static Semaphore, patience: Duration) -> Result<SemaphorePermit<'static>, Problem> {
    let words = "Many files are being sent at this moment. Yours was not saved. Send it again in a minute.";
    let busy = |_| Problem::new(Code::Unavailable, words).retry_after(60);
    tokio::time::timeout(patience, at_once.acquire()).await.map_err(busy)?.map_err(Problem::internal)
}

async fn parts(mut form: Multipart, most: usize, turn: SemaphorePermit<'static>) -> Result<FileForm, Problem> {
    let mut file = None;
    let mut fields = BTreeMap::new();
    while let Some(part) = tokio::time::timeout(SILENCE, form.next()).await.map_err(|_| broken())? {
        let mut part = part.map_err(|_| broken())?;
        let name = part.name().unwrap_or_default().to_owned();
        let file_name =
            part.content_disposition().and_then(|told| told.get_filename_ext().map(extended).or_else(|| told.get_filename().map(str::to_owned)));
        if name == "file" {
            if file.is_some() {
                return Err(Problem::field(Code::InvalidBody, "/file", "one_only", "Send one file at a time"));
            }
            let bytes = content(&mut part, most).await?.ok_or_else(|| too_large(most))?;
            file = Some((file_name.unwrap_or_default(), bytes));
        } else {
            let long = || Problem::new(Code::InvalidBody, "A field of the form is longer than any of them may be. Shorten the title.");
            let bytes = content(&mut part, LARGEST_FIELD).await?.ok_or_else(long)?;
            let text = String::from_utf8(bytes).map_err(|_| Problem::new(Code::BadRequest, "Send the fields of the form in UTF-8."))?;
            if fields.len() >= MOST_FIELDS || fields.insert(name, text).is_some() {
                return Err(Problem::new(Code::InvalidBody, "The form has more fields than it should, or one of them twice. See /api/docs."));
            }
        }
    }
    let missing = || Problem::field(Code::InvalidBody, "/file", "required", "Choose a file to send");
    let (file_name, file) = file.ok_or_else(missing)?;
    Ok(FileForm { file_name, file, fields, _turn: turn })
}

fn extended(value: &actix_web::http::header::ExtendedValue) -> String {
    String::from_utf8_lossy(&value.value).into_owned()
}

/// The bytes of a part; nothing when there are too many.
async fn content(part: &mut Field, most: usize) -> Result<Option<Vec<u8>>, Problem> {
    let mut bytes = Vec::new();
    while let Some(piece) = tokio::time::timeout(SILENCE, part.next()).await.map_err(|_| broken())? {
        let piece = piece.map_err(|_| broken())?;
        if bytes.len() + piece.len() > most {
            return Ok(None);
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn who_finds_no_place_is_told_to_send_the_file_again() {
        static TWO: Semaphore = Semaphore::const_new(2);
        let patience = Duration::from_millis(20);
        let first = turn(&TWO, patience).await.expect("a place");
        let _second = turn(&TWO, patience).await.expect("a place");
        let problem = turn(&TWO, patience).await.expect_err("no place");
        assert_eq!(problem.code(), Code::Unavailable);
        drop(first);
        assert!(turn(&TWO, patience).await.is_ok(), "a place again");
    }
}
