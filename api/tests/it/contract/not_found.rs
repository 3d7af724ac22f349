//! What you may not know exists answers exactly like what does not exist.

use super::operations::{Operation, World, call_at, operations, path};
use crate::support::template::OTHER_AREA_COORDINATOR;
use crate::support::{Answered, Persona, TestApp};
use uuid::Uuid;

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
        let real = if operation.path.contains("/notifications/") {
            world.notification.id
        } else if operation.path.contains("/cases/") {
            world.case.id
        } else if operation.path.contains("/transfers/") {
            world.transfer
        } else {
            world.session
        };
        for person in app.everyone() {
            // An offer is there for both areas; that a third one finds nothing is among the tests of transfers.
            let offered_to = operation.path.starts_with("/api/v1/transfers/") && person.user == Some(OTHER_AREA_COORDINATOR);
            if offered_to || person.user == owner.user || person.user.is_some_and(may_see) && !operation.path.contains("/sessions/") {
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
    assert_eq!(app.database.count("cases"), 1);
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
            call_at(&app, &operation, &world, &person, &address).send().await.problem(404, "not_found");
        }
    }
}
