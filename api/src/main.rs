//! The command line: one binary that serves, works, migrates and looks after accounts.
#![forbid(unsafe_code)]

use actix_web::HttpServer;
use anyhow::{Context, Result, bail};
use clap::{Parser, Subcommand};
use opencdr::app::{self, Shared};
use opencdr::area::command_area::{self as areas, AreaCommand};
use opencdr::demo::{self, DemoOptions};
use opencdr::duplicates::command::{self as duplicates, EvaluateOptions};
use opencdr::identity::command::{self as users, UserCommand};
use opencdr::keys::command::{self as keys, KeysCommand};
use opencdr::machine::command::{self as clients, ClientCommand};
use opencdr::platform::clock::Clock;
use opencdr::platform::config::{self, Settings};
use opencdr::platform::db_prepare::{self, Names, Prepared};
use opencdr::platform::{db_roles, migrate};
use opencdr::restriction::command::{self as access, CaseCommand};
use opencdr::succession::command::{self as succession, HandOver};
use opencdr::{area, audit, doctor, work};
use serde::ser::SerializeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Notification and review of child deaths. Settings are read from the environment; README.md has the table.
#[derive(Parser)]
#[command(name = "opencdr", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API and the pages.
    Serve,
    /// Do background work: alerts, sealing the audit trail, deleting what has expired.
    Work {
        /// Do what waits now, then stop.
        #[arg(long)]
        once: bool,
    },
    /// Bring the database to this version (as DATABASE_OWNER_URL).
    Migrate,
    /// Make the database and its two roles, given an administrator's DATABASE_URL; writes database.env into DATA_DIR.
    PrepareDatabase,
    /// Load invented areas, accounts and cases (needs DEMO=1).
    Demo(DemoOptions),
    /// Reload the postcode table from an ONS NSPL file.
    ImportPostcodes {
        /// CSV file with its header line.
        file: PathBuf,
        /// Do nothing when the table already holds postcodes.
        #[arg(long)]
        if_empty: bool,
    },
    /// Look after areas: which local authorities each panel is responsible for, and from when to when.
    #[command(subcommand)]
    Area(AreasCommand),
    /// Look after cases that nobody can look after in the web application.
    #[command(subcommand)]
    Case(CaseCommand),
    /// Look after accounts.
    #[command(subcommand)]
    User(UserCommand),
    /// Look after the systems of organisations, which answer requests by themselves.
    #[command(subcommand)]
    Client(ClientCommand),
    /// Look after the keys that seal what identifies people.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Look after the audit trail.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Measure how well records of one child are found, on invented families and on the FEBRL data sets.
    EvaluateDuplicates(EvaluateOptions),
    /// Print the OpenAPI document.
    Openapi,
    /// Check every setting and say what is wrong.
    Doctor,
}

#[derive(Subcommand)]
enum AreasCommand {
    #[command(flatten)]
    Area(AreaCommand),
    /// Give the cases and notifications of an area that has ended to the areas that follow it.
    HandOver(HandOver),
}

#[derive(Subcommand)]
enum AuditCommand {
    /// Follow the hash chain from its first entry to its last.
    Verify,
}

