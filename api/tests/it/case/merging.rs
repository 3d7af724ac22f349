//! Merging two cases of one child, and taking them apart again.

use crate::support::given::{Case, neonatal_answers, nhs_number};
use crate::support::{TestApp, figures};
use serde_json::{Value, json};

fn merging(case: &Case) -> String {
    format!("{}/merging", case.path())
}
fn unmerging(case: &Case) -> String {
    format!("{}/unmerging", case.path())
}
fn into(survivor: &Case) -> Value {
    json!({ "into": survivor.id, "reason": "The same NHS number" })
}
fn apart() -> Value {
    json!({ "reason": "They are cousins of the same name" })
}

/// Two cases of one child: the one that will continue, and the other.
async fn two(app: &TestApp) -> (Case, Case) {
    let survivor = app
        .given()
        .an_accepted_case_with(|a| {
            a.insert("carers".into(), json!([{ "row": "3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5c", "name": "Joan Hill" }]));
        })
        .await;
    let merged = app
        .given()
        .an_accepted_case_with(|a| {
            a.insert("carers".into(), json!([{ "row": "3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5d", "name": "Ann Hill" }]));
        })
        .await;
    (survivor, merged)
}

/// Every row of both cases and their notifications as a hash each, but for versions and for what tells of the merge itself.
fn rows_of(app: &TestApp, cases: &[&Case]) -> Vec<Value> {
    let ids: Vec<String> = cases.iter().map(|case| format!("'{}'", case.id)).collect();
    let ids = ids.join(", ");
    let tables = [
        ("cases", format!("id IN ({ids})")),
        ("case_name_keys", format!("case_id IN ({ids})")),
        ("case_people", format!("case_id IN ({ids})")),
        ("case_professionals", format!("case_id IN ({ids})")),
        ("case_deadlines", format!("case_id IN ({ids})")),
        ("case_documents", format!("case_id IN ({ids})")),
        ("case_document_versions", format!("case_id IN ({ids})")),
        ("case_record_versions", format!("case_id IN ({ids})")),
        ("case_processes", format!("case_id IN ({ids})")),
        ("case_entries", format!("case_id IN ({ids})")),
        ("case_notes", format!("case_id IN ({ids})")),
        ("case_joint_agency_responses", format!("case_id IN ({ids})")),
        ("scope_answers", format!("case_id IN ({ids})")),
        ("case_links", format!("case_id IN ({ids})")),
        ("case_grants", format!("case_id IN ({ids})")),
        ("case_interests", format!("case_id IN ({ids})")),
        ("glass_breaks", format!("case_id IN ({ids})")),
        ("notifications", format!("case_id IN ({ids})")),
        ("notification_links", format!("case_id IN ({ids})")),
        ("case_events", format!("case_id IN ({ids}) AND kind NOT IN ('case_merged_in', 'merged_into', 'case_unmerged', 'unmerged_from')")),
    ];
    let mut rows = Vec::new();
    for (table, which) in tables {
        rows.extend(
            app.database
                .rows(&format!("SELECT '{table}' AS of, md5((to_jsonb(t) - 'version')::text) AS hash FROM {table} t WHERE {which} ORDER BY 2")),
        );
    }
    rows
}

fn counters(app: &TestApp) -> Vec<Value> {
    app.database.rows("SELECT area_id, status, sum(n) AS n FROM case_counts GROUP BY 1, 2 HAVING sum(n) <> 0 ORDER BY 1, 2")
}

#[actix_web::test]
async fn merge_edit_unmerge_restores_by_hash() {
    let app = TestApp::new().await;
    let (survivor, merged) = two(&app).await;
    let (before, counted) = (rows_of(&app, &[&survivor, &merged]), counters(&app));
    app.coordinator().post(&merging(&merged), into(&survivor)).await.expect(201);
    assert_ne!(rows_of(&app, &[&survivor, &merged]), before);
    let edit = app.given().a_notification().await;
    let link = json!({ "case_id": survivor.id, "reason": "The same child" });
    app.coordinator().post(&format!("{}/link", edit.path()), link).await.expect(201);
    app.coordinator().post(&unmerging(&merged), apart()).await.expect(201);
    let after = rows_of(&app, &[&survivor, &merged]);
    let equal = before.iter().all(|row| after.contains(row));
    figures::note("merging", &json!({ "merge_unmerge_hash_equal": u8::from(equal) }));
    assert!(equal, "a row is not what it was");
    let added: Vec<&str> = after.iter().filter(|row| !before.contains(row)).map(|row| row["of"].as_str().expect("a table")).collect();
    assert_eq!(added, ["notifications", "notification_links", "case_events"], "what was added since stays with the case it was added to");
    assert_eq!(app.database.value(&format!("SELECT case_id FROM notifications WHERE id = '{}'", edit.id)), json!(survivor.id));
    assert_eq!(counters(&app), counted);
}

