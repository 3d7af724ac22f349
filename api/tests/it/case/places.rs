//! The areas in which a child lived, died, and in which it happened.

use crate::support::TestApp;
use crate::support::template::{KENT, NORF};
use serde_json::{Value, json};
use uuid::Uuid;

#[actix_web::test]
async fn the_areas_are_taken_from_the_notification_where_it_tells_them() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case_with(|a| {
        a.insert("place_of_death".into(), json!("HOME"));
        a.insert("place_of_event".into(), json!("PUBLIC"));
        a.insert("event_address".into(), json!({ "line1": "Riverside", "postcode": "NR1 1AA" }));
    });
    let places = app.coordinator().get(&case.await.path()).await.expect(200)["places"].clone();
    assert_eq!((&places["residence"]["code"], &places["death"]["code"], &places["event"]["code"]), (&json!("KENT"), &json!("KENT"), &json!("NORF")));
    let hospital = app.given().an_accepted_case_with(|a| {
        a.insert("place_of_death".into(), json!("H_ED"));
    });
    let places = app.coordinator().get(&hospital.await.path()).await.expect(200)["places"].clone();
    assert_eq!((&places["residence"]["code"], &places["death"], &places["event"]), (&json!("KENT"), &Value::Null, &Value::Null));
}

#[actix_web::test]
async fn the_areas_are_put_right_with_a_reason_that_stays_on_the_timeline() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let person = app.coordinator();
    let path = format!("{}/areas", case.path());
    let body = json!({ "residence": NORF, "death": KENT, "event": null, "reason": "The family had moved to Norwich" });
    let answered = person.revise(&path, 1, body.clone()).await;
    assert_eq!(answered.expect(200)["residence"]["code"], "NORF");
    assert_eq!(answered.version(), 2);
    let timeline = person.get(&format!("{}/timeline", case.path())).await.expect(200);
    let detail = timeline["items"][0]["detail"].as_str().expect("a detail");
    assert!(detail.contains("Lived in: Norfolk and Waveney") && detail.contains("moved to Norwich"), "{detail}");
    person.revise(&path, 1, body.clone()).await.problem(412, "version_stale");
    person.put(&path, body).await.problem(428, "precondition_required");
    let nowhere = json!({ "residence": Uuid::from_u128(9), "death": null, "event": null, "reason": "A guess" });
    person.revise(&path, 2, nowhere).await.refused(422, "invalid_body", &[("/residence", "not_an_option")]);
    app.designated_doctor()
        .revise(&path, 2, json!({ "residence": null, "death": null, "event": null, "reason": "Not known" }))
        .await
        .problem(403, "forbidden");
}
