//! What lies in the store: sealed, bound to its place, and whole or not there.

use super::corpus::holds;
use super::uploads::{content, upload};
use crate::support::TestApp;
use opencdr::platform::storage::Place;
use std::path::PathBuf;
use std::process::Command;

/// Every file of the store.
pub fn objects(app: &TestApp) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![app.data.path().join("documents")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() { folders.push(entry.path()) } else { found.push(entry.path()) }
        }
    }
    found.sort();
    found
}

const SECRET: &[u8] = b"The mother of Sam Hill was seen at ten.";

#[actix_web::test]
async fn nothing_of_a_file_can_be_read_in_the_store_or_in_the_database() {
    let app = TestApp::new().await;
    let (case, person) = (app.given().an_accepted_case().await, app.coordinator());
    upload(&person, &case, "Samantha Hill.txt", SECRET).await.expect(201);
    let [object] = &objects(&app)[..] else { panic!("one object") };
    let kept = std::fs::read(object).expect("the object");
    assert!(SECRET.windows(8).all(|part| !holds(&kept, part)));
    assert!(!object.to_string_lossy().contains("Hill"));
    let rows = app.database.rows("SELECT d::text AS d, v::text AS v FROM case_documents d JOIN case_document_versions v ON v.document_id = d.id");
    let text = format!("{rows:?}");
    assert!(!text.contains("Samantha") && !text.contains(&hex::encode("Samantha")), "{text}");
}

#[actix_web::test]
async fn a_changed_object_is_not_sent() {
    let app = TestApp::new().await;
    let (case, person) = (app.given().an_accepted_case().await, app.coordinator());
    let document = upload(&person, &case, "a.txt", SECRET).await.expect(201);
    let object = objects(&app).remove(0);
    let kept = std::fs::read(&object).expect("the object");
    for at in [0, 5, kept.len() / 2, kept.len() - 1] {
        let mut changed = kept.clone();
        changed[at] ^= 1;
        std::fs::write(&object, changed).expect("the object");
        let answered = person.get(&content(&case, &document, 1)).await;
        answered.problem(500, "internal");
        assert!(!holds(&answered.body, b"Sam Hill"));
    }
    std::fs::write(&object, &kept[..20]).expect("the object");
    person.get(&content(&case, &document, 1)).await.problem(500, "internal");
    std::fs::write(&object, kept).expect("the object");
    assert_eq!(person.get(&content(&case, &document, 1)).await.body, SECRET);
}

#[actix_web::test]
async fn two_objects_that_were_swapped_are_not_sent() {
    let app = TestApp::new().await;
    let (case, person) = (app.given().an_accepted_case().await, app.coordinator());
    let first = upload(&person, &case, "a.txt", SECRET).await.expect(201);
    let second = upload(&person, &case, "b.txt", b"Something else").await.expect(201);
    let [a, b] = &objects(&app)[..] else { panic!("two objects") };
    let (one, other) = (std::fs::read(a).expect("an object"), std::fs::read(b).expect("an object"));
    std::fs::write(a, other).expect("an object");
    std::fs::write(b, one).expect("an object");
    for document in [first, second] {
        person.get(&content(&case, &document, 1)).await.problem(500, "internal");
    }
}

#[actix_web::test]
async fn a_case_holds_a_gigabyte_and_no_more() {
    let app = TestApp::new().await;
    let (case, person) = (app.given().an_accepted_case().await, app.coordinator());
    upload(&person, &case, "a.txt", b"x").await.expect(201);
    app.database.run(&format!("UPDATE case_document_versions SET size = {}", 1024 * 1024 * 1024 - 5));
    upload(&person, &case, "b.txt", b"123456").await.refused(413, "payload_too_large", &[("/file", "case_full")]);
    upload(&person, &case, "b.txt", b"12345").await.expect(201);
    assert_eq!(objects(&app).len(), 2, "the one that had no room was taken back");
}

/// A disk of one megabyte, gone with this value. Nothing where a test may mount none.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(path: PathBuf) -> Option<Self> {
        std::fs::create_dir_all(&path).expect("a folder");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(&path).output();
        mounted.is_ok_and(|output| output.status.success()).then_some(Self(path))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).output();
    }
}

#[actix_web::test]
async fn when_the_disk_is_full_it_is_said_and_nothing_is_left_behind() {
    let mut disk = None;
    let app = TestApp::with(|settings| {
        let folder = settings.data_dir.join("documents");
        disk = SmallDisk::mount(folder.clone());
        settings.documents = Place::Folder(folder);
    })
    .await;
    if disk.is_none() {
        eprintln!("skipped: only the administrator of a machine can mount a small disk");
        return;
    }
    let (case, person) = (app.given().an_accepted_case().await, app.coordinator());
    let small = upload(&person, &case, "small.txt", &[b'x'; 100_000]).await.expect(201);
    let refused = upload(&person, &case, "large.txt", &vec![b'x'; 2_000_000]).await;
    assert!(refused.problem(507, "storage_full")["detail"].as_str().is_some_and(|words| words.contains("no room")));
    assert_eq!(app.database.count("case_documents"), 1);
    assert_eq!(objects(&app).len(), 1, "no part of the file stays: {:?}", objects(&app));
    assert_eq!(person.get(&content(&case, &small, 1)).await.body.len(), 100_000, "what was there is read as before");
    upload(&person, &case, "small again.txt", &[b'x'; 100_000]).await.expect(201);
}
