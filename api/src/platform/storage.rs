//! Where sealed files are kept: a folder of this machine, or a bucket of any S3-compatible store.
//!
//! An object is written once under a random name and never changed. It is there whole or not at all: a folder gets a file under
//! another name first, which is written to the disk and then renamed; a bucket knows no half objects.

use super::problem::{Code, Problem};
use anyhow::{Context, Result, bail};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;
use object_store::{ClientOptions, Error, ObjectStore, ObjectStoreExt, PutMode, PutOptions, RetryConfig};
use std::error::Error as StdError;
use std::fs::DirBuilder;
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use url::Url;

/// The store speaks asynchronously, and is only asked from threads that may wait.
static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_multi_thread().worker_threads(1).thread_name("storage").enable_all().build().expect("a thread for the store"));

/// How a bucket is reached.
#[derive(Clone, Default)]
pub struct Access {
    /// Where the store answers, when it is not Amazon's.
    pub endpoint: Option<String>,
    /// Region of the bucket.
    pub region: Option<String>,
    /// Key and its secret; without them the machine's own role is asked for.
    pub key: Option<(String, String)>,
    /// Token of a key that ends.
    pub token: Option<String>,
}

/// Where files are kept.
#[derive(Clone)]
pub enum Place {
    /// A folder of this machine.
    Folder(PathBuf),
    /// A bucket, and what the names of its objects begin with.
    Bucket(String, String, Access),
}

impl Place {
    /// Reads `file:///folder` or `s3://bucket/prefix`.
    ///
    /// # Errors
    /// When it is neither, or a bucket is reached without TLS over a network.
    pub fn parse(text: &str, access: Access) -> Result<Self> {
        let url = Url::parse(text.trim()).ok();
        match url.as_ref().map(|url| (url, url.scheme())) {
            Some((url, "file")) => match url.to_file_path() {
                Ok(path) => Ok(Self::Folder(path)),
                Err(()) => bail!("DOCUMENTS_URL is “{text}”; a folder is named as file:///folder/on/this/machine"),
            },
            Some((url, "s3")) if url.host_str().is_some() => {
                if let Some(endpoint) = &access.endpoint {
                    check_endpoint(endpoint)?;
                }
                Ok(Self::Bucket(url.host_str().unwrap_or_default().to_owned(), url.path().trim_matches('/').to_owned(), access))
            }
            _ => bail!("DOCUMENTS_URL is “{text}”; it must be file:///folder or s3://bucket/prefix"),
        }
    }
}

/// What is sent is sealed, and the key with which it is sent is not.
fn check_endpoint(endpoint: &str) -> Result<()> {
    let url = Url::parse(endpoint).ok();
    let local = |url: &Url| matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    match url {
        Some(url) if url.scheme() == "https" || url.scheme() == "http" && local(&url) => Ok(()),
        _ => bail!("S3_ENDPOINT is “{endpoint}”; it must be https://…, or http:// of this machine"),
    }
}

/// An open store. Cloned freely.
#[derive(Clone)]
pub struct Storage {
    store: Arc<dyn ObjectStore>,
    prefix: String,
}

impl Storage {
    /// Opens the store; a folder is made when there is none.
    ///
    /// # Errors
    /// When the folder cannot be made, or the settings of the bucket are not complete.
    pub fn open(place: &Place) -> Result<Self> {
        match place {
            Place::Folder(path) => Ok(Self { store: Arc::new(folder(path)?), prefix: String::new() }),
            Place::Bucket(name, prefix, access) => Ok(Self { store: Arc::new(bucket(name, access)?), prefix: prefix.clone() }),
        }
    }

    /// Objects in folders by their first letters, since a folder with very many files is slow on some systems.
    fn path(&self, name: &str) -> ObjectPath {
        let first = name.get(..2).unwrap_or("00");
        ObjectPath::from(format!("{}/{first}/{name}", self.prefix))
    }

