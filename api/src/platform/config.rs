//! Settings, read from the environment once at start.

use super::crypto::ServerKey;
use super::keyring::Keyring;
use super::scanner::Scanner;
use super::storage::{Access, Place};
use super::{db_roles, mail};
use anyhow::{Context, Result, bail};
use std::fmt::Display;
use std::fs;
use std::io::Write;
use std::net::ToSocketAddrs;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use url::Url;

/// Everything an operator can set. README.md lists the same names.
#[derive(Clone)]
pub struct Settings {
    /// Address to listen on.
    pub bind: String,
    /// Port to listen on.
    pub port: u16,
    /// Address people type, without a trailing slash; `https` makes cookies secure.
    pub public_url: String,
    /// Connection of the API and the worker.
    pub database_url: String,
    /// Connection of the owner of the tables: migrations, imports, the command line.
    pub owner_url: Option<String>,
    /// Demonstration: invented children only, no second factor asked for.
    pub demo: bool,
    /// Folder for the key, the demo accounts and demo mail.
    pub data_dir: PathBuf,
    /// The server's secret.
    pub key: ServerKey,
    /// The keys of what identifies people.
    pub keyring: Keyring,
    /// Where mail goes: `smtp://`, `smtps://` or `file:///folder`.
    pub mail_url: String,
    /// Sender of mail.
    pub mail_from: String,
    /// Where sealed documents are kept.
    pub documents: Place,
    /// The virus scanner, where there is one.
    pub scanner: Option<Scanner>,
    /// Database connections of one process.
    pub pool_size: u32,
    /// HTTP worker threads.
    pub workers: usize,
    /// Public changes an address may make in an hour.
    pub public_rate_per_hour: u32,
    /// Idle minutes after which a session ends.
    pub session_idle_minutes: u32,
    /// Hours after which a session ends whatever happens.
    pub session_absolute_hours: u32,
    /// How many proxies in front set `X-Forwarded-For`.
    pub trusted_proxies: usize,
}

/// Reads a setting from the environment: the only place that does.
pub fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|v| !v.trim().is_empty())
}

/// A whole number from the least to the most that works.
fn number<T: FromStr + PartialOrd + Display>(name: &str, default: T, least: T, most: T) -> Result<T> {
    let Some(text) = setting(name) else { return Ok(default) };
    match text.trim().parse() {
        Ok(value) if value >= least && value <= most => Ok(value),
        Ok(_) | Err(_) => bail!("{name} is “{text}”; it must be a whole number from {least} to {most}"),
    }
}

/// Whether this process runs the demonstration.
pub fn demo() -> Result<bool> {
    match setting("DEMO").as_deref().map(str::trim) {
        None | Some("0") => Ok(false),
        Some("1") => Ok(true),
        // Guessing what was meant could open a real installation, or take its data for invented ones.
        Some(other) => bail!("DEMO is “{other}”; it must be 1 for the demonstration, or 0"),
    }
}

/// The folder for local data.
pub fn data_dir() -> PathBuf {
    setting("DATA_DIR").map_or_else(|| PathBuf::from(".data"), PathBuf::from)
}

/// The owner's connection, without which tables cannot be made or reloaded.
pub fn owner_url() -> Result<String> {
    setting("DATABASE_OWNER_URL")
        .context("DATABASE_OWNER_URL is not set: this command changes tables and needs the owner's connection, not the API's")
}

/// The API's connection.
pub fn database_url() -> Result<String> {
    setting("DATABASE_URL").context("DATABASE_URL is not set: give the connection of the role the API runs as (make run sets it up by itself)")
}

fn port() -> Result<u16> {
    number("PORT", 8080, 1, u16::MAX)
}

fn bind() -> Result<String> {
    let text = setting("BIND").unwrap_or_else(|| "127.0.0.1".into());
    let host = text.trim().trim_start_matches('[').trim_end_matches(']');
    match (host, 0).to_socket_addrs().map(|mut found| found.next()) {
        Ok(Some(_)) => Ok(host.to_owned()),
        Ok(None) | Err(_) => bail!("BIND is “{text}”; it must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them"),
    }
}

