//! Comparing a notification with another record, and what becomes of the answer.

use crate::support::TestApp;
use crate::support::given::{Notification, neonatal_answers, nhs_number};
use serde_json::{Map, Value, json};
use uuid::Uuid;

fn compare(notification: &Notification, kind: &str, other: Uuid) -> String {
    format!("{}/comparisons/{kind}/{other}", notification.path())
}

fn answer(notification: &Notification) -> String {
    format!("{}/comparison-answers", notification.path())
}

fn say(answer: &str, kind: &str, other: Uuid) -> Value {
    json!({ "kind": kind, "other": other, "answer": answer, "reason": "I asked the ward" })
}

fn line<'v>(view: &'v Value, field: &str) -> &'v Value {
    view["rows"].as_array().expect("rows").iter().find(|row| row["field"] == field).unwrap_or_else(|| panic!("no {field}: {view}"))
}

async fn offered(app: &TestApp, notification: &Notification) -> Vec<Uuid> {
    let view = app.coordinator().get(&notification.path()).await.expect(200);
    view["duplicates"].as_array().expect("duplicates").iter().map(|one| one["id"].as_str().expect("an id").parse().expect("an id")).collect()
}

fn twin(order: i64, name: &str, number: u32) -> Map<String, Value> {
    let mut given = neonatal_answers();
    given.insert("multiple_birth".into(), json!("yes"));
    given.insert("multiple_number".into(), json!(order.max(2)));
    given.insert("multiple_order".into(), json!(order));
    given.insert("forenames".into(), json!(name));
    given.insert("nhs_number".into(), json!(nhs_number(number)));
    given
}

#[actix_web::test]
async fn two_records_stand_side_by_side_with_their_differences_in_words() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let notification = app
        .given()
        .a_notification_with(|a| {
            a.insert("surname".into(), json!("Hil"));
        })
        .await;
    let view = app.coordinator().get(&compare(&notification, "case", case.id)).await.expect(200);
    assert_eq!((&view["left"]["reference"], &view["right"]["reference"]), (&json!(notification.reference), &json!(case.reference)));
    assert_eq!((&view["band"], &view["preselected"]), (&json!("very_likely"), &json!(true)));
    let name = line(&view, "name");
    assert_ne!(name["left"], name["right"]);
    assert_eq!(name["outcome"], "close", "{name}");
    assert!(name["words"].as_str().is_some_and(|words| !words.is_empty()), "{name}");
    assert_eq!(line(&view, "nhs_number")["outcome"], "agree");
    assert_eq!(view["not_compared"], json!(["Other names", "Birth order"]), "{view}");
    for object in [notification.id, case.id] {
        assert_eq!(app.database.count(&format!("audit_entries WHERE action = 'compare_records' AND object_id = '{object}'")), 1);
    }
}

#[actix_web::test]
async fn a_record_is_not_compared_with_itself_nor_with_one_of_another_area() {
    let app = TestApp::new().await;
    let notification = app.given().a_notification().await;
    let hidden = app.given().a_case_in_norfolk().await;
    let coordinator = app.coordinator();
    coordinator.get(&compare(&notification, "notification", notification.id)).await.refused(422, "invalid_body", &[("/other", "not_an_option")]);
    coordinator.get(&compare(&notification, "person", notification.id)).await.refused(422, "invalid_body", &[("/kind", "not_an_option")]);
    let absent = coordinator.get(&compare(&notification, "case", Uuid::from_u128(42))).await.without_request_id();
    assert_eq!(coordinator.get(&compare(&notification, "case", hidden.id)).await.without_request_id(), absent);
    assert_eq!(offered(&app, &notification).await, [] as [Uuid; 0], "no record is its own duplicate");
}

#[actix_web::test]
async fn same_child_about_a_case_links_the_notification_to_it() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let notification = app.given().a_notification().await;
    let answered = app.coordinator().post(&answer(&notification), say("same_child", "case", case.id)).await.expect(201);
    assert_eq!((&answered["status"], &answered["case"]["reference"]), (&json!("linked"), &json!(case.reference)));
    let view = app.coordinator().get(&notification.path()).await.expect(200);
    assert_eq!((&view["links"][0]["reason"], &view["links"][0]["ended_at"]), (&json!("I asked the ward"), &json!(null)));
    assert_eq!(app.database.value("SELECT answer FROM notification_links WHERE kind = 'linked'"), "same_child");
    app.coordinator().post(&answer(&notification), say("different_child", "case", case.id)).await.problem(409, "already_decided");
}