#[actix_web::test]
async fn a_merged_case_is_read_with_the_one_it_continues_as_and_nothing_is_moved() {
    let app = TestApp::new().await;
    let (survivor, merged) = two(&app).await;
    let coordinator = app.coordinator();
    let answered = coordinator.post(&merging(&merged), into(&survivor)).await.expect(201);
    assert_eq!((&answered["survivor"]["reference"], &answered["status"]), (&json!(survivor.reference), &json!("merged")));
    let view = coordinator.get(&survivor.path()).await.expect(200);
    let names: Vec<&str> = view["people"].as_array().expect("people").iter().map(|p| p["name"].as_str().expect("a name")).collect();
    assert!(names.contains(&"Joan Hill") && names.contains(&"Ann Hill"), "{names:?}");
    assert_eq!(view["notifications"].as_array().map(Vec::len), Some(2));
    assert_eq!(view["deadlines"].as_array().map(Vec::len), Some(4), "the deadlines of the merged case rest");
    let told = &view["merges"][0];
    assert_eq!(
        (&told["case"]["reference"], &told["reason"], &told["by"]),
        (&json!(merged.reference), &json!("The same NHS number"), &json!("Coordinator of Kent"))
    );
    assert_eq!(told["compared"]["band"], "very_likely", "the comparison is kept");
    let timeline = coordinator.get(&format!("{}/timeline", survivor.path())).await.expect(200);
    let titles: Vec<&str> = timeline["items"].as_array().expect("items").iter().map(|e| e["title"].as_str().expect("a title")).collect();
    assert!(titles.contains(&format!("Case {} merged into this case", merged.reference).as_str()), "{titles:?}");
    assert!(titles.contains(&format!("Accepted as case {}", merged.reference).as_str()), "{titles:?}");
    assert_eq!(app.database.count(&format!("case_people WHERE case_id = '{}'", merged.id)), 1);
    assert_eq!(app.database.count("audit_entries WHERE action = 'merge_cases'"), 2, "one for each case");
}

#[actix_web::test]
async fn the_address_and_the_reference_of_a_merged_case_answer_for_ever_with_where_it_continues() {
    let app = TestApp::new().await;
    let (survivor, merged) = two(&app).await;
    let coordinator = app.coordinator();
    coordinator.post(&merging(&merged), into(&survivor)).await.expect(201);
    let continues = json!({ "id": survivor.id, "reference": survivor.reference });
    let view = coordinator.get(&merged.path()).await.expect(200);
    assert_eq!((&view["continues_as"], &view["deadlines"], &view["next_deadline"]), (&continues, &json!([]), &json!(null)));
    let offered: Vec<&str> = view["actions"]
        .as_array()
        .expect("actions")
        .iter()
        .filter(|a| a["available"] == true)
        .map(|a| a["action"].as_str().expect("a code"))
        .collect();
    assert_eq!(offered, ["unmerge"]);
    let found = coordinator.post("/api/v1/case-searches", json!({ "query": merged.reference })).await.expect(200);
    assert_eq!((&found["items"][0]["id"], &found["items"][0]["continues_as"]), (&json!(merged.id), &continues));
    let late = app.given().a_notification().await;
    let link = json!({ "case_id": merged.id, "reason": "The same child" });
    let refused = coordinator.post(&format!("{}/link", late.path()), link).await.problem(409, "conflict");
    assert!(refused["detail"].as_str().is_some_and(|words| words.contains(&survivor.reference)), "{refused}");
    let duplicates = coordinator.get(&late.path()).await.expect(200)["duplicates"].clone();
    let cases: Vec<&Value> = duplicates.as_array().expect("duplicates").iter().map(|one| &one["id"]).collect();
    assert_eq!(cases, [&json!(survivor.id)], "told once, as the case it continues as");
}

