//! What a transaction writes into the audit trail.

use opencdr_domain::audit::event::{Action, ObjectKind};
use uuid::Uuid;

/// What was done or seen, for the audit.
pub struct Event {
    /// What.
    pub action: Action,
    /// To which kind of thing.
    pub object: ObjectKind,
    /// Which.
    pub id: Option<Uuid>,
    /// Account and session, where who acts is known only since this transaction: somebody signing in.
    pub by: Option<(Uuid, Uuid)>,
    /// Whether it is about running the service, whatever the transaction is about.
    pub administration: bool,
    /// Area concerned.
    pub area: Option<Uuid>,
    /// Case concerned.
    pub case: Option<Uuid>,
    /// Codes that explain a change, or what a list returned, as JSON; never personal data.
    pub detail: Option<String>,
}

impl Event {
    /// An event about one thing.
    pub fn on(action: Action, object: ObjectKind, id: Uuid) -> Self {
        Self { action, object, id: Some(id), area: None, case: None, detail: None, by: None, administration: false }
    }

    /// A list or search and what it returned.
    pub fn list(action: Action, object: ObjectKind, returned: Vec<Uuid>) -> Self {
        // Written as text at once: every list does this, and identifiers need no escaping.
        let ids: Vec<String> = returned.iter().map(|id| format!("\"{id}\"")).collect();
        let detail = Some(format!("{{\"returned\":[{}]}}", ids.join(",")));
        Self { action, object, id: None, area: None, case: None, detail, by: None, administration: false }
    }

    /// Adds the area.
    pub fn area(mut self, area: Uuid) -> Self {
        self.area = Some(area);
        self
    }

    /// Adds the case.
    pub fn case(mut self, case: Uuid) -> Self {
        self.case = Some(case);
        self
    }

    /// Says who acts, where the transaction began with nobody.
    pub fn by(mut self, account: Uuid, session: Uuid) -> Self {
        self.by = Some((account, session));
        self
    }

    /// Says that it is about running the service.
    pub fn for_administration(mut self) -> Self {
        self.administration = true;
        self
    }

    /// Adds codes that explain it.
    pub fn detail(mut self, detail: serde_json::Value) -> Self {
        self.detail = Some(detail.to_string());
        self
    }
}
