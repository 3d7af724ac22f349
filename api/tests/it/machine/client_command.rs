//! `opencdr client add | list | disable`, run as the program itself.

use crate::support::TestApp;
use crate::support::machine::KeyPair;
use crate::support::program::{Ran, run};
use jsonwebtoken::Algorithm;

fn client(app: &TestApp, arguments: &[&str]) -> Ran {
    run(&[&["client"], arguments].concat(), &[("DATABASE_OWNER_URL", app.database.owner_url().as_str())], "")
}

#[actix_web::test]
async fn a_system_is_added_listed_and_disabled_with_an_entry_for_each_change() {
    let app = TestApp::new().await;
    let pair = KeyPair::made_in(app.data.path(), Algorithm::ES256);
    let file = app.data.path().join("public.pem");
    let added =
        client(&app, &["add", "--organisation", "Riverside Hospital", "--name", "Hospital EPR", "--public-key", file.to_str().expect("a path")]);
    let words = added.done();
    assert!(words.contains("ES256") && words.contains("/api/v1/oauth/token"), "{words}");
    let id = app.database.value("SELECT id FROM machine_clients");
    let id = id.as_str().expect("an identifier");
    assert!(words.contains(id), "{words}");
    assert_eq!(app.database.value("SELECT public_key FROM machine_clients"), pair.public.trim());
    assert!(client(&app, &["list"]).done().contains("Riverside Hospital: Hospital EPR"));
    client(&app, &["disable", id]).done();
    client(&app, &["disable", id]).refused("no system with the identifier");
    assert!(client(&app, &["list"]).done().contains("disabled on"));
    for action in ["add_machine", "disable_machine"] {
        let entries =
            format!("audit_entries WHERE action = '{action}' AND actor_kind = 'operator' AND object_kind = 'machine' AND object_id = '{id}'");
        assert_eq!(app.database.count(&entries), 1, "{action}");
    }
}

#[actix_web::test]
async fn what_cannot_be_added_is_said_and_nothing_is_changed() {
    let app = TestApp::new().await;
    KeyPair::made_in(app.data.path(), Algorithm::EdDSA);
    let file = |name: &str| app.data.path().join(name).to_string_lossy().into_owned();
    std::fs::write(file("other.pem"), "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n").expect("written");
    for (organisation, name, key, words) in [
        ("Riverside Hospital", "EPR", file("private.pem"), "is a private key"),
        ("Riverside Hospital", "EPR", file("other.pem"), "not a public key"),
        ("Riverside Hospital", "EPR", file("none.pem"), "cannot read"),
        ("Riverside Hospital", " ", file("public.pem"), "--name"),
        ("Riverside", "EPR", file("public.pem"), "there is no organisation"),
    ] {
        client(&app, &["add", "--organisation", organisation, "--name", name, "--public-key", &key]).refused(words);
    }
    assert_eq!(app.database.count("machine_clients") + app.database.count("audit_entries"), 0);
    assert!(client(&app, &["list"]).done().contains("No system"));
}