    /// Keeps an object under a name that is not used yet. It waits, so it is called from a thread that may.
    ///
    /// # Errors
    /// `storage_full` when there is no room, `unavailable` when the store does not answer. Nothing is left behind.
    pub fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), Problem> {
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        let (store, path) = (self.store.clone(), self.path(name));
        wait(async move { store.put_opts(&path, bytes.into(), options).await.map(drop) })
    }

    /// Reads an object. It waits, so it is called from a thread that may.
    ///
    /// # Errors
    /// `unavailable` when the store does not answer; `internal` when the object is gone.
    pub fn get(&self, name: &str) -> Result<Vec<u8>, Problem> {
        let (store, path) = (self.store.clone(), self.path(name));
        wait(async move { store.get(&path).await?.bytes().await.map(Into::into) })
    }

    /// Takes an object back whose record could not be kept.
    ///
    /// # Errors
    /// When the store does not answer; what stays is sealed and belongs to nothing.
    pub fn take_back(&self, name: &str) -> Result<(), Problem> {
        let (store, path) = (self.store.clone(), self.path(name));
        wait(async move { store.delete(&path).await })
    }
}

/// Has the store's own thread do it, and waits.
fn wait<T: Send + 'static>(work: impl Future<Output = Result<T, Error>> + Send + 'static) -> Result<T, Problem> {
    let (tell, told) = sync_channel(1);
    RUNTIME.spawn(async move { tell.send(work.await) });
    told.recv().map_err(|_| Problem::internal("the thread of the store broke"))?.map_err(problem)
}

fn folder(path: &Path) -> Result<LocalFileSystem> {
    DirBuilder::new().recursive(true).mode(0o700).create(path).with_context(|| format!("cannot make the folder for documents {}", path.display()))?;
    let store = LocalFileSystem::new_with_prefix(path).with_context(|| format!("cannot use the folder for documents {}", path.display()))?;
    Ok(store.with_fsync(true))
}

fn bucket(name: &str, access: &Access) -> Result<AmazonS3> {
    let timeouts = ClientOptions::new().with_timeout(Duration::from_secs(60)).with_connect_timeout(Duration::from_secs(5));
    let retries = RetryConfig { max_retries: 3, retry_timeout: Duration::from_secs(30), ..RetryConfig::default() };
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(name)
        .with_region(access.region.as_deref().unwrap_or("eu-west-2"))
        .with_client_options(timeouts)
        .with_retry(retries);
    if let Some(endpoint) = &access.endpoint {
        builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
    }
    if let Some((key, secret)) = &access.key {
        builder = builder.with_access_key_id(key).with_secret_access_key(secret);
    }
    if let Some(token) = &access.token {
        builder = builder.with_token(token);
    }
    builder.build().context("the settings of the bucket in DOCUMENTS_URL are not complete")
}

/// Names of refusals of S3-compatible stores that have no room.
const NO_ROOM: [&str; 4] = ["QuotaExceeded", "StorageFull", "InsufficientStorage", "507"];

fn problem(error: Error) -> Problem {
    let mut cause: Option<&(dyn StdError + 'static)> = Some(&error);
    while let Some(inner) = cause {
        let full = inner
            .downcast_ref::<std::io::Error>()
            .is_some_and(|io| matches!(io.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge));
        if full {
            return no_room();
        }
        cause = inner.source();
    }
    match &error {
        Error::NotFound { .. } => Problem::internal("an object that was kept is gone from the store of documents"),
        Error::AlreadyExists { .. } => Problem::internal("a random name of an object was used before"),
        other => {
            let words = other.to_string();
            if NO_ROOM.iter().any(|refusal| words.contains(refusal)) {
                no_room()
            } else {
                Problem::unavailable(format!("the store of documents: {words}"))
            }
        }
    }
}

fn no_room() -> Problem {
    Problem::new(
        Code::StorageFull,
        "There is no room left for the file, so it was not kept, and nothing was changed. Ask whoever runs this service for more room, then send it again.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_folder_or_a_bucket() {
        assert!(matches!(Place::parse("file:///srv/documents", Access::default()), Ok(Place::Folder(path)) if path == Path::new("/srv/documents")));
        let bucket = Place::parse("s3://cdop/one/", Access::default());
        assert!(matches!(bucket, Ok(Place::Bucket(name, prefix, _)) if name == "cdop" && prefix == "one"));
        for wrong in ["/srv/documents", "file://other/folder", "https://example.org", "s3://"] {
            assert!(Place::parse(wrong, Access::default()).is_err(), "{wrong}");
        }
        let open = Access { endpoint: Some("http://store.example".into()), ..Access::default() };
        assert!(Place::parse("s3://cdop", open).is_err(), "the secret would cross the network in the clear");
    }
}