#[actix_web::test]
async fn a_chain_of_merges_is_read_whole_and_taken_apart_link_by_link() {
    let app = TestApp::new().await;
    let (last, middle) = two(&app).await;
    let first = app.given().an_accepted_case().await;
    let coordinator = app.coordinator();
    coordinator.post(&merging(&first), into(&middle)).await.expect(201);
    coordinator.post(&merging(&middle), into(&last)).await.expect(201);
    assert_eq!(coordinator.get(&last.path()).await.expect(200)["notifications"].as_array().map(Vec::len), Some(3));
    assert_eq!(coordinator.get(&first.path()).await.expect(200)["continues_as"]["reference"], json!(last.reference));
    coordinator.post(&merging(&last), into(&first)).await.problem(409, "conflict");
    coordinator.post(&unmerging(&middle), apart()).await.expect(201);
    assert_eq!(coordinator.get(&first.path()).await.expect(200)["continues_as"]["reference"], json!(middle.reference));
    assert_eq!(coordinator.get(&middle.path()).await.expect(200)["status"], "triage");
    assert_eq!(coordinator.get(&last.path()).await.expect(200)["notifications"].as_array().map(Vec::len), Some(1));
}

#[actix_web::test]
async fn unmerging_after_more_was_answered_leaves_what_was_added_where_it_was_added() {
    let app = TestApp::new().await;
    let (survivor, merged) = two(&app).await;
    let coordinator = app.coordinator();
    for round in 0..2 {
        coordinator.post(&merging(&merged), into(&survivor)).await.expect(201);
        let more = app.given().a_notification().await;
        let link = json!({ "case_id": survivor.id, "reason": "The same child" });
        coordinator.post(&format!("{}/link", more.path()), link).await.expect(201);
        coordinator.post(&unmerging(&merged), apart()).await.expect(201);
        assert_eq!(coordinator.get(&survivor.path()).await.expect(200)["notifications"].as_array().map(Vec::len), Some(2 + round));
        assert_eq!(coordinator.get(&merged.path()).await.expect(200)["notifications"].as_array().map(Vec::len), Some(1));
    }
    let merges = coordinator.get(&survivor.path()).await.expect(200)["merges"].clone();
    assert_eq!(merges.as_array().map(Vec::len), Some(2), "both are kept");
    assert_eq!(merges[0]["end_reason"], apart()["reason"]);
    coordinator.post(&unmerging(&merged), apart()).await.problem(409, "conflict");
}

#[actix_web::test]
async fn deadlines_of_a_merged_case_rest_and_counts_stay_right() {
    let app = TestApp::new().await;
    let (survivor, merged) = two(&app).await;
    app.advance(chrono::TimeDelta::days(400));
    let coordinator = app.coordinator();
    let overdue = async || coordinator.get("/api/v1/counts").await.expect(200)["cases"].clone();
    assert_eq!((&overdue().await["overdue"], &overdue().await["open"]), (&json!(2), &json!(2)));
    coordinator.post(&merging(&merged), into(&survivor)).await.expect(201);
    assert_eq!((&overdue().await["overdue"], &overdue().await["open"], &overdue().await["closed"]), (&json!(1), &json!(1), &json!(1)));
    coordinator.post(&unmerging(&merged), apart()).await.expect(201);
    assert_eq!((&overdue().await["overdue"], &overdue().await["open"], &overdue().await["closed"]), (&json!(2), &json!(2), &json!(0)));
    assert_eq!(coordinator.get(&merged.path()).await.expect(200)["deadlines"].as_array().map(Vec::len), Some(4));
}

#[actix_web::test]
async fn twins_are_merged_only_when_somebody_types_the_reference_that_continues() {
    let app = TestApp::new().await;
    let twin = |order: i64, sex: &str, number: u32| {
        let mut given = neonatal_answers();
        for (question, value) in
            [("multiple_birth", json!("yes")), ("multiple_number", json!(2)), ("multiple_order", json!(order)), ("sex", json!(sex))]
        {
            given.insert(question.into(), value);
        }
        given.insert("nhs_number".into(), json!(nhs_number(number)));
        given
    };
    let one = app.given().a_case_of(twin(1, "female", 1)).await;
    let other = app.given().a_case_of(twin(2, "male", 2)).await;
    let coordinator = app.coordinator();
    let view = coordinator.get(&format!("{}/comparisons/{}", other.path(), one.id)).await.expect(200);
    assert_eq!((&view["preselected"], view["two_children"].as_array().map(Vec::len)), (&json!(false), Some(3)), "{view}");
    let refused = coordinator.post(&merging(&other), into(&one)).await;
    refused.refused(422, "invalid_body", &[("/confirmed_reference", "required")]);
    let words = refused.json()["errors"][0]["message"].to_string();
    assert!(words.contains(&one.reference) && words.contains("different sex") && words.contains("NHS numbers"), "{words}");
    let insisting = |typed: &str| {
        let mut body = into(&one);
        body["confirmed_reference"] = json!(typed);
        body
    };
    for wrong in [&other.reference, "yes"] {
        coordinator.post(&merging(&other), insisting(wrong)).await.refused(422, "invalid_body", &[("/confirmed_reference", "not_an_option")]);
    }
    coordinator.post(&merging(&other), insisting(&one.reference.to_lowercase())).await.expect(201);
}