fn main() -> std::process::ExitCode {
    let cli = Cli::parse();
    log_to_stderr();
    match run(cli.command) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("opencdr: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    let clock = Clock::default();
    match command {
        Command::Serve => serve(clock),
        Command::Work { once } => work(clock, once),
        Command::Migrate => {
            let role = db_roles::role_of(&config::database_url()?)?;
            let ran = migrate::migrate(&config::owner_url()?, &role)?;
            println!("The database is up to date ({ran} migrations applied).");
            Ok(())
        }
        Command::PrepareDatabase => {
            let file = config::data_dir().join("database.env");
            match db_prepare::prepare(&config::database_url()?, &file)? {
                Prepared::Made(Names { database, owner, app }) => {
                    println!("The database {database} and the roles {owner} and {app} are there; their connections are in {}.", file.display());
                }
                Prepared::Kept => println!("The connections in {} work; they were left as they are.", file.display()),
            }
            Ok(())
        }
        Command::Demo(options) => demo::run(&config::owner_url()?, &config::data_dir(), &options, &clock),
        Command::ImportPostcodes { file, if_empty } => {
            match area::command::import_postcodes(&config::owner_url()?, &file, if_empty, &clock)? {
                Some(rows) => println!("{rows} postcodes loaded."),
                None => println!("The postcode table is not empty; it was left as it is."),
            }
            Ok(())
        }
        Command::Area(command) => {
            let owner_url = config::owner_url()?;
            println!(
                "{}",
                match command {
                    AreasCommand::Area(command) => areas::run(&owner_url, &command, &clock)?,
                    AreasCommand::HandOver(wanted) => succession::run(&owner_url, &wanted, &clock)?,
                }
            );
            Ok(())
        }
        Command::Case(command) => {
            println!("{}", access::run(&config::owner_url()?, &command, &clock)?);
            Ok(())
        }
        Command::User(command) => {
            println!("{}", users::run(&config::owner_url()?, &command, &clock)?);
            Ok(())
        }
        Command::Client(command) => {
            println!("{}", clients::run(&config::owner_url()?, &command, &clock)?);
            Ok(())
        }
        Command::Keys(command) => {
            println!("{}", keys::run(&config::owner_url()?, &command, &clock)?);
            Ok(())
        }
        Command::Audit(AuditCommand::Verify) => {
            println!("{}", audit::command::verify(&config::owner_url()?)?);
            Ok(())
        }
        Command::EvaluateDuplicates(options) => {
            println!("{}", duplicates::run(&options)?);
            Ok(())
        }
        Command::Openapi => {
            println!("{}", app::document().to_pretty_json()?);
            Ok(())
        }
        Command::Doctor => {
            if doctor::examine() {
                Ok(())
            } else {
                bail!("something above needs mending")
            }
        }
    }
}

/// One JSON object a line, on standard error. `RUST_LOG` chooses what; nothing personal is ever logged.
fn log_to_stderr() {
    use serde::Serializer;
    use std::io::Write;
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("info"))
        // Lines without colours: “always” spares looking for colours to take out.
        .write_style(env_logger::WriteStyle::Always)
        .format(|out, record| {
            let at = out.timestamp_millis().to_string();
            let mut json = serde_json::Serializer::new(&mut *out);
            let mut line = Fields(json.serialize_map(None)?);
            line.0.serialize_entry("at", &at)?;
            line.0.serialize_entry("level", &record.level().as_str().to_lowercase())?;
            line.0.serialize_entry("message", record.args())?;
            record.key_values().visit(&mut line).map_err(std::io::Error::other)?;
            line.0.end()?;
            writeln!(out)
        })
        .init();
}

/// Writes the key-values of a log record into its line.
struct Fields<M>(M);

impl<'kvs, M: SerializeMap<Error = serde_json::Error>> log::kv::VisitSource<'kvs> for Fields<M> {
    fn visit_pair(&mut self, key: log::kv::Key<'kvs>, value: log::kv::Value<'kvs>) -> Result<(), log::kv::Error> {
        self.0.serialize_entry(key.as_str(), &value).map_err(log::kv::Error::boxed)
    }
}

#[actix_web::main]
async fn serve(clock: Clock) -> Result<()> {
    let settings = Settings::from_environment()?;
    refuse_unfit_database(&settings)?;
    if let Some(words) = doctor::proxy_warning(settings.secure(), settings.trusted_proxies) {
        log::warn!("{words}");
    }
    let (bind, port, workers, pool) = (settings.bind.clone(), settings.port, settings.workers, settings.pool_size);
    let shared = Shared::open(settings, clock)?;
    let limits = shared.limits.clone();
    actix_web::rt::spawn(async move {
        loop {
            actix_web::rt::time::sleep(Duration::from_secs(600)).await;
            limits.forget_quiet();
        }
    });
    log::info!("listening on {bind}:{port}");
    HttpServer::new(move || app::build(&shared))
        .workers(workers)
        // A thread for each database connection, shared out over the HTTP threads.
        .worker_max_blocking_threads(usize::try_from(pool).unwrap_or(8).div_ceil(workers))
        .client_request_timeout(Duration::from_secs(15))
        .keep_alive(Duration::from_secs(75))
        .shutdown_timeout(10)
        .bind((bind.as_str(), port))
        .with_context(|| format!("cannot listen on {bind}:{port}; is something else using the port? PORT changes it"))?
        .run()
        .await?;
    Ok(())
}

/// Neither serves nor works where row-level security would not bind, or where demonstration and real accounts could meet.
fn refuse_unfit_database(settings: &Settings) -> Result<()> {
    db_roles::refuse_unguarded(&settings.database_url)?;
    demo::mark::refuse_mismatch(&settings.database_url, settings.demo)
}

fn work(clock: Clock, once: bool) -> Result<()> {
    let settings = Settings::from_environment()?;
    refuse_unfit_database(&settings)?;
    let db = opencdr::platform::db::Db::open(&Settings { pool_size: 2, ..settings.clone() }, clock)?;
    if once {
        return work::drain(&db, &settings);
    }
    let stop = Arc::new(AtomicBool::new(false));
    let told = stop.clone();
    std::thread::spawn(move || wait_for_signal(&told));
    log::info!("working");
    work::run(&db, &settings, &stop)
}

/// Waits for Ctrl-C or a request to terminate, so that the job in hand is finished first.
#[actix_web::main]
async fn wait_for_signal(stop: &AtomicBool) {
    use tokio::signal::unix::{SignalKind, signal};
    if let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate())) {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }
    stop.store(true, Ordering::Relaxed);
}