#[actix_web::test]
async fn same_child_about_a_waiting_notification_is_remembered_on_both_and_accepts_neither() {
    let app = TestApp::new().await;
    let (one, other) = (app.given().a_notification().await, app.given().a_notification().await);
    app.coordinator().post(&answer(&one), say("same_child", "notification", other.id)).await.expect(201);
    for (here, there) in [(&one, &other), (&other, &one)] {
        let view = app.coordinator().get(&here.path()).await.expect(200);
        let kept = &view["answers_before"][0];
        assert_eq!((&view["status"], &kept["answer"], &kept["reference"]), (&json!("received"), &json!("same_child"), &json!(there.reference)));
        assert_eq!((&kept["reason"], &kept["by"]), (&json!("I asked the ward"), &json!("Coordinator of Kent")));
        assert_eq!(view["duplicates"][0]["answer"]["answer"], "same_child");
    }
    let accepted = app.coordinator().post(&format!("{}/acceptance", one.path()), json!({})).await.expect(201);
    let view = app.coordinator().get(&other.path()).await.expect(200);
    assert_eq!(view["answers_before"][0]["case"], accepted["case"], "the case it became is told, so that the other can be linked");
}

#[actix_web::test]
async fn a_different_child_is_not_offered_again_until_the_answer_is_taken_back() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let notification = app.given().a_notification().await;
    let coordinator = app.coordinator();
    coordinator.post(&answer(&notification), say("different_child", "case", case.id)).await.expect(201);
    let view = coordinator.get(&notification.path()).await.expect(200);
    assert_eq!((&view["duplicates"], &view["answers_before"][0]["answer"]), (&json!([]), &json!("different_child")));
    let link = json!({ "case_id": case.id, "reason": "The same child" });
    coordinator.post(&format!("{}/link", notification.path()), link.clone()).await.problem(409, "conflict");
    let back = json!({ "answer": view["answers_before"][0]["id"], "reason": "The ward was mistaken" });
    coordinator.post(&format!("{}/answer-withdrawals", notification.path()), back.clone()).await.expect(201);
    coordinator.post(&format!("{}/answer-withdrawals", notification.path()), back).await.refused(
        422,
        "invalid_body",
        &[("/answer", "not_an_option")],
    );
    assert_eq!(offered(&app, &notification).await, [case.id]);
    coordinator.post(&format!("{}/link", notification.path()), link).await.expect(201);
    assert_eq!(app.database.count("duplicate_answers WHERE ended_at IS NOT NULL AND sealed_end_reason IS NOT NULL"), 1);
}

#[actix_web::test]
async fn a_different_child_stays_different_when_that_notification_becomes_a_case() {
    let app = TestApp::new().await;
    let (one, other) = (app.given().a_notification().await, app.given().a_notification().await);
    app.coordinator().post(&answer(&one), say("different_child", "notification", other.id)).await.expect(201);
    app.coordinator().post(&format!("{}/acceptance", other.path()), json!({})).await.expect(201);
    assert_eq!(offered(&app, &one).await, [] as [Uuid; 0]);
}

#[actix_web::test]
async fn not_sure_is_remembered_with_its_note_and_stays_offered_and_a_new_answer_takes_its_place() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let notification = app.given().a_notification().await;
    let coordinator = app.coordinator();
    coordinator.post(&answer(&notification), say("not_sure", "case", case.id)).await.expect(201);
    let view = coordinator.get(&notification.path()).await.expect(200);
    assert_eq!(view["duplicates"][0]["answer"]["reason"], "I asked the ward");
    let shown = coordinator.get(&compare(&notification, "case", case.id)).await.expect(200);
    assert_eq!(shown["answer"]["answer"], "not_sure");
    coordinator.post(&answer(&notification), say("different_child", "case", case.id)).await.expect(201);
    assert_eq!((app.database.count("duplicate_answers"), app.database.count("duplicate_answers WHERE ended_at IS NULL")), (2, 1));
    assert_eq!(offered(&app, &notification).await, [] as [Uuid; 0]);
    coordinator.post(&answer(&notification), say("perhaps", "case", case.id)).await.refused(422, "invalid_body", &[("/answer", "not_an_option")]);
}

#[actix_web::test]
async fn twins_are_never_selected_in_advance_and_become_one_only_when_somebody_insists() {
    let app = TestApp::new().await;
    let first = app.given().a_case_of(twin(1, "Amber", 1)).await;
    let second = app.given().notification_of(twin(2, "Rose", 2)).await;
    let coordinator = app.coordinator();
    let view = coordinator.get(&compare(&second, "case", first.id)).await.expect(200);
    assert_eq!((&view["preselected"], &view["two_children"].as_array().map(Vec::len)), (&json!(false), &Some(3)), "{view}");
    coordinator.post(&answer(&second), say("same_child", "case", first.id)).await.refused(
        422,
        "invalid_body",
        &[("/two_children_confirmed", "required")],
    );
    let link = json!({ "case_id": first.id, "reason": "The same child" });
    coordinator.post(&format!("{}/link", second.path()), link).await.refused(422, "invalid_body", &[("/two_children_confirmed", "required")]);
    let mut insisting = say("same_child", "case", first.id);
    insisting["two_children_confirmed"] = json!(true);
    coordinator.post(&answer(&second), insisting).await.expect(201);
}