#[actix_web::test]
async fn cases_that_are_linked_are_merged_only_after_the_link_has_ended() {
    let app = TestApp::new().await;
    let (survivor, merged) = two(&app).await;
    let coordinator = app.coordinator();
    for (kind, words) in [("siblings", "brothers or sisters"), ("multiple_birth", "multiple birth"), ("same_event", "the same event")] {
        let link = json!({ "kind": kind, "reference": merged.reference });
        let link = coordinator.post(&format!("{}/links", survivor.path()), link).await.expect(201)["id"].clone();
        let comparison = format!("{}/comparisons/{}", merged.path(), survivor.id);
        let view = coordinator.get(&comparison).await.expect(200);
        assert!(view["linked_as"][0].as_str().is_some_and(|told| told.contains(words)), "{view}");
        let refused = coordinator.post(&merging(&merged), into(&survivor)).await.problem(409, "conflict");
        let told = refused["detail"].as_str().expect("words");
        assert!(told.contains(words) && told.contains("end that link first"), "{told}");
        let link = link.as_str().expect("an identifier");
        coordinator.delete(&format!("{}/links/{link}", survivor.path())).await.expect(204);
        assert_eq!(coordinator.get(&comparison).await.expect(200)["linked_as"], json!([]));
    }
    coordinator.post(&merging(&merged), into(&survivor)).await.expect(201);
}

#[actix_web::test]
async fn a_link_with_a_case_that_was_merged_into_either_counts_as_well() {
    let app = TestApp::new().await;
    let (survivor, merged) = two(&app).await;
    let sibling = app.given().an_accepted_case().await;
    let coordinator = app.coordinator();
    let link = json!({ "kind": "siblings", "reference": sibling.reference });
    coordinator.post(&format!("{}/links", merged.path()), link).await.expect(201);
    coordinator.post(&merging(&merged), into(&survivor)).await.expect(201);
    coordinator.post(&merging(&sibling), into(&survivor)).await.problem(409, "conflict");
}

#[actix_web::test]
async fn the_case_that_continues_offers_to_take_apart_and_the_merged_one_offers_nothing_else() {
    let app = TestApp::new().await;
    let (survivor, merged) = two(&app).await;
    let coordinator = app.coordinator();
    let sibling = app.given().an_accepted_case().await;
    let link = json!({ "kind": "siblings", "reference": sibling.reference });
    coordinator.post(&format!("{}/links", merged.path()), link).await.expect(201);
    coordinator.post(&merging(&merged), into(&survivor)).await.expect(201);
    let may = async |path: String, word: &str| coordinator.get(&path).await.expect(200)[word].clone();
    for (part, word) in [("links", "may_change"), ("household", "may_change"), ("documents", "may_upload"), ("restriction", "may_declare")] {
        assert_eq!(may(format!("{}/{part}", merged.path()), word).await, false, "{part}");
        assert_eq!(may(format!("{}/{part}", survivor.path()), word).await, true, "{part}");
    }
    let actions = may(merged.path(), "actions").await;
    let merge = actions.as_array().expect("actions").iter().find(|one| one["action"] == "merge").expect("the action");
    assert!(merge["reason"].as_str().is_some_and(|words| words.contains(&survivor.reference)), "{merge}");
    let offered = async |person: &crate::support::Persona<'_>| person.get(&survivor.path()).await.expect(200)["merges"][0]["may_take_apart"].clone();
    assert_eq!((offered(&coordinator).await, offered(&app.designated_doctor()).await), (json!(true), json!(false)));
    coordinator.post(&unmerging(&merged), apart()).await.expect(201);
    assert_eq!(offered(&coordinator).await, false, "it is on its own again");
}

