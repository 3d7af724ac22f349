//! The application in the test's own process, with a clock the test moves and a worker it calls.

use super::database::{APP_ROLE, Database};
use super::folder::Folder;
use super::given::Given;
use super::template;
use actix_web::dev::Service;
use actix_web::http::header::HeaderMap;
use actix_web::test::{self, TestRequest};
use actix_web::web::Data;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::LocalBoxFuture;
use opencdr::app::{self, Shared};
use opencdr::notification::sealed::ANSWERS;
use opencdr::platform::clock::Clock;
use opencdr::platform::config::Settings;
use opencdr::platform::db::Db;
use opencdr::platform::limits::Limits;
use opencdr::platform::migrate::migrate;
use opencdr::platform::storage::{Place, Storage};
use opencdr::request::proposing::Routings;
use opencdr::work;
use opencdr_domain::forms::Registry;
use serde_json::Value;
use std::rc::Rc;
use std::sync::LazyLock;
use uuid::Uuid;

/// The instant at which every test begins.
pub const BEGINNING: &str = "2026-11-20T10:30:00Z";

static REGISTRY: LazyLock<Data<Registry>> = LazyLock::new(|| Data::new(Registry::embedded().expect("the forms are valid")));

static ROUTINGS: LazyLock<Data<Routings>> = LazyLock::new(|| Data::new(Routings::read(&REGISTRY).expect("the routing is valid")));

type Answer = Rc<dyn Fn(TestRequest) -> LocalBoxFuture<'static, (u16, HeaderMap, Vec<u8>)>>;

/// An application with a database of its own. When it is dropped, no job may be left that nobody ran.
pub struct TestApp {
    answer: Answer,
    /// What the handlers share.
    pub shared: Shared,
    /// The time.
    pub clock: Clock,
    /// Mail and files.
    pub data: Folder,
    /// The database; the last field, so that it goes last.
    pub database: Database,
}

/// Settings of a server that is not the demonstration.
pub fn settings(database: &Database, data: &Folder) -> Settings {
    Settings {
        bind: "127.0.0.1".into(),
        port: 8080,
        public_url: "http://localhost:8080".into(),
        database_url: database.app_url(),
        owner_url: Some(database.owner_url()),
        demo: false,
        data_dir: data.path().to_owned(),
        key: template::key(),
        keyring: template::keyring(),
        mail_url: format!("file://{}", data.path().join("mail").display()),
        mail_from: "OpenCDR <no-reply@localhost>".into(),
        documents: Place::Folder(data.path().join("documents")),
        scanner: None,
        pool_size: 8,
        workers: 1,
        public_rate_per_hour: 6000,
        session_idle_minutes: 15,
        session_absolute_hours: 10,
        trusted_proxies: 0,
    }
}

impl TestApp {
    /// The application as it is served.
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// The demonstration, in which no second factor is asked for.
    pub async fn demonstration() -> Self {
        Self::with(|settings| settings.demo = true).await
    }

    /// The application with other settings.
    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::on(Database::new(), change).await
    }

    /// The application as it is first installed: tables, and nothing in them.
    pub async fn bare() -> Self {
        let database = Database::empty();
        migrate(&database.owner_url(), APP_ROLE).expect("the migrations");
        Self::on(database, |_| {}).await
    }

    /// The application on a database that was made for it.
    pub async fn on(database: Database, change: impl FnOnce(&mut Settings)) -> Self {
        let data = Folder::new();
        let mut settings = settings(&database, &data);
        change(&mut settings);
        let clock = Clock::default();
        let beginning: DateTime<Utc> = BEGINNING.parse().expect("an instant");
        clock.advance(beginning - clock.now());
        let shared = Shared {
            db: Data::new(Db::open(&settings, clock.clone()).expect("the database answers")),
            limits: Data::new(Limits::new(settings.public_rate_per_hour)),
            registry: REGISTRY.clone(),
            routings: ROUTINGS.clone(),
            storage: Data::new(Storage::open(&settings.documents).expect("a folder for documents")),
            settings: Data::new(settings),
        };
        let service = Rc::new(test::init_service(app::build(&shared)).await);
        let answer: Answer = Rc::new(move |request| {
            let service = service.clone();
            Box::pin(async move {
                let response = match service.call(request.to_request()).await {
                    Ok(response) => response.into_parts().1,
                    Err(error) => error.error_response(),
                };
                let (status, headers) = (response.status().as_u16(), response.headers().clone());
                let body = actix_web::body::to_bytes(response.into_body()).await.expect("a body");
                (status, headers, body.to_vec())
            })
        });
        Self { answer, shared, clock, data, database }
    }

    /// Answers a request.
    pub async fn answer(&self, request: TestRequest) -> (u16, HeaderMap, Vec<u8>) {
        (self.answer)(request).await
    }

    /// Situations to begin from.
    pub fn given(&self) -> Given<'_> {
        Given::new(self)
    }

    /// Lets the worker do everything that waits.
    pub fn work(&self) {
        work::drain(&self.shared.db, &self.shared.settings).expect("the work is done");
    }

    /// Lets the worker seal every audit entry. Sealing waits for transactions of the whole server that are older, those
    /// of other tests among them, so it is asked for until it is done.
    pub fn seal(&self) {
        for _ in 0..200 {
            self.work();
            if self.database.count("audit_seals") == self.database.count("audit_entries") {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("the audit trail was not sealed within ten seconds");
    }

    /// The answers of the notification that was received last, opened with its key.
    pub fn kept_answers(&self) -> Value {
        let row = &self.database.rows(
            "SELECT id, encode(wrapped_key, 'hex') AS key, encode(sealed_answers, 'hex') AS sealed FROM notifications ORDER BY received_at DESC, id DESC LIMIT 1",
        )[0];
        let bytes = |column: &str| hex::decode(row[column].as_str().expect("bytes")).expect("hexadecimal digits");
        let id: Uuid = row["id"].as_str().and_then(|id| id.parse().ok()).expect("an identifier");
        let key = self.shared.settings.keyring.unwrap(id, &bytes("key")).expect("the key opens");
        key.open_json(ANSWERS, id, &bytes("sealed")).expect("the answers open")
    }

    /// Moves the clock on.
    pub fn advance(&self, by: TimeDelta) {
        self.clock.advance(by);
    }

    /// The texts of the mails sent, in any order.
    pub fn mails(&self) -> Vec<String> {
        let folder = self.data.path().join("mail");
        let entries = std::fs::read_dir(folder).map(|entries| entries.flatten().collect::<Vec<_>>()).unwrap_or_default();
        entries.iter().map(|entry| std::fs::read_to_string(entry.path()).expect("a mail")).collect()
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let left = self.database.rows("SELECT kind, attempts, last_error FROM jobs WHERE done_at IS NULL");
        assert!(left.is_empty(), "jobs were left that nobody ran; call app.work() when the test has seen what it wants to see: {left:?}");
    }
}
