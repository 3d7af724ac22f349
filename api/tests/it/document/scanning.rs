//! The virus scanner: found, away, back again. With clamd where it is installed, and a stand-in that speaks its protocol.

use super::corpus::EICAR;
use super::uploads::{content, upload};
use crate::support::TestApp;
use crate::support::folder::Folder;
use chrono::TimeDelta;
use opencdr::platform::scanner::Scanner;
use opencdr_domain::document::scan::Verdict;
use serde_json::json;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A real clamd with one signature: the file every scanner knows. Nothing where it is not installed.
struct Clamd {
    child: Child,
    folder: Folder,
}

impl Clamd {
    fn start() -> Option<Self> {
        let program = ["/usr/sbin/clamd", "/usr/bin/clamd", "/usr/local/sbin/clamd"].into_iter().map(PathBuf::from).find(|path| path.exists())?;
        let folder = Folder::new();
        let sum = md5_of_eicar();
        folder.file("own.hdb", &format!("{sum}:{}:Eicar-Test\n", EICAR.len()));
        let place = folder.path().display();
        let settings = format!(
            "DatabaseDirectory {place}\nLocalSocket {place}/clamd.ctl\nForeground yes\nStreamMaxLength 30M\nTemporaryDirectory {place}\nUser {}\n",
            user()
        );
        let settings = folder.file("clamd.conf", &settings);
        let child = Command::new(program).arg("-c").arg(settings).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?;
        let clamd = Self { child, folder };
        for _ in 0..600 {
            if clamd.scanner().ping().is_ok() {
                return Some(clamd);
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        None
    }

    fn scanner(&self) -> Scanner {
        Scanner::Unix(self.folder.path().join("clamd.ctl"))
    }
}

impl Drop for Clamd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn user() -> String {
    let output = Command::new("id").arg("-un").output().expect("a user");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Known of old; signatures of this kind go by it.
fn md5_of_eicar() -> &'static str {
    "44d88612fea8a8f36de82e1278abb02f"
}

/// Answers so many files with these words, as clamd would.
fn stand_in(listener: TcpListener, answers: Vec<&'static str>) -> std::thread::JoinHandle<Vec<usize>> {
    std::thread::spawn(move || {
        answers
            .into_iter()
            .map(|answer| {
                let mut stream = listener.accept().expect("a connection").0;
                let mut command = [0; 10];
                stream.read_exact(&mut command).expect("a command");
                assert_eq!(&command, b"zINSTREAM\0");
                let length = stream_length(&mut stream);
                stream.write_all(answer.as_bytes()).expect("an answer");
                length
            })
            .collect()
    })
}

fn stream_length(stream: &mut TcpStream) -> usize {
    let mut all = 0;
    loop {
        let mut four = [0; 4];
        stream.read_exact(&mut four).expect("a length");
        let length = u32::from_be_bytes(four) as usize;
        if length == 0 {
            return all;
        }
        let mut piece = vec![0; length];
        stream.read_exact(&mut piece).expect("a piece");
        all += length;
    }
}

#[test]
fn the_whole_file_is_sent_in_pieces_and_the_answer_is_taken_as_it_is() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let scanner = Scanner::Tcp(listener.local_addr().expect("an address").to_string());
    let answers = vec!["stream: OK\0", "stream: Win.Test FOUND\0", "INSTREAM size limit exceeded. ERROR\0", ""];
    let heard = stand_in(listener, answers);
    let file = vec![7; 200_000];
    assert_eq!(scanner.scan(&file), Verdict::Clean);
    assert_eq!(scanner.scan(&file), Verdict::Infected("Win.Test".into()));
    assert!(matches!(scanner.scan(&file), Verdict::Unavailable(_)));
    assert!(matches!(scanner.scan(&file), Verdict::Unavailable(_)));
    assert_eq!(heard.join().expect("the stand-in"), [200_000; 4]);
}

#[actix_web::test]
async fn clamd_finds_the_test_virus_and_the_file_is_refused_and_written_down() {
    let Some(clamd) = Clamd::start() else {
        eprintln!("skipped: clamd is not installed (apt-get install clamav-daemon)");
        return;
    };
    let app = TestApp::with(|settings| settings.scanner = Some(clamd.scanner())).await;
    let (case, person) = (app.given().an_accepted_case().await, app.coordinator());
    upload(&person, &case, "notes.txt", EICAR).await.refused(422, "invalid_body", &[("/file", "infected")]);
    let entry = &app.database.rows("SELECT detail FROM audit_entries WHERE action = 'refuse_document'")[0]["detail"];
    assert!(entry.to_string().contains("infected") && entry.to_string().contains("Eicar-Test"), "{entry}");
    let clean = upload(&person, &case, "notes.txt", b"Seen at ten.").await.expect(201);
    assert_eq!(clean["versions"][0]["scan_state"], "clean");
    person.get(&content(&case, &clean, 1)).await.expect(200);
    let large = vec![b'x'; opencdr_domain::document::LARGEST_FILE];
    assert_eq!(clamd.scanner().scan(&large), Verdict::Clean, "the largest file is within what the scanner takes");
}

/// An address at which nothing listens yet.
fn nowhere() -> String {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").to_string()
}

#[actix_web::test]
async fn while_the_scanner_is_away_a_file_waits_and_nobody_opens_it() {
    let address = nowhere();
    let app = TestApp::with(|settings| settings.scanner = Some(Scanner::Tcp(address.clone()))).await;
    let (case, person) = (app.given().an_accepted_case().await, app.coordinator());
    let document = upload(&person, &case, "notes.txt", b"Seen at ten.").await.expect(201);
    let version = &document["versions"][0];
    assert_eq!((&version["scan_state"], &version["available"]), (&json!("quarantined"), &json!(false)));
    person.get(&content(&case, &document, 1)).await.problem(409, "conflict");
    app.work();
    person.get(&content(&case, &document, 1)).await.problem(409, "conflict");
    let heard = stand_in(TcpListener::bind(&address).expect("the port"), vec!["stream: OK\0"]);
    app.advance(TimeDelta::minutes(5));
    app.work();
    assert_eq!(heard.join().expect("the stand-in"), [12]);
    let person = app.coordinator();
    assert_eq!(person.get(&content(&case, &document, 1)).await.body, b"Seen at ten.");
    let scanned = app.database.rows("SELECT actor_kind, detail FROM audit_entries WHERE action = 'scan_document'");
    assert_eq!(scanned[0]["actor_kind"], "system");
}

#[actix_web::test]
async fn a_virus_found_later_keeps_the_file_closed_for_good() {
    let address = nowhere();
    let app = TestApp::with(|settings| settings.scanner = Some(Scanner::Tcp(address.clone()))).await;
    let (case, person) = (app.given().an_accepted_case().await, app.coordinator());
    let document = upload(&person, &case, "notes.txt", b"Seen at ten.").await.expect(201);
    let heard = stand_in(TcpListener::bind(&address).expect("the port"), vec!["stream: Late.Found FOUND\0"]);
    app.work();
    heard.join().expect("the stand-in");
    person.get(&content(&case, &document, 1)).await.problem(409, "conflict");
    let list = person.get(&format!("{}/documents", case.path())).await.expect(200);
    assert_eq!(list["items"][0]["versions"][0]["scan_state"], "infected");
}
