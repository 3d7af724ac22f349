//! What you may not know exists answers exactly like what does not exist.

use super::operations::{Operation, World, call_at, operations, path};
use crate::support::template::{COLLEAGUE, KENT, NORF, OTHER_AREA_COORDINATOR};
use crate::support::{Answered, Persona, TestApp};
use opencdr::platform::ids;
use uuid::Uuid;

/// Who must not know of the restricted case and of what hangs on it, though their roles use every operation somewhere.
const SHUT_OUT: [&str; 5] = ["of another area", "whose access ended", "without a grant", "with an interest", "with an interest and a grant"];

/// Makes the colleague, or the coordinator of Norfolk, somebody who is shut out.
async fn shut_out<'a>(app: &'a TestApp, world: &World, why: &str) -> Persona<'a> {
    let manager = |user: Uuid, area: Uuid| {
        let id = ids::new_id();
        app.database.run(&format!(
            "INSERT INTO memberships (id, user_id, role, area_id, valid_from) VALUES ('{id}', '{user}', 'manager', '{area}', '2026-01-01')"
        ));
    };
    app.database.run(&format!(
        "DELETE FROM case_interests WHERE user_id = '{COLLEAGUE}'; DELETE FROM case_grants WHERE user_id = '{COLLEAGUE}';
        DELETE FROM glass_breaks WHERE id <> '{0}'; UPDATE glass_breaks SET expires_at = opened_at + interval '1 second' WHERE id = '{0}';
        DELETE FROM memberships WHERE role = 'manager' AND user_id IN ('{COLLEAGUE}', '{OTHER_AREA_COORDINATOR}');
        UPDATE memberships SET valid_to = NULL;",
        world.emergency
    ));
    app.advance(chrono::TimeDelta::seconds(2));
    if why == "of another area" {
        manager(OTHER_AREA_COORDINATOR, NORF);
        return app.other_area_coordinator();
    }
    if why == "whose access ended" {
        manager(COLLEAGUE, NORF);
        app.database.run(&format!("UPDATE memberships SET valid_to = '2026-11-19' WHERE user_id = '{COLLEAGUE}' AND area_id = '{KENT}'"));
        return app.colleague();
    }
    manager(COLLEAGUE, KENT);
    if why.ends_with("a grant") && why.starts_with("with an interest") {
        app.given().grant(&world.restricted, COLLEAGUE).await;
    }
    if why.starts_with("with an interest") {
        app.given().interest(&world.restricted, COLLEAGUE).await;
    }
    app.colleague()
}

#[actix_web::test]
async fn every_operation_on_a_restricted_case_answers_as_if_it_did_not_exist() {
    let app = TestApp::new().await;
    let mut world = World::new(&app).await;
    world.session = app.coordinator().open_session(true);
    world.notification = world.restricted.notification.clone();
    world.case = world.restricted.clone();
    // To a third area: managers of the one it is offered to see that there is an offer.
    let third = Uuid::from_u128(0xA3);
    app.database.run(&format!("INSERT INTO areas (id, code, name, valid_from) VALUES ('{third}', 'DEVN', 'Devon', '2020-01-01')"));
    for why in SHUT_OUT {
        let person = shut_out(&app, &world, why).await;
        world.transfer = app.given().an_offer_of(&world.restricted, third).await;
        for operation in operations().into_iter().filter(|o| o.path.contains("{id}") && !o.path.contains("/agency/")) {
            // Those who review an opening in an emergency need no grant for the case, so that a review never waits for one.
            if why == "without a grant" && operation.path.contains("/emergency-accesses/") {
                continue;
            }
            let real = world.id_of(&operation);
            let hidden = ask(&app, &person, &operation, &world, real).await;
            let absent = ask(&app, &person, &operation, &world, Uuid::from_u128(0x42)).await;
            hidden.problem(404, "not_found");
            assert_eq!(hidden.without_request_id(), absent.without_request_id(), "{} to a person {why}", operation.id);
        }
        let withdrawal = format!("/api/v1/transfers/{}/withdrawal", world.transfer);
        app.manager().post(&withdrawal, serde_json::json!({ "words": "Offered for this test" })).await.expect(201);
    }
    app.work();
    assert_eq!(
        app.database.value("SELECT count(*) FROM case_grants WHERE ended_at IS NULL AND user_id <> '00000000-0000-0000-0000-0000000000c2'"),
        2
    );
}

async fn ask(app: &TestApp, person: &Persona<'_>, operation: &Operation, world: &World, id: Uuid) -> Answered {
    let address = path(operation, world);
    let real = address.split('/').find(|part| part.parse::<Uuid>().is_ok()).expect("an id").to_owned();
    call_at(app, operation, world, person, &address.replace(&real, &id.to_string())).send().await
}

#[actix_web::test]
async fn a_hidden_record_answers_like_one_that_does_not_exist() {
    let app = TestApp::new().await;
    let mut world = World::new(&app).await;
    let owner = app.coordinator();
    world.session = owner.open_session(true);
    let mut walked = 0;
    for operation in operations().into_iter().filter(|o| o.path.contains("{id}")) {
        let real = world.id_of(&operation);
        for person in app.everyone() {
            // An offer is there for both areas; that a third one finds nothing is among the tests of transfers.
            let offered_to = operation.path.starts_with("/api/v1/transfers/") && person.user == Some(OTHER_AREA_COORDINATOR);
            // So is a request for whom it asks; what another organisation finds is among the tests of requests.
            let asked = operation.path.contains("/agency/")
                && (person.user == app.agency_contributor().user || ["invited", "machine"].contains(&person.name.as_str()));
            if offered_to || asked || person.user == owner.user || person.user.is_some_and(may_see) && !operation.path.contains("/sessions/") {
                continue;
            }
            let (hidden, absent) =
                (ask(&app, &person, &operation, &world, real).await, ask(&app, &person, &operation, &world, Uuid::from_u128(0x42)).await);
            assert!(hidden.status >= 400, "{} as {}", operation.id, person.name);
            assert_eq!(hidden.without_request_id(), absent.without_request_id(), "{} as {}", operation.id, person.name);
            let names = |answered: &Answered| answered.headers.keys().map(ToString::to_string).collect::<std::collections::BTreeSet<_>>();
            assert_eq!(names(&hidden), names(&absent), "{} as {}", operation.id, person.name);
            walked += 1;
        }
    }
    assert!(walked > 50, "{walked}");
    assert_eq!(app.database.count("cases"), 4);
}

/// Whether the account reads records of Kent.
fn may_see(user: Uuid) -> bool {
    use crate::support::template::{COLLEAGUE, account};
    use opencdr_domain::identity::role::Role;
    [account(Role::Coordinator), account(Role::Manager), account(Role::DesignatedDoctor), COLLEAGUE].contains(&user)
}

#[actix_web::test]
async fn an_id_that_is_none_names_nothing() {
    let app = TestApp::new().await;
    let world = World::new(&app).await;
    let person = app.coordinator();
    for operation in operations().into_iter().filter(|o| o.path.contains("{id}")) {
        for id in ["1", "not-an-id", "%00", "..%2f..", "00000000-0000-0000-0000-00000000000g"] {
            let address = operation.path.replace("{id}", id).replace("{document}", &world.document.to_string()).replace("{version}", "1");
            let address = address.replace("{row}", &Uuid::from_u128(0x42).to_string()).replace("{kind}", "case");
            let address = address.replace("{other}", &world.other.to_string());
            call_at(&app, &operation, &world, &person, &address).send().await.problem(404, "not_found");
        }
    }
}
