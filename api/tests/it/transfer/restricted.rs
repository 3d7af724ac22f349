//! A restricted case is offered to managers, who see its reference and who offers it; whoever accepts it is given access to it.

use super::{listed, path, to_norfolk};
use crate::support::TestApp;
use crate::support::given::Case;
use crate::support::template::{COLLEAGUE, KENT, NORF, OTHER_AREA_COORDINATOR, account};
use opencdr_domain::identity::role::Role;
use serde_json::{Value, json};
use uuid::Uuid;

/// A restricted case of Kent to which the manager of Kent has access.
async fn restricted(app: &TestApp) -> Case {
    let case = app.given().an_accepted_case().await;
    let by = account(Role::Manager);
    app.database.run(&format!(
        "UPDATE cases SET restricted = true WHERE id = '{0}';
         INSERT INTO case_grants VALUES (gen_random_uuid(), '{0}', '{KENT}', '{by}', now(), '{by}', NULL, NULL)",
        case.id
    ));
    case
}

fn manager_of_norfolk(app: &TestApp) {
    app.database.run(&format!(
        "INSERT INTO memberships (id, user_id, role, area_id, valid_from) VALUES ('{}', '{OTHER_AREA_COORDINATOR}', 'manager', '{NORF}', '2026-01-01')",
        Uuid::from_u128(0xF01)
    ));
}

#[actix_web::test]
async fn only_managers_of_the_other_area_see_the_offer_and_no_more_than_its_reference_and_sender() {
    let app = TestApp::new().await;
    let case = restricted(&app).await;
    let address = format!("{}/transfers", case.path());
    app.coordinator().post(&address, to_norfolk()).await.problem(404, "not_found");
    let offer = app.manager().post(&address, to_norfolk()).await.expect(201);
    app.work();
    assert!(app.mails().iter().all(|mail| !mail.contains("Offered to your area")), "Norfolk has no manager yet");
    let transfer: Uuid = offer["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
    let other = app.other_area_coordinator();
    assert!(listed(&other, "offered_to_us").await.is_empty());
    other.get(&path(transfer, "")).await.problem(404, "not_found");
    other.post(&path(transfer, "/acceptance"), json!({})).await.problem(404, "not_found");
    assert!(listed(&app.coordinator(), "offered_by_us").await.is_empty(), "it is hidden at home as well");
    manager_of_norfolk(&app);
    let view = other.get(&path(transfer, "")).await.expect(200);
    assert_eq!((&view["reference"], &view["offered_by"]["name"]), (&json!(case.reference), &json!("Manager of Kent")));
    for hidden in ["words", "age_band", "date_of_death", "reason", "opens"] {
        assert_eq!(view[hidden], Value::Null, "{hidden}");
    }
}

#[actix_web::test]
async fn grants_end_with_the_move_and_whoever_accepts_is_given_one() {
    let app = TestApp::new().await;
    let case = restricted(&app).await;
    manager_of_norfolk(&app);
    let offer = app.manager().post(&format!("{}/transfers", case.path()), to_norfolk()).await.expect(201);
    app.work();
    let transfer: Uuid = offer["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
    let other = app.other_area_coordinator();
    other.post(&path(transfer, "/acceptance"), json!({})).await.expect(201);
    assert_eq!(other.get(&case.path()).await.expect(200)["child_name"], "Amber Hill");
    let grants = app.database.rows("SELECT user_id, area_id, ended_at IS NULL AS holds FROM case_grants ORDER BY granted_at, ended_at NULLS LAST");
    assert!(grants.iter().all(|grant| grant["area_id"] == json!(NORF)));
    let holding: Vec<&Value> = grants.iter().filter(|grant| grant["holds"] == true).map(|grant| &grant["user_id"]).collect();
    assert_eq!(holding, [&json!(OTHER_AREA_COORDINATOR)]);
    assert_eq!(app.database.count("audit_entries WHERE action = 'decide_restricted_transfer'"), 2);
    // Where it went is told to managers and to whoever offered it.
    app.manager().get(&format!("{}/transfers", case.path())).await.expect(200);
    app.coordinator().get(&format!("{}/transfers", case.path())).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_declared_interest_holds_in_the_other_area() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    app.database.run(&format!(
        "INSERT INTO case_interests VALUES (gen_random_uuid(), '{}', '{KENT}', '{COLLEAGUE}', now(), '{COLLEAGUE}', '\\x00', NULL, NULL, NULL);
         INSERT INTO memberships (id, user_id, role, area_id, valid_from) VALUES ('{}', '{COLLEAGUE}', 'coordinator', '{NORF}', '2026-01-01')",
        case.id,
        Uuid::from_u128(0xF02)
    ));
    let transfer = super::offered(&app, &case).await;
    app.other_area_coordinator().post(&path(transfer, "/acceptance"), json!({})).await.expect(201);
    let interests = app.database.rows("SELECT area_id, ended_at FROM case_interests");
    assert_eq!(interests, [json!({ "area_id": NORF, "ended_at": null })]);
    let denied = app.database.value(&format!("SELECT '{}' = ANY (denied) FROM case_bounds('{COLLEAGUE}', '{{{NORF}}}', now())", case.id));
    assert_eq!(denied, json!(true));
}