/// The address people type, and whether it is of this machine alone.
fn public_url() -> Result<(String, bool)> {
    let typed = match setting("PUBLIC_URL") {
        Some(typed) => typed.trim().trim_end_matches('/').to_owned(),
        None => format!("http://localhost:{}", port()?),
    };
    let parsed = Url::parse(&typed).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    match parsed {
        Some(url) if url.path() == "/" && url.query().is_none() && url.fragment().is_none() => {
            Ok((typed, matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))))
        }
        Some(_) | None => bail!("PUBLIC_URL is “{typed}”; it must be an address with nothing behind the host, such as https://cdop.example.org"),
    }
}

fn mail_url(data_dir: &Path) -> Result<String> {
    let url = setting("MAIL_URL").unwrap_or_else(|| {
        let folder = std::path::absolute(data_dir.join("mail")).unwrap_or_else(|_| data_dir.join("mail"));
        format!("file://{}", folder.display())
    });
    mail::check(&url)?;
    Ok(url)
}

fn mail_from() -> Result<String> {
    let sender = setting("MAIL_FROM").unwrap_or_else(|| "OpenCDR <no-reply@localhost>".into());
    mail::sender(&sender)?;
    Ok(sender)
}

fn documents(data_dir: &Path) -> Result<Place> {
    let url = setting("DOCUMENTS_URL").unwrap_or_else(|| {
        let folder = std::path::absolute(data_dir.join("documents")).unwrap_or_else(|_| data_dir.join("documents"));
        Url::from_file_path(&folder).map_or_else(|()| format!("file://{}", folder.display()), String::from)
    });
    let key = match (setting("AWS_ACCESS_KEY_ID"), setting("AWS_SECRET_ACCESS_KEY")) {
        (Some(key), Some(secret)) => Some((key, secret)),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => bail!("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY belong together; set both or neither"),
    };
    Place::parse(&url, Access { endpoint: setting("S3_ENDPOINT"), region: setting("AWS_REGION"), key, token: setting("AWS_SESSION_TOKEN") })
}

fn scanner() -> Result<Option<Scanner>> {
    setting("CLAMD_URL").map(|url| Scanner::parse(&url)).transpose()
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from)
}

/// More would only make connections wait for each other's processor.
fn pool_size() -> Result<u32> {
    number("POOL_SIZE", u32::try_from(4 * cores()).unwrap_or(8).clamp(8, 64), 1, 1000)
}

/// HTTP threads read and write; the work is done on the threads of the database connections, which need the other cores.
fn workers() -> Result<usize> {
    number("WORKERS", cores().div_ceil(2), 1, 512)
}

fn public_rate_per_hour() -> Result<u32> {
    number("PUBLIC_RATE_PER_HOUR", if demo().unwrap_or(false) { 6000 } else { 60 }, 1, 100_000_000)
}

fn session_idle_minutes() -> Result<u32> {
    number("SESSION_IDLE_MINUTES", 15, 1, 24 * 60)
}

fn session_absolute_hours() -> Result<u32> {
    number("SESSION_ABSOLUTE_HOURS", 10, 1, 7 * 24)
}

fn trusted_proxies() -> Result<usize> {
    number("TRUSTED_PROXIES", 0, 0, 10)
}

impl Settings {
    /// Reads every setting.
    ///
    /// # Errors
    /// Names the setting that is missing or wrong and what to do.
    pub fn from_environment() -> Result<Self> {
        let data_dir = data_dir();
        Ok(Self {
            bind: bind()?,
            port: port()?,
            public_url: public_url()?.0,
            database_url: database_url()?,
            owner_url: setting("DATABASE_OWNER_URL"),
            demo: demo()?,
            mail_url: mail_url(&data_dir)?,
            mail_from: mail_from()?,
            documents: documents(&data_dir)?,
            scanner: scanner()?,
            pool_size: pool_size()?,
            workers: workers()?,
            public_rate_per_hour: public_rate_per_hour()?,
            session_idle_minutes: session_idle_minutes()?,
            session_absolute_hours: session_absolute_hours()?,
            trusted_proxies: trusted_proxies()?,
            // Last, since these make files: a start that is refused leaves nothing behind.
            key: server_key(&key_file())?,
            keyring: Keyring::open(&data_keys_file())?,
            data_dir,
        })
    }

