//! Contact with the family.

use crate::support::TestApp;
use serde_json::{Value, json};

/// Word of the part, what is sent, and the fields it is refused for.
type Refused = (&'static str, Value, &'static [(&'static str, &'static str)]);

#[actix_web::test]
async fn a_question_is_followed_until_the_family_has_heard_the_answer() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let list = format!("{}/family-questions", case.path());
    let mut question = json!({ "question": "Was anybody with her?", "asked_by": "Her mother", "asked_on": "2026-11-18", "status": "open" });
    let id = app.coordinator().post(&list, question.clone()).await.expect(201)["id"].as_str().expect("an identifier").to_owned();
    let shown = async |app: &TestApp| app.designated_doctor().get(&format!("{}/family", case.path())).await.expect(200)["questions"][0].clone();
    let one = shown(&app).await;
    assert_eq!(
        (&one["owed"], &one["status_label"], &one["question"]),
        (&json!(true), &json!("Waiting for an answer"), &json!("Was anybody with her?"))
    );

    for (version, more, owed) in [
        (1, json!({ "status": "passed_on", "answerer": "The consultant" }), true),
        (2, json!({ "status": "answered", "answer": "Yes, two nurses were." }), true),
        (3, json!({ "told_on": "2026-11-20", "told_by": "Ola Finch, at home" }), false),
    ] {
        question.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        let answered = app.coordinator().call("PUT", &format!("{list}/{id}")).if_match(version).json(&question).send().await;
        assert_eq!((answered.expect(200)["version"].as_i64(), shown(&app).await["owed"].clone()), (Some(version + 1), json!(owed)));
    }
    let timeline = app.coordinator().get(&format!("{}/timeline", case.path())).await.expect(200);
    assert_eq!((&timeline["items"][0]["title"], &timeline["items"][0]["detail"]), (&json!("Question of the family: changed"), &Value::Null));
}

#[actix_web::test]
async fn what_cannot_be_right_is_refused_field_by_field() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let refused: [Refused; 5] = [
        ("family-questions", json!({}), &[("/question", "required"), ("/status", "not_an_option")]),
        ("family-questions", json!({ "question": "Why?", "status": "answered", "asked_on": "2026-11-18" }), &[("/answer", "required")]),
        (
            "family-contacts",
            json!({ "on": "2027-01-01", "channel": "pigeon" }),
            &[("/on", "date_in_future"), ("/channel", "not_an_option"), ("/said", "required")],
        ),
        ("family-days", json!({ "why": "  " }), &[("/day", "required"), ("/why", "required")]),
        ("family-contacts", json!({ "said": "a\u{202e}b" }), &[("/said", "control_character")]),
    ];
    for (word, body, fields) in refused {
        app.coordinator().post(&format!("{}/{word}", case.path()), body).await.refused(422, "invalid_body", fields);
    }
    let wrong = json!({ "leaflet_given": "no", "leaflet_on": "2026-11-01", "channels": ["pigeon"] });
    let answered = app.coordinator().call("PUT", &format!("{}/family-arrangements", case.path())).if_match(0).json(&wrong).send().await;
    answered.refused(422, "invalid_body", &[("/leaflet_on", "not_given"), ("/channels", "not_an_option")]);
    assert_eq!(app.database.count("case_entries"), 0);
}

#[actix_web::test]
async fn the_arrangements_are_written_once_and_then_changed_by_version() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let address = format!("{}/family-arrangements", case.path());
    let body = json!({ "key_worker": "  Ola Finch ", "leaflet_given": "yes", "leaflet_on": "2026-11-19", "interpreter": true, "language": "Polish" });
    app.coordinator().put(&address, body.clone()).await.problem(428, "precondition_required");
    app.coordinator().call("PUT", &address).if_match(1).json(&body).send().await.problem(412, "version_stale");
    assert_eq!(app.coordinator().call("PUT", &address).if_match(0).json(&body).send().await.version(), 1);
    let stale = app.colleague().call("PUT", &address).if_match(0).json(&json!({})).send().await.problem(412, "version_stale");
    assert_eq!((&stale["current"]["key_worker"], &stale["current"]["written"]["version"]), (&json!("Ola Finch"), &json!(1)));
    let shut = json!({ "key_worker": "Ola Finch", "do_not_contact": true });
    assert_eq!(app.colleague().call("PUT", &address).if_match(1).json(&shut).send().await.version(), 2);
    let family = app.coordinator().get(&format!("{}/family", case.path())).await.expect(200);
    assert_eq!((&family["arrangements"]["written"]["by"], &family["arrangements"]["language"]), (&json!("Colleague of Kent"), &Value::Null));
    assert!(family["before_contact"][0].as_str().is_some_and(|words| words.contains("asked not to be contacted")), "{family}");
    assert_eq!(app.database.count("case_entries"), 1);
}