#[actix_web::test]
async fn a_twin_without_birth_order_or_number_is_not_selected_in_advance_either() {
    let app = TestApp::new().await;
    let unsure = |name: &str| {
        let mut given = twin(1, name, 1);
        given.remove("multiple_order");
        given
    };
    app.given().notification_of(unsure("Amber")).await;
    let second = app.given().notification_of(unsure("Amber")).await;
    let view = app.coordinator().get(&second.path()).await.expect(200);
    assert!(
        view["duplicates"].as_array().is_some_and(|all| !all.is_empty() && all.iter().all(|one| one["preselected"] == false)),
        "{}",
        view["duplicates"]
    );
}

#[actix_web::test]
async fn a_sibling_who_died_another_year_is_not_offered() {
    let app = TestApp::new().await;
    app.given()
        .an_accepted_case_with(|a| {
            for (question, value) in [("forenames", "Leo"), ("date_of_birth", "2014-02-03"), ("date_of_death", "2026-02-01"), ("sex", "male")] {
                a.insert(question.into(), json!(value));
            }
            a.insert("nhs_number".into(), json!(nhs_number(9)));
        })
        .await;
    let notification = app.given().a_notification().await;
    assert_eq!(offered(&app, &notification).await, [] as [Uuid; 0]);
}

#[actix_web::test]
async fn an_answer_about_a_case_one_must_not_know_of_is_not_told() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let notification = app.given().a_notification().await;
    app.coordinator().post(&answer(&notification), say("not_sure", "case", case.id)).await.expect(201);
    app.given().restricted_to(&case, &app.manager());
    let view = app.coordinator().get(&notification.path()).await.expect(200);
    assert_eq!((&view["answers_before"], &view["duplicates"]), (&json!([]), &json!([])));
    let hidden = app.coordinator().get(&compare(&notification, "case", case.id)).await.without_request_id();
    assert_eq!(hidden, app.coordinator().get(&compare(&notification, "case", Uuid::from_u128(42))).await.without_request_id());
    let manager = app.manager().get(&notification.path()).await.expect(200);
    assert_eq!(manager["answers_before"].as_array().map(Vec::len), Some(1));
}

#[actix_web::test]
async fn readers_compare_and_do_not_answer() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let notification = app.given().a_notification().await;
    app.designated_doctor().get(&compare(&notification, "case", case.id)).await.expect(200);
    app.designated_doctor().post(&answer(&notification), say("not_sure", "case", case.id)).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn a_match_in_another_area_is_told_as_the_area_to_contact_and_nothing_else() {
    let app = TestApp::new().await;
    let hidden = app.given().a_case_in_norfolk().await;
    let notification = app.given().a_notification().await;
    let view = app.coordinator().get(&notification.path()).await.expect(200);
    let areas: Vec<&str> = view["elsewhere"].as_array().expect("areas").iter().map(|area| area["code"].as_str().expect("a code")).collect();
    assert_eq!((areas.as_slice(), &view["duplicates"]), (["NORF"].as_slice(), &json!([])));
    assert!(!view.to_string().contains(&hidden.reference) && !view.to_string().contains(&hidden.id.to_string()));
    assert_eq!(app.database.count("audit_entries WHERE action = 'look_elsewhere'"), 1);
    app.database.run("UPDATE cases SET restricted = true");
    assert_eq!(app.coordinator().get(&notification.path()).await.expect(200)["elsewhere"], json!([]), "of a restricted case nothing is told");
}

#[actix_web::test]
async fn a_notification_waiting_in_another_area_is_a_match_by_its_dates_and_sex_without_the_number() {
    let app = TestApp::new().await;
    let elsewhere = app.given().a_notification_in_norfolk().await;
    app.database.run(&format!("UPDATE notifications SET nhs_key = NULL WHERE id = '{}'", elsewhere.id));
    let same_dates = app.given().a_notification().await;
    assert_eq!(app.coordinator().get(&same_dates.path()).await.expect(200)["elsewhere"][0]["code"], "NORF");
    let another_day = app.given().a_notification_with(|a| {
        a.insert("date_of_birth".into(), json!("2019-03-04"));
        a.insert("nhs_number".into(), json!(nhs_number(5)));
    });
    assert_eq!(app.coordinator().get(&another_day.await.path()).await.expect(200)["elsewhere"], json!([]));
}