    /// Whether people reach the server over TLS.
    pub fn secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// A cookie's name; the `__Host-` prefix binds it to this host where TLS allows it.
    pub fn cookie(&self, name: &str) -> String {
        if self.secure() { format!("__Host-{name}") } else { name.to_owned() }
    }
}

fn key_file() -> PathBuf {
    setting("SECRET_KEY_FILE").map_or_else(|| data_dir().join("secret.key"), PathBuf::from)
}

/// The file with the keys of what identifies people; a rotation adds a line to it.
pub fn data_keys_file() -> PathBuf {
    setting("DATA_KEYS_FILE").map_or_else(|| data_dir().join("data.keys"), PathBuf::from)
}

/// Writes a secret into a new file that only its owner reads. A file that is there by then is left as it is.
pub fn write_secret(path: &Path, text: &str) -> Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).with_context(|| format!("cannot make the folder {}", parent.display()))?;
    }
    // Written under another name and linked, so that two processes starting together agree on one key.
    let draft = path.with_extension(format!("new.{}", std::process::id()));
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&draft)
        .with_context(|| format!("cannot write the key file {}", draft.display()))?;
    writeln!(file, "{text}")?;
    file.sync_all()?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    if let Err(error) = linked
        && error.kind() != std::io::ErrorKind::AlreadyExists
    {
        return Err(error).with_context(|| format!("cannot write the key file {}", path.display()));
    }
    Ok(())
}

/// Reads the key file, making one on first use. Without it second factors and saved notifications cannot be read.
fn server_key(path: &Path) -> Result<ServerKey> {
    if !path.exists() {
        write_secret(path, &hex::encode(super::ids::random::<32>()))?;
    }
    let text = fs::read_to_string(path).with_context(|| format!("cannot read the key file {}", path.display()))?;
    match hex::decode(text.trim()).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()) {
        Some(secret) => Ok(ServerKey::new(secret)),
        None => bail!("{} must hold 64 hexadecimal digits (32 random bytes)", path.display()),
    }
}

/// Every setting by its name, with what it is or what is wrong with it. Nothing is made, and nothing secret is told.
pub fn examine() -> Vec<(&'static str, Result<String>)> {
    vec![
        ("DATABASE_URL", database_url().and_then(|url| role(&url))),
        ("DATABASE_OWNER_URL", setting("DATABASE_OWNER_URL").map_or_else(|| Ok("not set here".into()), |url| role(&url))),
        ("PUBLIC_URL", examined_public_url()),
        ("BIND", bind()),
        ("PORT", port().map(|port| port.to_string())),
        ("SECRET_KEY_FILE", examined_key(&key_file())),
        ("DATA_KEYS_FILE", examined_data_keys(&data_keys_file())),
        ("DATA_DIR", examined_folder(&data_dir())),
        ("DEMO", demo().map(|on| if on { "1".into() } else { "0".into() })),
        ("MAIL_URL", mail_url(&data_dir()).map(|url| url.split(':').next().map_or_else(String::new, |way| format!("{way}://…")))),
        ("MAIL_FROM", mail_from()),
        ("DOCUMENTS_URL", documents(&data_dir()).map(examined_documents)),
        ("S3_ENDPOINT", Ok(setting("S3_ENDPOINT").unwrap_or_else(|| "not set; Amazon’s".into()))),
        ("AWS_REGION", Ok(setting("AWS_REGION").unwrap_or_else(|| "not set; eu-west-2".into()))),
        ("AWS_ACCESS_KEY_ID", Ok(if setting("AWS_ACCESS_KEY_ID").is_some() { "set" } else { "not set" }.into())),
        ("AWS_SECRET_ACCESS_KEY", Ok(if setting("AWS_SECRET_ACCESS_KEY").is_some() { "set" } else { "not set" }.into())),
        ("AWS_SESSION_TOKEN", Ok(if setting("AWS_SESSION_TOKEN").is_some() { "set" } else { "not set" }.into())),
        ("CLAMD_URL", examined_scanner()),
        ("POOL_SIZE", pool_size().map(|n| n.to_string())),
        ("WORKERS", workers().map(|n| n.to_string())),
        ("PUBLIC_RATE_PER_HOUR", public_rate_per_hour().map(|n| n.to_string())),
        ("SESSION_IDLE_MINUTES", session_idle_minutes().map(|n| n.to_string())),
        ("SESSION_ABSOLUTE_HOURS", session_absolute_hours().map(|n| n.to_string())),
        ("TRUSTED_PROXIES", trusted_proxies().map(|n| n.to_string())),
        ("PG_BIN", examined_programs()),
        ("RUST_LOG", Ok(setting("RUST_LOG").unwrap_or_else(|| "info".into()))),
    ]
}