#[actix_web::test]
async fn birthday_and_day_of_death_are_offered_and_a_day_of_their_own_warns_when_it_is_near() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let family = async |app: &TestApp| app.coordinator().get(&format!("{}/family", case.path())).await.expect(200);
    let why = |view: &Value| -> Vec<String> {
        view["tender_days"].as_array().expect("days").iter().map(|day| day["why"].as_str().expect("words").to_owned()).collect()
    };
    let mut two = why(&family(&app).await);
    two.sort();
    assert_eq!(two, ["The child’s birthday", "The day the child died"]);
    let before = family(&app).await["before_contact"].as_array().map(Vec::len);
    let days = format!("{}/family-days", case.path());
    let own = json!({ "day": "2019-11-24", "why": "His sister's birthday" });
    let id = app.coordinator().post(&days, own).await.expect(201)["id"].as_str().expect("an identifier").to_owned();
    let view = family(&app).await;
    assert_eq!(view["before_contact"].as_array().map(Vec::len), before.map(|n| n + 1), "{view}");
    assert!(view["tender_days"].as_array().is_some_and(|all| all.iter().any(|d| d["on"] == "2026-11-24" && d["near"] == true)));
    let over = json!({ "day": "2019-11-24", "why": "His sister's birthday", "over": true });
    app.coordinator().call("PUT", &format!("{days}/{id}")).if_match(1).json(&over).send().await.expect(200);
    assert_eq!(why(&family(&app).await).len(), 2);
}

#[actix_web::test]
async fn conversations_come_latest_first_with_who_wrote_them_down() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    for (day, said) in [("2026-11-17", "First call"), ("2026-11-19", "Third call"), ("2026-11-18", "Second call")] {
        let body = json!({ "on": day, "channel": "telephone", "by_whom": "Ola Finch", "with_whom": "Her father", "said": said });
        app.coordinator().post(&format!("{}/family-contacts", case.path()), body).await.expect(201);
    }
    let contacts = app.coordinator().get(&format!("{}/family", case.path())).await.expect(200)["contacts"].clone();
    let said: Vec<&str> = contacts.as_array().expect("contacts").iter().map(|c| c["said"].as_str().expect("words")).collect();
    assert_eq!(said, ["Third call", "Second call", "First call"]);
    assert_eq!((&contacts[0]["channel_label"], &contacts[0]["written"]["by"]), (&json!("Telephone"), &json!("Coordinator of Kent")));
}

#[actix_web::test]
async fn the_first_days_say_what_cannot_wait_until_it_is_written_down() {
    let app = TestApp::new().await;
    let case = app.given().an_accepted_case().await;
    let warned = async |app: &TestApp| app.coordinator().get(&format!("{}/family", case.path())).await.expect(200)["before_contact"].to_string();
    let words = warned(&app).await;
    assert!(words.contains("The child died only days ago") && words.contains("Some contact cannot wait"), "{words}");
    let body = json!({ "key_worker": "Ola Finch", "leaflet_given": "yes", "leaflet_on": "2026-11-19" });
    app.coordinator().call("PUT", &format!("{}/family-arrangements", case.path())).if_match(0).json(&body).send().await.expect(200);
    let words = warned(&app).await;
    assert!(words.contains("The child died only days ago") && !words.contains("cannot wait"), "{words}");
}
