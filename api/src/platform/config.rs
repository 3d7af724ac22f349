//! Settings, read from the environment once at start.

use super::crypto::ServerKey;
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::str::FromStr;

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
    /// Where mail goes: `smtp://`, `smtps://` or `file:///folder`.
    pub mail_url: String,
    /// Sender of mail.
    pub mail_from: String,
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

fn parsed<T: FromStr>(name: &str, default: T) -> Result<T> {
    match setting(name) {
        None => Ok(default),
        Some(text) => match text.trim().parse() {
            Ok(value) => Ok(value),
            Err(_) => bail!("{name} is “{text}”, which is not a value it can take; see the table of settings in README.md"),
        },
    }
}

/// Whether this process runs the demonstration.
pub fn demo() -> bool {
    matches!(setting("DEMO").as_deref(), Some("1" | "true" | "yes"))
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

impl Settings {
    /// Reads every setting.
    ///
    /// # Errors
    /// Names the setting that is missing or wrong and what to do.
    pub fn from_environment() -> Result<Self> {
        let port = parsed("PORT", 8080)?;
        let data_dir = data_dir();
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Ok(Self {
            bind: setting("BIND").unwrap_or_else(|| "127.0.0.1".into()),
            port,
            public_url: setting("PUBLIC_URL").unwrap_or_else(|| format!("http://localhost:{port}")).trim_end_matches('/').to_owned(),
            database_url: database_url()?,
            owner_url: setting("DATABASE_OWNER_URL"),
            demo: demo(),
            key: server_key(&data_dir)?,
            mail_url: setting("MAIL_URL").unwrap_or_else(|| {
                let folder = std::path::absolute(data_dir.join("mail")).unwrap_or_else(|_| data_dir.join("mail"));
                format!("file://{}", folder.display())
            }),
            mail_from: setting("MAIL_FROM").unwrap_or_else(|| "OpenCDR <no-reply@localhost>".into()),
            pool_size: parsed("POOL_SIZE", 16)?,
            workers: parsed("WORKERS", cores)?,
            public_rate_per_hour: parsed("PUBLIC_RATE_PER_HOUR", if demo() { 6000 } else { 60 })?,
            session_idle_minutes: parsed("SESSION_IDLE_MINUTES", 15)?,
            session_absolute_hours: parsed("SESSION_ABSOLUTE_HOURS", 10)?,
            trusted_proxies: parsed("TRUSTED_PROXIES", 0)?,
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

/// Reads the key file, making one on first use. Without it second factors and saved notifications cannot be read.
fn server_key(data_dir: &std::path::Path) -> Result<ServerKey> {
    let path = setting("SECRET_KEY_FILE").map_or_else(|| data_dir.join("secret.key"), PathBuf::from);
    if !path.exists() {
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
        writeln!(file, "{}", hex::encode(super::ids::random::<32>()))?;
        file.sync_all()?;
        let linked = fs::hard_link(&draft, &path);
        fs::remove_file(&draft)?;
        if let Err(error) = linked
            && error.kind() != std::io::ErrorKind::AlreadyExists
        {
            return Err(error).with_context(|| format!("cannot write the key file {}", path.display()));
        }
    }
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read the key file {}", path.display()))?;
    match hex::decode(text.trim()).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()) {
        Some(secret) => Ok(ServerKey::new(secret)),
        None => bail!("{} must hold 64 hexadecimal digits (32 random bytes)", path.display()),
    }
}