/// A connection string without its password.
fn role(url: &str) -> Result<String> {
    db_roles::role_of(url).map(|role| format!("as the role {role}"))
}

/// Whether people come over TLS, how many proxies are believed and whether it is the demonstration, where these can be read.
pub fn front() -> Option<(bool, usize, bool)> {
    Some((public_url().ok()?.0.starts_with("https://"), trusted_proxies().ok()?, demo().ok()?))
}

fn examined_public_url() -> Result<String> {
    let (url, local) = public_url()?;
    match (url.starts_with("https://"), local) {
        (true, _) => Ok(url),
        (false, true) => Ok(format!("{url} (this machine only; cookies are not marked secure)")),
        (false, false) => {
            bail!("PUBLIC_URL is {url}: people’s passwords would cross the network in the clear. Put TLS in front and set https://…")
        }
    }
}

fn examined_key(path: &Path) -> Result<String> {
    if path.exists() {
        server_key(path)?;
        Ok(format!("{} can be read; keep a copy apart from the database’s", path.display()))
    } else {
        Ok(format!("{} is not there; it will be made at the first start", path.display()))
    }
}

fn examined_data_keys(path: &Path) -> Result<String> {
    if path.exists() {
        let newest = Keyring::open(path)?.numbers().pop().unwrap_or_default();
        Ok(format!(
            "{} can be read, newest key {newest}; without a copy of it apart from the database’s, no name can ever be read again",
            path.display()
        ))
    } else {
        Ok(format!("{} is not there; it will be made at the first start", path.display()))
    }
}

fn examined_folder(path: &Path) -> Result<String> {
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => Ok(path.display().to_string()),
        Ok(_) => bail!("DATA_DIR is {}, which is not a folder", path.display()),
        Err(_) => Ok(format!("{} is not there; it will be made when it is needed", path.display())),
    }
}

fn examined_documents(place: Place) -> String {
    match place {
        Place::Folder(path) => format!("the folder {}; keep a copy of it with the database’s", path.display()),
        Place::Bucket(name, prefix, _) => format!("the bucket {name}, under “{prefix}”"),
    }
}

fn examined_scanner() -> Result<String> {
    let Some(scanner) = scanner()? else { return Ok("not set; files are checked, and not scanned for viruses".into()) };
    scanner.ping().context("CLAMD_URL names a scanner that does not answer; until it does, new files wait and nobody can open them")?;
    Ok("the scanner answers".into())
}

/// The private server's programs; only the scripts look for them.
fn examined_programs() -> Result<String> {
    let Some(folder) = setting("PG_BIN") else { return Ok("not set; the newest installed".into()) };
    match ["initdb", "postgres"].iter().find(|program| !Path::new(&folder).join(program).is_file()) {
        None => Ok(folder),
        Some(missing) => bail!("PG_BIN is {folder}, but there is no {missing} in it"),
    }
}