#[actix_web::test]
async fn newborns_of_one_day_in_two_areas_match_only_if_they_share_a_name_or_the_home() {
    let app = TestApp::new().await;
    let newborn = |number: u32, surname: &str, postcode: &str| {
        let mut answers = neonatal_answers();
        answers.insert("nhs_number".into(), json!(nhs_number(number)));
        answers.insert("forenames".into(), json!("Baby"));
        answers.insert("surname".into(), json!(surname));
        answers.insert("postcode".into(), json!(postcode));
        answers
    };
    let told = async |answers: Map<String, Value>| app.given().notification_of(answers).await;
    let first = told(newborn(1, "Whitlock", "NR1 1AA")).await;
    let elsewhere = async |notification: &Notification| app.coordinator().get(&notification.path()).await.expect(200)["elsewhere"].clone();
    let alike = told(newborn(2, "Witlock", "ME4 4UF")).await;
    assert_eq!(elsewhere(&alike).await, json!([]), "both have a number, and it differs");
    app.database.run(&format!("UPDATE notifications SET nhs_key = NULL WHERE id = '{}'", first.id));
    assert_eq!(elsewhere(&alike).await[0]["code"], "NORF");
    assert_eq!(elsewhere(&told(newborn(3, "Okonkwo", "ME4 4UF")).await).await, json!([]), "of one day alone");
}

#[actix_web::test]
async fn a_twin_is_told_as_a_case_of_its_own_and_never_as_the_same_child() {
    let app = TestApp::new().await;
    let one = app.given().a_case_of(twin(1, "Rowan", 1)).await;
    let waiting = app.given().notification_of(twin(3, "Robin", 3)).await;
    let other = app.given().notification_of(twin(2, "Elias", 2)).await;
    let view = app.coordinator().get(&other.path()).await.expect(200);
    assert_eq!(view["duplicates"], json!([]));
    let twins: Vec<(&Value, &Value)> =
        view["perhaps_twins"].as_array().expect("twins").iter().map(|one| (&one["id"], &one["perhaps_twin"])).collect();
    assert_eq!(twins, [(&json!(one.id), &json!(true)), (&json!(waiting.id), &json!(true))]);
    assert_eq!(app.database.count(&format!("audit_entries WHERE action = 'search_cases' AND object_id = '{}'", one.id)), 1, "it was seen");
    app.coordinator().post(&answer(&other), say("different_child", "case", one.id)).await.expect(201);
    let view = app.coordinator().get(&other.path()).await.expect(200);
    assert_eq!(view["perhaps_twins"][0]["answer"]["answer"], "different_child", "it is a twin all the same");
}

#[actix_web::test]
async fn a_restricted_twin_is_not_told() {
    let app = TestApp::new().await;
    let one = app.given().a_case_of(twin(1, "Rowan", 1)).await;
    app.given().restricted_to(&one, &app.manager());
    let other = app.given().notification_of(twin(2, "Elias", 2)).await;
    assert_eq!(app.coordinator().get(&other.path()).await.expect(200)["perhaps_twins"], json!([]));
    assert_eq!(app.manager().get(&other.path()).await.expect(200)["perhaps_twins"][0]["id"], json!(one.id));
}

#[actix_web::test]
async fn the_inbox_marks_what_is_likely_a_duplicate_and_no_twin_and_nothing_answered_to_be_different() {
    let app = TestApp::new().await;
    let case = app.given().a_case_of(twin(1, "Rowan", 1)).await;
    let again = app.given().notification_of(twin(1, "Rowan", 1)).await;
    let mut nameless = twin(1, "Rowan", 1);
    nameless.insert("nhs_number".into(), json!(null));
    nameless.insert("nhs_number_missing_reason".into(), json!("not_available"));
    nameless.insert("multiple_order".into(), json!({ "state": "not_known" }));
    let unsure = app.given().notification_of(nameless).await;
    let other = app.given().notification_of(twin(2, "Elias", 2)).await;
    let coordinator = app.coordinator();
    let marks = async || -> Vec<Value> {
        let items = coordinator.get("/api/v1/notifications").await.expect(200)["items"].clone();
        let mark = |id: Uuid| items.as_array().expect("items").iter().find(|item| item["id"] == json!(id)).expect("the row")["duplicate"].clone();
        [again.id, unsure.id, other.id].map(mark).to_vec()
    };
    assert_eq!(marks().await, [json!("very_likely"), json!("possible"), json!(null)]);
    for notification in [&again, &unsure, &other] {
        let view = coordinator.get(&notification.path()).await.expect(200);
        assert_eq!(view["duplicate"], view["duplicates"][0]["band"], "the page says the same");
    }
    for notification in [unsure.id, again.id] {
        coordinator.post(&answer(&other), say("different_child", "notification", notification)).await.expect(201);
    }
    coordinator.post(&answer(&again), say("different_child", "case", case.id)).await.expect(201);
    coordinator.post(&answer(&again), say("different_child", "notification", unsure.id)).await.expect(201);
    assert_eq!(marks().await, [json!(null), json!("possible"), json!(null)]);
}
