//! Transfers: offered, settled, and what each side sees meanwhile and afterwards.

mod moved;
mod notified;
mod offered;
mod restricted;

use crate::support::given::Case;
use crate::support::template::NORF;
use crate::support::{Persona, TestApp};
use serde_json::{Value, json};
use uuid::Uuid;

/// An offer to Norfolk.
fn to_norfolk() -> Value {
    json!({ "to_area_id": NORF, "reason": "lives_there", "words": "The home address is in Norwich" })
}

/// Offers a case of Kent to Norfolk.
async fn offered(app: &TestApp, case: &Case) -> Uuid {
    let offer = app.coordinator().post(&format!("{}/transfers", case.path()), to_norfolk()).await.expect(201);
    app.work();
    offer["id"].as_str().and_then(|id| id.parse().ok()).expect("an identifier")
}

/// Where a transfer is.
fn path(transfer: Uuid, part: &str) -> String {
    format!("/api/v1/transfers/{transfer}{part}")
}

/// The transfers of a tab, by identifier.
async fn listed(person: &Persona<'_>, tab: &str) -> Vec<Value> {
    let page = person.get(&format!("/api/v1/transfers?tab={tab}")).await.expect(200);
    page["items"].as_array().expect("items").iter().map(|one| one["id"].clone()).collect()
}

/// Everything kept of a case but what tells of transfers, as one hash.
fn whole(app: &TestApp, case: &Case) -> Value {
    let id = case.id;
    let mut parts = vec![
        format!("SELECT to_jsonb(x)::text AS row FROM cases x WHERE id = '{id}'"),
        format!("SELECT to_jsonb(x)::text FROM case_events x WHERE case_id = '{id}' AND kind NOT LIKE 'transfer_%'"),
    ];
    for table in
        ["case_people", "case_professionals", "case_deadlines", "case_name_keys", "case_joint_agency_responses", "scope_answers", "notifications"]
    {
        parts.push(format!("SELECT to_jsonb(x)::text FROM {table} x WHERE case_id = '{id}'"));
    }
    app.database.value(&format!("SELECT md5(string_agg(row, '|' ORDER BY row)) FROM ({}) x", parts.join(" UNION ALL ")))
}
