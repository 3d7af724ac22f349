//! Which panel receives a notification.

use crate::support::given::submission;
use crate::support::template::{KENT, NORF};
use crate::support::{Answered, TestApp, answers};
use serde_json::{Value, json};
use uuid::Uuid;

async fn send(app: &TestApp, changes: &[(&str, Value)], area: Option<Uuid>) -> Answered {
    let mut sent = answers();
    for (question, answer) in changes {
        sent.insert((*question).to_owned(), answer.clone());
    }
    let mut body = submission(app, &sent);
    body["area_id"] = json!(area);
    let answered = app.anonymous().post("/api/v1/notifications", body).await;
    app.work();
    answered
}

#[actix_web::test]
async fn the_home_postcode_decides_whatever_was_chosen() {
    let app = TestApp::new().await;
    assert_eq!(send(&app, &[], Some(NORF)).await.expect(201)["area"]["code"], "KENT");
    assert_eq!(send(&app, &[("postcode", json!("NR1 1AA"))], None).await.expect(201)["area"]["code"], "NORF");
}

#[actix_web::test]
async fn where_the_postcode_does_not_tell_the_notifier_chooses() {
    let app = TestApp::new().await;
    let unknown = ("residence", json!("postcode_not_known"));
    let homeless = [("residence", json!("no_fixed_abode"))];
    let abroad = [("residence", json!("outside_england")), ("country_of_residence", json!("France"))];
    send(&app, std::slice::from_ref(&unknown), None).await.refused(422, "invalid_answers", &[("/area_id", "required")]);
    assert_eq!(send(&app, std::slice::from_ref(&unknown), Some(NORF)).await.expect(201)["area"]["code"], "NORF");
    assert_eq!(send(&app, &homeless, Some(KENT)).await.expect(201)["area"]["code"], "KENT");
    assert_eq!(send(&app, &abroad, Some(KENT)).await.expect(201)["area"]["code"], "KENT");
    assert_eq!(send(&app, &[("postcode", json!("M1 1AE"))], Some(NORF)).await.expect(201)["area"]["code"], "NORF");
    assert_eq!(send(&app, &[("postcode", json!("LS1 1AA"))], Some(NORF)).await.expect(201)["area"]["code"], "NORF");
    assert_eq!(send(&app, &[("postcode", json!("CF10 1AA"))], Some(NORF)).await.expect(201)["area"]["code"], "NORF");
    assert_eq!(app.database.count("notifications"), 6);
}

#[actix_web::test]
async fn a_postcode_of_a_local_authority_nobody_has_listed_is_received_all_the_same() {
    let app = TestApp::new().await;
    // The national postcode file knows every local authority; the table of local authorities only those of areas here.
    let body = send(&app, &[("postcode", json!("B1 1AA"))], Some(KENT)).await.expect(201);
    assert_eq!(body["area"]["code"], "KENT");
    assert_eq!(app.database.value("SELECT local_authority_code FROM notifications"), json!(null));
}

#[actix_web::test]
async fn a_panel_that_does_not_exist_today_cannot_be_chosen() {
    let app = TestApp::new().await;
    let unknown = [("residence", json!("postcode_not_known"))];
    send(&app, &unknown, Some(Uuid::from_u128(99))).await.refused(422, "invalid_answers", &[("/area_id", "not_an_option")]);
    app.database.run("UPDATE areas SET valid_to = '2026-11-20' WHERE code = 'NORF'");
    send(&app, &unknown, Some(NORF)).await.refused(422, "invalid_answers", &[("/area_id", "not_an_option")]);
    assert_eq!(app.database.count("notifications"), 0);
    assert_eq!(app.database.count("spent_challenges"), 0, "a refused notification has not used its challenge up");
}
