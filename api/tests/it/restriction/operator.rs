//! `opencdr case give-access`: a restricted case that no manager sees any more is given back to one.

use crate::support::TestApp;
use crate::support::folder::Folder;
use crate::support::given::Case;
use crate::support::program::{Ran, run};
use crate::support::template::{COLLEAGUE, account};
use opencdr::platform::keyring::Keyring;
use opencdr_domain::identity::role::Role;
use serde_json::json;

/// The address of the colleague of Kent.
const ADDRESS: &str = "colleague@kent.example";

fn give_access(app: &TestApp, keys: &Folder, reference: &str, email: &str) -> Ran {
    let (owner, keys) = (app.database.owner_url(), keys.path().join("data.keys").display().to_string());
    run(&["case", "give-access", reference, email], &[("DATABASE_OWNER_URL", owner.as_str()), ("DATA_KEYS_FILE", keys.as_str())], "")
}

#[actix_web::test]
async fn when_the_last_manager_who_saw_a_restricted_case_has_left_an_operator_gives_it_to_another() {
    let keys = Folder::new();
    let keyring = Keyring::open(&keys.path().join("data.keys")).expect("a key file");
    let app = TestApp::with(|settings| settings.keyring = keyring).await;
    let open = app.given().an_accepted_case().await;
    let case = app.given().a_restricted_case().await;
    // The command reads the real clock, and the test's is of another day.
    app.database.run("UPDATE memberships SET valid_from = '2026-01-01'");

    give_access(&app, &keys, &open.reference, ADDRESS).refused("there is no restricted case");
    give_access(&app, &keys, &case.reference, ADDRESS).refused("a manager sees");
    app.database.run(&format!("UPDATE users SET disabled_at = now() WHERE id = '{}'", account(Role::Manager)));
    give_access(&app, &keys, &case.reference, ADDRESS).refused("is no manager of the area");
    app.database.run(&format!("UPDATE memberships SET role = 'manager' WHERE user_id = '{COLLEAGUE}'"));
    let ran = give_access(&app, &keys, &case.reference, ADDRESS);
    assert!(ran.done().contains("sees") && ran.words.contains(&case.reference), "{}", ran.words);

    let manager = app.colleague();
    manager.get(&case.path()).await.expect(200);
    let restriction = manager.get(&format!("{}/restriction", case.path())).await.expect(200);
    let given: Vec<_> = restriction["grants"].as_array().expect("grants").iter().map(|one| one["granted_by"].clone()).collect();
    assert!(given.contains(&json!("An operator of this service")), "{restriction}");
    let timeline = manager.get(&format!("{}/timeline", case.path())).await.expect(200);
    assert!(timeline.to_string().contains("Colleague of Kent was given access"), "{timeline}");
    assert_eq!(app.database.count("audit_entries WHERE action = 'give_grant' AND actor_kind = 'operator'"), 1);
}

#[actix_web::test]
async fn of_cases_that_are_one_only_the_part_that_no_manager_sees_is_given_back() {
    let keys = Folder::new();
    let keyring = Keyring::open(&keys.path().join("data.keys")).expect("a key file");
    let app = TestApp::with(|settings| settings.keyring = keyring).await;
    let (survivor, merged) = (app.given().a_restricted_case().await, app.given().a_restricted_case().await);
    let into = json!({ "into": survivor.id, "reason": "The same NHS number" });
    app.manager().post(&format!("{}/merging", merged.path()), into).await.expect(201);
    let manager = account(Role::Manager);
    app.database.run(&format!(
        "UPDATE memberships SET valid_from = '2026-01-01';
         UPDATE case_grants SET ended_at = granted_at, ended_by = user_id WHERE case_id = '{}'",
        merged.id
    ));
    let address = app.database.value(&format!("SELECT email FROM users WHERE id = '{manager}'"));
    give_access(&app, &keys, &survivor.reference, address.as_str().expect("an address")).done();
    let held = |case: &Case| app.database.count(&format!("case_grants WHERE case_id = '{}' AND user_id = '{manager}' AND ended_at IS NULL", case.id));
    assert_eq!((held(&survivor), held(&merged)), (1, 1));
}