#[actix_web::test]
async fn a_restricted_case_is_merged_only_by_somebody_who_sees_it_and_keeps_the_other_restricted() {
    let app = TestApp::new().await;
    let (survivor, merged) = two(&app).await;
    app.given().restricted_to(&merged, &app.manager());
    let coordinator = app.coordinator();
    coordinator.post(&merging(&merged), into(&survivor)).await.problem(404, "not_found");
    coordinator.post(&merging(&survivor), into(&merged)).await.problem(404, "not_found");
    let manager = app.manager();
    let view = manager.get(&format!("{}/comparisons/{}", merged.path(), survivor.id)).await.expect(200);
    assert_eq!(view["becomes_restricted"], true);
    assert_eq!(manager.post(&merging(&merged), into(&survivor)).await.expect(201)["restricted"], true);
    coordinator.get(&survivor.path()).await.problem(404, "not_found");
    assert_eq!(manager.get(&survivor.path()).await.expect(200)["notifications"].as_array().map(Vec::len), Some(2));
    manager.post(&unmerging(&merged), apart()).await.expect(201);
    coordinator.get(&survivor.path()).await.expect(200);
    coordinator.get(&merged.path()).await.problem(404, "not_found");
    assert_eq!(app.database.count("case_grants WHERE ended_at IS NULL"), 1, "who was let in by the merge is not any more");
}

#[actix_web::test]
async fn who_sees_one_restricted_case_alone_sees_nothing_of_the_other_by_the_merge() {
    let app = TestApp::new().await;
    let (survivor, merged) = two(&app).await;
    app.given().restricted_to(&survivor, &app.manager());
    app.given().restricted_to(&merged, &app.manager());
    app.given().restricted_to(&survivor, &app.coordinator());
    app.manager().post(&merging(&merged), into(&survivor)).await.expect(201);
    let view = app.coordinator().get(&survivor.path()).await.expect(200);
    let names: Vec<&Value> = view["people"].as_array().expect("people").iter().map(|p| &p["name"]).collect();
    assert_eq!((names, &view["merges"]), (vec![&json!("Joan Hill")], &json!([])));
    app.coordinator().get(&merged.path()).await.problem(404, "not_found");
}

#[actix_web::test]
async fn an_interest_in_one_case_shuts_out_of_the_other_while_they_are_one() {
    let app = TestApp::new().await;
    let (survivor, merged) = two(&app).await;
    let colleague = app.colleague();
    app.database.run(&format!(
        "INSERT INTO case_interests SELECT gen_random_uuid(), id, area_id, '{}', now(), '{}', '\\x00' FROM cases WHERE id = '{}'",
        colleague.user.expect("an account"),
        app.manager().user.expect("an account"),
        merged.id
    ));
    colleague.get(&survivor.path()).await.expect(200);
    app.manager().post(&merging(&merged), into(&survivor)).await.expect(201);
    colleague.get(&survivor.path()).await.problem(404, "not_found");
    app.manager().post(&unmerging(&merged), apart()).await.expect(201);
    colleague.get(&survivor.path()).await.expect(200);
}

#[actix_web::test]
async fn a_case_is_not_merged_with_itself_with_one_of_another_area_or_by_somebody_who_reads() {
    let app = TestApp::new().await;
    let (survivor, merged) = two(&app).await;
    let hidden = app.given().a_case_in_norfolk().await;
    let coordinator = app.coordinator();
    coordinator.post(&merging(&merged), into(&merged)).await.refused(422, "invalid_body", &[("/into", "not_an_option")]);
    coordinator.post(&merging(&merged), into(&hidden)).await.problem(404, "not_found");
    app.designated_doctor().post(&merging(&merged), into(&survivor)).await.problem(403, "forbidden");
    coordinator.call("POST", &merging(&merged)).if_match(9).json(&into(&survivor)).send().await.problem(412, "version_stale");
    coordinator.post(&merging(&merged), json!({ "into": survivor.id, "reason": "x" })).await.refused(422, "invalid_body", &[("/reason", "length")]);
    let doctor = app.designated_doctor().get(&merged.path()).await.expect(200);
    let merge = doctor["actions"].as_array().expect("actions").iter().find(|a| a["action"] == "merge").expect("the action").clone();
    assert_eq!((&merge["available"], merge["reason"].is_string()), (&json!(false), true));
}

#[actix_web::test]
async fn two_people_who_merge_two_cases_into_each_other_at_once_make_one_merge() {
    let app = TestApp::new().await;
    let (one, other) = two(&app).await;
    let (coordinator, colleague) = (app.coordinator(), app.colleague());
    let (there, back) = (merging(&one), merging(&other));
    let (first, second) = futures_util::future::join(coordinator.post(&there, into(&other)), colleague.post(&back, into(&one))).await;
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    assert_eq!(app.database.count("cases WHERE merged_into IS NOT NULL"), 1);
}
